"""`python -m bench.importing`: what a large set costs to bring in: first, again as it was, and with every row changed.

The set is made here and goes through the frame that every format shares, so it measures staging, comparing and
applying and no file's rules. Each import runs in a process of its own, so that its memory can be told.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import make_url

from pathways.catalogue.vocabulary import Area, Delivery, Level, Nation, ProviderKind, Route
from pathways.database import Database
from pathways.feeds.importing import FeedFormat, ImportOptions, Reading, import_feed
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
from pathways.schema import metadata

SOURCE = SourceFacts("made", "Made for measuring", "No licence is needed.", "https://made.example", True)
RUNS_OF_A_COURSE, COURSES_OF_A_PROVIDER = 3, 40
STEPS = ("first", "nothing changed", "everything changed", "everything changed again")
SUMMARY = "A course of many weeks, taught by people who have done the work for years, number "


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock, of this process and of the database server; the same with the lock held; peak MB."""

    clock: float
    own: float
    server: float
    locked: float
    locked_processor: float
    megabytes: float


def main() -> None:
    """Read the wishes, measure, print Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000, help="opportunities, each with a start")
    parser.add_argument("--postgresql", metavar="ADDRESS", help="a server on which databases may be made")
    parser.add_argument("--no-sqlite", action="store_true")
    parser.add_argument(
        "--statements", action="store_true", help="print each statement of over half a second"
    )
    wishes = parser.parse_args()
    print(
        "| Database | Import | Time, s | Processor: import, s | server, s | Locked, s | of it processor, s | Peak MB |"
    )
    print("|---|---|---|---|---|---|---|---|")
    if not wishes.no_sqlite:
        with tempfile.TemporaryDirectory(prefix="pathways-bench-") as folder:
            measure("SQLite", f"sqlite:///{Path(folder) / 'pathways.db'}", wishes)
    if wishes.postgresql:
        server = make_url(wishes.postgresql).set(drivername="postgresql")
        name = f"pathways_bench_importing_{time.time_ns()}"
        address = server.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
            try:
                own = server.set(drivername="postgresql+psycopg", database=name)
                measure("PostgreSQL", own.render_as_string(hide_password=False), wishes)
            finally:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def measure(name: str, url: str, wishes: argparse.Namespace) -> None:
    """Every step on one database."""
    database = Database(url)
    metadata.create_all(database.engine)
    database.close()
    context = multiprocessing.get_context("spawn")
    for step in STEPS:
        ours, theirs = context.Pipe()
        version = STEPS.index(step) // 2 + (step == STEPS[3])
        worker = context.Process(target=_work, args=(theirs, url, wishes.rows, version, wishes.statements))
        worker.start()
        taken: Taken = ours.recv()
        worker.join()
        print(
            f"| {name} | {step} | {taken.clock:.0f} | {taken.own:.1f} | {taken.server:.1f} | "
            f"{taken.locked:.1f} | {taken.locked_processor:.1f} | {taken.megabytes:.0f} |",
            flush=True,
        )


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


def _work(pipe: Connection, url: str, rows: int, version: int, statements: bool) -> None:
    database, servers = Database(url), set[int]()

    def read(reading: Reading) -> None:
        for record in records_of(rows, version):
            if isinstance(record, Record):
                reading.staging.add(record)
            else:
                reading.staging.add_part(record)

    if database.engine.dialect.name == "postgresql":
        event.listen(database.engine, "connect", lambda made, _record: servers.add(made.info.backend_pid))
    if statements:
        _tell_slow_statements(database)
    begun, locked = time.monotonic(), _watch_the_lock(database, servers)
    # The server's processes are asked before they go.
    report = import_feed(database, FeedFormat("made", SOURCE, read), [], ImportOptions(), lambda *_: None)
    server = [_processor_seconds(pid) for pid in servers]
    used = resource.getrusage(resource.RUSAGE_SELF)
    own = used.ru_utime + used.ru_stime
    pipe.send(
        Taken(
            time.monotonic() - begun,
            own,
            sum(server),
            report.seconds_locked,
            locked[1] - locked[0],
            used.ru_maxrss / 1024,
        )
    )
    database.close()


def _watch_the_lock(database: Database, servers: set[int]) -> list[float]:
    """The processor seconds used when the lock was taken and when it was let go, once both have happened."""
    moments: list[float] = []

    def used() -> float:
        return time.process_time() + sum(_processor_seconds(pid) for pid in servers)

    @event.listens_for(database.engine, "before_cursor_execute")
    def hear(_connection: Any, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE source SET last_imported_at"):
            moments.append(used())
        elif statement.startswith("DELETE FROM before_") and len(moments) == 1:
            # What is of no more use is swept up as soon as the lock is let go.
            moments.append(used())

    return moments


def _processor_seconds(pid: int) -> float:
    """Of a process on this machine; zero when the server is on another."""
    try:
        cells = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(cells[11]) + int(cells[12])) / 100


def _tell_slow_statements(database: Database) -> None:
    @event.listens_for(database.engine, "before_cursor_execute")
    def begin(connection: Any, *_: object) -> None:
        connection.info["begun"] = time.monotonic()

    @event.listens_for(database.engine, "after_cursor_execute")
    def end(connection: Any, _cursor: object, statement: str, *_: object) -> None:
        taken = time.monotonic() - connection.info["begun"]
        if taken > 0.5:
            print(f"    {taken:6.2f} s  {' '.join(statement.split())[:150]}", flush=True)


if __name__ == "__main__":
    main()
