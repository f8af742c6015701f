"""Miles, days, money and counts as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from pathways.web import formats


@pytest.fixture(autouse=True, scope="module")
def in_english() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app, default_locale="en_GB")
    with app.app_context():
        yield


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (None, ""),
        (0.0, "Under 1 mile"),
        (0.99, "Under 1 mile"),
        (1.0, "1 mile"),
        (1.04, "1 mile"),
        (1.26, "1.3 miles"),
        (2.0, "2 miles"),
        (9.94, "9.9 miles"),
        (10.4, "10 miles"),
        (120.0, "120 miles"),
    ],
)
def test_a_distance_is_no_finer_than_it_is_known(distance: float | None, words: str) -> None:
    assert formats.miles(distance) == words


@given(st.floats(0, 700))
def test_every_distance_has_words(distance: float) -> None:
    assert formats.miles(distance).endswith(("mile", "miles"))


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (None, ""),
        (0, "£0"),
        (1271, "£12.71"),
        (1200, "£12"),
        (953500, "£9,535"),
        (5, "£0.05"),
        (2_850_000, "£28,500"),
    ],
)
def test_money_shows_pence_only_where_there_are_some(pence: int | None, words: str) -> None:
    assert formats.pounds(pence) == words


@given(st.integers(0, 10**9))
def test_no_penny_is_lost(pence: int) -> None:
    written = formats.pounds(pence).removeprefix("£").replace(",", "")
    whole, _, rest = written.partition(".")
    assert int(whole) * 100 + int(rest or 0) == pence


def test_days_are_written_the_british_way() -> None:
    assert formats.uk_date(date(2027, 3, 12)) == "12 March 2027"
    assert formats.short_date(date(2027, 9, 6)) == "6 Sept 2027"
    assert formats.uk_date(None) == formats.short_date(None) == ""


def test_counts_mark_their_thousands() -> None:
    assert formats.number(32104) == "32,104"
