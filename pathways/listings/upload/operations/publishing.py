"""Publishing an upload: each programme added, or replaced by its reference, as if it had been written in the form."""

import json

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.accounts.models import Organisation
from pathways.accounts.roles import OrganisationKind, Role
from pathways.catalogue.models import Provider, Source
from pathways.listings.content import from_json
from pathways.listings.models import LifeState
from pathways.listings.operations import life
from pathways.listings.operations.admitted import admitted
from pathways.listings.operations.bringing_in import own_source_slug
from pathways.listings.operations.venues import VenueSaid, keep_venue
from pathways.listings.operations.versions import EditedMeanwhile, save_content, start_listing
from pathways.listings.queries import listing_called
from pathways.listings.upload.judging.registers import OF_VENUE, venue_book
from pathways.listings.upload.judging.venues import SaidVenue
from pathways.listings.upload.models import (
    ItemState,
    Upload,
    UploadItem,
    UploadKind,
    UploadState,
    Verdict,
)
from pathways.listings.upload.operations.many_at_once import publish_at_once
from pathways.listings.upload.press import Press

ITEMS_AT_ONCE = 10
AT_ONCE = 100
OPEN_TO_PUBLISH = (UploadState.READY, UploadState.APPLIED)


class NotNow(Exception):
    """The upload is not in a state in which that can be asked for. Nothing was written."""


def confirm(session: Session, upload: Upload, member: Member) -> None:
    """Say that the good rows are to be published. Raises NotNow. Does not commit."""
    _move(session, upload, OPEN_TO_PUBLISH, UploadState.APPLYING)
    upload.confirmed_by, upload.confirmed_at = member.user_id, clock.now()
    session.execute(
        update(UploadItem)
        .where(
            col(UploadItem.upload_id) == upload.id,
            col(UploadItem.verdict) == Verdict.SAME,
            col(UploadItem.state) == ItemState.READY,
        )
        .values(state=ItemState.KEPT)
        .execution_options(synchronize_session=False)
    )
    record(session, member, "upload-confirmed", "upload", upload.id)


def ask_to_undo(session: Session, upload: Upload, member: Member) -> None:
    """Say that what the upload published is to be as it was before. Raises NotNow. Does not commit."""
    if upload.kind is UploadKind.VENUES:
        raise NotNow
    _move(session, upload, (UploadState.APPLIED,), UploadState.UNDOING)
    upload.confirmed_by = member.user_id
    record(session, member, "upload-taken-back", "upload", upload.id)


def _move(session: Session, upload: Upload, expected: tuple[UploadState, ...], state: UploadState) -> None:
    moved = session.execute(
        update(Upload)
        .where(col(Upload.id) == upload.id, col(Upload.state).in_(expected))
        .values(state=state, claimed_until=None)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined]
        raise NotNow
    session.refresh(upload)


def member_of_upload(session: Session, upload: Upload) -> Member:
    """Whoever confirmed an upload, as what they did is noted."""
    organisation = session.get_one(Organisation, upload.organisation_id)
    return Member(
        user_id=upload.confirmed_by or 0,
        organisation_id=upload.organisation_id,
        role=Role.PROVIDER_EDITOR,
        organisation_kind=OrganisationKind.PROVIDER,
        name="",
        organisation_name=organisation.name,
        is_demonstration=organisation.is_demonstration,
    )


def publish_some(session: Session, upload: Upload, press: Press) -> int:
    """Publish the next few items and say how many they were. Raises Suspended. Does not commit."""
    admitted(session, upload.organisation_id)
    items = session.scalars(
        select(UploadItem)
        .where(col(UploadItem.upload_id) == upload.id, col(UploadItem.state) == ItemState.READY)
        .order_by(col(UploadItem.group_key))
        .limit(AT_ONCE)
        .with_for_update()
    ).all()
    done: list[UploadItem] = []
    if upload.kind is not UploadKind.VENUES:
        try:
            with session.begin_nested():
                done = publish_at_once(session, upload, items, press)
        except IntegrityError:
            # One of them cannot be written as it is: all go one by one, so that the others can.
            done = []
    others = [item for item in items if item not in done]
    # By sets it is quick: the others wait for their own turn, so that no page waits long for this one.
    now = others if len(done) == 0 else []
    for item in now[:ITEMS_AT_ONCE]:
        try:
            with session.begin_nested():
                if upload.kind is UploadKind.VENUES:
                    _keep_venue(session, upload, item, press)
                else:
                    _publish(session, upload, item, press)
        except (EditedMeanwhile, life.NotReady, IntegrityError):
            item.state = _left_or_refused(session, upload, item)
            session.flush()
    return len(done) or len(now)


def _left_or_refused(session: Session, upload: Upload, item: UploadItem) -> ItemState:
    """Left: somebody changed the listing since the rows were checked, and theirs stays. Else what it names has gone."""
    listing = listing_called(session, upload.organisation_id, item.reference)
    is_as_it_was = (listing.edit_count if listing else None) == item.edit_count
    return ItemState.REFUSED if is_as_it_was or upload.kind is UploadKind.VENUES else ItemState.LEFT


def _publish(session: Session, upload: Upload, item: UploadItem, press: Press) -> None:
    content, note = from_json(item.content), f"upload {upload.id}"
    listing = listing_called(session, upload.organisation_id, item.reference)
    if (listing.edit_count if listing else None) != item.edit_count:
        raise EditedMeanwhile
    is_first = item.listing_id is None
    if listing is None:
        listing = start_listing(
            session,
            content,
            member=press.member,
            provider_id=upload.provider_id,
            reference=item.reference,
            note=note,
        )
    else:
        if is_first:
            item.newest_before, item.live_before = listing.newest_version, listing.live_version
            item.state_before = listing.state
        save_content(session, listing, content, member=press.member, note=note)
    life.submit(session, listing, member=press.member, facts=press.facts, day=press.today, one_of_many=True)
    published = listing.state is LifeState.PUBLISHED
    item.listing_id, item.edit_count = listing.id, listing.edit_count
    item.state = ItemState.PUBLISHED if published else ItemState.SUBMITTED
    session.flush()


def _keep_venue(session: Session, upload: Upload, item: UploadItem, press: Press) -> None:
    said = SaidVenue(**json.loads(item.content))
    known = venue_book(session, upload.provider_id, upload.organisation_id).find(said.reference, said.name)
    venue = keep_venue(
        session,
        VenueSaid(
            said.name,
            said.address,
            said.town,
            known.getting_there if known else "",
            press.book.find(said.postcode),
        ),
        provider=session.get_one(Provider, upload.provider_id),
        member=press.member,
        venue=known,
    )
    source = session.get_one(Source, venue.source_id)
    if source.slug == own_source_slug(upload.organisation_id):
        venue.source_key = f"{OF_VENUE}{said.reference.lower()}"
    item.state = ItemState.PUBLISHED
    session.flush()
