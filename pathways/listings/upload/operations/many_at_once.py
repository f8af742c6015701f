"""Publishing programmes that are new, by sets: the same rows as one by one, in a tenth of the time.

A file of thousands of new programmes is what a provider begins with. A test holds both ways to the same rows.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from pathways import clock
from pathways.accounts.models import AuditEntry
from pathways.catalogue.changes import record_change
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Opportunity, Programme, Provider, Source
from pathways.catalogue.vocabulary import ListingState
from pathways.listings.checks import check, errors_in
from pathways.listings.columns import (
    offer_columns,
    offer_parts,
    offer_source_key,
    programme_columns,
    programme_parts,
)
from pathways.listings.content import ListingContent, OfferContent, from_json, to_json
from pathways.listings.models import LifeState, Listing, ListingVersion, VersionState
from pathways.listings.operations import life
from pathways.listings.operations.bringing_in import own_source
from pathways.listings.upload.models import ItemState, Upload, UploadItem
from pathways.listings.upload.press import Press

Pair = tuple[UploadItem, ListingContent]


def publish_new(
    session: Session, upload: Upload, items: Sequence[UploadItem], press: Press
) -> list[UploadItem]:
    """Publish those items that are new, and give them. What cannot be published is left to be told of."""
    taken = set(
        session.scalars(
            select(col(Listing.reference)).where(
                col(Listing.organisation_id) == upload.organisation_id,
                col(Listing.reference).in_([item.reference for item in items]),
            )
        )
    )
    pairs = [
        (item, from_json(item.content))
        for item in items
        if item.edit_count is None and item.listing_id is None and item.reference not in taken
    ]
    pairs = [pair for pair in pairs if not errors_in(check(pair[1], press.facts, press.today))]
    if not pairs:
        return []
    shown = life.is_trusted(session, upload.organisation_id)
    listings = _listings(session, upload, pairs, press, shown=shown)
    if shown:
        _show(session, upload, pairs, listings, press)
    for (item, _), listing in zip(pairs, listings, strict=True):
        item.listing_id, item.edit_count = listing.id, listing.edit_count
        item.state = ItemState.PUBLISHED if shown else ItemState.SUBMITTED
    session.flush()
    return [item for item, _ in pairs]


def _listings(
    session: Session, upload: Upload, pairs: Sequence[Pair], press: Press, *, shown: bool
) -> list[Listing]:
    provider = session.get_one(Provider, upload.provider_id)
    if provider.edited_at is None:
        mark_edited(session, Provider, [upload.provider_id])
    now = clock.now()
    listings = [
        Listing(
            organisation_id=upload.organisation_id,
            provider_id=upload.provider_id,
            reference=item.reference,
            title=content.title,
            route=content.route,
            level=content.level,
            last_day=content.last_day,
            state=LifeState.PUBLISHED if shown else LifeState.SUBMITTED,
            live_version=1 if shown else None,
            edit_count=2,
            confirmed_on=press.today if shown else None,
        )
        for item, content in pairs
    ]
    _add(session, listings)
    _add(
        session,
        [
            ListingVersion(
                listing_id=listing.id or 0,
                number=1,
                content=to_json(content),
                note=f"upload {upload.id}",
                state=VersionState.APPROVED if shown else VersionState.SUBMITTED,
                made_by=press.member.user_id,
                submitted_at=now,
                reviewed_at=now if shown else None,
            )
            for listing, (_, content) in zip(listings, pairs, strict=True)
        ],
    )
    for listing in listings:
        session.add(_noted("listing-submitted", listing, press.member.user_id, upload.organisation_id))
        if shown:
            session.add(_noted("listing-published", listing, None, None))
    return listings


def _noted(action: str, listing: Listing, actor: int | None, organisation: int | None) -> AuditEntry:
    return AuditEntry(
        actor_id=actor,
        organisation_id=organisation,
        action=action,
        object_kind="listing",
        object_id=listing.id,
    )


def _show(
    session: Session, upload: Upload, pairs: Sequence[Pair], listings: Sequence[Listing], press: Press
) -> None:
    """Bring all of them into the catalogue, as `bringing_in` does for one."""
    source = own_source(
        session,
        organisation_id=upload.organisation_id,
        name=press.member.organisation_name,
        is_demonstration=press.member.is_demonstration,
    )
    programmes = [
        _programme(content, listing, source, press)
        for listing, (_, content) in zip(listings, pairs, strict=True)
    ]
    _add(session, programmes)
    parts: list[SQLModel] = []
    offers: list[tuple[Opportunity, OfferContent]] = []
    for programme, listing, (_, content) in zip(programmes, listings, pairs, strict=True):
        listing.programme_id = key = programme.id or 0
        parts += programme_parts(key, content)
        offers += [(_offer(offer, key, listing, source, press), offer) for offer in content.offers]
    _add(session, parts)
    _add(session, [row for row, _ in offers])
    _add(session, [part for row, offer in offers for part in offer_parts(row.id or 0, offer)])
    ids = [row.id or 0 for row, _ in offers]
    keys = [programme.id or 0 for programme in programmes]
    mark_edited(session, Programme, keys)
    mark_edited(session, Opportunity, ids)
    record_change(session, ids)


def _programme(content: ListingContent, listing: Listing, source: Source, press: Press) -> Programme:
    return Programme(
        provider_id=listing.provider_id,
        source_id=source.id or 0,
        source_key=str(listing.id),
        state=ListingState.PUBLISHED,
        checked_on=press.today,
        is_demonstration=source.is_demonstration,
        **programme_columns(content),
    )


def _offer(
    offer: OfferContent, programme_id: int, listing: Listing, source: Source, press: Press
) -> Opportunity:
    return Opportunity(
        programme_id=programme_id,
        source_id=source.id or 0,
        source_key=offer_source_key(listing.id or 0, offer),
        state=ListingState.PUBLISHED,
        checked_on=press.today,
        **offer_columns(offer),
    )


def _add(session: Session, rows: Sequence[SQLModel]) -> None:
    session.add_all(rows)
    session.flush()
