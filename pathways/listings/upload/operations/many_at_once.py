"""Publishing the programmes of an upload by sets: the same rows as one by one, in a tenth of the time.

A file of thousands of programmes is what a provider begins with, and what it sends again each year. A test holds both
ways to the same rows.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Provider
from pathways.listings.checks import check, errors_in
from pathways.listings.content import ListingContent, from_json
from pathways.listings.models import Listing
from pathways.listings.operations.many import submit_many
from pathways.listings.upload.models import ItemState, Upload, UploadItem
from pathways.listings.upload.press import Press


def publish_at_once(
    session: Session, upload: Upload, items: Sequence[UploadItem], press: Press
) -> list[UploadItem]:
    """Publish those items that can be, and give them. What cannot be published is left to be told of."""
    found = session.scalars(
        select(Listing)
        .where(
            col(Listing.organisation_id) == upload.organisation_id,
            col(Listing.reference).in_([item.reference for item in items]),
        )
        .order_by(col(Listing.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    known = {listing.reference: listing for listing in found}
    wanted = [
        (item, from_json(item.content), known.get(item.reference))
        for item in items
        if _is_as_it_was(item, known.get(item.reference))
    ]
    wanted = [one for one in wanted if not errors_in(check(one[1], press.facts, press.today))]
    if not wanted:
        return []
    provider = session.get_one(Provider, upload.provider_id)
    if provider.edited_at is None:
        mark_edited(session, Provider, [upload.provider_id])
    for item, _, listing in wanted:
        if listing is not None and item.listing_id is None:
            item.newest_before, item.live_before = listing.newest_version, listing.live_version
            item.state_before = listing.state
    pairs = [(listing or _new_listing(upload, item, content), content) for item, content, listing in wanted]
    shown = submit_many(session, pairs, member=press.member, note=f"upload {upload.id}", day=press.today)
    for (item, _, _), (listing, _) in zip(wanted, pairs, strict=True):
        item.listing_id, item.edit_count = listing.id, listing.edit_count
        item.state = ItemState.PUBLISHED if shown else ItemState.SUBMITTED
    session.flush()
    return [item for item, _, _ in wanted]


def _is_as_it_was(item: UploadItem, listing: Listing | None) -> bool:
    """Whether the listing is as it was when the rows were checked: not there, or not changed since."""
    if listing is None:
        return item.edit_count is None and item.listing_id is None
    return listing.edit_count == item.edit_count


def _new_listing(upload: Upload, item: UploadItem, content: ListingContent) -> Listing:
    return Listing(
        organisation_id=upload.organisation_id,
        provider_id=upload.provider_id,
        reference=item.reference,
        title=content.title,
        route=content.route,
        level=content.level,
    )
