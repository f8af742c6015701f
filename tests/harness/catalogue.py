"""Fixtures: the demonstration catalogue, seeded and published, and the application and client on top of it."""

from __future__ import annotations

import fcntl
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from sqlalchemy import event

from pathways.database import Database, metadata
from pathways.paths import resource_dir
from pathways.settings import Settings
from tests.harness import engines
from tests.harness.databases import keep_rows, put_back, run_name, shared_folder, worker_name
from tests.harness.pages import RAISE, CheckingClient, titles_of

_CHANGING = re.compile(
    r'\s*(?:insert\s+into|update|delete\s+from|truncate|replace\s+into)\s+"?(\w+)', re.IGNORECASE
)


def make_settings(instance_dir: Path, **changes: Any) -> Settings:
    """Settings for tests: a development service (strict templates) with no limits on requests."""
    instance_dir.mkdir(parents=True, exist_ok=True)
    values: dict[str, Any] = {"env": "development", "instance_dir": instance_dir, "page_limits": False}
    return Settings(**(values | changes))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a development service in a folder of its own."""
    return make_settings(tmp_path / "instance")


def make_app(settings: Settings) -> Flask:
    """The application as tests use it. Imported here so that a rule's test does not load the whole service."""
    from pathways.app import create_app

    made = create_app(settings)
    made.config["TESTING"] = True
    made.test_client_class = CheckingClient
    made.add_url_rule(f"{RAISE}/<int:code>", "raise_for_tests", _raise, methods=["GET", "POST"])
    return made


def _raise(code: int) -> str:
    if code == 500:
        raise RuntimeError("Raised by a test.")
    abort(code)


@dataclass(frozen=True)
class SeededCatalogue:
    """The demonstration catalogue in a database and published as a snapshot, ready to be read."""

    settings: Settings
    engine_name: str

    @property
    def instance_dir(self) -> Path:
        """The folder of the snapshot."""
        return self.settings.instance_dir

    def open_database(self) -> Database:
        """A database of its own on the seeded rows; the caller closes it."""
        return Database(self.settings.database_url)


_seeded: dict[str, SeededCatalogue] = {}
_apps: dict[str, Flask] = {}


