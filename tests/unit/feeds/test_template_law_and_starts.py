"""Our own template from its rough side: cells and starts that were made to break it, and the law day by day."""

from __future__ import annotations

import csv
import io
import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Delivery, Level, Money, Route
from pathways.feeds.broken import Broken
from pathways.feeds.programmes_csv.cells import (
    ADDRESS,
    DAY,
    POUNDS,
    Cell,
    CellError,
    choice_cell,
    choices_cell,
    decimal_cell,
    flag_cell,
    number_cell,
    text_cell,
    write_day,
)
from pathways.feeds.programmes_csv.columns import COLUMNS, NAMES
from pathways.feeds.programmes_csv.law import ListingFact, ListingLaw, load_law
from pathways.feeds.programmes_csv.rules import IN_ORDER, all_given, broken_rules, in_order, one_place
from pathways.feeds.programmes_csv.sheet import Sheet
from pathways.feeds.programmes_csv.starts import read_starts
from pathways.feeds.records import IntakeRecord
from pathways.paths import resource_dir
from pathways.spreadsheets import as_it_was, harmless
from tests.unit.feeds.made_listings import apprenticeship_row, registers, template_row
from tests.unit.feeds.written_sheets import sheet_rows, write_sheet, write_starts

TODAY = date(2026, 11, 29)
MOST_SECONDS = 1.0
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def values(**changes: Any) -> dict[str, Any]:
    """The values of a row that is right, but for what is changed."""
    known = {column.name: column.cell.empty for column in COLUMNS}
    return known | {
        "reference": "plumb2",
        "provider_name": "Moorside College",
        "title": "Plumbing",
        "route": Route.VOCATIONAL,
        "level": Level.TWO,
        "delivery": Delivery.VENUE,
    } | changes  # fmt: skip


def law(*facts: ListingFact, pence: tuple[tuple[date, int], ...] = ()) -> ListingLaw:
    return ListingLaw(facts, (), pence)


def fact(rule: str, since: date | None, until: date | None, value: int = 8, most: int = 8) -> ListingFact:
    return ListingFact(rule, frozenset({Route.BOOTCAMP}), frozenset(), since, until, value, most, "By law.")


def wrong(broken: list[Broken]) -> list[str]:
    return [one.field for one in broken]


@pytest.mark.parametrize(
    "text",
    [
        "flexible" + " " * 20_000 + "x",
        "07/09/2027" + "\t" * 20_000 + "closes",
        " " * 20_000 + "(" + " " * 20_000,
        "(" * 20_000,
        "opens " * 10_000,
        ";" * 50_000 + "flexibly",
    ],
)
def test_a_cell_of_starts_that_was_made_to_take_for_ever_is_refused_at_once(text: str) -> None:
    began = time.process_time()
    with pytest.raises(CellError, match="a start such as"):
        read_starts(text, "offer")
    assert time.process_time() - began < MOST_SECONDS


def test_spaces_within_a_start_do_not_matter() -> None:
    plain = read_starts("07/09/2027 (after a taster day) opens 01/02/2027 closes 01/09/2027", "offer")
    spaced = read_starts(
        "\n 07/09/2027 \t (after   a\ntaster day)\n\nopens  01/02/2027    closes 01/09/2027 ; ;", "offer"
    )
    assert spaced == plain
    assert plain[0].start_text == "after a taster day"


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2027",
        "07/09/2027 closes 08/09/2027",
        "closes 01/09/2027",
        "opens 01/02/2027",
        "()",
        "(a (b))",
        "07/09/2027 08/09/2027",
        "2027-09-07",
        "07/09/27",
        "flexible flexible",
        "٠٧/٠٩/٢٠٢٧",
        f"({'x' * 121})",
    ],
)
def test_what_is_no_start_is_refused_and_says_how_to_write_one(text: str) -> None:
    with pytest.raises(CellError):
        read_starts(text, "offer")


@given(
    st.lists(
        st.builds(
            lambda starts, before, flexible, words: IntakeRecord(
                "offer",
                starts_on=starts,
                start_text=words,
                is_flexible=flexible or (starts is None and not words),
                closes_on=starts and starts - timedelta(days=before),
            ),
            st.none() | DAYS,
            st.integers(0, 300),
            st.booleans(),
            st.sampled_from(["", "in the autumn", "every Monday", "flexible", "opens soon"]),
        ),
        max_size=5,
        unique=True,
    )
)
def test_whatever_starts_are_written_they_are_read_again_in_order(intakes: list[IntakeRecord]) -> None:
    written = write_starts(intakes)
    read = read_starts(written, "offer")
    assert set(read) == set(intakes)
    assert write_starts(read) == written
    dated = [one.starts_on for one in read if one.starts_on]
    assert dated == sorted(dated)


