"""Changing plans. The caller commits."""

from datetime import date
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.places.postcodes import cut_postcodes_to_sector
from pathways.plans.code_words import new_code
from pathways.plans.models import LONGEST_NOTE, Plan, PlanItem, PlanStatus
from pathways.plans.queries import code_hash, item_of, items_of

MOST_ITEMS = 60
"""Opportunities in one plan: more than anybody weighs, and few enough for one page."""


class PlanIsFull(Exception):
    """The plan holds ``MOST_ITEMS`` already."""


class NotInPlan(Exception):
    """What was to be changed is in the plan no more."""


class ChangedMeanwhile(Exception):
    """Somebody changed the item since the form was shown; ``item`` is what it is now."""

    def __init__(self, item: PlanItem) -> None:
        super().__init__()
        self.item = item


def make_plan(session: Session, *, key: str) -> tuple[Plan, str]:
    """A new, empty plan and the code that opens it, which is kept nowhere."""
    code = new_code()
    plan = Plan(code_hash=code_hash(code, key=key))
    session.add(plan)
    # That the words open a plan already is one chance in 2^55 for each plan there is: the index would refuse them.
    session.flush()
    return plan, code


def use_plan(session: Session, plan: Plan, today: date) -> bool:
    """Note that a plan was used on ``today``; whether that was not known yet."""
    noted = session.execute(
        update(Plan).where(col(Plan.id) == plan.id, col(Plan.last_used_on) < today).values(last_used_on=today)
    )
    return bool(noted.rowcount)  # type: ignore[attr-defined]


def save_item(
    session: Session,
    plan: Plan,
    *,
    opportunity_id: int,
    programme_id: int,
    as_saved: dict[str, Any],
    status: PlanStatus | None = None,
    note: str = "",
) -> bool:
    """Put an opportunity at the end of a plan; whether it was not there yet. Raises PlanIsFull.

    ``status`` and ``note`` are what was typed of one that was taken out meanwhile; one that is there keeps its own.
    """
    if item_of(session, plan, opportunity_id) is not None:
        return False
    count, last = session.execute(
        select(func.count(), func.max(col(PlanItem.position))).where(col(PlanItem.plan_id) == plan.id)
    ).one()
    if count >= MOST_ITEMS:
        raise PlanIsFull
    item = PlanItem(
        plan_id=plan.id or 0,
        opportunity_id=opportunity_id,
        programme_id=programme_id,
        position=(last or 0) + 1,
        as_saved=as_saved,
        status=status,
        note=tidy_note(note),
    )
    try:
        with session.begin_nested():
            session.add(item)
            session.flush()
    except IntegrityError:
        # The other of two presses at once was quicker.
        return False
    return True


def change_item(
    session: Session, plan: Plan, *, opportunity_id: int, version: int, status: PlanStatus | None, note: str
) -> bool:
    """Write status and note as somebody saw them at ``version``; whether that changed anything.

    Full postcodes in the note are cut to their sector. Raises NotInPlan, and ChangedMeanwhile rather than undo what
    another browser wrote.
    """
    note = tidy_note(note)
    item = item_of(session, plan, opportunity_id)
    if item is None:
        raise NotInPlan
    if (item.status, item.note) == (status, note):
        return False
    written = session.execute(
        update(PlanItem)
        .where(col(PlanItem.id) == item.id, col(PlanItem.version) == version)
        .values(status=status, note=note, version=version + 1)
        .execution_options(synchronize_session=False)
    )
    if not written.rowcount:  # type: ignore[attr-defined]
        session.refresh(item)
        raise ChangedMeanwhile(item)
    session.refresh(item)
    return True


def move_item(session: Session, plan: Plan, *, opportunity_id: int, by: int) -> None:
    """Move an item up (-1) or down (+1) among the others as they stand now. At the end it stays. Raises NotInPlan."""
    items = list(items_of(session, plan))
    at = next((at for at, item in enumerate(items) if item.opportunity_id == opportunity_id), None)
    if at is None:
        raise NotInPlan
    items.insert(max(0, at + by), items.pop(at))
    for position, item in enumerate(items, 1):
        if item.position != position:
            item.position = position
            session.add(item)
    session.flush()


def remove_item(session: Session, plan: Plan, *, opportunity_id: int) -> bool:
    """Take an opportunity out of a plan; whether it was there."""
    gone = session.execute(
        delete(PlanItem).where(
            col(PlanItem.plan_id) == plan.id, col(PlanItem.opportunity_id) == opportunity_id
        )
    )
    return bool(gone.rowcount)  # type: ignore[attr-defined]


def delete_plan(session: Session, plan: Plan) -> None:
    """Delete a plan with all that belongs to it. There is no way back."""
    session.execute(delete(Plan).where(col(Plan.id) == plan.id))
    session.flush()


def tidy_note(typed: str) -> str:
    """A note as it may be kept: line ends as one, full postcodes cut, no longer than a note may be."""
    return cut_postcodes_to_sector(typed.replace("\r\n", "\n")).strip()[:LONGEST_NOTE]
