"""Help with costs that may be there for a learner: bursaries, loans, travel, by route and nation."""

from datetime import date
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import DatedFact, read_fact, read_rows
from pathways.catalogue.vocabulary import Nation, Route


@cache
def _all_help(seed_dir: Path) -> tuple[tuple[frozenset[Route], Nation, DatedFact], ...]:
    """Every row of money_help.csv. Raises ValueError when one names a route or nation that does not exist."""
    return tuple(
        (frozenset(Route(code) for code in row["routes"].split()), Nation(row["nation"]), read_fact(row))
        for row in read_rows(seed_dir / "money_help.csv")
    )


def help_with_costs(seed_dir: Path, route: Route, nation: Nation, day: date) -> tuple[DatedFact, ...]:
    """What may help somebody on ``route`` in ``nation`` to pay on ``day``, in the order of the table."""
    return tuple(
        fact
        for routes, where, fact in _all_help(seed_dir)
        if route in routes and where is nation and fact.holds_on(day)
    )
