"""Records waiting to be applied, in temporary tables: nobody else sees them, and a killed import leaves none.

Temporary tables live outside the database file (SQLite) or outside the log (PostgreSQL), so that filling them
takes no lock that another writer could wait for.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Self

from sqlalchemy import Connection, Engine, Table, func, select

from pathways.feeds.kinds import HELD, KIND_OF, PART_OF, staged_metadata
from pathways.feeds.records import Part, Record

BATCH = 5_000
SQLITE_CACHE_KIB, SQLITE_USUAL_CACHE_KIB = 96 * 1024, 2_000
"""Pages that SQLite keeps in memory while a set is applied: with its usual few it reads and writes them over again."""
POSTGRESQL_SORT = "64MB"
"""Memory in which PostgreSQL sorts and hashes a set: with its usual little it looks each row up in a list of all."""
_DIGEST_BYTES = 16
_WRAP = 1 << (8 * _DIGEST_BYTES)


class Staging:
    """Collects records on one connection. Use it as a context manager: the tables go when it is left."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self._tables: dict[str, Table] = {}
        self._parts_of: dict[tuple[str, str], int] = {}
        # By kind: a pair for each key would take as much memory again.
        self._keys: dict[str, set[str]] = {
            name: set() for name in (*(kind.name for kind in KIND_OF.values()), HELD.name)
        }
        self._cells = {kind: attrgetter(*(f.name for f in fields(kind))) for kind in (*KIND_OF, *PART_OF)}

    def __enter__(self) -> Self:
        self.connection: Connection = self._engine.connect()
        try:
            staged_metadata.create_all(self.connection, checkfirst=False)
            self.connection.commit()
            self._give_room()
        except BaseException:
            self._give_up()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._give_up()
            return
        staged_metadata.drop_all(self.connection, checkfirst=False)
        self.connection.commit()
        self._take_room_back()
        self.connection.close()

    def _give_room(self) -> None:
        if self.connection.dialect.name == "sqlite":
            self.connection.exec_driver_sql(f"PRAGMA main.cache_size=-{SQLITE_CACHE_KIB}")
        else:
            # Compiling statements that run once costs seconds.
            self.connection.exec_driver_sql("SET jit = off")
            self.connection.exec_driver_sql(f"SET work_mem = '{POSTGRESQL_SORT}'")
        self.connection.commit()

    def _take_room_back(self) -> None:
        if self.connection.dialect.name == "sqlite":
            self.connection.exec_driver_sql(f"PRAGMA main.cache_size=-{SQLITE_USUAL_CACHE_KIB}")
        else:
            self.connection.exec_driver_sql("RESET jit")
            self.connection.exec_driver_sql("RESET work_mem")
        self.connection.commit()

    def _give_up(self) -> None:
        # The connection may be in any state: closed for good, its transaction and temporary tables end.
        self.connection.invalidate()
        self.connection.close()

    def __contains__(self, record: tuple[str, str]) -> bool:
        """Whether the record of that kind's name and key has been added."""
        kind, key = record
        return key in self._keys[kind]

    def add(self, record: Record) -> bool:
        """Stage a record after its parts. False, and nothing staged, when its key was there before."""
        kind = KIND_OF[type(record)]
        known = self._keys[kind.name]
        if record.key in known:
            return False
        known.add(record.key)
        values = self._values(record)
        fingerprint = (_number(values) + self._parts_of.pop((kind.name, record.key), 0)) % _WRAP
        pointers = [None] * len(kind.points_to)
        self._append(kind.staged, (*values, f"{fingerprint:032x}", "added", None, *pointers))
        return True

    def add_part(self, part: Part) -> None:
        """Stage a part before the record it belongs to; the record's fingerprint covers it, in any order."""
        kind = PART_OF[type(part)]
        values = self._values(part)
        whole = (kind.whole.name, values[0])
        self._parts_of[whole] = (self._parts_of.get(whole, 0) + _number((kind.name, *values))) % _WRAP
        self._append(kind.staged, values)

    def hold(self, programme_key: str) -> None:
        """Leave this programme and what it offers as they are: its row could not be used this time."""
        if programme_key not in self._keys[HELD.name]:
            self._keys[HELD.name].add(programme_key)
            self._append(HELD, (programme_key,))

    def finish(self) -> None:
        """Write out what is waiting, and tell the planner how much there is: nothing else does, of these tables."""
        for name in list(self._waiting):
            self._write(self._tables[name], self._waiting.pop(name))
        if self.connection.dialect.name == "postgresql":
            for table in staged_metadata.sorted_tables:
                self.connection.exec_driver_sql(f'ANALYZE "{table.name}"')
        self.connection.commit()

    def count(self, record: type[Any]) -> int:
        """How many records of a kind are staged."""
        staged = KIND_OF[record].staged
        return int(self.connection.execute(select(func.count()).select_from(staged)).scalar_one())

    def _values(self, record: Record | Part) -> tuple[Any, ...]:
        cells = self._cells[type(record)](record)
        return tuple([cell.value if isinstance(cell, Enum) else cell for cell in cells])

    def _append(self, table: Table, values: tuple[Any, ...]) -> None:
        rows = self._waiting.setdefault(table.name, [])
        self._tables[table.name] = table
        rows.append(values)
        if len(rows) >= BATCH:
            self._write(table, rows)
            rows.clear()

    def _write(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        write_rows(self.connection, table, rows)


def write_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Put rows (every column, in order) into a table by the fastest way that the database has."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" for _ in table.columns)
    statement = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608  (the name is our own)
    connection.exec_driver_sql(statement, [_for_sqlite(row) for row in rows])


def _for_sqlite(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(value.isoformat() if isinstance(value, date) else value for value in row)


def _number(values: tuple[Any, ...]) -> int:
    return int.from_bytes(blake2b(repr(values).encode(), digest_size=_DIGEST_BYTES).digest())
