"""A person types a postcode, whole or in part: on a fresh clone, with sectors, and with single postcodes."""

from __future__ import annotations

import pytest

from pathways.places.gazetteer import Gazetteer
from pathways.places.place import Place


def place_of(gazetteer: Gazetteer, typed: str) -> Place:
    """The one place that a text resolves to."""
    resolution = gazetteer.resolve(typed)
    assert resolution.place is not None, resolution
    assert resolution.problem is None
    return resolution.place


@pytest.mark.parametrize(
    "typed", ["PR1 2HE", "pr12he", " Pr1  2hE ", "PR1 2", "pr1-2", "PR1", "pr1", "near PR1 2HE"]
)
def test_on_a_fresh_clone_any_postcode_resolves_to_its_district(fresh: Gazetteer, typed: str) -> None:
    place = place_of(fresh, typed)
    assert (place.id, place.name, place.kind) == ("PR1", "Preston (PR1)", "district")
    assert place.district == "PR1"
    assert place.lad_code == "E07000123"
    assert place.nation == "england"


@pytest.mark.parametrize("typed", ["PR1 2HE", "pr12he", "PR1 2", "pr1-2", "PR12", "pr1 2, Preston"])
def test_with_sectors_a_postcode_resolves_to_its_sector_and_no_finer(
    with_sectors: Gazetteer, typed: str
) -> None:
    place = place_of(with_sectors, typed)
    assert (place.id, place.name, place.kind) == ("PR1-2", "Preston (PR1 2)", "sector")
    assert place.lat == pytest.approx(53.759, abs=1e-4)
    assert place.lng == pytest.approx(-2.705, abs=1e-4)
    assert place.district == "PR1"


def test_a_district_with_two_digits_is_not_taken_for_a_sector(with_sectors: Gazetteer) -> None:
    assert place_of(with_sectors, "PR11").id == "PR11"
    assert place_of(with_sectors, "M11").id == "M11"
    assert place_of(with_sectors, "PR12").id == "PR1-2", "there is no district PR12"


@pytest.mark.parametrize(
    ("typed", "place_id"),
    [
        ("SW1", "SW1"),
        ("sw1", "SW1"),
        ("SW1 London", "SW1"),
        ("London SW1", "SW1"),
        ("W1", "W1"),
        ("EC1", "EC1"),
        ("WC2", "WC2"),
        ("SW1A", "SW1A"),
        ("N1", "N1"),
        ("N1C", "N1C"),
        ("E1", "E1"),
        ("E1W", "E1W"),
    ],
)
def test_lettered_districts_and_their_unions_are_places(fresh: Gazetteer, typed: str, place_id: str) -> None:
    assert place_of(fresh, typed).id == place_id


def test_a_union_lies_amid_its_parts(fresh: Gazetteer) -> None:
    union = place_of(fresh, "SW1")
    part = place_of(fresh, "SW1A")
    assert union.kind == "area"
    assert part.kind == "district"
    assert abs(union.lat - part.lat) < 0.03
    assert abs(union.lng - part.lng) < 0.03


@pytest.mark.parametrize(
    "typed", ["BT1 1AA", "bt1", "BT1 1", "IM4 4AQ", "IM4", "JE2 3AB", "GY1 4AL", "gy1", "near BT48"]
)
def test_postcodes_over_the_sea_are_said_to_be_outside(
    fresh: Gazetteer, with_units: Gazetteer, typed: str
) -> None:
    for gazetteer in (fresh, with_units):
        resolution = gazetteer.resolve(typed)
        assert resolution.problem == "outside-great-britain"
        assert resolution.place is None


@pytest.mark.parametrize("typed", ["ZZ99", "ZZ99 9ZZ", "zz999zz", "XX1", "A1", "QQ1 1QQ"])
def test_a_postcode_that_cannot_be_is_unknown(fresh: Gazetteer, with_units: Gazetteer, typed: str) -> None:
    for gazetteer in (fresh, with_units):
        resolution = gazetteer.resolve(typed)
        assert resolution.problem == "unknown"
        assert resolution.instead is None


