"""Evidence on a page, in a spreadsheet and on paper: the same counts, nothing that is worked out, nobody named."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from pathways.catalogue.vocabulary import Route
from pathways.shortlists.evidence_table import (
    Line,
    as_csv,
    as_sheet,
    group_name,
    headings,
    table_of,
)
from pathways.shortlists.models import ResponseKind
from pathways.shortlists.queries.evidence import Evidence
from pathways.spreadsheets import BEGINS_A_FORMULA
from tests.unit.shortlists.samples import some_evidence

TODAY = date(2027, 3, 10)
ABOUT = "Harbour School"


@pytest.fixture(autouse=True)
def _in_words(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def read(text: str) -> list[dict[str, str]]:
    """The file as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def counts(line: Line) -> dict[str, int]:
    """The counts of a line by their headings."""
    return dict(zip(headings(), line.counts, strict=True))


def test_a_line_has_a_count_for_every_heading() -> None:
    (line,) = table_of([some_evidence()])
    assert counts(line) == {
        "Lists": 30,
        "With ideas on them": 28,
        "Shared": 25,
        "Opened": 20,
        "Answered": 12,
        "Ideas in all": 140,
        "Interested": 9,
        "Not for me": 0,
        "Talk to me": 4,
    }


@pytest.mark.parametrize(
    ("group", "name"),
    [
        (7, "Year 7"),
        (11, "Year 11"),
        (13, "Year 13"),
        (None, "No year said"),
    ],
)
def test_a_year_group_has_a_name(group: int | None, name: str) -> None:
    assert group_name(group) == name


def test_routes_stand_in_the_order_of_the_line_map_and_only_those_that_are_covered() -> None:
    (line,) = table_of([some_evidence()])
    assert line.routes == (
        ("Apprenticeship", 25),
        ("T Level", 20),
    )


def test_several_year_groups_are_added_up_in_a_last_line() -> None:
    lines = table_of(
        [some_evidence(10), some_evidence(11, lists=5, routes={"degree": 2}), some_evidence(None)]
    )
    assert [line.group for line in lines] == ["Year 10", "Year 11", "No year said", "All"]
    total = counts(lines[-1])
    assert total["Lists"] == 65
    assert total["Answered"] == 36
    assert dict(lines[-1].routes) == {
        "Apprenticeship": 50,
        "T Level": 40,
        "Degree": 2,
    }


def test_one_year_group_is_not_said_twice() -> None:
    assert [line.group for line in table_of([some_evidence(11)])] == ["Year 11"]


def test_nothing_to_count_is_an_empty_table() -> None:
    assert table_of([]) == ()
    assert read(as_csv((), about=ABOUT, today=TODAY)) == []


def test_the_file_names_the_school_year_and_every_route() -> None:
    (row,) = read(as_csv(table_of([some_evidence()]), about=ABOUT, today=TODAY))
    assert row["School year"] == "2026/27"
    assert row["About"] == ABOUT
    assert row["Year group"] == "Year 11"
    assert row["Routes"] == "2"
    assert row["T Level"] == "20"
    assert row["Apprenticeship"] == "25"
    assert row["Degree"] == "0"
    assert len(row) == 3 + len(headings()) + 1 + len(Route)


@pytest.mark.parametrize("sign", BEGINS_A_FORMULA)
def test_no_cell_of_the_file_is_worked_out(sign: str) -> None:
    text = as_csv(table_of([some_evidence()]), about=f"{sign}HYPERLINK(1)", today=TODAY)
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")):
        for cell in row:
            assert not cell.startswith(BEGINS_A_FORMULA), cell


def test_the_file_opens_as_utf_8_with_lines_that_spreadsheets_end() -> None:
    text = as_csv(table_of([some_evidence()]), about="Ysgol Tŷ’r Môr", today=TODAY)
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    assert "Ysgol Tŷ’r Môr" in text


def test_the_sheet_has_a_part_for_each_year_group_with_its_counts() -> None:
    sheet = as_sheet(table_of([some_evidence(10), some_evidence(11)]), about=ABOUT, today=TODAY)
    assert sheet.title == "Lists and routes, 2026/27"
    assert sheet.made_by == "Harbour School. Counted on 10 March 2027."
    assert [part.heading for part in sheet.parts] == [
        "Year 10: 30 lists",
        "Year 11: 30 lists",
        "All: 60 lists",
    ]
    assert "Shared: 25." in sheet.parts[0].nothing
    assert "Lists with each route: Apprenticeship (25), T Level (20)." in sheet.parts[0].nothing
    assert sheet.footer == "Counts of lists, not of pupils. No pupil is named."


def test_a_sheet_without_counts_says_so() -> None:
    sheet = as_sheet((), about=ABOUT, today=TODAY)
    assert [part.nothing for part in sheet.parts] == ["There is nothing to count yet."]


def test_one_list_is_one_list() -> None:
    sheet = as_sheet(table_of([Evidence(9, lists=1)]), about=ABOUT, today=TODAY)
    assert sheet.parts[0].heading == "Year 9: 1 list"
    assert "Lists with each route" not in sheet.parts[0].nothing


@pytest.mark.parametrize("kind", ResponseKind)
def test_every_answer_has_a_column(kind: ResponseKind) -> None:
    (line,) = table_of([some_evidence(answers={kind: 77})])
    assert [count for count in line.counts if count == 77] == [77]
