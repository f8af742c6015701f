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
from pathways.catalogue.vocabulary import Delivery, ListingState, Mode
from pathways.listings.content import ListingContent, OfferContent
from pathways.listings.reading_back import FROM_A_FEED, OF_OFFER, OF_PROGRAMME, key_of
from pathways.places.names import slug

MODE_COLUMNS = {
    Mode.FULL_TIME: "full_time",
    Mode.PART_TIME: "part_time",
    Mode.EVENING_WEEKEND: "evening_weekend",
    Mode.DAY_RELEASE: "day_release",
}
LONGEST_SLUG = 120


def own_source(
    session: Session, *, organisation_id: int, name: str, is_demonstration: bool = False
) -> Source:
    """The source under which an organisation's own listings are kept; made when there is none yet."""
    key = f"listed-here-{organisation_id}"
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
    for name in OF_PROGRAMME:
        setattr(programme, name, getattr(content, name))
    programme.slug = slug(content.title)[:LONGEST_SLUG].rstrip("-") or "programme"
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
    session.add_all(
        ProgrammeArea(programme_id=programme_id, area=area, is_main=place == 0)
        for place, area in enumerate(content.areas)
    )
    session.add(EntryRequirement(programme_id=programme_id, **content.entry.model_dump()))
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
        source_key=f"{listing_id}:{offer.key.removeprefix(FROM_A_FEED)}",
        delivery=offer.delivery or Delivery.VENUE,
    )


def _fill(row: Opportunity, offer: OfferContent, day: date) -> None:
    for name in OF_OFFER:
        setattr(row, name, getattr(offer, name))
    for mode, name in MODE_COLUMNS.items():
        setattr(row, name, mode in offer.modes)
    row.mode_not_stated = not offer.modes
    row.state, row.withdrawn_at, row.checked_on = ListingState.PUBLISHED, None, day


def _replace_starts(session: Session, written: Iterable[tuple[Opportunity, OfferContent]]) -> None:
    pairs = [(row.id or 0, offer) for row, offer in written]
    ids = [key for key, _ in pairs]
    session.execute(delete(Intake).where(col(Intake.opportunity_id).in_(ids)))
    session.execute(delete(OpportunityDistrict).where(col(OpportunityDistrict.opportunity_id).in_(ids)))
    rows: list[Any] = []
    for key, offer in pairs:
        rows += [Intake(opportunity_id=key, **start.model_dump()) for start in offer.starts]
        rows += [OpportunityDistrict(opportunity_id=key, lad_code=code) for code in offer.districts]
    session.add_all(rows)
    session.flush()
