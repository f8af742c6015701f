"""`pathways imports`: the history of imports as a person reads it, and as a program does."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pathways import clock
from pathways.cli import main
from tests.unit.feeds.made_set import made_set


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "instance"
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(folder))
    monkeypatch.delenv("PATHWAYS_DATABASE_URL", raising=False)
    assert call("init").exit_code == 0
    return folder


@pytest.mark.usefixtures("instance")
def test_before_the_first_import_it_says_so() -> None:
    said = call("imports")
    assert (said.exit_code, said.output) == (0, "Nothing was imported yet.\n")
    assert json.loads(call("imports", "--json").output) == {"imports": [], "sources": []}


@pytest.mark.usefixtures("instance")
def test_each_import_is_listed_with_how_it_ended_and_what_it_changed(
    tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    made = made_set()
    clock_at(datetime(2026, 11, 1, 9, 30, tzinfo=UTC))
    call("import", "discover-uni", str(made.write(tmp_path / "set")))
    made["KISCOURSE"][0]["TITLE"] = "Adult nursing"
    call("import", "discover-uni", str(made.write(tmp_path / "next")))
    (tmp_path / "next" / "SBJ.csv").unlink()
    call("import", "discover-uni", str(tmp_path / "next"))
    call("rollback")
    said = call("imports").output
    first, second, third = (
        said.index(f"    {number}  01 Nov 2026 09:30  discover-uni") for number in (1, 2, 3)
    )
    assert third < second < first, "newest first"
    assert "refused" in said[third:second]
    assert "SBJ.csv is missing" in said[third:second]
    assert "rolled-back" in said[second:first]
    assert "0 records added, 1 changed" in said[second:first]
    assert "4 opportunities" in said[first:]
    assert "discover-uni: brought in today" in said


@pytest.mark.usefixtures("instance")
def test_an_old_source_is_said_to_be_old(tmp_path: Path, clock_at: Callable[[datetime], None]) -> None:
    folder = made_set().write(tmp_path / "set")
    clock_at(datetime(2026, 11, 1, 9, 30, tzinfo=UTC))
    call("import", "discover-uni", str(folder))
    clock_at(datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    assert "discover-uni: brought in yesterday\n" in call("imports").output
    clock_at(datetime(2026, 11, 16, 9, 30, tzinfo=UTC))
    assert "brought in 15 days ago, which is long ago" in call("imports").output
    clock.set_clock(None)


@pytest.mark.usefixtures("instance")
def test_a_program_gets_every_count(tmp_path: Path) -> None:
    folder = made_set().write(tmp_path / "set")
    call("import", "discover-uni", str(folder))
    call("import", "discover-uni", str(folder), "--source", "second")
    told = json.loads(call("imports", "--json").output)
    assert [run["source"] for run in told["imports"]] == ["second", "discover-uni"]
    assert told["imports"][1]["counts"]["programme"]["added"] == 4
    assert told["imports"][1]["state"] == "applied"
    assert datetime.fromisoformat(told["imports"][1]["started_at"]).tzinfo is not None
    assert [one["source"] for one in told["sources"]] == ["discover-uni", "second"]
    assert told["sources"][0]["days"] == 0
    only = json.loads(call("imports", "--json", "--source", "second").output)
    assert (
        [run["source"] for run in only["imports"]] == [one["source"] for one in only["sources"]] == ["second"]
    )
    assert len(json.loads(call("imports", "--json", "--last", "1").output)["imports"]) == 1


@pytest.mark.usefixtures("instance")
def test_refused_rows_are_written_on_request(tmp_path: Path) -> None:
    made, table = made_set(), tmp_path / "refused.csv"
    made["SBJ"][0]["SBJ"] = "nursing"
    said = call(
        "import", "discover-uni", str(made.write(tmp_path / "set")), "--dry-run", "--refused", str(table)
    )
    assert said.exit_code == 0
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(row["file"], row["value"]) for row in rows} == {("SBJ.csv", "nursing")}


@pytest.mark.usefixtures("instance")
def test_refused_rows_that_cannot_be_written_stop_the_import_in_words(tmp_path: Path) -> None:
    folder = made_set().write(tmp_path / "set")
    said = call("import", "discover-uni", str(folder), "--refused", str(tmp_path / "nowhere" / "refused.csv"))
    assert said.exit_code == 1
    assert "Nothing was changed" in said.output
    assert call("import", "postcodes", str(folder), "--refused", str(tmp_path / "x.csv")).exit_code == 2
