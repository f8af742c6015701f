"""Counts by the month. Nothing here says who looked, from which address, or which searches belong together."""

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from pathways.database import enum_type
from pathways.tokens import HASH_LENGTH

LONGEST_CODE = 80
LONGEST_PHRASE = 60


class What(StrEnum):
    """What happened to a programme."""

    FOUND = "found"
    OPENED = "opened"
    SAVED = "saved"
    SHORTLISTED = "shortlisted"


class SeenBy(StrEnum):
    """By what a list in which something was shown had been asked for."""

    DISTRICT = "district"
    TERM = "term"


class DemandProgramme(SQLModel, table=True):
    """How often a programme was shown in a list, opened, saved or put on an adviser's list in a month."""

    __tablename__ = "demand_programme"

    month: date = Field(primary_key=True, description="Its first day.")
    programme_id: int = Field(primary_key=True, description="No foreign key: a count outlives its programme.")
    what: What = Field(primary_key=True, sa_type=enum_type(What, "what"))
    times: int


class DemandSeen(SQLModel, table=True):
    """How often something of a provider was shown for searches from a district, or for a recognised term."""

    __tablename__ = "demand_seen"

    month: date = Field(primary_key=True)
    provider_id: int = Field(primary_key=True, description="0: the whole site, each search once.")
    kind: SeenBy = Field(primary_key=True, sa_type=enum_type(SeenBy, "kind"))
    value: str = Field(
        max_length=LONGEST_CODE, primary_key=True, description="`PR1`, or a code such as `area:health`."
    )
    times: int


class DemandUnmet(SQLModel, table=True):
    """How often a recognised term found nothing from a district."""

    __tablename__ = "demand_unmet"

    month: date = Field(primary_key=True)
    district: str = Field(max_length=8, primary_key=True, description="Empty: no place was given.")
    term: str = Field(max_length=LONGEST_CODE, primary_key=True)
    times: int


class DemandPhrase(SQLModel, table=True):
    """How often words were typed that nothing is known of. The words themselves only from the tenth time."""

    __tablename__ = "demand_phrase"

    phrase_hash: str = Field(max_length=HASH_LENGTH, primary_key=True, description="A keyed hash.")
    times: int
    last_month: date = Field(index=True, description="The first day of the month it was last typed in.")
    text: str = Field(
        default="",
        max_length=LONGEST_PHRASE,
        description="Empty until the tenth time, and when it may hold a name, number or postcode.",
    )
