"""Everything that one provider offers, programme by programme, in a fixed number of queries for each batch."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Programme,
    ProgrammeArea,
    Venue,
)
from pathways.catalogue.programmes import Offer, ProgrammeDetail
from pathways.catalogue.providers import ProviderDetail
from pathways.catalogue.vocabulary import Area, ListingState

BATCH = 200


@dataclass(frozen=True, slots=True)
class ListState:
    """How many records a provider's list holds, and when one of them changed last (UTC)."""

    records: int
    changed_at: datetime


def state_of_list(session: Session, detail: ProviderDetail) -> ListState:
    """The state of what a provider offers: another one whenever a record of it was added, changed or withdrawn."""
    provider = detail.provider
    records, moments = 0, [provider.updated_at]
    of_it = col(Programme.provider_id) == provider.id
    for statement in (
        select(func.count(), func.max(col(Programme.updated_at))).where(of_it),
        select(func.count(), func.max(col(Opportunity.updated_at))).join(Programme).where(of_it),
        select(func.count(), func.max(col(Venue.updated_at))).where(col(Venue.provider_id) == provider.id),
    ):
        count, moment = session.execute(statement).one()
        records += count
        moments += [moment] if moment is not None else []
    return ListState(records, max(moments))


def provider_programmes(session: Session, detail: ProviderDetail) -> Iterator[ProgrammeDetail]:
    """Each published programme of a provider that has a published offer, by id, without figures on outcomes.

    Five queries for every 200 programmes; no more of them are held at once.
    """
    after = 0
    while True:
        rows = session.execute(
            select(Programme, EntryRequirement)
            .outerjoin(EntryRequirement, col(EntryRequirement.programme_id) == col(Programme.id))
            .where(
                col(Programme.provider_id) == detail.provider.id,
                col(Programme.state) == ListingState.PUBLISHED,
                col(Programme.id) > after,
            )
            .order_by(col(Programme.id))
            .limit(BATCH)
        ).all()
        if not rows:
            return
        ids = [programme.id or 0 for programme, _ in rows]
        areas, offers = _areas(session, ids), _offers(session, ids)
        for programme, entry in rows:
            if offers[programme.id or 0]:
                yield ProgrammeDetail(
                    programme,
                    detail.provider,
                    detail.source,
                    entry,
                    tuple(areas[programme.id or 0]),
                    (),
                    tuple(offers[programme.id or 0]),
                )
        after = ids[-1]


def _areas(session: Session, ids: list[int]) -> dict[int, list[Area]]:
    found: dict[int, list[Area]] = defaultdict(list)
    for row in session.scalars(
        select(ProgrammeArea)
        .where(col(ProgrammeArea.programme_id).in_(ids))
        .order_by(col(ProgrammeArea.is_main).desc(), col(ProgrammeArea.area))
    ):
        found[row.programme_id].append(row.area)
    return found


def _offers(session: Session, ids: list[int]) -> dict[int, list[Offer]]:
    wanted = (
        col(Opportunity.programme_id).in_(ids),
        col(Opportunity.state) == ListingState.PUBLISHED,
    )
    these = select(col(Opportunity.id)).where(*wanted)
    intakes: dict[int, list[Intake]] = defaultdict(list)
    for intake in session.scalars(
        select(Intake)
        .where(col(Intake.opportunity_id).in_(these))
        .order_by(col(Intake.starts_on), col(Intake.id))
    ):
        intakes[intake.opportunity_id].append(intake)
    districts: dict[int, list[str]] = defaultdict(list)
    for row in session.scalars(
        select(OpportunityDistrict)
        .where(col(OpportunityDistrict.opportunity_id).in_(these))
        .order_by(col(OpportunityDistrict.lad_code))
    ):
        districts[row.opportunity_id].append(row.lad_code)
    found: dict[int, list[Offer]] = defaultdict(list)
    for opportunity, venue in session.execute(
        select(Opportunity, Venue)
        .outerjoin(Venue, col(Venue.id) == col(Opportunity.venue_id))
        .where(*wanted)
        .order_by(col(Opportunity.id))
    ):
        key = opportunity.id or 0
        found[opportunity.programme_id].append(
            Offer(opportunity, venue, tuple(intakes[key]), tuple(districts[key]))
        )
    return found
