"""A format made for tests: its sets are records, so that the frame can be tried without any file's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pathways.catalogue.vocabulary import Area, Delivery, Level, Nation, ProviderKind, Route
from pathways.database import Database
from pathways.feeds.importing import FeedFormat, ImportOptions, Reading, import_feed
from pathways.feeds.records import (
    AreaRecord,
    EntryRecord,
    OpportunityRecord,
    Part,
    ProgrammeRecord,
    ProviderRecord,
    Record,
    VenueRecord,
)
from pathways.feeds.report import ImportReport
from pathways.feeds.sources import SourceFacts

SOURCE = SourceFacts(
    "made", "Made for a test", "No licence is needed.", "https://made.example", whole_sets=True
)
COLLEGE = ProviderRecord(
    "college", "Moorside College", "moorside-college", ProviderKind.COLLEGE, Nation.ENGLAND
)
CAMPUS = VenueRecord(
    "campus", "college", "Main site", Nation.ENGLAND, town="Consett", postcode_district="DH8",
    lad_code="E06000047", lat=54.85, lng=-1.83,
)  # fmt: skip


def plumbing(key: str = "plumbing", **changes: Any) -> list[Record | Part]:
    """A programme with its parts and one opportunity at the campus."""
    programme = ProgrammeRecord(
        key, "college", "Plumbing", "plumbing", Route.VOCATIONAL, Level.TWO, Nation.ENGLAND, course_code=key
    )
    return [
        AreaRecord(key, Area.BUILDING_CONSTRUCTION, is_main=True),
        EntryRecord(key),
        replace(programme, **changes),
        OpportunityRecord(f"{key}@campus", key, "campus", Delivery.VENUE, full_time=True),
    ]


def made_feed(
    records: Sequence[Record | Part], *, whole_sets: bool = True, held: Sequence[str] = ()
) -> FeedFormat:
    """A format whose set is these records; ``held`` are programmes whose rows could not be used."""

    def read(reading: Reading) -> None:
        for record in records:
            if isinstance(record, Record):
                reading.staging.add(record)
            else:
                reading.staging.add_part(record)
        for key in held:
            reading.staging.hold(key)

    return FeedFormat("made", replace(SOURCE, whole_sets=whole_sets), read)


def bring_records_in(
    database: Database,
    records: Sequence[Record | Part],
    *,
    whole_sets: bool = True,
    held: Sequence[str] = (),
    **options: Any,
) -> ImportReport:
    """Import a set of records."""
    feed = made_feed(records, whole_sets=whole_sets, held=held)
    return import_feed(database, feed, [], ImportOptions(**options), lambda *_: None)
