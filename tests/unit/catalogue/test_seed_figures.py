"""The `outcomes` column."""

import pytest

from pathways.catalogue.seeding.figures import MISSING_REASONS, Figure, read_figures
from pathways.catalogue.vocabulary import Measure


def test_no_outcomes_is_an_empty_cell() -> None:
    assert read_figures("") == ()
    assert read_figures(" ; ") == ()


def test_a_figure_with_its_people_and_period() -> None:
    (figure,) = read_figures("achievement 81 people=140 period=2024/25")
    assert figure == Figure(Measure.ACHIEVEMENT, 81, people=140, period="2024/25")


def test_earnings_carry_their_spread_and_the_years_after() -> None:
    (figure,) = read_figures("earnings 24500 low=21000 high=29000 after=3")
    assert (figure.value, figure.low, figure.high, figure.years_after) == (24500, 21000, 29000, 3)


def test_several_figures_stand_in_one_cell() -> None:
    figures = read_figures("continuation 88; employment 91 after=1; earnings missing=too-few-people")
    assert [figure.measure for figure in figures] == [
        Measure.CONTINUATION,
        Measure.EMPLOYMENT,
        Measure.EARNINGS,
    ]


@pytest.mark.parametrize("reason", MISSING_REASONS)
def test_a_missing_figure_says_why(reason: str) -> None:
    (figure,) = read_figures(f"employment missing={reason}")
    assert (figure.value, figure.missing_reason) == (None, reason)


@pytest.mark.parametrize(
    "text",
    [
        "happiness 81",
        "achievement",
        "achievement lots",
        "achievement 81 missing=new-course",
        "achievement missing=nobody-knows",
        "achievement 81 colour=red",
        "achievement 81 people=many",
    ],
)
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_figures(text)
