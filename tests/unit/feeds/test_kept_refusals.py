"""The rows that an import refused, kept for whoever runs the site."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.database import Database
from pathways.feeds.kept_refusals import (
    COLUMNS,
    RefusedRow,
    forget_refused,
    keep_refused,
    refused_csv,
    runs_with_rows,
)
from pathways.feeds.models import ImportRun
from pathways.feeds.problems import Problems, RowProblem
from tests.factories import make_source

BEGAN = datetime(2027, 1, 4, 12, tzinfo=UTC)


@pytest.fixture
def run(session: Session) -> int:
    made = ImportRun(source_id=make_source(session).id or 0, format="courses", started_at=BEGAN)
    session.add(made)
    session.commit()
    assert made.id is not None
    return made.id


def problems(*values: str) -> Problems:
    found = Problems()
    for line, value in enumerate(values, 2):
        found.refuse(RowProblem("courses.csv", line, "COST", value, "It is no price.", "Write a number."))
    return found


def table(database: Database, run: int) -> list[list[str]]:
    with database.engine.connect() as connection:
        text = refused_csv(connection, run)
    assert text is not None and text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_every_problem_is_a_row_with_what_would_mend_it(database: Database, run: int) -> None:
    keep_refused(database, run, problems("free", "12,x"))
    assert table(database, run) == [
        list(COLUMNS),
        ["courses.csv", "2", "COST", "free", "It is no price.", "Write a number."],
        ["courses.csv", "3", "COST", "12,x", "It is no price.", "Write a number."],
    ]
    with database.engine.connect() as connection:
        assert runs_with_rows(connection) == {run}


@pytest.mark.parametrize("value", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(database: Database, run: int, value: str) -> None:
    keep_refused(database, run, problems(value))
    assert not table(database, run)[1][3].startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("value", ["a\0b", "half \ud800 a letter", "line\nend", "ünï", 'quo"te', "x" * 5_000])
def test_nothing_that_a_file_may_hold_is_refused_by_a_database(
    database: Database, run: int, value: str
) -> None:
    keep_refused(database, run, problems(value))
    assert len(table(database, run)) == 2


def test_without_problems_nothing_is_kept(database: Database, run: int) -> None:
    keep_refused(database, run, Problems())
    with database.engine.connect() as connection:
        assert refused_csv(connection, run) is None
        assert runs_with_rows(connection) == frozenset()


def test_a_spoilt_file_does_not_fill_the_database(database: Database, run: int, session: Session) -> None:
    keep_refused(database, run, problems(*["x"] * 1_500))
    assert len(session.scalars(select(RefusedRow.id)).all()) == 1_000


def test_an_import_does_not_fail_because_its_problems_cannot_be_kept(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    keep_refused(database, 999_999, problems("x"))
    assert "were not kept" in caplog.text


def test_rows_go_after_three_months(database: Database, run: int, session: Session) -> None:
    keep_refused(database, run, problems("x", "y"))
    assert forget_refused(session, BEGAN + timedelta(days=90)) == 0
    assert forget_refused(session, BEGAN + timedelta(days=91)) == 2
    assert session.scalars(select(RefusedRow)).all() == []
