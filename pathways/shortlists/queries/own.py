"""The one way of an adviser to lists: by organisation and owner at once. Anybody else's are as if they were not."""

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.database import LARGEST_ID
from pathways.shortlists.models import AdviserDesk, Shortlist, ShortlistItem
from pathways.shortlists.rules.labels import label_order
from pathways.shortlists.rules.whose import Whose


def owned_by(whose: Whose) -> ColumnElement[bool]:
    """The condition that a list is this adviser's, in this organisation."""
    return and_(
        col(Shortlist.organisation_id) == whose.organisation_id, col(Shortlist.owner_id) == whose.user_id
    )


def own_list(session: Session, whose: Whose, list_id: int) -> Shortlist | None:
    """One list, or None where there is none of that id or it is not theirs."""
    if not 1 <= list_id <= LARGEST_ID:
        return None
    return session.scalar(select(Shortlist).where(col(Shortlist.id) == list_id, owned_by(whose)))


def own_item(session: Session, whose: Whose, list_id: int, item_id: int) -> ShortlistItem | None:
    """One item of one list, or None where there is none or the list is not theirs."""
    if not (1 <= list_id <= LARGEST_ID and 1 <= item_id <= LARGEST_ID):
        return None
    return session.scalar(
        select(ShortlistItem)
        .join(Shortlist, col(Shortlist.id) == col(ShortlistItem.shortlist_id))
        .where(col(ShortlistItem.id) == item_id, col(Shortlist.id) == list_id, owned_by(whose))
    )


def own_lists(session: Session, whose: Whose, ids: tuple[int, ...]) -> list[Shortlist]:
    """Those of the lists named that are theirs, by label."""
    named = [list_id for list_id in ids if 1 <= list_id <= LARGEST_ID]
    found = session.scalars(select(Shortlist).where(col(Shortlist.id).in_(named), owned_by(whose)))
    return sorted(found, key=lambda one: (label_order(one.label), one.id or 0))


def list_in_hand(session: Session, whose: Whose) -> Shortlist | None:
    """The list that the adviser adds to at present; None for none, or one that is theirs no more."""
    return session.scalar(
        select(Shortlist)
        .join(AdviserDesk, col(AdviserDesk.in_hand_id) == col(Shortlist.id))
        .where(
            col(AdviserDesk.user_id) == whose.user_id,
            col(AdviserDesk.organisation_id) == whose.organisation_id,
            owned_by(whose),
        )
    )


def desk_found(session: Session, whose: Whose) -> AdviserDesk | None:
    """The adviser's desk, None while it was never needed."""
    return session.get(AdviserDesk, (whose.user_id, whose.organisation_id))


def labels_in_use(session: Session, whose: Whose, *, but: int | None = None) -> set[str]:
    """The labels of all their lists, archived ones too, the list ``but`` left out."""
    found = session.execute(select(col(Shortlist.id), col(Shortlist.label)).where(owned_by(whose)))
    return {label for list_id, label in found if list_id != but}


def items_of(session: Session, list_ids: list[int]) -> dict[int, list[ShortlistItem]]:
    """The items of lists already found to be theirs, in order, by the id of the list."""
    found: dict[int, list[ShortlistItem]] = {list_id: [] for list_id in list_ids}
    for item in session.scalars(
        select(ShortlistItem)
        .where(col(ShortlistItem.shortlist_id).in_(list_ids))
        .order_by(col(ShortlistItem.shortlist_id), col(ShortlistItem.position), col(ShortlistItem.id))
    ):
        found[item.shortlist_id].append(item)
    return found
