"""Adding to the list in hand: one from beside a card, or many from a page of results."""

from urllib.parse import parse_qs, urlsplit

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.catalogue.cards import find_card
from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.query_string import parse_criteria, write_query
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.database import LARGEST_ID
from pathways.front.carried import read_carried
from pathways.guidance.suggest import suggest
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.card_action import add_action
from pathways.shortlists.desk import for_advisers, snapshot, way_back, whose
from pathways.shortlists.desk_links import look_again
from pathways.shortlists.models import Shortlist
from pathways.shortlists.operations.items import list_items
from pathways.shortlists.putting_on import new_items, put_on
from pathways.shortlists.queries.own import list_in_hand
from pathways.shortlists.reasons import reasons_of
from pathways.shortlists.rules.new_item import NewItem
from pathways.web.fragments import wants_fragment
from pathways.web.session import current_session

MOST_AT_ONCE = 60


@advisers.post("/add")
@for_advisers
def add() -> Response:
    """Add opportunities to the list in hand, and go back to where that was asked; without one, choose it first."""
    found = list_in_hand(current_session(), whose())
    if found is None:
        return _go(url_for("advisers.lists", said="none-in-hand"))
    catalogue = snapshot() or abort(503)
    new = new_items(catalogue, opportunities(), reasons_asked_for(catalogue))
    put = put_on(found.id or 0, new)
    if wants_fragment():
        return _changed_buttons(catalogue, new, is_full=put.is_full)
    here = url_for("advisers.one_list", list_id=found.id, said="full" if put.is_full else None)
    return redirect(here if put.is_full else way_back(here), 303)


def _changed_buttons(catalogue: CatalogueSnapshot, new: list[NewItem], *, is_full: bool) -> Response:
    today = clock.today()
    cards = [find_card(catalogue, one.opportunity_id, today) for one in new]
    hand = look_again()
    response = make_response(
        render_template(
            "shortlists/_added.html", cards=cards, action=add_action(), hand=hand, is_full=is_full
        )
    )
    response.vary.update(("HX-Request", "HX-Boosted", "HX-History-Restore-Request"))
    return response


def _go(address: str) -> Response:
    """On to another page, which htmx has to load whole."""
    if wants_fragment():
        response = make_response("")
        response.headers["HX-Redirect"] = address
        return response
    return redirect(address, 303)


@advisers.get("/add-many")
@for_advisers
def add_many() -> str:
    """A page of results with a box to tick beside each."""
    found = list_in_hand(current_session(), whose())
    criteria, _notices = parse_criteria(request.args.to_dict(flat=False), current_gazetteer())
    catalogue = snapshot()
    results = search(catalogue, criteria) if catalogue else None
    return render_template(
        "shortlists/add_many.html",
        in_hand=found,
        results=results,
        there=there_already(found),
        query=write_query(criteria),
        page_query=lambda page: write_query(criteria, page=page),
        criteria=criteria,
        today=clock.today(),
    )


def opportunities() -> tuple[int, ...]:
    """The numbers of the opportunities in the form of this request."""
    said = request.form.getlist("opportunity")[:MOST_AT_ONCE]
    numbers = (int(one) for one in said if one.isascii() and one.isdecimal() and len(one) < 12)
    return tuple(dict.fromkeys(number for number in numbers if 1 <= number <= LARGEST_ID))


def reasons_asked_for(catalogue: CatalogueSnapshot) -> dict[int, tuple[str, ...]]:
    """Why each suggestion was made, where the button stood on a page of suggestions: by opportunity."""
    parts = urlsplit(way_back(""))
    if parts.path != url_for("front.suggestions"):
        return {}
    carried, _notices = read_carried(parse_qs(parts.query))
    found = suggest(catalogue, carried.answers, clock.today(), without=carried.without, like=carried.like)
    return {item.card.id: reasons_of(item) for item in found.items}


def there_already(found: Shortlist | None) -> frozenset[int]:
    """The opportunities that are on a list."""
    if found is None:
        return frozenset()
    return frozenset(item.opportunity_id for item in list_items(current_session(), found))
