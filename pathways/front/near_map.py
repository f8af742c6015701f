"""The near-home map: rings round the star, a few towns, numbered stops. Geometry only; the page draws it.

Points are placed by an equirectangular projection about the middle, which within 60 miles is out by less than the
width of a stop. Units are those of the drawing: a square of ``SIZE`` with north up.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Protocol

from pathways.places.distance import MILES_PER_DEGREE_OF_LATITUDE, haversine_miles
from pathways.places.gazetteer import Gazetteer
from pathways.places.place import Place

SIZE = 400.0
MIDDLE = SIZE / 2
EDGE = 26.0
"""Room kept free at each side, so that a stop on the outermost ring is whole."""
NEARNESS = 22.0
"""Stops closer than this would hide each other and share one mark."""
RING_STEPS: tuple[float, ...] = (1, 2, 5, 10, 15, 20, 30, 40, 60, 100, 200, 400, 600)
MOST_TOWNS = 9
LABEL_HEIGHT = 15.0
LETTER_WIDTH = 6.9

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of something in the drawing."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle of so many miles round the middle."""

    radius: float
    miles: float


@dataclass(frozen=True, slots=True)
class Town:
    """A town's name, written at a point."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One mark for the opportunities at one spot: their numbers in the list and the first one's route."""

    x: float
    y: float
    numbers: tuple[int, ...]
    route: str

    @property
    def text(self) -> str:
        """What stands in the mark: the number, and how many more there are."""
        more = len(self.numbers) - 1
        return f"{self.numbers[0]} +{more}" if more else str(self.numbers[0])

    @property
    def width(self) -> float:
        """How wide the mark must be for its text."""
        return max(20.0, 9.0 + 7.4 * len(self.text))


@dataclass(frozen=True, slots=True)
class NearMap:
    """Everything to draw. ``home`` is the middle when there is a place to measure from."""

    home: Place | None
    rings: tuple[Ring, ...]
    towns: tuple[Town, ...]
    stops: tuple[Stop, ...]


class Spotted(Protocol):
    """What can be put on the map: a point in WGS84 degrees, or none, and the route whose colour it has."""

    @property
    def lat(self) -> float | None:
        """Degrees north."""
        ...

    @property
    def lng(self) -> float | None:
        """Degrees east."""
        ...

    @property
    def route(self) -> str:
        """The code of a route."""
        ...


def near_map(
    cards: Sequence[Spotted], place: Place | None, gazetteer: Gazetteer, *, at_least: float = 0
) -> NearMap | None:
    """The map of one page of results, or None when none of them has a point.

    ``at_least`` is how many miles it shows round its middle, with rings, also where everything lies closer together.
    """
    points = [
        (number, card, card.lat, card.lng)
        for number, card in enumerate(cards, 1)
        if card.lat is not None and card.lng is not None
    ]
    if not points:
        return None
    middle = (
        (place.lat, place.lng)
        if place is not None
        else (_halfway(point[2] for point in points), _halfway(point[3] for point in points))
    )
    miles = haversine_miles(*middle, [point[2] for point in points], [point[3] for point in points])
    reach = _reach(max(float(miles.max()), at_least))
    scale = (MIDDLE - EDGE) / reach
    point = _projection(middle, scale)
    placed = [(number, card.route, *point(lat, lng)) for number, card, lat, lng in points]
    stops = _stops(placed)
    has_rings = place is not None or at_least > 0
    rings = tuple(Ring(step * scale, step) for step in _ring_steps(reach)) if has_rings else ()
    return NearMap(
        home=place,
        rings=rings,
        towns=_towns(gazetteer.towns_near(*middle, reach * 1.3, MOST_TOWNS * 4), point, stops, place),
        stops=stops,
    )


def _halfway(values: Iterable[float]) -> float:
    kept = list(values)
    return (min(kept) + max(kept)) / 2


def _reach(furthest: float) -> float:
    """Miles from the middle to the outermost ring: the least step that holds every stop."""
    return next((step for step in RING_STEPS[1:] if step >= furthest), RING_STEPS[-1])


def _ring_steps(reach: float) -> tuple[float, ...]:
    return (*[step for step in RING_STEPS if step <= reach * 0.75][-2:], reach)


def _projection(middle: tuple[float, float], scale: float) -> Callable[[float, float], tuple[float, float]]:
    """Where a latitude and longitude lie in the drawing, at ``scale`` units to a mile."""
    northward = MILES_PER_DEGREE_OF_LATITUDE * scale
    eastward = northward * cos(radians(middle[0]))

    def point(lat: float, lng: float) -> tuple[float, float]:
        east, north = (lng - middle[1]) * eastward, (lat - middle[0]) * northward
        return round(MIDDLE + east, 1), round(MIDDLE - north, 1)

    return point


def _stops(placed: list[tuple[int, str, float, float]]) -> tuple[Stop, ...]:
    stops: list[Stop] = []
    for number, route, x, y in placed:
        for at, stop in enumerate(stops):
            if (stop.x - x) ** 2 + (stop.y - y) ** 2 < NEARNESS**2:
                stops[at] = Stop(stop.x, stop.y, (*stop.numbers, number), stop.route)
                break
        else:
            stops.append(Stop(x, y, (number,), route))
    return tuple(stops)


def _towns(
    offered: Iterable[Place],
    point: Callable[[float, float], tuple[float, float]],
    stops: Sequence[Stop],
    place: Place | None,
) -> tuple[Town, ...]:
    """Names of the bigger towns, left out where they would lie on a stop, on the star or on each other."""
    taken = [(stop.x - 12, stop.y - 12, stop.x + 12, stop.y + 12) for stop in stops]
    if place is not None:
        taken.append((MIDDLE - 16, MIDDLE - 16, MIDDLE + 16, MIDDLE + 16))
    towns: list[Town] = []
    for found in offered:
        x, y = point(found.lat, found.lng)
        name = found.name.split(",")[0]
        half = len(name) * LETTER_WIDTH / 2
        box = (x - half, y - LABEL_HEIGHT, x + half, y + 4)
        inside = box[0] > 2 and box[2] < SIZE - 2 and box[1] > 2 and box[3] < SIZE - 2
        if inside and _is_free(box, taken):
            taken.append(box)
            towns.append(Town(x, y, name))
        if len(towns) == MOST_TOWNS:
            break
    return tuple(towns)


def _is_free(box: Box, taken: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    return all(
        right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top for other in taken
    )
