"""`pathways demo`: writing the synthetic catalogue into the database, in place of an earlier one."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select

from pathways import clock
from pathways.catalogue.changes import record_change
from pathways.catalogue.filling.progress import Progress, quiet
from pathways.catalogue.load_test.grounds import Grounds, read_districts
from pathways.catalogue.load_test.offers import FirstIds, Offers
from pathways.catalogue.load_test.wording import Wording
from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Outcome,
    Programme,
    ProgrammeArea,
    Provider,
    Source,
    Venue,
)
from pathways.database import Database, table_of
from pathways.paths import resource_dir

SOURCE_SLUG = "load-test"
SOURCE_NAME = "Load test: made up by the computer, nothing here is real"
_BATCH = 5000
_TABLES: dict[str, Any] = {
    "programme": Programme,
    "programme_area": ProgrammeArea,
    "opportunity": Opportunity,
    "intake": Intake,
    "district": OpportunityDistrict,
}


def demo(
    database: Database,
    opportunities: int,
    seed: int = 1,
    progress: Progress | None = None,
    seed_dir: Path | None = None,
) -> None:
    """Write a synthetic catalogue of ``opportunities`` opportunities, replacing an earlier one.

    The same number and ``seed`` give the same catalogue, but for dates, which are counted from today. Everything is
    marked as a demonstration. All or nothing is written.
    """
    tell = progress or quiet
    folder = seed_dir or resource_dir("seed_data")
    random = np.random.default_rng(seed)
    with database.unit_of_work() as session:
        connection = session.connection()
        source_id = _source(connection)
        _remove(connection, source_id, tell)
        first = _first_ids(connection)
        marks = {"source_id": source_id, "is_demonstration": True}
        grounds = Grounds(read_districts(folder), opportunities, random)
        _write(connection, Provider, grounds.providers(first.provider), marks)
        _write(connection, Venue, grounds.venues(first.venue, first.provider), {"source_id": source_id})
        offers = Offers(grounds, Wording(folder, random), random, first, clock.today())
        made = 0
        for rows in offers.batches(opportunities):
            for name, table in _TABLES.items():
                own = (
                    marks
                    if name == "programme"
                    else {"source_id": source_id}
                    if name == "opportunity"
                    else {}
                )
                _write(connection, table, rows[name], own)
            made += len(rows["opportunity"])
            tell("Writing opportunities", made, opportunities)
        _move_sequences(connection)
        record_change(session, None)


def _source(connection: Connection) -> int:
    table = table_of(Source)
    found = connection.execute(select(table.c.id).where(table.c.slug == SOURCE_SLUG)).scalar()
    if found is not None:
        return int(found)
    values = {"slug": SOURCE_SLUG, "name": SOURCE_NAME, "is_demonstration": True}
    key = connection.execute(insert(Source).values(values)).inserted_primary_key
    return int(key[0]) if key else 0


def _remove(connection: Connection, source_id: int, tell: Progress) -> None:
    tell("Removing an earlier load test", 0, 0)
    opportunity = table_of(Opportunity)
    programme = table_of(Programme)
    opportunities = select(opportunity.c.id).where(opportunity.c.source_id == source_id)
    programmes = select(programme.c.id).where(programme.c.source_id == source_id)
    for part in (Intake, OpportunityDistrict):
        connection.execute(delete(part).where(_column(part, "opportunity_id").in_(opportunities)))
    connection.execute(delete(Opportunity).where(opportunity.c.source_id == source_id))
    for detail in (ProgrammeArea, EntryRequirement, Outcome):
        connection.execute(delete(detail).where(_column(detail, "programme_id").in_(programmes)))
    for whole in (Programme, Venue, Provider):
        connection.execute(delete(whole).where(_column(whole, "source_id") == source_id))


def _first_ids(connection: Connection) -> FirstIds:
    def first(table: Any) -> int:
        return (
            int(connection.execute(select(func.coalesce(func.max(_column(table, "id")), 0))).scalar_one()) + 1
        )

    return FirstIds(first(Provider), first(Venue), first(Programme), first(Opportunity))


def _write(connection: Connection, table: Any, rows: Iterable[dict[str, Any]], marks: dict[str, Any]) -> None:
    """Insert rows in batches, each with ``marks``; the columns' own defaults fill the rest."""
    for batch in _batches(iter(rows)):
        connection.execute(insert(table), [row | marks for row in batch])


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _move_sequences(connection: Connection) -> None:
    """PostgreSQL numbers rows by sequences, which do not see ids that were given."""
    if connection.dialect.name != "postgresql":
        return
    for table in (Provider, Venue, Programme, Opportunity):
        sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
        connection.execute(select(func.setval(sequence, func.max(_column(table, "id")))))


def _column(table: Any, name: str) -> Any:
    return table_of(table).c[name]
