"""What the page of suggestions says of the list as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pathways.front.gallery_samples import sample_cards
from pathways.front.suggestion_words import journey_words, nation_words, summary_words, widened_words
from pathways.guidance.answers import Answers
from pathways.guidance.reach import Step
from pathways.guidance.reasons import Reason
from pathways.guidance.suggestions import Group, Suggestion, Suggestions, Widened
from tests.unit.guidance.drawn_answers import PRESTON

pytestmark = pytest.mark.usefixtures("in_english")

CARD = sample_cards(date(2026, 11, 21))[0]
AT_HOME = Answers(home=PRESTON, travel_mode="bus", travel_minutes=45)
NEAR = Suggestion(replace(CARD, route="t-level", distance_miles=3.0), "health", 0.7, (), 25)
ONLINE = Suggestion(replace(CARD, route="degree", distance_miles=None), "health", 0.6, (), None)


def found(*items: Suggestion, widened: Widened | None = None, miles: float | None = 5.5) -> Suggestions:
    """Suggestions of one career area."""
    return Suggestions(
        place=PRESTON,
        widened=widened,
        items=items,
        groups=(Group("health", items),) if items else (),
        considered=1234,
        reach=Step(miles),
        held_areas=1,
        held_routes=2,
    )


def test_what_was_looked_at_and_what_came_of_it() -> None:
    assert summary_words(AT_HOME, found(NEAR, ONLINE)) == (
        "We looked at 1,234 programmes you could reach in about 45 minutes by bus, or do online.",
        "Here are 2 of them, from 1 kind of work and 2 routes.",
    )


def test_a_widened_reach_is_told_in_miles_and_why() -> None:
    wider = found(NEAR, widened=Widened(20, "too-few"), miles=20.0)
    assert "within 20 miles of you" in summary_words(AT_HOME, wider)[0]
    assert "within the time you gave, so we looked up to 20 miles" in widened_words(AT_HOME, wider)
    assert "not much near you" in widened_words(Answers(home=PRESTON), wider)
    assert widened_words(AT_HOME, found(NEAR)) == ""


def test_where_nothing_is_near_it_says_so() -> None:
    assert "None has a place near you" in summary_words(AT_HOME, found(ONLINE))[-1]
    assert "None has" not in " ".join(summary_words(AT_HOME, found(NEAR, ONLINE)))
    online = found(ONLINE, widened=Widened(60, "only-online"))
    assert "online, or a trainer comes to you" in widened_words(AT_HOME, online)
    assert "within 60 miles" not in summary_words(AT_HOME, online)[0]


def test_somebody_who_could_move_or_gave_no_home_is_told_that_we_looked_everywhere() -> None:
    assert "as you could move" in summary_words(replace(AT_HOME, could_move=True), found(NEAR))[0]
    assert "do not know where you live" in summary_words(Answers(), found(NEAR))[0]


def test_an_empty_list_has_no_summary() -> None:
    assert summary_words(AT_HOME, found()) == ()


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ("walk", "About 25 minutes on foot"),
        ("bike", "About 25 minutes by bike"),
        ("bus", "About 25 minutes by bus"),
        ("train", "About 25 minutes by train"),
        ("car", "About 25 minutes by car"),
        (None, ""),
    ],
)
def test_a_journey_is_told_by_the_way_somebody_travels(mode: str | None, words: str) -> None:
    assert journey_words(25, Answers(travel_mode=mode)) == words  # type: ignore[arg-type]
    assert journey_words(None, AT_HOME) == ""


def test_what_is_round_the_corner_is_a_walk_and_not_a_wait_for_a_bus() -> None:
    assert journey_words(15, AT_HOME, 0.4) == "About 10 minutes on foot"
    assert journey_words(20, replace(AT_HOME, travel_mode="train"), 0.7) == "About 20 minutes on foot"
    assert journey_words(25, AT_HOME, 2.0) == "About 25 minutes by bus"
    assert journey_words(5, replace(AT_HOME, travel_mode="car"), 0.1) == "About 5 minutes by car"


def test_somebody_at_home_outside_england_is_told_that_rules_differ() -> None:
    lerwick = replace(PRESTON, id="lerwick", name="Lerwick", nation="scotland")
    assert "In Scotland" in nation_words(replace(AT_HOME, home=lerwick))
    assert nation_words(AT_HOME) == nation_words(Answers()) == ""


def test_what_rests_on_no_answer_is_said_once_for_the_list() -> None:
    open_to_all = replace(NEAR, reasons=(Reason("open", 1.0, "open"),))
    assert "You have not said much yet" in summary_words(Answers(), found(open_to_all, open_to_all))[-1]
    told = replace(NEAR, reasons=(Reason("level", 1.0, "level-fits", {"level": "3"}),))
    assert "not said much" not in " ".join(summary_words(AT_HOME, found(open_to_all, told)))
