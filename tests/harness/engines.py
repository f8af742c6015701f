"""Which databases the tests run on, and where PostgreSQL is.

`--database=sqlite` (the default) is quick; `--database=both` is what `make test` runs; `--database=postgresql` runs
the tests that touch a database, on PostgreSQL alone.
"""

from __future__ import annotations

import getpass
import os
from functools import lru_cache

import psycopg
import pytest
from sqlalchemy.engine import make_url

NAME_PREFIX = "pathways_test_"
RUN_VARIABLE = "PATHWAYS_TEST_RUN"


def chosen_engines(config: pytest.Config) -> list[str]:
    """The engines asked for that can be used here, in the order they run."""
    choice = str(config.getoption("--database"))
    wanted = ["sqlite", "postgresql"] if choice == "both" else [choice]
    return [name for name in wanted if name == "sqlite" or postgres_address() is not None]


def missing_postgres(config: pytest.Config) -> bool:
    """Whether PostgreSQL was asked for and cannot be reached."""
    return config.getoption("--database") != "sqlite" and postgres_address() is None


@lru_cache(maxsize=1)
def postgres_address() -> str | None:
    """The address of a server on which databases may be made, or None when there is none.

    `PATHWAYS_TEST_POSTGRES` names one; without a user in it the usual ones are tried.
    """
    url = make_url(os.environ.get("PATHWAYS_TEST_POSTGRES", "postgresql://127.0.0.1:5432/postgres"))
    users = [url.username] if url.username else [getpass.getuser(), "postgres", "root"]
    for user in users:
        address = url.set(drivername="postgresql", username=user).render_as_string(hide_password=False)
        try:
            with psycopg.connect(address, connect_timeout=3) as connection:
                row = connection.execute(
                    "SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
        except psycopg.Error:
            continue
        if row is not None and row[0]:
            return address
    return None


def address_of(database: str) -> str:
    """The address of one database on the test server."""
    server = postgres_address()
    assert server is not None, "PostgreSQL was not found: set PATHWAYS_TEST_POSTGRES."
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def create_postgres_database(name: str, template: str | None = None) -> None:
    """Make a database, from another one when `template` names it."""
    copied = f' TEMPLATE "{template}"' if template else ""
    _administer(f'CREATE DATABASE "{name}"{copied}')
    _administer(f'ALTER DATABASE "{name}" SET synchronous_commit = off')


def drop_postgres_database(name: str) -> None:
    """Drop a database and end whatever is connected to it."""
    _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def drop_databases_of_run(run: str) -> None:
    """Drop every database that a run of the tests made."""
    for name in _test_databases():
        if name.split("_")[2] == run:
            drop_postgres_database(name)


def drop_abandoned_databases() -> None:
    """Drop the databases of runs whose process is gone: they were killed before they could clean up."""
    for name in _test_databases():
        run = name.split("_")[2]
        if run.isdigit() and not os.path.exists(f"/proc/{run}"):
            drop_postgres_database(name)


def _test_databases() -> list[str]:
    server = postgres_address()
    if server is None:
        return []
    with psycopg.connect(server, autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'pathways\\_test\\_%'")
        return [row[0] for row in rows]


def _administer(statement: str) -> None:
    server = postgres_address()
    assert server is not None, "PostgreSQL was not found: set PATHWAYS_TEST_POSTGRES."
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
