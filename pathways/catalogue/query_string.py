"""The search in an address: read from it, and written back into it by one function.

The parameters are those every page and answer shares (q, near, miles, route, level, area, mode, delivery, money,
start, provider, for, sort, page) and one more: ``spelling=kept`` searches for the words exactly as typed.
What is unknown or malformed is dropped and noted; nothing here raises.
"""

from enum import StrEnum
from typing import Literal, Protocol, TypedDict, Unpack
from urllib.parse import quote_plus

from pathways.catalogue.criteria import (
    DEFAULT_MILES,
    LONGEST_TEXT,
    MILES_CHOICES,
    Learner,
    SearchCriteria,
)
from pathways.catalogue.learner_query import LEARNER_PARAMETERS, read_learner, write_learner
from pathways.catalogue.query_values import Args, Notice, Reader, shown
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.database import LARGEST_ID
from pathways.places.place import Place
from pathways.places.postcodes import cut_postcodes_to_sector

LARGEST_PAGE = 10**9

PARAMETERS = frozenset(
    {"q", "near", "miles", "route", "level", "area", "mode", "delivery", "money", "start", "provider", "for"}
    | {"sort", "page", "spelling", *LEARNER_PARAMETERS}
)


RepeatedField = Literal["routes", "levels", "areas", "modes", "deliveries", "money"]


class PlaceLookup(Protocol):
    """The part of the gazetteer that an address needs: canonical ids only."""

    def lookup(self, place_id: str) -> Place | None:
        """The place with this id, or None."""
        ...


REPEATED: tuple[tuple[str, RepeatedField], ...] = (
    ("route", "routes"),
    ("level", "levels"),
    ("area", "areas"),
    ("mode", "modes"),
    ("delivery", "deliveries"),
    ("money", "money"),
)
"""Each parameter that takes several values, and the field of the criteria that holds them."""


class Changes(TypedDict, total=False):
    """What ``write_query`` may change in a search before it writes it."""

    text: str
    place: Place | None
    miles: int | None
    routes: frozenset[Route]
    levels: frozenset[Level]
    areas: frozenset[Area]
    modes: frozenset[Mode]
    deliveries: frozenset[Delivery]
    money: frozenset[Money]
    start: StartWindow | None
    provider_id: int | None
    eligible_for: Learner | None
    sort: Sort
    page: int
    keep_spelling: bool


def parse_criteria(args: Args, gazetteer: PlaceLookup) -> tuple[SearchCriteria, tuple[Notice, ...]]:
    """The search that an address asks for, and what had to be dropped from it.

    ``args`` maps each parameter to its decoded values in order. ``near`` must be a canonical place.
    """
    reader = Reader(args)
    place = _read_place(reader, gazetteer)
    miles = _read_miles(reader)
    if miles is not Missing.MILES and place is None:
        reader.notices.append(Notice("needs-place", "miles", "", dropped=False))
    criteria = SearchCriteria(
        text=_read_text(reader),
        place=place,
        miles=DEFAULT_MILES if isinstance(miles, Missing) else miles,
        routes=reader.choices("route", Route),
        levels=reader.choices("level", Level),
        areas=reader.choices("area", Area),
        modes=reader.choices("mode", Mode),
        deliveries=reader.choices("delivery", Delivery),
        money=reader.choices("money", Money),
        start=reader.choice("start", StartWindow),
        provider_id=reader.whole("provider", 1, LARGEST_ID),
        eligible_for=read_learner(reader),
        sort=reader.choice("sort", Sort) or Sort.FIT,
        page=reader.whole("page", 1, LARGEST_PAGE) or 1,
        keep_spelling=reader.code("spelling", ("kept",)) is not None,
    )
    for parameter in sorted(set(args) - PARAMETERS):
        reader.notices.append(Notice("unknown-parameter", shown(parameter), "", dropped=False))
    return criteria, tuple(reader.notices)


class Missing(StrEnum):
    """A parameter that was not given at all, where None already means something."""

    MILES = "miles"


def _read_text(reader: Reader) -> str:
    text = cut_postcodes_to_sector(reader.one("q") or "")
    if len(text) > LONGEST_TEXT:
        reader.drop("too-long", "q", text)
        text = text[:LONGEST_TEXT].rsplit(" ", 1)[0]
    return text


def _read_place(reader: Reader, gazetteer: PlaceLookup) -> Place | None:
    value = reader.one("near")
    if value is None:
        return None
    for spelling in (value, value.upper().replace(" ", "-"), value.lower().replace(" ", "-")):
        if len(spelling) <= LONGEST_TEXT and (place := gazetteer.lookup(spelling)) is not None:
            return place
    reader.drop("unknown-place", "near", value)
    return None


def _read_miles(reader: Reader) -> int | Literal[Missing.MILES] | None:
    value = reader.one("miles")
    if value is None:
        return Missing.MILES
    if value.lower() == "any":
        return None
    if value.isascii() and value.isdigit() and len(value) <= 3 and int(value) in MILES_CHOICES:
        return int(value)
    reader.drop("unknown-value" if value.isdigit() else "not-a-number", "miles", value)
    return Missing.MILES


def write_query(criteria: SearchCriteria, **changes: Unpack[Changes]) -> str:
    """The search, with ``changes`` made to it, as the one query string that stands for it.

    Defaults are left out and repeated values sorted, so that equal searches have equal addresses. A change of
    anything but the page goes back to the first page. No leading question mark; empty for the empty search.
    """
    # A page writes forty of these: each takes what it changes from the changes, and no new search is made.
    text = changes.get("text", criteria.text)
    place = changes.get("place", criteria.place)
    start = changes.get("start", criteria.start)
    provider_id = changes.get("provider_id", criteria.provider_id)
    sort = changes.get("sort", criteria.sort)
    page = changes.get("page", 1 if changes else criteria.page)
    # Codes and place ids need no quoting: only the words do.
    parts = [f"q={quote_plus(text)}"] if text else []
    if place is not None:
        parts.append(f"near={place.id}")
        miles = changes.get("miles", criteria.miles)
        if miles != DEFAULT_MILES:
            parts.append(f"miles={miles or 'any'}")
    for parameter, field in REPEATED:
        values: frozenset[StrEnum] = changes[field] if field in changes else getattr(criteria, field)
        if values:
            parts.extend(f"{parameter}={value}" for value in sorted(values))
    if start is not None:
        parts.append(f"start={start}")
    if provider_id is not None:
        parts.append(f"provider={provider_id}")
    parts.extend(write_learner(changes.get("eligible_for", criteria.eligible_for)))
    if sort is not Sort.FIT:
        parts.append(f"sort={sort}")
    if text and changes.get("keep_spelling", criteria.keep_spelling):
        parts.append("spelling=kept")
    if page > 1:
        parts.append(f"page={page}")
    return "&".join(parts)
