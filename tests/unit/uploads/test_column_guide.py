"""The guide to the columns of our own template says of each what it is for and what may stand in it."""

from __future__ import annotations

import csv
import io

import pytest

from pathways.catalogue.vocabulary import Route
from pathways.feeds.programmes_csv.columns import COLUMNS
from pathways.listings.upload.column_guide import ColumnTold, column_guide
from pathways.listings.upload.templates_of import PROGRAMMES, filled_in

TOLD = {column.name: column for section in column_guide() for column in section.columns}
CELLS = {column.name: column.cell for column in COLUMNS}
WITH_CODES = [column for column in TOLD.values() if column.choices]


def test_every_column_of_the_template_is_told_of_once_and_no_other() -> None:
    told = [column.name for section in column_guide() for column in section.columns]
    assert sorted(told) == sorted(PROGRAMMES.columns)
    assert all(section.columns for section in column_guide())
    assert [name for name in told if not str(TOLD[name].label).strip()] == []


@pytest.mark.parametrize("column", WITH_CODES, ids=lambda column: column.name)
def test_every_code_that_is_offered_is_taken_and_every_code_that_is_taken_is_offered(
    column: ColumnTold,
) -> None:
    codes = [code for code, _name in column.choices]
    read = CELLS[column.name].read
    assert len({str(read(code)) for code in codes}) == len(codes)
    rule = CELLS[column.name].rule.removeprefix("one of ").removesuffix(", with ; between several")
    assert sorted(codes) == sorted(rule.split(", "))


def test_columns_of_codes_are_those_that_a_reader_of_the_guide_asks_about() -> None:
    assert {column.name for column in WITH_CODES} == {
        "route", "level", "nation", "areas", "english", "maths", "level_held", "delivery", "modes", "money",
        "pay_basis",
    }  # fmt: skip


def test_what_cannot_be_left_out_is_marked() -> None:
    needed = {name for name, column in TOLD.items() if column.is_needed}
    assert needed == {
        "reference", "title", "route", "level", "summary", "delivery", "modes", "starts", "money", "how_to_apply",
    }  # fmt: skip


def test_columns_of_a_few_routes_say_which() -> None:
    assert [str(name) for name in TOLD["needs_ehcp"].routes] == ["Supported internship"]
    assert "Degree" in [str(name) for name in TOLD["credits"].routes]
    assert TOLD["title"].routes == TOLD["level"].routes == ()


def test_the_sheet_filled_in_has_a_row_for_each_route_and_no_provider() -> None:
    rows = list(csv.DictReader(io.StringIO(filled_in().text.removeprefix("\ufeff"))))
    assert {row["route"] for row in rows if row["route"]} == set(Route)
    assert len([row for row in rows if not row["route"]]) == 1, "a second place leaves out what is the same"
    assert tuple(rows[0]) == PROGRAMMES.columns
    assert not [name for name in rows[0] if name.startswith("provider")]
