"""What a place is, and what came of reading the words somebody typed for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["district", "sector", "area", "city", "town", "suburb", "borough", "village", "landmark"]
"""`area` is the union of lettered districts: SW1 holds SW1A, SW1E and so on."""

Nation = Literal["england", "scotland", "wales"]

Problem = Literal["unknown", "terminated", "no-coordinates", "outside-great-britain", "empty"]
"""Why no point can be given. Words for each belong to the pages."""

NATION_OF_CODE: dict[str, Nation] = {"E": "england", "S": "scotland", "W": "wales"}
"""The first letter of an official area code (E92000001, S12000033) names the nation."""


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a person can search from. Never finer than a postcode sector.

    `id` is canonical and goes into addresses: "PR1", "PR1-2", "SW1", "preston", "richmond-north-yorkshire".
    `lat` and `lng` are WGS84 degrees. `district` is the nearest postcode district ("PR1"); `lad_code` the
    local authority's nine characters, None where no source gives one.
    """

    id: str
    name: str
    kind: PlaceKind
    lat: float
    lng: float
    district: str | None
    lad_code: str | None
    nation: Nation


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a person's words for a place came to: one place, or choices, or a problem.

    Exactly one of `place`, `choices` and `problem` means something. `corrected_from` holds the words as
    typed when their spelling was mended. `instead` may come with a problem: a nearby place that certainly
    exists, to be offered and never to be used unasked.
    """

    place: Place | None = None
    choices: tuple[Place, ...] = ()
    problem: Problem | None = None
    corrected_from: str | None = None
    instead: Place | None = None
