"""The pointer is one small file: whatever stands in it, it names folders beside it or nothing at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.snapshot.pointer import POINTER_FILE, Pointer, read_pointer, write_pointer

GOOD = {"version": "20261121T120000-abc123", "large": "20261121T120000-abc123", "small": None, "sequence": 7}


def read(folder: Path, content: str | bytes) -> Pointer | None:
    """What a pointer file with this content says."""
    (folder / POINTER_FILE).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_pointer(folder)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    for small in (None, "20261121T120000-abc123-9-1f2e"):
        pointer = Pointer(small or "20261121T120000-abc123", "20261121T120000-abc123", small, 9)
        write_pointer(tmp_path, pointer)
        assert read_pointer(tmp_path) == pointer
    assert [entry.name for entry in tmp_path.iterdir()] == [POINTER_FILE]


@pytest.mark.parametrize(
    "content",
    ["", "{", "null", "[]", "7", '"x"', "\0" * 40, b"\xff\xfe", "9" * 6000, "[" * 100_000, "{}"],
    ids=lambda content: repr(content[:8]),
)
def test_what_is_no_pointer_names_nothing(tmp_path: Path, content: str | bytes) -> None:
    assert read(tmp_path, content) is None


@pytest.mark.parametrize("name", ["large", "small", "version"])
@pytest.mark.parametrize(
    "value",
    ["", ".", "..", "../elsewhere", "/etc", "a/b", "a\\b", "a\0b", ".passing", "x" * 300, 5, ["a"], {}, True],
)
def test_a_name_that_leads_elsewhere_or_is_no_name_names_nothing(
    tmp_path: Path, name: str, value: object
) -> None:
    assert read(tmp_path, json.dumps(GOOD)) is not None
    assert read(tmp_path, json.dumps(GOOD | {name: value})) is None


@pytest.mark.parametrize("value", ["x", None, [], {}, float("inf"), float("nan")])
def test_a_sequence_that_is_no_number_names_nothing(tmp_path: Path, value: object) -> None:
    assert read(tmp_path, json.dumps(GOOD | {"sequence": value})) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(GOOD)), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(content=st.dictionaries(st.sampled_from(sorted(GOOD)), JSON))
def test_reading_never_raises_and_never_leads_out_of_the_folder(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("pointer")
    pointer = read(folder, json.dumps(GOOD | content))
    if pointer is not None:
        for name in filter(None, (pointer.version, pointer.large, pointer.small)):
            assert (folder / name).parent == folder
            assert name not in (".", "..")
