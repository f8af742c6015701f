"""The list of imports on runs of every kind of ending, and bars of progress that nothing can upset."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.cli import main
from pathways.cli.opening import open_current_database
from pathways.cli.progress import progress_bars
from pathways.database import Database
from pathways.feeds.history import PastImport, freshness, past_imports
from pathways.feeds.models import ImportRun, RunState
from pathways.settings import get_settings
from tests.factories import make_source

NEW_YEAR = datetime(2026, 12, 31, 23, 59, 30, tzinfo=UTC)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["imports", *arguments])


def add_run(session: Session, source: str = "first", **changes: object) -> None:
    """A run of a source; one that was applied dates its source too."""
    made = make_source(session, slug=source, name=f"Source {source}")
    values = {"source_id": made.id, "format": "made", "files": "a.csv", "state": RunState.APPLIED,
              "started_at": NEW_YEAR, "finished_at": NEW_YEAR + timedelta(seconds=1500), "offered": 1234,
              "counts": json.dumps({"programme": {"added": 1200, "same": 1}, "venue": {"added": 34}})}  # fmt: skip
    run = ImportRun(**(values | changes))
    session.add(run)
    if run.state is RunState.APPLIED:
        made.last_imported_at = run.finished_at
    session.flush()


@pytest.fixture(scope="module")
def empty_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance that was just made, to be copied."""
    folder = tmp_path_factory.mktemp("made") / "instance"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PATHWAYS_INSTANCE_DIR", str(folder))
        patched.delenv("PATHWAYS_DATABASE_URL", raising=False)
        get_settings.cache_clear()
        assert CliRunner().invoke(main, ["init"]).exit_code == 0
    get_settings.cache_clear()
    return folder


@pytest.fixture
def runs(
    empty_instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., None]]:
    """Adds runs to the database that the command reads."""
    shutil.copytree(empty_instance, tmp_path / "instance")
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.delenv("PATHWAYS_DATABASE_URL", raising=False)
    database = open_current_database(get_settings())

    def add(source: str = "first", **changes: object) -> None:
        with database.unit_of_work() as session:
            add_run(session, source, **changes)

    yield add
    database.close()


def test_an_import_over_new_year_is_dated_by_its_beginning_and_timed(
    runs: Callable[..., None], clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2027, 1, 1, 12, tzinfo=UTC))
    runs()
    said = call().output
    assert re.search(r"1  31 Dec 2026 23:59  first +made +applied after 1,500 s", said)
    assert (
        "1,234 opportunities; 1,234 records added, 0 changed, 1 the same, 0 withdrawn; 0 rows refused" in said
    )
    assert "first: brought in today" in said


def test_summer_time_is_that_of_a_clock_on_the_wall(runs: Callable[..., None]) -> None:
    runs(started_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert "01 Jul 2026 00:30" in call().output


@pytest.mark.parametrize(
    ("state", "finished", "message"),
    [
        (RunState.RUNNING, None, ""),
        (RunState.INTERRUPTED, None, ""),
        (RunState.REFUSED, NEW_YEAR, "Caf\u00e9.csv is empty [bold]. Download it again."),
        (RunState.INTERRUPTED, NEW_YEAR, "KeyboardInterrupt"),
    ],
)
def test_an_import_that_came_to_nothing_says_how_and_counts_nothing(
    runs: Callable[..., None], state: RunState, finished: datetime | None, message: str
) -> None:
    runs(state=state, finished_at=finished, counts="", message=message)
    said = call().output
    assert f"{state}" in said
    assert (" after " in said) is (finished is not None)
    assert "records added" not in said
    assert message in said
    assert "first: never brought in" in said


@pytest.mark.parametrize("most", ["0", "-1", "10001", "many", ""])
def test_how_many_to_list_is_a_number_within_reason(runs: Callable[..., None], most: str) -> None:
    runs()
    refused = call("--last", most)
    assert refused.exit_code == 2
    assert "Traceback" not in refused.output


def test_the_last_few_of_one_source_are_of_that_source_however_many_came_after(
    runs: Callable[..., None],
) -> None:
    for source in ("first", "second", "second", "second", "FIRST"):
        runs(source)
    told = json.loads(call("--json", "--source", "first", "--last", "1").output)
    assert [(run["number"], run["source"]) for run in told["imports"]] == [(1, "first")]
    assert [one["source"] for one in told["sources"]] == ["first"]
    assert [run["number"] for run in json.loads(call("--json", "--last", "3").output)["imports"]] == [5, 4, 3]


def test_a_source_that_nobody_has_is_not_said_to_be_an_empty_history(runs: Callable[..., None]) -> None:
    runs()
    said = call("--source", "frist")
    assert (said.exit_code, said.output) == (0, "Nothing was imported yet of the source frist.\n")


@given(
    st.dictionaries(
        st.sampled_from("pqrs"), st.dictionaries(st.sampled_from(["added", "same"]), st.integers(0, 9))
    )
)
def test_totals_are_sums_over_all_kinds(counts: dict[str, dict[str, int]]) -> None:
    run = PastImport(1, "s", "f", "", "applied", NEW_YEAR, None, 0, 0, counts, "")
    assert run.total("added") == sum(kind.get("added", 0) for kind in counts.values())
    assert run.total("added") + run.total("same") == sum(sum(kind.values()) for kind in counts.values())
    assert run.total("nothing") == 0


@pytest.mark.parametrize(
    ("past", "days", "overdue"),
    [
        (timedelta(), 0, False),
        (timedelta(days=1), 1, False),
        (timedelta(days=14), 14, False),
        (timedelta(days=14, seconds=1), 14, True),
        (timedelta(days=15), 15, True),
        (timedelta(days=425), 425, True),
    ],
)
def test_how_fresh_a_source_is_counts_days_over_the_end_of_a_year(
    database: Database, session: Session, past: timedelta, days: int, overdue: bool
) -> None:
    add_run(session)
    make_source(session, slug="never-tried")
    session.commit()
    with database.engine.connect() as connection:
        (one,) = freshness(connection, NEW_YEAR + timedelta(seconds=1500) + past)
        (run,) = past_imports(connection)
        assert past_imports(connection, "never-tried") == []
    assert (one.source, one.days, one.is_overdue) == ("first", days, overdue)
    assert run.started_at == NEW_YEAR
    assert run.started_at.tzinfo is not None


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("TTY_COMPATIBLE", "1"), ("TTY_INTERACTIVE", "1"), ("COLUMNS", "100")):
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(
    "steps", [[(0, 0)], [(5, 3)], [(3, 3), (0, 3)], [(0, 0), (10**9, 10**9)], [(1, 0)] * 50]
)
def test_no_count_of_steps_upsets_a_bar(
    capsys: pytest.CaptureFixture[str], steps: list[tuple[int, int]]
) -> None:
    with progress_bars() as progress:
        for done, total in steps:
            progress("Reading", done, total)
    said = capsys.readouterr()
    done, total = steps[-1]
    assert said.out == ""
    assert f"{done}/{total or '?'}" in said.err.replace(" ", "")
