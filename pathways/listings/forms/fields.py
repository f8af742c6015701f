"""One field of a form: how its value is shown, and how what somebody typed is read back."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.catalogue.vocabulary import Route
from pathways.feeds.programmes_csv.cells import CellError, read_day, write_day

Kind = Literal[
    "line", "prose", "number", "decimal", "pounds", "day", "choice", "choices", "flag", "link", "names"
]
Typed = Mapping[str, Sequence[str]]
Choices = Sequence[tuple[str, str | LazyString]]
_PENCE = 100
_POUNDS = re.compile(r"£?\s*(\d{1,7}(?:\.\d{1,2})?)", re.ASCII)


class Mistyped(ValueError):
    """What was typed cannot be what the field asks for. Holds the words that say so."""

    def __init__(self, words: LazyString) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class Field:
    """A field, on the routes that have it (None: on all). ``is_needed``: nothing is published without it.

    ``none`` names the answer that takes an earlier choice back: of a few in a row, one stays marked otherwise.
    """

    name: str
    kind: Kind
    label: LazyString
    hint: LazyString | str = ""
    routes: frozenset[Route] | None = None
    is_needed: bool = False
    longest: int = 5_000
    choices: Choices = ()
    unit: LazyString | str = ""
    none: LazyString | str = ""

    def is_on(self, route: Route) -> bool:
        """Whether the form of a route has it."""
        return self.routes is None or route in self.routes

    def read(self, typed: Typed) -> Any:
        """The value of what was typed; None, an empty text or an empty tuple when nothing was. Raises Mistyped."""
        given = [value.replace("\x00", " ").strip() for value in typed.get(self.name, ())]
        if self.kind == "choices":
            known = {code for code, _label in self.choices}
            if any(value not in known for value in given if value):
                raise Mistyped(_("Choose from the list."))
            return tuple(value for value in given if value)
        text = given[0] if given else ""
        if self.kind == "flag":
            return text == "yes"
        if self.kind in ("line", "prose", "link", "names"):
            if len(text) > self.longest:
                raise Mistyped(_("This is too long. Make it shorter."))
            return text
        return _READERS[self.kind](text, self) if text else None

    def show(self, value: Any) -> list[str]:
        """A value as the form holds it."""
        if self.kind == "choices":
            return [str(one) for one in value]
        if self.kind == "flag":
            return ["yes"] if value else []
        if value is None or value == "":
            return []
        if self.kind == "pounds":
            whole, rest = divmod(int(value), _PENCE)
            return [f"{whole}.{rest:02d}" if rest else str(whole)]
        if isinstance(value, float):
            return [f"{value:g}"]
        return [write_day(value) if isinstance(value, date) else str(value)]


def _number(text: str, _field: Field) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Mistyped(_("Write a whole number, such as 12."))
    return int(text)


def _decimal(text: str, _field: Field) -> float:
    if not re.fullmatch(r"\d{1,3}(\.\d{1,2})?", text, re.ASCII):
        raise Mistyped(_("Write a number, such as 37.5."))
    return float(text)


def _pounds(text: str, _field: Field) -> int:
    found = _POUNDS.fullmatch(text.replace(",", ""))
    if found is None:
        raise Mistyped(_("Write pounds and pence, such as 8.40."))
    return int(Decimal(found[1]) * _PENCE)


def _day(text: str, _field: Field) -> date:
    try:
        return (
            date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else read_day(text)
        )
    except (ValueError, CellError):
        raise Mistyped(_("Write a day, such as 07/09/2027.")) from None


def _choice(text: str, field: Field) -> str:
    if text not in {code for code, _label in field.choices}:
        raise Mistyped(_("Choose from the list."))
    return text


_READERS: dict[str, Callable[[str, Field], Any]] = {
    "number": _number,
    "decimal": _decimal,
    "pounds": _pounds,
    "day": _day,
    "choice": _choice,
}
