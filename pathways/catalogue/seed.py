"""Loading the demonstration catalogue: checked whole, then stored in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.catalogue.changes import record_change
from pathways.catalogue.filling.progress import Progress, quiet
from pathways.catalogue.models import Opportunity, Programme, Provider, Venue
from pathways.catalogue.seeding.catalogue_files import SeedFiles, read_seed_files
from pathways.catalogue.seeding.facts import (
    store_career_areas,
    store_minimum_wage,
    store_sources,
    store_tariff_points,
)
from pathways.catalogue.seeding.opportunity_values import opportunity_records
from pathways.catalogue.seeding.store import PARENT, PARTS, Stored, store, withdraw
from pathways.catalogue.seeding.values import (
    programme_record,
    provider_record,
    venue_record,
)
from pathways.database import Database

DEMONSTRATION = "demonstration"
MOST_SINGLE_CHANGES = 500
STEPS = 5


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What a run did: how many of each kind there are, and what happened to the opportunities."""

    providers: int
    venues: int
    programmes: int
    opportunities: int
    added: int
    changed: int
    withdrawn: int

    def __str__(self) -> str:
        return (
            f"Demonstration catalogue: {self.providers} providers, {self.venues} venues, "
            f"{self.programmes} programmes, {self.opportunities} opportunities "
            f"({self.added} added, {self.changed} changed, {self.withdrawn} withdrawn)."
        )


def seed(
    database: Database, seed_dir: Path, *, reset: bool = False, progress: Progress | None = None
) -> SeedReport:
    """Load ``seed_dir``. A later run moves the dates forward and withdraws what has left it.

    With ``reset`` the demonstration catalogue is removed first. Raises SeedError, with nothing changed, when
    a row breaks a rule.
    """
    report = progress or quiet
    today = clock.today()
    files = read_seed_files(seed_dir, today, report)
    with database.unit_of_work() as session:
        sources = store_sources(session, files.sources)
        store_career_areas(session, files.career_areas)
        store_minimum_wage(session, files.minimum_wage)
        store_tariff_points(session, files.tariff_points)
        if reset:
            remove_catalogue(session, sources[DEMONSTRATION])
        return _store_catalogue(session, sources[DEMONSTRATION], files, today, report)


def _store_catalogue(
    session: Session, source_id: int, files: SeedFiles, today: date, progress: Progress
) -> SeedReport:
    progress("Storing the catalogue", 0, STEPS)
    providers = store(
        session, Provider, source_id, (provider_record(row, today) for row in files.providers.values()), {}
    )
    progress("Storing the catalogue", 1, STEPS)
    venues = store(
        session,
        Venue,
        source_id,
        (venue_record(row, files.providers[row.provider]) for row in files.venues.values()),
        {"provider_id": providers.ids},
    )
    progress("Storing the catalogue", 2, STEPS)
    programmes = store(
        session,
        Programme,
        source_id,
        (
            programme_record(row, area, files.providers[row.provider], files.defaults[row.route], today)
            for area, row in files.programmes
        ),
        {"provider_id": providers.ids},
    )
    progress("Storing the catalogue", 3, STEPS)
    opportunities = store(
        session,
        Opportunity,
        source_id,
        (
            record
            for _area, row in files.programmes
            for record in opportunity_records(row, files.defaults[row.route], today)
        ),
        {"programme_id": programmes.ids, "venue_id": venues.ids},
    )
    progress("Storing the catalogue", 4, STEPS)
    withdrawn = withdraw(session, Opportunity, _ids(opportunities, opportunities.vanished))
    withdraw(session, Programme, _ids(programmes, programmes.vanished))
    withdraw(session, Provider, _ids(providers, providers.vanished))
    whole = bool(providers.changed or venues.changed or programmes.changed)
    _announce(
        session, [*_ids(opportunities, [*opportunities.added, *opportunities.changed]), *withdrawn], whole
    )
    progress("Storing the catalogue", STEPS, STEPS)
    return SeedReport(
        providers=len(files.providers),
        venues=len(files.venues),
        programmes=len(files.programmes),
        opportunities=sum(len(row.offered) for _area, row in files.programmes),
        added=len(opportunities.added),
        changed=len(opportunities.changed),
        withdrawn=len(withdrawn),
    )


def remove_catalogue(session: Session, source_id: int) -> None:
    """Delete everything of one source but the source itself, and say that the whole catalogue changed."""
    for table in (Opportunity, Programme):
        ids = select(col(table.id)).where(col(table.source_id) == source_id)
        for part in PARTS[table].values():
            session.execute(delete(part).where(getattr(part, PARENT[table]).in_(ids)))
        session.execute(delete(table).where(col(table.source_id) == source_id))
    for kept_last in (Venue, Provider):
        session.execute(delete(kept_last).where(col(kept_last.source_id) == source_id))
    record_change(session, None)


def _ids(stored: Stored, keys: Iterable[str]) -> list[int]:
    return [stored.ids[key] for key in keys]


def _announce(session: Session, opportunity_ids: list[int], whole: bool) -> None:
    if whole or len(opportunity_ids) > MOST_SINGLE_CHANGES:
        record_change(session, None)
    elif opportunity_ids:
        record_change(session, opportunity_ids)
