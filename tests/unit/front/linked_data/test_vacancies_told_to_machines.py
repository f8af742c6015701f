"""A vacancy as a job posting: only a real one, with all that a posting must say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from pathways.catalogue.vocabulary import PayBasis, Route
from pathways.front.linked_data.programme import MOST_VACANCIES
from tests.harness.linked_data import check_linked_data
from tests.unit.front.linked_data.told_pages import (
    ADDRESS,
    detail,
    intake,
    kinds,
    only,
    provider,
    source,
    told,
    vacancy,
    venue,
)


def posting(*, entry: str = "", programme: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    found = detail(vacancy(**changes), **({"route": Route.APPRENTICESHIP} | (programme or {})))
    document = told(found, entry=entry)
    check_linked_data(document)
    return only(document, "JobPosting")


def is_posted(*, programme: dict[str, Any] | None = None, offer: Any = None) -> bool:
    found = detail(offer or vacancy(), **({"route": Route.APPRENTICESHIP} | (programme or {})))
    document = told(found)
    check_linked_data(document)
    return "JobPosting" in kinds(document)


def test_vacancy_says_what_a_posting_must() -> None:
    job = posting(entry="Grade 4 in maths.", programme={"daily_life": "You fit boilers."})
    assert job["title"] == "Plumbing"
    assert job["hiringOrganization"] == {"@type": "Organization", "name": "Tees Heating Ltd"}
    assert job["datePosted"] == "2026-11-02"
    assert job["validThrough"] == "2026-12-20T23:59:59+00:00"
    assert job["jobLocation"]["address"]["addressLocality"] == "Consett"
    assert job["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", "value": "8.00", "unitText": "HOUR"},
    }
    assert job["employmentType"] == ["FULL_TIME"]
    assert job["jobStartDate"] == "2027-01-11"
    assert job["totalJobOpenings"] == 2
    assert job["url"] == f"{ADDRESS}?at=9"
    assert job["description"].count("<p>") == 3
    assert "Grade 4 in maths." in job["description"]


def test_closing_day_counts_in_full_in_the_time_of_the_united_kingdom() -> None:
    summer = intake(starts_on=date(2027, 9, 1), closes_on=date(2027, 7, 31))
    job = only(told(detail(vacancy(summer), route=Route.APPRENTICESHIP)), "JobPosting")
    assert job["validThrough"] == "2027-07-31T23:59:59+01:00"
    assert datetime.fromisoformat(job["validThrough"]).date() == date(2027, 7, 31)


def test_closing_today_is_still_posted_and_closed_yesterday_is_not() -> None:
    today = intake(starts_on=date(2027, 1, 11), closes_on=date(2026, 11, 21))
    yesterday = intake(starts_on=date(2027, 1, 11), closes_on=date(2026, 11, 20))
    assert is_posted(offer=vacancy(today))
    assert not is_posted(offer=vacancy(yesterday))


def test_real_vacancy_is_posted_beside_its_program() -> None:
    document = told(detail(vacancy(), route=Route.APPRENTICESHIP))
    assert kinds(document) == ["EducationalOccupationalProgram", "CollegeOrUniversity", "JobPosting"]


@pytest.mark.parametrize(
    "missing",
    [
        {"employer_name": ""},
        {"source_dated_on": None},
    ],
    ids=str,
)
def test_what_lacks_an_employer_or_a_day_of_posting_is_no_posting(missing: dict[str, Any]) -> None:
    assert not is_posted(offer=vacancy(**missing))


def test_without_a_closing_day_a_place_or_a_description_there_is_no_posting() -> None:
    assert not is_posted(offer=vacancy(intake()))
    assert not is_posted(offer=vacancy(at=venue(town="", postcode="", postcode_district="")))
    assert not is_posted(programme={"summary": "  "})


def test_day_of_posting_may_be_that_of_the_programme_or_the_first_day_to_apply() -> None:
    dated = posting(source_dated_on=None, programme={"source_dated_on": date(2026, 10, 5)})
    assert dated["datePosted"] == "2026-10-05"
    opening = intake(starts_on=date(2027, 1, 11), opens_on=date(2026, 11, 1), closes_on=date(2026, 12, 20))
    found = detail(vacancy(opening, source_dated_on=None), route=Route.APPRENTICESHIP)
    assert only(told(found), "JobPosting")["datePosted"] == "2026-11-01"


@pytest.mark.parametrize("route", [Route.VOCATIONAL, Route.T_LEVEL, Route.SUPPORTED_INTERNSHIP])
def test_course_with_an_employers_name_is_no_job(route: Route) -> None:
    assert not is_posted(programme={"route": route})


@pytest.mark.parametrize("what", ["programme", "provider", "source"])
def test_made_up_vacancy_is_never_a_posting(what: str) -> None:
    found = detail(
        vacancy(),
        route=Route.APPRENTICESHIP,
        is_demonstration=what == "programme",
        taught_by=provider(is_demonstration=what == "provider"),
        known_from=source(is_demonstration=what == "source"),
    )
    assert "JobPosting" not in kinds(told(found))


def test_range_of_weekly_pay_names_both_ends() -> None:
    job = posting(
        pay_basis=PayBasis.RANGE,
        pay_hourly_low=None,
        pay_hourly_high=None,
        pay_weekly_low=30_000,
        pay_weekly_high=35_050,
    )
    assert job["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "minValue": "300.00",
        "maxValue": "350.50",
        "unitText": "WEEK",
    }


@pytest.mark.parametrize("basis", [PayBasis.LEGAL_MINIMUM, PayBasis.TEXT_ONLY, None])
def test_wage_that_the_vacancy_does_not_name_is_left_out(basis: PayBasis | None) -> None:
    assert "baseSalary" not in posting(pay_basis=basis)


def test_text_of_an_employer_is_text_even_where_a_description_is_read_as_html() -> None:
    job = posting(programme={"summary": "<img src=x onerror=alert(1)> & more"})
    assert job["description"] == "<p>&lt;img src=x onerror=alert(1)&gt; &amp; more</p>"


def test_page_with_many_vacancies_stays_light() -> None:
    found = detail(*(vacancy(id=n) for n in range(1, 40)), route=Route.APPRENTICESHIP)
    document = told(found)
    check_linked_data(document)
    assert kinds(document).count("JobPosting") == MOST_VACANCIES
