"""One process of a kind at a time, by an advisory lock on PostgreSQL and a locked file on SQLite.

The publisher, the alerts and the reminders each have a lock of their own name.
"""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from pathways.database import Database

PUBLISHER = "publisher"
"""What the lock is called; another name is another lock."""


class Held:
    """The lock while it is held."""

    def __init__(self, connection: Connection | None) -> None:
        self._connection = connection

    def is_held(self) -> bool:
        """Whether the lock still stands. Raises sqlalchemy.exc.DBAPIError when the database is gone, and it with it."""
        if self._connection is not None:
            self._connection.execute(text("SELECT 1"))
        return True


@contextmanager
def one_at_a_time(database: Database, folder: Path, name: str = PUBLISHER) -> Iterator[Held | None]:
    """Hold the lock while the block runs; None when another process has it."""
    if database.engine.dialect.name == "postgresql":
        with _advisory(database, zlib.crc32(f"pathways {name}".encode())) as held:
            yield held
    else:
        with _file(folder, name) as held:
            yield held


@contextmanager
def _advisory(database: Database, key: int) -> Iterator[Held | None]:
    with database.engine.connect() as pooled:
        connection = pooled.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar():
            yield None
            return
        try:
            yield Held(connection)
        finally:
            # The connection goes with its lock: a pooled one would keep it.
            connection.invalidate()


@contextmanager
def _file(folder: Path, name: str) -> Iterator[Held | None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield Held(None)
