"""An import is whole or nothing: killed, on a full disk or read-only, the postcodes in use stay in use."""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import multiprocessing
import os
import signal
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pathways.places import store
from pathways.places.importing import PostcodeFileError, import_postcodes
from pathways.places.loading import load_gazetteer
from pathways.places.store import PostcodeArraysDamagedError, open_current, open_version, verify_version

from .conftest import (
    PRESTON_POSTCODES,
    PRESTON_SECTORS,
    Importer,
    few_places,
    onspd_row,
    write_onspd,
    write_sectors,
)

SEED = few_places()


@pytest.fixture
def instance(tmp_path: Path, bring_in: Importer) -> Path:
    """An instance folder with a few sectors in use."""
    bring_in(write_sectors(tmp_path / "sectors.csv", PRESTON_SECTORS))
    return tmp_path / "instance"


def version_in_use(instance: Path) -> str:
    """The version that the pointer names."""
    return (instance / "places" / "current").read_text(encoding="ascii")


def versions(instance: Path) -> set[str]:
    """The folders of whole versions on disk."""
    return {path.name for path in (instance / "places").iterdir() if path.is_dir()}


def more_sectors(count: int) -> list[str]:
    """The few sectors, and then some, each set different from the last."""
    more = [f"PR2 {digit},53.79{count}00,-2.70000,10,0.5,E07000123,E92000001" for digit in range(count)]
    return [*PRESTON_SECTORS[:3], *PRESTON_SECTORS[4:], *more]


def test_the_same_file_again_changes_nothing(tmp_path: Path, instance: Path, bring_in: Importer) -> None:
    before, mark = version_in_use(instance), store.pointer_mark(instance)
    report = bring_in(tmp_path / "sectors.csv")
    assert report.version == before
    assert not report.changed
    assert store.pointer_mark(instance) == mark
    assert versions(instance) == {before}


def test_a_dry_run_tells_all_and_writes_nothing(tmp_path: Path, bring_in: Importer) -> None:
    report = bring_in(write_onspd(tmp_path / "onspd.csv", PRESTON_POSTCODES), dry_run=True)
    assert report.kept == len(PRESTON_POSTCODES)
    assert report.sectors == 3
    assert report.version is None
    assert not report.changed
    assert not (tmp_path / "instance").exists()


def test_a_gazetteer_notices_a_new_import_and_not_its_absence(
    tmp_path: Path, instance: Path, bring_in: Importer
) -> None:
    before = load_gazetteer(instance, SEED)
    assert before.is_current()
    bring_in(write_sectors(tmp_path / "more.csv", more_sectors(6)))
    assert not before.is_current()
    after = load_gazetteer(instance, SEED)
    assert after.is_current()
    assert after.version != before.version
    assert after.lookup("PR2-4") != before.lookup("PR2-4")
    assert before.resolve("PR1 2").place is not None, "the old one goes on answering from what it has open"


def test_the_first_import_is_noticed_too(tmp_path: Path, bring_in: Importer) -> None:
    before = load_gazetteer(tmp_path / "instance", SEED)
    assert before.is_current()
    assert before.version.endswith(".seed")
    bring_in(write_sectors(tmp_path / "sectors.csv", PRESTON_SECTORS))
    assert not before.is_current()


def test_the_version_before_stays_for_readers_and_older_ones_go(
    tmp_path: Path, instance: Path, bring_in: Importer
) -> None:
    seen = [version_in_use(instance)]
    for count in (6, 7, 8):
        bring_in(write_sectors(tmp_path / f"{count}.csv", more_sectors(count)))
        seen.append(version_in_use(instance))
    assert len(set(seen)) == 4
    assert versions(instance) == set(seen[-2:])


def test_a_file_with_far_fewer_postcodes_needs_force(
    tmp_path: Path, instance: Path, bring_in: Importer
) -> None:
    before = version_in_use(instance)
    fewer = write_sectors(tmp_path / "fewer.csv", PRESTON_SECTORS[:3])
    with pytest.raises(PostcodeFileError, match="--force"):
        bring_in(fewer)
    with pytest.raises(PostcodeFileError, match="--force"):
        bring_in(fewer, dry_run=True)
    assert version_in_use(instance) == before
    assert bring_in(fewer, force=True).changed
    assert version_in_use(instance) != before


def test_sectors_do_not_silently_replace_single_postcodes(tmp_path: Path, bring_in: Importer) -> None:
    bring_in(write_onspd(tmp_path / "onspd.csv", PRESTON_POSTCODES))
    with pytest.raises(PostcodeFileError, match=r"and 8 are in use now"):
        bring_in(write_sectors(tmp_path / "sectors.csv", PRESTON_SECTORS))
    assert load_gazetteer(tmp_path / "instance", SEED).resolve_exact("PR1 2HE") is not None


def _import_slowly(path: str, instance: str, at: str) -> None:
    """Import in another process that stops for ever at one step, to be killed there."""

    def stop(*_: Any, **__: Any) -> None:
        Path(instance, "reached").touch()
        time.sleep(60)

    module, name = at.rsplit(".", 1)
    target = {"store": store, "np": np, "os": os}[module]
    setattr(target, name, stop)
    import_postcodes([Path(path)], Path(instance), lambda done, total: None, seed_dir=SEED)


