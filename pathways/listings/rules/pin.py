"""Moving the pin of a venue by small steps, for everybody: nothing has to be dragged."""

from math import cos, radians

from pathways.places.distance import MILES_PER_DEGREE_OF_LATITUDE

STEP_MILES = 0.1
DIRECTIONS: dict[str, tuple[int, int]] = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}


def moved(lat: float, lng: float, direction: str) -> tuple[float, float]:
    """A point (WGS84 degrees) a tenth of a mile further in a direction; as it is for one that is none."""
    north, east = DIRECTIONS.get(direction, (0, 0))
    step = STEP_MILES / MILES_PER_DEGREE_OF_LATITUDE
    return round(lat + north * step, 5), round(lng + east * step / cos(radians(lat)), 5)
