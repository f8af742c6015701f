"""Autocomplete: from three letters or a district, the likeliest place first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.gazetteer import Gazetteer


def ids(gazetteer: Gazetteer, typed: str, limit: int = 8) -> list[str]:
    """The ids suggested, in order."""
    return [place.id for place in gazetteer.suggest(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pre", "preston"),
        ("Pre", "preston"),
        ("manc", "manchester"),
        ("newc", "newcastle-upon-tyne"),
        ("st al", "st-albans"),
        ("conse", "consett"),
        ("lon", "london"),
        ("lands", "lands-end"),
        ("brad", "bradford"),
        ("bury", "bury"),
        ("PR1", "PR1"),
        ("pr1", "PR1"),
        ("m1", "M1"),
        ("sw1", "SW1"),
        ("SW1A", "SW1A"),
        ("e1w", "E1W"),
    ],
)
def test_the_likeliest_place_comes_first(fresh: Gazetteer, typed: str, first: str) -> None:
    assert ids(fresh, typed)[0] == first


@pytest.mark.parametrize("typed", ["", " ", "p", "pr", "B", "ne", "1", "12", "..", "\0", "p-r"])
def test_fewer_than_three_letters_that_are_no_district_suggest_nothing(fresh: Gazetteer, typed: str) -> None:
    assert fresh.suggest(typed) == []


def test_a_later_word_of_a_name_counts_too_but_later(fresh: Gazetteer) -> None:
    found = ids(fresh, "tyne")
    assert "newcastle-upon-tyne" in found
    lyme = ids(fresh, "lyme")
    assert lyme.index("lyme-regis") < lyme.index("newcastle-under-lyme")


def test_a_shared_name_is_suggested_with_its_county(fresh: Gazetteer) -> None:
    names = [place.name for place in fresh.suggest("richmond")]
    assert {"Richmond, London", "Richmond, North Yorkshire"} <= set(names)


def test_the_parts_of_a_union_follow_it(fresh: Gazetteer) -> None:
    found = ids(fresh, "SW1")
    assert found[0] == "SW1"
    assert set(found[1:]) <= {"SW1A", "SW1E", "SW1H", "SW1P", "SW1V", "SW1W", "SW1X", "SW1Y"}


def test_sectors_are_suggested_once_they_are_known(with_sectors: Gazetteer, fresh: Gazetteer) -> None:
    assert {"PR1", "PR1-0", "PR1-2", "PR1-3"} <= set(ids(with_sectors, "PR1"))
    assert ids(with_sectors, "pr1 2") == ["PR1-2"]
    assert ids(fresh, "pr1 2") == ["PR1"]


def test_a_whole_postcode_is_suggested_as_its_sector_only(with_units: Gazetteer) -> None:
    assert ids(with_units, "PR1 2HE") == ["PR1-2"]


def test_a_slip_is_forgiven_when_nothing_begins_so(fresh: Gazetteer) -> None:
    assert ids(fresh, "Manchster") == ["manchester"]


def test_no_more_are_suggested_than_asked_for(fresh: Gazetteer) -> None:
    assert len(fresh.suggest("bar", 3)) == 3
    assert len(fresh.suggest("m1", 5)) == 5


@given(st.text(max_size=20))
def test_whatever_is_typed_every_suggestion_is_a_place_once(fresh: Gazetteer, typed: str) -> None:
    found = fresh.suggest(typed)
    assert len(found) <= 8
    assert len({place.id for place in found}) == len(found)
    for place in found:
        assert fresh.lookup(place.id) == place


@given(
    st.sampled_from(["Preston", "Manchester", "Consett", "Hartlepool", "Truro", "Wakefield", "Land's End"]),
    st.data(),
)
def test_every_beginning_of_a_name_from_three_letters_suggests_something(
    fresh: Gazetteer, name: str, data: st.DataObject
) -> None:
    end = data.draw(st.integers(3, len(name)))
    found = fresh.suggest(name[:end])
    assert found
    if end == len(name):
        assert found[0].name == name


def test_towns_near_preston_are_labels_for_a_map_largest_first(fresh: Gazetteer) -> None:
    towns = fresh.towns_near(53.76, -2.70, 10, 6)
    names = [place.name for place in towns]
    assert len(towns) == 6
    assert {"Preston", "Blackburn"} <= set(names[:3])
    assert all(place.kind in ("city", "town", "village", "suburb") for place in towns)
    assert fresh.towns_near(53.76, -2.70, 10, 0) == []
    assert fresh.towns_near(56.0, 3.0, 10, 5) == [], "nobody lives in the North Sea"
