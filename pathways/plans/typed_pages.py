"""Pages that hold what somebody typed of an item and that could not be kept as it is: nothing typed is lost."""

from typing import Literal

from flask import Response, make_response, render_template

from pathways import clock
from pathways.catalogue.cards import find_card
from pathways.catalogue.current import current_catalogue
from pathways.plans.carried import carried
from pathways.plans.forms import TypedItem
from pathways.plans.kept import read_kept
from pathways.plans.models import PlanItem
from pathways.plans.of_request import service_key
from pathways.plans.operations import MOST_ITEMS
from pathways.plans.page import STATUS_WORDS

WhyNot = Literal["closed", "away", "too-long", "full", "gone"]
_STATUSES: dict[WhyNot, int] = {"closed": 404, "away": 503, "too-long": 422, "full": 422, "gone": 404}


def conflict_page(opportunity_id: int, typed: TypedItem, now: PlanItem | None) -> Response:
    """Both: what is there now, and what was typed, ready to be kept instead. ``now`` is None for nothing there."""
    page = render_template(
        "plans/conflict.html",
        opportunity_id=opportunity_id,
        about=_about(opportunity_id, typed),
        typed=typed,
        now=now,
        status_words=STATUS_WORDS,
    )
    return make_response(page, 409)


def not_kept_page(opportunity_id: int, typed: TypedItem, why: WhyNot, *, puts_back: bool = False) -> Response:
    """What was typed, and why it was not kept. ``puts_back``: trying again puts the item back.

    No plan is open, the database is ``away``, the note is too long, the plan is ``full``, or the thing is ``gone`` from
    the catalogue and nobody brought what it was.
    """
    page = render_template(
        "plans/not_kept.html",
        opportunity_id=opportunity_id,
        about=_about(opportunity_id, typed),
        typed=typed,
        why=why,
        puts_back=puts_back,
        most=MOST_ITEMS,
        status_words=STATUS_WORDS,
    )
    response = make_response(page, _STATUSES[why])
    if why == "away":
        response.headers["Retry-After"] = "10"
    return response


def _about(opportunity_id: int, typed: TypedItem) -> str:
    """What it is that somebody typed of, as far as that is known without the database."""
    catalogue = current_catalogue()
    live = (
        find_card(catalogue.snapshot(), opportunity_id, clock.today()) if catalogue.state == "ready" else None
    )
    was = carried(typed.was, opportunity_id, key=service_key())
    card = live or (read_kept(was).card if was else None)
    if card is None:
        return ""
    return ", ".join(
        part for part in (card.title, card.employer_name or card.provider_name, card.town) if part
    )
