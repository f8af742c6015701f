"""Every refused row in a table for a spreadsheet: all of them, harmless, and not kept in memory."""

from __future__ import annotations

import csv
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.database import Database
from pathways.feeds import refused_rows
from pathways.feeds.problems import MOST_LISTED, Problems, RowProblem
from pathways.feeds.refused_rows import COLUMNS, written_to
from pathways.spreadsheets import harmless
from tests.unit.feeds.made_set import made_set
from tests.unit.feeds.running import bring_in


def problem(line: int = 2, value: str = "nursing") -> RowProblem:
    return RowProblem("SBJ.csv", line, "SBJ", value, "SBJ is a code", "Write a code in SBJ.")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_all_are_written_and_not_only_those_that_a_report_lists(tmp_path: Path) -> None:
    problems, path = Problems(), tmp_path / "refused.csv"
    with written_to(path, problems):
        for line in range(MOST_LISTED + 50):
            problems.refuse(problem(line))
        problems.note(problem(7))
    rows = rows_of(path)
    assert len(rows) == MOST_LISTED + 51
    assert tuple(rows[0]) == COLUMNS
    assert rows[3] == {
        "what": "left out", "file": "SBJ.csv", "line": "3", "column": "SBJ", "value": "nursing",
        "rule": "SBJ is a code", "mend": "Write a code in SBJ.",
    }  # fmt: skip
    assert rows[-1]["what"] == "came in without it"


def test_without_a_file_nothing_is_written_and_after_the_block_nothing_more(tmp_path: Path) -> None:
    problems, path = Problems(), tmp_path / "refused.csv"
    with written_to(None, problems):
        problems.refuse(problem())
    with written_to(path, problems):
        problems.refuse(problem(3))
    problems.refuse(problem(4))
    assert [row["line"] for row in rows_of(path)] == ["3"]
    assert problems.total_refused == 3


def test_what_was_met_before_a_file_was_refused_is_written(tmp_path: Path) -> None:
    problems, path = Problems(), tmp_path / "refused.csv"
    with pytest.raises(ZeroDivisionError), written_to(path, problems):
        problems.refuse(problem())
        raise ZeroDivisionError
    assert len(rows_of(path)) == 1


@pytest.mark.parametrize("value", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_nothing_in_it_is_a_formula(tmp_path: Path, value: str) -> None:
    problems, path = Problems(), tmp_path / "refused.csv"
    with written_to(path, problems):
        problems.refuse(RowProblem(value, 2, value, value, value, value))
    (row,) = rows_of(path)
    assert {row[name] for name in ("file", "column", "value", "rule", "mend")} == {f"'{value}"}


@given(st.text(max_size=30))
def test_a_harmless_cell_keeps_its_text(text: str) -> None:
    cell = harmless(text)
    assert cell in (text, f"'{text}")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    if text[:1].isalnum():
        assert cell == text


def test_there_is_an_end_to_it_and_it_says_how_many_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refused_rows, "MOST_WRITTEN", 5)
    problems, path = Problems(), tmp_path / "refused.csv"
    with written_to(path, problems):
        for line in range(8):
            problems.refuse(problem(line))
    rows = rows_of(path)
    assert len(rows) == 6
    assert rows[-1]["what"] == "and 3 more"


def test_many_refused_rows_take_no_memory(tmp_path: Path) -> None:
    problems = Problems()
    with written_to(tmp_path / "refused.csv", problems):
        for line in range(MOST_LISTED):
            problems.refuse(problem(line))
        tracemalloc.start()
        for line in range(20_000):
            problems.refuse(problem(line))
        kept = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
    assert kept < 200_000


def test_an_import_writes_the_rows_that_it_refused(database: Database, tmp_path: Path) -> None:
    made, path = made_set(), tmp_path / "refused.csv"
    made["SBJ"][0]["SBJ"] = "=nursing"
    report = bring_in(database, made.write(tmp_path / "set"), refused_rows=path)
    refused = [row for row in rows_of(path) if row["what"] == "left out"]
    assert len(refused) == report.problems.total_refused > 0
    assert refused[0]["file"] == "SBJ.csv"
    assert refused[0]["value"] == "'=nursing"
