"""What an offer costs or pays, long and short."""

from __future__ import annotations

from datetime import date

import pytest

from pathways.catalogue.models import Opportunity
from pathways.catalogue.pay import PayStep
from pathways.catalogue.vocabulary import Delivery, Money
from pathways.front.money_words import (
    advert_words,
    fee_words,
    money_lead,
    money_lines,
    money_short,
    paid_hours_words,
    pence,
)
from pathways.front.pay_shown import LegalMinimum, PayShown

pytestmark = pytest.mark.usefixtures("in_english")
LEAST = LegalMinimum(
    (PayStep("16-18", "any", 800, 24000),),
    date(2026, 4, 1),
    30.0,
    changes_before_start=False,
    source="A table",
)
NO_PAY = PayShown(is_paid=False, has_figure=False, hourly=None, weekly=None, legal_minimum=None)


def said(**values: object) -> Opportunity:
    return Opportunity(**({"programme_id": 1, "delivery": Delivery.VENUE} | values))


def paid(
    hourly: tuple[int, int] | None = None,
    weekly: tuple[int, int] | None = None,
    least: LegalMinimum | None = None,
) -> PayShown:
    return PayShown(
        is_paid=True, has_figure=bool(hourly or weekly), hourly=hourly, weekly=weekly, legal_minimum=least
    )


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money.PAID, "You are paid."),
        (Money.FREE, "Free if you fit the rules."),
        (Money.LOAN, "There is a fee, and a loan can cover it."),
        (Money.FEE, "There is a fee."),
        (None, "The provider has not told us what it costs. You could ask before you apply."),
    ],
)
def test_which_way_the_money_goes(money: Money | None, words: str) -> None:
    assert money_lead(said(money=money)) == words


@pytest.mark.parametrize(
    ("pay", "text", "words"),
    [
        (NO_PAY, "", ""),
        (paid(hourly=(900, 900)), "", "The advert says £9 an hour."),
        (paid(weekly=(30000, 35050)), "", "The advert says £300 to £350.50 a week."),
        (
            paid(hourly=(900, 900), weekly=(27000, 27000)),
            "",
            "The advert says £9 an hour, which is £270 a week.",
        ),
        (paid(), "", "The advert gives no figure."),
        (paid(), "Competitive", ""),
    ],
)
def test_what_the_advert_says(pay: PayShown, text: str, words: str) -> None:
    assert advert_words(said(pay_text=text), pay) == words


@pytest.mark.parametrize(
    ("values", "pay", "words"),
    [
        ({}, paid(weekly=(30000, 30000)), "£300 a week"),
        ({}, paid(hourly=(900, 1000)), "£9 to £10 an hour"),
        ({}, paid(least=LEAST), "At least £8.00 an hour"),
        ({}, paid(), "You are paid"),
        ({"money": Money.FREE}, NO_PAY, "Free if you fit the rules"),
        ({"money": Money.LOAN, "fee": 925000}, NO_PAY, "£9,250"),
        ({"money": Money.LOAN}, NO_PAY, "A fee, with a loan"),
        ({"money": Money.FEE}, NO_PAY, "A fee"),
        ({}, NO_PAY, "Ask"),
    ],
)
def test_in_a_few_words(values: dict[str, object], pay: PayShown, words: str) -> None:
    assert money_short(said(**values), pay) == words


def test_all_that_a_job_says() -> None:
    job = said(money=Money.PAID, hours_a_week=37.5, pay_text="plus travel", cost_text="free to you")
    assert money_lines(job, paid(hourly=(900, 900), least=LEAST)) == (
        "You are paid.",
        "The advert says £9 an hour.",
        "Plus travel.",
        "37.5 hours a week.",
        "Free to you.",
    )


def test_job_without_a_figure_has_the_least_of_the_law() -> None:
    assert "At least £8.00 an hour." in money_lines(said(money=Money.PAID), paid(least=LEAST))


def test_all_that_a_course_says() -> None:
    course = said(money=Money.LOAN, fee=925000, hours_a_week=16)
    assert money_lines(course, NO_PAY) == (
        "There is a fee, and a loan can cover it.",
        "The whole course costs £9,250.",
    )


def test_parts_that_are_not_known_are_empty() -> None:
    assert (paid_hours_words(said()), fee_words(said()), fee_words(said(fee=0))) == ("", "", "")
    assert paid_hours_words(said(hours_a_week=30.0)) == "30 hours a week."


@pytest.mark.parametrize(("amount", "words"), [(800, "£8.00"), (123456, "£1,234.56"), (5, "£0.05")])
def test_pence_are_always_written(amount: int, words: str) -> None:
    assert pence(amount) == words
