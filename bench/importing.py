"""`python -m bench.importing`: what a large set costs to bring in: first, again as it was, and with every row changed.

The set is made here and goes through the frame that every format shares, so it measures staging, comparing and
applying and no file's rules. Each import runs in a process of its own, so that its memory can be told.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from functools import partial

from bench.watched import HEADER, ROLLED_BACK, Wish, databases, watch
from pathways.catalogue.vocabulary import Area, Delivery, Level, Nation, ProviderKind, Route
from pathways.feeds.importing import FeedFormat, Reading
from pathways.feeds.records import (
    AreaRecord,
    EntryRecord,
    IntakeRecord,
    OpportunityRecord,
    Part,
    ProgrammeRecord,
    ProviderRecord,
    Record,
    VenueRecord,
)
from pathways.feeds.sources import SourceFacts

SOURCE = SourceFacts("made", "Made for measuring", "No licence is needed.", "https://made.example", True)
RUNS_OF_A_COURSE, COURSES_OF_A_PROVIDER = 3, 40
STEPS = (
    ("first", 0, 0),
    ("nothing changed", 0, 0),
    ("nothing changed, another day", 0, 1),
    ("everything changed", 1, 1),
    ("everything changed again", 2, 1),
    (ROLLED_BACK, 0, 1),
)
"""Each with the version of its set and how many days from now it happens."""
SUMMARY = "A course of many weeks, taught by people who have done the work for years, number "


def main() -> None:
    """Read the wishes, measure, print Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000, help="opportunities, each with a start")
    parser.add_argument("--postgresql", metavar="ADDRESS", help="a server on which databases may be made")
    parser.add_argument("--no-sqlite", action="store_true")
    parser.add_argument("--statements", action="store_true", help="print each statement of over 0.3 seconds")
    wishes = parser.parse_args()
    print(HEADER)
    for name, url in databases(wishes.postgresql, sqlite=not wishes.no_sqlite):
        for step, version, days_on in STEPS:
            feed = None if step == ROLLED_BACK else partial(made_feed, wishes.rows, version)
            taken = watch(Wish(url, feed, days_on=days_on, tell_statements=wishes.statements))
            print(taken.line(name, step), flush=True)


def made_feed(rows: int, version: int) -> FeedFormat:
    """A format whose set is made as it is read."""

    def read(reading: Reading) -> None:
        for record in records_of(rows, version):
            if isinstance(record, Record):
                reading.staging.add(record)
            else:
                reading.staging.add_part(record)

    return FeedFormat("made", SOURCE, read)


def records_of(rows: int, version: int) -> Iterator[Record | Part]:
    """A set of so many opportunities; every record of another version differs in its own columns."""
    courses = -(-rows // RUNS_OF_A_COURSE)
    level, nation = Level.TWO, Nation.ENGLAND
    for number in range(-(-courses // COURSES_OF_A_PROVIDER)):
        key = f"{10_000_000 + number}"
        yield ProviderRecord(
            key,
            f"College {number}",
            f"college-{number}",
            ProviderKind.COLLEGE,
            nation,
            int(key),
            f"v{version}",
        )
        for site in range(2):
            lat = 51 + number % 400 / 100
            yield VenueRecord(
                f"{key}-{site}", key, f"Site {site} v{version}", nation, lat=lat, lng=-1.5, town="Preston"
            )
    for course in range(courses):
        provider, key = f"{10_000_000 + course // COURSES_OF_A_PROVIDER}", f"course-{course}"
        yield AreaRecord(key, Area.BUILDING_CONSTRUCTION, True)
        yield EntryRecord(key, min_age=16, text="Talk to us.")
        yield ProgrammeRecord(
            key, provider, f"Bricklaying {course} v{version}", f"bricklaying-{course}", Route.VOCATIONAL, level,
            nation, qualification_number=f"{60_000_000 + course}", summary=SUMMARY * 4 + str(course),
        )  # fmt: skip
        for run in range(min(RUNS_OF_A_COURSE, rows - course * RUNS_OF_A_COURSE)):
            offered = f"{key}-{run}"
            yield IntakeRecord(offered, starts_on=date(2027, 9, 1 + run))
            yield OpportunityRecord(
                offered, key, f"{provider}-{run % 2}", Delivery.VENUE, full_time=True,
                cost_text=f"Free for some, v{version}", apply_url=f"https://made.example/{offered}",
            )  # fmt: skip


if __name__ == "__main__":
    main()
