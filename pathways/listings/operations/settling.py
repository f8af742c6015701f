"""Where a list from elsewhere says something else than what was edited here: which of the two holds.

Ours stays until somebody chooses. Theirs comes into a draft, to be looked at and published like any other.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.catalogue.changes import record_change
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Opportunity, Programme, Provider, Venue
from pathways.catalogue.vocabulary import MODE_COLUMNS
from pathways.feeds.models import EditConflict
from pathways.listings.content import EntryContent, ListingContent, OfferContent, Start
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import newest_content, save_content
from pathways.listings.reading_back import FROM_A_FEED, OF_ENTRY, OF_OFFER, OF_PROGRAMME, OF_START, fitting
from pathways.listings.rules.differences import Difference, as_text, differences

OF_PROVIDER = ("name", "about", "website", "email", "telephone", "support", "quality_marks")
OF_VENUE = ("name", "address", "town", "postcode", "getting_there")
PIN = ("lat", "lng")
OF_PLACE = (*PIN, "postcode_district", "lad_code", "nation")
"""What goes with the postcode and the pin of a venue, and is taken with them."""


class NotSettledError(Exception):
    """It was settled already, or its list says again what it said before, or there is nothing of theirs to take."""


@dataclass(frozen=True, slots=True)
class Open:
    """A conflict that nobody has settled, of a record of this organisation. No ``listing``: provider or venue."""

    conflict: EditConflict
    listing: Listing | None
    title: str

    @property
    def is_gone(self) -> bool:
        """Whether the other list has the record no more."""
        return self.conflict.theirs == ""

    @property
    def has_theirs(self) -> bool:
        """Whether there is something of theirs to take: a provider that they list no more cannot be taken off."""
        return self.listing is not None or not self.is_gone


def open_conflicts(session: Session, organisation_id: int, provider: Provider) -> list[Open]:
    """Every unsettled conflict of an organisation's records, the oldest first."""
    listings = session.scalars(
        select(Listing).where(
            col(Listing.organisation_id) == organisation_id, col(Listing.programme_id).is_not(None)
        )
    ).all()
    by_programme = {listing.programme_id: listing for listing in listings}
    offers = {
        key: by_programme[programme_id]
        for key, programme_id in session.execute(
            select(col(Opportunity.id), col(Opportunity.programme_id)).where(
                col(Opportunity.programme_id).in_([one for one in by_programme if one is not None])
            )
        )
    }
    venues = {
        venue.id: venue
        for venue in session.scalars(select(Venue).where(col(Venue.provider_id) == provider.id))
    }
    conflict = EditConflict
    ours = or_(
        and_(
            col(conflict.kind) == "programme", col(conflict.row_id).in_([one for one in by_programme if one])
        ),
        and_(col(conflict.kind) == "opportunity", col(conflict.row_id).in_([one for one in offers if one])),
        and_(col(conflict.kind) == "venue", col(conflict.row_id).in_([one for one in venues if one])),
        and_(col(conflict.kind) == "provider", col(conflict.row_id) == provider.id),
    )
    rows = session.scalars(
        select(conflict)
        .where(ours, col(conflict.settled_at).is_(None), col(conflict.ended_run_id).is_(None))
        .order_by(col(conflict.id))
    )
    found = []
    for row in rows:
        listing = by_programme.get(row.row_id) if row.kind == "programme" else None
        listing = offers.get(row.row_id) if row.kind == "opportunity" else listing
        venue = venues.get(row.row_id) if row.kind == "venue" else None
        found.append(Open(row, listing, listing.title if listing else venue.name if venue else provider.name))
    return found


def what_differs(session: Session, one: Open) -> list[Difference]:
    """What they say and we do not: before is ours, after is theirs. Nothing when they list it no more."""
    if one.is_gone:
        return []
    if one.listing is not None:
        content = newest_content(session, one.listing)
        return differences(content, with_theirs(content, one.conflict))
    ours, names = _plain_record(session, one.conflict)
    theirs = json.loads(one.conflict.theirs)
    pairs = [(name, as_text(getattr(ours, name)), as_text(theirs.get(name))) for name in names]
    if isinstance(ours, Venue):
        pairs.append(("pin", _point(ours.lat, ours.lng), _point(*(theirs.get(name) for name in PIN))))
    return [Difference(name, old, new) for name, old, new in pairs if old != new]


def keep_ours(session: Session, one: Open, *, member: Member) -> None:
    """Settle a conflict: what was edited here holds. Raises NotSettledError."""
    _settle(session, one, member, "conflict-ours")


