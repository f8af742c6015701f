"""Files that are not what they say, made by hand and by chance: refused in words, or their rows reported."""

from __future__ import annotations

import gzip
import tracemalloc
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.database import Database
from pathways.feeds import rows as feed_rows
from pathways.feeds.bundle import SPREADSHEETS, Bundle
from pathways.feeds.course_directory.columns import SHAPES, RowMaker
from pathways.feeds.course_directory.rules import FLAT_RULES, broken_rules
from pathways.feeds.problems import Problems
from pathways.feeds.refusals import FeedRefusedError, FileRefusedError
from tests.unit.feeds import made_directory, made_listings
from tests.unit.feeds.made_directory import FLAT_COLUMNS, flat_row, online
from tests.unit.feeds.made_listings import template_row

FORMATS = pytest.mark.parametrize(
    "made", [made_directory, made_listings], ids=["course-directory", "programmes-csv"]
)


def good_file(made: ModuleType, path: Path) -> Path:
    """A file of three rows that come in."""
    rows = (
        [flat_row("run-1"), flat_row("run-2", STARTDATE="10/01/2028"), online("run-3")]
        if made is made_directory
        else [template_row(), template_row(reference="b"), template_row(reference="c")]
    )
    return made.write(path, rows)  # type: ignore[no-any-return]


@FORMATS
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n", "none of the tables|no column"),
        (b"hello,world\n1,2\n", "none of the tables|no column"),
        (b"\x00" * 1000, "none of the tables|no column"),
        (b'"never closed\n' * 5, "cannot be read|none of the tables|no column"),
        (b"\x81\x8d\x8f", "UTF-8 or Windows-1252"),
        ("reference,title".encode("utf-16"), "none of the tables|no column|Windows-1252"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_table_is_refused_in_words(
    database: Database, tmp_path: Path, made: ModuleType, content: bytes, said: str
) -> None:
    (tmp_path / "courses.csv").write_bytes(content)
    with pytest.raises(FileRefusedError, match=said):
        made.bring_in(database, tmp_path / "courses.csv")


@FORMATS
def test_a_gzip_that_was_cut_off_is_refused(database: Database, tmp_path: Path, made: ModuleType) -> None:
    packed = gzip.compress(good_file(made, tmp_path / "courses.csv").read_bytes())
    file = tmp_path / "cut.csv.gz"
    file.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(FileRefusedError, match=r"cut off|damaged"):
        made.bring_in(database, file)


@FORMATS
def test_a_gzip_and_a_zip_are_read_as_the_file_is(
    database: Database, tmp_path: Path, made: ModuleType
) -> None:
    plain = good_file(made, tmp_path / "courses.csv")
    packed = tmp_path / "courses.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(tmp_path / "courses.zip", "w") as archive:
        archive.write(plain, "set/courses.csv")
    first = made.bring_in(database, plain)
    for again in (packed, tmp_path / "courses.zip"):
        report = made.bring_in(database, again)
        assert report.offered == first.offered
        assert report.counts.changes == 0


@FORMATS
def test_a_zip_with_names_outside_its_folder_is_refused(
    database: Database, tmp_path: Path, made: ModuleType
) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("../courses.csv", good_file(made, tmp_path / "courses.csv").read_bytes())
    with pytest.raises(FileRefusedError, match="outside its own folder"):
        made.bring_in(database, tmp_path / "x.zip")


@FORMATS
def test_a_header_that_stands_there_twice_is_reported_as_a_row(
    database: Database, tmp_path: Path, made: ModuleType
) -> None:
    file = good_file(made, tmp_path / "courses.csv")
    header, rest = file.read_text().split("\n", 1)
    file.write_text(f"{header}\n{header}\n{rest}")
    report = made.bring_in(database, file)
    assert report.problems.total_refused == 1
    assert report.problems.listed[0].line == 2


@FORMATS
def test_rows_with_nuls_quotes_and_too_few_cells_are_reported_and_stop_no_other(
    database: Database, tmp_path: Path, made: ModuleType
) -> None:
    file = good_file(made, tmp_path / "courses.csv")
    offered = made.bring_in(database, file).offered
    lines = file.read_text().splitlines()
    width = lines[0].count(",")
    spoilt = [lines[0], "a,b", "\0" + "," * width, 'x"y' + "," * width, '"a"b' + "," * width, "", *lines[1:]]
    file.write_text("\r\n".join(spoilt) + "\n")
    report = made.bring_in(database, file)
    assert report.offered == offered
    assert report.problems.total_refused == 4
    assert report.counts.changes == 0


@FORMATS
def test_a_cell_of_ten_megabytes_is_reported_and_the_memory_is_bounded(
    database: Database, tmp_path: Path, made: ModuleType
) -> None:
    file = good_file(made, tmp_path / "courses.csv")
    header, *rows = file.read_text().splitlines()
    file.write_text("\n".join([header, "x" * 10_000_000 + "," * header.count(","), *rows]))
    tracemalloc.start()
    try:
        report = made.bring_in(database, file)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert report.offered > 0
    assert "field larger" in report.problems.listed[0].rule
    assert most < 40_000_000


@FORMATS
def test_a_quote_that_is_never_closed_takes_no_more_than_the_rows_behind_it(
    database: Database, tmp_path: Path, made: ModuleType
) -> None:
    file = good_file(made, tmp_path / "courses.csv")
    file.write_text(file.read_text() + '"never closed' + "\nand on" * 50_000)
    report = made.bring_in(database, file)
    assert report.offered > 0
    assert report.problems.total_refused >= 1


@settings(max_examples=30)
@given(
    lines=st.lists(st.text(st.sampled_from('ab,"\r\n\0é;'), max_size=30), max_size=6),
    longest=st.sampled_from([5, 20, 1_000_000]),
)
def test_no_text_upsets_the_reader_of_cells(
    lines: list[str], longest: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("any") / "any.csv"
    file.write_bytes("\n".join(["A,B", *lines]).encode())
    counts, problems = Counter[str](), Problems()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feed_rows, "LONGEST_LINE", longest)
        found = list(
            feed_rows.read_cells(Bundle([file]), "ANY", problems, counts, lambda: None, SPREADSHEETS)
        )
    assert all(len(cells) == 2 for _, cells in found)
    assert sum(counts.values()) == len(found) - 1 + problems.total_refused


@settings(max_examples=20)
@given(data=st.data())
def test_whatever_is_changed_in_a_row_it_comes_in_or_is_reported(
    data: st.DataObject,
) -> None:
    column = data.draw(st.sampled_from(FLAT_COLUMNS))
    text = data.draw(st.text(max_size=20))
    maker = RowMaker(SHAPES[0], list(FLAT_COLUMNS))
    row = flat_row(**{column: text})
    for broken in broken_rules(maker.row([row[name] for name in FLAT_COLUMNS]), FLAT_RULES):
        assert broken.rule
        assert broken.mend


@pytest.mark.parametrize("content", [b"", b"PROVIDER_UKPRN\n", b"\xff\xfe"])
def test_a_bad_file_among_good_ones_refuses_the_set(
    database: Database, tmp_path: Path, content: bytes
) -> None:
    made_directory.write(tmp_path / "set" / "courses.csv", [flat_row()])
    (tmp_path / "set" / "other.csv").write_bytes(content)
    with pytest.raises(FeedRefusedError):
        made_directory.bring_in(database, tmp_path / "set")
