"""Passing lists on: they belong to the organisation, and somebody in it has to work with them."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.shortlists.models import AdviserDesk, Shortlist


def pass_on(
    session: Session, *, organisation_id: int, of: int | None, to: int, ids: Collection[int] | None = None
) -> list[int]:
    """Give the lists that ``of`` has in an organisation to ``to``, all or those named; say which they were.

    ``of`` is None for lists that nobody has. Who may do so, and that ``to`` is an adviser there, is the caller's to
    know.
    """
    owner = col(Shortlist.owner_id)
    conditions = [
        col(Shortlist.organisation_id) == organisation_id,
        owner.is_(None) if of is None else owner == of,
    ]
    if ids is not None:
        conditions.append(col(Shortlist.id).in_(ids))
    moving = [one or 0 for one in session.scalars(select(col(Shortlist.id)).where(*conditions))]
    session.execute(
        update(AdviserDesk).where(col(AdviserDesk.in_hand_id).in_(moving)).values(in_hand_id=None)
    )
    session.execute(
        update(Shortlist)
        .where(col(Shortlist.id).in_(moving))
        .values(owner_id=to)
        .execution_options(synchronize_session=False)
    )
    return sorted(moving)
