"""A list copied into a plan of the pupil's own."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from pathways.plans.cookie import RememberedPlan
from pathways.plans.models import Plan
from pathways.plans.of_request import service_key
from pathways.plans.operations import PlanIsFull, make_plan, save_item
from pathways.plans.views.save import limit_new_plans
from pathways.shortlists.models import ShortlistItem


def save_all(session: Session, plan: Plan | None, items: Sequence[ShortlistItem]) -> RememberedPlan | None:
    """Save every item into ``plan``, or into a new one, and say what the browser is to remember of a new one.

    What is there already stays as it is; what no longer fits is left. No note of the adviser's goes along.
    """
    begun = None
    if plan is None:
        limit_new_plans()
        # The count was written by itself: what was read before it is let go.
        session.commit()
        plan, code = make_plan(session, key=service_key())
        begun = RememberedPlan(code)
    for item in items:
        try:
            save_item(
                session,
                plan,
                opportunity_id=item.opportunity_id,
                programme_id=item.programme_id,
                as_saved=item.as_saved,
            )
        except PlanIsFull:
            break
    return begun
