"""Arrays of postcodes: found by key, told apart by state, published whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pathways.places.arrays import LIVE, NO_COORDINATES, TERMINATED, PostcodeArrays
from pathways.places.postcode_keys import keys_of, outward_key, outward_keys_of, postcode_key, sector_keys_of
from pathways.places.store import (
    open_current,
    open_version,
    places_dir,
    pointer_mark,
    pointer_path,
    publish,
    verify_version,
    writer_lock,
)

UNITS = {
    "PR1 2AA": (53.76, -2.706, LIVE),
    "PR1 2HE": (53.758, -2.704, LIVE),
    "PR1 2ZZ": (53.7595, -2.7055, TERMINATED),
    "PR1 3XA": (np.nan, np.nan, NO_COORDINATES),
    "PR112AA": (53.7, -2.7, LIVE),
    "SW1A1AA": (51.501, -0.1415, LIVE),
}


def columns(units: dict[str, tuple[float, float, int]]) -> dict[str, NDArray[Any]]:
    """The six columns of an import of these postcodes; every sector at the mean of its living ones."""
    codes = sorted(units)
    keys = keys_of(codes)
    points = np.array([units[code][:2] for code in codes], dtype=np.float32).reshape(-1, 2)
    states = np.array([units[code][2] for code in codes], dtype=np.uint8)
    living = states == LIVE
    homes = sector_keys_of(keys[living])
    sectors = np.unique(homes)
    means = [points[living][homes == home].mean(axis=0) for home in sectors]
    return {
        "sector_keys": sectors,
        "sector_points": np.array(means, dtype=np.float32).reshape(-1, 2),
        "sector_authorities": np.array(["E07000123"] * len(sectors), dtype="S9"),
        "unit_keys": keys,
        "unit_points": points,
        "unit_states": states,
    }


@pytest.fixture
def arrays() -> PostcodeArrays:
    return PostcodeArrays("v1", "a source", "a statement", **columns(UNITS))


def test_a_sector_is_found_with_its_point_and_authority(arrays: PostcodeArrays) -> None:
    sector = arrays.sector("PR1", "2")
    assert sector is not None
    assert (sector.outward, sector.digit, sector.lad_code) == ("PR1", "2", "E07000123")
    assert sector.lat == pytest.approx(53.759, abs=1e-4)
    westminster = arrays.sector("SW1A", "1")
    assert westminster is not None
    assert westminster.outward == "SW1A"


def test_a_sector_that_is_not_there_is_not_found(arrays: PostcodeArrays) -> None:
    assert arrays.sector("PR1", "9") is None
    assert arrays.sector("PR2", "2") is None
    assert arrays.sector("SW1", "1") is None
    assert arrays.sector("PR1", "3") is None, "its one postcode has no point, so it has none either"


def test_the_sectors_of_a_district_do_not_take_in_its_neighbours(arrays: PostcodeArrays) -> None:
    assert [sector.digit for sector in arrays.sectors_of("PR1")] == ["2"]
    assert [sector.outward for sector in arrays.sectors_of("PR11")] == ["PR11"]
    assert arrays.sectors_of("PR") == []
    assert arrays.sectors_of("SW1") == []


def test_the_state_of_each_postcode_is_told(arrays: PostcodeArrays) -> None:
    assert arrays.unit_state("PR1", "2", "HE") == LIVE
    assert arrays.unit_state("PR1", "2", "ZZ") == TERMINATED
    assert arrays.unit_state("PR1", "3", "XA") == NO_COORDINATES
    assert arrays.unit_state("PR1", "2", "HH") is None
    assert arrays.unit_state("PR11", "2", "AA") == LIVE


def test_only_a_living_postcode_has_a_point(arrays: PostcodeArrays) -> None:
    assert arrays.unit_point("PR1", "2", "HE") == pytest.approx((53.758, -2.704), abs=1e-5)
    assert arrays.unit_point("PR1", "2", "ZZ") is None
    assert arrays.unit_point("PR1", "3", "XA") is None
    assert arrays.unit_point("PR1", "2", "HH") is None


def test_points_keep_to_within_a_metre(arrays: PostcodeArrays) -> None:
    for code, (lat, lng, state) in UNITS.items():
        if state == LIVE:
            point = arrays.unit_point(code[:4].strip(), code[4], code[5:])
            assert point is not None
            assert abs(point[0] - lat) < 1e-5
            assert abs(point[1] - lng) < 1e-5


def test_sectors_alone_do_not_make_every_postcode_unknown() -> None:
    only_sectors = columns(UNITS) | {
        "unit_keys": np.zeros(0, dtype=np.uint64),
        "unit_points": np.zeros((0, 2), dtype=np.float32),
        "unit_states": np.zeros(0, dtype=np.uint8),
    }
    arrays = PostcodeArrays("v1", "a source", "a statement", **only_sectors)
    assert not arrays.has_units
    assert arrays.sector("PR1", "2") is not None
    assert arrays.unit_state("PR1", "2", "HE") is None


def test_what_is_published_is_what_is_opened(tmp_path: Path) -> None:
    with writer_lock(tmp_path):
        version = publish(tmp_path, columns(UNITS), "Äpfel", "© statement")
    arrays = open_current(tmp_path)
    assert arrays is not None
    assert (arrays.version, arrays.source, arrays.statement) == (version, "Äpfel", "© statement")
    for name, column in columns(UNITS).items():
        assert np.array_equal(getattr(arrays, name), column, equal_nan=column.dtype.kind == "f"), name
        assert getattr(arrays, name).dtype == column.dtype, name
    verify_version(places_dir(tmp_path) / version)


def test_the_manifest_says_how_large_each_file_is(tmp_path: Path) -> None:
    with writer_lock(tmp_path):
        version = publish(tmp_path, columns(UNITS), "a source", "a statement")
    folder = places_dir(tmp_path) / version
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["version"] == version
    for name, facts in manifest["files"].items():
        assert (folder / f"{name}.npy").stat().st_size == facts["bytes"]


def test_the_mark_of_the_pointer_changes_with_each_publication_and_only_then(tmp_path: Path) -> None:
    assert pointer_mark(tmp_path) is None
    with writer_lock(tmp_path):
        publish(tmp_path, columns(UNITS), "a source", "a statement")
        first = pointer_mark(tmp_path)
        publish(tmp_path, columns(UNITS), "a source", "a statement")
        assert pointer_mark(tmp_path) == first, "the same again"
        publish(tmp_path, columns(UNITS), "a source", "another statement")
        second = pointer_mark(tmp_path)
        publish(tmp_path, columns(UNITS), "a source", "a statement")
        third = pointer_mark(tmp_path)
    assert len({first, second, third}) == 3


def test_going_back_to_the_version_before_works(tmp_path: Path) -> None:
    with writer_lock(tmp_path):
        old = publish(tmp_path, columns(UNITS), "a source", "one")
        new = publish(tmp_path, columns(UNITS), "a source", "two")
        assert old != new
        assert publish(tmp_path, columns(UNITS), "a source", "one") == old
    arrays = open_current(tmp_path)
    assert arrays is not None
    assert arrays.statement == "one"


def test_readers_keep_what_they_have_open_when_its_folder_goes(tmp_path: Path) -> None:
    with writer_lock(tmp_path):
        first = publish(tmp_path, columns(UNITS), "a source", "1")
        held = open_version(places_dir(tmp_path) / first)
        for statement in "234":
            publish(tmp_path, columns(UNITS), "a source", statement)
    assert not (places_dir(tmp_path) / first).exists()
    assert held.unit_point("PR1", "2", "HE") == pytest.approx((53.758, -2.704), abs=1e-5)


def test_the_lock_is_let_go_when_an_import_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), writer_lock(tmp_path):
        publish(tmp_path, {}, "a source", "a statement")
    with writer_lock(tmp_path):
        publish(tmp_path, columns(UNITS), "a source", "a statement")
    assert pointer_path(tmp_path).exists()
    assert [path.name for path in places_dir(tmp_path).iterdir() if path.name.startswith(".partial")] == []


def test_only_one_may_publish_at_a_time(tmp_path: Path) -> None:
    with writer_lock(tmp_path), pytest.raises(BlockingIOError), writer_lock(tmp_path):
        pass


CODES = st.from_regex(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True)


@given(st.lists(CODES, min_size=1, max_size=40, unique=True))
def test_every_postcode_of_an_import_is_found_and_no_other(codes: list[str]) -> None:
    fixed = {
        f"{code[:-3]:<4}{code[-3:]}": (53.0 + place / 100, -2.0, LIVE) for place, code in enumerate(codes)
    }
    arrays = PostcodeArrays("v1", "a source", "a statement", **columns(fixed))
    for code, (lat, _, _) in fixed.items():
        outward, digit, unit = code[:4].strip(), code[4], code[5:]
        point = arrays.unit_point(outward, digit, unit)
        assert point is not None
        assert point[0] == pytest.approx(lat, abs=1e-5)
        assert arrays.sector(outward, digit) in arrays.sectors_of(outward)
        other = "".join("B" if letter == "A" else "A" for letter in unit)
        if f"{outward:<4}{digit}{other}" not in fixed:
            assert arrays.unit_state(outward, digit, other) is None


@given(CODES)
def test_a_key_holds_its_outward_code(code: str) -> None:
    outward, digit, unit = code[:-3], code[-3], code[-2:]
    keys = keys_of([f"{outward:<4}{digit}{unit}"])
    assert int(outward_keys_of(keys)[0]) == outward_key(outward)
    assert int(sector_keys_of(keys)[0]) == postcode_key(outward, digit)
