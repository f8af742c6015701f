"""What the law and the nature of each route ask of a listing, as dated rows of the seed data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.seeding.fact_rows import RouteSubject
from pathways.catalogue.vocabulary import Level, Route

FILES = ("listing_rules.csv", "entry_law.csv")
APPRENTICE = "apprentice"


@dataclass(frozen=True, slots=True)
class ListingFact:
    """One fact about whole routes, from one day to another. ``most`` is how far exceptions go, or ``value``."""

    rule: str
    routes: frozenset[Route]
    levels: frozenset[Level]
    valid_from: date | None
    valid_until: date | None
    value: int
    most: int
    why: str

    def holds(self, route: Route, level: Level | None, day: date) -> bool:
        """Whether it is about such a programme on that day."""
        return (
            route in self.routes
            and (not self.levels or level in self.levels)
            and (self.valid_from is None or day >= self.valid_from)
            and (self.valid_until is None or day <= self.valid_until)
        )


@dataclass(frozen=True, slots=True)
class ListingLaw:
    """Everything that a listing is held against."""

    facts: tuple[ListingFact, ...]
    subjects: tuple[RouteSubject, ...]
    apprentice_pence: tuple[tuple[date, int], ...]

    def about(self, rule: str, route: Route, level: Level | None, day: date) -> Iterator[ListingFact]:
        """The facts of one rule that hold for such a programme on a day."""
        return (fact for fact in self.facts if fact.rule == rule and fact.holds(route, level, day))

    def least_pay(self, day: date) -> int | None:
        """The apprentice minimum wage on a day, in pence an hour; None before the first that is known."""
        known = [pence for effective, pence in self.apprentice_pence if effective <= day]
        return known[-1] if known else None


@cache
def load_law(seed_dir: Path) -> ListingLaw:
    """Read the tables of the seed data, once. Raises OSError, ValueError or KeyError for one that is not right."""
    facts = tuple(_fact(row) for name in FILES for row in read_rows(seed_dir / name))
    subjects = tuple(
        RouteSubject.model_validate({name: cell or None for name, cell in row.items() if cell})
        for row in read_rows(seed_dir / "route_subjects.csv")
    )
    pence = sorted(
        (date.fromisoformat(row["effective_from"]), int(row["hourly_pence"]))
        for row in read_rows(seed_dir / "minimum_wage.csv")
        if row["band"] == APPRENTICE
    )
    return ListingLaw(facts, subjects, tuple(pence))


def _fact(row: dict[str, str]) -> ListingFact:
    value = int(row["value"] or 0)
    return ListingFact(
        row["rule"],
        frozenset(map(Route, row["routes"].split())),
        frozenset(map(Level, row["levels"].split())),
        _day(row["from"]),
        _day(row["until"]),
        value,
        int(row["up_to"] or value),
        row.get("why", ""),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
