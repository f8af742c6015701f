"""Links to lists, and what came back by them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.shortlists.models import (
    ListState,
    ResponseKind,
    Shortlist,
    ShortlistItem,
    ShortlistResponse,
    ShortlistShare,
)


@dataclass(frozen=True, slots=True)
class OpenedList:
    """A list as a link opens it."""

    share: ShortlistShare
    shortlist: Shortlist


def open_list(session: Session, token_hash: str, today: date) -> OpenedList | None:
    """What a link opens today: None where it is wrong, over, revoked, or its list was put away or has to go."""
    row = session.execute(
        select(ShortlistShare, Shortlist)
        .join(Shortlist, col(Shortlist.id) == col(ShortlistShare.shortlist_id))
        .where(
            col(ShortlistShare.token_hash) == token_hash,
            col(ShortlistShare.revoked_at).is_(None),
            col(ShortlistShare.expires_on) >= today,
            col(Shortlist.state) == ListState.ACTIVE,
            col(Shortlist.goes_on) >= today,
        )
    ).first()
    return None if row is None else OpenedList(row[0], row[1])


def live_share(session: Session, list_id: int, today: date) -> ShortlistShare | None:
    """The newest link to a list that still works."""
    return session.scalars(
        select(ShortlistShare)
        .where(
            col(ShortlistShare.shortlist_id) == list_id,
            col(ShortlistShare.revoked_at).is_(None),
            col(ShortlistShare.expires_on) >= today,
        )
        .order_by(col(ShortlistShare.id).desc())
    ).first()


def shares_of(session: Session, list_id: int) -> list[ShortlistShare]:
    """Every link ever made to a list, newest first."""
    return list(
        session.scalars(
            select(ShortlistShare)
            .where(col(ShortlistShare.shortlist_id) == list_id)
            .order_by(col(ShortlistShare.id).desc())
        )
    )


def answers_to(session: Session, list_ids: list[int]) -> dict[int, ResponseKind]:
    """What came back for the items of lists already found, by the id of the item."""
    rows = session.execute(
        select(col(ShortlistResponse.item_id), col(ShortlistResponse.answer))
        .join(ShortlistItem, col(ShortlistItem.id) == col(ShortlistResponse.item_id))
        .where(col(ShortlistItem.shortlist_id).in_(list_ids))
    )
    return dict(rows.all())
