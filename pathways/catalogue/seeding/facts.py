"""Facts that are not anybody's listing: sources, career areas, the minimum wage and tariff points."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from pathways.catalogue.models import CareerArea, MinimumWage, Source, TariffPoints
from pathways.catalogue.seeding.cells import SeedRow
from pathways.catalogue.seeding.fact_rows import CareerAreaRow, MinimumWageRow, SourceRow, TariffPointsRow
from pathways.catalogue.seeding.files import Problem, SeedError, read_table
from pathways.catalogue.seeding.store import complete
from pathways.database import Database, table_of


def load_facts(database: Database, seed_dir: Path) -> None:
    """Load the facts that a service needs without a demonstration catalogue: career areas, wages, tariff points.

    Raises SeedError, with nothing changed, when a row breaks a rule.
    """
    problems: list[Problem] = []
    areas = [placed.row for placed in read_table(seed_dir / "career_areas.csv", CareerAreaRow, problems)]
    wages = [placed.row for placed in read_table(seed_dir / "minimum_wage.csv", MinimumWageRow, problems)]
    points = [placed.row for placed in read_table(seed_dir / "tariff_points.csv", TariffPointsRow, problems)]
    if problems:
        raise SeedError(problems)
    with database.unit_of_work() as session:
        store_career_areas(session, areas)
        store_minimum_wage(session, wages)
        store_tariff_points(session, points)


def store_sources(session: Session, rows: Iterable[SourceRow]) -> dict[str, int]:
    """Add or change the sources of the file, leaving others alone; their ids by slug."""
    _upsert(session, Source, ("slug",), [row.model_dump() | {"address": row.address or ""} for row in rows])
    found = session.execute(select(Source.id, Source.slug))  # type: ignore[call-overload]
    return {slug: identity for identity, slug in found}


def store_career_areas(session: Session, rows: Iterable[CareerAreaRow]) -> None:
    """Add or change the career areas."""
    _upsert(session, CareerArea, ("slug",), _dumped(rows))


def store_minimum_wage(session: Session, rows: Iterable[MinimumWageRow]) -> None:
    """Add or change the dated rates of the minimum wage."""
    _upsert(session, MinimumWage, ("effective_from", "band"), _dumped(rows))


def store_tariff_points(session: Session, rows: Iterable[TariffPointsRow]) -> None:
    """Add or change the dated tariff points."""
    _upsert(session, TariffPoints, ("effective_from", "qualification", "grade"), _dumped(rows))


def _dumped(rows: Iterable[SeedRow]) -> list[dict[str, Any]]:
    return [row.model_dump() for row in rows]


def _upsert(session: Session, table: type[SQLModel], key: Sequence[str], rows: list[dict[str, Any]]) -> None:
    """Bring ``table`` to hold ``rows``, recognised by the columns of ``key``; rows of others stay."""
    columns = [getattr(table, name) for name in key]
    primary = [column.name for column in table_of(table).primary_key]
    known = {
        tuple(row[: len(key)]): row
        for row in session.execute(select(*columns, *(getattr(table, p) for p in primary)))
    }
    new, old = [], []
    for row in rows:
        found = known.get(tuple(row[name] for name in key))
        if found is None:
            new.append(complete(table, row))
        else:
            old.append(row | dict(zip(primary, found[len(key) :], strict=True)))
    if new:
        session.execute(insert(table), new)
    if old:
        session.execute(update(table), old)
