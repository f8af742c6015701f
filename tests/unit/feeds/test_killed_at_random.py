"""Killed by the system at random moments of the whole run, publishing included, an import loses nothing.

Each run brings in one of two sets and publishes it, in a process that is forked for it and killed. After every kill
each row of the catalogue is that of the one set or of the other, the snapshot opens and shows one of them, and the
next run finishes. A few kills in tests; 50 on each database with PATHWAYS_TEST_PROFILE=sweep.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pathways.catalogue.cards import find_card
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.publisher_lock import publisher_lock
from pathways.database import Database
from pathways.feeds.kinds import KINDS, PARTS
from pathways.feeds.models import ImportRun, RunState
from pathways.snapshot.pointer import snapshot_dir
from tests.unit.feeds.made_set import NURSING, MadeSet, made_set
from tests.unit.feeds.running import bring_in, quiet

KILLS = 50 if os.environ.get("PATHWAYS_TEST_PROFILE") == "sweep" else 4
COURSES = 120
DAY = date(2027, 1, 4)
OF_THE_MOMENT = {"created_at", "updated_at", "withdrawn_at"}


def one_set() -> MadeSet:
    made = made_set()
    for number in range(COURSES):
        made.add_course(f"C{number}", f"History {number}", "CAH20-01-01")
    return made


def other_set() -> MadeSet:
    """Every course changed, some gone and one more."""
    made = one_set()
    for row in made["KISCOURSE"]:
        row["TITLE"] += " and politics"
    for table in [name for name in made if made[name] and "KISCOURSEID" in made[name][0]]:
        made[table] = [row for row in made[table] if row["KISCOURSEID"] not in ("C1", "C2", NURSING)]
    made.add_course("NEW1", "Politics", "CAH15-03-01")
    return made


def whole_run(url: str, instance: Path, folder: Path) -> None:
    """What `pathways import` does."""
    database = Database(url)
    bring_in(database, folder, force=True)
    with publisher_lock(database, snapshot_dir(instance)) as held:
        assert held is not None
        publish(database, instance, quiet)
    database.close()


def forked(url: str, instance: Path, folder: Path, killed_after: float | None) -> tuple[float, int]:
    """Run in a process of its own and kill it so many seconds on: how long it took, and how it ended."""
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        # The copy of the test's own process must not run on into the test.
        try:
            whole_run(url, instance, folder)
            os._exit(0)
        except BaseException as error:  # noqa: BLE001
            sys.__stderr__.write(repr(error))
            os._exit(1)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return time.monotonic() - begun, os.waitstatus_to_exitcode(status)


def rows_of(url: str) -> dict[str, list[Any]]:
    """Every row whole, but for the moments at which it was written."""
    database = Database(url)
    rows = {}
    with database.engine.connect() as connection:
        for table in (*(kind.live for kind in KINDS), *(part.live for part in PARTS)):
            skipped = OF_THE_MOMENT | ({"id"} if table in [part.live for part in PARTS] else set())
            columns = [column for column in table.columns if column.name not in skipped]
            found = connection.execute(select(*columns)).all()
            rows[table.name] = sorted((tuple(row) for row in found), key=repr)
    database.close()
    return rows


def served(url: str, instance: Path) -> list[tuple[int, str]]:
    """What a web process would serve: every opportunity with the title on its card."""
    database = Database(url)
    snapshot = LiveCatalogue(instance, database).snapshot()
    assert snapshot.version, "there is something to serve"
    ids = {key for segment in snapshot.segments for key in segment.ids.tolist()}
    cards = [find_card(snapshot, key, DAY) for key in sorted(ids)]
    found = [(card.id, card.title) for card in cards if card is not None]
    database.close()
    return sorted(found)


def test_killed_at_random_moments_nothing_is_lost_and_the_next_run_finishes(
    database: Database, tmp_path: Path
) -> None:
    url, instance = database.url, tmp_path / "instance"
    folders = [one_set().write(tmp_path / "one"), other_set().write(tmp_path / "other")]
    database.close()
    took, states, shown = 0.0, [], []
    # Each set once more: from then on what is withdrawn comes back and nothing is new.
    for folder in (*folders, *folders):
        took, ended = forked(url, instance, folder, None)
        assert ended == 0
        states.append(rows_of(url))
        shown.append(served(url, instance))
    states, shown = states[2:], shown[2:]
    assert states[0] != states[1]
    assert shown[0] != shown[1]

    chance, kills, now, left = random.Random(KILLS), 0, 1, []
    while kills < KILLS:
        aim = 1 - now
        seconds, ended = forked(url, instance, folders[aim], chance.uniform(0, took * 1.05))
        if ended == 0:  # it was done before
            took, now = seconds, aim
            continue
        assert ended == -signal.SIGKILL
        kills += 1
        found = rows_of(url)
        assert found in states
        assert served(url, instance) in shown
        left.append(states.index(found) == aim)
        seconds, ended = forked(url, instance, folders[aim], None)
        assert ended == 0
        assert rows_of(url) == states[aim]
        assert served(url, instance) == shown[aim]
        took, now = max(0.3, seconds), aim
    with database.open_session() as session:
        runs = set(session.execute(select(ImportRun.state)).scalars())
    assert RunState.RUNNING not in runs
    if KILLS >= 50:
        told = f"{kills} kills on {database.engine.dialect.name}: {left.count(True)} after the commit"
        (tmp_path / "kills.json").write_text(json.dumps(told))
        sys.__stdout__.write(f"\n{told}, {left.count(False)} before it\n")
        assert left.count(False) >= 5


def test_the_two_sets_differ_in_all_ways(tmp_path: Path) -> None:
    one, other = one_set(), other_set()
    codes = [{row["KISCOURSEID"] for row in made["KISCOURSE"]} for made in (one, other)]
    assert codes[0] - codes[1] == {"C1", "C2", NURSING}
    assert codes[1] - codes[0] == {"NEW1"}
    assert pytest.approx(len(codes[0]), abs=5) == COURSES + 3
