"""How the catalogue's words stand as small numbers in the snapshot's columns."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Nation, Route

ROUTES, LEVELS, AREAS, MODES = tuple(Route), tuple(Level), tuple(Area), tuple(Mode)
DELIVERIES, MONEYS, NATIONS = tuple(Delivery), tuple(Money), tuple(Nation)

CODE_FACETS: dict[str, tuple[StrEnum, ...]] = {
    "route": ROUTES,
    "level": LEVELS,
    "delivery": DELIVERIES,
    "money": MONEYS,
}
"""Facets of which a row has at most one value. The code is the position; one more stands for none."""

BIT_FACETS: dict[str, tuple[StrEnum, ...]] = {"area": AREAS, "mode": MODES}
"""Facets of which a row may have several values: one bit for each."""

FACET_VALUES: dict[str, tuple[str, ...]] = {
    name: tuple(value.value for value in values) for name, values in (CODE_FACETS | BIT_FACETS).items()
}
"""The values of every facet as plain text, in the order of their codes or bits."""

CODE_SIZES = {name: len(values) for name, values in CODE_FACETS.items()}
BIT_SIZES = {name: len(values) for name, values in BIT_FACETS.items()}

_CODES = {
    name: {str(value): code for code, value in enumerate(values)} for name, values in CODE_FACETS.items()
}
_BITS = {
    name: {str(value): 1 << bit for bit, value in enumerate(values)} for name, values in BIT_FACETS.items()
}
_EPOCH = date(1970, 1, 1).toordinal()


def code_of(facet: str, value: str | None) -> int:
    """The code of a value of one of `CODE_FACETS`; the one after the last for None."""
    return CODE_SIZES[facet] if value is None else _CODES[facet][value]


def bits_of(facet: str, values: Iterable[str]) -> int:
    """The set bits of values of one of `BIT_FACETS`."""
    found = 0
    for value in values:
        found |= _BITS[facet][value]
    return found


def nation_code(nation: str) -> int:
    """The code of a nation."""
    return NATIONS.index(Nation(nation))


def day_number(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The date that is so many days after the first of 1970."""
    return date.fromordinal(number + _EPOCH)
