"""Killed, stopped or out of room, an import leaves the catalogue as it was, and the next one finishes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pathways.database import Database
from pathways.feeds.models import ImportRun, RunState
from pathways.schema import metadata
from tests.unit.feeds.made_set import NURSING, MadeSet, made_set
from tests.unit.feeds.running import bring_in, every_row

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from pathways.database import Database
from pathways.feeds.discover_uni import DISCOVER_UNI
from pathways.feeds.importing import ImportOptions, import_feed

url, folder, last = sys.argv[1], sys.argv[2], int(sys.argv[3])
database = Database(url)
statements = 0

@event.listens_for(database.engine, "before_cursor_execute")
def count(*_):
    global statements
    statements += 1
    if statements == last:
        os.kill(os.getpid(), signal.SIGKILL)

import_feed(database, DISCOVER_UNI, [Path(folder)], ImportOptions(), lambda *_: None)
print(statements)
"""


@pytest.fixture
def made() -> MadeSet:
    return made_set()


def changed_set(made: MadeSet) -> MadeSet:
    made["KISCOURSE"][0]["TITLE"] = "Adult nursing"
    made.add_course("NEW1", "Politics", "CAH15-03-01")
    return made


def run_until(database: Database, folder: Path, last: int) -> subprocess.CompletedProcess[str]:
    """Import in a process of its own, which kills itself just before its statement number ``last``."""
    return subprocess.run(
        [sys.executable, "-c", KILLED_AT, database.url, str(folder), str(last)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )


def test_killed_anywhere_the_old_catalogue_serves_and_the_next_import_finishes(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    before = every_row(database)
    folder = changed_set(made).write(tmp_path / "next")
    left = []
    # The process takes seconds to start: moments of staging, comparing, applying and clearing up are sampled.
    for last in (3, 30, 70, 90, 110, 130):
        killed = run_until(database, folder, last)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        left.append(every_row(database))
    bring_in(database, folder)
    after = every_row(database)
    assert len(after["programme"]) == len(before["programme"]) + 1
    assert all(rows in (before, after) for rows in left)
    assert left.count(before) >= 4
    states = set(session.execute(select(ImportRun.state)).scalars())
    assert RunState.RUNNING not in states
    assert RunState.INTERRUPTED in states


def test_stopped_by_hand_while_it_is_applied_nothing_has_changed(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    before = every_row(database)

    def stop(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO outcome"):
            raise KeyboardInterrupt

    with listening(database.engine, stop), pytest.raises(KeyboardInterrupt):
        bring_in(database, changed_set(made).write(tmp_path / "next"))
    assert every_row(database) == before
    last = session.execute(select(ImportRun).order_by(ImportRun.id.desc()).limit(1)).scalar_one()
    assert last.state is RunState.INTERRUPTED


class listening:  # noqa: N801  (reads as a verb)
    """Listen to every statement while the block runs."""

    def __init__(self, engine: Engine, hear: object) -> None:
        self._arguments = (engine, "before_cursor_execute", hear)

    def __enter__(self) -> None:
        event.listen(*self._arguments)

    def __exit__(self, *_: object) -> None:
        event.remove(*self._arguments)


def own_database(tmp_path: Path) -> Database:
    """A SQLite database of the test's own, to be spoilt."""
    database = Database(f"sqlite:///{tmp_path / 'own.db'}")
    metadata.create_all(database.engine)
    return database


def test_a_full_disk_is_said_and_changes_nothing(made: MadeSet, tmp_path: Path) -> None:
    database = own_database(tmp_path)
    bring_in(database, made.write(tmp_path / "set"))
    before = every_row(database)
    for number in range(300):
        made.add_course(f"MORE{number}", "Politics", "CAH15-03-01")

    def leave_little_room(connection: object, *_: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages + 20}")

    database.close()
    event.listen(database.engine, "connect", leave_little_room)
    with pytest.raises(OperationalError, match="full"):
        bring_in(database, made.write(tmp_path / "next"))
    event.remove(database.engine, "connect", leave_little_room)
    database.close()
    assert every_row(database) == before
    assert bring_in(database, tmp_path / "next").counts.kinds["programme"].added == 300
    database.close()


def test_a_database_that_cannot_be_written_is_said_and_changes_nothing(made: MadeSet, tmp_path: Path) -> None:
    database = own_database(tmp_path)
    bring_in(database, made.write(tmp_path / "set"))
    before = every_row(database)
    database.close()
    locked = Database(f"sqlite:///file:{tmp_path / 'own.db'}?mode=ro&uri=true")
    with pytest.raises(OperationalError, match="readonly"):
        bring_in(locked, changed_set(made).write(tmp_path / "next"))
    locked.close()
    assert every_row(database) == before
    database.close()


def test_readers_see_the_old_rows_until_the_new_ones_are_all_there(
    database: Database, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    before = every_row(database)
    seen = []

    def look(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO outcome"):
            reader = Database(database.url)
            seen.append(every_row(reader))
            reader.close()

    with listening(database.engine, look):
        bring_in(database, changed_set(made).write(tmp_path / "next"))
    # Once for the figures of what is new, and once for those of what changed.
    assert seen == [before, before]
    assert any(
        NURSING in map(str, row) and "Adult nursing" in row for row in every_row(database)["programme"]
    )
