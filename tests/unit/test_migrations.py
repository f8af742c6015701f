"""Migrations make exactly the tables that the models describe, and keep what is in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from pathways.catalogue.models import Opportunity
from pathways.database import Database
from pathways.migrations import downgrade, is_current, is_empty, upgrade
from pathways.schema import metadata
from tests.factories import make_opportunity, make_outcome, make_programme
from tests.harness import engines
from tests.harness.databases import run_name, worker_name


@pytest.fixture
def bare_database(engine_name: str, tmp_path: Path) -> Iterator[Database]:
    """A database with no tables at all."""
    if engine_name == "postgresql":
        name = f"{engines.NAME_PREFIX}{run_name()}_{worker_name()}_bare"
        engines.drop_postgres_database(name)
        engines.create_postgres_database(name)
        database = Database(engines.address_of(name).replace("postgresql://", "postgresql+psycopg://", 1))
        yield database
        database.close()
        engines.drop_postgres_database(name)
    else:
        database = Database(f"sqlite:///{tmp_path / 'bare.db'}")
        yield database
        database.close()


def test_a_new_database_is_made_by_the_migrations_alone(bare_database: Database) -> None:
    assert is_empty(bare_database)
    upgrade(bare_database)
    assert is_current(bare_database)
    assert not is_empty(bare_database)


def test_migrating_twice_changes_nothing(bare_database: Database) -> None:
    upgrade(bare_database)
    before = shape_of(bare_database)
    upgrade(bare_database)
    assert shape_of(bare_database) == before


def test_the_migrated_tables_are_those_of_the_models(bare_database: Database, database: Database) -> None:
    upgrade(bare_database)
    migrated = shape_of(bare_database)
    migrated.pop("alembic_version")
    assert migrated == shape_of(database)


def test_nothing_in_the_models_is_missing_from_the_migrations(bare_database: Database) -> None:
    upgrade(bare_database)
    with bare_database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_rows_outlive_going_down_and_up_one_step_at_a_time(bare_database: Database) -> None:
    """Every step is taken with rows in the tables, so that one which would lose or refuse them is found."""
    upgrade(bare_database)
    with bare_database.unit_of_work() as session:
        programme = make_programme(session)
        make_outcome(session, programme=programme)
        kept = make_opportunity(session, programme=programme).id
    steps = revisions(bare_database)
    for revision in reversed(steps[:-1]):
        downgrade(bare_database, revision)
    upgrade(bare_database)
    with bare_database.open_session() as session:
        assert session.execute(select(Opportunity.id)).scalar_one() == kept


def test_going_all_the_way_down_leaves_nothing(bare_database: Database) -> None:
    upgrade(bare_database)
    with bare_database.unit_of_work() as session:
        make_opportunity(session)
    downgrade(bare_database)
    assert set(inspect(bare_database.engine).get_table_names()) == {"alembic_version"}
    with bare_database.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 0
    upgrade(bare_database)
    assert is_current(bare_database)


def test_a_migrated_sqlite_database_still_minds_foreign_keys(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'bare.db'}")
    upgrade(database)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    database.close()


def revisions(database: Database) -> list[str]:
    """Every revision, oldest first."""
    from alembic.script import ScriptDirectory

    from pathways.migrations import _config

    script = ScriptDirectory.from_config(_config(database))
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


def shape_of(database: Database) -> dict[str, Any]:
    """Every table's columns, keys, constraints and indexes as the database itself tells them."""
    inspector = inspect(database.engine)
    shape: dict[str, Any] = {}
    for table in inspector.get_table_names():
        shape[table] = {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"])
                for column in inspector.get_columns(table)
            },
            "primary": inspector.get_pk_constraint(table)["constrained_columns"],
            "foreign": sorted(
                (key["name"] or "", tuple(key["constrained_columns"]), key["referred_table"])
                for key in inspector.get_foreign_keys(table)
            ),
            "unique": sorted(
                (key["name"] or "", tuple(key["column_names"]))
                for key in inspector.get_unique_constraints(table)
            ),
            "checks": sorted(
                (check["name"] or "", " ".join(check["sqltext"].split()))
                for check in inspector.get_check_constraints(table)
            ),
            "indexes": sorted(
                (index["name"] or "", tuple(index["column_names"]), bool(index["unique"]))
                for index in inspector.get_indexes(table)
            ),
        }
    return shape
