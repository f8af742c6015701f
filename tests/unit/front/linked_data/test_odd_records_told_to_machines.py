"""Records with odd names, sums of nought and days at the ends of years, as machines are told them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Delivery, Money, Route
from pathways.front.linked_data import parts
from pathways.front.linked_data.parts import document, hours, identified, months, node, sum_of
from pathways.front.linked_data.programme import MOST_INSTANCES
from tests.harness.linked_data import check_linked_data
from tests.unit.front.linked_data.told_pages import (
    ADDRESS,
    TODAY,
    detail,
    intake,
    offer,
    only,
    provider,
    told,
    told_of_provider,
    vacancy,
    venue,
)

ODD_NAMES = (
    "</script><script>alert(1)</script>",
    "مدرسة الفجر",
    "\u202eegelloC",
    "🐶 College",
    "A & B \"C\" 'D'",
)


def nodes_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every thing in a document, however deep."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes_in(inner)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_name_is_told_as_it_is_and_the_document_stays_json(name: str) -> None:
    found = told(detail(taught_by=provider(name=name), title=name))
    check_linked_data(found)
    assert only(found, "Course")["name"] == name
    assert only(found, "CollegeOrUniversity")["name"] == name
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize("name", ODD_NAMES)
def test_text_of_a_posting_is_text_within_its_paragraphs(name: str) -> None:
    made = detail(vacancy(employer_name=name), route=Route.APPRENTICESHIP, summary=name, daily_life=" ")
    posting = only(told(made), "JobPosting")
    assert posting["hiringOrganization"]["name"] == name
    inside = posting["description"].removeprefix("<p>").removesuffix("</p>")
    assert "<" not in inside
    assert ">" not in inside


@pytest.mark.parametrize(
    ("closes", "through"),
    [
        (date(2026, 12, 31), "2026-12-31T23:59:59+00:00"),
        (date(2027, 3, 27), "2027-03-27T23:59:59+00:00"),
        (date(2027, 3, 28), "2027-03-28T23:59:59+01:00"),
        (date(2027, 10, 30), "2027-10-30T23:59:59+01:00"),
        (date(2027, 10, 31), "2027-10-31T23:59:59+00:00"),
    ],
)
def test_last_moment_to_apply_is_of_the_clock_of_that_day(closes: date, through: str) -> None:
    made = vacancy(intake(starts_on=date(2028, 1, 1), closes_on=closes))
    posting = only(told(detail(made, route=Route.APPRENTICESHIP)), "JobPosting")
    assert posting["validThrough"] == through
    assert posting["jobStartDate"] == "2028-01-01"


@pytest.mark.parametrize(
    ("low", "high", "value"),
    [
        (0, 0, {"value": "0.00"}),
        (None, 805, {"value": "8.05"}),
        (755, None, {"value": "7.55"}),
        (755, 1_271, {"minValue": "7.55", "maxValue": "12.71"}),
    ],
)
def test_wage_is_told_by_as_many_ends_as_are_known(
    low: int | None, high: int | None, value: dict[str, str]
) -> None:
    made = vacancy(pay_hourly_low=low, pay_hourly_high=high)
    posting = only(told(detail(made, route=Route.APPRENTICESHIP)), "JobPosting")
    assert posting["baseSalary"]["value"] == {"@type": "QuantitativeValue", "unitText": "HOUR", **value}


def test_fee_of_nought_is_free_and_a_fee_that_nobody_knows_is_no_offer() -> None:
    free = only(told(detail(offer(intake(), at=venue(), money=Money.FEE, fee=0))), "Course")["offers"]
    assert (free["category"], free["price"]) == ("Free", "0.00")
    assert "offers" not in only(told(detail(offer(intake(), at=venue(), money=Money.FEE))), "Course")


def test_place_on_the_meridian_and_on_no_street_is_still_a_place() -> None:
    somewhere = venue(lat=51.48, lng=0.0, address="", town="", postcode="", postcode_district="SE10")
    (told_place,) = only(told_of_provider(provider(), somewhere), "CollegeOrUniversity")["location"]
    assert told_place["geo"] == {"@type": "GeoCoordinates", "latitude": 51.48, "longitude": 0.0}
    assert told_place["address"] == {
        "@type": "PostalAddress",
        "postalCode": "SE10",
        "addressCountry": "GB",
    }


def test_course_whose_every_start_is_over_has_no_instance_and_no_offer() -> None:
    over = detail(offer(intake(starts_on=date(2026, 1, 1)), at=venue()))
    course = only(told(over), "Course")
    assert "hasCourseInstance" not in course
    assert "offers" not in course
    check_linked_data(told(over))


@given(days=st.lists(st.dates(date(2026, 11, 22), date(2028, 12, 31)), min_size=1, max_size=40, unique=True))
def test_starts_are_told_in_their_order_and_the_program_names_the_first(days: list[date]) -> None:
    made = told(detail(offer(*(intake(starts_on=day) for day in days), at=venue())))
    instances = only(made, "Course")["hasCourseInstance"]
    assert len(instances) == min(len(days), MOST_INSTANCES)
    assert {one["startDate"] for one in instances} <= {day.isoformat() for day in days}
    program = only(made, "EducationalOccupationalProgram")
    assert program["startDate"] == min(days).isoformat()
    assert min(days) > TODAY


@given(route=st.sampled_from(Route), delivery=st.sampled_from(Delivery), dated=st.booleans())
def test_whatever_is_referred_to_is_described_in_the_same_document(
    route: Route, delivery: Delivery, dated: bool
) -> None:
    starts = [intake()] if dated else []
    at = venue() if delivery is Delivery.VENUE else None
    found = told(detail(offer(*starts, at=at, delivery=delivery), route=route))
    described = {thing["@id"] for thing in found["@graph"]}
    referred = {thing["@id"] for thing in nodes_in(found) if set(thing) == {"@id"}}
    assert referred <= described
    assert len(described) == len(found["@graph"])
    assert all(address.startswith("https://pathways.example/") for address in described)
    assert all(thing.get("url", ADDRESS).startswith("https://") for thing in nodes_in(found))


@given(pence=st.integers(0, 10**9))
def test_sum_in_pounds_comes_back_in_pence(pence: int) -> None:
    pounds, _, rest = sum_of(pence).partition(".")
    assert int(pounds) * 100 + int(rest) == pence
    assert len(rest) == 2


@pytest.mark.parametrize(
    ("number", "length", "time"), [(None, "", ""), (0, "", ""), (1, "P1M", "PT1H"), (960, "P960M", "PT960H")]
)
def test_length_that_is_not_known_is_not_told(number: int | None, length: str, time: str) -> None:
    assert (months(number), hours(number)) == (length, time)


@pytest.mark.parametrize("nothing", [None, "", "   ", "\x00\x1f", [], {}])
def test_property_that_says_nothing_is_left_out(nothing: object) -> None:
    assert node("Thing", name="A", about=nothing) == {"@type": "Thing", "name": "A"}


@pytest.mark.parametrize("something", [0, 0.0, "0", " a "])
def test_nought_says_something(something: object) -> None:
    assert "about" in node("Thing", about=something)


def test_document_of_nothing_describes_nothing() -> None:
    assert document() == document(None, None) == {"@context": parts.CONTEXT, "@graph": []}
    assert list(identified(node("Thing", name="A"), "https://x.example/#a")) == ["@type", "@id", "name"]
