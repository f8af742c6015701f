"""Tables read as a stream of typed rows: what is let through, what is reported, and on which line."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from pathways.feeds.bundle import Bundle
from pathways.feeds.problems import Problems
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.rows import LONGEST_FIELD, ROWS_BETWEEN_LOOKS, Row, Table, read_rows

PRINTABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=30
)


class PlaceRow(Row):
    """A made-up table: a name and how many live there."""

    name: Annotated[str, Field(min_length=1, max_length=40, description="a name of 1 to 40 characters")]
    people: Annotated[int, Field(ge=0, description="a whole number")]


PLACES = Table("PLACES", PlaceRow)


class Read:
    """Everything that came of reading one table."""

    def __init__(self, folder: Path, content: str | bytes) -> None:
        data = content if isinstance(content, bytes) else content.encode()
        (folder / "places.csv").write_bytes(data)
        self.problems = Problems()
        self.counts: Counter[str] = Counter()
        self.refused: list[dict[str, str]] = []
        self.looks = 0
        bundle = Bundle([folder])
        found = read_rows(bundle, PLACES, self.problems, self.counts, self._look, self.refused.append)
        self.rows = [(line, row.name, row.people) for line, row in found]

    def _look(self) -> None:
        self.looks += 1


def test_rows_come_with_the_line_they_end_on(tmp_path: Path) -> None:
    read = Read(tmp_path, "NAME,PEOPLE\nPreston,147900\nConsett,24828\n")
    assert read.rows == [(2, "Preston", 147900), (3, "Consett", 24828)]
    assert read.counts == {"places.csv": 2}
    assert not read.problems.listed


def test_the_columns_of_a_table_are_the_fields_of_its_row() -> None:
    assert PLACES.columns == ["NAME", "PEOPLE"]


@pytest.mark.parametrize(
    "header",
    ["NAME,PEOPLE", "name,people", " Name , People ", "\ufeffNAME,PEOPLE", '"NAME","PEOPLE"'],
)
def test_a_header_may_be_written_in_several_ways(tmp_path: Path, header: str) -> None:
    assert Read(tmp_path, f"{header}\nPreston,1\n").rows == [(2, "Preston", 1)]


def test_columns_may_change_places_and_others_may_stand_between(tmp_path: Path) -> None:
    assert Read(tmp_path, "PEOPLE,COUNTY,NAME\n1,Lancashire,Preston\n").rows == [(2, "Preston", 1)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_of_the_usual_ways(tmp_path: Path, end: str) -> None:
    read = Read(tmp_path, end.join(["NAME,PEOPLE", "Preston,1", "Consett,2", ""]))
    assert [row[1:] for row in read.rows] == [("Preston", 1), ("Consett", 2)]


def test_line_ends_may_be_mixed_and_the_last_may_be_missing(tmp_path: Path) -> None:
    read = Read(tmp_path, "NAME,PEOPLE\r\nPreston,1\nConsett,2\r\nWakefield,3")
    assert [name for _, name, _ in read.rows] == ["Preston", "Consett", "Wakefield"]


def test_empty_lines_are_no_rows(tmp_path: Path) -> None:
    read = Read(tmp_path, "NAME,PEOPLE\n\nPreston,1\n\n\nConsett,2\n\n")
    assert read.rows == [(3, "Preston", 1), (6, "Consett", 2)]
    assert read.counts == {"places.csv": 2}


def test_a_cell_may_hold_commas_quotes_and_new_lines(tmp_path: Path) -> None:
    read = Read(tmp_path, 'NAME,PEOPLE\n"Newcastle, the ""Toon""\nupon Tyne",3\nConsett,2\n')
    assert read.rows == [(3, 'Newcastle, the "Toon"\nupon Tyne', 3), (4, "Consett", 2)]


def test_space_around_a_cell_does_not_count(tmp_path: Path) -> None:
    assert Read(tmp_path, "NAME,PEOPLE\n  Preston , 7 \n").rows == [(2, "Preston", 7)]


def test_a_row_that_breaks_a_rule_is_told_in_the_words_of_the_rule(tmp_path: Path) -> None:
    read = Read(tmp_path, "NAME,PEOPLE\nPreston,many\nConsett,2\n")
    assert read.rows == [(3, "Consett", 2)]
    (problem,) = read.problems.listed
    assert (problem.file, problem.line, problem.column, problem.value) == ("places.csv", 2, "PEOPLE", "many")
    assert problem.rule == "PEOPLE is a whole number"
    assert problem.mend == "Write a whole number in PEOPLE."
    assert read.refused == [{"NAME": "Preston", "PEOPLE": "many"}]


def test_a_row_with_two_faults_is_one_problem(tmp_path: Path) -> None:
    read = Read(tmp_path, "NAME,PEOPLE\n,-1\n")
    assert len(read.problems.listed) == 1
    assert read.problems.refused == {"places.csv": 1}


@pytest.mark.parametrize(
    ("row", "said"),
    [("Preston", "1 cells"), ("Preston,1,2", "3 cells"), ("a,b,c,d,e", "5 cells")],
)
def test_a_row_that_is_too_short_or_too_long_says_how_long_it_is(tmp_path: Path, row: str, said: str) -> None:
    read = Read(tmp_path, f"NAME,PEOPLE\n{row}\nConsett,2\n")
    assert [name for _, name, _ in read.rows] == ["Consett"]
    assert read.problems.listed[0].value == said
    assert read.problems.listed[0].rule.endswith("2")


def test_a_cell_of_ten_megabytes_is_refused_and_not_kept(tmp_path: Path) -> None:
    read = Read(tmp_path, f"NAME,PEOPLE\n{'x' * 10_000_000},1\nConsett,2\n")
    assert ("Consett", 2) in [row[1:] for row in read.rows]
    assert read.problems.total_refused >= 1
    assert all(len(problem.value) < 300 for problem in read.problems.listed)


@pytest.mark.parametrize("cell", ["x", "x,", '"x"",'], ids=["one cell", "many cells", "quotes"])
def test_a_line_of_thirty_megabytes_is_refused_without_being_kept(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text("NAME,PEOPLE\nPreston,1\n" + cell * (30_000_000 // len(cell)) + "\nConsett,2\n" * 3)
    problems = Problems()
    tracemalloc.start()
    found = read_rows(Bundle([path]), PLACES, problems, Counter(), lambda: None)
    names = [row.name for _, row in found]
    kept = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert names[0] == "Preston"
    assert names[-1] == "Consett"
    assert problems.total_refused >= 1
    assert kept < 60_000_000, "a line in pieces, and the cells of one piece"


def test_a_cell_just_under_the_limit_is_judged_by_its_rule(tmp_path: Path) -> None:
    read = Read(tmp_path, f"NAME,PEOPLE\n{'x' * (LONGEST_FIELD - 1)},1\n")
    assert read.problems.listed[0].column == "NAME"
    assert read.problems.listed[0].value.endswith("...")


def test_a_quote_that_is_never_closed_spoils_no_more_than_it_must(tmp_path: Path) -> None:
    read = Read(tmp_path, 'NAME,PEOPLE\nPreston,1\n"Consett,2\nWakefield,3\n')
    assert read.rows == [(2, "Preston", 1)]
    assert read.problems.total_refused == 1
    assert "quote" in read.problems.listed[0].mend


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_a_file_without_a_header_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(FileRefusedError):
        Read(tmp_path, content)


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    read = Read(tmp_path, "NAME,PEOPLE\n")
    assert read.rows == []
    assert read.counts["places.csv"] == 0


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("NAME", "no column PEOPLE"),
        ("TOWN,COUNT", "no column NAME, PEOPLE"),
        ("NAME,PEOPLE,NAME", "NAME more than once"),
        ('"NAME"x,PEOPLE', "first line cannot be read"),
    ],
)
def test_a_header_that_will_not_do_is_refused_by_name(tmp_path: Path, header: str, words: str) -> None:
    with pytest.raises(FileRefusedError, match=words):
        Read(tmp_path, f"{header}\nPreston,1\n")


@pytest.mark.parametrize(
    "content", [b"NAME,PEOPLE\nPr\xe9ston,1\n", b"\xff\xfeN\x00A\x00M\x00E\x00", b"\x00\x9f\x92"]
)
def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefusedError, match="UTF-8"):
        Read(tmp_path, content)


def test_a_wrong_byte_far_down_refuses_the_file_too(tmp_path: Path) -> None:
    good = b"".join(b"Place %d,%d\n" % (number, number) for number in range(50_000))
    with pytest.raises(FileRefusedError, match="0xe9"):
        Read(tmp_path, b"NAME,PEOPLE\n" + good + b"Pr\xe9ston,1\n")


def test_progress_is_looked_at_now_and_then_and_at_the_end(tmp_path: Path) -> None:
    rows = "".join(f"Place {number},{number}\n" for number in range(3 * ROWS_BETWEEN_LOOKS))
    assert Read(tmp_path, f"NAME,PEOPLE\n{rows}").looks == 4


@given(st.lists(st.tuples(PRINTABLE.filter(str.strip), st.integers(0, 10**9)), max_size=20))
def test_whatever_is_written_is_read_back(tmp_path: Path, places: list[tuple[str, int]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["NAME", "PEOPLE"])
    writer.writerows(places)
    read = Read(tmp_path, text.getvalue())
    assert [row[1:] for row in read.rows] == [(name.strip(), people) for name, people in places]
    assert not read.problems.listed


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_problems_or_a_refusal_and_nothing_else(
    tmp_path: Path, content: bytes
) -> None:
    try:
        read = Read(tmp_path, b"NAME,PEOPLE\n" + content)
    except FileRefusedError:
        return
    assert read.counts["places.csv"] == len(read.rows) + read.problems.total_refused
    for problem in read.problems.listed:
        assert problem.rule
        assert problem.mend


@given(st.lists(st.sampled_from(["Preston,1", "Preston,x", "Preston", "", ",1", "a,b,c"]), max_size=30))
def test_every_row_is_either_read_or_refused(tmp_path: Path, lines: list[str]) -> None:
    read = Read(tmp_path, "\n".join(["NAME,PEOPLE", *lines]))
    good = [number for number, line in enumerate(lines, start=2) if line == "Preston,1"]
    bad = [number for number, line in enumerate(lines, start=2) if line not in ("Preston,1", "")]
    assert [line for line, _, _ in read.rows] == good
    assert [problem.line for problem in read.problems.listed] == bad
