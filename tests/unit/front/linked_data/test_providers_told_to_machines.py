"""A provider as JSON-LD, and the parts that every description is made of."""

from __future__ import annotations

import pytest

from pathways.catalogue.vocabulary import ProviderKind
from pathways.front.linked_data.parts import https_only, node, sum_of
from tests.harness.linked_data import check_linked_data
from tests.unit.front.linked_data.told_pages import (
    PROVIDER_ADDRESS,
    provider,
    source,
    told_of_provider,
    venue,
)


def test_provider_says_how_to_reach_it_and_where_it_teaches() -> None:
    document = told_of_provider(provider(), venue(), venue(id=6, name="Annexe", town="Stanley"))
    check_linked_data(document)
    (told,) = document["@graph"]
    assert told["@type"] == "CollegeOrUniversity"
    assert (told["name"], told["url"]) == ("Moorside College", PROVIDER_ADDRESS)
    assert told["sameAs"] == "https://moorside.example/"
    assert told["telephone"] == "01632 960000"
    assert told["identifier"] == {"@type": "PropertyValue", "propertyID": "UKPRN", "value": "10001234"}
    assert [place["name"] for place in told["location"]] == ["Main campus", "Annexe"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (ProviderKind.UNIVERSITY, "CollegeOrUniversity"),
        (ProviderKind.COLLEGE, "CollegeOrUniversity"),
        (ProviderKind.TRAINING_PROVIDER, "EducationalOrganization"),
        (ProviderKind.SCHOOL_SIXTH_FORM, "EducationalOrganization"),
        (ProviderKind.EMPLOYER, "Organization"),
    ],
)
def test_every_kind_of_provider_has_its_kind(kind: ProviderKind, name: str) -> None:
    document = told_of_provider(provider(kind=kind))
    check_linked_data(document)
    assert document["@graph"][0]["@type"] == name


def test_what_is_not_known_is_left_out() -> None:
    document = told_of_provider(provider(ukprn=None, website="", telephone="", email=""))
    check_linked_data(document)
    assert not {"identifier", "sameAs", "telephone", "email", "location"} & set(document["@graph"][0])


def test_made_up_provider_says_so() -> None:
    (told,) = told_of_provider(provider(is_demonstration=True))["@graph"]
    assert told["name"] == "Made-up example: Moorside College"
    assert told["disambiguatingDescription"] == "Made up to show how this site works."
    (of_such_a_source,) = told_of_provider(provider(), known_from=source(is_demonstration=True))["@graph"]
    assert of_such_a_source["name"] == "Made-up example: Moorside College"


@pytest.mark.parametrize(
    "address", ["http://plain.example", "javascript:alert(1)", "//evil.example", "HTTPS", ""]
)
def test_address_that_is_not_over_https_is_none(address: str) -> None:
    assert https_only(address) == ""
    assert "sameAs" not in told_of_provider(provider(website=address))["@graph"][0]


def test_thing_has_only_what_says_something() -> None:
    assert node("Thing", name=" A ", url="", about=None, location=[], number=0) == {
        "@type": "Thing",
        "name": "A",
        "number": 0,
    }


def test_characters_that_no_page_may_hold_are_taken_out() -> None:
    assert node("Thing", name="A\x00B\ufffe\ud800C")["name"] == "ABC"


@pytest.mark.parametrize(("pence", "pounds"), [(0, "0.00"), (5, "0.05"), (100, "1.00"), (123_456, "1234.56")])
def test_sums_have_a_point_and_two_digits(pence: int, pounds: str) -> None:
    assert sum_of(pence) == pounds
