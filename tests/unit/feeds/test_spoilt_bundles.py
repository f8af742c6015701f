"""Files spoilt on the way, or packed by other machines: read, or refused in words, and never anything else."""

from __future__ import annotations

import csv
import gzip
import io
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Annotated
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from pathways.feeds.bundle import SPREADSHEETS, UTF_8, Bundle
from pathways.feeds.problems import Problems
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.rows import Row, Table, read_cells, read_rows
from pathways.feeds.xml_encoding import WINDOWS, Charset, charset_of
from pathways.feeds.xml_events import Limits, read_elements

TABLE = "NAME,PEOPLE\r\n" + "Preston,147900\r\n" * 20
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
LATIN = st.text(st.sampled_from("abc £éñ€’\n"), max_size=60)


class TownRow(Row):
    """A made-up table of towns."""

    name: Annotated[str, Field(min_length=1, description="a name")]
    people: Annotated[int, Field(ge=0, description="a whole number")]


TOWNS = Table("TOWNS", TownRow)


def zipped(method: int = zipfile.ZIP_DEFLATED, **members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def contents_of(path: Path, *endings: str) -> list[str]:
    """What every file of a bundle holds."""
    bundle = Bundle([path], endings or (".csv",))
    found = []
    for entry in bundle.entries:
        with bundle.open_bytes(entry) as opened:
            found.append(opened.read().decode())
    return found


def read_or_refused(path: Path) -> list[str] | str:
    """The contents, or the words of the refusal; anything else is a fault that the test shows."""
    try:
        return contents_of(path)
    except FileRefusedError as error:
        return str(error)


@pytest.mark.parametrize("method", METHODS)
def test_every_usual_way_to_pack_a_zip_is_read(tmp_path: Path, method: int) -> None:
    (tmp_path / "set.zip").write_bytes(zipped(method, **{"towns.csv": TABLE, "b/rivers.csv": "NAME\r\n"}))
    assert sorted(contents_of(tmp_path / "set.zip")) == ["NAME\r\n", TABLE]


@pytest.mark.parametrize("method", METHODS)
@given(place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_zip_with_any_one_byte_spoilt_is_read_or_refused_in_words(
    method: int, place: int, byte: int
) -> None:
    spoilt = bytearray(zipped(method, **{"towns.csv": TABLE}))
    spoilt[place % len(spoilt)] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "set.zip"
        path.write_bytes(spoilt)
        told = read_or_refused(path)
    assert told in ([TABLE], []) or (isinstance(told, str) and told.endswith("."))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_damaged_in_its_middle_is_told_as_damaged(tmp_path: Path, method: int) -> None:
    spoilt = bytearray(zipped(method, **{"towns.csv": TABLE * 50}))
    middle = spoilt.index(b"towns.csv") + 40
    spoilt[middle : middle + 8] = b"\xff" * 8
    (tmp_path / "set.zip").write_bytes(spoilt)
    assert read_or_refused(tmp_path / "set.zip") == (
        "towns.csv is damaged or not compressed as its name says. Download it again."
    )


def test_a_zip_packed_in_an_unknown_way_is_refused_with_what_to_do(tmp_path: Path) -> None:
    packed = bytearray(zipped(**{"towns.csv": TABLE}))
    listed = packed.index(b"PK\x01\x02")
    packed[8:10] = packed[listed + 10 : listed + 12] = (9).to_bytes(2, "little")  # Deflate64, of Windows
    (tmp_path / "large.zip").write_bytes(packed)
    told = read_or_refused(tmp_path / "large.zip")
    assert told == "large.zip is packed in a way that is not read here. Make a plain zip of the files."


def test_what_a_mac_packs_beside_each_file_is_no_second_table(tmp_path: Path) -> None:
    beside = {"__MACOSX/._towns.csv": "\0\5\26\7Mac OS X", "._towns.csv": "\0\5\26\7Mac OS X"}
    (tmp_path / "set.zip").write_bytes(zipped(**{"towns.csv": TABLE}, **beside))
    assert contents_of(tmp_path / "set.zip") == [TABLE]
    folder = tmp_path / "unpacked"
    folder.mkdir()
    (folder / "towns.csv").write_bytes(TABLE.encode())
    (folder / "._towns.csv").write_bytes(b"\0\5\26\7Mac OS X")
    assert contents_of(folder) == [TABLE]


@given(st.binary(max_size=400), st.integers(0, 400))
def test_a_gzip_with_bytes_put_into_it_is_read_or_refused(put_in: bytes, place: int) -> None:
    packed = gzip.compress(TABLE.encode(), mtime=0)
    spoilt = packed[:place] + put_in + packed[place:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "towns.csv.gz"
        path.write_bytes(spoilt)
        told = read_or_refused(path)
    assert isinstance(told, str) or told == [TABLE]


def test_an_error_of_the_disk_is_not_told_as_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "towns.csv.gz").write_bytes(gzip.compress(TABLE.encode()))

    def failing(_file: gzip.GzipFile, _size: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(gzip.GzipFile, "read", failing)
    with pytest.raises(OSError, match="Input/output error"):
        contents_of(tmp_path / "towns.csv.gz")


def test_a_path_that_is_nothing_and_a_file_of_another_kind_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "towns.xlsx").write_bytes(b"PK")
    assert read_or_refused(tmp_path / "gone") == f"{tmp_path / 'gone'} is neither a file nor a folder."
    assert read_or_refused(tmp_path / "towns.xlsx") == "towns.xlsx is not a .csv, .csv.gz or .zip file."


@given(text=LATIN, declared=st.sampled_from(["utf-8", "UTF8", "windows-1252", "ISO-8859-1", "latin1", ""]),
       really=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))  # fmt: skip
def test_a_feed_says_the_same_in_whatever_characters_it_is_written_and_whatever_it_claims(
    text: str, declared: str, really: str
) -> None:
    claim = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    content = f"{claim}<r><t>{escape(text)}</t></r>".encode(really)
    charset = charset_of(io.BytesIO(content))
    found = next(read_elements(io.BytesIO(content), "feed.xml", {"t"}, encoding=charset.override))
    assert found.node.text == " ".join(text.split())
    if text.isascii():
        assert charset.wrong in ("", declared)


def test_the_line_is_told_on_which_the_characters_cannot_be_what_the_file_says() -> None:
    content = b'<?xml version="1.0" encoding="UTF-8"?>\n<r>\n<a>plain</a>\n<b>caf\xe9</b></r>'
    assert charset_of(io.BytesIO(content)) == Charset(WINDOWS, "UTF-8", 4)
    unnamed = content.replace(b' encoding="UTF-8"', b"")
    assert charset_of(io.BytesIO(unnamed)) == Charset(WINDOWS, "UTF-8, as it names no other", 4)


@pytest.mark.parametrize("head", [b"\xff\xfe<\0r\0", b"\xfe\xff\0<\0r", b'<?xml version="1.0" encoding="koi8-r"?>',
                                  b'<?xml version="1.0" encoding="no-such-thing"?>'])  # fmt: skip
def test_other_characters_are_left_to_the_reader(head: bytes) -> None:
    assert charset_of(io.BytesIO(head + b"\xe9")) == Charset()


def test_a_character_cut_off_at_the_end_is_a_fault_of_its_last_line() -> None:
    assert charset_of(io.BytesIO(b"<r>\n\n\xc3")) == Charset(WINDOWS, "UTF-8, as it names no other", 3)


@given(depth=st.integers(1, 12), most=st.integers(1, 12))
def test_elements_within_one_another_are_counted_exactly(depth: int, most: int) -> None:
    content = b"<r>" * depth + b"</r>" * depth
    reading = read_elements(io.BytesIO(content), "f.xml", {"r"}, limits=Limits(depth=most))
    if depth > most:
        with pytest.raises(FileRefusedError, match=f"more than {most} deep"):
            list(reading)
    else:
        assert len(list(reading)) == depth


@given(pieces=st.lists(st.integers(0, 30), min_size=1, max_size=6), most=st.integers(1, 60))
def test_a_text_in_pieces_is_measured_as_one(pieces: list[int], most: int) -> None:
    content = b"<r><t>" + b"<b/>".join(b"x" * piece for piece in pieces) + b"</t></r>"
    reading = read_elements(io.BytesIO(content), "f.xml", {"t"}, limits=Limits(text=most))
    if sum(pieces) > most:
        with pytest.raises(FileRefusedError, match=f"a text is longer than {most} characters"):
            list(reading)
    else:
        assert len(list(reading)) == 1


def test_a_wanted_element_inside_another_is_given_alone_and_its_size_not_held_against_the_outer() -> None:
    courses = b"".join(b"<course><t>" + b"x" * 50 + b"</t></course>" for _ in range(100))
    found = list(
        read_elements(io.BytesIO(b"<r>" + courses + b"</r>"), "f.xml", {"course"}, limits=Limits(held=200))
    )
    assert len(found) == 100
    with pytest.raises(FileRefusedError, match="far more than a published record"):
        list(read_elements(io.BytesIO(b"<r>" + courses + b"</r>"), "f.xml", {"r"}, limits=Limits(held=200)))


def test_a_reason_against_the_root_names_the_file_and_stops_before_the_rest() -> None:
    content = b"<html><course/>" + b"not even closed"
    with pytest.raises(FileRefusedError, match=r"^page\.xml is a page of the web$"):
        list(
            read_elements(
                io.BytesIO(content),
                "page.xml",
                {"course"},
                root=lambda node: "is a page of the web" if node.key == "html" else "",
            )
        )


def towns(folder: Path, content: bytes) -> tuple[list[tuple[int, str, int]], Problems, Counter[str]]:
    (folder / "towns.csv").write_bytes(content)
    problems, counts = Problems(), Counter[str]()
    found = read_rows(Bundle([folder]), TOWNS, problems, counts, lambda: None)
    return [(line, row.name, row.people) for line, row in found], problems, counts


CELLS = st.text(st.sampled_from('ab1," \n;é'), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8))
def test_every_row_that_was_written_is_read_or_reported_and_counted_once(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("PEOPLE", "NAME"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        read, problems, counts = towns(Path(folder), text.getvalue().encode())
    right = [
        (name.strip(), int(people))
        for people, name in rows
        if people.strip().isascii() and people.strip().isdigit() and name.strip()
    ]
    assert [(name, people) for _, name, people in read] == right
    assert counts["towns.csv"] == len(rows) == len(read) + problems.total_refused
    assert [line for line, *_ in read] == sorted({line for line, *_ in read})


@pytest.mark.parametrize(
    ("content", "encodings", "cells"),
    [
        (b"NAME\r\nCaf\xe9\r\n", SPREADSHEETS, "Café"),
        (b"NAME\r\nCaf\xc3\xa9\r\n", SPREADSHEETS, "Café"),
        (b"\xef\xbb\xbfNAME\r\nCaf\xc3\xa9\r\n", UTF_8, "Café"),
        (b"NAME\n\x80 9\n", SPREADSHEETS, "€ 9"),
    ],
)
def test_cells_are_read_in_the_characters_of_their_program(
    tmp_path: Path, content: bytes, encodings: tuple[str, ...], cells: str
) -> None:
    (tmp_path / "towns.csv").write_bytes(content)
    found = read_cells(Bundle([tmp_path]), "TOWNS", Problems(), Counter(), lambda: None, encodings)
    assert [row for _, row in found] == [["NAME"], [cells]]


def test_a_nul_in_a_cell_is_reported_and_the_next_row_read(tmp_path: Path) -> None:
    read, problems, _ = towns(tmp_path, b"NAME,PEOPLE\nPre\0ston,1\nConsett,2\n")
    assert read == [(3, "Consett", 2)]
    assert [(problem.line, problem.rule) for problem in problems.listed] == [
        (2, "A row holds text only, without NUL characters")
    ]


@pytest.mark.parametrize("name", ["UTF8", "utf8", "Utf_8", "U8"])
def test_utf8_is_known_by_its_other_names(name: str) -> None:
    content = f'<?xml version="1.0" encoding="{name}"?><r><t>Café £5</t></r>'.encode()
    charset = charset_of(io.BytesIO(content))
    assert charset == Charset("utf-8")
    found = next(read_elements(io.BytesIO(content), "feed.xml", {"t"}, encoding=charset.override))
    assert found.node.text == "Café £5"
