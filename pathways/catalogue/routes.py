"""What each route is, told the same way for all thirteen, with facts that hold from one day to another."""

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from pathways.catalogue.dated import DatedFact, read_fact, read_rows
from pathways.catalogue.vocabulary import Route

FactKind = Literal["myth", "fact", "unknown", "wales", "scotland", "northern-ireland"]


@dataclass(frozen=True, slots=True)
class RouteGuide:
    """A route in plain words. Every route answers the same questions."""

    route: Route
    name: str
    summary: str
    what_it_is: str
    for_whom: str
    levels: str
    time: str
    week: str
    entry: str
    money: str
    next_steps: str
    facts: tuple[tuple[FactKind, DatedFact], ...]

    def facts_on(self, day: date, *kinds: FactKind) -> tuple[DatedFact, ...]:
        """What may be said of it on ``day``, of the kinds named, in the order in which it was written."""
        return tuple(fact for kind, fact in self.facts if kind in kinds and fact.holds_on(day))


_TEXTS = [field.name for field in fields(RouteGuide) if field.name not in ("route", "facts")]


@cache
def route_guides(seed_dir: Path) -> dict[Route, RouteGuide]:
    """Every route's guide, in the order of the line map, read once from routes.csv and route_facts.csv.

    Raises ValueError when a route has no guide, or a fact names a route or a kind that does not exist.
    """
    facts: dict[Route, list[tuple[FactKind, DatedFact]]] = {route: [] for route in Route}
    for row in read_rows(seed_dir / "route_facts.csv"):
        facts[Route(row["route"])].append((_kind(row["kind"]), read_fact(row)))
    written = {Route(row["slug"]): row for row in read_rows(seed_dir / "routes.csv")}
    if missing := set(Route) - set(written):
        raise ValueError(f"routes.csv says nothing of {', '.join(sorted(missing))}.")
    return {
        route: RouteGuide(
            route=route, facts=tuple(facts[route]), **{name: written[route][name] for name in _TEXTS}
        )
        for route in Route
    }


def _kind(text: str) -> FactKind:
    if text not in get_args(FactKind):
        raise ValueError(f"route_facts.csv has a fact of no known kind: {text!r}.")
    return cast("FactKind", text)
