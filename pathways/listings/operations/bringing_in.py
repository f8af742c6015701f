"""Writing a version into the catalogue, and taking a listing out of it. The publisher follows within seconds.

What a provider lists first is kept under a source of its organisation. A record that a feed brought keeps its place and
its address; it is marked as edited, so that no import writes over it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.catalogue.changes import record_change
from pathways.catalogue.editing import mark_rows_edited
from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Programme,
    ProgrammeArea,
    Source,
)
from pathways.catalogue.vocabulary import Delivery, ListingState
from pathways.listings.columns import (
    offer_columns,
    offer_parts,
    offer_source_key,
    programme_columns,
    programme_parts,
)
from pathways.listings.content import ListingContent, OfferContent
from pathways.listings.reading_back import key_of

LISTED_HERE = "listed-here-"
"""What the slug of the source of an organisation's own listings begins with; its id follows."""


def own_source_slug(organisation_id: int) -> str:
    """The slug of the source under which an organisation's own listings are kept."""
    return f"{LISTED_HERE}{organisation_id}"


def own_source(
    session: Session, *, organisation_id: int, name: str, is_demonstration: bool = False
) -> Source:
    """The source under which an organisation's own listings are kept; made when there is none yet."""
    key = own_source_slug(organisation_id)
    found = session.scalars(select(Source).where(col(Source.slug) == key)).one_or_none()
    if found is None:
        found = Source(slug=key, name=f"Listed here by {name}"[:200], is_demonstration=is_demonstration)
        session.add(found)
        session.flush()
    return found


def put_in_catalogue(
    session: Session,
    content: ListingContent,
    *,
    listing_id: int,
    provider_id: int,
    source: Source,
    programme_id: int | None,
    day: date,
) -> int:
    """Bring a checked version into the catalogue, and give the id of its programme. Does not commit.

    Offers that the version no longer holds are withdrawn: their addresses go on telling what they were.
    """
    programme = None if programme_id is None else session.get(Programme, programme_id)
    if programme is None:
        programme = Programme(
            provider_id=provider_id,
            source_id=source.id or 0,
            source_key=str(listing_id),
            title=content.title,
            slug="",
            route=content.route,
            nation=content.nation,
            is_demonstration=source.is_demonstration,
        )
        session.add(programme)
    _set(programme, programme_columns(content))
    programme.state, programme.checked_on = ListingState.PUBLISHED, day
    mark_rows_edited([programme])
    session.flush()
    key = programme.id or 0
    _replace_parts(session, key, content)
    touched = _offers(session, key, content, source, listing_id, day)
    record_change(session, touched)
    return key


def take_out(session: Session, programme_id: int) -> None:
    """Withdraw a programme with everything on offer of it: gone from the next request on. Does not commit."""
    _set_state(session, programme_id, ListingState.WITHDRAWN)


def _set_state(session: Session, programme_id: int, state: ListingState) -> None:
    programme = session.get(Programme, programme_id)
    if programme is None:
        return
    programme.state = state
    mark_rows_edited([programme])
    session.flush()
    ids = session.scalars(
        select(col(Opportunity.id)).where(col(Opportunity.programme_id) == programme_id)
    ).all()
    record_change(session, [one for one in ids if one is not None])


def _replace_parts(session: Session, programme_id: int, content: ListingContent) -> None:
    """Areas and entry anew; published figures on outcomes stay as their source gave them."""
    for table in (ProgrammeArea, EntryRequirement):
        session.execute(delete(table).where(table.programme_id == programme_id))  # type: ignore[arg-type]
    session.add_all(programme_parts(programme_id, content))
    session.flush()


def _offers(
    session: Session, programme_id: int, content: ListingContent, source: Source, listing_id: int, day: date
) -> list[int]:
    """Bring every offer to what the version says. Gives the ids of all that were, or are, on offer."""
    known: dict[str, Opportunity] = {
        key_of(row, own_source_id=source.id, listing_id=listing_id): row
        for row in session.scalars(select(Opportunity).where(col(Opportunity.programme_id) == programme_id))
    }
    for key, row in known.items():
        if content.offer(key) is None and row.state is ListingState.PUBLISHED:
            row.state, row.withdrawn_at = ListingState.WITHDRAWN, clock.now()
    written: list[tuple[Opportunity, OfferContent]] = []
    for offer in content.offers:
        row = known.get(offer.key) or _new_row(programme_id, offer, source, listing_id)
        _fill(row, offer, day)
        session.add(row)
        written.append((row, offer))
    touched = {id(row): row for row in (*known.values(), *(row for row, _ in written))}.values()
    mark_rows_edited(touched)
    session.flush()
    _replace_starts(session, written)
    return [row.id or 0 for row in touched]


def _new_row(programme_id: int, offer: OfferContent, source: Source, listing_id: int) -> Opportunity:
    return Opportunity(
        programme_id=programme_id,
        source_id=source.id or 0,
        source_key=offer_source_key(listing_id, offer),
        delivery=offer.delivery or Delivery.VENUE,
    )


def _fill(row: Opportunity, offer: OfferContent, day: date) -> None:
    _set(row, offer_columns(offer))
    row.state, row.withdrawn_at, row.checked_on = ListingState.PUBLISHED, None, day


def _set(row: Programme | Opportunity, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _replace_starts(session: Session, written: Iterable[tuple[Opportunity, OfferContent]]) -> None:
    pairs = [(row.id or 0, offer) for row, offer in written]
    ids = [key for key, _ in pairs]
    session.execute(delete(Intake).where(col(Intake.opportunity_id).in_(ids)))
    session.execute(delete(OpportunityDistrict).where(col(OpportunityDistrict.opportunity_id).in_(ids)))
    session.add_all(row for key, offer in pairs for row in offer_parts(key, offer))
    session.flush()
