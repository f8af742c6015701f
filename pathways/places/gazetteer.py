"""The gazetteer: from an address, or from what somebody typed, to a place no finer than a sector."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np

from pathways.places.distance import haversine_miles
from pathways.places.name_index import NameIndex, plainly_meant
from pathways.places.names import LONGEST_PLACE_TEXT, normal_name, without_small_talk
from pathways.places.place import Place, Resolution
from pathways.places.postcode_places import PostcodePlaces
from pathways.places.seed import NamedPlace

LEAST_LETTERS: Final = 3
"""Letters before names are suggested; fewer would suggest half the country."""

MOST_CHOICES: Final = 8

_OVER_THE_SEA: Final = frozenset(
    (
        "northern ireland",
        "ireland",
        "isle of man",
        "jersey",
        "guernsey",
        "channel islands",
        "alderney",
        "sark",
        "belfast",
        "derry",
        "londonderry",
        "lisburn",
        "newry",
        "craigavon",
        "ballymena",
        "omagh",
        "enniskillen",
        "armagh",
        "coleraine",
        "dublin",
        "st helier",
        "st peter port",
    )
)

_MAPS_KEPT = 512
"""Maps whose towns are kept."""


class Gazetteer:
    """Everything that is known of places, ready to be asked. Immutable; a new import makes a new one.

    `version` changes whenever the seed files or the imported arrays do.
    """

    def __init__(
        self,
        *,
        version: str,
        postcodes: PostcodePlaces,
        names: NameIndex,
        is_current: Callable[[], bool] = lambda: True,
    ) -> None:
        self.version = version
        self._postcodes = postcodes
        self._index = names
        self._by_id = {one.place.id: one.place for one in names.named if one.size > 0}
        self._towns = sorted(
            (one for one in names.named if one.size > 0 and one.place.kind not in ("landmark", "borough")),
            key=lambda one: (-one.size, one.place.name),
        )
        self._town_lats = np.array([one.place.lat for one in self._towns])
        self._town_lngs = np.array([one.place.lng for one in self._towns])
        # Most searches begin in the same few hundred places.
        self._kept_towns_near = lru_cache(maxsize=_MAPS_KEPT)(self._towns_near)
        self._is_current = is_current

    def is_current(self) -> bool:
        """Whether no newer import has been published since this was loaded; costs one look at a file."""
        return self._is_current()

    def lookup(self, place_id: str) -> Place | None:
        """The place of a canonical id (`PR1`, `PR1-2`, `SW1`, `preston`), None if there is none.

        Ids are exact: `pr1` and `Preston` are words to resolve, not ids. A sector that is not known is
        answered with its district, whose `id` then differs from the one asked for.
        """
        return self._by_id.get(place_id) or self._postcodes.place(place_id)

    def resolve(self, text: str) -> Resolution:
        """What a person's words for a place come to. Never raises, whatever the text."""
        text = " ".join(text.replace("\0", " ").split())[:LONGEST_PLACE_TEXT]
        if not text:
            return Resolution(problem="empty")
        if (resolution := self._postcodes.read(text)) is not None:
            return resolution
        name = normal_name(text)
        if not name:
            return Resolution(problem="unknown")
        return self._by_name(name) or self._by_spelling(name, text) or Resolution(problem="unknown")

    def resolve_exact(self, text: str) -> tuple[float, float] | None:
        """Latitude and longitude of a full postcode. A person's is for one distance and never to be stored.

        None unless single postcodes have been imported and this one is in use and has coordinates.
        """
        return self._postcodes.exact(text[:LONGEST_PLACE_TEXT])

    def suggest(self, prefix: str, limit: int = MOST_CHOICES) -> list[Place]:
        """Places for a half-typed text, best first; none for under three letters that are no district."""
        text = " ".join(prefix.replace("\0", " ").split())[:LONGEST_PLACE_TEXT]
        if found := self._postcodes.beginning(text, limit):
            return found
        name = normal_name(text)
        if sum(character.isalpha() for character in name) < LEAST_LETTERS:
            return []
        begun = self._index.starting_with(name, limit)
        return [one.place for one in begun or self._index.spelt_like(name)][:limit]

    def towns_near(self, lat: float, lng: float, miles: float, limit: int) -> list[Place]:
        """Cities, towns and villages within so many miles, largest first: the labels of a map."""
        return list(self._kept_towns_near(lat, lng, miles, limit))

    def _towns_near(self, lat: float, lng: float, miles: float, limit: int) -> tuple[Place, ...]:
        near = haversine_miles(lat, lng, self._town_lats, self._town_lngs) <= miles
        return tuple(self._towns[row].place for row in np.flatnonzero(near)[:limit])

    def _by_name(self, name: str) -> Resolution | None:
        for reading in without_small_talk(name):
            if reading in _OVER_THE_SEA:
                return Resolution(problem="outside-great-britain")
            for found in (self._index.called(reading), self._index.called_with_county(reading)):
                if found:
                    return _one_or_choices(found, reading)
        if found := self._index.in_county(name):
            return Resolution(choices=tuple(one.place for one in found[:MOST_CHOICES]))
        return None

    def _by_spelling(self, name: str, text: str) -> Resolution | None:
        for reading in without_small_talk(name):
            if found := self._index.spelt_like(reading):
                return _one_or_choices(found, found[0].keys[0], corrected_from=text)
        return None


def _one_or_choices(found: list[NamedPlace], name: str, corrected_from: str | None = None) -> Resolution:
    if meant := plainly_meant(found, name):
        return Resolution(place=meant.place, corrected_from=corrected_from)
    return Resolution(choices=tuple(one.place for one in found[:MOST_CHOICES]), corrected_from=corrected_from)
