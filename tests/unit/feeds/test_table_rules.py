"""What every column of the set must hold, and the words that say so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pathways.feeds.discover_uni import figures, sector, tables
from pathways.feeds.discover_uni.reading import IF_PRESENT, NEEDED
from pathways.feeds.rows import Row

COURSE = {
    "PUBUKPRN": "10007141",
    "UKPRN": "10007141",
    "KISCOURSEID": "NURS1",
    "KISMODE": "01",
    "TITLE": "Nursing",
    "KISAIMCODE": "",
    "KISLEVEL": "",
    "DISTANCE": "0",
    "SANDWICH": "0",
    "YEARABROAD": "0",
    "NUMSTAGE": "",
    "CRSEURL": "",
}
SITE = {
    "UKPRN": "10007141",
    "LOCID": "MC",
    "LOCNAME": "Main",
    "LATITUDE": "53.76",
    "LONGITUDE": "-2.7",
    "LOCCOUNTRY": "XF",
}


def accepts(model: type[Row], cells: dict[str, str]) -> bool:
    try:
        model.model_validate(cells)
    except ValidationError:
        return False
    return True


def test_every_column_has_words_for_what_is_right() -> None:
    for table in (*NEEDED, *IF_PRESENT):
        for name, field in table.row.model_fields.items():
            assert field.description, f"{table.name}.{name}"
            assert not field.description.endswith(".")


def test_every_column_is_named_as_it_is_published() -> None:
    assert tables.COURSE.columns[:4] == ["PUBUKPRN", "UKPRN", "KISCOURSEID", "KISMODE"]
    assert figures.TARIFF.columns[-14:] == [f"T{start:03d}" for start in (1, *range(48, 241, 16))]
    assert sector.THREE_YEARS.columns[0] == "LEO3SECSBJ"
    assert sector.FIVE_YEARS.columns[-3:] == ["LEO5LQ_UK", "LEO5MED_UK", "LEO5UQ_UK"]
    assert tables.RATING.name == tables.RATING.name.upper()


@pytest.mark.parametrize(
    ("column", "good", "bad"),
    [
        ("PUBUKPRN", ["10000001", "99999998"], ["", "1000000", "100000012", "1000000x", "01234567"]),
        ("KISCOURSEID", ["A", "UUBABMSIND4~UBABMSIND4", "BA(Hons)", "é"], ["", " ", "x" * 81]),
        ("KISMODE", ["01", "02", "1", "2", " 1 "], ["", "0", "3", "03", "full-time"]),
        ("TITLE", ["Law", "x" * 200], ["", "   ", "x" * 201]),
        ("DISTANCE", ["", "0", "1", "2"], ["3", "yes"]),
        ("NUMSTAGE", ["", "1", "8", "NA"], ["0", "9", "three", "2.5"]),
        ("CRSEURL", ["", "https://example.org"], ["x" * 2001]),
    ],
)
def test_a_course_row(column: str, good: list[str], bad: list[str]) -> None:
    assert [cell for cell in good if not accepts(tables.CourseRow, COURSE | {column: cell})] == []
    assert [cell for cell in bad if accepts(tables.CourseRow, COURSE | {column: cell})] == []


@pytest.mark.parametrize(
    ("column", "good", "bad"),
    [
        ("LOCID", ["A", "x" * 100], ["", "x" * 101]),
        ("LOCNAME", ["Main Campus"], ["", "x" * 201]),
        ("LATITUDE", ["53.76", "-53", "0", ""], ["north", "181", "nan", "inf", "53,76"]),
        ("LONGITUDE", ["-2.7", ""], ["-181", "2 W"]),
        ("LOCCOUNTRY", ["XF", "XG", "XH", "XI"], ["", "XX", "England"]),
    ],
)
def test_a_site_row(column: str, good: list[str], bad: list[str]) -> None:
    assert [cell for cell in good if not accepts(tables.LocationRow, SITE | {column: cell})] == []
    assert [cell for cell in bad if accepts(tables.LocationRow, SITE | {column: cell})] == []


@pytest.mark.parametrize("code", ["CAH01", "CAH02-04", "CAH02-04-01"])
def test_subjects_of_every_width_are_read(code: str) -> None:
    assert accepts(tables.SubjectRow, COURSE | {"SBJ": code})


@pytest.mark.parametrize("code", ["", "CAH", "CAH1", "CAH02-4", "CAH02-04-01-01", "cah02", "I100"])
def test_other_codes_are_not_subjects(code: str) -> None:
    assert not accepts(tables.SubjectRow, COURSE | {"SBJ": code})


@given(st.integers(-1000, 1000))
def test_a_share_is_a_whole_number_from_0_to_100(share: int) -> None:
    cells = {str(field.alias): "" for field in figures.ContinuationRow.model_fields.values()} | COURSE
    cells |= {"CONTUNAVAILREASON": "0", "UCONT": str(share)}
    assert accepts(figures.ContinuationRow, cells) == (0 <= share <= 100)


@given(st.text(max_size=20))
def test_whatever_stands_in_a_cell_is_read_or_refused_and_nothing_else(text: str) -> None:
    for column in COURSE:
        accepts(tables.CourseRow, COURSE | {column: text})


def test_a_course_is_known_by_its_four_parts_whatever_its_identifier_holds() -> None:
    keys = {
        key(PUBUKPRN="10000001", KISCOURSEID="A:01:B"),
        key(PUBUKPRN="10000001", KISCOURSEID="B", KISMODE="02"),
        key(PUBUKPRN="10000001", KISCOURSEID="B"),
        key(UKPRN="10000001", KISCOURSEID="B"),
        key(KISCOURSEID="B"),
    }
    assert len(keys) == 5
    assert key(KISMODE="1") == key(KISMODE="01")


@given(st.tuples(*[st.sampled_from(["A", ":", "A:B", "01"])] * 2))
def test_two_identifiers_never_share_a_key(identifiers: tuple[str, str]) -> None:
    one, other = identifiers
    assert (key(KISCOURSEID=one) == key(KISCOURSEID=other)) == (one == other)


def key(**cells: str) -> str:
    found: Any = tables.CourseRow.model_validate(COURSE | cells)
    return str(found.key)
