"""What kind of provider each is: a college, a university or a training provider."""

import csv
from pathlib import Path

from pathways.catalogue.vocabulary import ProviderKind


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
