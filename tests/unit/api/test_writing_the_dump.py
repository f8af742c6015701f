"""The dump: every opportunity of the snapshot once, whole or not at all."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pathways.api import dump_files as dump_module
from pathways.api.dump_files import ABOUT_NAME, NAMES, about_file, dump_file, sequence_of, write_dump
from pathways.api.dump_rows import COLUMNS
from pathways.api.schemas import DumpAbout, OpportunityItem
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from tests.harness.catalogue import SeededCatalogue

TODAY = date(2026, 11, 21)
SITE = "https://pathways.example"


@pytest.fixture(scope="module")
def snapshot(seeded_catalogue: SeededCatalogue) -> Iterator[CatalogueSnapshot]:
    """The published demonstration catalogue."""
    database = seeded_catalogue.open_database()
    yield LiveCatalogue(seeded_catalogue.instance_dir, database).snapshot()
    database.close()


class Progress:
    """What was told of the writing, in order."""

    def __init__(self) -> None:
        self.told: list[tuple[str, int, int]] = []

    def __call__(self, stage: str, done: int, total: int) -> None:
        self.told.append((stage, done, total))


def lines_of(instance_dir: Path) -> list[dict[str, Any]]:
    with gzip.open(dump_file(instance_dir), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def written(
    snapshot: CatalogueSnapshot, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int, Progress]:
    """A dump of the demonstration catalogue: its folder, what was given back and what was told meanwhile."""
    folder = tmp_path_factory.mktemp("dump")
    progress = Progress()
    return folder, write_dump(snapshot, folder, SITE, TODAY, progress), progress


def test_every_line_is_an_item_of_a_search(written: tuple[Path, int, Progress]) -> None:
    lines = lines_of(written[0])
    assert len(lines) == written[1]
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines[::97]:
        OpportunityItem.model_validate(line)
        assert line["distance_miles"] is None
        assert line["url"].startswith(f"{SITE}/programmes/{line['programme_id']}/")
        assert line["url"].endswith(f"?at={line['id']}")


def test_nothing_that_a_search_finds_is_missing(
    snapshot: CatalogueSnapshot, written: tuple[Path, int, Progress]
) -> None:
    dumped = {line["id"]: line for line in lines_of(written[0])}
    found = search(snapshot, SearchCriteria(page_size=10_000), TODAY)
    assert found.total <= len(dumped)
    for card in found.cards:
        assert dumped[card.id]["title"] == card.title
        assert dumped[card.id]["next_start"] == (card.next_start.isoformat() if card.next_start else None)


def test_the_writing_is_told_from_time_to_time_and_at_its_end(written: tuple[Path, int, Progress]) -> None:
    _folder, count, progress = written
    done = [told for _stage, told, _total in progress.told]
    assert done == sorted(done)
    assert done[-1] == count
    assert len(done) == count // dump_module.LINES_BETWEEN_REPORTS + 1
    assert {total for _stage, _told, total in progress.told} == {count}


def test_a_second_dump_takes_the_place_of_the_first(snapshot: CatalogueSnapshot, tmp_path: Path) -> None:
    target = dump_file(tmp_path)
    target.parent.mkdir()
    target.write_bytes(b"an older dump")
    write_dump(snapshot, tmp_path, SITE, TODAY, Progress())
    assert lines_of(tmp_path)
    assert {file.name for file in target.parent.iterdir()} == {*NAMES.values(), ABOUT_NAME}


def test_a_writing_that_breaks_off_leaves_the_last_dump_and_no_rest(
    snapshot: CatalogueSnapshot, tmp_path: Path
) -> None:
    target = dump_file(tmp_path)
    target.parent.mkdir()
    target.write_bytes(b"the last dump")

    def full(_stage: str, _done: int, _total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_dump(snapshot, tmp_path, SITE, TODAY, full)
    assert target.read_bytes() == b"the last dump"
    assert {file.name for file in target.parent.iterdir()} == {target.name}


def test_a_dump_in_a_place_that_is_no_folder_is_an_error_in_words(
    snapshot: CatalogueSnapshot, tmp_path: Path
) -> None:
    (tmp_path / "dump").write_text("in the way")
    with pytest.raises(OSError, match="dump"):
        write_dump(snapshot, tmp_path, SITE, TODAY, Progress())
    assert (tmp_path / "dump").read_text() == "in the way"


def rows_of(instance_dir: Path) -> list[dict[str, str]]:
    with gzip.open(dump_file(instance_dir, "csv"), "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def about(instance_dir: Path) -> DumpAbout:
    return DumpAbout.model_validate_json(about_file(instance_dir).read_bytes())


def test_both_forms_hold_the_same_in_the_same_order(written: tuple[Path, int, Progress]) -> None:
    lines, rows = lines_of(written[0]), rows_of(written[0])
    assert [int(row["id"]) for row in rows] == [line["id"] for line in lines]
    assert tuple(rows[0]) == COLUMNS
    for line, row in list(zip(lines, rows, strict=True))[::53]:
        assert row["title"] == line["title"]
        assert row["areas"].split() == line["areas"]
        assert row["provider"] == line["provider"]["name"]
        assert row["next_start"] == (line["next_start"] or "")
        assert row["url"] == line["url"]


def test_beside_the_files_stand_licence_sources_and_where_to_go_on(
    written: tuple[Path, int, Progress], snapshot: CatalogueSnapshot
) -> None:
    said = about(written[0])
    assert (said.opportunities, said.day) == (written[1], TODAY)
    assert said.licence.identifier == "OGL-UK-3.0"
    assert [source.name for source in said.sources] == [source.name for source in snapshot.sources]
    assert any(source.is_demonstration for source in said.sources)
    assert said.next == sequence_of(snapshot) > 0
    assert said.columns == list(COLUMNS)


def test_files_can_be_checked_when_they_have_come(written: tuple[Path, int, Progress]) -> None:
    for file in about(written[0]).files:
        content = dump_file(written[0], file.format).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (file.bytes, file.sha256)
        assert file.url == f"{SITE}/api/v1/opportunities/dump?format={file.format}"


def test_the_same_catalogue_on_the_same_day_gives_the_same_bytes(
    snapshot: CatalogueSnapshot, written: tuple[Path, int, Progress], tmp_path: Path
) -> None:
    write_dump(snapshot, tmp_path, SITE, TODAY, Progress())
    assert [file.sha256 for file in about(tmp_path).files] == [
        file.sha256 for file in about(written[0]).files
    ]


def test_nothing_is_a_dump_too(tmp_path: Path) -> None:
    empty = CatalogueSnapshot("20261121T000000-none", ())
    assert write_dump(empty, tmp_path, SITE, TODAY, Progress()) == 0
    assert lines_of(tmp_path) == rows_of(tmp_path) == []
    assert (about(tmp_path).opportunities, about(tmp_path).next) == (0, 0)
