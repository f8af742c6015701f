"""What people look for: for the whole site, and for each provider what concerns it."""

from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from pathways import clock
from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.models import Provider
from pathways.demand.models import SeenBy, What
from pathways.demand.queries import SITE, months, phrases, programmes, seen_by, unmet, unmet_districts
from pathways.host.views.blueprint import for_host, host
from pathways.host.views.counted import (
    WHAT_NAMES,
    asked_month,
    bars_of_districts,
    bars_of_months,
    bars_of_terms,
    shown_months,
)
from pathways.listings.queries import own_venues
from pathways.listings.views.blueprint import for_providers, listings, wanted_provider
from pathways.places.distance import miles_between
from pathways.web.formats import month_and_year
from pathways.web.session import current_session

NEAR_MILES = 20.0


@host.get("/demand")
@for_host
def demand() -> ResponseReturnValue:
    """What people looked for on the whole site in a month."""
    month = asked_month()
    return render_template(
        "host/demand.html",
        is_host=True,
        phrases=phrases(current_session()),
        unmet=bars_of_terms(unmet(current_session(), month)),
        **_shown(SITE, month),
    )


@listings.get("/demand")
@for_providers
def own_demand() -> ResponseReturnValue:
    """How often a provider's programmes were shown, opened and saved in a month, and what people near it miss."""
    provider = wanted_provider()
    if provider is None:
        return redirect(url_for("listings.claim"), 303)
    month = asked_month()
    return render_template(
        "host/demand.html",
        is_host=False,
        phrases=[],
        unmet=bars_of_terms(unmet(current_session(), month, near_districts(provider, month))),
        **_shown(provider.id or 0, month),
    )


def near_districts(provider: Provider, month: date) -> list[str]:
    """The districts within twenty miles of a venue of the provider from which something was looked for in vain."""
    session = current_session()
    venues = [
        (one.lat, one.lng)
        for one in own_venues(session, provider.id or 0)
        if one.lat is not None and one.lng is not None
    ]
    places = [current_gazetteer().lookup(district) for district in unmet_districts(session, month)]
    return [
        place.id
        for place in places
        if place is not None
        and any(miles_between(lat, lng, place.lat, place.lng) <= NEAR_MILES for lat, lng in venues)
    ]


def _shown(provider_id: int, month: date) -> dict[str, object]:
    session = current_session()
    lines = months(session, provider_id, clock.today())
    return {
        "month": month,
        "month_name": month_and_year,
        "months": shown_months(),
        "what_names": WHAT_NAMES,
        "by_month": bars_of_months(lines, What.FOUND),
        "more_by_month": [
            (name, [line.times[what] for line in lines])
            for what, name in WHAT_NAMES.items()
            if what is not What.FOUND
        ],
        "is_counted": any(times for line in lines for times in line.times.values()),
        "programmes": programmes(session, provider_id, month),
        "districts": bars_of_districts(seen_by(session, provider_id, SeenBy.DISTRICT, month)),
        "terms": bars_of_terms(seen_by(session, provider_id, SeenBy.TERM, month)),
    }
