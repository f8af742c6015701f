"""Taking a venue off the list, when nothing is on there any more or when it moves to another one.

A venue that another list brought stays for as long as that list names it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.catalogue.changes import record_change
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Opportunity, Programme, Source, Venue
from pathways.feeds.same_offers import find_same_offers_of
from pathways.listings.content import ListingContent, OfferContent, from_json, to_json
from pathways.listings.models import Listing, ListingVersion
from pathways.listings.operations.bringing_in import own_source, own_source_slug, put_in_catalogue
from pathways.listings.operations.versions import count_edit, tell_lists


class VenueStays(Exception):
    """Something is on there still, another list brought the venue, or there is no such other venue."""


@dataclass(frozen=True, slots=True)
class VenueUses:
    """How many listings name a venue now, and how many offers of the catalogue are, or were, there."""

    listings: int
    offers: int

    def __bool__(self) -> bool:
        return bool(self.listings or self.offers)


def is_ours(session: Session, venue: Venue, organisation_id: int) -> bool:
    """Whether the organisation added the venue itself."""
    return session.get_one(Source, venue.source_id).slug == own_source_slug(organisation_id)


def uses_of(session: Session, venue: Venue) -> VenueUses:
    """What would be nowhere without the venue."""
    key = venue.id or 0
    naming = {
        listing.id
        for listing, version in _naming(session, venue)
        if version.number in (listing.newest_version, listing.live_version)
    }
    offers = session.scalar(select(func.count()).where(col(Opportunity.venue_id) == key)) or 0
    return VenueUses(len(naming), offers)


def remove_venue(session: Session, venue: Venue, *, member: Member) -> None:
    """Take a venue away where nothing is on. Earlier versions then name no place. Raises VenueStays."""
    if not is_ours(session, venue, member.organisation_id) or uses_of(session, venue):
        raise VenueStays
    for _, version in _naming(session, venue):
        version.content = to_json(_moved(from_json(version.content), venue.id or 0, None))
    _delete(session, venue, member, "venue-removed")


def merge_venues(session: Session, venue: Venue, into: Venue, *, member: Member) -> None:
    """Let everything that is on at a venue be on at another of the provider, then take the first away.

    Two offers of one listing that so come to be the same one become one, with the starts of both. Raises VenueStays.
    """
    is_other = into.id != venue.id and into.provider_id == venue.provider_id
    if not is_other or not is_ours(session, venue, member.organisation_id):
        raise VenueStays
    old, new = venue.id or 0, into.id or 0
    changed: dict[int, Listing] = {}
    for listing, version in _naming(session, venue):
        content = _moved(from_json(version.content), old, new)
        version.content = to_json(content)
        changed[listing.id or 0] = listing
        if version.number == listing.newest_version:
            tell_lists(listing, content)
    session.flush()
    for listing in changed.values():
        count_edit(session, listing)
        _show(session, listing, member)
    # What is left there was withdrawn long ago, or belongs to no listing.
    left = session.scalars(select(col(Opportunity.id)).where(col(Opportunity.venue_id) == old)).all()
    ids = [one for one in left if one is not None]
    session.execute(update(Opportunity).where(col(Opportunity.venue_id) == old).values(venue_id=new))
    mark_edited(session, Opportunity, ids)
    _delete(session, venue, member, "venue-merged")
    record_change(session, ids)
    find_same_offers_of(session, into.provider_id)


def _show(session: Session, listing: Listing, member: Member) -> None:
    """Bring what is shown of a listing to where it is now, with the day on which it was last said to be right."""
    if listing.live_version is None or listing.programme_id is None:
        return
    version = session.get_one(ListingVersion, (listing.id, listing.live_version))
    programme = session.get_one(Programme, listing.programme_id)
    put_in_catalogue(
        session,
        from_json(version.content),
        listing_id=listing.id or 0,
        provider_id=listing.provider_id,
        source=own_source(
            session,
            organisation_id=member.organisation_id,
            name=member.organisation_name,
            is_demonstration=member.is_demonstration,
        ),
        programme_id=listing.programme_id,
        day=listing.confirmed_on or programme.checked_on or clock.today(),
    )


def _delete(session: Session, venue: Venue, member: Member, action: str) -> None:
    key = venue.id
    session.delete(venue)
    session.flush()
    record(session, member, action, "venue", key)


def _naming(session: Session, venue: Venue) -> Iterator[tuple[Listing, ListingVersion]]:
    """Every version of the provider's listings that names a venue."""
    key = venue.id or 0
    rows = session.execute(
        select(Listing, ListingVersion)
        .join(ListingVersion, col(ListingVersion.listing_id) == col(Listing.id))
        .where(
            col(Listing.provider_id) == venue.provider_id,
            col(ListingVersion.content).contains(f'"venue_id":{key}'),
        )
        .order_by(col(Listing.id), col(ListingVersion.number))
    ).all()
    for listing, version in rows:
        if key in from_json(version.content).venue_ids:
            yield listing, version


def _moved(content: ListingContent, old: int, new: int | None) -> ListingContent:
    """The content with one venue in place of another."""
    kept: dict[tuple[object, ...], OfferContent] = {}
    for offer in content.offers:
        there = offer.model_copy(update={"venue_id": new}) if offer.venue_id == old else offer
        # Only what comes to be at the other venue can become one with what is there; nothing else is touched.
        alike = (there.venue_id, there.modes) if new is not None and there.venue_id == new else (offer.key,)
        known = kept.get(alike)
        if known is not None:
            there = known.model_copy(update={"starts": (*known.starts, *there.starts)})
        kept[alike] = there
    return ListingContent.model_validate(
        content.model_dump() | {"offers": [offer.model_dump() for offer in kept.values()]}
    )
