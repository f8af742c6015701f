"""Save: from any card and any programme, with or without scripts. The first save begins a plan."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.catalogue.current import current_catalogue
from pathways.database import LARGEST_ID
from pathways.demand import count_saved
from pathways.plans.blueprint import plans
from pathways.plans.card_action import save_action
from pathways.plans.cookie import RememberedPlan
from pathways.plans.forms import read_item
from pathways.plans.kept import Kept, keep
from pathways.plans.lines import live_kept
from pathways.plans.models import Plan
from pathways.plans.of_request import plan_to_change, remember_plan, service_key
from pathways.plans.operations import MOST_ITEMS, PlanIsFull, make_plan, save_item
from pathways.web.card_actions import FIELD
from pathways.web.fragments import wants_fragment
from pathways.web.session import current_session
from pathways.web.trying import EVERYBODY, refuse_too_many

NEW_PLANS_AN_HOUR = 300
"""New plans from one address: a school shares one, and ten classes may begin within an hour."""
ALL_NEW_PLANS_AN_HOUR = 5000


@plans.post("/plan/save")
def save() -> AnyResponse:
    """Save one opportunity, and go back to where the button was pressed."""
    found = _asked_for()
    typed = read_item(request.form)
    plan, begun = plan_to_change(), None
    if plan is None:
        plan, begun = _begin()
    try:
        is_new = save_item(
            current_session(),
            plan,
            opportunity_id=found.card.id,
            programme_id=found.card.programme_id,
            as_saved=keep(found.card, found.starts),
            status=typed.status,
            note=typed.note,
        )
    except PlanIsFull:
        return make_response(render_template("plans/full.html", most=MOST_ITEMS), 422)
    current_session().commit()
    if is_new:
        count_saved(found.card.programme_id)
    response = _answer(found)
    if begun is not None:
        remember_plan(response, begun)
    return response


def _asked_for() -> Kept:
    """The opportunity whose button was pressed, as the catalogue has it. 404 for none, 503 without a catalogue."""
    asked = request.form.get(FIELD, default=0, type=int)
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        abort(503)
    found = live_kept(catalogue.snapshot(), asked, clock.today()) if 1 <= asked <= LARGEST_ID else None
    if found is None:
        abort(404)
    return found


def limit_new_plans() -> None:
    """Count one more new plan; raise TooManyRequests after too many of them."""
    # The counts are written by a connection of their own, which must not wait for this one.
    current_session().rollback()
    an_hour = timedelta(hours=1)
    refuse_too_many("plan-new", limit=NEW_PLANS_AN_HOUR, per=an_hour)
    refuse_too_many("plan-new", limit=ALL_NEW_PLANS_AN_HOUR, per=an_hour, who=EVERYBODY)


def _begin() -> tuple[Plan, RememberedPlan]:
    limit_new_plans()
    plan, code = make_plan(current_session(), key=service_key())
    return plan, RememberedPlan(code)


def _answer(found: Kept) -> Response | AnyResponse:
    if wants_fragment():
        return _changed_button(found)
    return redirect(_way_back(found.card.id), 303)


def _changed_button(found: Kept) -> Response:
    """The buttons of the opportunity as a fresh load draws them, and what to say aloud."""
    action = save_action(done_too=found.card.id)
    response = make_response(render_template("plans/_saved.html", action=action, card=found.card))
    response.vary.update(("HX-Request", "HX-Boosted", "HX-History-Restore-Request"))
    return response


def _way_back(opportunity_id: int) -> str:
    """The page of ours that the button stood on, as browsers tell it within one site; else the plan."""
    referrer = request.referrer or ""
    if referrer.startswith(request.host_url):
        try:
            parts = urlsplit(referrer)
        except ValueError:
            parts = urlsplit("")
        path = "/" + parts.path.lstrip("/\\")
        if not path.startswith("/plan"):
            query = f"?{parts.query}" if parts.query else ""
            return f"{path}{query}#save-{opportunity_id}"
    return f"{url_for('plans.plan')}#saved-{opportunity_id}"
