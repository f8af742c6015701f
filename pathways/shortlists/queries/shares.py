"""Links to lists, and what came back by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select
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


def works_on(today: date) -> ColumnElement[bool]:
    """The one condition that a link opens something: it stands, and its list is in use. Both tables are asked.

    It does not once it ran out or was ended, its list was put away, or its list has to go.
    """
    return and_(
        col(ShortlistShare.revoked_at).is_(None),
        col(ShortlistShare.expires_on) >= today,
        col(Shortlist.state) == ListState.ACTIVE,
        col(Shortlist.goes_on) >= today,
    )


def open_list(session: Session, token_hash: str, today: date) -> OpenedList | None:
    """What a link opens today: None where it is wrong or does not work."""
    row = session.execute(
        select(ShortlistShare, Shortlist)
        .join(Shortlist, col(Shortlist.id) == col(ShortlistShare.shortlist_id))
        .where(col(ShortlistShare.token_hash) == token_hash, works_on(today))
    ).first()
    return None if row is None else OpenedList(row[0], row[1])


def live_share(session: Session, list_id: int, today: date) -> ShortlistShare | None:
    """The newest link to a list that works."""
    return live_shares(session, [list_id], today).get(list_id)


def live_shares(session: Session, list_ids: Sequence[int], today: date) -> dict[int, ShortlistShare]:
    """The newest link that works to each of some lists, by the id of the list, in one query."""
    found = session.scalars(
        select(ShortlistShare)
        .join(Shortlist, col(Shortlist.id) == col(ShortlistShare.shortlist_id))
        .where(col(ShortlistShare.shortlist_id).in_(list_ids), works_on(today))
        .order_by(col(ShortlistShare.id))
    )
    return {share.shortlist_id: share for share in found}


def waits_for_talk() -> ColumnElement[bool]:
    """The condition that a pupil wants to talk about an item and the adviser has not said that they did."""
    return and_(
        col(ShortlistResponse.answer) == ResponseKind.TALK, col(ShortlistResponse.talked_at).is_(None)
    )


def to_talk_about(session: Session, list_id: int) -> frozenset[int]:
    """The items of a list already found that its pupil wants to talk about."""
    found = session.scalars(
        select(col(ShortlistItem.id))
        .join(ShortlistResponse, col(ShortlistResponse.item_id) == col(ShortlistItem.id))
        .where(col(ShortlistItem.shortlist_id) == list_id, waits_for_talk())
    )
    return frozenset(item_id or 0 for item_id in found)


def answers_to(session: Session, list_ids: list[int]) -> dict[int, ResponseKind]:
    """What came back for the items of lists already found, by the id of the item."""
    rows = session.execute(
        select(col(ShortlistResponse.item_id), col(ShortlistResponse.answer))
        .join(ShortlistItem, col(ShortlistItem.id) == col(ShortlistResponse.item_id))
        .where(col(ShortlistItem.shortlist_id).in_(list_ids))
    )
    return dict(rows.all())
