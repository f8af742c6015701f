"""The way back to a list as it was left.

The search in ``from``, or the answers in ``answers``, are read and written again, so that the way back can only be a
list of ours.
"""

from urllib.parse import parse_qs, urlencode

from flask import request, url_for

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.query_string import parse_criteria, write_query
from pathways.catalogue.results import Card
from pathways.front.carried import Carried, read_carried, suggestions_address
from pathways.places.place import Place

LONGEST_QUERY = 2000
MOST_VALUES = 100


def search_left() -> SearchCriteria | None:
    """The search that ``from`` in this page's address stands for; None when there is none or it is no search.

    Nothing of ``from`` but what was understood ever gets into another address.
    """
    criteria, _notices = parse_criteria(_values("from"), current_gazetteer())
    return criteria if criteria != SearchCriteria() else None


def suggestions_left() -> Carried | None:
    """The answers behind the suggestions that ``answers`` in this page's address stands for, read as carefully."""
    values = _values("answers")
    if not values:
        return None
    carried, _notices = read_carried(values)
    return carried if carried != Carried() else None


def list_left() -> str | None:
    """The address of the list that this page was opened from; None when it was opened from nowhere of ours."""
    carried, criteria = suggestions_left(), search_left()
    if carried is not None:
        return suggestions_address(carried)
    return address_of(criteria) if criteria is not None else None


def _values(parameter: str) -> dict[str, list[str]]:
    query = request.args.get(parameter, "")
    if not query or len(query) > LONGEST_QUERY:
        return {}
    try:
        return parse_qs(query, max_num_fields=MOST_VALUES, errors="replace")
    except ValueError:
        return {}


def address_of(criteria: SearchCriteria) -> str:
    """Where the results of a search are. Always a page of ours."""
    query = write_query(criteria)
    return url_for("front.search") + (f"?{query}" if query else "")


def kept_search() -> dict[str, str]:
    """The parameter that keeps the way back in the address of another page, if there is one to keep."""
    left, carried = search_left(), suggestions_left()
    if carried is not None:
        return {"answers": carried.query}
    return {"from": write_query(left)} if left is not None else {}


def card_address(card: Card, place: Place | None) -> str:
    """The page of a card's programme: this offer picked, the place and the way back to the list kept."""
    query = {"at": str(card.id)}
    if place is not None:
        query["near"] = place.id
    query.update(kept_search())
    path = url_for("front.programme", programme_id=card.programme_id, slug=card.programme_slug)
    return f"{path}?{urlencode(query)}"