def test_a_sector_that_is_not_there_is_unknown_and_its_district_is_offered(with_sectors: Gazetteer) -> None:
    for typed in ("PR1 7", "PR1 7AB"):
        resolution = with_sectors.resolve(typed)
        assert resolution.place is None, "never a wrong point"
        assert resolution.problem == "unknown"
        assert resolution.instead is not None
        assert resolution.instead.id == "PR1"


def test_a_living_postcode_is_its_sector(with_units: Gazetteer) -> None:
    place = place_of(with_units, "pr1 2he")
    assert place.id == "PR1-2"
    assert place.name == "Preston (PR1 2)"


def test_a_terminated_postcode_gets_words_and_a_way_on(with_units: Gazetteer) -> None:
    resolution = with_units.resolve("PR1 2ZZ")
    assert resolution.problem == "terminated"
    assert resolution.place is None
    assert resolution.instead is not None
    assert resolution.instead.id == "PR1-2"


def test_a_postcode_without_coordinates_gets_words_and_no_point(with_units: Gazetteer) -> None:
    resolution = with_units.resolve("PR1 3XA")
    assert resolution.problem == "no-coordinates"
    assert resolution.place is None
    assert with_units.resolve_exact("PR1 3XA") is None


def test_a_postcode_nobody_has_is_unknown_once_all_are_known(with_units: Gazetteer, fresh: Gazetteer) -> None:
    assert with_units.resolve("PR1 2BB").problem == "unknown"
    assert place_of(fresh, "PR1 2BB").id == "PR1", "before an import nobody can tell"


def test_the_exact_point_is_given_only_for_a_living_whole_postcode(
    with_units: Gazetteer, with_sectors: Gazetteer, fresh: Gazetteer
) -> None:
    assert with_units.resolve_exact("pr12he") == pytest.approx((53.758, -2.704), abs=1e-5)
    for typed in ("PR1 2ZZ", "PR1 2", "PR1", "Preston", "PR1 2BB", "", "\0", "x" * 5000):
        assert with_units.resolve_exact(typed) is None
    assert with_sectors.resolve_exact("PR1 2HE") is None
    assert fresh.resolve_exact("PR1 2HE") is None


def test_ids_are_looked_up_exactly(fresh: Gazetteer, with_sectors: Gazetteer) -> None:
    assert with_sectors.lookup("PR1-2") == place_of(with_sectors, "PR1 2HE")
    assert fresh.lookup("PR1") == place_of(fresh, "PR1")
    preston = fresh.lookup("preston")
    assert preston is not None
    assert preston.name == "Preston"
    for not_an_id in (
        "pr1",
        "Preston",
        "PR1 2",
        "PR1-",
        "PR1-22",
        "PR1-x",
        "PR1-٣",
        "-",
        "",
        "richmond",
        "\0",
        "é-1",
    ):
        assert fresh.lookup(not_an_id) is None, not_an_id


def test_an_old_address_with_a_sector_still_leads_to_its_district(
    fresh: Gazetteer, with_sectors: Gazetteer
) -> None:
    for gazetteer, place_id in ((fresh, "PR1-2"), (with_sectors, "PR1-7")):
        place = gazetteer.lookup(place_id)
        assert place is not None
        assert place.id == "PR1"
    assert fresh.lookup("ZZ9-1") is None


def test_sectors_carry_their_own_authority_and_nation(with_sectors: Gazetteer) -> None:
    cardiff = with_sectors.lookup("CF10-1")
    assert cardiff is not None
    assert (cardiff.lad_code, cardiff.nation) == ("W06000015", "wales")
    westminster = with_sectors.lookup("SW1A-1")
    assert westminster is not None
    assert westminster.name == "Westminster (SW1A 1)"


def test_no_answer_is_ever_finer_than_a_sector(with_units: Gazetteer) -> None:
    for typed in ("PR1 2HE", "PR1 2AA", "near pr12aa please"):
        place = place_of(with_units, typed)
        assert place.kind == "sector"
        assert "HE" not in place.id
        assert "AA" not in place.name
        exact = with_units.resolve_exact("PR1 2AA")
        assert exact is not None
        assert (place.lat, place.lng) != exact
