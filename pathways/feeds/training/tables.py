"""The two tables: what each provider trained apprentices in, and in which districts it did."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints, create_model

from pathways.feeds.bundle import Entry
from pathways.feeds.rows import Row, Table


def _not_blank(value: str) -> str:
    if not value:
        raise ValueError("empty")
    return value


Ukprn = Annotated[
    str, StringConstraints(pattern=r"^1[0-9]{7}$"), Field(description="a provider number of eight digits")
]
Name = Annotated[
    str,
    StringConstraints(max_length=200),
    AfterValidator(_not_blank),
    Field(description="a name of at most 200 characters"),
]
Starts = Annotated[
    Annotated[int, Field(ge=0, le=1_000_000)], Field(description="how many people started: a whole number")
]


class TrainedRow(Row):
    """A provider, a standard and a band of level, with how many people started. ``starts`` is named by its years."""

    ukprn: Ukprn
    provider: Name
    provider_type: Annotated[
        Literal[
            "General FE College incl Tertiary", "Special College", "Sixth Form College", "Schools",
            "Private Sector Public Funded", "Local Authority", "Other",
        ],
        Field(description="one of the seven kinds of provider of the statistics"),
    ]  # fmt: skip
    standard: Name
    apps_level: Annotated[
        Literal["Intermediate Apprenticeship", "Advanced Apprenticeship", "Higher Apprenticeship"],
        Field(description="Intermediate, Advanced or Higher Apprenticeship"),
    ]
    ssa_tier2: Annotated[
        str, StringConstraints(max_length=100), Field(description="a sector subject area, tier 2")
    ]
    starts: Starts


class DeliveredRow(Row):
    """A provider and a district in which apprentices of it learn, with how many started there."""

    ukprn: Ukprn
    delivery_lad: Name
    starts: Starts


def trained_table(entry: Entry, columns: list[str]) -> Table[TrainedRow]:
    """The first table, whose column of starts is named by the years that it covers."""
    return Table(entry.stem, create_model("TrainedRow", __base__=TrainedRow, **_starts_of(columns)))


def delivered_table(entry: Entry, columns: list[str]) -> Table[DeliveredRow]:
    """The second table. Its column of starts may be named by years as well."""
    return Table(entry.stem, create_model("DeliveredRow", __base__=DeliveredRow, **_starts_of(columns)))


def _starts_of(columns: list[str]) -> dict[str, Any]:
    named = next((column for column in columns if column.startswith("STARTS")), "STARTS")
    return {"starts": (Starts, Field(alias=named))}


def years_of(columns: list[str]) -> str:
    """The years of the starts as their column says them: "2024/25 and 2025/26 to April"."""
    named = next((column for column in columns if column.startswith("STARTS")), "")
    words = re.sub(r"(\d{4})_(\d\d)(?!\d)", r"\1/\2", named.removeprefix("STARTS")).replace("_", " ").lower()
    return " ".join(re.sub(r"\bapr\b", "April", words).split())
