"""Killed by the system at random moments of the whole run, publishing included, an import loses nothing.

Each run brings in one of two sets and publishes it, in a process that is forked for it and killed. After every kill
each row of the catalogue is that of the one set or of the other, the snapshot opens and shows one of them, and the
next run finishes. Sets of three formats: whole courses, offers across districts, and uploads that withdraw nothing.
A few kills in tests; 50 on each database with PATHWAYS_TEST_PROFILE=sweep, and 20 for each of the other formats.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from pathways import clock
from pathways.catalogue.cards import find_card
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.catalogue.publish import publish
from pathways.catalogue.results import Card
from pathways.database import Database
from pathways.feeds import planner
from pathways.feeds.course_directory import COURSE_DIRECTORY
from pathways.feeds.discover_uni import DISCOVER_UNI
from pathways.feeds.importing import FeedFormat, ImportOptions, import_feed
from pathways.feeds.kinds import KINDS, PARTS
from pathways.feeds.models import ImportRun, RunState
from pathways.feeds.training import TRAINING
from pathways.snapshot.pointer import snapshot_dir
from tests.unit.feeds.made_directory import course_row
from tests.unit.feeds.made_directory import write as write_directory
from tests.unit.feeds.made_set import NURSING, MadeSet, made_set
from tests.unit.feeds.made_training import STARTS, delivered, trained, write_training
from tests.unit.feeds.running import quiet

IS_SWEEP = os.environ.get("PATHWAYS_TEST_PROFILE") == "sweep"
COURSES = 120
DAY = date(2027, 1, 4)
OF_THE_MOMENT = {"created_at", "updated_at", "withdrawn_at"}


@pytest.fixture(autouse=True)
def away_from_midnight() -> Iterator[None]:
    """Every run of a test is of one day, however long it takes: records say on which day they were checked."""
    begun = time.monotonic()
    noon = datetime(2026, 11, 30, 12, tzinfo=UTC)
    clock.set_clock(lambda: noon + timedelta(seconds=time.monotonic() - begun))
    yield
    clock.set_clock(None)


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


def two_courses(folder: Path) -> list[Path]:
    """Discover Uni: parts of every kind but districts."""
    return [one_set().write(folder / "one"), other_set().write(folder / "other")]


def two_of_training(folder: Path) -> list[Path]:
    """Apprenticeship training: offers across districts; the other set has fewer offers, elsewhere."""
    names = [f"Standard {number}" for number in range(COURSES)]
    ones = [trained(name) for name in names]
    others = [trained(name, **{STARTS: "13"}) for name in names[2:]] + [trained("New standard")]
    places = [delivered(), delivered("Gateshead"), delivered("Leeds")]
    return [
        write_training(folder / "one", ones, places),
        write_training(folder / "other", others, [*places[:2], delivered("Sunderland")]),
    ]


def two_uploads(folder: Path) -> list[Path]:
    """The course directory's upload template: a part of what its source lists, so that nothing is withdrawn."""
    files = []
    for version, cost in (("One", "450"), ("Other", "475")):
        rows = [
            course_row(COURSE_NAME=f"History {number}", WHAT_YOU_WILL_LEARN=f"{version} things.", COST=cost)
            for number in range(COURSES)
        ]
        files.append(write_directory(folder / version / "10099998-courses.csv", rows))
    return [file.parent for file in files]


@dataclass(frozen=True)
class Sets:
    """Two sets of a format, and how often a run of them is killed."""

    feed: FeedFormat
    write: Callable[[Path], list[Path]]
    kills: int


FORMATS = {
    "courses": Sets(DISCOVER_UNI, two_courses, 50 if IS_SWEEP else 4),
    "training": Sets(TRAINING, two_of_training, 20 if IS_SWEEP else 2),
    "uploads": Sets(COURSE_DIRECTORY, two_uploads, 20 if IS_SWEEP else 2),
}


