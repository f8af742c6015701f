"""Fixtures: a clean database for each test, on each engine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Table, delete, event, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

import pathways.schema  # noqa: F401  (makes the metadata whole)
from pathways.database import Database, make_engine, metadata
from tests.harness import engines

MOST_DELETED = 2_000
"""Rows in all tables together; of more, truncating is quicker."""
_BEGIN_NUMBERING_ANEW = text(
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) "
    "FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
)

_shared: dict[str, Database | Path] = {}
_engines: dict[str, Engine] = {}


def run_name() -> str:
    """What names the databases of this run: the process that leads it."""
    return os.environ.get(engines.RUN_VARIABLE, str(os.getpid()))


def worker_name() -> str:
    """This worker's own name, `main` when the tests run in one process."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that every worker of this run can see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture
def database(
    engine_name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A database with the whole schema and no rows. Commits are real and gone after the test."""
    if engine_name == "postgresql":
        yield from _clean_postgres()
    else:
        yield from _fresh_sqlite(tmp_path, tmp_path_factory)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session on the clean database; what it leaves uncommitted is rolled back."""
    opened = database.open_session()
    yield opened
    opened.rollback()
    opened.close()


def _fresh_sqlite(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    template = _shared.get("sqlite")
    if not isinstance(template, Path):
        template = tmp_path_factory.mktemp("schema") / "schema.db"
        made = Database(f"sqlite:///{template}")
        metadata.create_all(made.engine)
        with made.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        made.close()
        _shared["sqlite"] = template
    place = folder / "database"
    place.mkdir()
    shutil.copy(template, place / "pathways.db")
    database = Database(f"sqlite:///{place / 'pathways.db'}")
    database.engine = _engine_on(database.url)
    yield database
    database.close()


def _engine_on(url: str) -> Engine:
    """One engine for every test, each time on another file: it keeps the statements that it has worked out."""
    engine = _engines.get("sqlite")
    if engine is None:
        engine = _engines["sqlite"] = make_engine(url)
        event.listen(engine, "do_connect", partial(_connect_to_its_file, engine))
    engine.url = make_url(url)
    return engine


def _connect_to_its_file(
    engine: Engine, _dialect: object, _record: object, cargs: list[Any], _cparams: dict[str, Any]
) -> None:
    cargs[0] = engine.url.database


def _clean_postgres() -> Iterator[Database]:
    database = _shared.get("postgresql")
    if not isinstance(database, Database):
        name = f"{engines.NAME_PREFIX}{run_name()}_{worker_name()}"
        engines.drop_postgres_database(name)
        engines.create_postgres_database(name)
        database = Database(engines.address_of(name).replace("postgresql://", "postgresql+psycopg://", 1))
        metadata.create_all(database.engine)
        _shared["postgresql"] = database
    yield database
    database.close()
    _empty(database)


def _empty(database: Database) -> None:
    """Delete every row and begin every numbering anew. Few rows are deleted thirty times faster than truncated."""
    tables = list(metadata.sorted_tables)
    counts = select(*(select(func.count()).select_from(table).scalar_subquery() for table in tables))
    with database.engine.begin() as connection:
        row = connection.execute(counts).one()
        filled = [table for table, count in zip(tables, row, strict=True) if count]
        if sum(row) > MOST_DELETED:
            names = ", ".join(f'"{table.name}"' for table in filled)
            connection.execute(text(f"TRUNCATE {names} CASCADE"))
        else:
            for table in reversed(filled):
                connection.execute(delete(table))
        connection.execute(_BEGIN_NUMBERING_ANEW)
    database.close()


def keep_rows(database: Database) -> None:
    """Keep a copy of every row of a PostgreSQL database inside it, for `put_back`."""
    with database.engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA kept"))
        for table in metadata.sorted_tables:
            connection.execute(text(f'CREATE TABLE kept."{table.name}" AS TABLE "{table.name}"'))
            keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
            if keys:
                connection.execute(text(f'CREATE INDEX ON kept."{table.name}" ({keys})'))


def put_back(database: Database, changed: set[str]) -> None:
    """Make the tables named in ``changed`` what they were at `keep_rows`; only rows that differ are touched."""
    tables = [table for table in metadata.sorted_tables if table.name in changed]
    with database.engine.begin() as connection:
        for table in reversed(tables):
            connection.execute(text(f'DELETE FROM "{table.name}" now WHERE NOT EXISTS ({_kept(table)})'))
        for table in tables:
            if table.primary_key.columns:
                columns = ", ".join(f'"{column.name}" = kept."{column.name}"' for column in table.columns)
                connection.execute(
                    text(
                        f'UPDATE "{table.name}" now SET {columns} FROM kept."{table.name}" kept '
                        f"WHERE {_same_key(table)} AND kept IS DISTINCT FROM now"
                    )
                )
            connection.execute(
                text(
                    f'INSERT INTO "{table.name}" SELECT * FROM kept."{table.name}" kept '
                    f'WHERE NOT EXISTS (SELECT FROM "{table.name}" now WHERE {_same_key(table)})'
                )
            )
            if "id" in table.columns:
                # The next row gets the number that it would have had.
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', 'id'), coalesce(max(id), 1), "
                        f'max(id) IS NOT NULL) FROM "{table.name}"'
                    )
                )


def _kept(table: Table) -> str:
    return f'SELECT FROM kept."{table.name}" kept WHERE {_same_key(table)}'


def _same_key(table: Table) -> str:
    """The condition that two rows are of the same key; without a key, that they are the same."""
    keys = [f'kept."{column.name}" = now."{column.name}"' for column in table.primary_key]
    return " AND ".join(keys) or "kept = now"