@pytest.mark.parametrize("at", ["np.save", "os.fsync", "store.verify_version", "store._sync_folder"])
def test_killed_at_any_step_a_whole_version_is_in_use_and_the_next_run_finishes(
    tmp_path: Path, instance: Path, bring_in: Importer, at: str
) -> None:
    before = version_in_use(instance)
    path = write_sectors(tmp_path / "more.csv", more_sectors(6))
    process = multiprocessing.get_context("spawn").Process(
        target=_import_slowly, args=(str(path), str(instance), at)
    )
    process.start()
    waited = time.monotonic() + 40
    while not (instance / "reached").exists() and time.monotonic() < waited:
        time.sleep(0.02)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert (instance / "reached").exists(), "the import never came to that step"
    arrays = open_current(instance)
    assert arrays is not None
    verify_version(instance / "places" / version_in_use(instance))
    if at != "store._sync_folder":
        assert version_in_use(instance) == before
    report = bring_in(path)
    assert report.version == version_in_use(instance)
    assert not [path for path in (instance / "places").iterdir() if path.name.startswith(".partial")]


@pytest.mark.parametrize("trouble", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_full_or_read_only_disk_says_so_and_leaves_what_was_in_use(
    tmp_path: Path, instance: Path, bring_in: Importer, monkeypatch: pytest.MonkeyPatch, trouble: int
) -> None:
    before = version_in_use(instance)

    def no_room(*_: Any, **__: Any) -> None:
        raise OSError(trouble, os.strerror(trouble))

    monkeypatch.setattr(np, "save", no_room)
    with pytest.raises(PostcodeFileError, match=f"{os.strerror(trouble)}.*Nothing was changed"):
        bring_in(write_sectors(tmp_path / "more.csv", more_sectors(6)))
    monkeypatch.undo()
    assert version_in_use(instance) == before
    assert versions(instance) == {before}, "the torn version is cleared away"
    assert load_gazetteer(instance, SEED).resolve("PR1 2").place is not None


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path, bring_in: Importer) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(PostcodeFileError, match="could not be written"):
        bring_in(write_sectors(tmp_path / "s.csv", PRESTON_SECTORS), instance=blocked)


def test_two_imports_at_once_do_not_mix(tmp_path: Path, instance: Path, bring_in: Importer) -> None:
    with (instance / "places" / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(PostcodeFileError, match="Another import"):
            bring_in(write_sectors(tmp_path / "more.csv", more_sectors(6)))
    assert bring_in(write_sectors(tmp_path / "more.csv", more_sectors(6))).changed


def truncate_a_column(folder: Path) -> None:
    column = folder / "sector_points.npy"
    column.write_bytes(column.read_bytes()[:-8])


def remove_a_column(folder: Path) -> None:
    (folder / "unit_keys.npy").unlink()


def garble_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"\xff{not json")


def change_the_format(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))


def lose_the_folder(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))


@pytest.mark.parametrize(
    "damage", [truncate_a_column, remove_a_column, garble_the_manifest, change_the_format, lose_the_folder]
)
def test_damaged_arrays_are_never_served_and_districts_still_resolve(
    tmp_path: Path, instance: Path, bring_in: Importer, caplog: pytest.LogCaptureFixture, damage: Any
) -> None:
    damage(instance / "places" / version_in_use(instance))
    with pytest.raises(PostcodeArraysDamagedError):
        open_current(instance)
    with caplog.at_level(logging.WARNING):
        gazetteer = load_gazetteer(instance, SEED)
    assert "import" in caplog.text
    place = gazetteer.resolve("PR1 2HE").place
    assert place is not None
    assert place.id == "PR1"
    report = bring_in(write_sectors(tmp_path / "more.csv", more_sectors(6)))
    assert report.changed
    assert load_gazetteer(instance, SEED).lookup("PR2-4") is not None


def test_the_same_file_mends_a_damaged_version(tmp_path: Path, instance: Path, bring_in: Importer) -> None:
    truncate_a_column(instance / "places" / version_in_use(instance))
    while_damaged = load_gazetteer(instance, SEED)
    assert bring_in(tmp_path / "sectors.csv").changed
    assert not while_damaged.is_current(), "who loaded without the arrays learns that they are back"
    place = load_gazetteer(instance, SEED).resolve("PR1 2HE").place
    assert place is not None
    assert place.id == "PR1-2"


def test_a_pointer_to_nothing_is_damage_and_no_pointer_is_a_fresh_start(
    tmp_path: Path, instance: Path
) -> None:
    (instance / "places" / "current").write_bytes(b"\xff\xfe")
    with pytest.raises(PostcodeArraysDamagedError):
        open_current(instance)
    assert open_current(tmp_path / "never") is None
    with pytest.raises(PostcodeArraysDamagedError):
        open_version(tmp_path)


def test_one_flipped_bit_is_found_by_the_checksums(instance: Path) -> None:
    folder = instance / "places" / version_in_use(instance)
    verify_version(folder)
    column = folder / "sector_points.npy"
    content = bytearray(column.read_bytes())
    content[-1] ^= 1
    column.write_bytes(bytes(content))
    with pytest.raises(PostcodeArraysDamagedError, match="sector_points"):
        verify_version(folder)


def test_arrays_are_mapped_and_not_read_into_memory(tmp_path: Path, bring_in: Importer) -> None:
    bring_in(
        write_onspd(tmp_path / "onspd.csv", [*PRESTON_POSTCODES, onspd_row("SW1A 1AA", "51.501", "-0.1415")])
    )
    arrays = open_current(tmp_path / "instance")
    assert arrays is not None
    assert isinstance(arrays.unit_keys, np.memmap)
    assert isinstance(arrays.sector_points, np.memmap)
    assert arrays.unit_keys.dtype == np.uint64
    assert arrays.unit_points.shape == (len(arrays.unit_keys), 2)
    assert arrays.has_units