@given(st.text(max_size=30))
def test_no_text_is_a_formula_once_it_is_protected_and_it_comes_back(text: str) -> None:
    assert harmless(text)[:1] not in set("=+-@\t\r")
    assert as_it_was(harmless(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''-2", "+44 1772", "@sum", "'quoted'", "-", "\t=1"])
def test_what_spreadsheets_would_reckon_comes_back_as_it_was(text: str) -> None:
    assert as_it_was(harmless(text)) == text


@given(pence=st.integers(0, 999_999_999))
def test_pounds_are_written_without_signs_and_read_to_the_penny(pence: int) -> None:
    written = POUNDS.write(pence)
    assert written.replace(".", "").isdigit()
    assert POUNDS.read(written) == pence


@given(least=st.integers(0, 50), most=st.integers(50, 500), number=st.integers(-20, 1000))
def test_a_number_is_between_its_two_others_or_refused(least: int, most: int, number: int) -> None:
    cell = number_cell(least, most)
    if least <= number <= most:
        assert cell.read(cell.write(number)) == number
    else:
        with pytest.raises(CellError, match=f"from {least} to {most}"):
            cell.read(str(number))


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        (number_cell(1, 99), ["1.0", "1e1", "٣", "+5", " 5", "0x1", "", "1" * 5_000]),
        (decimal_cell(-90, 90), ["nan", "inf", "1e1", "90.1", "-90.01", "1,5", "--1", ".5", "5.", "9" * 400]),
        (POUNDS, ["£5", "5.", ".5", "5.005", "-5", "1,000", "12345678", "5 ", "٥"]),
        (DAY, ["31/04/2027", "00/01/2027", "1/1/27", "2027-01-01", "01/01/0000", "01-01-2027", "1/1/20277"]),
        (flag_cell(empty=False), ["true", "y", "0", "yes please", "ja"]),
        (choice_cell(Money), ["cash", "free!", "f ree", ""]),
        (choices_cell(Level), ["1; 9", "two", "1 2"]),
        (text_cell(5), ["sixsix", "x" * 100_000]),
        (
            ADDRESS,
            ["javascript:alert(1)", "http://a.example", "https://", "https://x@y.example", "ftp://a.b"],
        ),
    ],
)
def test_what_a_cell_may_not_hold_is_refused_in_words(cell: Cell, texts: list[str]) -> None:
    for text in texts:
        with pytest.raises(CellError) as caught:
            cell.read(text)
        assert caught.value.rule
        assert "\n" not in caught.value.rule


@given(DAYS)
def test_a_day_comes_back_with_or_without_its_noughts(day: date) -> None:
    assert DAY.read(write_day(day)) == day
    assert DAY.read(f"{day.day}/{day.month}/{day.year}") == day


def test_codes_are_read_in_any_case_once_each_and_in_the_order_given() -> None:
    cell = choices_cell(Level)
    assert cell.read(" 3; 2;3 ;; ENTRY;") == (Level.THREE, Level.TWO, Level.ENTRY)
    assert cell.read(cell.write((Level.TWO, Level.ONE))) == (Level.TWO, Level.ONE)


@given(since=st.none() | DAYS, until=st.none() | DAYS, day=DAYS)
def test_a_fact_holds_from_its_first_day_to_its_last(
    since: date | None, until: date | None, day: date
) -> None:
    one = fact("most-months", since, until)
    expected = (since or day) <= day <= (until or day)
    assert one.holds(Route.BOOTCAMP, None, day) == expected
    assert not one.holds(Route.DEGREE, None, day)
    assert list(law(one).about("most-months", Route.BOOTCAMP, Level.THREE, day)) == (
        [one] if expected else []
    )
    assert list(law(one).about("min-age", Route.BOOTCAMP, None, day)) == []


def test_the_rules_of_a_length_are_dated_on_the_very_day() -> None:
    known = law(fact("most-months", date(2027, 4, 1), None, value=4))
    long = values(route=Route.BOOTCAMP, level=None, duration_months=5)
    assert "duration_months" not in wrong(broken_rules(long, known, date(2027, 3, 31)))
    assert "duration_months" in wrong(broken_rules(long, known, date(2027, 4, 1)))
    assert "duration_months" not in wrong(
        broken_rules(long | {"duration_months": 4}, known, date(2027, 4, 1))
    )


