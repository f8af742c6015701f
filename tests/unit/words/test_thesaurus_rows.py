"""Rows of the thesaurus are checked, and a faulty one is told by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathways.words.thesaurus import Kind, Meaning
from pathways.words.thesaurus_rows import COLUMNS, read_rows, read_thesaurus

ALLOWED = {Kind.AREA: frozenset({"health", "hair-beauty"})}
GOOD = {
    "term": "help people",
    "kind": "area",
    "value": "health",
    "weight": "80",
    "direction": "one-way",
    "note": "",
}


def test_a_good_row_is_a_meaning() -> None:
    meanings, faults = read_rows(
        [(2, GOOD | {"value": "health; hair-beauty", "direction": "two-way"})], ALLOWED
    )
    assert meanings == (Meaning("help people", Kind.AREA, ("health", "hair-beauty"), 80, two_way=True),)
    assert faults == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"term": ""}, "0 words"),
        ({"term": "!"}, "0 words"),
        ({"term": "one two three four five six seven eight nine ten eleven"}, "11 words"),
        ({"kind": "colour"}, "kind 'colour'"),
        ({"kind": "not"}, "kind 'not'"),
        ({"kind": None}, "kind None"),
        ({"value": ""}, "needs a value"),
        ({"value": "health;space"}, "stands for space"),
        ({"weight": "0"}, "weight '0'"),
        ({"weight": "101"}, "weight '101'"),
        ({"weight": "many"}, "weight 'many'"),
        ({"direction": "both"}, "direction 'both'"),
    ],
)
def test_a_faulty_row_is_told_by_its_line(change: dict[str, str | None], said: str) -> None:
    meanings, faults = read_rows([(7, GOOD | change), (8, GOOD)], ALLOWED)
    assert len(meanings) == 1
    assert [fault.line for fault in faults] == [7]
    assert said in faults[0].fault


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.csv"
    path.write_text("term,kind\nsparky,occupation\n")
    with pytest.raises(ValueError, match="must have the columns"):
        read_thesaurus(path, ALLOWED)


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.csv"
    path.write_text(f"{','.join(COLUMNS)}\nhelp,area,health,80,one-way,\nhelp,area,space,80,one-way,\n")
    meanings, faults = read_thesaurus(path, ALLOWED)
    assert (len(meanings), [fault.line for fault in faults]) == (1, [3])
