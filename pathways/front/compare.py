"""Up to four opportunities side by side, whatever their routes. The address holds all of it and can be kept."""

import logging

from flask import abort, current_app, make_response, redirect, render_template, request
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response

from pathways import clock
from pathways.catalogue.cards import find_card
from pathways.catalogue.current import current_catalogue
from pathways.extensions import limiter
from pathways.front.blueprint import front
from pathways.front.compare_asked import (
    DIFFERENCES,
    ONLY,
    PARAMETER,
    AskedFor,
    CompareAddress,
    read_asked,
)
from pathways.front.compare_page import ComparePage
from pathways.front.compare_sides import Sides, sides_of, sides_of_copy
from pathways.front.near import AskedPlace, place_in_address, place_in_form
from pathways.front.programme_entry import said_in_address
from pathways.front.related import Beside, Related, like_this
from pathways.front.way_back import card_address, kept_search, list_left
from pathways.places.place import Place
from pathways.plans.of_request import remembered_plan
from pathways.web.session import current_session

logger = logging.getLogger(__name__)
MOST_NAMED = 10


def _limit() -> str:
    return str(current_app.config["SEARCH_LIMIT"])


@front.route("/compare", methods=["GET", "POST"])
@limiter.limit(_limit)
def compare() -> Response:
    """The comparison in the address; a POST exchanges a typed place for the address with that place in it."""
    asked = read_asked(request.args.getlist(PARAMETER))
    is_sent = request.method == "POST"
    place = place_in_form() if is_sent else place_in_address(request.args.get("near", ""))
    state = CompareAddress(
        ids=asked.ids,
        near=place.place.id if place.place is not None else "",
        said=said_in_address(),
        only_differences=request.args.get(ONLY) == DIFFERENCES,
        kept=kept_search(),
    )
    if is_sent and not place.needs_answer:
        return redirect(state.address, 303)
    response = make_response(_page(asked, state, place), 422 if is_sent else 200)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page(asked: AskedFor, state: CompareAddress, place: AskedPlace) -> str:
    sides, is_copy = _sides(asked, state, place.place)
    found = tuple(side.id for side in sides.found)
    page = ComparePage(
        state=CompareAddress(found, state.near, state.said, state.only_differences, state.kept),
        asked=asked,
        sides=sides,
        place=place,
        beyond=_titles(asked.beyond),
        like_it=_like_it(sides, place.place),
        is_copy=is_copy,
    )
    return render_template(
        "front/compare.html",
        page=page,
        left=list_left(),
        has_plan=remembered_plan() is not None,
        today=clock.today(),
        card_address=card_address,
    )


def _sides(asked: AskedFor, state: CompareAddress, place: Place | None) -> tuple[Sides, bool]:
    """The sides, and whether they had to come from the published copy. 503 when that is not there either."""
    today = clock.today()
    if not asked.ids:
        return Sides(()), False
    try:
        return sides_of(current_session(), asked.ids, place=place, said=state.said, today=today), False
    except DBAPIError as error:
        logger.warning(
            "The database cannot be asked: a comparison is made from the snapshot.", exc_info=error
        )
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        abort(503)
    return sides_of_copy(catalogue.snapshot(), asked.ids, place=place, today=today), True


def _titles(ids: tuple[int, ...]) -> tuple[str, ...]:
    catalogue = current_catalogue()
    if not ids or catalogue.state != "ready":
        return ()
    snapshot, today = catalogue.snapshot(), clock.today()
    cards = (find_card(snapshot, one, today) for one in ids[:MOST_NAMED])
    return tuple(card.title for card in cards if card is not None)


def _like_it(sides: Sides, place: Place | None) -> Related | None:
    """What could stand beside the only one that was found."""
    if len(sides.found) != 1:
        return None
    side = sides.found[0]
    return like_this(Beside(side.programme_id, side.title, side.area, place))
