"""Files as offices send them: in whatever encoding and order, or no table at all."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.course_directory.columns import SHAPES
from pathways.feeds.refusals import FileRefusedError
from pathways.listings.upload.models import UploadKind
from pathways.listings.upload.reading import MOST_BYTES, MOST_ROWS, read_table, safe_name
from pathways.listings.upload.reading_feeds import read_file
from tests.harness.uploads import course, plumbing, sheet

SHAPE_OF_2020 = next(shape for shape in SHAPES if shape.inherits_text)
CAFE = plumbing(title="Café work – level 2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_each_usual_encoding_is_read(encoding: str) -> None:
    read = read_table("file.csv", sheet([CAFE], encoding=encoding))
    assert read.kind is UploadKind.PROGRAMMES
    assert read.rows[0].cells["title"] == CAFE["title"]


def test_a_mark_of_utf8_before_what_is_windows_is_dropped() -> None:
    read = read_table("file.csv", codecs.BOM_UTF8 + sheet([CAFE], encoding="cp1252"))
    assert read.rows[0].cells["reference"] == "plumb-2"


def test_columns_stand_in_any_order_and_case() -> None:
    names = sorted(CAFE, reverse=True)
    body = sheet([CAFE], names)
    shouted = body.replace(",".join(names).encode(), " , ".join(names).upper().encode())
    assert read_table("file.csv", shouted).rows[0].cells["title"] == CAFE["title"]


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    two_lines = plumbing(summary="One line.\nAnother line.")
    read = read_table("file.csv", sheet([two_lines, CAFE]))
    assert [row.number for row in read.rows] == [2, 3]


def test_the_provider_need_not_be_named() -> None:
    assert "provider_name" not in CAFE
    assert read_table("file.csv", sheet([CAFE])).columns == tuple(CAFE)


def test_a_row_that_is_no_row_is_kept_with_what_is_wrong() -> None:
    body = sheet([CAFE]) + b"too,short\r\n" + sheet([plumbing(reference="x")]).split(b"\r\n", 1)[1]
    read = read_table("file.csv", body)
    assert [row.wrong is None for row in read.rows] == [True, False, True]
    wrong = read.rows[1].wrong
    assert wrong is not None and "as many cells as the header" in wrong.rule
    assert [row.number for row in read.rows] == [2, 3, 4]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 workbook", "workbook"),
        (b"\xd0\xcf\x11\xe0 old workbook", "workbook"),
        ("reference,title".encode("utf-16"), "CSV UTF-8"),
        (b"a,b,c\r\n1,2,3\r\n", "none of the tables"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        (sheet([], tuple(CAFE)), "no row below it"),
        (sheet([CAFE | {"colour": "red"}]), "a column that the template has not: colour"),
        (sheet([CAFE], [*CAFE, "title"]), "more than once"),
        (sheet([CAFE], [name for name in CAFE if name != "level"]), "no column level"),
        (sheet([course()], [name for name in course() if name != "COST"]), "no column COST"),
        (b"\x81" * 50, "none of the tables|not UTF-8"),
    ],
)
def test_what_is_no_file_of_ours_is_refused_in_words(body: bytes, words: str) -> None:
    with pytest.raises(FileRefusedError, match=words):
        read_table("file.csv", body)


def test_more_rows_than_a_page_takes_are_refused() -> None:
    header, row = sheet([{"reference": "a", "title": "b", "route": "c"} | CAFE]).split(b"\r\n", 1)
    just = header + b"\r\n" + row * MOST_ROWS
    assert len(read_table("file.csv", just).rows) == MOST_ROWS
    with pytest.raises(FileRefusedError, match="more than 5,000 rows"):
        read_table("file.csv", just + row)


def test_the_national_table_of_every_provider_is_no_upload() -> None:
    from tests.unit.feeds.made_directory import flat_row

    with pytest.raises(FileRefusedError, match="Send one of the templates"):
        read_table("file.csv", sheet([flat_row()]))


def test_a_home_address_in_a_text_is_cut_and_a_venue_keeps_its_postcode() -> None:
    row = plumbing(summary="Write to PR1 2HE for more.", venue_postcode="PR1 2HE")
    cells = read_table("file.csv", sheet([row])).rows[0].cells
    assert "PR1 2HE" not in cells["summary"]
    assert cells["venue_postcode"] == "PR1 2HE"


def test_rows_of_2020_have_the_texts_of_the_row_above() -> None:
    columns = [name for name in SHAPE_OF_2020.columns.values() if name != "REGION"] + ["REGION"]
    rows = [
        {"LARS_QAN": "60333078", "WHO_IS_THIS_COURSE_FOR": "Everybody", "COURSE_NAME": "A"},
        {"LARS_QAN": "60333078", "COURSE_NAME": "B"},
        {"LARS_QAN": "60333079", "COURSE_NAME": "C"},
    ]
    read = read_table("file.csv", sheet(rows, columns))
    assert [row.cells["WHO_IS_THIS_COURSE_FOR"] for row in read.rows] == ["Everybody", "Everybody", ""]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\somebody\\courses 2027.csv", "courses 2027.csv"),
        ("../../etc/passwd", "passwd"),
        ("", "upload.csv"),
        ("<script>.csv", "_script_.csv"),
        ('a"b\r\nc.csv', "a_b__c.csv"),
    ],
)
def test_a_name_is_made_safe(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 100
    assert "/" not in safe
    assert not safe.startswith(".")


@given(st.binary(max_size=400))
def test_whatever_bytes_come_are_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(FileRefusedError):
        assert read_file("file.csv", body).columns
