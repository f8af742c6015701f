"""Cards that would read the same say what differs; no other card says more than it has to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.results import Card
from pathways.catalogue.twins import told_apart
from pathways.catalogue.vocabulary import Mode
from pathways.front.gallery_samples import sample_cards

pytestmark = pytest.mark.usefixtures("in_english")

CARD = sample_cards(date(2026, 11, 21))[0]
CITY = replace(CARD, id=11, venue_name="Ribblesmead Fulwood")
DOCKS = replace(CARD, id=12, venue_name="Ribblesmead Docks")
EVENINGS = replace(CITY, id=13, modes=("evening-weekend",))


def test_one_course_at_two_sites_of_a_town_names_the_sites() -> None:
    assert told_apart([CITY, DOCKS]) == {11: "Ribblesmead Fulwood", 12: "Ribblesmead Docks"}


def test_one_course_by_day_and_in_the_evening_names_the_mode() -> None:
    assert told_apart([CITY, EVENINGS]) == {11: "Full-time", 13: "Evenings or weekends"}


def test_site_and_mode_are_both_named_where_both_differ() -> None:
    told = told_apart([CITY, DOCKS, EVENINGS])
    assert told[13] == "Ribblesmead Fulwood, Evenings or weekends"
    assert len(set(told.values())) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Plumbing"},
        {"route": "degree"},
        {"provider_name": "Sandrise"},
        {"town": "Leyland"},
        {"employer_name": "Brayford Pumps"},
    ],
)
def test_cards_that_differ_by_what_they_show_anyway_say_no_more(changes: dict[str, str]) -> None:
    assert told_apart([CITY, replace(DOCKS, **changes)]) == {}  # type: ignore[arg-type]


def test_nothing_is_made_up_where_the_records_are_the_same() -> None:
    assert told_apart([CITY, replace(CITY, id=14)]) == {}
    assert told_apart([replace(CITY, venue_name=None), DOCKS]) == {12: "Ribblesmead Docks"}
    assert told_apart([]) == {}


CARDS = st.builds(
    lambda number, venue, modes, town: replace(
        CARD, id=number, venue_name=venue, modes=tuple(modes), town=town
    ),
    st.integers(1, 10**6),
    st.sampled_from([None, "Docks", "Fulwood"]),
    st.lists(st.sampled_from([mode.value for mode in Mode]), unique=True, max_size=2),
    st.sampled_from(["Preston", "Leyland"]),
)


@given(st.lists(CARDS, unique_by=lambda card: card.id, max_size=8))
def test_twins_that_differ_never_read_the_same(cards: list[Card]) -> None:
    told = told_apart(cards)
    for one in cards:
        for other in cards:
            if one.town == other.town and (one.venue_name, one.modes) != (other.venue_name, other.modes):
                assert told.get(one.id) != told.get(other.id)
