"""Save: what stands beside every card for a student."""

import logging

from flask import url_for
from sqlalchemy.exc import SQLAlchemyError

from pathways.plans.of_request import remembered_plan, service_key
from pathways.plans.queries import saved_ids
from pathways.web.card_actions import CardAction
from pathways.web.language import gettext
from pathways.web.session import current_session

logger = logging.getLogger(__name__)


def save_action(*, done_too: int | None = None) -> CardAction:
    """Save to the plan of this request, or begin one. Without a cookie nothing is asked of the database.

    ``done_too`` was saved in this very request, which may have begun the plan.
    """
    done = _done()
    return CardAction(
        address=url_for("plans.save"),
        label=gettext("Save"),
        done_label=gettext("Saved"),
        place=url_for("plans.plan"),
        place_label=gettext("Your plan"),
        done=done if done_too is None else done | {done_too},
    )


def _done() -> frozenset[int]:
    remembered = remembered_plan()
    if remembered is None:
        return frozenset()
    try:
        return saved_ids(current_session(), remembered.code, key=service_key()) or frozenset()
    except SQLAlchemyError as error:
        logger.warning("The database cannot be asked: a page does not know what was saved.", exc_info=error)
        return frozenset()
