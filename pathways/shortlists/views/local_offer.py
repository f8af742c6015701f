"""The local offer: who is near by route, with their contact and what they say of themselves."""

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.catalogue.criteria import DEFAULT_MILES, MILES_CHOICES
from pathways.front.near import AskedPlace, place_in_address
from pathways.shortlists.blueprint import advisers
from pathways.shortlists.desk import for_advisers, snapshot
from pathways.shortlists.forms import asked_place
from pathways.shortlists.queries.local_offer import local_offer as offer_near
from pathways.web.session import current_session


@advisers.get("/local-offer")
@for_advisers
def local_offer() -> Response:
    """Who is near the place in the address."""
    return _page(place_in_address(request.args.get("near", "")), _miles(request.args.get("miles", "")))


@advisers.post("/local-offer")
@for_advisers
def ask_local_offer() -> AnyResponse:
    """Exchange what was typed for the address that stands for it."""
    asked, miles = asked_place(), _miles(request.form.get("miles", ""))
    if asked.place is None:
        return _page(asked, miles, status=422)
    return redirect(url_for("advisers.local_offer", near=asked.place.id, miles=miles), 303)


def _page(asked: AskedPlace, miles: int, status: int = 200) -> Response:
    catalogue = snapshot()
    offers = None
    if catalogue is not None and asked.place is not None:
        offers = offer_near(current_session(), catalogue, asked.place, miles, clock.today())
    return make_response(
        render_template(
            "shortlists/local_offer.html",
            asked=asked,
            miles=miles,
            choices=MILES_CHOICES,
            offers=offers,
            is_building=catalogue is None,
        ),
        status,
    )


def _miles(said: str) -> int:
    return int(said) if said in map(str, MILES_CHOICES) else DEFAULT_MILES
