"""The rules of the course directory, each on one row: what is right, what is not, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.broken import Broken
from pathways.feeds.course_directory import limits, rules
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.course_directory.rules import Rule, broken_rules
from tests.unit.feeds.made_directory import RIGHT

ONLINE = RIGHT._replace(delivery_mode="Online", venue="", study_mode="", attendance="", postcode="")


def told(rule: Rule, row: DirectoryRow) -> list[str]:
    """The fields that a rule finds fault with."""
    return [broken.field for broken in rule(row)]


def spoilt(row: DirectoryRow = RIGHT, **changes: Any) -> DirectoryRow:
    return row._replace(**changes)


def test_a_right_row_breaks_no_rule() -> None:
    assert broken_rules(RIGHT, rules.LARS_RULES) == []
    assert broken_rules(RIGHT, rules.FLAT_RULES) == []
    assert broken_rules(ONLINE, rules.LARS_RULES) == []


def test_every_problem_of_a_row_is_found_at_once() -> None:
    row = spoilt(name="", cost="lots", duration="0", study_mode="")
    assert [broken.field for broken in broken_rules(row, rules.LARS_RULES)] == [
        "name",
        "study_mode",
        "cost",
        "duration",
    ]


@given(row=st.builds(DirectoryRow, *[st.text(max_size=8)] * len(DirectoryRow._fields)))
def test_whatever_a_row_holds_each_problem_names_a_field_a_rule_and_a_remedy(row: DirectoryRow) -> None:
    for broken in broken_rules(row, (*rules.LARS_RULES, *rules.NON_LARS_RULES, *rules.FLAT_RULES)):
        assert broken.field in DirectoryRow._fields
        assert broken.rule
        assert broken.mend.endswith(".")


# What a course is called and says of itself


def test_a_course_has_a_name() -> None:
    assert rules.name(spoilt(name="")) == (
        Broken("name", "", "A course has a name", "Write what the course is called."),
    )


@pytest.mark.parametrize("name", ["<b>Plumbing</b>", "Plumb`ing"])
def test_a_name_has_no_markup(name: str) -> None:
    assert told(rules.name, spoilt(name=name)) == ["name"]


@pytest.mark.parametrize("name", ["Health & Social Care", "Art: beginners (1/2)", "Café Skills – Level 2"])
def test_a_name_may_hold_what_names_hold(name: str) -> None:
    assert told(rules.name, spoilt(name=name)) == []


def test_it_is_said_whom_a_course_is_for() -> None:
    assert told(rules.who_for, spoilt(who_for="")) == ["who_for"]


@pytest.mark.parametrize("field", sorted(limits.COURSE))
def test_a_text_may_be_as_long_as_the_directory_takes_and_no_longer(field: str) -> None:
    most = limits.COURSE[field]
    assert told(rules.texts, spoilt(**{field: "x" * most})) == []
    assert told(rules.texts, spoilt(**{field: "x" * (most + 1)})) == [field]


def test_the_limits_are_those_of_the_published_list(shared_data: Path) -> None:
    ours = {
        ("course", "COURSE_NAME"): limits.COURSE["name"],
        ("course", "YOUR_REFERENCE"): limits.COURSE["reference"],
        ("course", "COURSE_WEBPAGE"): limits.COURSE["web_page"],
        ("course", "COST_DESCRIPTION"): limits.COURSE["cost_description"],
        ("course", "AWARDING_BODY"): limits.COURSE["awarding_body"],
        ("course", "WHO_THIS_COURSE_IS_FOR"): limits.COURSE["who_for"],
        ("course", "WHAT_YOU_WILL_LEARN"): limits.COURSE["will_learn"],
        ("course", "ENTRY_REQUIREMENTS"): limits.COURSE["entry"],
        ("course", "HOW_YOU_WILL_LEARN"): limits.COURSE["how_learn"],
        ("course", "WHAT_YOU_WILL_NEED_TO_BRING"): limits.COURSE["bring"],
        ("course", "HOW_YOU_WILL_BE_ASSESSED"): limits.COURSE["assessed"],
        ("course", "WHERE_NEXT"): limits.COURSE["where_next"],
        ("venue", "VENUE_NAME"): limits.VENUE["venue"],
        ("venue", "YOUR_VENUE_REFERENCE"): limits.VENUE["venue_reference"],
        ("venue", "ADDRESS_LINE_1"): limits.VENUE["address_1"],
        ("venue", "ADDRESS_LINE_2"): limits.VENUE["address_2"],
        ("venue", "TOWN_OR_CITY"): limits.VENUE["town"],
        ("venue", "COUNTY"): limits.VENUE["county"],
    }
    lines = (shared_data / "course_directory" / "limits.tsv").read_text().splitlines()[1:]
    published = {
        (kind, field): int(most)
        for kind, field, most in (line.split("\t") for line in lines)
        if kind in ("course", "venue")
    }
    assert published == ours


@pytest.mark.parametrize("field", sorted(limits.WITHOUT_MARKUP))
def test_a_text_has_no_markup(field: str) -> None:
    assert told(rules.texts, spoilt(**{field: "Bring <script>"})) == [field]


@pytest.mark.parametrize("address", ["https://college.ac.uk/plumbing", "www.college.ac.uk", "http://a.co"])
def test_a_web_page_is_an_address_of_the_web(address: str) -> None:
    assert told(rules.web_page, spoilt(web_page=address)) == []


@pytest.mark.parametrize(
    "address", ["", "college", "javascript:alert(1)", "https://a b.com", "ftp://a.com/x y", "<a.com>"]
)
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    assert told(rules.web_page, spoilt(web_page=address)) == ["web_page"]


# What qualification it leads to


def test_a_course_of_the_lars_template_names_its_aim() -> None:
    assert told(rules.lars_given, spoilt(lars="")) == ["lars"]
    assert told(rules.lars_given, RIGHT) == []


@pytest.mark.parametrize(
    ("code", "fine"), [("60333078", True), ("10030X", True), ("", True), ("123", False), ("AB/12", False)]
)
def test_a_lars_code_has_eight_letters_and_digits_once_its_zeros_are_back(code: str, fine: bool) -> None:
    assert (told(rules.lars, spoilt(lars=code)) == []) is fine


BOOTCAMP = RIGHT._replace(
    lars="", course_type="Skills Bootcamp", sector="DIGITAL", level="3", awarding_body="Made-up Awards"
)


def test_a_bootcamp_with_all_that_is_asked_is_right() -> None:
    assert broken_rules(BOOTCAMP, rules.NON_LARS_RULES) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("course_type", "Evening class"), ("course_type", ""), ("sector", ""), ("level", "9"), ("level", ""),
     ("awarding_body", "")],
)  # fmt: skip
def test_a_course_without_a_lars_code_says_its_type_sector_level_and_awarding_body(
    field: str, value: str
) -> None:
    assert told(rules.non_lars, spoilt(BOOTCAMP, **{field: value})) == [field]


# When it starts


def test_a_course_starts_on_a_day() -> None:
    assert told(rules.start, spoilt(start_date="07/09/2027", flexible="")) == []
    assert told(rules.start, spoilt(start_date="07/09/2027", flexible="No")) == []


def test_a_course_may_start_whenever_the_learner_is_ready() -> None:
    assert told(rules.start, spoilt(start_date="", flexible="Yes")) == []


def test_a_start_date_and_a_flexible_start_are_not_both_given() -> None:
    (broken,) = rules.start(spoilt(flexible="yes"))
    assert (broken.field, broken.value) == ("start_date", "07/09/2027")
    assert "flexible" in broken.rule


def test_one_of_a_start_date_and_a_flexible_start_is_given() -> None:
    assert told(rules.start, spoilt(start_date="", flexible="")) == ["start_date"]
    assert told(rules.start, spoilt(start_date="", flexible="No")) == ["start_date"]


@pytest.mark.parametrize("day", ["2027-09-07", "7/9/2027", "30/02/2027", "September"])
def test_a_start_date_is_a_day_with_its_month_in_the_middle(day: str) -> None:
    assert told(rules.start, spoilt(start_date=day)) == ["start_date"]


def test_a_flexible_start_is_yes_or_no() -> None:
    assert told(rules.start, spoilt(flexible="perhaps")) == ["flexible"]


# Where and how it is taught


@pytest.mark.parametrize("mode", ["", "By post", "5"])
def test_the_delivery_mode_is_one_of_four(mode: str) -> None:
    assert told(rules.delivery_mode, spoilt(delivery_mode=mode)) == ["delivery_mode"]


@pytest.mark.parametrize("mode", ["Classroom", "Blended learning"])
def test_classroom_and_blended_courses_need_a_venue(mode: str) -> None:
    assert told(rules.venue, spoilt(delivery_mode=mode, venue="")) == ["venue"]
    assert told(rules.venue, spoilt(delivery_mode=mode, venue="", venue_reference="MAIN")) == []


@pytest.mark.parametrize("mode", ["Online", "Work based"])
def test_online_and_work_based_courses_have_no_venue(mode: str) -> None:
    assert told(rules.venue, spoilt(delivery_mode=mode)) == ["venue"]
    assert told(rules.venue, spoilt(delivery_mode=mode, venue="", venue_reference="MAIN")) == [
        "venue_reference"
    ]
    assert told(rules.venue, spoilt(delivery_mode=mode, venue="")) == []


def test_a_venue_is_named_by_its_name_or_by_its_reference() -> None:
    assert told(rules.venue, spoilt(venue="Main Campus", venue_reference="MAIN")) == ["venue"]


@pytest.mark.parametrize(
    ("rule", "field"), [(rules.study_mode, "study_mode"), (rules.attendance, "attendance")]
)
@pytest.mark.parametrize("mode", ["Classroom", "Blended"])
def test_how_the_week_is_arranged_goes_with_a_venue(rule: Rule, field: str, mode: str) -> None:
    assert told(rule, spoilt(delivery_mode=mode)) == []
    assert told(rule, spoilt(delivery_mode=mode, **{field: ""})) == [field]
    assert told(rule, spoilt(delivery_mode=mode, **{field: "sometimes"})) == [field]


@pytest.mark.parametrize(
    ("rule", "field"), [(rules.study_mode, "study_mode"), (rules.attendance, "attendance")]
)
@pytest.mark.parametrize("mode", ["Online", "Work based"])
def test_without_a_venue_it_is_not_said(rule: Rule, field: str, mode: str) -> None:
    assert told(rule, spoilt(delivery_mode=mode)) == [field]
    assert told(rule, spoilt(delivery_mode=mode, **{field: ""})) == []


def test_rules_of_the_venue_wait_for_a_delivery_mode_that_is_known() -> None:
    row = spoilt(delivery_mode="By post", venue="", study_mode="", attendance="")
    assert [told(rule, row) for rule in (rules.venue, rules.study_mode, rules.attendance)] == [[], [], []]


def test_in_the_published_table_an_attendance_pattern_may_be_missing_but_not_unknown() -> None:
    assert told(rules.attendance_is_known, spoilt(attendance="")) == []
    assert told(rules.attendance_is_known, spoilt(attendance="Weekend")) == []
    assert told(rules.attendance_is_known, spoilt(attendance="Nights")) == ["attendance"]


# What it costs and how long it takes


@pytest.mark.parametrize(
    ("cost", "description", "fine"),
    [
        ("450", "", True),
        ("0", "", True),
        ("", "Free under 19", True),
        ("450.50", "Pay monthly", True),
        ("", "", False),
        ("450.505", "", False),
        ("£450", "", False),
        ("lots", "Ask us", False),
        ("-1", "", False),
    ],
)
def test_a_course_has_a_cost_or_a_description_of_it(cost: str, description: str, fine: bool) -> None:
    assert told(rules.cost, spoilt(cost=cost, cost_description=description)) == ([] if fine else ["cost"])


@given(number=st.integers(-5, 1_500))
def test_a_duration_is_between_1_and_999(number: int) -> None:
    found = told(rules.duration, spoilt(duration=str(number)))
    assert found == ([] if 1 <= number <= 999 else ["duration"])


@pytest.mark.parametrize("unit", ["Minutes", "hours", "DAYS", "Weeks", "Months", "Years"])
def test_a_duration_has_a_unit(unit: str) -> None:
    assert told(rules.duration, spoilt(duration_unit=unit)) == []


def test_a_duration_without_a_unit_or_in_an_unknown_one_is_refused() -> None:
    assert told(rules.duration, spoilt(duration_unit="")) == ["duration_unit"]
    assert told(rules.duration, spoilt(duration="", duration_unit="Terms")) == ["duration", "duration_unit"]
