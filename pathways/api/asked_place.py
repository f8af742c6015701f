"""The place that a request to the API names, in words or by its identifier."""

from dataclasses import dataclass

from pathways.places.gazetteer import Gazetteer
from pathways.places.place import Place
from pathways.web.problems import FieldProblem

PROBLEMS = {
    "unknown": "We do not know this place.",
    "terminated": "This postcode is no longer in use.",
    "no-coordinates": "We do not know where this postcode is.",
    "outside-great-britain": "This place is outside England, Scotland and Wales.",
    "empty": "Name a place.",
}


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """One place, or the places among which to choose, or what is wrong; all empty when none was asked for."""

    place: Place | None = None
    choices: tuple[Place, ...] = ()
    problem: FieldProblem | None = None


def ask_for_place(gazetteer: Gazetteer, near: str | None) -> AskedPlace:
    """What ``near`` names: an identifier first, then anything that a person may type."""
    if near is None or not near.strip():
        return AskedPlace()
    place = gazetteer.lookup(near)
    if place is not None:
        return AskedPlace(place=place)
    resolution = gazetteer.resolve(near)
    if resolution.problem is not None:
        return AskedPlace(problem=FieldProblem("near", PROBLEMS[resolution.problem]))
    return AskedPlace(place=resolution.place, choices=resolution.choices)
