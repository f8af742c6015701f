"""From a list to the search in the pupil's shoes: from where they live."""

from flask import url_for

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.query_string import write_query
from pathways.places.place import Place


def search_near(place: Place | None) -> str:
    """The address of the search from a place. What a pupil may have got stays out of addresses."""
    query = write_query(SearchCriteria(place=place))
    path = url_for("front.search")
    return f"{path}?{query}" if query else path
