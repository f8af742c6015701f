"""The way back to a list as it was left.

The search in ``from`` is read and written again, so that the way back can only be a list of ours.
"""

from urllib.parse import parse_qs, urlencode

from flask import request, url_for

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.query_string import parse_criteria, write_query
from pathways.catalogue.results import Card
from pathways.places.place import Place

LONGEST_QUERY = 2000
MOST_VALUES = 100


def search_left() -> SearchCriteria | None:
    """The search that ``from`` in this page's address stands for; None when there is none or it is no search.

    Nothing of ``from`` but what was understood ever gets into another address.
    """
    query = request.args.get("from", "")
    if not query or len(query) > LONGEST_QUERY:
        return None
    try:
        values = parse_qs(query, max_num_fields=MOST_VALUES, errors="replace")
    except ValueError:
        return None
    criteria, _notices = parse_criteria(values, current_gazetteer())
    return criteria if criteria != SearchCriteria() else None


def address_of(criteria: SearchCriteria) -> str:
    """Where the results of a search are. Always a page of ours."""
    query = write_query(criteria)
    return url_for("front.search") + (f"?{query}" if query else "")


def kept_search() -> dict[str, str]:
    """The parameter that keeps the way back in the address of another page, if there is one to keep."""
    left = search_left()
    return {"from": write_query(left)} if left is not None else {}


def card_address(card: Card, place: Place | None) -> str:
    """The page of a card's programme: this offer picked, the place and the way back to the list kept."""
    query = {"at": str(card.id)}
    if place is not None:
        query["near"] = place.id
    query.update(kept_search())
    path = url_for("front.programme", programme_id=card.programme_id, slug=card.programme_slug)
    return f"{path}?{urlencode(query)}"
