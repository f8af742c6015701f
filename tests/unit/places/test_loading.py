"""Loading the gazetteer: what it needs, what it may lack, and how long it may take."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from pathways.places.loading import SEED_FILES, load_gazetteer

from .conftest import PRESTON_SECTORS, SEED, Importer, few_places, write_sectors

LOADING_SECONDS = 0.150
"""Processor time for the seed files; every process that serves loads them when it starts."""


def test_a_fresh_clone_loads_without_anything_imported(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(tmp_path / "nothing", few_places())
    assert gazetteer.lookup("PR1") is not None
    assert gazetteer.is_current()
    assert gazetteer.version.endswith(".seed")
    assert not (tmp_path / "nothing").exists(), "loading writes nothing"


def test_the_version_names_seed_and_import(tmp_path: Path, bring_in: Importer) -> None:
    bare = load_gazetteer(tmp_path / "instance", few_places())
    report = bring_in(write_sectors(tmp_path / "sectors.csv", PRESTON_SECTORS))
    full = load_gazetteer(tmp_path / "instance", few_places())
    assert full.version == f"{bare.version.removesuffix('seed')}{report.version}"
    assert load_gazetteer(tmp_path / "instance", few_places()).version == full.version
    assert load_gazetteer(tmp_path / "instance", SEED).version != full.version


@pytest.mark.parametrize("name", ["districts.csv", "towns.csv"])
def test_without_its_seed_files_it_does_not_load(tmp_path: Path, name: str) -> None:
    for other in ("districts.csv", "towns.csv"):
        if other != name:
            (tmp_path / other).write_bytes((few_places() / other).read_bytes())
    with pytest.raises(FileNotFoundError, match=name):
        load_gazetteer(tmp_path / "instance", tmp_path)


def test_a_seed_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    folder = copied_seed_files(few_places(), tmp_path / "seed")
    before = load_gazetteer(tmp_path, folder)
    assert load_gazetteer(tmp_path, folder).lookup("PR1") is before.lookup("PR1"), "read once"
    towns = (folder / "towns.csv").read_text(encoding="utf-8")
    (folder / "towns.csv").write_text(towns.replace("Preston", "Priestown"), encoding="utf-8")
    after = load_gazetteer(tmp_path, folder)
    assert after.version != before.version
    assert after.resolve("Priestown").place is not None
    assert before.lookup("preston") is not None
    assert after.lookup("preston") is None


def copied_seed_files(seed_dir: Path, folder: Path) -> Path:
    folder.mkdir()
    for name in SEED_FILES:
        shutil.copy(seed_dir / name, folder)
    return folder


def test_loading_the_seed_files_is_quick(tmp_path: Path) -> None:
    taken = []
    for number in range(5):
        # A folder of its own each time: what was read once is not read again.
        copy = copied_seed_files(SEED, tmp_path / str(number))
        before = time.process_time()
        load_gazetteer(tmp_path, copy)
        taken.append(time.process_time() - before)
    # Three times over, as the machine that tests run on is shared and slow by turns.
    assert min(taken) < 3 * LOADING_SECONDS


def test_answers_are_quick_enough_for_every_key_press(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(tmp_path, SEED)
    before = time.process_time()
    for typed in ("pre", "manc", "PR1", "st al", "newc", "kings", "bar", "sw1", "lon", "b1"):
        gazetteer.suggest(typed)
    assert (time.process_time() - before) / 10 < 0.03
