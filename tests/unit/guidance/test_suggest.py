"""Suggestions as a person gets them, from the demonstration catalogue: near, open, varied, explained, never empty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area
from pathways.guidance.answers import LIKINGS, Answers
from pathways.guidance.balance import FIRST_SCREEN
from pathways.guidance.evaluation.answers import is_balanced
from pathways.guidance.reach import ENOUGH
from pathways.guidance.standing import is_bound
from pathways.guidance.suggest import MOST, suggest
from pathways.guidance.suggestions import Suggestions
from pathways.places.gazetteer import Gazetteer
from pathways.places.place import Place
from pathways.places.travel import estimate_minutes
from tests.unit.guidance.drawn_answers import PRESTON, any_answers

LERWICK = Place("lerwick", "Lerwick", "town", 60.155, -1.145, "ZE1", "S12000027", "scotland")
BUILDER = Answers(
    stage="year-10-11",
    home=PRESTON,
    travel_mode="bus",
    travel_minutes=45,
    activities=(("c1", "no"), ("r1", "yes"), ("r2", "yes"), ("s1", "maybe")),
    subjects=("design-technology", "maths"),
    ideas=("occupation:electrician",),
    avoid=("sitting-still",),
    learning="work",
    english="expect",
    maths="expect",
    gcses=5,
    matters=("close-to-home", "earning-soon"),
)


def keep_promises(found: Suggestions, answers: Answers) -> None:
    """What holds for every list of suggestions, whoever it is for."""
    assert len(found.items) <= MOST
    assert len({item.card.programme_id for item in found.items}) == len(found.items)
    for item in found.items:
        assert item.score == pytest.approx(sum(reason.weight for reason in item.reasons), abs=1e-9)
        assert 0.0 <= item.score <= 1.0
        assert item.reasons
        assert all(reason.weight >= 0.0 for reason in item.reasons)
        weights = [reason.weight for reason in item.reasons]
        assert weights == sorted(weights, reverse=True)
    assert is_balanced(found, found.items[:FIRST_SCREEN])
    on_page = [item for group in found.groups for item in group.items]
    assert is_balanced(found, on_page[:FIRST_SCREEN])
    assert sorted(item.card.id for item in on_page) == sorted(item.card.id for item in found.items)
    assert sum(item.something_different for item in found.items) == (1 if found.held_areas > 1 else 0)
    if is_bound(answers):
        assert all((item.card.level or "") <= "3" or item.card.level == "entry" for item in found.items)


@given(answers=any_answers())
def test_whatever_is_answered_there_are_suggestions_that_keep_every_promise(
    seeded: CatalogueSnapshot, answers: Answers
) -> None:
    found = suggest(seeded, answers)
    assert found.items
    keep_promises(found, answers)
    assert suggest(seeded, answers) == found


def test_student_who_likes_making_things_sees_trades_near_preston(seeded: CatalogueSnapshot) -> None:
    found = suggest(seeded, BUILDER)
    first = found.items[0]
    assert first.area == "building-construction"
    assert first.card.route == "apprenticeship"
    assert {reason.kind for reason in first.reasons} >= {
        "ideas",
        "interest",
        "subjects",
        "learning",
        "nearness",
    }
    assert first.card.eligibility is not None


def test_everything_at_a_place_is_within_the_time_that_was_given(seeded: CatalogueSnapshot) -> None:
    found = suggest(seeded, BUILDER)
    assert found.widened is None
    for item in found.items:
        if item.card.distance_miles is not None:
            assert float(estimate_minutes(item.card.distance_miles, "bus")) <= 45.1
            assert item.minutes is not None


def test_candidates_are_what_the_search_finds_there(seeded: CatalogueSnapshot) -> None:
    found = suggest(seeded, replace(BUILDER, travel_mode=None, travel_minutes=None))
    listed = search(seeded, SearchCriteria(place=PRESTON, miles=20, page_size=5000)).cards
    assert {item.card.id for item in found.items} <= {card.id for card in listed}


@given(code=st.sampled_from(("r1", "i2", "a3", "s1", "e2", "c3")), answers=any_answers())
def test_a_yes_never_takes_an_area_that_it_speaks_for_down_in_interest(
    seeded: CatalogueSnapshot, code: str, answers: Answers
) -> None:
    parts = []
    for liking in LIKINGS:
        said = tuple(sorted((answers.likings | {code: liking}).items()))
        found = suggest(seeded, replace(answers, activities=said))
        shares = {
            item.card.programme_id: sum(reason.weight for reason in item.reasons if reason.kind == "interest")
            for item in found.items
        }
        parts.append(shares)
    yes, maybe, no = parts
    rises = [programme for programme in yes.keys() & no.keys() if yes[programme] > no[programme] + 1e-9]
    for programme in rises:
        assert maybe.get(programme, no[programme]) <= yes[programme] + 1e-4


def test_nearer_of_two_alike_is_never_lower(seeded: CatalogueSnapshot) -> None:
    found = suggest(seeded, Answers(home=PRESTON))
    placed = [item for item in found.items if item.card.distance_miles is not None]
    by_distance = sorted(placed, key=lambda item: item.card.distance_miles or 0.0)
    assert [item.score for item in by_distance] == sorted((item.score for item in placed), reverse=True)


def test_nothing_answered_shows_the_range_of_routes(seeded: CatalogueSnapshot) -> None:
    found = suggest(seeded, Answers())
    assert len(found.routes) >= 8
    assert {item.score for item in found.items} == {0.5}
    assert found.items[0].reasons[0].kind == "open"
    # All are equal: then the title decides.
    assert found.items[0].card.title == min(item.card.title for item in found.items)


def test_the_answer_on_one_day_is_the_same_on_that_day(seeded: CatalogueSnapshot) -> None:
    day = clock.today()
    assert suggest(seeded, BUILDER, day) == suggest(seeded, BUILDER, day)


def test_student_on_a_far_island_is_told_and_gets_what_needs_no_journey(seeded: CatalogueSnapshot) -> None:
    found = suggest(seeded, Answers(home=LERWICK, travel_mode="walk", travel_minutes=15))
    assert found.items
    assert found.widened is not None
    assert found.widened.why == "only-online"
    assert all(item.card.distance_miles is None for item in found.items)


def test_a_short_walk_is_widened_by_steps_until_there_is_enough(seeded: CatalogueSnapshot) -> None:
    answers = Answers(home=PRESTON, travel_mode="walk", travel_minutes=15)
    found = suggest(seeded, answers)
    assert found.considered >= ENOUGH
    if found.widened is not None:
        assert found.widened.why == "too-few"
        assert found.reach.widened


def test_an_empty_catalogue_gives_an_empty_list_and_no_error() -> None:
    found = suggest(CatalogueSnapshot("", ()), BUILDER, date(2026, 11, 21))
    assert found.items == ()
    assert found.groups == ()
    assert found.considered == 0


def test_not_this_area_leaves_it_out_and_keeps_the_promises(seeded: CatalogueSnapshot) -> None:
    without = frozenset({Area.BUILDING_CONSTRUCTION})
    found = suggest(seeded, BUILDER, without=without)
    assert found.items
    assert all(item.area != "building-construction" for item in found.items)
    keep_promises(found, BUILDER)


def test_more_like_this_shows_what_shares_its_work(seeded: CatalogueSnapshot) -> None:
    first = suggest(seeded, BUILDER).items[0].card
    found = suggest(seeded, BUILDER, like=first.id)
    assert first.programme_id not in {item.card.programme_id for item in found.items}
    assert all(item.area == "building-construction" for item in found.items[:2])
    assert found.items[0].reasons[0].kind == "like"


def test_more_like_something_that_is_gone_is_the_usual_list(seeded: CatalogueSnapshot) -> None:
    assert suggest(seeded, BUILDER, like=999_999_999) == suggest(seeded, BUILDER)


def test_a_sixteen_year_old_who_asks_for_a_degree_is_shown_degrees(seeded: CatalogueSnapshot) -> None:
    asked = replace(BUILDER, ideas=("route:degree",))
    assert not is_bound(asked)
    assert any(item.card.route == "degree" for item in suggest(seeded, asked).items)
    assert all(item.card.route != "degree" for item in suggest(seeded, BUILDER).items)


def test_somebody_who_could_move_sees_further_away(seeded: CatalogueSnapshot) -> None:
    moving = suggest(seeded, replace(BUILDER, travel_minutes=None, could_move=True))
    assert moving.reach.miles is None
    assert moving.considered > suggest(seeded, BUILDER).considered


def test_suggestions_never_hold_what_somebody_cannot_start_while_enough_is_open(
    seeded: CatalogueSnapshot,
) -> None:
    found = suggest(seeded, BUILDER)
    assert all(
        item.card.eligibility is not None and item.card.eligibility.verdict > 0 for item in found.items
    )


def test_a_wish_to_avoid_counts_against_and_never_below_nothing(seeded: CatalogueSnapshot) -> None:
    answers = Answers(home=PRESTON, ideas=("area:computing-digital",), avoid=("screens",))
    item = next(item for item in suggest(seeded, answers).items if item.area == "computing-digital")
    against = [reason for reason in item.reasons if reason.against]
    assert [reason.code for reason in against] == ["avoid-some"]
    assert against[0].weight == 0.0


def test_postcode_districts_all_over_get_suggestions(seeded: CatalogueSnapshot, places: Gazetteer) -> None:
    for name in ("NE1", "SW1A", "LL55", "TR1", "KW1", "HS1", "PR1", "CA28", "IV51", "DH8"):
        place = places.lookup(name)
        assert place is not None, name
        assert suggest(seeded, replace(BUILDER, home=place)).items, name
