"""One programme with all that is known of it, in a fixed number of queries however many venues it has."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, select, true
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Outcome,
    Programme,
    ProgrammeArea,
    Provider,
    SameOffer,
    Source,
    Venue,
)
from pathways.catalogue.vocabulary import MODE_COLUMNS, Area, ListingState, Mode


@dataclass(frozen=True, slots=True)
class Offer:
    """An opportunity of the programme: where it is, when it starts and which districts it serves."""

    opportunity: Opportunity
    venue: Venue | None
    intakes: tuple[Intake, ...]
    lad_codes: tuple[str, ...]

    @property
    def modes(self) -> tuple[Mode, ...]:
        """How the week may be arranged, in the order of the vocabulary; empty when it is not stated."""
        return tuple(mode for mode, column in MODE_COLUMNS.items() if getattr(self.opportunity, column))


@dataclass(frozen=True, slots=True)
class ProgrammeDetail:
    """A programme, who teaches it, where we know it from, and every published offer of it, by id."""

    programme: Programme
    provider: Provider
    source: Source
    entry: EntryRequirement | None
    areas: tuple[Area, ...]
    outcomes: tuple[Outcome, ...]
    offers: tuple[Offer, ...]
    further_sources: tuple[str, ...] = ()

    @property
    def source_names(self) -> str:
        """Every source that lists it, the one that is shown first."""
        return "; ".join((self.source.name, *self.further_sources))

    @property
    def is_withdrawn(self) -> bool:
        """Whether it, its provider or every offer of it was taken down."""
        published = ListingState.PUBLISHED
        return (
            self.programme.state is not published or self.provider.state is not published or not self.offers
        )

    @property
    def is_public(self) -> bool:
        """Whether it was ever shown: a draft of a programme or provider never was."""
        return ListingState.DRAFT not in (self.programme.state, self.provider.state)

    @property
    def is_demonstration(self) -> bool:
        """Whether it, its provider or its source is made up to show how the site works."""
        return any(one.is_demonstration for one in (self.programme, self.provider, self.source))

    @property
    def main_area(self) -> Area | None:
        """The career area it is chiefly in."""
        return self.areas[0] if self.areas else None


def programme_page(session: Session, programme_id: int) -> ProgrammeDetail | None:
    """All that is known of one programme, or None when there is none of that id. Six queries at most."""
    listed = _listing_sources(programme_id).subquery()
    # A row for each source that lists an offer of it, most often one.
    rows = session.execute(
        select(Programme, Provider, Source, EntryRequirement, listed.c.id, listed.c.name)
        .join(Provider, col(Provider.id) == col(Programme.provider_id))
        .join(Source, col(Source.id) == col(Programme.source_id))
        .outerjoin(EntryRequirement, col(EntryRequirement.programme_id) == col(Programme.id))
        .outerjoin(listed, true())
        .where(col(Programme.id) == programme_id)
        .order_by(listed.c.name)
    ).all()
    if not rows:
        return None
    programme, provider, source, entry, _, _ = rows[0]
    areas = session.scalars(
        select(ProgrammeArea)
        .where(col(ProgrammeArea.programme_id) == programme_id)
        .order_by(col(ProgrammeArea.is_main).desc(), col(ProgrammeArea.area))
    ).all()
    outcomes = session.scalars(
        select(Outcome)
        .where(col(Outcome.programme_id) == programme_id)
        .order_by(col(Outcome.measure), col(Outcome.years_after), col(Outcome.subject))
    ).all()
    return ProgrammeDetail(
        programme=programme,
        provider=provider,
        source=source,
        entry=entry,
        areas=tuple(row.area for row in areas),
        outcomes=tuple(outcomes),
        offers=_offers(session, programme_id),
        further_sources=tuple(row.name for row in rows if row.id not in (None, source.id)),
    )


def programmes_of(session: Session, opportunity_ids: Collection[int]) -> dict[int, int]:
    """The programme of each opportunity, by id. One that is not there is left out. One query."""
    rows = session.execute(
        select(col(Opportunity.id), col(Opportunity.programme_id)).where(
            col(Opportunity.id).in_(opportunity_ids)
        )
    ).all()
    return {opportunity or 0: programme for opportunity, programme in rows}


def _listing_sources(programme_id: int) -> Select[int | None, str]:
    """The sources that list an offer of the programme, where several do."""
    of_it = select(col(Opportunity.id)).where(col(Opportunity.programme_id) == programme_id)
    groups = select(col(SameOffer.shown_id)).where(col(SameOffer.opportunity_id).in_(of_it))
    return (
        select(col(Source.id), col(Source.name))
        .join(Opportunity, col(Opportunity.source_id) == col(Source.id))
        .join(SameOffer, col(SameOffer.opportunity_id) == col(Opportunity.id))
        .where(
            col(SameOffer.shown_id).in_(groups),
            col(Opportunity.state) == ListingState.PUBLISHED,
        )
        .distinct()
    )


def _offers(session: Session, programme_id: int) -> tuple[Offer, ...]:
    wanted = (
        col(Opportunity.programme_id) == programme_id,
        col(Opportunity.state) == ListingState.PUBLISHED,
    )
    rows = session.execute(
        select(Opportunity, Venue)
        .outerjoin(Venue, col(Venue.id) == col(Opportunity.venue_id))
        .where(*wanted)
        .order_by(col(Opportunity.id))
    ).all()
    ids = select(col(Opportunity.id)).where(*wanted)
    intakes: dict[int, list[Intake]] = {}
    for intake in session.scalars(
        select(Intake)
        .where(col(Intake.opportunity_id).in_(ids))
        .order_by(col(Intake.starts_on), col(Intake.id))
    ):
        intakes.setdefault(intake.opportunity_id, []).append(intake)
    districts: dict[int, list[str]] = {}
    for row in session.scalars(
        select(OpportunityDistrict)
        .where(col(OpportunityDistrict.opportunity_id).in_(ids))
        .order_by(col(OpportunityDistrict.lad_code))
    ):
        districts.setdefault(row.opportunity_id, []).append(row.lad_code)
    return tuple(
        Offer(
            opportunity,
            venue,
            tuple(intakes.get(opportunity.id or 0, ())),
            tuple(districts.get(opportunity.id or 0, ())),
        )
        for opportunity, venue in rows
    )
