"""From criteria in the catalogue's words to a choice in the snapshot's numbers."""

from functools import lru_cache

from pathways.catalogue.codes import bits_of, code_of, nation_code
from pathways.catalogue.criteria import MILES_CHOICES, SearchCriteria
from pathways.catalogue.vocabulary import StartWindow
from pathways.places.place import Place
from pathways.snapshot.chosen import Chosen
from pathways.snapshot.reach import Centre

WINDOWS = tuple(StartWindow)
"""The start windows, each reaching further than the one before; the position is the start bucket."""


def chosen_from(criteria: SearchCriteria) -> Chosen:
    """What ``criteria`` choose, words apart."""
    near = criteria.place is not None and criteria.miles is not None
    return Chosen(
        centre=None if criteria.place is None else centre_of(criteria.place),
        radii=_radii(criteria.miles) if near and criteria.miles is not None else (),
        codes={
            "route": frozenset(code_of("route", value) for value in criteria.routes),
            "level": frozenset(code_of("level", value) for value in criteria.levels),
            "delivery": frozenset(code_of("delivery", value) for value in criteria.deliveries),
            "money": frozenset(code_of("money", value) for value in criteria.money),
        },
        bits={"area": bits_of("area", criteria.areas), "mode": bits_of("mode", criteria.modes)},
        last_bucket=None if criteria.start is None else WINDOWS.index(criteria.start),
        provider_id=criteria.provider_id,
    )


def centre_of(place: Place) -> Centre:
    """A place as the snapshot measures from it."""
    return Centre(place.lat, place.lng, nation_code(place.nation), (place.lad_code or "").encode())


@lru_cache(maxsize=64)
def _radii(miles: int) -> tuple[int, ...]:
    return (miles, *(wider for wider in MILES_CHOICES if wider > miles))
