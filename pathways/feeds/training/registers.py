"""What rows are looked up in: districts by name, known standards, old frameworks, kinds of provider."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Level, Nation, ProviderKind, Route
from pathways.feeds.provider_kinds import Kinds, load_kinds
from pathways.feeds.standard_areas import FOLDER, AreaRules
from pathways.feeds.standards.records import key_of
from pathways.feeds.standards_known import Band, KnownStandards, Standard, route_of

NOWHERE_KNOWN = "outside of england and unknown"
_TYPES = {
    "General FE College incl Tertiary": ProviderKind.COLLEGE,
    "Special College": ProviderKind.COLLEGE,
    "Sixth Form College": ProviderKind.COLLEGE,
    "Schools": ProviderKind.SCHOOL_SIXTH_FORM,
    "Private Sector Public Funded": ProviderKind.TRAINING_PROVIDER,
    "Local Authority": ProviderKind.TRAINING_PROVIDER,
}
_TITLES_OF_PLACES = (", city of", ", county of")


@dataclass(frozen=True, slots=True)
class Registers:
    """Everything that a row is looked up in."""

    standards: KnownStandards
    rules: AreaRules
    kinds: Kinds
    frameworks: frozenset[str]
    districts: dict[str, str]
    funding_ended: dict[str, date]

    def kind_of(self, provider_type: str, ukprn: str, name: str) -> ProviderKind:
        """The kind of provider, by the type that the statistics give; "Other" is told by number and name."""
        return _TYPES.get(provider_type) or self.kinds.of(ukprn, name, name)

    def standard_of(self, title: str, band: Band, subject: str) -> Standard:
        """The standard of a row: from our table, else (a new one) from its title and sector subject area."""
        known = self.standards.titled(title, band)
        if known is not None:
            return known
        route = route_of(title)
        level = Level.TWO if route is Route.FOUNDATION_APPRENTICESHIP else None
        areas = self.rules.areas_of(title, subject=subject)
        return Standard(title, "", band, level, route, areas, self.rules.tier2_of(subject))

    def lad_code(self, district: str) -> str | None:
        """The code of a district of England by its name ("Bristol, City of" is Bristol); None for an unknown one."""
        name = district.casefold().strip()
        for ending in _TITLES_OF_PLACES:
            name = name.removesuffix(ending)
        return self.districts.get(name)


def load_registers(seed_dir: Path) -> Registers:
    """Everything from our own seed data."""
    folder = seed_dir / FOLDER
    return Registers(
        standards=KnownStandards(seed_dir),
        rules=AreaRules(seed_dir),
        kinds=load_kinds(seed_dir),
        frameworks=frozenset(
            key_of(row["title"], Band(row["band"])) for row in read_rows(folder / "frameworks.csv")
        ),
        districts={
            row["name"].casefold(): row["lad_code"]
            for row in read_rows(seed_dir / "local_authorities.csv")
            if row["nation"] == Nation.ENGLAND
        },
        funding_ended={
            key_of(row["title"], Band(row["band"])): date.fromisoformat(row["ended_on"])
            for row in read_rows(folder / "funding_ended.csv")
        },
    )