def take_theirs(session: Session, one: Open, *, member: Member) -> None:
    """Settle a conflict: what they say comes into a draft; what they list no more is withdrawn, or leaves the draft.

    A provider or a venue is changed at once, by those fields that are shown of it. Raises NotSettledError.
    """
    if not one.has_theirs:
        raise NotSettledError
    _settle(session, one, member, "conflict-theirs")
    if one.listing is not None:
        content = newest_content(session, one.listing)
        if not one.is_gone:
            save_content(
                session, one.listing, with_theirs(content, one.conflict), member=member, note="theirs"
            )
        elif one.conflict.kind == "programme":
            life.withdraw(session, one.listing, member=member)
        else:
            key = f"{FROM_A_FEED}{one.conflict.row_id}"
            offers = tuple(offer for offer in content.offers if offer.key != key)
            save_content(
                session,
                one.listing,
                content.model_copy(update={"offers": offers}),
                member=member,
                note="theirs",
            )
    else:
        _write(session, one.conflict)


def _write(session: Session, conflict: EditConflict) -> None:
    """Bring a provider or a venue to what they say of it, and tell the publisher of everything that shows it."""
    ours, names = _plain_record(session, conflict)
    theirs = json.loads(conflict.theirs)
    for name in (*names, *(OF_PLACE if isinstance(ours, Venue) else ())):
        if name in theirs:
            setattr(ours, name, theirs[name])
    session.flush()
    key = ours.id or 0
    mark_edited(session, type(ours), [key])
    shows = col(Opportunity.venue_id) if isinstance(ours, Venue) else col(Programme.provider_id)
    offers = session.scalars(select(col(Opportunity.id)).join(Programme).where(shows == key)).all()
    record_change(session, [offer for offer in offers if offer is not None])


def with_theirs(content: ListingContent, conflict: EditConflict) -> ListingContent:
    """The content with what the other list says of the record that the conflict is about."""
    theirs = json.loads(conflict.theirs)
    parts: dict[str, list[dict[str, Any]]] = theirs.get("parts", {})
    if conflict.kind == "programme":
        areas = sorted(parts.get("area", []), key=lambda area: not area["is_main"])
        entry = [_known(one, OF_ENTRY) for one in parts.get("entry", [])]
        said = _known(theirs, OF_PROGRAMME) | {
            "areas": tuple(area["area"] for area in areas) or content.areas,
            "entry": fitting(EntryContent, entry[0]) if entry else content.entry,
        }
        return fitting(ListingContent, content.model_dump() | said)
    key = f"{FROM_A_FEED}{conflict.row_id}"
    ours = content.offer(key)
    said = _known(theirs, tuple(name for name in OF_OFFER if name != "venue_id"))
    said["modes"] = tuple(mode for mode, column in MODE_COLUMNS.items() if theirs.get(column))
    said["starts"] = tuple(fitting(Start, _known(one, OF_START)) for one in parts.get("intake", []))
    said["districts"] = tuple(one["lad_code"] for one in parts.get("district", []))
    # Their venue is named by a key of theirs: ours stays.
    offer = fitting(OfferContent, (ours.model_dump() if ours else {"key": key}) | said)
    offers = [one for one in content.offers if one.key != key] + [offer]
    return ListingContent.model_validate(
        content.model_dump() | {"offers": [one.model_dump() for one in offers]}
    )


def _known(said: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: said[name] for name in names if name in said}


def _plain_record(session: Session, conflict: EditConflict) -> tuple[Provider | Venue, tuple[str, ...]]:
    if conflict.kind == "provider":
        return session.get_one(Provider, conflict.row_id), OF_PROVIDER
    return session.get_one(Venue, conflict.row_id), OF_VENUE


def _point(lat: Any, lng: Any) -> str:
    return "" if lat is None or lng is None else f"{lat:.4f}, {lng:.4f}"


def _settle(session: Session, one: Open, member: Member, action: str) -> None:
    """Mark a conflict as settled, if nobody did meanwhile and it is not over. Raises NotSettledError."""
    settled = session.execute(
        update(EditConflict)
        .where(
            col(EditConflict.id) == one.conflict.id,
            col(EditConflict.settled_at).is_(None),
            col(EditConflict.ended_run_id).is_(None),
        )
        .values(settled_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if settled.rowcount == 0:  # type: ignore[attr-defined]
        raise NotSettledError
    session.refresh(one.conflict)
    record(session, member, action, "edit_conflict", one.conflict.id)
