"""Adding to the list in hand: one from beside a card, or many from a page of results."""

from urllib.parse import urlsplit

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from pathways import clock
from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.query_string import parse_criteria, write_query
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, snapshot, taken_or_404, whose
from pathways.shortlists.models import Shortlist
from pathways.shortlists.operations.items import add_items, list_items
from pathways.shortlists.queries.own import LARGEST_ID, list_in_hand
from pathways.shortlists.queries.seen import new_item
from pathways.shortlists.rules.new_item import NewItem
from pathways.web.session import current_session

MOST_AT_ONCE = 60


@advisers.post("/add")
@for_advisers
def add() -> Response:
    """Add opportunities to the list in hand, and go back to where that was asked; without one, choose it first."""
    found = list_in_hand(current_session(), whose())
    if found is None:
        return redirect(url_for("advisers.lists", said="none-in-hand"), 303)
    catalogue = snapshot() or abort(503)
    new = new_items(catalogue, opportunities())
    session, taken = taken_or_404(found.id or 0)
    add_items(session, taken, new)
    session.commit()
    return redirect(way_back(url_for("advisers.one_list", list_id=taken.id)), 303)


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


def new_items(catalogue: CatalogueSnapshot, numbers: tuple[int, ...]) -> list[NewItem]:
    """Those that the catalogue has, as they are added."""
    today = clock.today()
    found = (new_item(catalogue, number, today) for number in numbers)
    return [new for new in found if new is not None]


def there_already(found: Shortlist | None) -> frozenset[int]:
    """The opportunities that are on a list."""
    if found is None:
        return frozenset()
    return frozenset(item.opportunity_id for item in list_items(current_session(), found))


def way_back(otherwise: str) -> str:
    """The page of ours that a form stood on; ``otherwise`` when the browser does not say."""
    referrer = request.referrer or ""
    if not referrer.startswith(request.host_url):
        return otherwise
    parts = urlsplit(referrer)
    return parts.path + (f"?{parts.query}" if parts.query else "")
