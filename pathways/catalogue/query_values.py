"""The values of an address, read one parameter at a time; what cannot be used is dropped and noted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pathways.catalogue.criteria import LONGEST_TEXT
from pathways.places.postcodes import cut_postcodes_to_sector

Choice = TypeVar("Choice", bound=StrEnum)
Args = Mapping[str, list[str]]
LONGEST_SHOWN = 40
LONGEST_READ = LONGEST_TEXT * 60
"""Characters of one value that are looked at; the rest could not matter."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say about a parameter. ``dropped``: its value was unknown or malformed and has no effect.

    Codes: `unknown-value`, `not-a-number`, `too-long`, `unknown-place`, `only-one`, `needs-stage`, `needs-place`,
    `unknown-parameter` (information only).
    """

    code: str
    parameter: str
    value: str
    dropped: bool = True


class Reader:
    """Reads the values of one address and collects what is to be said of them."""

    def __init__(self, args: Args) -> None:
        self._args = args
        self.notices: list[Notice] = []

    def drop(self, code: str, parameter: str, value: str) -> None:
        """Note a value that has no effect."""
        self.notices.append(Notice(code, parameter, shown(value)))

    def values(self, parameter: str) -> list[str]:
        """Every value of a parameter, tidied; empty ones left out."""
        return [value for value in map(_tidy, self._args.get(parameter, ())) if value]

    def one(self, parameter: str) -> str | None:
        """The value of a parameter that takes one; the first when several differ, which is noted."""
        values = self.values(parameter)
        if len(set(values)) > 1:
            self.drop("only-one", parameter, values[-1])
        return values[0] if values else None

    def choices(self, parameter: str, kind: type[Choice]) -> frozenset[Choice]:
        """The known codes among the values."""
        known = {member.value: member for member in kind}
        found = set()
        for value in self.values(parameter):
            if value.lower() in known:
                found.add(known[value.lower()])
            else:
                self.drop("unknown-value", parameter, value)
        return frozenset(found)

    def choice(self, parameter: str, kind: type[Choice]) -> Choice | None:
        """The one known code, or None."""
        value = self.one(parameter)
        if value is None:
            return None
        for member in kind:
            if member.value == value.lower():
                return member
        self.drop("unknown-value", parameter, value)
        return None

    def code(self, parameter: str, allowed: Iterable[str]) -> str | None:
        """The one value if it is among ``allowed``, or None."""
        value = self.one(parameter)
        if value is None or value in allowed:
            return value
        self.drop("unknown-value", parameter, value)
        return None

    def whole(self, parameter: str, least: int, most: int) -> int | None:
        """The value as a whole number within bounds, or None."""
        value = self.one(parameter)
        if value is None:
            return None
        if not (value.isascii() and value.isdigit() and len(value) <= 12):
            self.drop("not-a-number", parameter, value)
            return None
        if not least <= int(value) <= most:
            self.drop("unknown-value", parameter, value)
            return None
        return int(value)


def _tidy(value: str) -> str:
    # Control characters, NUL among them, mean nothing in a search and break databases and terminals.
    return " ".join("".join(c if c.isprintable() else " " for c in value[:LONGEST_READ]).split())


def shown(value: str) -> str:
    """A value fit to be shown again: without a full postcode, and not too long."""
    value = cut_postcodes_to_sector(value)
    return value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"
