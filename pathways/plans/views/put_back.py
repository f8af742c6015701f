"""Putting back what another window took out, with what was typed of it meanwhile. Its form goes to `/plan/save`."""

from typing import Any

from flask import Response, redirect, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response as AnyResponse

from pathways import clock
from pathways.catalogue.current import current_catalogue
from pathways.plans.blueprint import logger
from pathways.plans.carried import carried
from pathways.plans.forms import TypedItem
from pathways.plans.kept import keep
from pathways.plans.lines import live_kept
from pathways.plans.models import Plan
from pathways.plans.of_request import plan_to_change, service_key
from pathways.plans.operations import PlanIsFull, save_item
from pathways.plans.queries import item_of
from pathways.plans.typed_pages import WhyNot, conflict_page, not_kept_page
from pathways.web.session import current_session, end_writing


def put_back(opportunity_id: int, typed: TypedItem) -> AnyResponse:
    """Save an opportunity again, with status and note. Whatever stands in the way, what was typed is shown again."""
    try:
        plan = plan_to_change()
        why = _why_not(plan, typed)
        as_saved = _as_saved(opportunity_id, typed) if why is None else None
        if plan is None or as_saved is None:
            return _not_kept(opportunity_id, typed, why or _why_not_found())
        return _save(plan, opportunity_id, typed, as_saved)
    except PlanIsFull:
        return _not_kept(opportunity_id, typed, "full")
    except DBAPIError as error:
        logger.warning("The database cannot be asked: an item was not put back.", exc_info=error)
        return _not_kept(opportunity_id, typed, "away")


def _save(plan: Plan, opportunity_id: int, typed: TypedItem, as_saved: dict[str, Any]) -> AnyResponse:
    session = current_session()
    is_new = save_item(
        session,
        plan,
        opportunity_id=opportunity_id,
        programme_id=as_saved["card"]["programme_id"],
        as_saved=as_saved,
        status=typed.status,
        note=typed.note,
    )
    there = None if is_new else item_of(session, plan, opportunity_id)
    end_writing()
    if there is not None and (there.status, there.note) != (typed.status, typed.note):
        return conflict_page(opportunity_id, typed, there)
    return redirect(url_for("plans.plan", said="back") + f"#saved-{opportunity_id}", 303)


def _why_not(plan: Plan | None, typed: TypedItem) -> WhyNot | None:
    if plan is None:
        return "closed"
    return "too-long" if typed.is_too_long else None


def _as_saved(opportunity_id: int, typed: TypedItem) -> dict[str, Any] | None:
    """What to keep of the opportunity: as it is now, or as its form brought it when it is listed no more."""
    catalogue = current_catalogue()
    if catalogue.state == "ready":
        found = live_kept(catalogue.snapshot(), opportunity_id, clock.today())
        if found is not None:
            return keep(found.card, found.starts)
    return carried(typed.was, opportunity_id, key=service_key())


def _why_not_found() -> WhyNot:
    return "gone" if current_catalogue().state == "ready" else "away"


def _not_kept(opportunity_id: int, typed: TypedItem, why: WhyNot) -> Response:
    current_session().rollback()
    return not_kept_page(opportunity_id, typed, why, puts_back=True)
