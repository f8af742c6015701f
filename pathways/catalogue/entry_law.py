"""What the law and the levels ask of whole routes, from the project's dated table of it."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import cast, get_args

from pathways.catalogue.codes import LEVELS, ROUTES, nation_code
from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Level, Route
from pathways.eligibility.law import Law, RouteRule, RuleName

ENTRY_LAW_FILE = "entry_law.csv"


@cache
def entry_law(seed_dir: Path) -> Law:
    """Every row of the table in ``seed_dir``, whenever it holds. Raises ValueError for a slip, OSError for no table."""
    return tuple(_rule(row) for row in read_rows(seed_dir / ENTRY_LAW_FILE))


def _rule(row: dict[str, str]) -> RouteRule:
    if row["rule"] not in get_args(RuleName):
        raise ValueError(f"{row['rule']!r} is no rule.")
    return RouteRule(
        name=cast("RuleName", row["rule"]),
        routes=frozenset(ROUTES.index(Route(code)) for code in row["routes"].split()),
        levels=frozenset(LEVELS.index(Level(code)) for code in row["levels"].split()),
        nation=nation_code(row["nation"]),
        valid_from=date.fromisoformat(row["from"]) if row["from"] else None,
        valid_until=date.fromisoformat(row["until"]) if row["until"] else None,
        value=int(row["value"]),
        up_to=int(row["up_to"]) if row["up_to"] else None,
    )
