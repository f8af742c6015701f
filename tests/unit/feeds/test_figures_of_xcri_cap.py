"""Figures of XCRI-CAP that somebody got wrong: costs, credits, lengths, modes and awards, each against a plain rule."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Level, Money, Route
from pathways.feeds.xcri_cap.awards import award_of
from pathways.feeds.xcri_cap.costs import LONGEST_COST, MOST_PENCE, Cost, cost_of
from pathways.feeds.xcri_cap.credits import MOST_CREDITS, credits_of
from pathways.feeds.xcri_cap.duration import (
    LONGEST_WORDS,
    MOST_MONTHS,
    duration_of,
    plain_months,
    without_directory_code,
)
from pathways.feeds.xcri_cap.engagement import engagement_of
from pathways.feeds.xml_events import read_elements
from pathways.feeds.xml_nodes import XmlNode

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"))
WORDS = st.text(LETTERS, max_size=60)


def node(inside: str, name: str = "presentation", attributes: str = "") -> XmlNode:
    content = f"<r {XSI}><{name} {attributes}>{inside}</{name}></r>".encode()
    return next(read_elements(io.BytesIO(content), "feed.xml", {name.lower()})).node


def cost(*texts: str) -> Cost:
    return cost_of(node("".join(f"<cost>{escape(text)}</cost>" for text in texts)))


def length(words: str, interval: str = "") -> tuple[int | None, str]:
    given_interval = f'interval="{interval}"' if interval else ""
    return duration_of(node(escape(words), "duration", given_interval))


def credit(scheme: str, value: str, level: str = "") -> str:
    return f"<credit><scheme>{scheme}</scheme><level>{level}</level><value>{value}</value></credit>"


def award(title: str, inside: str = "") -> tuple[Route, Level | None]:
    return award_of(node(inside, "course"), title)


@given(pounds=st.integers(1, 999_999), pence=st.none() | st.integers(0, 99), grouped=st.booleans())
def test_an_amount_is_read_to_the_penny_however_it_is_written(
    pounds: int, pence: int | None, grouped: bool
) -> None:
    written = f"{pounds:,}" if grouped else str(pounds)
    written += "" if pence is None else f".{pence:02d}"
    for sign in ("", "£", "£ ", "GBP", "GBP "):
        found = cost(f"{sign}{written}")
        assert (found.money, found.fee) == (Money.FEE, pounds * 100 + (pence or 0))
        assert found.words.lstrip("£ ") == written, "what stood there is told as it stood"


@pytest.mark.parametrize(
    "slip",
    ["GBP1000000", "£9,999,999.00", "GBP123456789012", "£99999999999999999999", "£" + "9" * 450],
)
def test_a_cost_that_nobody_charges_is_words_and_never_a_figure_too_large_to_keep(slip: str) -> None:
    found = cost(slip)
    assert (found.money, found.fee) == (None, None)
    assert found.words == slip.replace("GBP", "£")


def test_the_dearest_course_that_is_believed_is_a_penny_under_a_million_pounds() -> None:
    assert cost("£999,999.99").fee == MOST_PENCE - 1


@pytest.mark.parametrize(
    "words",
    [
        "£450 or £900",
        "From £450",
        "£450 a year",
        "£4,50",
        "£45.5",
        "-£450",
        "£450 - £900",
        "450 EUR",
        "£450.00.",
        "12 GBP",
        "£ ",
        "free for some, £90 for others",
    ],
)
def test_what_can_mean_several_things_stays_words(words: str) -> None:
    found = cost(words)
    assert (found.money, found.fee) == (None, None)
    assert found.words == words.strip()


@pytest.mark.parametrize("words", ["Free", "NIL", "no fee", "Fully funded.", "0", "£0.00", "free of charge"])
def test_what_is_free_has_no_fee(words: str) -> None:
    assert (cost(words).money, cost(words).fee) == (Money.FREE, None)


def test_two_costs_are_told_once_each_and_are_no_figure() -> None:
    assert cost("£450", "£450", "£900 overseas").words == "£450; £900 overseas"
    assert cost("£450", "£900 overseas").fee is None
    assert cost("£450", "£450").fee == 45_000


def test_the_fee_of_the_uk_is_taken_out_of_several() -> None:
    assert cost("UK fee: £3,500; overseas fee: £9,000").fee == 350_000
    assert cost("EU fee £9,000, UK fee £3,500.50").fee == 350_050
    assert cost("UK fee: £3,500 to £4,000").fee is None


@pytest.mark.parametrize(
    ("money", "fee", "expected"),
    [
        ("fee", "450", Cost(Money.FEE, 45_000, "")),
        ("loan", "1,200.00", Cost(Money.LOAN, 120_000, "")),
        ("paid", "450", Cost(Money.PAID, None, "")),
        ("free", "450", Cost(Money.FREE, None, "")),
        ("dear", "450", Cost(None, 45_000, "")),
        ("fee", "ninety", Cost(Money.FEE, None, "")),
        ("fee", "9" * 6_000, Cost(Money.FEE, None, "")),
    ],
)
def test_refinements_that_contradict_each_other_never_charge_who_is_paid(
    money: str, fee: str, expected: Cost
) -> None:
    inside = f'<cost xsi:type="pathways:money">{money}</cost><cost xsi:type="pathways:fee">{fee}</cost>'
    assert cost_of(node(inside)) == expected


@given(st.lists(WORDS, max_size=4))
def test_any_words_of_cost_fit_their_column_and_any_figure_has_its_kind(texts: list[str]) -> None:
    found = cost(*texts)
    assert len(found.words) <= LONGEST_COST
    assert found.fee is None or (0 < found.fee < MOST_PENCE and found.money is Money.FEE)


@given(
    st.lists(
        st.tuples(st.sampled_from(["CATS", "ECTS", "ects", "SCQF", "Points", ""]), st.integers(0, 2000)),
        max_size=4,
    )
)
def test_credits_are_those_of_the_uk_and_those_of_europe_count_twice_and_last(
    schemes: list[tuple[str, int]],
) -> None:
    british = [value for scheme, value in schemes if scheme.upper() != "ECTS"]
    doubled = [value * 2 for scheme, value in schemes if scheme.upper() == "ECTS"]
    likely = [value for value in british + doubled if 0 < value <= MOST_CREDITS]
    inside = "".join(credit(scheme, str(value)) for scheme, value in schemes)
    assert credits_of(node(inside, "course")) == (likely[0] if likely else None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("120.0", 120), (" 60 ", 60), ("120.5", None), ("-60", None), ("1e2", None), ("", None), ("12O", None)],
)
def test_only_whole_numbers_are_credits(value: str, expected: int | None) -> None:
    assert credits_of(node(credit("CATS", value), "course")) == expected


@given(years=st.integers(0, 9), months=st.integers(0, 30), weeks=st.integers(0, 60), days=st.integers(0, 400))
def test_an_interval_is_the_months_that_it_adds_up_to(years: int, months: int, weeks: int, days: int) -> None:
    interval = f"P{years}Y{months}M{weeks}W{days}D"
    total = years * 12 + months + weeks * 12 / 52 + days * 12 / 365
    expected = max(1, round(total)) if total else None
    assert length("As it suits you", interval) == (
        expected if expected and expected <= MOST_MONTHS else None,
        "As it suits you",
    )


@pytest.mark.parametrize("interval", ["P", "PT3H", "1Y", "P-1Y", "PY", "P1.5Y", "one year"])
def test_an_interval_without_a_length_gives_way_to_the_words(interval: str) -> None:
    assert length("Two years", interval) == (24, "Two years")


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("1.25 years", 15),
        ("1.5 years", 18),
        ("ten weeks", 2),
        ("2-year course", 24),
        ("18 mths", 18),
        ("1 day", 1),
        ("9 years", None),
        ("1,200 days", None),
        ("2012 weeks", None),
        ("two years or 3 years", None),
        ("2 YEARS, so 2 years", 24),
        ("often years", None),
        ("yearly", None),
        ("0 weeks", None),
    ],
)
def test_a_length_in_words_is_read_where_it_is_one(words: str, months: int | None) -> None:
    assert length(words) == (months, words)


def test_a_course_that_says_nothing_of_its_length_has_none() -> None:
    assert duration_of(None) == (None, "")
    assert length("") == (None, "")


@given(WORDS, st.text(st.sampled_from("P0123456789YMWDT"), max_size=12))
def test_no_length_is_past_what_the_catalogue_holds(words: str, interval: str) -> None:
    months, told = length(words, interval)
    assert months is None or 1 <= months <= MOST_MONTHS
    assert len(told) <= LONGEST_WORDS


def test_the_code_of_an_old_directory_is_taken_off_the_end_alone() -> None:
    assert without_directory_code("One year; NLD Duration Code: C12") == "One year"
    assert without_directory_code("NLD Study Mode Code 7") == ""
    assert without_directory_code("NLD Duration Code: C1 comes first") == "NLD Duration Code: C1 comes first"


def test_months_are_said_in_words() -> None:
    assert [plain_months(months) for months in (None, 1, 2, 96)] == ["", "1 month", "2 months", "96 months"]


MODES = {
    "f": '<studyMode identifier="FT"/>',
    "p": "<studyMode>Part time</studyMode>",
    "e": '<attendancePattern identifier="WE"/>',
    "d": "<engagement>day release</engagement>",
}


@given(st.lists(st.sampled_from(sorted(MODES)), max_size=6))
def test_modes_add_up_in_whatever_order_they_stand(letters: list[str]) -> None:
    found = engagement_of(node("".join(MODES[letter] for letter in letters)))
    assert found.mark == ("".join(letter for letter in "fped" if letter in letters) or "n")
    assert found.mode_not_stated == (not letters)


def test_a_code_goes_before_the_words_beside_it_and_an_unknown_code_gives_way() -> None:
    assert engagement_of(node('<studyMode identifier="PT">Full time</studyMode>')).mark == "p"
    assert engagement_of(node('<studyMode identifier="ZZ">Full time</studyMode>')).mark == "f"
    assert engagement_of(node('<studyMode identifier="EV">Full time</studyMode>')).mark == "f"


@given(WORDS, WORDS)
def test_no_words_of_a_mode_upset_the_reader(words: str, code: str) -> None:
    inside = "".join(
        f'<{name} identifier="{escape(code, {chr(34): "&quot;"})}">{escape(words)}</{name}>'
        for name in ("studyMode", "attendanceMode", "attendancePattern")
    )
    assert set(engagement_of(node(inside)).mark) <= set("fpedn")


@pytest.mark.parametrize(
    ("title", "route", "level"),
    [
        ("Degree Apprenticeship in Nursing, Level 6", Route.DEGREE_APPRENTICESHIP, Level.SIX),
        ("Foundation apprenticeship: Hardware", Route.FOUNDATION_APPRENTICESHIP, None),
        ("Plumbing apprenticeships (Level 3)", Route.APPRENTICESHIP, Level.THREE),
        ("T-Level: Health", Route.T_LEVEL, Level.THREE),
        ("AS Level Physics", Route.A_LEVEL, Level.THREE),
        ("HND in Engineering", Route.HIGHER_TECHNICAL, Level.FIVE),
        ("FdSc Animal Care", Route.FOUNDATION_DEGREE, Level.FIVE),
        ("MSc Data Science", Route.DEGREE, Level.SEVEN),
        ("PGCE Primary", Route.DEGREE, Level.SEVEN),
        ("Functional Skills Maths Entry Level 3", Route.ESSENTIAL_SKILLS, Level.ENTRY),
        ("Skills Bootcamp in Coding", Route.BOOTCAMP, None),
        ("Welding EQF Level 4", Route.VOCATIONAL, None),
        ("L2 Hairdressing", Route.VOCATIONAL, Level.TWO),
        ("Certificate of Higher Education in Law", Route.DEGREE, Level.FOUR),
        ("Macrame for Massage", Route.VOCATIONAL, None),
        ("", Route.VOCATIONAL, None),
    ],
)
def test_a_title_tells_its_route_and_level(title: str, route: Route, level: Level | None) -> None:
    assert award(title) == (route, level)


@pytest.mark.parametrize(
    ("scotland", "england"), [(4, "1"), (6, "3"), (7, "4"), (9, "6"), (10, "6"), (11, "7")]
)
def test_a_level_of_scotland_is_told_as_that_of_england(scotland: int, england: str) -> None:
    inside = credit("SCQF", "120", f"http://levels.example#Level{scotland}")
    assert award("Baking", inside)[1] is Level(england)


def test_a_level_that_is_none_of_scotlands_is_none() -> None:
    assert award("Baking", credit("SCQF", "120", "12"))[1] is None
    assert award("Baking", credit("CATS", "120", "3"))[1] is None
    assert award("Baking", credit("FHEQ", "120", "H"))[1] is Level.SIX


def test_what_was_refined_here_goes_before_what_the_title_says() -> None:
    inside = '<type xsi:type="pathways:route">vocational</type><level xsi:type="pathways:level">2</level>'
    assert award("BSc Nursing", inside) == (Route.VOCATIONAL, Level.TWO)
    odd = '<type xsi:type="pathways:route">holiday</type>'
    assert award("BSc Nursing", odd)[0] is Route.DEGREE


@given(WORDS, WORDS)
def test_any_title_has_a_route(title: str, said: str) -> None:
    inside = f"<qualification><title>{escape(said)}</title></qualification>"
    route, level = award(title, inside)
    assert route in set(Route)
    assert level is None or level in set(Level)
