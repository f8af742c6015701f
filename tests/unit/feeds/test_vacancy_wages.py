"""What a vacancy pays: every kind of wage and every unit, with the least by law from the dated table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.pay import WageRates, published_rates
from pathways.catalogue.vocabulary import PayBasis
from pathways.feeds.vacancies.wages import KINDS, Unit, WageSaid, pay_of, wage_kind, wage_unit
from pathways.paths import resource_dir

RATES = WageRates(
    date(2026, 4, 1), {"apprentice": 800, "under-18": 800, "18-20": 1085, "21+": 1271}, "the table", ""
)


def said(low: str | None = None, high: str | None = None, unit: Unit = "", words: str = "") -> WageSaid:
    amounts = [None if amount is None else Decimal(amount) for amount in (low, high)]
    return WageSaid("range" if high else "set", *amounts, unit, words)


@pytest.mark.parametrize(
    ("amount", "unit", "hourly", "weekly"),
    [
        ("9.50", "hour", 950, 35150),
        ("351.50", "week", 950, 35150),
        ("1523.17", "month", 950, 35150),
        ("18278", "year", 950, 35150),
    ],
)
def test_student_sees_an_hours_and_a_weeks_pay_whatever_the_advert_gives(
    amount: str, unit: Unit, hourly: int, weekly: int
) -> None:
    pay = pay_of(said(amount, unit=unit), hours=37, rates=RATES)
    assert pay.basis is PayBasis.STATED
    assert pay.hourly == (hourly, hourly)
    assert pay.weekly == (weekly, weekly)
    assert pay.flaw == ""


def test_without_hours_only_what_is_certain_is_said() -> None:
    assert pay_of(said("9.50", unit="hour"), hours=None, rates=RATES).weekly is None
    yearly = pay_of(said("18278", unit="year"), hours=None, rates=RATES)
    assert (yearly.hourly, yearly.weekly) == (None, (35150, 35150))


def test_a_range_keeps_both_ends_in_order() -> None:
    pay = pay_of(said("12.00", "9.00", unit="hour"), hours=40, rates=RATES)
    assert pay.basis is PayBasis.RANGE
    assert pay.hourly == (900, 1200)
    assert pay.weekly == (36000, 48000)


def test_a_range_of_one_amount_is_that_amount() -> None:
    assert pay_of(said("9.00", "9.00", unit="hour"), hours=40, rates=RATES).basis is PayBasis.STATED


def test_the_apprentice_minimum_is_the_tables_of_the_day_and_not_the_adverts() -> None:
    minimum = WageSaid("apprentice-minimum", words="£10,158.72", unit="year")
    pay = pay_of(minimum, hours=37, rates=RATES)
    assert (pay.basis, pay.hourly, pay.weekly) == (PayBasis.LEGAL_MINIMUM, (800, 800), (29600, 29600))
    assert "10,158" not in pay.text


@pytest.mark.parametrize(
    ("day", "apprentice", "adult"), [((2025, 3, 31), 640, 1144), ((2026, 4, 1), 800, 1271)]
)
def test_the_rates_are_those_of_the_start(day: tuple[int, int, int], apprentice: int, adult: int) -> None:
    rates = published_rates(resource_dir("seed_data"), date(*day))
    least = pay_of(WageSaid("apprentice-minimum"), hours=30, rates=rates)
    by_age = pay_of(WageSaid("minimum-by-age"), hours=30, rates=rates)
    assert least.hourly == (apprentice, apprentice)
    assert by_age.hourly is not None
    assert by_age.hourly[1] == adult


def test_the_minimum_by_age_runs_from_the_youngest_rate_to_that_of_21() -> None:
    pay = pay_of(WageSaid("minimum-by-age", words="£10,982.40 to £21,673.60"), hours=40, rates=RATES)
    assert (pay.basis, pay.hourly, pay.weekly) == (PayBasis.RANGE, (800, 1271), (32000, 50840))
    assert pay.text == "It pays the National Minimum Wage for your age."


@pytest.mark.parametrize("kind", ["apprentice-minimum", "minimum-by-age"])
def test_where_no_rates_are_known_the_adverts_own_figure_is_told_in_words(kind: str) -> None:
    pay = pay_of(WageSaid(kind, words="£10,158.72"), hours=37, rates=None)  # type: ignore[arg-type]
    assert (pay.hourly, pay.weekly) == (None, None)
    assert pay.text.endswith("The advert makes it £10,158.72.")


@pytest.mark.parametrize(
    ("words", "hourly", "weekly"),
    [
        ("£12514.00", None, (24065, 24065)),
        ("£55,760 - £62,000", None, (107231, 119231)),
        ("£9.10 an hour", (910, 910), None),
        ("£240.00 a week", None, (24000, 24000)),
        ("£1,300 per month", None, (30000, 30000)),
        ("£25k per annum", None, (48077, 48077)),
    ],
)
def test_figures_are_read_from_words_where_the_list_gives_no_number(
    words: str, hourly: tuple[int, int] | None, weekly: tuple[int, int] | None
) -> None:
    pay = pay_of(WageSaid("set", words=words), hours=None, rates=RATES)
    assert (pay.hourly, pay.weekly) == (hourly, weekly)
    assert pay.basis in (PayBasis.STATED, PayBasis.RANGE)


@pytest.mark.parametrize(
    "words", ["Competitive", "£240.00", "£1 to £2 to £3 an hour", "£9 an hour or £300 a week", "£0.00"]
)
def test_words_that_give_no_certain_figure_stay_words(words: str) -> None:
    pay = pay_of(WageSaid("set", words=words), hours=37, rates=RATES)
    assert (pay.basis, pay.hourly, pay.weekly, pay.text) == (PayBasis.TEXT_ONLY, None, None, words)


def test_a_wage_told_only_in_words_is_never_turned_into_a_figure() -> None:
    pay = pay_of(WageSaid("words", words="Competitive, around £20,000"), hours=37, rates=RATES)
    assert (pay.basis, pay.weekly, pay.text) == (PayBasis.TEXT_ONLY, None, "Competitive, around £20,000")


def test_an_advert_without_a_word_of_pay_has_no_basis() -> None:
    assert pay_of(WageSaid("set"), hours=37, rates=RATES).basis is None


def test_pay_below_the_law_is_left_out_and_said() -> None:
    pay = pay_of(said("200", unit="year", words="£200.00 a year"), hours=37, rates=RATES)
    assert (pay.hourly, pay.weekly, pay.basis) == (None, None, PayBasis.TEXT_ONLY)
    assert "law" in pay.flaw


@pytest.mark.parametrize(
    "slip",
    [said("20000", unit="hour"), said("20000", unit="week"), WageSaid("set", words="£99,999,999 a week")],
)
def test_pay_that_nobody_gets_is_left_out_and_said(slip: WageSaid) -> None:
    pay = pay_of(slip, hours=37, rates=RATES)
    assert (pay.hourly, pay.weekly, pay.basis) == (None, None, PayBasis.TEXT_ONLY)
    assert "10,000 pounds a week" in pay.flaw


def test_a_years_pay_rounded_to_pounds_is_not_below_the_law() -> None:
    assert pay_of(said("15391", unit="year"), hours=37, rates=RATES).flaw == ""


def test_words_that_say_more_than_the_figure_are_kept() -> None:
    assert pay_of(said("9.50", unit="hour", words="£9.50, rising in year 2"), hours=37, rates=RATES).text
    assert not pay_of(said("9.50", unit="hour", words="£9.50 per hour"), hours=37, rates=RATES).text


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Custom", "set"),
        ("CustomRange", "range"),
        ("ApprenticeshipMinimum", "apprentice-minimum"),
        ("National Minimum", "minimum-by-age"),
        ("3", "minimum-by-age"),
        ("4", "set"),
        ("Unwaged", "unpaid"),
        ("CompetitiveSalary", "words"),
        ("something new", "words"),
    ],
)
def test_the_services_words_and_numbers_are_known(word: str, kind: str) -> None:
    assert wage_kind(word) == kind


def test_an_unknown_unit_is_none() -> None:
    assert [wage_unit(word) for word in ("Annually", "NotApplicable", "")] == ["year", "", ""]


AMOUNTS = st.none() | st.decimals(0, 1_000_000, allow_nan=False, allow_infinity=False, places=2)


@given(
    kind=st.sampled_from(sorted(set(KINDS.values()))),
    low=AMOUNTS,
    high=AMOUNTS,
    unit=st.sampled_from(["hour", "week", "month", "year", ""]),
    words=st.text(max_size=60)
    | st.from_regex(r"£[0-9,]{1,9}(\.[0-9]{2})? (to £[0-9]{1,6} )?a (week|year)", fullmatch=True),
    hours=st.none() | st.floats(0.5, 60),
    rates=st.sampled_from([RATES, None]),
)
def test_pay_is_always_in_order_and_never_a_figure_without_a_basis(
    kind: str,
    low: Decimal | None,
    high: Decimal | None,
    unit: Unit,
    words: str,
    hours: float | None,
    rates: WageRates | None,
) -> None:
    pay = pay_of(WageSaid(kind, low, high, unit, words), hours=hours, rates=rates)  # type: ignore[arg-type]
    for span in (pay.hourly, pay.weekly):
        assert span is None or 0 <= span[0] <= span[1] <= 2_000_000
    if pay.hourly or pay.weekly:
        assert pay.basis in (PayBasis.STATED, PayBasis.RANGE, PayBasis.LEGAL_MINIMUM)
    if kind in ("words", "unpaid"):
        assert pay.hourly is None
    if pay.hourly is not None and hours and pay.weekly is not None:
        assert abs(pay.hourly[0] * hours - pay.weekly[0]) <= hours + 1
