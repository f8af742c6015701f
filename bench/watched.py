"""One import watched from a process of its own: by the clock, of processors, of memory, and under the lock.

On a machine that is shared the clock says how busy it was; processor seconds of the import and of the database server
together say what the import costs.
"""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import make_url

from pathways import clock
from pathways.database import Database
from pathways.feeds.importing import FeedFormat, ImportOptions, import_feed
from pathways.feeds.rollback import roll_back
from pathways.schema import metadata

HEADER = (
    "| Database | Import | Time, s | Processor: import, s | server, s | Transaction, processor s | Locked, s | "
    "of it processor, s | Peak MB |\n|---|---|---|---|---|---|---|---|---|"
)
ROLLED_BACK = "rolled back"


@dataclass(frozen=True, slots=True)
class Wish:
    """One import to watch: of ``feed()`` from ``paths``, so many days from now; or a rollback where there is none."""

    url: str
    feed: Callable[[], FeedFormat] | None
    paths: tuple[Path, ...] = ()
    days_on: int = 0
    tell_statements: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds by the clock, of this process and of the database server, and from taking a lock to the commit.

    ``transaction`` (processor seconds) begins when it is the import's turn, ``locked`` when others could have to wait.
    """

    clock: float
    own: float
    server: float
    transaction: float
    locked: float
    locked_processor: float
    megabytes: float

    def line(self, database: str, step: str) -> str:
        """As a row of the table."""
        return (
            f"| {database} | {step} | {self.clock:.0f} | {self.own:.1f} | {self.server:.1f} | {self.transaction:.1f} | "
            f"{self.locked:.1f} | {self.locked_processor:.1f} | {self.megabytes:.0f} |"
        )


def databases(postgresql: str | None, *, sqlite: bool) -> Iterator[tuple[str, str]]:
    """Each kind of database asked for, by name, with the address of a new one that goes when the next is asked for."""
    if sqlite:
        with tempfile.TemporaryDirectory(prefix="pathways-bench-") as folder:
            yield "SQLite", _with_tables(f"sqlite:///{Path(folder) / 'pathways.db'}")
    if postgresql:
        server = make_url(postgresql).set(drivername="postgresql")
        name = f"pathways_bench_{time.time_ns()}"
        address = server.render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
            try:
                own = server.set(drivername="postgresql+psycopg", database=name)
                yield "PostgreSQL", _with_tables(own.render_as_string(hide_password=False))
            finally:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _with_tables(url: str) -> str:
    database = Database(url)
    metadata.create_all(database.engine)
    database.close()
    return url


def watch(wish: Wish) -> Taken:
    """Run it and say what it took. Raises EOFError when it failed."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    worker = context.Process(target=_work, args=(theirs, wish))
    worker.start()
    theirs.close()
    taken: Taken = ours.recv()
    worker.join()
    return taken


def _work(pipe: Connection, wish: Wish) -> None:
    if wish.days_on:
        clock.set_clock(lambda: datetime.now(UTC) + timedelta(days=wish.days_on))
    database, servers = Database(wish.url), set[int]()
    if database.engine.dialect.name == "postgresql":
        event.listen(database.engine, "connect", lambda made, _record: servers.add(made.info.backend_pid))
    if wish.tell_statements:
        _tell_slow_statements(database)
    begun, moments = time.monotonic(), _watch_the_lock(database, servers)
    if wish.feed is None:
        roll_back(database, None)
    else:
        import_feed(database, wish.feed(), wish.paths, ImportOptions(force=True), lambda *_: None)
    # The server's processes are asked before they go.
    server = sum(map(_processor_seconds, servers))
    used = resource.getrusage(resource.RUSAGE_SELF)
    turn, lock, end = (moments[name] for name in ("turn", "lock", "end"))
    pipe.send(
        Taken(
            clock=time.monotonic() - begun,
            own=used.ru_utime + used.ru_stime,
            server=server,
            transaction=end[1] - turn[1],
            locked=end[0] - lock[0],
            locked_processor=end[1] - lock[1],
            megabytes=_most_memory() / 1024,
        )
    )
    database.close()


def _watch_the_lock(database: Database, servers: set[int]) -> dict[str, tuple[float, float]]:
    """The clock and the processor seconds used when each of these happened first."""
    moments: dict[str, tuple[float, float]] = {}

    def note(what: str) -> None:
        if what not in moments:
            moments[what] = time.monotonic(), time.process_time() + sum(map(_processor_seconds, servers))

    @event.listens_for(database.engine, "before_cursor_execute")
    def hear(_connection: Any, _cursor: object, statement: str, *_: object) -> None:
        is_lock = statement.startswith("UPDATE source SET last_imported_at")
        if is_lock or "pg_advisory_xact_lock" in statement:
            note("turn")
        if is_lock:
            note("lock")

    @event.listens_for(database.engine, "commit")
    def commit(connection: Any) -> None:
        if "lock" in moments and "end" not in moments:
            # The commit itself is part of it: it is written out by the statement after this one.
            connection.info["committing"] = True

    @event.listens_for(database.engine, "begin")
    def begin(connection: Any) -> None:
        if connection.info.pop("committing", False):
            note("end")

    return moments


def _most_memory() -> int:
    """The most that this process held at once, in kB; what its parent held before does not count."""
    told = next(
        line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")
    )
    return int(told.split()[1])


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
        if taken > 0.3:
            print(f"    {taken:6.2f} s  {' '.join(statement.split())[:150]}", flush=True)
