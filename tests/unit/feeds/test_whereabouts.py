"""Where an address is, by its point and its postcode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Nation
from pathways.feeds.districts import is_near
from pathways.feeds.whereabouts import AddressBook, Whereabouts, address_book
from pathways.places.distance import miles_between

CONSETT = (54.856, -1.837)


@pytest.fixture(scope="module")
def book() -> AddressBook:
    return address_book()


def test_a_point_tells_district_town_and_authority(book: AddressBook) -> None:
    where = book.find("", *CONSETT)
    assert (where.postcode_district, where.town, where.lad_code) == ("DH8", "Consett", "E06000047")
    assert (where.lat, where.lng, where.postcode) == (*CONSETT, "")


def test_a_postcode_without_a_point_is_put_in_the_middle_of_its_district(book: AddressBook) -> None:
    where = book.find("dh85xy")
    assert (where.postcode, where.postcode_district, where.nation) == ("DH8 5XY", "DH8", Nation.ENGLAND)
    assert where.lat is not None
    assert where.lng is not None
    assert miles_between(where.lat, where.lng, *CONSETT) < 8


def test_the_postcode_names_the_district_where_both_are_given(book: AddressBook) -> None:
    where = book.find("DH9 8AA", *CONSETT)
    assert (where.postcode_district, where.lat) == ("DH9", CONSETT[0])


@pytest.mark.parametrize(
    ("postcode", "nation"),
    [
        ("EH1 1AA", Nation.SCOTLAND),
        ("CF10 1AA", Nation.WALES),
        ("PR1 2HE", Nation.ENGLAND),
    ],
)
def test_a_postcode_tells_the_nation(book: AddressBook, postcode: str, nation: Nation) -> None:
    assert book.find(postcode).nation is nation


@pytest.mark.parametrize("odd", ["", "ZZ99 9ZZ", "nowhere", "PR1", "0,0", "GY1 1AA"])
def test_what_is_no_postcode_here_has_no_point(book: AddressBook, odd: str) -> None:
    assert not book.knows(odd)
    where = book.find(odd)
    assert (where.lat, where.lng, where.postcode_district) == (None, None, "")


@pytest.mark.parametrize("point", [(0.0, 0.0), (51.5, 10.0), (-1.837, 54.856)])
def test_a_point_at_sea_or_abroad_is_not_used(book: AddressBook, point: tuple[float, float]) -> None:
    assert not book.is_on_land(*point)
    assert book.find("", *point) == Whereabouts()
    assert book.find("DH8 5XY", *point).postcode_district == "DH8"


def test_a_point_far_from_its_postcode_gives_way_to_it(book: AddressBook) -> None:
    assert book.agree(*CONSETT, "DH8 5XY")
    assert not book.agree(*CONSETT, "PR1 2HE")
    assert book.agree(*CONSETT, "no postcode")
    where = book.find("PR1 2HE", *CONSETT)
    assert (where.postcode_district, where.town) == ("PR1", "Preston")
    assert where.lat is not None
    assert where.lng is not None
    assert miles_between(where.lat, where.lng, *CONSETT) > 50


@pytest.mark.parametrize(("miles_north", "near"), [(0.0, True), (14.0, True), (16.0, False)])
def test_how_near_a_point_has_to_be_to_the_middle_of_its_postcode(miles_north: float, near: bool) -> None:
    degrees = miles_north / 69.05
    assert is_near(CONSETT[0] + degrees, CONSETT[1], *CONSETT) is near
    assert is_near(CONSETT[0] + degrees, CONSETT[1], *CONSETT, reach_miles=20)


@given(lat=st.floats(49, 61.5), lng=st.floats(-9, 2.5))
def test_what_is_put_on_a_map_is_on_land_and_near_its_postcode(
    book: AddressBook, lat: float, lng: float
) -> None:
    where = book.find("DH8 5XY", lat, lng)
    assert where.lat is not None
    assert where.lng is not None
    assert book.is_on_land(where.lat, where.lng)
    assert book.agree(where.lat, where.lng, "DH8 5XY")
