"""Passing lists on: they belong to the organisation, and somebody in it has to work with them."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.shortlists.models import AdviserDesk, Shortlist
from pathways.shortlists.operations.editing import take_labels
from pathways.shortlists.rules.labels import free_label
from pathways.shortlists.rules.whose import Whose


def pass_on(
    session: Session, *, organisation_id: int, of: int | None, to: int, ids: Collection[int] | None = None
) -> list[int]:
    """Give the lists that ``of`` has in an organisation to ``to``, all or those named; say which they were.

    ``of`` is None for lists that nobody has. Who may do so, and that ``to`` is an adviser there, is the caller's to
    know. A label that ``to`` has in use already gets a number behind it, so that their lists can be told apart.
    """
    owner = col(Shortlist.owner_id)
    if of == to:
        return []
    conditions = [
        col(Shortlist.organisation_id) == organisation_id,
        owner.is_(None) if of is None else owner == of,
    ]
    if ids is not None:
        conditions.append(col(Shortlist.id).in_(ids))
    session.execute(
        update(Shortlist)
        .where(*conditions)
        .values(updated_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    moving = [one or 0 for one in session.scalars(select(col(Shortlist.id)).where(*conditions))]
    session.execute(
        update(AdviserDesk).where(col(AdviserDesk.in_hand_id).in_(moving)).values(in_hand_id=None)
    )
    taken = take_labels(session, Whose(organisation_id, to))
    for found in session.scalars(
        select(Shortlist)
        .where(col(Shortlist.id).in_(moving))
        .order_by(col(Shortlist.id))
        .execution_options(populate_existing=True)
    ):
        label = free_label(found.label, taken)
        found.version += label != found.label
        found.label, found.owner_id = label, to
        taken.add(label)
    session.flush()
    return sorted(moving)
