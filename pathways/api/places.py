"""Places offered while somebody types."""

from flask import Response, request

from pathways.api.blueprint import answer, api
from pathways.api.schemas import FoundPlace, PlacesAnswer, PlaceShape
from pathways.catalogue.current import current_gazetteer
from pathways.places.place import Place
from pathways.web.problems import FieldProblem, problem

LONGEST_PREFIX = 100


def found_place(place: Place) -> FoundPlace:
    """A place as the API shows it."""
    return FoundPlace(
        id=place.id, name=place.name, kind=place.kind, lat=round(place.lat, 2), lng=round(place.lng, 2)
    )


def place_shape(place: Place) -> PlaceShape:
    """The place that an answer is about."""
    return PlaceShape(id=place.id, name=place.name, lat=round(place.lat, 2), lng=round(place.lng, 2))


@api.get("/places")
def places() -> Response:
    """Places whose name begins with ``q``, best first; none for fewer than three letters of a name."""
    typed = request.args.get("q", "")
    if len(typed) > LONGEST_PREFIX:
        return problem(
            422, "The name is too long.", [FieldProblem("q", f"Use at most {LONGEST_PREFIX} characters.")]
        )
    return answer(PlacesAnswer(places=[found_place(place) for place in current_gazetteer().suggest(typed)]))
