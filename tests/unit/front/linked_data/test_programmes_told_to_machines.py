"""A programme as JSON-LD: true to the vocabulary, and to what the page says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Area, Delivery, Level, Money, Route
from pathways.front.linked_data.programme import MOST_INSTANCES
from pathways.front.pay_shown import WAGED_ROUTES
from tests.harness.linked_data import check_linked_data
from tests.unit.front.linked_data.told_pages import (
    ADDRESS,
    PROVIDER_ADDRESS,
    detail,
    intake,
    kinds,
    offer,
    only,
    provider,
    source,
    told,
    venue,
)


@pytest.mark.parametrize("route", list(Route))
def test_every_route_is_told_in_valid_terms(route: Route) -> None:
    document = told(detail(route=route))
    check_linked_data(document)
    assert ("Course" in kinds(document)) is (route not in WAGED_ROUTES)
    is_program = "EducationalOccupationalProgram" in kinds(document)
    assert is_program is (route not in (Route.A_LEVEL, Route.ESSENTIAL_SKILLS))
    assert "CollegeOrUniversity" in kinds(document)


def test_course_says_what_the_page_says() -> None:
    starts = (intake(closes_on=date(2027, 7, 31)), intake(starts_on=date(2028, 9, 1)))
    document = told(
        detail(
            offer(*starts, at=venue(), money=Money.FEE, fee=123_450),
            course_code="AB12",
            guided_hours=540,
            you_will_learn="Pipes and boilers.",
            areas=(Area.BUILDING_CONSTRUCTION, Area.ENGINEERING_MAKING),
        ),
        entry="You are 16 or over when you start.",
    )
    check_linked_data(document)
    course = only(document, "Course")
    assert course["name"] == "Plumbing"
    assert course["courseCode"] == "AB12"
    assert course["educationalLevel"] == "Level 2"
    assert course["timeRequired"] == "P10M"
    assert course["coursePrerequisites"] == "You are 16 or over when you start."
    assert len(course["about"]) == 2
    assert course["offers"] == {
        "@type": "Offer",
        "category": "Paid",
        "price": "1234.50",
        "priceCurrency": "GBP",
        "url": ADDRESS,
    }
    first, second = course["hasCourseInstance"]
    assert (first["startDate"], second["startDate"]) == ("2027-09-01", "2028-09-01")
    assert first["courseMode"] == ["Onsite", "full-time"]
    assert first["courseWorkload"] == "PT540H"
    assert first["url"] == f"{ADDRESS}?at=9"
    assert first["location"]["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 High Street",
        "addressLocality": "Consett",
        "postalCode": "DH8 5AA",
        "addressCountry": "GB",
    }
    assert first["location"]["geo"]["latitude"] == 54.853


def test_program_names_the_next_start_and_its_closing_day() -> None:
    later = offer(intake(starts_on=date(2028, 1, 10), closes_on=date(2027, 12, 1)), at=venue(), id=8)
    sooner = offer(intake(closes_on=date(2027, 7, 31)), at=venue(), id=9)
    program = only(told(detail(later, sooner)), "EducationalOccupationalProgram")
    assert (program["startDate"], program["applicationDeadline"]) == ("2027-09-01", "2027-07-31")
    assert program["timeToComplete"] == "P10M"
    assert program["hasCourse"] == {"@id": f"{ADDRESS}#course"}
    assert program["provider"] == {"@id": f"{PROVIDER_ADDRESS}#provider"}


def test_what_is_over_is_not_told_as_a_start() -> None:
    past = offer(intake(starts_on=date(2026, 9, 1)), at=venue())
    document = told(detail(past))
    check_linked_data(document)
    assert "hasCourseInstance" not in only(document, "Course")
    assert "startDate" not in only(document, "EducationalOccupationalProgram")


def test_one_of_two_starts_that_is_over_is_left_out() -> None:
    half = offer(intake(starts_on=date(2026, 9, 1)), intake(), at=venue())
    (instance,) = only(told(detail(half)), "Course")["hasCourseInstance"]
    assert instance["startDate"] == "2027-09-01"


def test_online_course_is_at_an_address_and_a_course_of_no_known_place_nowhere() -> None:
    online = only(told(detail(offer(delivery=Delivery.ONLINE, id=9))), "Course")["hasCourseInstance"][0]
    assert online["location"] == {"@type": "VirtualLocation", "url": f"{ADDRESS}?at=9"}
    assert online["courseMode"] == ["Online", "full-time"]
    somewhere = only(told(detail(offer(delivery=Delivery.AREA))), "Course")["hasCourseInstance"][0]
    assert "location" not in somewhere
    assert somewhere["courseMode"] == ["full-time"]


def test_venue_without_a_point_is_told_without_one() -> None:
    document = told(detail(offer(intake(), at=venue(lat=None, lng=None, postcode=""))))
    check_linked_data(document)
    where = only(document, "Course")["hasCourseInstance"][0]["location"]
    assert "geo" not in where
    assert where["address"]["postalCode"] == "DH8"


@pytest.mark.parametrize(
    ("money", "fee", "price"),
    [
        (Money.FREE, None, "0.00"),
        (Money.PAID, None, "0.00"),
        (Money.FEE, 5, "0.05"),
        (Money.LOAN, 953_500, "9535.00"),
        (Money.FEE, 0, "0.00"),
    ],
)
def test_price_is_in_pounds(money: Money, fee: int | None, price: str) -> None:
    course = only(told(detail(offer(intake(), at=venue(), money=money, fee=fee))), "Course")
    assert course["offers"]["price"] == price
    assert course["offers"]["category"] == ("Free" if price == "0.00" else "Paid")


@pytest.mark.parametrize("money", [None, Money.FEE, Money.LOAN])
def test_price_that_nobody_says_is_left_out(money: Money | None) -> None:
    assert "offers" not in only(told(detail(offer(intake(), at=venue(), money=money))), "Course")


def test_page_with_a_hundred_starts_stays_light() -> None:
    offers = [offer(intake(), intake(starts_on=date(2028, 1, 1)), at=venue(), id=n) for n in range(1, 51)]
    assert len(only(told(detail(*offers)), "Course")["hasCourseInstance"]) == MOST_INSTANCES


@pytest.mark.parametrize("what", ["programme", "provider", "source"])
def test_made_up_programme_cannot_be_taken_for_a_real_one(what: str) -> None:
    found = detail(
        is_demonstration=what == "programme",
        taught_by=provider(is_demonstration=what == "provider"),
        known_from=source(is_demonstration=what == "source"),
    )
    document = told(found)
    check_linked_data(document)
    for kind in ("Course", "EducationalOccupationalProgram"):
        thing = only(document, kind)
        assert thing["name"] == "Made-up example: Plumbing"
        assert thing["disambiguatingDescription"] == "Made up to show how this site works."
    for instance in only(document, "Course")["hasCourseInstance"]:
        assert instance["name"].startswith("Made-up example:")


def test_real_programme_is_not_marked() -> None:
    assert "ade-up" not in str(told(detail()))


texts = st.text(max_size=40)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.fixed_dictionaries(
        {
            "title": st.text(min_size=1, max_size=40).filter(
                lambda text: text.strip() and text.isprintable()
            ),
            "route": st.sampled_from(list(Route)),
            "level": st.sampled_from([None, *Level]),
            "occupation": texts,
            "you_will_learn": texts,
            "course_code": texts,
            "duration_months": st.none() | st.integers(0, 96),
            "credits": st.none() | st.integers(0, 600),
            "guided_hours": st.none() | st.integers(0, 10_000),
        }
    ),
    days=st.lists(st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)), max_size=4),
    offered=st.fixed_dictionaries(
        {
            "delivery": st.sampled_from(list(Delivery)),
            "money": st.sampled_from([None, *Money]),
            "fee": st.none() | st.integers(0, 10_000_000),
            "part_time": st.booleans(),
        }
    ),
    town=texts,
    entry=texts,
)
def test_whatever_is_known_is_told_in_valid_terms(
    values: dict[str, Any],
    days: list[date | None],
    offered: dict[str, Any],
    town: str,
    entry: str,
) -> None:
    starts = [intake(starts_on=day, is_flexible=day is None) for day in days]
    check_linked_data(told(detail(offer(*starts, at=venue(town=town), **offered), **values), entry=entry))
