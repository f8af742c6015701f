"""Who teaches: providers of the set, with the kind we know them to be."""

import csv
import re
from pathlib import Path

from pathways.catalogue.vocabulary import Nation, ProviderKind
from pathways.feeds.discover_uni.tables import InstitutionRow
from pathways.feeds.records import ProviderRecord
from pathways.feeds.web_addresses import https_link
from pathways.places.names import slug

NATIONS = {
    "XF": Nation.ENGLAND,
    "XG": Nation.NORTHERN_IRELAND,
    "XH": Nation.SCOTLAND,
    "XI": Nation.WALES,
}
REAL_NUMBERS = range(10_000_000, 20_000_000)
"""Joint schools have made-up numbers in the set, outside the register's range."""

_ARTICLE_MARK = re.compile(r", the$|\(the\)$", re.IGNORECASE)


class Kinds:
    """What kind of provider each is. Names mislead both ways, so reviewed lists go before them."""

    def __init__(self, colleges: frozenset[str], reviewed: dict[str, ProviderKind]) -> None:
        self.colleges = colleges
        self._reviewed = reviewed

    def of(self, ukprn: str, legal_name: str, shown_name: str) -> ProviderKind:
        """The kind of the provider with this number and these names."""
        if ukprn in self.colleges:
            return ProviderKind.COLLEGE
        if ukprn in self._reviewed:
            return self._reviewed[ukprn]
        names = f"{legal_name} {shown_name}".casefold()
        if "universit" in names or "prifysgol" in names:
            return ProviderKind.UNIVERSITY
        return (
            ProviderKind.COLLEGE
            if "college" in names or "coleg " in names
            else ProviderKind.TRAINING_PROVIDER
        )


def load_kinds(seed_dir: Path) -> Kinds:
    """Read ``taught_at_college.csv`` and ``provider_kinds.csv`` of the seed data."""
    with (seed_dir / "taught_at_college.csv").open(encoding="utf-8", newline="") as file:
        colleges = frozenset(row["ukprn"] for row in csv.DictReader(file))
    with (seed_dir / "provider_kinds.csv").open(encoding="utf-8", newline="") as file:
        reviewed = {row["ukprn"]: ProviderKind(row["kind"]) for row in csv.DictReader(file)}
    return Kinds(colleges, reviewed)


def provider_record(row: InstitutionRow, kinds: Kinds, rating: str) -> ProviderRecord:
    """The provider that teaches, under the name it trades by."""
    name = shown_name(row.first_trading_name or row.legal_name)
    number = int(row.pubukprn)
    return ProviderRecord(
        key=row.pubukprn,
        name=name,
        slug=slug(name)[:120] or row.pubukprn,
        kind=kinds.of(row.pubukprn, row.legal_name, name),
        nation=NATIONS[row.pubukprncountry],
        ukprn=number if number in REAL_NUMBERS else None,
        website=https_link(row.provurl),
        telephone=row.provtel[:40],
        quality_marks=f"Teaching Excellence Framework: {rating}" if rating else "",
    )


def shown_name(name: str) -> str:
    """A name with its article in front, not shouted: "Sheffield College, the" is "The Sheffield College"."""
    name = " ".join(name.split())
    if _ARTICLE_MARK.search(name):
        name = "The " + _ARTICLE_MARK.sub("", name).strip()
    if name.isupper() and " " in name:
        name = " ".join(word if "(" in word else word.capitalize() for word in name.split())
    return name.removesuffix(".")[:200]
