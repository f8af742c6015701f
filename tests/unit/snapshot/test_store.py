"""Arrays are written whole, found again as they were, and never served when anything is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pathways.snapshot.clearing import remove_unused
from pathways.snapshot.pointer import Pointer, read_pointer, write_pointer
from pathways.snapshot.store import ARRAYS_FILE, MANIFEST_FILE, SnapshotDamaged, open_arrays, write_arrays

ARRAYS = {
    "numbers": np.arange(1000, dtype=np.int64),
    "codes": np.array([1, 2, 3], np.uint16),
    "words": np.array([b"plumb", b"nurs"], "S32"),
    "flags": np.array([True, False]),
    "nothing": np.empty(0, np.float64),
    "table": np.arange(12, dtype=np.float64).reshape(3, 4),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of arrays."""
    write_arrays(tmp_path / "one", ARRAYS, {"sequence": 7})
    return tmp_path / "one"


def test_arrays_and_facts_come_back_as_they_were(folder: Path) -> None:
    stored = open_arrays(folder, verify=True)
    assert stored.facts == {"sequence": 7}
    assert stored.is_whole()
    for name, values in ARRAYS.items():
        assert stored.arrays[name].dtype == values.dtype
        np.testing.assert_array_equal(stored.arrays[name], values)


def test_arrays_cannot_be_written_to(folder: Path) -> None:
    with pytest.raises(ValueError, match="read-only"):
        open_arrays(folder).arrays["numbers"][0] = 1


def test_a_torn_file_is_refused(folder: Path) -> None:
    content = (folder / ARRAYS_FILE).read_bytes()
    stored = open_arrays(folder)
    (folder / ARRAYS_FILE).unlink()
    (folder / ARRAYS_FILE).write_bytes(content[:-10])
    assert not stored.is_whole()
    with pytest.raises(SnapshotDamaged, match="bytes of"):
        open_arrays(folder)


def test_a_changed_byte_is_found_when_sums_are_checked(folder: Path) -> None:
    content = bytearray((folder / ARRAYS_FILE).read_bytes())
    content[100] ^= 1
    (folder / ARRAYS_FILE).write_bytes(content)
    open_arrays(folder)
    with pytest.raises(SnapshotDamaged, match="checksum of numbers"):
        open_arrays(folder, verify=True)


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "null", "{}", '{"format": 0}', '{"format": 6, "size": 1, "arrays": {}}', "\x00", "{"],
)
def test_a_manifest_that_makes_no_sense_is_refused(folder: Path, manifest: str) -> None:
    (folder / MANIFEST_FILE).write_text(manifest, encoding="utf-8")
    with pytest.raises(SnapshotDamaged):
        open_arrays(folder)


def test_an_array_that_would_reach_past_the_end_is_refused(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
    manifest["arrays"]["numbers"]["start"] += 10_000_000
    (folder / MANIFEST_FILE).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(SnapshotDamaged, match="past the end"):
        open_arrays(folder)


@pytest.mark.parametrize("name", [ARRAYS_FILE, MANIFEST_FILE])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(SnapshotDamaged):
        open_arrays(folder)


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("in the way", encoding="utf-8")
    with pytest.raises(OSError, match="one"):
        write_arrays(tmp_path / "one", ARRAYS, {})
    assert [entry.name for entry in tmp_path.iterdir()] == ["one"]


def test_the_pointer_comes_back_as_it_was_written(tmp_path: Path) -> None:
    pointer = Pointer("two", "one", "two", 12)
    write_pointer(tmp_path / "snapshot", pointer)
    assert read_pointer(tmp_path / "snapshot") == pointer
    write_pointer(tmp_path / "snapshot", Pointer("three", "three", None, 13))
    assert read_pointer(tmp_path / "snapshot") == Pointer("three", "three", None, 13)
    assert [entry.name for entry in (tmp_path / "snapshot").iterdir()] == ["current.json"]


@pytest.mark.parametrize("content", ["", "{}", "[1]", "null", '{"version": 1}', "\x00\x01"])
def test_a_pointer_that_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "current.json").write_text(content, encoding="utf-8")
    assert read_pointer(tmp_path) is None
    assert read_pointer(tmp_path / "nowhere") is None


def test_only_folders_that_nobody_points_at_are_removed(tmp_path: Path) -> None:
    for name in ("large", "small", "old"):
        (tmp_path / name).mkdir()
    pointer = Pointer("small", "large", "small", 1)
    assert remove_unused(tmp_path, pointer) == []
    assert remove_unused(tmp_path, pointer, older_than=-1) == ["old"]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["large", "small"]
    assert remove_unused(tmp_path / "nowhere", pointer) == []
