"""Imports of one source take turns, other writers wait for little, and PostgreSQL is told what was written."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Programme, Provider
from pathways.database import Database
from pathways.feeds import planner
from pathways.feeds.models import ImportRun, RunState
from pathways.feeds.rollback import roll_back
from pathways.feeds.staging import POSTGRESQL_SORT, Staging
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing
from tests.unit.feeds.made_standards import bring_in as bring_standards_in
from tests.unit.feeds.made_standards import item, write_list
from tests.unit.feeds.running import every_row

BASE = [COLLEGE, CAMPUS]


def at(database: Database, beginning: str, act: Callable[[], object]) -> None:
    """Do something once, just before a statement that begins so."""
    done: list[bool] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(beginning) and not done:
            done.append(True)
            act()


def rename(database: Database, name: str, patience: str) -> None:
    """What a page does that edits a provider; it waits for nobody."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql(patience)
        connection.execute(text("UPDATE provider SET name = :name"), {"name": name})


def test_others_write_while_postgresql_adds_rows_and_on_sqlite_wait_for_its_one_lock(
    database: Database, session: Session
) -> None:
    bring_records_in(database, BASE + plumbing("a"))
    other = Database(database.url)
    seen: list[str] = []
    is_sqlite = database.engine.dialect.name == "sqlite"
    patience = "PRAGMA busy_timeout=1" if is_sqlite else "SET LOCAL lock_timeout = '1s'"

    def write() -> None:
        try:
            rename(other, "Moor College", patience)
            seen.append("written")
        except OperationalError:
            seen.append("had to wait")

    at(database, "INSERT INTO intake", write)
    at(database, "INSERT INTO programme_area", write)
    bring_records_in(database, BASE + plumbing("a") + plumbing("b"))
    assert set(seen) == {"had to wait" if is_sqlite else "written"}
    name = session.execute(select(Provider.name)).scalar_one()
    assert name == (COLLEGE.name if is_sqlite else "Moor College")
    other.close()


def test_a_search_sees_nothing_of_what_is_added_before_the_commit(database: Database) -> None:
    bring_records_in(database, BASE + plumbing("a"))
    before, seen = every_row(database), []

    def look() -> None:
        reader = Database(database.url)
        seen.append(every_row(reader))
        reader.close()

    at(database, "UPDATE import_run SET state", look)
    at(database, "INSERT INTO entry_requirement", look)
    bring_records_in(database, BASE + plumbing("a", title="Changed") + plumbing("b"))
    assert seen
    assert all(rows == before for rows in seen)


@pytest.mark.parametrize("round_", range(3))
def test_two_imports_of_one_source_at_once_both_come_in_one_after_the_other(
    database: Database, session: Session, round_: int
) -> None:
    bring_records_in(database, BASE + plumbing("old"))
    pool, compared = ThreadPoolExecutor(1), Event()

    def bring(title: str, when_compared: Callable[[], object]) -> None:
        own = Database(database.url)
        at(own, "UPDATE staged_provider SET row_id", when_compared)
        records = BASE + [record for key in "abcd" for record in plumbing(key, title=title)]
        bring_records_in(own, records, force=True)
        own.close()

    def begin_the_other() -> None:
        others.append(pool.submit(bring, f"Two {round_}", compared.set))
        assert compared.wait(20)

    others: list[Future[None]] = []
    bring(f"One {round_}", begin_the_other)
    others[0].result(20)
    pool.shutdown()
    states = list(session.execute(select(ImportRun.state)).scalars())
    assert states.count(RunState.APPLIED) == 3
    rows = session.execute(select(Programme.source_key, Programme.title, Programme.state)).all()
    titles = {row.title for row in rows if row.source_key != "old"}
    assert len(titles) == 1
    assert {row.source_key for row in rows if row.state == "published"} == set("abcd")
    assert session.execute(select(func.count()).select_from(Opportunity)).scalar_one() == 5


