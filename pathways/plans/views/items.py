"""Changing one item of a plan: its status and note, its place, or taking it out."""

from flask import Response, abort, redirect, request, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response as AnyResponse

from pathways.database import LARGEST_ID
from pathways.plans.blueprint import logger, plans
from pathways.plans.forms import TypedItem, read_item
from pathways.plans.models import Plan
from pathways.plans.of_request import plan_to_change
from pathways.plans.operations import (
    ChangedMeanwhile,
    NotInPlan,
    change_item,
    move_item,
    remove_item,
)
from pathways.plans.page import NOTICES
from pathways.plans.queries import item_of
from pathways.plans.typed_pages import conflict_page, not_kept_page
from pathways.plans.views.plan import open_plan_page
from pathways.web.fragments import wants_fragment
from pathways.web.session import current_session, end_writing

STEPS = {"up": -1, "down": 1}


@plans.post("/plan/items/<int:opportunity_id>")
def item(opportunity_id: int) -> AnyResponse:
    """Keep what was typed of an item, then do what the button says: `up`, `down`, `remove` or nothing more."""
    if not 1 <= opportunity_id <= LARGEST_ID:
        abort(404)
    typed, do = read_item(request.form), request.form.get("do", "")
    try:
        plan = plan_to_change()
        if plan is None:
            return not_kept_page(opportunity_id, typed, "closed")
        if typed.is_too_long and do != "remove":
            return _too_long(plan, opportunity_id, typed)
        _change(plan, opportunity_id, typed, do)
    except ChangedMeanwhile as meanwhile:
        current_session().rollback()
        return conflict_page(opportunity_id, typed, meanwhile.item)
    except NotInPlan:
        current_session().rollback()
        return conflict_page(opportunity_id, typed, None)
    except DBAPIError as error:
        logger.warning("The database cannot be asked: an item of a plan was not kept.", exc_info=error)
        current_session().rollback()
        return not_kept_page(opportunity_id, typed, "away")
    return _done(plan, opportunity_id, do)


def _too_long(plan: Plan, opportunity_id: int, typed: TypedItem) -> Response:
    """The page with what was typed in its place. Raises NotInPlan where there is no place for it any more."""
    if item_of(current_session(), plan, opportunity_id) is None:
        raise NotInPlan
    return open_plan_page(plan, typed=(opportunity_id, typed), status=422)


def _change(plan: Plan, opportunity_id: int, typed: TypedItem, do: str) -> None:
    session = current_session()
    if do == "remove":
        remove_item(session, plan, opportunity_id=opportunity_id)
    else:
        change_item(
            session,
            plan,
            opportunity_id=opportunity_id,
            version=typed.version,
            status=typed.status,
            note=typed.note,
        )
        if do in STEPS:
            move_item(session, plan, opportunity_id=opportunity_id, by=STEPS[do])
    end_writing()


def _done(plan: Plan, opportunity_id: int, do: str) -> AnyResponse:
    said = {"remove": "out", "up": "up", "down": "down"}.get(do, "kept")
    if wants_fragment():
        return open_plan_page(plan, said=NOTICES[said])
    place = "" if do == "remove" else f"#saved-{opportunity_id}"
    return redirect(url_for("plans.plan", said=said) + place, 303)
