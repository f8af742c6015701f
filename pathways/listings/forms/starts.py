"""The starts of an offer as rows of a form: a few empty ones follow, and rows left empty are no starts."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.listings.content import MOST_STARTS, Start
from pathways.listings.forms.fields import Field, Mistyped, Typed

EMPTY_ROWS = 2
COLUMNS: tuple[Field, ...] = (
    Field("starts_on", "day", _("Starts on")),
    Field("opens_on", "day", _("Apply from")),
    Field("closes_on", "day", _("Apply by")),
    Field("start_text", "line", _("Or in words"), longest=120),
)
FLEXIBLE = "is_flexible"


def show_starts(starts: Iterable[Start]) -> dict[str, list[str]]:
    """The starts as the form holds them."""
    shown: dict[str, list[str]] = {}
    dated = [start for start in starts if not _is_plainly_flexible(start)]
    for number, start in enumerate(dated):
        for column in COLUMNS:
            shown[f"{column.name}-{number}"] = column.show(getattr(start, column.name))
        shown[f"{FLEXIBLE}-{number}"] = ["yes"] if start.is_flexible else []
    shown[FLEXIBLE] = ["yes"] if len(dated) < len(tuple(starts)) else []
    return shown


def rows_in(typed: Typed) -> int:
    """How many rows a form has, with the empty ones that follow."""
    filled = [number for number in range(MOST_STARTS) if any(_cell(typed, name, number) for name in _NAMES)]
    return min(max(filled, default=-1) + 1 + EMPTY_ROWS, MOST_STARTS)


def read_starts(typed: Typed) -> tuple[list[dict[str, Any]], dict[str, LazyString]]:
    """The starts that were typed, and what could not be read by the name of its input."""
    starts: list[dict[str, Any]] = []
    mistakes: dict[str, LazyString] = {}
    for number in range(MOST_STARTS):
        if not any(_cell(typed, name, number) for name in _NAMES):
            continue
        start: dict[str, Any] = {FLEXIBLE: _cell(typed, FLEXIBLE, number) == "yes"}
        for column in COLUMNS:
            name = f"{column.name}-{number}"
            try:
                start[column.name] = column.read({column.name: typed.get(name, ())})
            except Mistyped as mistyped:
                mistakes[name] = mistyped.words
        starts.append(start)
    if "yes" in typed.get(FLEXIBLE, ()):
        starts.append({FLEXIBLE: True})
    return starts, mistakes


_NAMES = (*(column.name for column in COLUMNS), FLEXIBLE)


def _cell(typed: Typed, name: str, number: int) -> str:
    values = typed.get(f"{name}-{number}", ())
    return values[0].strip() if values else ""


def _is_plainly_flexible(start: Start) -> bool:
    return start == Start(is_flexible=True)
