"""The distinct entry requirements of a segment while it is filled: most programmes share theirs with others."""

from typing import Any

from pathways.catalogue.codes import LEVELS, ROUTES, nation_code
from pathways.catalogue.vocabulary import SubjectRule
from pathways.snapshot.columns import ENTRY_COLUMNS

UNKNOWN = -1
_RULES = {rule.value: place for place, rule in enumerate(SubjectRule)}
_LEVELS = {level.value: place for place, level in enumerate(LEVELS)}
_ROUTES = {route.value: place for place, route in enumerate(ROUTES)}


class EntryShelf:
    """The distinct requirements in the order in which they were first met."""

    def __init__(self) -> None:
        self._places: dict[tuple[int | bool, ...], int] = {}

    def place_of(self, entry: Any | None, *, route: str, level: str | None, nation: str) -> int:
        """The position of a requirement (None: nothing is known of it) of a programme of that route and level."""
        values = entry_values(entry, route=route, level=level, nation=nation)
        return self._places.setdefault(tuple(values[name] for name in ENTRY_COLUMNS), len(self._places))

    def columns(self) -> dict[str, list[int | bool]]:
        """The requirements by column."""
        rows = list(self._places)
        return {name: [row[at] for row in rows] for at, name in enumerate(ENTRY_COLUMNS)}


def entry_values(entry: Any | None, *, route: str, level: str | None, nation: str) -> dict[str, int | bool]:
    """One entry requirement (a row of the table or a model, None for nothing known) as the columns keep it."""
    own: dict[str, int | bool] = {
        "nation": nation_code(nation),
        "route": _ROUTES[str(route)],
        "level": UNKNOWN if level is None else _LEVELS[str(level)],
    }
    if entry is None:
        not_stated = _RULES[SubjectRule.NOT_STATED]
        numbers = ("min_age", "max_age", "gcse_count", "gcse_grade", "level_held", "points", "points_low")
        flags = ("age_exceptions", "needs_ehcp", "has_required_subjects", "has_text")
        return {
            **dict.fromkeys(numbers, UNKNOWN),
            **dict.fromkeys(flags, False),
            "english": not_stated,
            "maths": not_stated,
            "after_school": True,
            **own,
        }
    return {
        "min_age": _known(entry.min_age),
        "max_age": _known(entry.max_age),
        "age_exceptions": bool(entry.age_exceptions),
        "after_school": entry.after_compulsory_school,
        "english": _RULES[str(entry.english)],
        "maths": _RULES[str(entry.maths)],
        "gcse_count": _known(entry.gcse_count),
        "gcse_grade": _known(entry.gcse_grade),
        "level_held": UNKNOWN if entry.level_held is None else _LEVELS[str(entry.level_held)],
        "points": _known(entry.points),
        "points_low": _known(entry.points_usual_low),
        "needs_ehcp": entry.needs_ehcp,
        "has_required_subjects": bool(entry.required_subjects),
        "has_text": bool(entry.text),
        **own,
    }


def _known(number: int | None) -> int:
    return UNKNOWN if number is None else number
