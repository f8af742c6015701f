"""Uploads of the course directory by somebody who wants to break them, and what is gathered of the right ones."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Intake, Opportunity, Programme, Provider, Venue
from pathways.catalogue.vocabulary import Money
from pathways.database import Database
from pathways.feeds.course_directory import rules, values, where
from pathways.feeds.course_directory.apprenticeships import lengths, method
from tests.unit.feeds.made_directory import COLLEGE, OTHER_COLLEGE, RIGHT, bring_in, flat_row, write

MOST_SECONDS = 1.0


@pytest.mark.parametrize(
    "address", ["a." * 40_000 + "<", "https://" + "a." * 40_000 + "/<", "." * 80_000, "a" * 80_000]
)
def test_a_web_page_that_was_made_to_take_for_ever_is_refused_at_once_for_its_length(address: str) -> None:
    began = time.process_time()
    broken = rules.broken_rules(RIGHT._replace(web_page=address), rules.LARS_RULES)
    assert [one.field for one in broken] == ["web_page"]
    assert broken[0].rule == "It is no longer than 255 characters"
    assert time.process_time() - began < MOST_SECONDS


@given(pounds=st.decimals(0, 2_000_000, places=2), noughts=st.integers(0, 3))
def test_a_cost_is_read_to_the_penny_up_to_a_million(pounds: Decimal, noughts: int) -> None:
    written = "0" * noughts + f"{pounds:f}"
    assert values.pence(written) == (int(pounds * 100) if pounds < 1_000_000 else None)


@given(st.integers(-5, 20_000))
def test_a_duration_is_a_number_of_at_most_three_digits(number: int) -> None:
    assert values.duration(str(number)) == (number if 1 <= number <= 999 else None)


@given(st.from_regex(r"[0-9A-Za-z]{1,10}", fullmatch=True))
def test_a_learning_aim_is_made_whole_or_refused(code: str) -> None:
    found = values.lars_code(code)
    right = 4 <= len(code) <= 8 and any(character.isdigit() for character in code)
    assert (found is not None) == right
    if found is not None:
        assert len(found) == 8
        assert found.endswith(code.upper())
        assert found == values.lars_code(found), "made whole once is made whole for good"


@pytest.mark.parametrize(
    "ukprn", ["", "1000520", "100052000", "20005200", "1000520O", "١٠٠٠٥٢٠٠", "10005200\n"]
)
def test_what_is_no_provider_number_is_refused(ukprn: str) -> None:
    assert [one.field for one in where.provider_number(RIGHT._replace(ukprn=ukprn))] == ["ukprn"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"delivery_method": "Classroom", "venue": "Main Campus"}, None),
        ({"delivery_method": "BOTH", "venue": "Main Campus"}, None),
        ({"delivery_method": "employer", "venue": ""}, None),
        ({"delivery_method": "Employer", "venue": "Main Campus"}, "venue"),
        ({"delivery_method": "both", "venue": ""}, "venue"),
        ({"delivery_method": "", "venue": ""}, "delivery_method"),
        ({"delivery_method": "Class room", "venue": "Main Campus"}, "delivery_method"),
    ],
)
def test_training_is_where_its_method_says(changes: dict[str, str], field: str | None) -> None:
    broken = method(RIGHT._replace(**changes))
    assert [one.field for one in broken] == ([field] if field else [])


@pytest.mark.parametrize(("field", "most"), [("venue", 250), ("information", 750), ("web_page", 255)])
def test_training_says_no_more_than_the_directory_takes(field: str, most: int) -> None:
    assert lengths(RIGHT._replace(**{field: "x" * most})) == ()
    (broken,) = lengths(RIGHT._replace(**{field: "x" * (most + 1)}))
    assert (broken.field, broken.mend) == (field, f"Shorten it: it has {most + 1} characters.")


def test_runs_of_one_course_are_one_programme_with_each_start_once(
    database: Database, session: Session, tmp_path: Path
) -> None:
    days = ("07/09/2027", "10/01/2028", "07/09/2027")
    rows = [flat_row(f"run-{number}", STARTDATE=day) for number, day in enumerate(days)]
    bring_in(database, write(tmp_path / "flat.csv", rows))
    for model, number in ((Provider, 1), (Venue, 1), (Programme, 1), (Opportunity, 1), (Intake, 2)):
        assert session.execute(select(func.count()).select_from(model)).scalar_one() == number, model


def test_one_campus_name_of_two_colleges_is_two_venues(
    database: Database, session: Session, tmp_path: Path
) -> None:
    other = flat_row("run-2", PROVIDER_UKPRN=OTHER_COLLEGE, COURSE_ID="another-course")
    bring_in(database, write(tmp_path / "flat.csv", [flat_row(), other]))
    venues = session.execute(select(Venue)).scalars().all()
    assert [venue.name for venue in venues] == ["Main Campus", "Main Campus"]
    assert len({venue.provider_id for venue in venues}) == 2


def test_the_largest_figures_that_keep_the_rules_fit_the_database(
    database: Database, session: Session, tmp_path: Path
) -> None:
    row = flat_row(COST="999999.99", DURATION_VALUE="999", COURSE_NAME="n" * 255)
    report = bring_in(database, write(tmp_path / "flat.csv", [row]))
    assert report.problems.total_refused == 0
    offer = session.execute(select(Opportunity)).scalar_one()
    assert (offer.fee, offer.money) == (99_999_999, Money.FEE)
    assert session.execute(select(Provider.ukprn)).scalar_one() == int(COLLEGE)


@given(st.dictionaries(st.sampled_from(RIGHT._fields), st.text(max_size=20), max_size=5))
def test_every_rule_of_a_broken_row_names_a_field_and_a_remedy(changes: dict[str, str]) -> None:
    row = RIGHT._replace(**changes)
    for given_rules in (rules.LARS_RULES, rules.NON_LARS_RULES, rules.FLAT_RULES, (where.identifiers,)):
        for one in rules.broken_rules(row, given_rules):
            assert one.field in RIGHT._fields
            assert one.rule[0].isupper()
            assert one.mend.endswith(".")
