"""The rules by which elements of XCRI-CAP are read, one by one."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Delivery, Level, Money, Route
from pathways.feeds.xcri_cap.awards import award_of
from pathways.feeds.xcri_cap.costs import cost_of
from pathways.feeds.xcri_cap.course_texts import course_texts
from pathways.feeds.xcri_cap.credits import credits_of
from pathways.feeds.xcri_cap.duration import duration_of, plain_months
from pathways.feeds.xcri_cap.engagement import engagement_of
from pathways.feeds.xcri_cap.keys import LONGEST_KEY, identifier_of, own_code, short_key, ukprn_of
from pathways.feeds.xcri_cap.moments import moment_of
from pathways.feeds.xml_events import read_elements
from pathways.feeds.xml_nodes import XmlNode

NAMESPACES = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def element(name: str, inside: str, attributes: str = "") -> XmlNode:
    content = f"<r {NAMESPACES}><{name} {attributes}>{inside}</{name}></r>".encode()
    return next(read_elements(io.BytesIO(content), "feed.xml", {name.lower()})).node


@pytest.mark.parametrize(
    ("inside", "mark", "from_afar"),
    [
        ('<studyMode identifier="FT">Full time</studyMode>', "f", False),
        ("<studyMode>Part time</studyMode>", "p", False),
        ("<studyMode>pt</studyMode>", "p", False),
        ('<studyMode identifier="FL">Flexible</studyMode>', "fp", False),
        ("<studyMode>Flexible</studyMode>", "fp", False),
        ('<studyMode identifier="PF">Part of a full time programme</studyMode>', "f", False),
        ('<studyMode identifier="NK">Not known</studyMode>', "n", False),
        ("<studyMode>Sandwich</studyMode>", "f", False),
        ("<studyMode>NLD Study Mode Code: C</studyMode>", "n", False),
        ('<attendancePattern identifier="EV">Evening</attendancePattern>', "e", False),
        ("<attendancePattern>Weekend</attendancePattern>", "e", False),
        ("<attendancePattern>Day/Block release</attendancePattern>", "d", False),
        ("<studyMode>PT</studyMode><attendancePattern>EV</attendancePattern>", "pe", False),
        ("<studyMode>Part-time</studyMode><engagement>day release</engagement>", "pd", False),
        ("<attendancePattern>Part time distance education course</attendancePattern>", "p", True),
        ("<attendanceMode>Distance without attendance</attendanceMode>", "n", True),
        ('<attendanceMode identifier="ON">Online</attendanceMode>', "n", True),
        ("<attendanceMode>DS</attendanceMode>", "n", True),
        ("<attendanceMode>Self-study</attendanceMode>", "n", True),
        ("<attendanceMode>Distance with attendance</attendanceMode>", "n", False),
        ('<attendanceMode identifier="MM">Mixed mode, some online</attendanceMode>', "n", False),
        ("<attendanceMode>Campus</attendanceMode>", "n", False),
        ("", "n", False),
    ],
)
def test_modes_are_read_by_code_or_in_words(inside: str, mark: str, from_afar: bool) -> None:
    engagement = engagement_of(element("presentation", inside))
    assert (engagement.mark, engagement.from_afar) == (mark, from_afar)
    assert engagement.mode_not_stated == (mark == "n")


def test_our_own_refinement_says_where_it_is_delivered() -> None:
    inside = '<engagement xsi:type="pathways:delivery">national</engagement>'
    assert engagement_of(element("presentation", inside)).delivery is Delivery.NATIONAL
    odd = '<engagement xsi:type="pathways:delivery">the moon</engagement>'
    assert engagement_of(element("presentation", odd)).delivery is None


@pytest.mark.parametrize(
    ("text", "dtf", "day", "words", "flexible"),
    [
        (
            "3 November 2012",
            "2012-11-03",
            date(2012, 11, 3),
            "",
            False,
        ),
        (
            "2027-09-06",
            "",
            date(2027, 9, 6),
            "",
            False,
        ),
        (
            "2027-09-06T09:00:00Z",
            "",
            date(2027, 9, 6),
            "",
            False,
        ),
        (
            "06/09/2027",
            "",
            date(2027, 9, 6),
            "",
            False,
        ),
        (
            "Monday 6th September 2027",
            "",
            date(2027, 9, 6),
            "",
            False,
        ),
        (
            "6 Sept 2027",
            "",
            date(2027, 9, 6),
            "",
            False,
        ),
        (
            "September 2027",
            "2027-09-06",
            date(2027, 9, 6),
            "September 2027",
            False,
        ),
        ("September 2027", "", None, "September 2027", False),
        ("", "2027-09", None, "September 2027", False),
        ("2027-09", "", None, "September 2027", False),
        ("2028", "", None, "2028", False),
        ("Early summer", "", None, "Early summer", False),
        ("Flexible", "", None, "", True),
        ("When you are ready", "", None, "", True),
        ("Any time after a taster day", "", None, "Any time after a taster day", True),
        ("Flexible (after a taster day)", "", None, "after a taster day", True),
        ("Roll-on, roll-off", "", None, "Roll-on, roll-off", True),
        ("", "", None, "", False),
    ],
)
def test_a_start_is_a_day_or_words(text: str, dtf: str, day: date | None, words: str, flexible: bool) -> None:
    moment = moment_of(element("start", text, f'dtf="{dtf}"' if dtf else ""))
    assert (moment.day, moment.words, moment.is_flexible, moment.wrong) == (day, words, flexible, "")


def test_a_month_and_a_year_know_their_last_day() -> None:
    assert moment_of(element("start", "February 2028")).last_day == date(2028, 2, 29)
    assert moment_of(element("start", "December 2027")).last_day == date(2027, 12, 31)
    assert moment_of(element("start", "2027")).last_day == date(2027, 12, 31)
    assert moment_of(None) == moment_of(element("start", ""))


@pytest.mark.parametrize("wrong", ["1900-01-01", "0001-01-01", "9999-12-31"])
def test_a_day_of_no_likely_year_is_none(wrong: str) -> None:
    moment = moment_of(element("start", wrong))
    assert (moment.day, moment.wrong) == (None, wrong)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-08-31T23:00:00Z", date(2027, 9, 1)),  # midnight in summer time
        ("2027-09-06T00:00:00+01:00", date(2027, 9, 6)),
        ("2027-01-31T23:59:59Z", date(2027, 1, 31)),
        ("2027-09-06 09:30", date(2027, 9, 6)),
        ("2027-09-06T25:00", date(2027, 9, 6)),
        ("2027-09-06T", date(2027, 9, 6)),
    ],
)
def test_a_moment_of_a_start_is_a_day_of_the_united_kingdom(moment: str, day: date) -> None:
    assert moment_of(element("start", "", f'dtf="{moment}"')).day == day


def test_a_date_that_does_not_exist_is_told_and_its_words_are_kept() -> None:
    moment = moment_of(element("start", "Autumn", 'dtf="2027-02-30"'))
    assert (moment.day, moment.words, moment.wrong) == (None, "Autumn", "2027-02-30")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=60))
def test_no_start_is_too_odd_to_read(text: str) -> None:
    node = XmlNode("start", "", {"dtf": text}, 1, 1, [text])
    moment = moment_of(node)
    assert moment.day is None or 1990 <= moment.day.year <= 2100
    assert len(moment.words) <= 120


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_in_every_way_that_it_is_written(day: date) -> None:
    for written in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day} {day:%B %Y}", f"{day:%A %d %B %Y}"):
        assert moment_of(element("start", written)).day == day


@pytest.mark.parametrize(
    ("text", "interval", "months", "words"),
    [
        ("9 months (approx)", "", 9, "9 months (approx)"),
        ("4 months (approx); NLD Duration Code: F", "", 4, "4 months (approx)"),
        ("Three years", "P3Y", 36, "Three years"),
        ("Three years", "", 36, "Three years"),
        ("12 months", "P12M", 12, "12 months"),
        ("One academic year", "P1Y", 12, "One academic year"),
        ("30 weeks", "P30W", 7, "30 weeks"),
        ("2 days", "P2D", 1, "2 days"),
        ("20 weeks", "", 5, "20 weeks"),
        ("Variable", "", None, "Variable"),
        ("2 to 3 years", "", 36, "2 to 3 years"),
        ("1 year or 24 months", "", None, "1 year or 24 months"),
        ("20 years", "P20Y", None, "20 years"),
        ("Two years", "nonsense", 24, "Two years"),
        ("", "", None, ""),
    ],
)
def test_a_duration_is_months_and_words(text: str, interval: str, months: int | None, words: str) -> None:
    node = element("duration", text, f'interval="{interval}"' if interval else "")
    assert duration_of(node) == (months, words)
    assert duration_of(None) == (None, "")


def test_months_in_words() -> None:
    assert [plain_months(months) for months in (None, 1, 12)] == ["", "1 month", "12 months"]


@pytest.mark.parametrize(
    ("text", "money", "fee", "words"),
    [
        (
            "GBP450.00",
            Money.FEE,
            45_000,
            "£450.00",
        ),
        (
            "£1,250",
            Money.FEE,
            125_000,
            "£1,250",
        ),
        (
            "450",
            Money.FEE,
            45_000,
            "£450",
        ),
        (
            "UK fee: GBP155.00; Ireland fee: GBP340.00",
            Money.FEE,
            15_500,
            "UK fee: £155.00; Ireland fee: £340.00",
        ),
        ("Ireland fee: GBP1250.00", None, None, "Ireland fee: £1250.00"),
        ("£450 to £600", None, None, "£450 to £600"),
        (
            "Free",
            Money.FREE,
            None,
            "Free",
        ),
        (
            "Fully funded.",
            Money.FREE,
            None,
            "Fully funded.",
        ),
        (
            "0",
            Money.FREE,
            None,
            "0",
        ),
        ("Free for 16 to 18, ask us", None, None, "Free for 16 to 18, ask us"),
        ("", None, None, ""),
    ],
)
def test_a_cost_is_a_figure_only_where_one_is_meant(
    text: str, money: Money | None, fee: int | None, words: str
) -> None:
    cost = cost_of(element("presentation", f"<cost>{text}</cost>"))
    assert (cost.money, cost.fee, cost.words) == (money, fee, words)


def test_our_own_refinements_of_a_cost_go_before_words() -> None:
    inside = '<cost>Ask about bursaries</cost><cost xsi:type="p:money">loan</cost><cost xsi:type="p:fee">9250.00</cost>'
    cost = cost_of(element("presentation", inside))
    assert (cost.money, cost.fee, cost.words) == (Money.LOAN, 925_000, "Ask about bursaries")


@pytest.mark.parametrize(
    ("title", "inside", "route", "level"),
    [
        (
            "Plumbing",
            "",
            Route.VOCATIONAL,
            None,
        ),
        (
            "BTEC Level 3 Sport",
            "",
            Route.VOCATIONAL,
            Level.THREE,
        ),
        (
            "T Level in Health",
            "",
            Route.T_LEVEL,
            Level.THREE,
        ),
        (
            "A Level History",
            "",
            Route.A_LEVEL,
            Level.THREE,
        ),
        (
            "HNC Computing",
            "",
            Route.HIGHER_TECHNICAL,
            Level.FOUR,
        ),
        (
            "Higher National Diploma in Art",
            "",
            Route.HIGHER_TECHNICAL,
            Level.FIVE,
        ),
        (
            "Foundation degree in Retail",
            "",
            Route.FOUNDATION_DEGREE,
            Level.FIVE,
        ),
        (
            "BA (Honours) History",
            "",
            Route.DEGREE,
            Level.SIX,
        ),
        (
            "Diploma of Higher Education in Law",
            "",
            Route.DEGREE,
            Level.FIVE,
        ),
        (
            "MSc Robotics",
            "",
            Route.DEGREE,
            Level.SEVEN,
        ),
        (
            "Chartered Manager Degree Apprenticeship",
            "",
            Route.DEGREE_APPRENTICESHIP,
            None,
        ),
        (
            "Bricklayer apprenticeship",
            "<level>2</level>",
            Route.APPRENTICESHIP,
            Level.TWO,
        ),
        (
            "GCSE Maths",
            "",
            Route.ESSENTIAL_SKILLS,
            None,
        ),
        (
            "Entry level 3 Skills for Work",
            "",
            Route.VOCATIONAL,
            Level.ENTRY,
        ),
        (
            "Entry to nursing",
            "",
            Route.VOCATIONAL,
            None,
        ),
        (
            "Start writing",
            "<credit><scheme>SCQF</scheme><level>7</level><value>10</value></credit>",
            Route.HIGHER_TECHNICAL,
            Level.FOUR,
        ),
        (
            "Start writing",
            "<credit><scheme>CATS</scheme><level>H</level><value>10</value></credit>",
            Route.DEGREE,
            Level.SIX,
        ),
        (
            "Start writing",
            "<qualification><educationLevel>Undergraduate</educationLevel></qualification>",
            Route.DEGREE,
            None,
        ),
        (
            "Pipework",
            "<qualification><educationLevel>QCF Level 2</educationLevel></qualification>",
            Route.VOCATIONAL,
            Level.TWO,
        ),
        (
            "Pipework",
            "<qualification><educationLevel>EQF Level 4</educationLevel></qualification>",
            Route.VOCATIONAL,
            None,
        ),
        (
            "Anything",
            '<type xsi:type="p:route">bootcamp</type><level xsi:type="p:level">3</level>',
            Route.BOOTCAMP,
            Level.THREE,
        ),
        (
            "Level 3 thing",
            '<type xsi:type="p:route">bootcamp</type>',
            Route.BOOTCAMP,
            None,
        ),
    ],
)
def test_route_and_level_follow_from_what_is_awarded(
    title: str, inside: str, route: Route, level: Level | None
) -> None:
    assert award_of(element("course", inside), title) == (route, level)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("The Open University", "30"), ("SCQF", "30")], 30),
        ([("ECTS", "60"), ("CATS", "120")], 120),
        ([("ECTS", "30")], 60),
        ([("CATS", "0"), ("SCQF", "15")], 15),
        ([("CATS", "many")], None),
        ([("CATS", "9000")], None),
        ([], None),
    ],
)
def test_credits_are_those_of_the_united_kingdom(told: list[tuple[str, str]], expected: int | None) -> None:
    inside = "".join(
        f"<credit><scheme>{scheme}</scheme><value>{value}</value></credit>" for scheme, value in told
    )
    assert credits_of(element("course", inside)) == expected


def test_the_address_without_a_type_is_the_identifier_and_a_short_one_the_code() -> None:
    inside = '<identifier xsi:type="x:internalID">A150</identifier><identifier>https://college.example/a150</identifier>'
    assert identifier_of(element("course", inside)) == "https://college.example/a150"
    assert own_code(element("course", inside)) == "A150"
    assert (
        own_code(element("course", "<identifier>B01</identifier><identifier>NLD: 39</identifier>")) == "B01"
    )
    assert identifier_of(element("course", "")) == own_code(element("course", "")) == ""


@pytest.mark.parametrize(
    ("identifier", "ukprn"), [("10005200", 10005200), ("20005200", None), ("1000520", None), ("abc", None)]
)
def test_a_ukprn_is_one_that_says_so_and_can_be(identifier: str, ukprn: int | None) -> None:
    inside = f'<identifier>12345678</identifier><identifier xsi:type="ukrlp:UKPRN">{identifier}</identifier>'
    assert ukprn_of(element("provider", inside)) == ukprn


@given(st.lists(st.text(max_size=120), min_size=1, max_size=4))
def test_keys_are_short_and_their_own(parts: list[str]) -> None:
    key = short_key(*parts)
    assert len(key) <= LONGEST_KEY
    assert key == short_key(*parts)
    assert short_key(*parts, "x" * 200) != short_key(*parts, "x" * 201)


def test_an_abstract_that_was_cut_off_gives_way_to_whole_sentences() -> None:
    abstract = "This course focuses on language in a range of contexts, and from the perspective of different academic "
    description = f"{abstract}subjects. These include history."
    cut_off = (abstract + "subjects, including classical studie")[:140]
    texts = course_texts(
        element("course", f"<abstract>{cut_off}</abstract><description>{description}</description>")
    )
    assert texts.summary == description
    assert texts.you_will_learn == ""


def test_the_rest_of_a_long_description_is_told_under_what_you_learn() -> None:
    first, second = "A sentence of some length. " * 14, "Another sentence. " * 20
    texts = course_texts(element("course", f"<description>{first}{second}</description>"))
    assert texts.summary.endswith(".")
    assert len(texts.summary) <= 400
    assert f"{texts.summary} {texts.you_will_learn}" == f"{first}{second}".strip()


def test_codes_of_an_old_directory_are_no_description() -> None:
    inside = "<description>NLD Target Group Code: G</description><description>Real words.</description>"
    assert course_texts(element("course", inside)).summary == "Real words."


def test_texts_are_sorted_by_what_they_answer() -> None:
    inside = "".join(
        f'<description xsi:type="terms:{kind}">{kind} words</description>'
        for kind in (
            "careerOutcome",
            "leadsTo",
            "teachingStrategy",
            "support",
            "topic",
            "assessmentStrategy",
            "prerequisites",
            "policy",
        )
    )
    texts = course_texts(element("course", inside + "<learningOutcome>Outcome.</learningOutcome>"))
    assert texts.leads_to == "careerOutcome words\nleadsTo words"
    assert texts.daily_life == "teachingStrategy words"
    assert texts.support == "support words"
    assert texts.you_will_learn == "Outcome.\ntopic words"
    assert texts.assessment == "assessmentStrategy words"
    assert texts.entry == "prerequisites words"
    assert "policy" not in repr(texts)
