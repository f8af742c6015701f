"""Seed files with faults: each fault is named by file, line and column, and nothing of them is loaded."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import func, select

from pathways.catalogue.models import Programme, Provider
from pathways.cli import database as commands
from pathways.database import Database
from pathways.paths import resource_dir

Command = Callable[..., Result]


@pytest.fixture
def seed_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seed files, to be spoiled, in place of the real ones."""
    folder = tmp_path / "seed_data"
    shutil.copytree(resource_dir("seed_data"), folder)
    monkeypatch.setattr(commands, "resource_dir", lambda name: tmp_path / name)
    return folder


def change(file: Path, line: int, column: str, value: str) -> None:
    """Write `value` in one cell of a seed file; line 2 is the first row."""
    with file.open(newline="", encoding="utf-8") as opened:
        reader = csv.DictReader(opened)
        rows = list(reader)
    assert reader.fieldnames is not None
    assert column in reader.fieldnames
    rows[line - 2][column] = value
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, reader.fieldnames)
        writer.writeheader()
        writer.writerows(rows)


def held(tmp_path: Path) -> tuple[int, int]:
    """How many providers and programmes the database has."""
    database = Database(f"sqlite:///{tmp_path / 'instance' / 'pathways.db'}")
    with database.open_session() as session:
        counts = [
            session.execute(select(func.count()).select_from(kind)).scalar_one()
            for kind in (Provider, Programme)
        ]
    database.close()
    return counts[0], counts[1]


def test_a_cell_at_fault_is_named_and_nothing_is_loaded(
    command: Command, seed_files: Path, tmp_path: Path
) -> None:
    command("init")
    change(seed_files / "venues.csv", 3, "lat", "nowhere")
    result = command("seed")
    assert result.exit_code == 1
    assert "venues.csv, line 3, column lat" in result.output
    assert "nowhere" in result.output
    assert "Traceback" not in result.output
    assert held(tmp_path) == (0, 0)


def test_every_fault_is_named_at_once(command: Command, seed_files: Path) -> None:
    command("init")
    change(seed_files / "providers.csv", 2, "name", "")
    change(seed_files / "venues.csv", 2, "lat", "nowhere")
    output = command("seed").output
    assert "providers.csv, line 2, column name" in output
    assert "venues.csv, line 2, column lat" in output


def test_a_missing_seed_file_is_named(command: Command, seed_files: Path) -> None:
    command("init")
    (seed_files / "providers.csv").unlink()
    result = command("seed")
    assert result.exit_code == 1
    assert "providers.csv" in result.output


def test_a_later_fault_leaves_what_was_loaded_before(
    command: Command, seed_files: Path, tmp_path: Path
) -> None:
    command("init")
    assert command("seed").exit_code == 0
    before = held(tmp_path)
    change(seed_files / "providers.csv", 2, "name", "")
    for again in (("seed",), ("seed", "--reset")):
        assert command(*again).exit_code == 1
        assert held(tmp_path) == before


def test_the_seed_is_counted_in_words(command: Command, seed_files: Path, tmp_path: Path) -> None:
    command("init")
    output = command("seed").output
    providers, programmes = held(tmp_path)
    assert f"{providers} providers" in output
    assert f"{programmes} programmes" in output
