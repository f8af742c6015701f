"""Save: from any card and any programme, with or without scripts. The first save begins a plan."""

from urllib.parse import urlsplit

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.catalogue.current import current_catalogue
from pathways.database import LARGEST_ID
from pathways.demand import count_saved
from pathways.plans.beginning import begin_plan
from pathways.plans.blueprint import plans
from pathways.plans.card_action import save_action
from pathways.plans.forms import read_item
from pathways.plans.kept import Kept, keep
from pathways.plans.lines import live_kept
from pathways.plans.of_request import plan_to_change, remember_plan
from pathways.plans.operations import MOST_ITEMS, PlanIsFull, save_item
from pathways.plans.views.put_back import put_back
from pathways.web.card_actions import FIELD
from pathways.web.fragments import wants_fragment
from pathways.web.session import current_session, end_writing


@plans.post("/plan/save")
def save() -> AnyResponse:
    """Save one opportunity, and go back to where the button was pressed. With a note, put it back: see put_back.py."""
    asked = request.form.get(FIELD, default=0, type=int)
    if not 1 <= asked <= LARGEST_ID:
        abort(404)
    if "note" in request.form:
        return put_back(asked, read_item(request.form))
    found = _in_catalogue(asked)
    plan, begun = plan_to_change(), None
    if plan is None:
        plan, begun = begin_plan(current_session())
    try:
        is_new = save_item(
            current_session(),
            plan,
            opportunity_id=found.card.id,
            programme_id=found.card.programme_id,
            as_saved=keep(found.card, found.starts),
        )
    except PlanIsFull:
        return make_response(render_template("plans/full.html", most=MOST_ITEMS), 422)
    end_writing()
    if is_new:
        count_saved(found.card.programme_id)
    response = _answer(found)
    if begun is not None:
        remember_plan(response, begun)
    return response


def _in_catalogue(opportunity_id: int) -> Kept:
    """An opportunity as the catalogue has it. 404 for none, 503 without a catalogue."""
    catalogue = current_catalogue()
    if catalogue.state != "ready":
        abort(503)
    found = live_kept(catalogue.snapshot(), opportunity_id, clock.today())
    if found is None:
        abort(404)
    return found


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
