"""`pathways index`, `demo` and `dump`: what is published, how much, and what is said when it cannot be."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pathways.api.dump_files import dump_file
from pathways.database import Database, metadata

Command = Callable[..., Result]


@pytest.fixture
def ready(command: Command, tmp_path: Path) -> Command:
    """Run commands on a database with the schema and no rows."""
    assert command("init").exit_code == 0
    return command


def published(result: Result) -> str:
    """The version that a command says it published."""
    assert result.exit_code == 0, result.output
    version = re.search(r"Published snapshot (\S+)\.$", result.output, re.MULTILINE)
    assert version, result.output
    return version[1]


def total(result: Result) -> int:
    assert result.exit_code == 0, result.output
    count: int = json.loads(result.stdout)["total"]
    return count


@pytest.mark.parametrize("call", [("index",), ("demo", "--opportunities", "5")], ids=lambda call: call[0])
def test_publishing_before_init_says_what_to_do(command: Command, call: tuple[str]) -> None:
    result = command(*call)
    assert result.exit_code == 1
    assert "pathways init" in result.output


def test_an_empty_catalogue_can_be_published_and_searched(ready: Command) -> None:
    published(ready("index"))
    result = ready("search", "plumbing", "--json")
    assert total(result) == 0


def test_each_publishing_is_a_version_of_its_own(ready: Command) -> None:
    assert published(ready("index")) != published(ready("index"))


def test_a_made_up_catalogue_has_as_many_as_asked_for(ready: Command) -> None:
    result = ready("demo", "--opportunities", "150")
    published(result)
    assert "Wrote 150 opportunities" in result.output
    assert total(ready("search", "--json")) <= 150
    published(ready("demo", "--opportunities", "40", "--seed", "2"))
    assert 0 < total(ready("search", "--json")) <= 40, "the second one stands in place of the first"


def test_the_same_number_makes_the_same_catalogue(ready: Command) -> None:
    def titles(seed: str) -> list[str]:
        published(ready("demo", "--opportunities", "60", "--seed", seed))
        return [card["title"] for card in json.loads(ready("search", "--json").stdout)["cards"]]

    first = titles("7")
    assert first
    assert titles("7") == first
    assert titles("8") != first


@pytest.mark.parametrize("many", ["0", "-1", "10000001", "some"])
def test_a_made_up_catalogue_has_a_sensible_size(ready: Command, many: str) -> None:
    assert ready("demo", "--opportunities", many).exit_code == 2


def test_progress_is_told_apart_from_results(ready: Command) -> None:
    result = ready("index")
    assert "..." in result.stderr
    assert "..." not in result.stdout
    assert result.stdout.startswith("Published snapshot ")


def test_a_snapshot_folder_that_cannot_be_written_is_said(ready: Command, tmp_path: Path) -> None:
    (tmp_path / "instance" / "snapshots").write_text("in the way")
    (tmp_path / "instance" / "snapshot").write_text("in the way")
    result = ready("index")
    assert result.exit_code == 1
    assert "Error: " in result.output, repr(result.exception)
    assert "Traceback" not in result.output


def test_the_dump_holds_every_published_opportunity(on_filled: Command, filled: Path) -> None:
    result = on_filled("dump")
    assert result.exit_code == 0, result.output
    written = re.search(r"Wrote ([\d,]+) opportunities to (.+)\.$", result.output, re.MULTILINE)
    assert written, result.output
    file = dump_file(filled)
    assert Path(written[2]) == file
    lines = [json.loads(line) for line in gzip.decompress(file.read_bytes()).decode().splitlines()]
    count = int(written[1].replace(",", ""))
    ids = {line["id"] for line in lines if "id" in line}
    assert len(ids) == count
    found = json.loads(on_filled("search", "--json").stdout)
    assert {card["id"] for card in found["cards"]} <= ids
    assert count >= found["total"], "what has closed is published and not found"


def test_a_dump_before_anything_is_published_says_what_to_do(command: Command) -> None:
    result = command("dump")
    assert result.exit_code == 1
    assert "pathways index" in result.output


def test_a_dump_that_cannot_be_written_leaves_the_last_one(ready: Command, tmp_path: Path) -> None:
    published(ready("demo", "--opportunities", "20"))
    file = dump_file(tmp_path / "instance")
    file.mkdir(parents=True)
    result = ready("dump")
    assert result.exit_code == 1
    assert "The last one still stands" in result.output
    assert file.is_dir()


def test_an_older_schema_is_refused_until_init(ready: Command, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'instance' / 'pathways.db'}")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
        metadata.drop_all(connection)
    database.close()
    assert "pathways init" in ready("index").output
    assert ready("init").exit_code == 0
    published(ready("index"))
