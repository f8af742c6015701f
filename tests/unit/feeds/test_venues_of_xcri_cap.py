"""Venues and providers of XCRI-CAP, in the shapes that feeds have them in."""

from __future__ import annotations

import io

import pytest

from pathways.catalogue.vocabulary import Nation, ProviderKind
from pathways.feeds.problems import Problems
from pathways.feeds.provider_kinds import Kinds
from pathways.feeds.records import ProviderRecord, VenueRecord
from pathways.feeds.whereabouts import AddressBook, address_book
from pathways.feeds.xcri_cap.complaints import Complaints
from pathways.feeds.xcri_cap.providers import provider_record
from pathways.feeds.xcri_cap.venues import venue_of
from pathways.feeds.xml_events import read_elements
from pathways.feeds.xml_nodes import XmlNode

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


@pytest.fixture(scope="module")
def book() -> AddressBook:
    return address_book()


def element(name: str, inside: str) -> XmlNode:
    content = f"<r {XSI}><{name}>{inside}</{name}></r>".encode()
    found = read_elements(io.BytesIO(content), "feed.xml", {name})
    return [one.node for one in found if len(one.inside) == 1][-1]


def venue(book: AddressBook, inside: str, name: str = "venue") -> tuple[VenueRecord | None, Problems]:
    problems = Problems()
    made = venue_of(element(name, inside), "p", "Lune Bank College", book, Complaints(problems, "feed.xml"))
    return made, problems


def provider(book: AddressBook, inside: str) -> tuple[ProviderRecord | None, Problems]:
    problems = Problems()
    kinds = Kinds(frozenset({"10005200"}), {})
    return provider_record(
        element("provider", inside), kinds, book, Complaints(problems, "feed.xml")
    ), problems


def test_a_venue_of_1_2_has_its_address_in_a_location(book: AddressBook) -> None:
    made, problems = venue(
        book,
        "<provider><title>Annexe</title><location><street>1 High Street</street><town>Consett</town>"
        "<postcode>dh8 5xy</postcode></location></provider>",
    )
    assert made is not None
    assert (made.name, made.address, made.town) == ("Annexe", "1 High Street", "Consett")
    assert (made.postcode, made.postcode_district) == ("DH8 5XY", "DH8")
    assert problems.total_noted == 0


def test_a_venue_of_1_1_has_its_address_in_itself(book: AddressBook) -> None:
    made, _ = venue(book, "<title>Annexe</title><street>1 High Street</street><postcode>DH8 5XY</postcode>")
    assert made is not None
    assert (made.name, made.address, made.town) == ("Annexe", "1 High Street", "Consett")


def test_a_venue_without_a_name_is_called_after_its_town(book: AddressBook) -> None:
    made, _ = venue(book, "<provider><location><town>Stanley</town></location></provider>")
    assert made is not None
    assert (made.name, made.town, made.lat) == ("Stanley", "Stanley", None)


def test_a_venue_with_a_name_only_is_kept_without_a_point(book: AddressBook) -> None:
    made, _ = venue(book, "<provider><title>Village hall</title></provider>")
    assert made is not None
    assert (made.name, made.address, made.lat, made.postcode) == ("Village hall", "", None, "")


def test_a_venue_that_says_nothing_is_none(book: AddressBook) -> None:
    assert venue(book, "<provider/>")[0] is None
    assert venue(book, "<title>A college</title>", "provider")[0] is None


def test_lines_of_an_address_stand_once_without_box_and_postcode(book: AddressBook) -> None:
    made, _ = venue(
        book,
        "<title>Annexe</title><address>PO Box 197, Mill Lane</address><address>Mill Lane</address>"
        "<address>Annexe, Consett, DH8 5XY</address><town>Consett</town><postcode>DH8 5XY</postcode>",
    )
    assert made is not None
    assert made.address == "Mill Lane"


def test_two_venues_of_one_name_in_two_places_are_two(book: AddressBook) -> None:
    one, _ = venue(book, "<title>Library</title><postcode>DH8 5XY</postcode>")
    other, _ = venue(book, "<title>Library</title><postcode>DH9 8AA</postcode>")
    assert one is not None
    assert other is not None
    assert one.key != other.key


def test_a_provider_is_known_by_its_number_its_address_or_its_name(book: AddressBook) -> None:
    number = '<identifier xsi:type="x:UKPRN">10005200</identifier>'
    address = "<identifier>https://college.example/</identifier>"
    for inside, key in (
        (f"{number}{address}<title>A</title>", "10005200"),
        (f"{address}<title>A</title>", "https://college.example"),
        ("<title>Lune Bank</title>", "lune-bank"),
    ):
        made, _ = provider(book, inside)
        assert made is not None
        assert made.key == key


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("University of Somewhere", ProviderKind.UNIVERSITY),
        ("Lune Bank College", ProviderKind.COLLEGE),
        ("High Fell Training", ProviderKind.TRAINING_PROVIDER),
    ],
)
def test_the_kind_of_a_provider_follows_from_its_name(
    book: AddressBook, name: str, kind: ProviderKind
) -> None:
    made, _ = provider(book, f"<title>{name}</title>")
    assert made is not None
    assert made.kind is kind


def test_a_provider_in_scotland_is_there(book: AddressBook) -> None:
    made, _ = provider(book, "<title>Forth College</title><location><postcode>EH1 1AA</postcode></location>")
    assert made is not None
    assert made.nation is Nation.SCOTLAND


def test_a_bad_website_is_told_and_the_identifier_stands_in(book: AddressBook) -> None:
    made, problems = provider(
        book, "<title>A</title><identifier>http://college.example</identifier><url>javascript:x</url>"
    )
    assert made is not None
    assert made.website == "https://college.example"
    assert [problem.column for problem in problems.listed] == ["url"]
    assert problems.listed[0].line == 1


def test_a_provider_without_a_name_is_refused(book: AddressBook) -> None:
    made, problems = provider(book, "<title> </title>")
    assert made is None
    assert problems.total_refused == 1


@pytest.mark.parametrize(
    ("given", "kept"), [("01772 000 000", "01772 000 000"), ("ask Jane", ""), ("12", "")]
)
def test_a_telephone_number_is_one(book: AddressBook, given: str, kept: str) -> None:
    made, _ = provider(book, f"<title>A</title><location><phone>{given}</phone></location>")
    assert made is not None
    assert made.telephone == kept


def test_a_point_far_from_its_postcode_is_told_and_the_venue_stands_where_its_postcode_is(
    book: AddressBook,
) -> None:
    point = "<provider><title>Annexe</title><location><postcode>PR1 2HE</postcode><lat>54.856</lat><long>-1.837</long>"
    made, problems = venue(book, f"{point}</location></provider>")
    assert made is not None
    assert (made.postcode_district, made.town) == ("PR1", "Preston")
    assert [problem["column"] for problem in problems.as_list()] == ["lat, long"]