@given(st.lists(st.tuples(DAYS, st.integers(400, 1500)), max_size=6, unique_by=lambda pair: pair[0]), DAYS)
def test_the_least_pay_is_the_last_that_came_into_force(rates: list[tuple[date, int]], day: date) -> None:
    known = [pence for effective, pence in sorted(rates) if effective <= day]
    assert law(pence=tuple(sorted(rates))).least_pay(day) == (known[-1] if known else None)


def test_the_law_of_the_seed_data_is_whole_and_in_order() -> None:
    known = load_law(resource_dir("seed_data"))
    assert list(known.apprentice_pence) == sorted(known.apprentice_pence)
    assert known.least_pay(date(1990, 1, 1)) is None
    told_to_providers = {
        "pays-the-learner",
        "least-months",
        "most-months",
        "least-placement-hours",
        "needs-ehcp",
    }
    assert told_to_providers <= {one.rule for one in known.facts}
    assert [one.rule for one in known.facts if one.rule in told_to_providers and not one.why] == []
    assert all(
        one.valid_from is None or one.valid_until is None or one.valid_from <= one.valid_until
        for one in known.facts
    )
    assert all(one.routes for one in known.facts)
    assert all(one.most >= one.value for one in known.facts)
    assert known is load_law(resource_dir("seed_data")), "read once"


def test_every_field_that_is_asked_for_is_asked_for_at_once_and_before_any_rule() -> None:
    empty = dict.fromkeys(values(), None)
    found = list(all_given(empty, law(), TODAY))
    assert wrong(found) == ["reference", "provider_name", "title", "route", "delivery"]
    assert broken_rules(empty, law(), TODAY) == found


@pytest.mark.parametrize(("low", "high"), IN_ORDER)
@given(first=st.integers(0, 200), second=st.integers(0, 200))
def test_two_numbers_are_in_order_or_the_second_is_named(
    low: str, high: str, first: int, second: int
) -> None:
    found = wrong(list(in_order(values(**{low: first, high: second}), law(), TODAY)))
    assert found == ([high] if second < first else [])


def test_an_upper_end_alone_is_asked_for_its_lower_one_but_an_oldest_age_stands_alone() -> None:
    alone = values(max_age=24, pay_hourly_high=900, points_usual_high=120)
    assert wrong(list(in_order(alone, law(), TODAY))) == ["pay_hourly_low", "points_usual_low"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"venue_name": "Main Campus"}, []),
        ({"delivery": Delivery.ONLINE, "venue_name": "Main Campus"}, ["venue_name"]),
        ({"delivery": Delivery.AREA}, ["districts"]),
        ({"delivery": Delivery.AREA, "districts": "Preston"}, []),
        ({"delivery": Delivery.NATIONAL, "districts": "Preston"}, ["districts"]),
        ({"delivery": Delivery.NATIONAL, "districts": "Preston", "venue_name": "x"}, ["venue_name", "districts"]),
        ({"venue_lat": 53.7}, ["venue_lng"]),
        ({"venue_lat": 0.0, "venue_lng": None}, ["venue_lng"]),
        ({"venue_lat": 53.7, "venue_lng": -2.7}, []),
    ],
)  # fmt: skip
def test_a_place_goes_with_its_delivery(changes: dict[str, Any], fields: list[str]) -> None:
    assert wrong(list(one_place(values(**changes), law(), TODAY))) == fields


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=25), max_size=6))
def test_whatever_is_written_into_a_row_it_is_taken_whole_or_not_at_all(changes: dict[str, str]) -> None:
    sheet = Sheet(registers(), TODAY)
    broken = sheet.take(template_row(**{name: text.strip() for name, text in changes.items()}))
    assert bool(broken) != bool(sheet.listings)
    assert all(one.rule and one.mend and one.field in NAMES for one in broken)


def test_a_sheet_is_written_and_read_with_formulas_and_lines_in_its_cells() -> None:
    sheet = Sheet(registers(), TODAY)
    nasty = template_row(summary='=HYPERLINK("x")\nsecond, line', support="'-quoted")
    assert sheet.take(nasty) == []
    assert sheet.take(apprenticeship_row()) == []
    text = io.StringIO(newline="")
    write_sheet(text, sheet.listings.values())
    assert "\n=HYPER" not in text.getvalue()
    again = Sheet(registers(), TODAY)
    for row in csv.DictReader(io.StringIO(text.getvalue(), newline="")):
        assert again.take({name: cell.strip() for name, cell in row.items()}) == []
    assert [list(sheet_rows(one)) for one in again.listings.values()] == [
        list(sheet_rows(one)) for one in sheet.listings.values()
    ]
    assert again.listings["plumb2"].programme.summary == '=HYPERLINK("x")\nsecond, line'
