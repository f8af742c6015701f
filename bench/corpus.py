"""The catalogue that is measured: made up, published, and read back as the plain rows that every engine is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import func, select

from bench.enlarged import enlarged
from pathways import clock
from pathways.catalogue.demo import demo
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import Opportunity
from pathways.catalogue.publish import publish
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.cli.progress import progress_bars
from pathways.database import Database
from pathways.migrations import upgrade
from pathways.snapshot.cells import START
from pathways.snapshot.contents import FIELD_END
from pathways.snapshot.segment import Segment

FACETS = ("route", "level", "delivery", "money")
BIT_FACETS = ("area", "mode")

LARGEST_DATABASE = 500_000
"""Opportunities up to which a database is filled and published."""

ONLINE, NATIONAL, DISTRICT = 1_000_000, 1_000_001, 2_000_000
"""Where a row is reached: the number of its point, or one of these codes (a nation, a local authority added on)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One opportunity on offer as any engine can index it: its terms, its facet codes, and where it is reached."""

    id: int
    terms: str
    codes: dict[str, int]
    bits: dict[str, tuple[int, ...]]
    start: int
    provider: int
    reached: tuple[int, ...]


def prepared(folder: Path, opportunities: int) -> Path:
    """The instance folder with a synthetic catalogue of that size, made and published when it is not there yet.

    It is published anew when it cannot be opened. Above half a million the arrays are made from those of a smaller one.
    """
    if opportunities > LARGEST_DATABASE:
        return enlarged(prepared(folder, LARGEST_DATABASE), -(-opportunities // LARGEST_DATABASE))
    instance = folder / str(opportunities)
    instance.mkdir(parents=True, exist_ok=True)
    database = Database(f"sqlite:///{instance / 'pathways.db'}")
    upgrade(database)
    with database.unit_of_work() as session:
        held = session.execute(select(func.count()).select_from(Opportunity)).scalar_one()
    with progress_bars() as progress:
        if held != opportunities:
            demo(database, opportunities, 1, progress)
        if held != opportunities or not opened(instance).version:
            publish(database, instance, progress)
    database.close()
    return instance


def opened(instance: Path) -> CatalogueSnapshot:
    """The snapshot of a prepared instance."""
    return LiveCatalogue(instance, Database(f"sqlite:///{instance / 'pathways.db'}")).snapshot()


def rows_of(snapshot: CatalogueSnapshot) -> Iterator[Row]:
    """Every opportunity on offer today, as plain values."""
    (segment,) = snapshot.segments
    (day,) = snapshot.days(clock.today())
    names = [term.decode() for term in segment.terms.tolist()]
    reached = _reached(segment)
    for row in np.flatnonzero(day.not_over[day.cell]).tolist():
        cell = int(segment.cell[row])
        terms = _run(segment, "programme", int(segment.programme[row])) + _run(
            segment, "where", int(segment.where[row])
        )
        yield Row(
            id=int(segment.ids[row]),
            terms=" ".join(names[term] for term in terms if term != FIELD_END),
            codes={name: int(segment.cells[name][cell]) for name in FACETS},
            bits={name: _bits(int(segment.cells[name][cell])) for name in BIT_FACETS},
            start=int(day.cells.values(START)[day.cell[row]]),
            provider=int(segment.provider_ids[segment.provider[row]]),
            reached=reached(row),
        )


def _run(segment: Segment, name: str, text: int) -> list[int]:
    offsets = segment.arrays[f"{name}_run_offsets"]
    found: list[int] = segment.arrays[f"{name}_run"][offsets[text] : offsets[text + 1]].tolist()
    return found


def _bits(held: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(held.bit_length()) if held >> bit & 1)


def _reached(segment: Segment):  # type: ignore[no-untyped-def]  # noqa: ANN202
    served: dict[int, list[int]] = {}
    offsets, rows = segment.arrays["district_offsets"], segment.arrays["district_rows"]
    for code in range(len(offsets) - 1):
        for row in rows[offsets[code] : offsets[code + 1]].tolist():
            served.setdefault(row, []).append(DISTRICT + code)

    def reached(row: int) -> tuple[int, ...]:
        if row < segment.located:
            return (int(segment.point[row]),)
        kind = int(segment.roaming[row - segment.located])
        nation = NATIONAL + int(segment.nation[row - segment.located])
        return {0: (), 1: (ONLINE,), 2: (nation,), 3: tuple(served.get(row, ()))}[kind]

    return reached
