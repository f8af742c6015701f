"""An address that cannot be linked to is reported by every format, and never stands in the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Programme, Provider
from pathways.database import Database
from pathways.feeds.problems import Problems, RowProblem
from pathways.feeds.report import ImportReport
from pathways.feeds.web_addresses import RULE, note_bad_address
from tests.unit.feeds import made_directory, made_standards, made_t_levels, made_vacancies
from tests.unit.feeds.made_set import made_set
from tests.unit.feeds.running import bring_in

BAD = "ftp://college.example/courses"


def discover_uni(database: Database, folder: Path) -> ImportReport:
    made = made_set()
    made["KISCOURSE"][0]["CRSEURL"] = made["INSTITUTION"][0]["PROVURL"] = BAD
    return bring_in(database, made.write(folder))


def vacancies(database: Database, folder: Path) -> ImportReport:
    advert = made_vacancies.advert(vacancyUrl=BAD, applicationUrl=BAD)
    return made_vacancies.bring_vacancies_in(
        database, made_vacancies.write(folder / "a.json", {"vacancies": [advert]})
    )


def t_levels(database: Database, folder: Path) -> ImportReport:
    places = [made_t_levels.place(made_t_levels.HEALTH, made_t_levels.DIGITAL, website=BAD)]
    listed = made_t_levels.provider(*places, website="mailto:jo@moorside.example")
    return made_t_levels.bring_in_providers(database, folder, listed)


def directory_of_t_levels(database: Database, folder: Path) -> ImportReport:
    return made_t_levels.bring_in_directory(database, folder, made_t_levels.t_level(website=BAD))


def standards(database: Database, folder: Path) -> ImportReport:
    return made_standards.bring_in(
        database, made_standards.write_list(folder, made_standards.item(standardPageUrl=BAD))
    )


FORMATS = {
    discover_uni: [("PROVURL", BAD), ("CRSEURL", BAD)],
    vacancies: [("applicationUrl", BAD), ("vacancyUrl", BAD)],
    # A provider teaches two T Levels; its own address and that of its place are told once.
    t_levels: [("website", "(not shown)"), ("website", BAD)],
    directory_of_t_levels: [("website", BAD)],
    standards: [("url", BAD)],
}


@pytest.mark.parametrize("bring", FORMATS, ids=lambda bring: bring.__name__)
def test_each_bad_address_is_told_where_it_stands_and_its_record_comes_in_without_it(
    database: Database, session: Session, tmp_path: Path, bring: Any
) -> None:
    report = bring(database, tmp_path)
    told = [(problem.column, problem.value) for problem in report.problems.listed if problem.rule == RULE]
    assert told == FORMATS[bring]
    assert report.problems.total_refused == 0
    assert report.applied
    for column in (
        Programme.source_url, Opportunity.apply_url, Opportunity.source_url, Provider.website, Provider.source_url,
    ):  # fmt: skip
        kept = set(session.execute(select(column)).scalars())
        assert all(not address or address.startswith("https://") for address in kept)


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (BAD, BAD),
        ("  see our site  ", "see our site"),
        ("https://jo:word@college.example", "(not shown)"),
        ("jo@college.example", "(not shown)"),
        ("x" * 600, "x" * 200 + "..."),
    ],
)
def test_the_report_shows_a_bad_address_and_nobodys_own(given: str, value: str) -> None:
    problems = Problems()
    note_bad_address(problems, "a.csv", 7, "URL", given)
    problem = problems.listed[0]
    assert isinstance(problem, RowProblem)
    assert (problem.file, problem.line, problem.column, problem.value) == ("a.csv", 7, "URL", value)
    assert (problems.total_noted, problems.total_refused) == (1, 0)


@pytest.mark.parametrize(
    "given", ["", "   ", "https://college.example/a", "http://college.example", "college.example"]
)
def test_a_good_address_and_none_are_nothing_to_report(given: str) -> None:
    problems = Problems()
    note_bad_address(problems, "a.csv", 7, "URL", given)
    assert problems.total_noted == 0


def test_a_course_of_the_directory_whose_address_names_a_port_is_told_once_a_row(
    database: Database, session: Session, tmp_path: Path
) -> None:
    row = made_directory.flat_row(COURSE_URL="https://college.example:8080/a")
    report = made_directory.bring_in(database, made_directory.write(tmp_path / "courses.csv", [row]))
    assert [(problem.column, problem.rule) for problem in report.problems.listed] == [("COURSE_URL", RULE)]
    assert session.execute(select(Programme.source_url)).scalar_one() == ""


def test_addresses_of_the_xml_form_are_under_https_as_well(
    database: Database, session: Session, shared_data: Path
) -> None:
    report = bring_in(database, shared_data / "discover_uni_xml" / "25_courses.xml")
    addresses = set(session.execute(select(Programme.source_url)).scalars())
    assert report.offered
    assert all(not address or address.startswith("https://") for address in addresses)
