"""The careers thesaurus of a folder: read with the names of jobs, its faults told, and never in the way of a search."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pathways.catalogue import careers_thesaurus as careers
from pathways.catalogue.careers_thesaurus import allowed_codes, read_careers_thesaurus, read_occupations
from pathways.catalogue.occupations import OCCUPATIONS_FILE
from pathways.catalogue.understanding import understand
from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.paths import resource_dir
from pathways.words.thesaurus import Kind
from pathways.words.thesaurus_rows import THESAURUS_FILE

JOBS = (
    {"slug": "dry-stone-waller", "name": "Dry stone waller", "area": "building-construction",
     "areas": "animals-land-environment; art-design-fashion", "aliases": "waller; stone dyker ;"},
    {"slug": "beekeeper", "name": "Beekeeper", "area": "animals-land-environment", "areas": "", "aliases": ""},
)  # fmt: skip


def columns_of(name: str) -> list[str]:
    """The columns of one of the project's tables."""
    with (resource_dir("seed_data") / name).open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def write(folder: Path, name: str, *rows: dict[str, str]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns_of(name), restval="")
        writer.writeheader()
        writer.writerows(rows)


def term(words: str, kind: str, value: str, weight: str = "90") -> dict[str, str]:
    return {"term": words, "kind": kind, "value": value, "weight": weight, "direction": "one-way"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two jobs, and a thesaurus that says a word about each."""
    write(tmp_path, OCCUPATIONS_FILE, *JOBS)
    write(
        tmp_path,
        THESAURUS_FILE,
        term("hive minder", "occupation", "beekeeper"),
        term("walls", "area", "building-construction"),
    )
    return tmp_path


def test_a_job_has_its_main_area_first_and_its_other_names(folder: Path) -> None:
    waller = read_occupations(folder)["dry-stone-waller"]
    assert waller.aliases == ("waller", "stone dyker")
    assert waller.areas[0] is Area.BUILDING_CONSTRUCTION
    assert len(waller.areas) == 3
    assert read_occupations(folder)["beekeeper"].aliases == ()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("beekeeper", "beekeeper"),
        ("Hive Minder", "beekeeper"),
        ("dry stone waller", "dry-stone-waller"),
        ("stone dyker", "dry-stone-waller"),
        ("i could be a waller", "dry-stone-waller"),
    ],
)
def test_a_job_is_understood_by_any_of_its_names(folder: Path, text: str, slug: str) -> None:
    thesaurus, faults = read_careers_thesaurus(folder)
    assert faults == ()
    understood = understand(text, thesaurus).understood
    assert (slug,) in [one.values for one in understood if one.facet == Kind.OCCUPATION]


def test_refusals_are_understood_with_any_thesaurus(folder: Path) -> None:
    thesaurus, _ = read_careers_thesaurus(folder)
    assert [one.refused for one in understand("not walls", thesaurus).understood] == [True]


@pytest.mark.parametrize(
    "row",
    [
        term("astronaut", "occupation", "astronaut"),
        term("walls", "area", "walls"),
        term("uni", "route", "university"),
        term("gcse", "level", "9"),
        term("walls", "wizardry", "building-construction"),
        term("", "area", "building-construction"),
        term("walls", "area", "building-construction", weight="heavy"),
    ],
)
def test_a_row_at_fault_is_left_out_and_named_by_its_line(folder: Path, row: dict[str, str]) -> None:
    write(folder, THESAURUS_FILE, term("stones", "area", "building-construction"), row)
    thesaurus, faults = read_careers_thesaurus(folder)
    assert [fault.line for fault in faults] == [3]
    assert faults[0].fault
    assert understand("stones", thesaurus).understood


def test_codes_are_those_of_the_catalogue_and_of_the_table(folder: Path) -> None:
    codes = allowed_codes(folder)
    assert codes[Kind.OCCUPATION] == {"beekeeper", "dry-stone-waller"}
    assert codes[Kind.ROUTE] == set(Route)
    assert codes[Kind.LEVEL] == set(Level)
    assert Kind.WORDS not in codes
    assert Kind.FILLER not in codes


def test_a_job_in_an_area_that_does_not_exist_is_an_error(folder: Path) -> None:
    write(folder, OCCUPATIONS_FILE, JOBS[1] | {"area": "honey"})
    with pytest.raises(ValueError, match="honey"):
        read_occupations(folder)


def test_without_tables_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"\.csv"):
        read_careers_thesaurus(tmp_path)


@pytest.fixture
def own_tables(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tables of `folder` in place of the project's, with nothing remembered of them before or after."""
    monkeypatch.setattr(careers, "resource_dir", lambda _: folder)
    monkeypatch.setattr(careers, "careers_thesaurus", careers.careers_thesaurus.__wrapped__)
    return folder


def test_a_search_goes_on_without_the_thesaurus(own_tables: Path, caplog: pytest.LogCaptureFixture) -> None:
    (own_tables / THESAURUS_FILE).unlink()
    thesaurus = careers.careers_thesaurus()
    assert "cannot be read" in caplog.text
    assert understand("beekeeper", thesaurus).plain == "beekeeper"


def test_a_fault_is_told_in_the_log_with_its_line(own_tables: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(own_tables, THESAURUS_FILE, term("walls", "area", "walls"))
    assert understand("beekeeper", careers.careers_thesaurus()).understood
    assert "line 2" in caplog.text