def test_a_rollback_that_waited_for_an_import_undoes_that_one(database: Database, session: Session) -> None:
    bring_records_in(database, BASE + plumbing("a"))
    before = every_row(database)
    pool, other = ThreadPoolExecutor(1), Database(database.url)
    undone: list[Future[object]] = []

    def ask() -> None:
        undone.append(pool.submit(roll_back, other, "made"))

    at(database, "INSERT INTO entry_requirement", ask)
    bring_records_in(database, BASE + plumbing("a") + plumbing("b"))
    if database.engine.dialect.name == "postgresql":
        undone[0].result(20)
    elif undone[0].exception(20) is not None:
        # SQLite tells who read before somebody else wrote to begin again.
        roll_back(database, "made")
    assert every_row(database) == before
    states = session.execute(select(ImportRun.state).order_by(ImportRun.id)).scalars().all()  # type: ignore[arg-type]
    assert states == [RunState.APPLIED, RunState.ROLLED_BACK]
    other.close()


@pytest.fixture
def tells_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "WORTH_TELLING", 5)


def known_rows(session: Session, table: str) -> float:
    """What PostgreSQL believes that a table holds; below zero when it was never told."""
    session.rollback()
    statement = text("SELECT reltuples FROM pg_class WHERE oid = to_regclass(:name)")
    return float(session.execute(statement, {"name": table}).scalar_one())


@pytest.mark.usefixtures("tells_at_once")
def test_after_a_large_import_postgresql_knows_how_much_there_is(
    database: Database, session: Session
) -> None:
    bring_records_in(database, BASE + [record for number in range(40) for record in plumbing(f"p{number}")])
    if database.engine.dialect.name == "postgresql":
        assert known_rows(session, "opportunity") == known_rows(session, "programme_area") == 40
        assert known_rows(session, "before_added") == 82
    assert session.execute(select(func.count()).select_from(Opportunity)).scalar_one() == 40


def test_a_small_import_tells_nothing(database: Database) -> None:
    told: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("ANALYZE") and "staged" not in statement:
            told.append(statement)

    bring_records_in(database, BASE + plumbing("a"))
    assert told == []


@pytest.mark.usefixtures("tells_at_once")
def test_stopped_while_it_tells_the_import_is_there_and_the_next_one_finishes(
    database: Database, session: Session
) -> None:
    records = BASE + [record for number in range(9) for record in plumbing(f"p{number}")]

    def stop() -> None:
        raise KeyboardInterrupt

    at(database, 'ANALYZE "opportunity"', stop)
    if database.engine.dialect.name == "postgresql":
        with pytest.raises(KeyboardInterrupt):
            bring_records_in(database, records)
    else:
        bring_records_in(database, records)
    after = every_row(database)
    assert len(after["opportunity"]) == 9
    assert session.execute(select(ImportRun.state)).scalar_one() is RunState.APPLIED
    session.rollback()
    assert bring_records_in(database, records).counts.changes == 0
    assert every_row(database) == after


def test_the_room_that_an_import_was_given_is_taken_back(database: Database) -> None:
    if database.engine.dialect.name == "postgresql":
        wanted, usual = "SHOW work_mem", "SELECT reset_val || unit FROM pg_settings WHERE name = 'work_mem'"
        given = POSTGRESQL_SORT
    else:
        wanted, usual, given = "PRAGMA main.cache_size", "SELECT -2000", "-98304"
    with Staging(database.engine) as staging:
        assert str(staging.connection.exec_driver_sql(wanted).scalar_one()) == given
    with database.engine.connect() as connection:
        now = str(connection.exec_driver_sql(wanted).scalar_one())
        was = str(connection.exec_driver_sql(usual).scalar_one())
    assert now.replace("MB", "") == was if not was.endswith("kB") else int(now[:-2]) * 1024 == int(was[:-2])


def test_lists_of_standards_take_turns_as_well(database: Database, tmp_path: Path) -> None:
    heard: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        heard.append(statement)

    bring_standards_in(database, write_list(tmp_path, item()))
    turns = [statement for statement in heard if "pg_advisory_xact_lock" in statement and "," in statement]
    assert len(turns) == (database.engine.dialect.name == "postgresql")
