"""The templates and uploads of the course directory as they were published: what comes in, what does not and why."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Programme, Venue
from pathways.database import Database
from pathways.feeds.course_directory.columns import TableKind, shape_of
from pathways.feeds.refusals import FeedRefusedError
from tests.unit.feeds.made_directory import (
    COLLEGE,
    COURSE_COLUMNS,
    NON_LARS_COLUMNS,
    VENUE_COLUMNS,
    bring_in,
    course_row,
    venue_row,
    write,
)


@pytest.fixture
def folder(shared_data: Path) -> Path:
    """Where the published files are."""
    return shared_data / "course_directory"


@pytest.mark.parametrize(
    ("name", "kind", "columns"),
    [
        ("template_courses_lars", TableKind.COURSES, COURSE_COLUMNS),
        ("template_courses_nonlars", TableKind.COURSES, NON_LARS_COLUMNS),
        ("template_venues", TableKind.VENUES, VENUE_COLUMNS),
    ],
)
def test_each_template_is_told_by_its_header(
    folder: Path, name: str, kind: TableKind, columns: tuple[str, ...]
) -> None:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert header == list(columns)
    assert shape_of(header, name).kind is kind
    assert set(shape_of(header, name).needed) <= set(header)


def test_the_upload_of_courses_of_2020_comes_in_by_its_old_headers(
    database: Database, session: Session, folder: Path
) -> None:
    report = bring_in(database, folder / "courses.csv")
    assert sum(report.rows.values()) == 28
    reasons = Counter((problem.column, problem.rule) for problem in report.problems.listed)
    assert reasons == {
        ("VENUE", "A course that is online has no venue"): 19,
        ("VENUE", "A course that is work based has no venue"): 8,
        ("VENUE", "A venue stands in the provider's table of venues"): 1,
    }
    assert (report.offered, report.problems.total_refused, report.problems.total_noted) == (1, 27, 1)
    (offer,) = session.scalars(select(Opportunity))
    assert offer.programme.title == "A COURSE"
    assert str(offer.intakes[0].starts_on) == "2020-04-27"
    assert offer.fee == 9_999_900
    (venue,) = session.scalars(select(Venue))
    assert (venue.name, venue.lat, venue.lng) == ("dudley", None, None)


def test_beside_a_table_of_venues_its_classroom_course_gets_a_place(
    database: Database, session: Session, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / COLLEGE).mkdir()
    (tmp_path / COLLEGE / "courses.csv").write_bytes((folder / "courses.csv").read_bytes())
    write(
        tmp_path / COLLEGE / "venues.csv",
        [venue_row(VENUE_NAME="Dudley", POSTCODE="DY1 1AA", TOWN_OR_CITY="Dudley")],
    )
    report = bring_in(database, tmp_path)
    assert (report.offered, report.with_place) == (1, 1)
    (venue,) = session.scalars(select(Venue))
    assert venue.postcode_district == "DY1"


def test_rows_of_2020_without_texts_have_those_of_the_row_above(
    database: Database, session: Session, folder: Path, tmp_path: Path
) -> None:
    with (folder / "courses.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    online = [row | {"VENUE": "", "STUDY_MODE": "", "ATTENDANCE_PATTERN": ""} for row in rows[1:5]]
    online = [row | {"NATIONAL_DELIVERY": "", "REGION": ""} for row in online]
    report = bring_in(database, write(tmp_path / "courses.csv", [rows[0], *online]))
    assert report.problems.total_refused == 0
    assert {one.summary for one in session.scalars(select(Programme))} == {"aaaaa"}
    assert report.offered == 5


def test_the_upload_of_apprenticeships_of_2020_is_refused_row_by_row(
    database: Database, folder: Path
) -> None:
    with pytest.raises(FeedRefusedError) as refused:
        bring_in(database, folder / "apprenticeships_100.csv")
    report = refused.value.report
    assert report is not None
    assert sum(report.rows.values()) == report.problems.total_refused == 100
    assert {(problem.column, problem.rule) for problem in report.problems.listed} == {
        ("VENUE", "It is no longer than 250 characters")
    }


@pytest.mark.parametrize("name", ["template_courses_lars", "template_courses_nonlars", "template_venues"])
def test_a_template_without_rows_is_refused_in_words(database: Database, folder: Path, name: str) -> None:
    with pytest.raises(FeedRefusedError, match=r"No row|no table of courses"):
        bring_in(database, folder / f"{name}.csv")


def test_a_filled_template_comes_in(database: Database, folder: Path, tmp_path: Path) -> None:
    for name, row in (("template_courses_lars", course_row()), ("template_venues", venue_row())):
        header = (folder / f"{name}.csv").read_text(encoding="utf-8-sig").strip().split(",")
        write(tmp_path / f"{COLLEGE}-{name}.csv", [row], header)
    assert bring_in(database, tmp_path).offered == 1