def whole_run(url: str, instance: Path, folder: Path, feed: FeedFormat, killed_at: str) -> None:
    """What `pathways import` does; every set is large enough to tell the planner of."""
    planner.WORTH_TELLING = 10
    database = Database(url)
    if killed_at:

        @event.listens_for(database.engine, "before_cursor_execute")
        def kill(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith(killed_at):
                os.kill(os.getpid(), signal.SIGKILL)

    import_feed(database, feed, [folder], ImportOptions(force=True), quiet)
    with one_at_a_time(database, snapshot_dir(instance)) as held:
        assert held is not None
        publish(database, instance, quiet)
    database.close()


def forked(
    url: str,
    instance: Path,
    folder: Path,
    feed: FeedFormat,
    killed_after: float | None = None,
    killed_at: str = "",
) -> tuple[float, int]:
    """Run in a process of its own and kill it so many seconds on: how long it took, and how it ended.

    ``killed_at``: just before the first statement that begins so.
    """
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        # The copy of the test's own process must not run on into the test.
        try:
            whole_run(url, instance, folder, feed, killed_at)
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


def served(url: str, instance: Path) -> list[Card]:
    """What a web process would serve: the card of every opportunity, whole."""
    database = Database(url)
    snapshot = LiveCatalogue(instance, database).snapshot()
    assert snapshot.version, "there is something to serve"
    ids = {key for segment in snapshot.segments for key in segment.ids.tolist()}
    cards = [find_card(snapshot, key, DAY) for key in sorted(ids)]
    found = [card for card in cards if card is not None]
    database.close()
    return found


@pytest.mark.parametrize("format_name", FORMATS)
def test_killed_at_random_moments_nothing_is_lost_and_the_next_run_finishes(
    database: Database, tmp_path: Path, format_name: str
) -> None:
    sets = FORMATS[format_name]
    url, instance, feed, most = database.url, tmp_path / "instance", sets.feed, sets.kills
    folders = sets.write(tmp_path)
    database.close()
    took, states, shown = 0.0, [], []
    # Each set once more: from then on what is withdrawn comes back and nothing is new.
    for folder in (*folders, *folders):
        took, ended = forked(url, instance, folder, feed)
        assert ended == 0
        states.append(rows_of(url))
        shown.append(served(url, instance))
    states, shown = states[2:], shown[2:]
    assert states[0] != states[1]
    assert shown[0] != shown[1]

    chance, kills, now, left = random.Random(most), 0, 1, []
    while kills < most:
        aim = 1 - now
        seconds, ended = forked(url, instance, folders[aim], feed, chance.uniform(0, took * 1.05))
        if ended == 0:  # it was done before
            took, now = seconds, aim
            continue
        assert ended == -signal.SIGKILL
        kills += 1
        found = rows_of(url)
        assert found in states
        assert served(url, instance) in shown
        left.append(states.index(found) == aim)
        seconds, ended = forked(url, instance, folders[aim], feed)
        assert ended == 0
        assert rows_of(url) == states[aim]
        assert served(url, instance) == shown[aim]
        took, now = max(0.3, seconds), aim
    with database.open_session() as session:
        runs = set(session.execute(select(ImportRun.state)).scalars())
    assert RunState.RUNNING not in runs
    if IS_SWEEP:
        where = f"{format_name} on {database.engine.dialect.name}"
        told = f"{kills} kills of {where}: {left.count(True)} after the commit"
        (tmp_path / "kills.json").write_text(json.dumps(told))
        sys.__stdout__.write(f"\n{told}, {left.count(False)} before it\n")
        assert left.count(False) >= 5


ENDINGS = (
    "DELETE FROM before_programme",
    'ANALYZE "opportunity"',
    'ANALYZE "before_part"',
    "SELECT provider.id, provider.source_id",
)
"""Statements after the commit: sweeping up, telling PostgreSQL's planner, looking for what is listed twice."""


@pytest.mark.parametrize("killed_at", ENDINGS)
def test_killed_after_the_commit_the_new_set_is_there_and_the_next_run_publishes_it(
    database: Database, tmp_path: Path, killed_at: str
) -> None:
    url, instance, feed = database.url, tmp_path / "instance", DISCOVER_UNI
    one, other = two_courses(tmp_path)
    database.close()
    assert forked(url, instance, one, feed)[1] == 0
    shown = served(url, instance)
    _, ended = forked(url, instance, other, feed, killed_at=killed_at)
    if killed_at.startswith("ANALYZE") and database.engine.dialect.name == "sqlite":
        assert ended == 0  # SQLite is told nothing
        return
    assert ended == -signal.SIGKILL
    found = rows_of(url)
    assert served(url, instance) == shown
    assert forked(url, instance, other, feed)[1] == 0
    assert rows_of(url) == found
    titles = [card.title for card in served(url, instance)]
    assert titles
    assert all(title.endswith("politics") or title == "Politics" for title in titles)
    with database.open_session() as session:
        states = list(session.execute(select(ImportRun.state)).scalars())
    assert states == [RunState.APPLIED] * 3


def test_the_two_sets_differ_in_all_ways(tmp_path: Path) -> None:
    one, other = one_set(), other_set()
    codes = [{row["KISCOURSEID"] for row in made["KISCOURSE"]} for made in (one, other)]
    assert codes[0] - codes[1] == {"C1", "C2", NURSING}
    assert codes[1] - codes[0] == {"NEW1"}
    assert pytest.approx(len(codes[0]), abs=5) == COURSES + 3
