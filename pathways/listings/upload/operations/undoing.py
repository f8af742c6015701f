"""Taking an upload back: every listing that it touched says again what it said before.

A listing that somebody changed since stays as they left it.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.audit import record
from pathways.accounts.models import Organisation
from pathways.listings.content import from_json
from pathways.listings.models import LifeState, Listing, ListingVersion, VersionState
from pathways.listings.operations import life
from pathways.listings.operations.admitted import admitted
from pathways.listings.operations.bringing_in import own_source, put_in_catalogue, take_out
from pathways.listings.operations.versions import count_edit, tell_lists, version_of
from pathways.listings.upload.models import ItemState, Upload, UploadItem
from pathways.listings.upload.operations.publishing import ITEMS_AT_ONCE
from pathways.listings.upload.press import Press

ASKED = (LifeState.SUBMITTED, LifeState.CHANGES_WAITING)
OVER = (ItemState.LEFT, ItemState.UNDONE)


def undo_some(session: Session, upload: Upload, press: Press) -> int:
    """Bring the next few listings back and say how many they were. Raises Suspended. Does not commit."""
    admitted(session, upload.organisation_id)
    items = session.scalars(
        select(UploadItem)
        .where(
            col(UploadItem.upload_id) == upload.id,
            col(UploadItem.listing_id).is_not(None),
            col(UploadItem.state).not_in(OVER),
        )
        .order_by(col(UploadItem.group_key))
        .limit(ITEMS_AT_ONCE)
        .with_for_update()
    ).all()
    for item in items:
        listing = session.get(Listing, item.listing_id) if item.listing_id else None
        if listing is None or listing.edit_count != item.edit_count:
            item.state = ItemState.LEFT
        else:
            _bring_back(session, upload, item, listing, press)
            item.state = ItemState.UNDONE
        session.flush()
    return len(items)


def _bring_back(session: Session, upload: Upload, item: UploadItem, listing: Listing, press: Press) -> None:
    if item.newest_before is None:
        life.withdraw(session, listing, member=press.member, one_of_many=True)
        return
    count_edit(session, listing)
    newest = version_of(session, listing)
    if newest.state is VersionState.SUBMITTED:
        newest.state = VersionState.DRAFT
    earlier = version_of(session, listing, item.newest_before)
    was_shown = item.live_before == item.newest_before
    made = ListingVersion(
        listing_id=listing.id or 0,
        number=listing.newest_version + 1,
        content=earlier.content,
        note=f"before upload {upload.id}",
        state=_state_again(earlier, was_shown=was_shown),
        made_by=press.member.user_id or None,
        reasons=earlier.reasons,
        submitted_at=earlier.submitted_at,
    )
    session.add(made)
    is_shown_now = listing.live_version
    content = from_json(earlier.content)
    listing.newest_version = made.number
    listing.live_version = made.number if was_shown else item.live_before
    listing.state = _life_again(item.state_before, listing.live_version)
    tell_lists(listing, content)
    session.flush()
    if is_shown_now != item.live_before:
        _show_again(session, upload, item, listing, press)
    record(session, press.member, "listing-brought-back", "listing", listing.id)


def _state_again(earlier: ListingVersion, *, was_shown: bool) -> VersionState:
    return VersionState.APPROVED if was_shown else earlier.state


def _life_again(before: LifeState | None, live: int | None) -> LifeState:
    """The state that a listing goes back to. What waited for review waits no more: its provider asks anew."""
    if before is not None and before not in ASKED:
        return before
    return LifeState.DRAFT if live is None else LifeState.PUBLISHED


def _show_again(session: Session, upload: Upload, item: UploadItem, listing: Listing, press: Press) -> None:
    """Bring the catalogue to what was shown before: an earlier version, or nothing."""
    if item.live_before is None:
        if listing.programme_id is not None:
            take_out(session, listing.programme_id)
        return
    organisation = session.get_one(Organisation, upload.organisation_id)
    content = from_json(version_of(session, listing, item.live_before).content)
    listing.last_day = content.last_day
    put_in_catalogue(
        session,
        content,
        listing_id=listing.id or 0,
        provider_id=listing.provider_id,
        source=own_source(
            session,
            organisation_id=upload.organisation_id,
            name=organisation.name,
            is_demonstration=organisation.is_demonstration,
        ),
        programme_id=listing.programme_id,
        day=press.today,
    )
