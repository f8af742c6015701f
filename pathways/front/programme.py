"""The page of one programme: nine questions, answered in the same order whatever the route."""

import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from urllib.parse import urlencode

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response as BaseResponse

from pathways import clock
from pathways.catalogue.current import current_catalogue
from pathways.catalogue.learner_query import LEARNER_PARAMETERS, said_pairs
from pathways.catalogue.pay import WageRates, wage_rates
from pathways.catalogue.programmes import ProgrammeDetail, programme_page
from pathways.catalogue.published_sources import is_stale
from pathways.catalogue.results import Card
from pathways.catalogue.similar import cards_of_programme
from pathways.database import LARGEST_ID
from pathways.demand import count_opened
from pathways.front.blueprint import front
from pathways.front.near import AskedPlace, place_in_address, place_in_form
from pathways.front.offers import ShownOffer, journeys
from pathways.front.pay_shown import is_waged
from pathways.front.preview_words import preview_of, programme_about
from pathways.front.programme_data import programme_linked_data
from pathways.front.programme_entry import entry_check, said_in_address
from pathways.front.programme_part import what_it_says
from pathways.front.related import Beside, ladder_beside, like_this
from pathways.front.way_back import address_of, card_address, kept_search, list_left, search_left
from pathways.places.place import Place
from pathways.web.session import current_session

logger = logging.getLogger(__name__)
KEPT_PARAMETERS = ("at", "near")


@front.route("/programmes/<int:programme_id>")
@front.route("/programmes/<int:programme_id>/<slug>", methods=["GET", "POST"])
def programme(programme_id: int, slug: str = "") -> BaseResponse:
    """One programme. A wrong name in the address is put right, a withdrawn programme answers 410."""
    if not 1 <= programme_id <= LARGEST_ID:
        abort(404)
    try:
        session = current_session()
        detail = programme_page(session, programme_id)
        rates = None if detail is None else rates_for(detail)
    except DBAPIError as error:
        logger.warning(
            "The database cannot be asked: a programme is shown from the snapshot.", exc_info=error
        )
        return _from_snapshot(programme_id)
    if detail is None or not detail.is_public:
        abort(404)
    if detail.is_withdrawn:
        return make_response(_withdrawn(detail), 410)
    if slug != detail.programme.slug:
        return redirect(_address(detail, **_kept()), 301)
    asked = _asked_place()
    if request.method == "POST" and asked.place is not None:
        return redirect(_address(detail, **{**_kept(), "near": asked.place.id}), 303)
    count_opened(programme_id)
    return make_response(programme_html(detail, asked, rates), 422 if request.method == "POST" else 200)


def _kept() -> dict[str, str]:
    kept = {name: request.args[name] for name in KEPT_PARAMETERS if name in request.args}
    said = said_in_address()
    return kept | dict(said_pairs(said) if said is not None else ()) | kept_search()


def _address(detail: ProgrammeDetail, **query: str) -> str:
    path = url_for("front.programme", programme_id=detail.programme.id, slug=detail.programme.slug)
    return f"{path}?{urlencode(query)}" if query else path


def _asked_place() -> AskedPlace:
    if request.method == "POST":
        return place_in_form()
    asked = place_in_address(request.args.get("near", ""))
    left = search_left()
    if asked.place is None and asked.problem is None and left is not None and left.place is not None:
        return AskedPlace(place=left.place, typed=left.place.name)
    return asked


def rates_for(detail: ProgrammeDetail) -> WageRates | None:
    """The newest rates known for the first start still to come. Asked only for waged routes (one query)."""
    return wage_rates(current_session(), _first_start(detail)) if is_waged(detail.programme) else None


def _first_start(detail: ProgrammeDetail) -> date:
    today = clock.today()
    days = [intake.starts_on for offer in detail.offers for intake in offer.intakes if intake.starts_on]
    return min((day for day in days if day >= today), default=today)


def programme_html(
    detail: ProgrammeDetail,
    asked: AskedPlace,
    rates: WageRates | None,
    *,
    template: str = "front/programme.html",
    address: Callable[..., str] | None = None,
) -> str:
    """The whole page of a programme. ``address`` makes the page's own address of a query, where it has another."""
    today = clock.today()
    to = address or partial(_address, detail)
    programme, place = detail.programme, asked.place
    at = request.args.get("at", default=None, type=int)
    said = what_it_says(detail, rates, place, at)
    offers: tuple[ShownOffer, ...] = said["offers"]
    is_closed = said["is_closed"]
    nearest = _nearest(offers)
    beside = _beside(detail, place)
    return render_template(
        template,
        **said,
        is_preview=address is not None,
        nearest=nearest,
        journeys=journeys(nearest.miles) if nearest is not None and nearest.miles is not None else (),
        asked=asked,
        like_it=like_this(beside) if is_closed else None,
        ladder=ladder_beside(programme.id or 0, place),
        check=entry_check(detail, offers[0], said_in_address(), place, today),
        kept=[(name, value) for name, value in _kept().items() if name not in LEARNER_PARAMETERS],
        path=to(),
        left=list_left(),
        address_of=address_of,
        card_address=card_address,
        link_of=lambda card: card_address(card, place),
        today=clock.today(),
        here=to(**_kept()),
        choice_address=lambda place_id: to(**{**_kept(), "near": place_id}),
        canonical=to(),
        preview=preview_of(programme_about(detail), detail.is_demonstration),
        linked_data=programme_linked_data(detail, offers, to()),
        is_stale=is_stale(programme.checked_on, today),
    )


def _beside(detail: ProgrammeDetail, place: Place | None) -> Beside:
    programme = detail.programme
    return Beside(programme.id or 0, programme.title, detail.main_area, place)


def _nearest(offers: tuple[ShownOffer, ...]) -> ShownOffer | None:
    """The offer that the journey is told for: the chosen one, else the nearest that is open."""
    with_distance = [offer for offer in offers if offer.miles is not None]
    return with_distance[0] if with_distance else None


def _withdrawn(detail: ProgrammeDetail) -> str:
    place = _asked_place().place if request.method == "GET" else None
    return render_template(
        "front/programme_withdrawn.html",
        detail=detail,
        place=place,
        like_it=like_this(_beside(detail, place)),
        left=list_left(),
        address_of=address_of,
        card_address=card_address,
        today=clock.today(),
    )


def _from_snapshot(programme_id: int) -> Response:
    """What the snapshot knows of a programme while the database is away; 503 when it knows nothing."""
    catalogue = current_catalogue()
    asked = place_in_address(request.args.get("near", "")) if request.method == "GET" else AskedPlace()
    cards: tuple[Card, ...] = ()
    if catalogue.state == "ready":
        cards = cards_of_programme(catalogue.snapshot(), programme_id, asked.place)
    if not cards:
        abort(503)
    response = make_response(
        render_template(
            "front/programme_copy.html",
            cards=cards,
            place=asked.place,
            card_address=card_address,
            today=clock.today(),
            left=list_left(),
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response
