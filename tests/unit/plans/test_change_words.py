"""Changes in words that a young person reads with ease."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest
from flask import Flask

from pathways.plans.change_words import change_words
from pathways.plans.changes import Change, ChangeKind

MARCH = date(2027, 3, 3)


@pytest.fixture(autouse=True)
def request_on_the_site(app: Flask) -> Iterator[None]:
    """A request, for its language."""
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("closing-moved", MARCH, date(2027, 3, 10)), "Closing date moved from 3 to 10 March 2027."),
        (
            Change("closing-moved", MARCH, date(2027, 4, 1)),
            "Closing date moved from 3 March to 1 April 2027.",
        ),
        (
            Change("closing-moved", date(2026, 12, 9), MARCH),
            "Closing date moved from 9 December 2026 to 3 March 2027.",
        ),
        (Change("start-moved", MARCH, date(2027, 3, 10)), "Start moved from 3 to 10 March 2027."),
        (Change("start-moved", "Any Monday", MARCH), "Start moved from Any Monday to 3 March 2027."),
        (Change("start-new", after=MARCH), "There is a new start: 3 March 2027."),
        (Change("start-new", after=None), "There is a new start: a day not given."),
        (Change("start-dropped", MARCH), "This start is no longer listed: 3 March 2027."),
        (Change("closing-given", after=MARCH), "It now has a closing date: 3 March 2027."),
        (Change("over", after=MARCH), "Closed. The last day to apply was 3 March 2027."),
        (Change("over"), "Closed. You cannot apply for it now."),
        (Change("gone"), "Closed. It is no longer listed."),
        (Change("pay", 20000, 22050), "Pay moved from £200 to £220.50 a week."),
        (Change("fee", 900000, 950000), "The cost moved from £9,000 to £9,500."),
        (Change("place", "Consett", "Durham"), "It moved from Consett to Durham."),
        (Change("title", "Plumber", "Plumbing"), "Its name was “Plumber” when you saved it."),
    ],
)
def test_each_change_is_one_plain_sentence_or_two(change: Change, words: str) -> None:
    assert change_words(change) == words


def test_what_left_early_may_be_full_and_is_not_said_to_be() -> None:
    assert "may be full" in change_words(Change("gone-early", MARCH))
    assert "3 March 2027" in change_words(Change("gone-early", MARCH))
    assert "may be full" in change_words(Change("gone-early"))


@pytest.mark.parametrize("kind", get_args(ChangeKind))
@pytest.mark.parametrize("said", [None, MARCH, "words", 100])
def test_every_kind_has_words_whatever_is_known(kind: ChangeKind, said: date | str | int | None) -> None:
    words = change_words(Change(kind, said, said))
    assert words.endswith(".")
    assert "None" not in words
