"""A list copied into a plan of the pupil's own."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from pathways.plans.beginning import begin_plan
from pathways.plans.cookie import RememberedPlan
from pathways.plans.models import Plan
from pathways.plans.operations import PlanIsFull, save_item
from pathways.shortlists.models import ShortlistItem


def save_all(session: Session, plan: Plan | None, items: Sequence[ShortlistItem]) -> RememberedPlan | None:
    """Save every item into ``plan``, or into a new one, and say what the browser is to remember of a new one.

    What is there already stays as it is; what no longer fits is left. No note of the adviser's goes along.
    """
    begun = None
    if plan is None:
        plan, begun = begin_plan(session)
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
