"""The database: engine, sessions, naming convention, column types and mixins shared by every model."""

import enum
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, MetaData, Table, create_engine, event
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Session, SQLModel

from pathways import clock

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
WRITES = "pathways_writes"
LARGEST_ID = 2**31 - 1
"""The largest number that an id can be in every database: a larger one is that of no record."""
ROWS_AT_ONCE = 10
"""Rows in one INSERT that gives their ids: psycopg reads a row of a wide table three times faster than among 100."""
CONNECT_SECONDS = 3
"""How long a database server may take to answer at all."""

SQLModel.metadata.naming_convention = NAMING_CONVENTION
metadata: MetaData = SQLModel.metadata


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite returns it aware as PostgreSQL does. Raises ValueError for naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments and store the others in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_type(choices: type[enum.StrEnum], name: str) -> SqlEnum:
    """A text column that holds only the values of ``choices``, checked by the database under ``name``."""
    return SqlEnum(
        choices,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        name=name,
    )


def table_of(model: type[SQLModel]) -> Table:
    """The table that a model's rows live in, for statements about columns and whole sets of rows."""
    table: Any = getattr(model, "__table__")  # noqa: B009  (SQLModel does not declare it)
    assert isinstance(table, Table)
    return table


class Timestamps(SQLModel):
    """When a row was made and last changed (aware, UTC)."""

    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, nullable=False)
    updated_at: datetime = Field(
        default_factory=clock.now,
        sa_type=UtcDateTime,
        nullable=False,
        sa_column_kwargs={"onupdate": clock.now},
    )


def make_engine(url: str) -> Engine:
    """An engine for ``url``. SQLite gets foreign keys, write-ahead logging and a patient writer."""
    is_sqlite = url.startswith("sqlite")
    engine = create_engine(
        url,
        # What was typed must not reach a log with an error.
        hide_parameters=True,
        pool_pre_ping=not is_sqlite,
        insertmanyvalues_page_size=1000 if is_sqlite else ROWS_AT_ONCE,
        # A server that does not answer must not hold up pages that can be shown without it.
        connect_args={} if is_sqlite else {"connect_timeout": CONNECT_SECONDS},
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # pysqlite's own transaction handling breaks savepoints: SQLAlchemy begins each transaction itself.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # A transaction that reads first and then writes fails when anybody wrote in between: one that is going to write
    # waits for its turn at its beginning instead.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """One database and the way to open sessions on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)

    def open_session(self, *, writes: bool = False) -> OrmSession:
        """A session that the caller commits and closes. ``writes``: it waits for its turn at its beginning (SQLite)."""
        engine = self.engine.execution_options(**{WRITES: True}) if writes else self.engine
        return Session(engine, expire_on_commit=False)

    @contextmanager
    def unit_of_work(self) -> Iterator[OrmSession]:
        """A session committed at the end of the block, or rolled back when it raises."""
        session = self.open_session()
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()

    def close(self) -> None:
        """Give up every pooled connection."""
        self.engine.dispose()
