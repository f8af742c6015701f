"""What a listing said and showed before an upload touched it, brought back for many listings at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.audit import record_each
from pathways.accounts.models import Organisation
from pathways.database import table_of
from pathways.listings.content import ListingContent, from_json
from pathways.listings.models import LifeState, Listing, ListingVersion, VersionState
from pathways.listings.operations.bringing_in import ToShow, own_source, put_many_in_catalogue
from pathways.listings.operations.versions import NoSuchVersion, tell_lists
from pathways.listings.upload.models import ItemState, Upload, UploadItem
from pathways.listings.upload.press import Press

ASKED = (LifeState.SUBMITTED, LifeState.CHANGES_WAITING)
SHOWN_OR_ASKED = (LifeState.PUBLISHED, *ASKED)
_ITEM = table_of(UploadItem)
Versions = dict[tuple[int, int], ListingVersion]


@dataclass(frozen=True, slots=True)
class Before:
    """A listing that says again what it said. ``to_show`` None: what is shown of it needs no new writing."""

    listing: Listing
    to_show: ListingContent | None
    is_shown_no_more: bool


def versions_before(session: Session, upload: Upload, items: Sequence[UploadItem]) -> Versions:
    """By listing and number: the newest versions, and those that were newest or shown before the upload."""
    rows = session.scalars(
        select(ListingVersion)
        .join(Listing, col(Listing.id) == col(ListingVersion.listing_id))
        .join(UploadItem, col(UploadItem.listing_id) == col(Listing.id))
        .where(
            col(UploadItem.upload_id) == upload.id,
            col(UploadItem.group_key).in_([item.group_key for item in items]),
            or_(
                col(ListingVersion.number) == col(Listing.newest_version),
                col(ListingVersion.number) == col(UploadItem.newest_before),
                col(ListingVersion.number) == col(UploadItem.live_before),
            ),
        )
    )
    return {(version.listing_id, version.number): version for version in rows}


def withdraw_again(listing: Listing, versions: Versions) -> None:
    """Take a listing that the upload began off the site; its versions stay. The catalogue is not told here."""
    _ask_no_more(listing, versions)
    listing.edit_count += 1
    listing.state, listing.live_version = LifeState.WITHDRAWN, None


def say_as_before(
    session: Session, upload: Upload, item: UploadItem, listing: Listing, versions: Versions, press: Press
) -> Before:
    """Let a listing say what it said, in a version of its own. The catalogue is not told here. Raises NoSuchVersion."""
    _ask_no_more(listing, versions)
    earlier = _version(versions, listing, item.newest_before)
    content = from_json(earlier.content)
    was_shown, shown_now = item.live_before == item.newest_before, listing.live_version
    listing.edit_count += 1
    listing.newest_version += 1
    session.add(
        ListingVersion(
            listing_id=listing.id or 0,
            number=listing.newest_version,
            content=earlier.content,
            note=f"before upload {upload.id}",
            state=VersionState.APPROVED if was_shown else earlier.state,
            made_by=press.member.user_id or None,
            reasons=earlier.reasons,
            submitted_at=earlier.submitted_at,
        )
    )
    listing.live_version = listing.newest_version if was_shown else item.live_before
    listing.state = _life_again(item.state_before, listing.live_version)
    tell_lists(listing, content)
    if shown_now == item.live_before:
        return Before(listing, None, is_shown_no_more=False)
    if item.live_before is None:
        return Before(listing, None, is_shown_no_more=True)
    to_show = from_json(_version(versions, listing, item.live_before).content)
    listing.last_day = to_show.last_day
    return Before(listing, to_show, is_shown_no_more=False)


def show_as_before(session: Session, upload: Upload, back: Iterable[Before], press: Press) -> None:
    """Bring the catalogue to what was shown of these listings before."""
    shown = [(one.listing, one.to_show) for one in back if one.to_show is not None]
    if not shown:
        return
    organisation = session.get_one(Organisation, upload.organisation_id)
    source = own_source(
        session,
        organisation_id=upload.organisation_id,
        name=organisation.name,
        is_demonstration=organisation.is_demonstration,
    )
    wanted = [
        ToShow(content, listing.id or 0, listing.provider_id, listing.programme_id)
        for listing, content in shown
    ]
    put_many_in_catalogue(session, wanted, source=source, day=press.today)


def hand_back(
    session: Session, items: Iterable[UploadItem], listings: Mapping[int, Listing], versions: Versions
) -> None:
    """Let earlier uploads be taken back in their turn, where these listings say again what those made them say."""
    handed = []
    for item in items:
        listing = listings[item.listing_id or 0]
        maker = re.fullmatch(r"upload (\d+)", _version(versions, listing, item.newest_before).note)
        if maker is not None and item.state_before in SHOWN_OR_ASKED:
            handed.append({"maker": int(maker[1]), "listing": listing.id, "count": listing.edit_count})
    if handed:
        session.execute(
            update(_ITEM)
            .where(
                _ITEM.c.upload_id == bindparam("maker"),
                _ITEM.c.listing_id == bindparam("listing"),
                or_(_ITEM.c.state == ItemState.PUBLISHED, _ITEM.c.state == ItemState.SUBMITTED),
            )
            .values(edit_count=bindparam("count")),
            handed,
            execution_options={"synchronize_session": False},
        )


def note_withdrawn(session: Session, listings: Iterable[Listing], press: Press) -> None:
    """Note in the audit log that each was taken off the site."""
    ids = [listing.id or 0 for listing in listings]
    record_each(session, press.member, "listing-withdrawn", "listing", ids)


def note_brought_back(session: Session, back: Iterable[Before], press: Press) -> None:
    """Note in the audit log that each says again what it said."""
    ids = [one.listing.id or 0 for one in back]
    record_each(session, press.member, "listing-brought-back", "listing", ids)


def _ask_no_more(listing: Listing, versions: Versions) -> None:
    newest = _version(versions, listing, listing.newest_version)
    if newest.state is VersionState.SUBMITTED:
        newest.state = VersionState.DRAFT


def _version(versions: Versions, listing: Listing, number: int | None) -> ListingVersion:
    found = versions.get((listing.id or 0, number or 0))
    if found is None:
        raise NoSuchVersion(number)
    return found


def _life_again(before: LifeState | None, live: int | None) -> LifeState:
    """The state that a listing goes back to. What waited for review waits no more: its provider asks anew."""
    if before is not None and before not in ASKED:
        return before
    return LifeState.DRAFT if live is None else LifeState.PUBLISHED
