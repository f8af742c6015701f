"""Listings made for a test, those of the demonstration catalogue, and rows of the template."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from pathways.database import Database
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.kinds import KIND_OF, OPPORTUNITY, PART_OF, PROGRAMME, PROVIDER, VENUE
from pathways.feeds.programmes_csv import PROGRAMMES_CSV
from pathways.feeds.programmes_csv.columns import NAMES
from pathways.feeds.programmes_csv.format import load_registers
from pathways.feeds.programmes_csv.listings import Listing, Offer
from pathways.feeds.programmes_csv.sheet import Registers
from pathways.feeds.records import (
    AreaRecord,
    DistrictRecord,
    EntryRecord,
    IntakeRecord,
    OpportunityRecord,
    ProgrammeRecord,
    ProviderRecord,
    VenueRecord,
)
from pathways.feeds.report import ImportReport
from pathways.paths import resource_dir
from tests.unit.feeds.written_sheets import sheet_rows

Row = dict[str, str]


@cache
def registers() -> Registers:
    """What rows are looked up in."""
    return load_registers(Path("/nowhere"), resource_dir("seed_data"))


def template_row(**values: str) -> Row:
    """A row of the template: a plumbing course in Preston."""
    return (
        dict.fromkeys(NAMES, "")
        | {
            "reference": "plumb2",
            "provider_name": "Moorside College",
            "provider_ukprn": "10005200",
            "title": "Level 2 Diploma in Plumbing",
            "route": "vocational",
            "level": "2",
            "summary": "Pipes and taps.",
            "delivery": "venue",
            "venue_name": "Main Campus",
            "venue_postcode": "PR1 2HE",
            "modes": "full-time",
            "starts": "07/09/2027 closes 01/09/2027",
        }
        | values
    )


def apprenticeship_row(**values: str) -> Row:
    """A row of the template: a vacancy for an apprentice."""
    return template_row(**{
        "reference": "plumb-app",
        "title": "Plumber apprenticeship",
        "route": "apprenticeship",
        "level": "3",
        "money": "paid",
        "pay_hourly_low": "9.40",
        "pay_hourly_high": "9.40",
        "pay_basis": "stated",
        "duration_months": "36",
        "min_age": "16",
        "modes": "day-release",
        "employer_name": "Otterburn Heating",
        **values,
    })  # fmt: skip


def write(path: Path, rows: Sequence[Row], columns: Sequence[str] = NAMES, encoding: str = "utf-8") -> Path:
    """Write rows as a sheet."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_rows(listings: Sequence[Listing]) -> list[Row]:
    """The rows of listings, as they are written."""
    return [row for listing in listings for row in sheet_rows(listing)]


def bring_in(database: Database, *paths: Path, **options: Any) -> ImportReport:
    """Import sheets of the template."""
    return import_feed(database, PROGRAMMES_CSV, paths, ImportOptions(**options), lambda *_: None)


def listings_of(connection: Connection) -> list[Listing]:
    """Every programme of the catalogue with all that belongs to it, by its source's keys."""
    keys = {
        kind.name: {row.id: row.source_key for row in connection.execute(select(kind.live))}
        for kind in (PROVIDER, VENUE, PROGRAMME, OPPORTUNITY)
    }
    providers = {record.key: record for record in _records(connection, ProviderRecord, keys)}
    venues = {record.key: record for record in _records(connection, VenueRecord, keys)}
    areas: dict[str, list[AreaRecord]] = defaultdict(list)
    for area in _parts(connection, AreaRecord, keys):
        areas[area.programme_key].append(area)
    entries = {entry.programme_key: entry for entry in _parts(connection, EntryRecord, keys)}
    found = {
        programme.key: Listing(
            providers[programme.provider_key], programme, areas[programme.key], entries[programme.key]
        )
        for programme in _records(connection, ProgrammeRecord, keys)
    }
    offers: dict[str, Offer] = {}
    for record in _records(connection, OpportunityRecord, keys):
        offer = Offer(record, venues[record.venue_key] if record.venue_key else None)
        offers[record.key] = found[record.programme_key].offers[record.key] = offer
    for start in _parts(connection, IntakeRecord, keys):
        offers[start.opportunity_key].starts.append(start)
    for district in _parts(connection, DistrictRecord, keys):
        offers[district.opportunity_key].districts.append(district)
    return list(found.values())


def _records(connection: Connection, record: type[Any], keys: dict[str, dict[int, str]]) -> list[Any]:
    kind = KIND_OF[record]
    found = []
    for row in connection.execute(select(kind.live)).mappings():
        values = {name: row[name] for name in kind.own_columns} | {"key": row["source_key"]}
        for field, (column, target) in kind.points_to.items():
            values[field] = None if row[column] is None else keys[target.name][row[column]]
        found.append(record(**values))
    return found


def _parts(connection: Connection, record: type[Any], keys: dict[str, dict[int, str]]) -> list[Any]:
    part = PART_OF[record]
    return [
        record(**{
            field.name: keys[part.whole.name][row[part.id_column]] if field.name == part.key_field else row[field.name]
            for field in fields(record)
        })
        for row in connection.execute(select(part.live)).mappings()
    ]  # fmt: skip
