"""A folder of arrays is there whole or not at all, whatever its arrays are and whatever it replaces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.snapshot.store import ARRAYS_FILE, MANIFEST_FILE, SnapshotDamaged, open_arrays, write_arrays
from tests.unit.snapshot.drawn_rows import a_few_times

DTYPES = ("u1", "<u2", "<i4", "<i8", "<f8", "?", "S9", "S32")
SHAPES = st.one_of(st.tuples(st.integers(0, 40)), st.tuples(st.integers(0, 6), st.integers(0, 6)))


def made(dtype: str, shape: tuple[int, ...], seed: int) -> np.ndarray[Any, Any]:
    numbers = np.random.default_rng(seed).integers(0, 2 if dtype == "?" else 100, shape)
    return numbers.astype(dtype)


@a_few_times
@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.tuples(st.sampled_from(DTYPES), SHAPES), max_size=6)
)
def test_arrays_of_any_kind_and_shape_come_back(
    tmp_path_factory: pytest.TempPathFactory, kinds: dict[str, tuple[str, tuple[int, ...]]]
) -> None:
    folder = tmp_path_factory.mktemp("arrays") / "one"
    arrays = {name: made(dtype, shape, at) for at, (name, (dtype, shape)) in enumerate(kinds.items())}
    write_arrays(folder, arrays, {})
    stored = open_arrays(folder, verify=True)
    assert list(stored.arrays) == list(arrays)
    assert stored.size == (folder / ARRAYS_FILE).stat().st_size
    for name, values in arrays.items():
        assert stored.arrays[name].dtype == values.dtype
        assert stored.arrays[name].shape == values.shape
        assert stored.arrays[name].tolist() == values.tolist()


def test_every_array_begins_on_a_boundary_that_processors_like(tmp_path: Path) -> None:
    write_arrays(tmp_path / "one", {str(size): np.ones(size, np.uint8) for size in (1, 63, 64, 65, 3)}, {})
    listed = json.loads((tmp_path / "one" / MANIFEST_FILE).read_text(encoding="utf-8"))["arrays"]
    assert [entry["start"] % 64 for entry in listed.values()] == [0] * 5
    assert len({entry["start"] for entry in listed.values()}) == 5


def test_a_slice_of_an_array_is_written_as_it_looks(tmp_path: Path) -> None:
    table = np.arange(24).reshape(4, 6)
    write_arrays(tmp_path / "one", {"odd": table[::2, 1::2], "turned": table.T}, {})
    stored = open_arrays(tmp_path / "one", verify=True)
    assert stored.arrays["odd"].tolist() == table[::2, 1::2].tolist()
    assert stored.arrays["turned"].tolist() == table.T.tolist()


def test_a_new_folder_takes_the_place_of_the_old_while_readers_keep_theirs(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    write_arrays(folder, {"numbers": np.arange(5), "gone": np.ones(2)}, {"sequence": 1})
    reader = open_arrays(folder)
    write_arrays(folder, {"numbers": np.arange(100, 103)}, {"sequence": 2})
    assert reader.arrays["numbers"].tolist() == [0, 1, 2, 3, 4]
    now = open_arrays(folder, verify=True)
    assert (now.facts, list(now.arrays)) == ({"sequence": 2}, ["numbers"])
    assert [entry.name for entry in tmp_path.iterdir()] == ["one"]


def test_a_failure_while_writing_leaves_the_old_folder_as_it_was(tmp_path: Path) -> None:
    write_arrays(tmp_path / "one", {"numbers": np.arange(5)}, {"sequence": 1})
    with pytest.raises(TypeError):
        write_arrays(tmp_path / "one", {"numbers": np.arange(9)}, {"sequence": object()})
    stored = open_arrays(tmp_path / "one", verify=True)
    assert stored.arrays["numbers"].tolist() == [0, 1, 2, 3, 4]
    assert [entry.name for entry in tmp_path.iterdir()] == ["one"]


def test_what_a_killed_writer_left_is_cleared_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getpid", lambda: 4321)
    (tmp_path / ".one.4321").mkdir()
    (tmp_path / ".one.4321" / "half").write_bytes(b"half")
    write_arrays(tmp_path / "one", {"numbers": np.arange(5)}, {})
    assert sorted(entry.name for entry in (tmp_path / "one").iterdir()) == [ARRAYS_FILE, MANIFEST_FILE]
    assert [entry.name for entry in tmp_path.iterdir()] == ["one"]


def test_a_folder_that_has_gone_is_no_longer_whole(tmp_path: Path) -> None:
    write_arrays(tmp_path / "one", {"numbers": np.arange(5)}, {})
    stored = open_arrays(tmp_path / "one")
    assert stored.is_whole()
    (tmp_path / "one").rename(tmp_path / "elsewhere")
    assert not stored.is_whole()
    assert stored.arrays["numbers"].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("name", "value"),
    [("shape", [4]), ("shape", [-5]), ("bytes", 8), ("dtype", "<i2"), ("dtype", "no such"), ("shape", None)],
)
def test_a_manifest_that_contradicts_itself_is_refused(tmp_path: Path, name: str, value: object) -> None:
    write_arrays(tmp_path / "one", {"numbers": np.arange(5)}, {})
    manifest = json.loads((tmp_path / "one" / MANIFEST_FILE).read_text(encoding="utf-8"))
    manifest["arrays"]["numbers"][name] = value
    (tmp_path / "one" / MANIFEST_FILE).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(SnapshotDamaged):
        open_arrays(tmp_path / "one")


@pytest.mark.parametrize("at", [0, 41, 79, 128, 136])
def test_one_changed_byte_anywhere_in_an_array_is_found(tmp_path: Path, at: int) -> None:
    folder = tmp_path / "one"
    write_arrays(folder, {"a": np.arange(20, dtype=np.int32), "b": np.arange(9, dtype=np.uint8)}, {})
    content = bytearray((folder / ARRAYS_FILE).read_bytes())
    content[at] ^= 1 << at % 8
    (folder / ARRAYS_FILE).write_bytes(content)
    with pytest.raises(SnapshotDamaged, match="checksum of a" if at < 80 else "checksum of b"):
        open_arrays(folder, verify=True)
