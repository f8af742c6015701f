"""Postcodes as places, with a made-up district or two: what is known, what is near, what is only begun."""

from __future__ import annotations

import numpy as np
import pytest

from pathways.places.arrays import PostcodeArrays
from pathways.places.place import Place
from pathways.places.postcode_keys import keys_of
from pathways.places.postcode_places import PostcodePlaces
from pathways.places.seed import District


def district(code: str, town: str, nation: str = "england") -> District:
    """A fictional district."""
    place = Place(code, f"{town} ({code})", "district", 53.0, -2.0, code, "E07000123", nation)  # type: ignore[arg-type]
    return District(place, town, 2.0)


def arrays_of(sectors: dict[str, str]) -> PostcodeArrays:
    """Sectors by fixed-width code with their authority; no single postcodes."""
    codes = sorted(sectors)
    return PostcodeArrays(
        version="v1",
        source="a source",
        statement="a statement",
        sector_keys=keys_of(codes),
        sector_points=np.array([[53.1 + row / 100, -2.1] for row in range(len(codes))], dtype=np.float32),
        sector_authorities=np.array([sectors[code] for code in codes], dtype="S9"),
        unit_keys=np.zeros(0, dtype=np.uint64),
        unit_points=np.zeros((0, 2), dtype=np.float32),
        unit_states=np.zeros(0, dtype=np.uint8),
    )


DISTRICTS = {
    code: district(code, town) for code, town in (("QA1", "Alpha"), ("QA11", "Beta"), ("QB1A", "Gamma"))
}
UNIONS = {"QB1": Place("QB1", "Gamma (QB1)", "area", 53.0, -2.0, "QB1A", "E07000123", "england")}
BARE = PostcodePlaces(DISTRICTS, UNIONS, None)
FULL = PostcodePlaces(
    DISTRICTS,
    UNIONS,
    arrays_of(
        {"QA1 2": "E07000999", "QA1 3": "", "QB1A1": "W06000001", "QN1 1": "S12000001", "QX1 1": "N09000003"}
    ),
)


@pytest.mark.parametrize("place_id", ["QA1", "QA11", "QB1A", "QB1"])
def test_districts_and_unions_are_known_by_their_code(place_id: str) -> None:
    for places in (BARE, FULL):
        place = places.place(place_id)
        assert place is not None
        assert place.id == place_id


@pytest.mark.parametrize(
    "place_id", ["qa1", "QA", "QA12", "QA1-", "QA1-x", "QA1-12", "QA1 2", "", "-", "QA1-²", "Ä1-1"]
)
def test_what_is_not_written_as_an_id_is_none(place_id: str) -> None:
    assert BARE.place(place_id) is None
    assert FULL.place(place_id) is None


def test_a_sector_takes_the_town_of_its_district_and_its_own_authority() -> None:
    sector = FULL.place("QA1-2")
    assert sector is not None
    assert (sector.id, sector.name, sector.kind, sector.district) == (
        "QA1-2",
        "Alpha (QA1 2)",
        "sector",
        "QA1",
    )
    assert sector.lad_code == "E07000999"
    crossed = FULL.place("QB1A-1")
    assert crossed is not None
    assert crossed.nation == "wales", "a sector over the border is in its own nation"


def test_a_sector_without_an_authority_takes_its_districts() -> None:
    sector = FULL.place("QA1-3")
    assert sector is not None
    assert (sector.lad_code, sector.nation) == ("E07000123", "england")


def test_a_new_district_is_made_from_its_sectors_if_it_lies_in_great_britain() -> None:
    new = FULL.place("QN1")
    assert new is not None
    assert (new.name, new.nation, new.kind) == ("QN1", "scotland", "district")
    assert FULL.place("QX1") is None
    assert BARE.place("QN1") is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("QA1", ["QA1", "QA11", "QA1-2", "QA1-3"]),
        ("qa1", ["QA1", "QA11", "QA1-2", "QA1-3"]),
        ("QB1", ["QB1", "QB1A"]),
        ("QA1 2", ["QA1-2"]),
        ("QA1 9", ["QA1"]),
        ("QA1 2AB", ["QA1-2"]),
        ("QA", []),
        ("alpha", []),
        ("QA1 and more", []),
        ("", []),
    ],
)
def test_a_half_typed_postcode_suggests_what_it_may_become(typed: str, found: list[str]) -> None:
    assert [place.id for place in FULL.beginning(typed, 8)] == found


def test_no_more_is_suggested_than_there_is_room_for() -> None:
    assert [place.id for place in FULL.beginning("QA1", 2)] == ["QA1", "QA11"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("QA1 2AB", "QA1-2"),
        ("in QA1 2", "QA1-2"),
        ("QA12", "QA1-2"),
        ("QA11", "QA11"),
        ("QB1", "QB1"),
        ("Alpha QA1", "QA1"),
        ("QA1 or QA11", "QA1"),
    ],
)
def test_a_text_with_a_postcode_in_it_is_read_the_finest_way(typed: str, found: str) -> None:
    resolution = FULL.read(typed)
    assert resolution is not None
    assert resolution.place is not None
    assert resolution.place.id == found


@pytest.mark.parametrize("typed", ["Alpha", "QA", "A1 Motors", "level 3", ""])
def test_a_text_without_one_is_left_to_the_names(typed: str) -> None:
    assert FULL.read(typed) is None


def test_sectors_alone_never_give_an_exact_point() -> None:
    assert FULL.exact("QA1 2AB") is None
    assert BARE.exact("QA1 2AB") is None