@pytest.fixture(scope="session")
def seeded_catalogue(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> SeededCatalogue:
    """The whole of seed_data, seeded and published once for all tests on this engine. Read it, do not change it."""
    return shared_seeded_catalogue(engine_name, tmp_path_factory)


@pytest.fixture
def own_catalogue(
    engine_name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SeededCatalogue]:
    """The seeded catalogue as a copy of the test's own, to be changed and published again."""
    copy = _copy_of(_template(engine_name, tmp_path_factory), tmp_path / "own", f"{worker_name()}_own")
    yield copy
    if engine_name == "postgresql":
        engines.drop_postgres_database(_postgres_name(f"{worker_name()}_own"))


@pytest.fixture(scope="session")
def app(seeded_catalogue: SeededCatalogue) -> Flask:
    """The application on the seeded catalogue."""
    known = _apps.get(seeded_catalogue.engine_name)
    if known is None:
        known = make_app(seeded_catalogue.settings)
        _apps[seeded_catalogue.engine_name] = known
    return known


@pytest.fixture
def client(
    app: Flask, seeded_catalogue: SeededCatalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CheckingClient]:
    """A client that checks every response. What it writes is undone after the test."""
    database = database_of(app)
    changed: set[str] = set()
    titles = titles_of(app)
    before = dict(titles)

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if change := _CHANGING.match(statement):
            changed.add(change[1])

    event.listen(database.engine, "before_cursor_execute", note)
    made = app.test_client()
    assert isinstance(made, CheckingClient)
    yield made
    event.remove(database.engine, "before_cursor_execute", note)
    if changed:
        _restore(seeded_catalogue, database, changed, tmp_path_factory)
        database.close()
        # The pages that this test made are gone with their rows; the next test's take the same numbers or others.
        titles.clear()
        titles.update(before)


@pytest.fixture
def own_client(own_catalogue: SeededCatalogue) -> Iterator[CheckingClient]:
    """A checking client of an application on `own_catalogue`."""
    made = make_app(own_catalogue.settings)
    client = made.test_client()
    assert isinstance(client, CheckingClient)
    yield client
    database_of(made).close()


def database_of(app: Flask) -> Database:
    """The database that an application was made with."""
    return next(value for value in app.extensions.values() if isinstance(value, Database))


def shared_seeded_catalogue(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> SeededCatalogue:
    """This worker's copy of the seeded catalogue on one engine."""
    if engine_name not in _seeded:
        template = _template(engine_name, tmp_path_factory)
        _seeded[engine_name] = _copy_of(
            template, tmp_path_factory.mktemp(f"seeded-{engine_name}"), worker_name() + "_seeded"
        )
    return _seeded[engine_name]


def copied_catalogue(
    engine_name: str, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> SeededCatalogue:
    """A copy of the seeded catalogue in `folder`, to be changed. On PostgreSQL the caller drops it."""
    return _copy_of(_template(engine_name, tmp_path_factory), folder, f"{worker_name()}_{folder.name}")


def _template(engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> SeededCatalogue:
    """The catalogue seeded by whichever worker came first; the others wait for it."""
    folder = shared_folder(tmp_path_factory) / f"template-{engine_name}"
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if engine_name == "postgresql":
            settings = make_settings(folder, database_url=engines.address_of(_postgres_name("template")))
        else:
            settings = make_settings(folder)
        if not (folder / "ready").exists():
            if engine_name == "postgresql":
                engines.drop_postgres_database(_postgres_name("template"))
                engines.create_postgres_database(_postgres_name("template"))
            database = Database(settings.database_url)
            metadata.create_all(database.engine)
            _fill(database, settings.instance_dir)
            if engine_name == "postgresql":
                keep_rows(database)
            _settle(database)
            (folder / "ready").touch()
    return SeededCatalogue(settings, engine_name)


def _fill(database: Database, instance_dir: Path) -> None:
    from pathways.catalogue.publish import publish
    from pathways.catalogue.seed import seed

    seed(database, resource_dir("seed_data"), reset=False, progress=None)
    publish(database, instance_dir, None)


def _settle(database: Database) -> None:
    """Bring the SQLite write-ahead log into the file, so that copying the file copies everything."""
    if database.engine.dialect.name == "sqlite":
        with database.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _copy_of(template: SeededCatalogue, folder: Path, name: str) -> SeededCatalogue:
    shutil.copytree(
        template.instance_dir,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("ready", "*-wal", "*-shm"),
    )
    if template.engine_name == "postgresql":
        copied = _postgres_name(name)
        engines.drop_postgres_database(copied)
        engines.create_postgres_database(copied, template=_postgres_name("template"))
        settings = make_settings(folder, database_url=engines.address_of(copied))
    else:
        settings = make_settings(folder)
    return SeededCatalogue(settings, template.engine_name)


def _restore(
    catalogue: SeededCatalogue,
    database: Database,
    changed: set[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Put the rows of the changed tables back as they were."""
    if catalogue.engine_name == "postgresql":
        put_back(database, changed)
        return
    database.close()
    template = _template(catalogue.engine_name, tmp_path_factory)
    # Written over inside the file: whoever still holds a connection to a file that was replaced takes the new one's
    # write-ahead log away with it when that connection closes, and rows of the next test with it.
    with (
        closing(sqlite3.connect(template.instance_dir / "pathways.db")) as before,
        closing(sqlite3.connect(catalogue.instance_dir / "pathways.db")) as now,
    ):
        now.execute("PRAGMA synchronous=OFF")
        before.backup(now, progress=_refuse_to_wait)


def _refuse_to_wait(status: int, _remaining: int, _total: int) -> None:
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise RuntimeError("This test left a transaction open that writes.")


def _postgres_name(name: str) -> str:
    return f"{engines.NAME_PREFIX}{run_name()}_{name}"
