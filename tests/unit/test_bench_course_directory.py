"""The made-up table that the course directory's import is timed on: as it is published, and right in every row."""

from __future__ import annotations

import csv
from pathlib import Path

from bench.course_directory import made_rows, write_table
from pathways.feeds.course_directory.columns import RowMaker, TableKind, shape_of
from pathways.feeds.course_directory.rules import FLAT_RULES, broken_rules
from pathways.feeds.course_directory.where import region_rule
from pathways.feeds.regions import load_regions
from pathways.paths import resource_dir


def test_it_has_as_many_rows_as_are_asked_for_and_the_published_columns(tmp_path: Path) -> None:
    write_table(tmp_path / "made.csv", rows=40)
    with (tmp_path / "made.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    assert len(rows) == 40
    assert shape_of(header, "made.csv").kind is TableKind.FLAT


def test_every_row_keeps_every_rule() -> None:
    header, *rows = made_rows(300, seed=3)
    maker = RowMaker(shape_of(header, "made.csv"), header)
    rules = (*FLAT_RULES, region_rule(load_regions(resource_dir("seed_data"))))
    assert [broken_rules(maker.row(row), rules) for row in rows] == [[]] * 300


def test_the_same_seed_makes_the_same_table() -> None:
    assert list(made_rows(30, seed=1)) == list(made_rows(30, seed=1))
    assert list(made_rows(30, seed=1)) != list(made_rows(30, seed=2))


def test_all_of_it_is_plainly_made_up() -> None:
    header, *rows = made_rows(30, seed=1)
    name = header.index("LOCATION_NAME")
    url = header.index("COURSE_URL")
    assert all(row[name] == "" or row[name].startswith("Made-up ") for row in rows)
    assert all("made-up.example" in row[url] for row in rows)
