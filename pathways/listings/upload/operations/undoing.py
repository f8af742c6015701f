"""Taking an upload back: every listing that it touched says again what it said before.

A listing that somebody changed since stays as they left it. Listings are taken back by sets: a file of thousands is
off the site in seconds, and a test holds a set to the same rows as one by one.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.listings.models import Listing
from pathways.listings.operations.admitted import admitted
from pathways.listings.operations.bringing_in import take_many_out
from pathways.listings.upload.models import ItemState, Upload, UploadItem
from pathways.listings.upload.operations.as_before import (
    Before,
    hand_back,
    note_brought_back,
    note_withdrawn,
    say_as_before,
    show_as_before,
    versions_before,
    withdraw_again,
)
from pathways.listings.upload.press import Press

AT_ONCE = 100
ONE_BY_ONE = 10
"""How many are taken back in one transaction where a set cannot be written: no page waits long for them."""
OVER = (ItemState.LEFT, ItemState.UNDONE, ItemState.STUCK)


def undo_some(session: Session, upload: Upload, press: Press) -> int:
    """Bring the next listings back and say how many they were. Raises Suspended. Does not commit."""
    admitted(session, upload.organisation_id)
    items = session.scalars(
        select(UploadItem)
        .where(
            col(UploadItem.upload_id) == upload.id,
            col(UploadItem.listing_id).is_not(None),
            col(UploadItem.state).not_in(OVER),
        )
        .order_by(col(UploadItem.group_key))
        .limit(AT_ONCE)
        .with_for_update()
    ).all()
    if _taken_back(session, upload, items, press):
        return len(items)
    # One of them cannot be shown as it was: the others go by themselves.
    for item in items[:ONE_BY_ONE]:
        if not _taken_back(session, upload, [item], press):
            item.state = ItemState.STUCK
            session.flush()
    return len(items[:ONE_BY_ONE])


def _taken_back(session: Session, upload: Upload, items: Sequence[UploadItem], press: Press) -> bool:
    """Take these back; False, and nothing is written, when the database refuses what one of them said before."""
    try:
        with session.begin_nested():
            _take_back(session, upload, items, press)
    except IntegrityError:
        return False
    return True


def _take_back(session: Session, upload: Upload, items: Sequence[UploadItem], press: Press) -> None:
    listings = _held(session, items)
    versions = versions_before(session, upload, items)
    back: list[Before] = []
    new: list[Listing] = []
    for item in items:
        listing = listings.get(item.listing_id or 0)
        if listing is None or listing.edit_count != item.edit_count:
            item.state = ItemState.LEFT
            continue
        item.state = ItemState.UNDONE
        if item.newest_before is None:
            withdraw_again(listing, versions)
            new.append(listing)
        else:
            back.append(say_as_before(session, upload, item, listing, versions, press))
    session.flush()
    undone = (item for item in items if item.state is ItemState.UNDONE and item.newest_before is not None)
    hand_back(session, undone, listings, versions)
    note_withdrawn(session, new, press)
    note_brought_back(session, back, press)
    show_as_before(session, upload, back, press)
    gone = [*new, *(one.listing for one in back if one.is_shown_no_more)]
    take_many_out(session, [one.programme_id for one in gone if one.programme_id is not None])


def _held(session: Session, items: Sequence[UploadItem]) -> dict[int, Listing]:
    """The listings as they are now, by their id. Nobody else changes them until the transaction ends."""
    rows = session.scalars(
        select(Listing)
        .where(col(Listing.id).in_([item.listing_id for item in items]))
        .order_by(col(Listing.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {listing.id or 0: listing for listing in rows}
