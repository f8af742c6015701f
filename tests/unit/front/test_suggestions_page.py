"""The page of suggestions before it is drawn: its groups, what is seen at once, and how everything is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import MILES_CHOICES
from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Area, Route
from pathways.front.carried import Carried
from pathways.front.gallery_samples import sample_cards, sample_ladder
from pathways.front.suggestions_page import SuggestionsPage
from pathways.guidance.answers import Answers
from pathways.guidance.balance import FIRST_SCREEN
from pathways.guidance.ladder import Ladder
from pathways.guidance.questions import pages_for
from pathways.guidance.reach import Step
from pathways.guidance.suggestions import Group, Suggestion, Suggestions
from tests.unit.guidance.drawn_answers import PRESTON, any_answers

pytestmark = pytest.mark.usefixtures("on_a_page")

TODAY = date(2026, 11, 21)
CARD = sample_cards(TODAY)[0]
AREAS = [area.value for area in Area]


def found(sizes: list[int], *, miles: float | None = 5.5, areas: list[str] | None = None) -> Suggestions:
    """Suggestions of as many areas as there are sizes, so many of each."""
    groups, number = [], 0
    for area, size in zip(areas or AREAS, sizes, strict=False):
        items = []
        for _ in range(size):
            number += 1
            items.append(Suggestion(replace(CARD, id=100 + number), area, 0.5, (), None))
        groups.append(Group(area, tuple(items)))
    everything = tuple(item for group in groups for item in group.items)
    return Suggestions(PRESTON, None, everything, tuple(groups), 900, Step(miles), len(groups), 1)


def page(
    sizes: list[int] | None = None,
    carried: Carried | None = None,
    *,
    miles: float | None = 5.5,
    liked: Card | None = None,
    areas: list[str] | None = None,
    ladders: dict[int, Ladder] | None = None,
) -> SuggestionsPage:
    """The page with groups of these sizes."""
    answers = carried or Carried(Answers(home=PRESTON, stage="19-24"))
    suggested = found(sizes or [], miles=miles, areas=areas)
    return SuggestionsPage(answers, suggested, (), None, liked, TODAY, ladders or {})


def test_page_is_called_by_the_home() -> None:
    assert page().heading == "What could fit you near Preston"
    assert page(carried=Carried()).heading == "What could fit you"


def test_title_tells_how_many_and_what_was_left_out() -> None:
    without = Carried(Answers(home=PRESTON), frozenset({Area.HEALTH}))
    assert page([3], without).title == "What could fit you near Preston: 3 options, Not Health"
    assert page([1]).title == "What could fit you near Preston: 1 option"
    assert page().title == "What could fit you near Preston: Nothing found"


def test_title_stops_after_three_things_undone() -> None:
    many = Carried(without=frozenset(list(Area)[:7]))
    assert page([2], many).title.count("Not ") == 3


@given(st.lists(st.integers(1, 4), max_size=12))
def test_cards_are_numbered_down_the_page_without_a_gap(sizes: list[int]) -> None:
    numbers = [item.number for group in page(sizes).groups for item in group.items]
    assert numbers == list(range(1, sum(sizes) + 1))


@given(st.lists(st.integers(1, 4), max_size=12))
def test_first_screen_is_seen_at_once_and_everything_once(sizes: list[int]) -> None:
    shown = page(sizes)
    assert (*shown.first_groups, *shown.later_groups) == shown.groups
    assert sum(group.seen for group in shown.groups) == min(FIRST_SCREEN, sum(sizes))
    assert all(group.seen for group in shown.first_groups)
    assert not any(group.seen for group in shown.later_groups)
    for group in shown.groups:
        assert (*group.first, *group.more) == group.items


def test_cards_of_the_first_screen_come_from_the_balanced_order_and_not_from_the_top_of_the_page() -> None:
    suggested = found([4, 4, 4])
    balanced = tuple(
        item for three in zip(*(group.items for group in suggested.groups), strict=True) for item in three
    )
    answers = Carried(Answers(home=PRESTON))
    shown = SuggestionsPage(answers, replace(suggested, items=balanced), (), None, None, TODAY, {})
    assert [group.seen for group in shown.groups] == [4, 3, 3]


def test_each_area_can_be_left_out_and_seen_whole() -> None:
    (group,) = page([2], areas=["health"]).groups
    assert group.name == "Health"
    assert group.not_this == "/suggestions?stage=19-24&home=preston&without=health"
    assert group.all_of_it == "/search?near=preston&miles=10&area=health"


def test_what_is_of_no_area_has_a_name_and_no_way_to_leave_it_out() -> None:
    (group,) = page([2], areas=[""]).groups
    assert group.name == "Other kinds of work"
    assert (group.not_this, group.all_of_it) == ("", "")


def test_leaving_out_a_second_area_keeps_the_first_out() -> None:
    (group,) = page([1], Carried(without=frozenset({Area.HEALTH})), areas=["finance-law"]).groups
    assert set(parse_qs(urlsplit(group.not_this).query)["without"]) == {"health", "finance-law"}


@given(st.floats(0.1, 60))
def test_everything_in_an_area_is_looked_for_at_least_as_far(miles: float) -> None:
    (group,) = page([1], areas=["health"], miles=miles).groups
    asked = parse_qs(urlsplit(group.all_of_it).query)
    assert int(asked.get("miles", ["20"])[0]) >= miles
    assert int(asked.get("miles", ["20"])[0]) in MILES_CHOICES


def test_without_a_limit_everything_in_an_area_is_anywhere() -> None:
    (group,) = page([1], areas=["health"], miles=None).groups
    assert parse_qs(urlsplit(group.all_of_it).query)["miles"] == ["any"]


def test_ladders_go_to_the_cards_they_were_made_for() -> None:
    items = page([3], ladders={102: sample_ladder(TODAY)}).groups[0].items
    assert [item.has_ladder for item in items] == [False, True, False]


def test_each_undo_takes_back_one_thing_alone() -> None:
    carried = Carried(Answers(stage="19-24"), frozenset({Area.HEALTH, Area.FINANCE_LAW}), like=CARD.id)
    undos = {undo.text: undo.address for undo in page([1], carried, liked=CARD).undos}
    assert next(iter(undos)) == "More like Installation Electrician apprenticeship"
    assert undos["Not Health"] == "/suggestions?stage=19-24&without=finance-law&like=1"
    assert undos[f"More like {CARD.title}"] == "/suggestions?stage=19-24&without=finance-law&without=health"


def test_liking_a_card_that_is_gone_is_nothing_to_undo() -> None:
    assert page([1], Carried(like=999), liked=None).undos == ()


@given(any_answers())
def test_every_question_asked_is_listed_and_its_change_leads_back_here(answers: Answers) -> None:
    shown = page([1], Carried(answers))
    assert [line.page for line in shown.lines] == list(pages_for(answers))
    assert all("then=suggestions" in line.change for line in shown.lines)
    assert shown.answered == sum(1 for line in shown.lines if line.said) <= len(shown.lines)


@given(any_answers(), st.frozensets(st.sampled_from(list(Area)), max_size=2))
def test_form_of_the_journey_keeps_all_but_the_journey(answers: Answers, without: frozenset[Area]) -> None:
    carried = Carried(answers, without, like=7, then="check")
    kept = page([1], carried).kept
    journey = {"travel", "minutes", "then"}
    assert kept == [pair for pair in carried.pairs() if pair[0] not in journey]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (Answers(), ""),
        (Answers(travel_minutes=15), "15"),
        (Answers(travel_minutes=90), "90"),
        (Answers(could_move=True), "move"),
    ],
)
def test_time_chosen_is_one_of_the_times_offered(answers: Answers, code: str) -> None:
    shown = page([1], Carried(answers))
    assert shown.minutes_chosen == code
    assert code in {"", *(choice.code for choice in shown.minutes)}


def test_journey_can_be_made_in_five_ways() -> None:
    assert [way.code for way in page().travel_modes] == ["walk", "bike", "bus", "train", "car"]


def test_with_nothing_to_suggest_every_route_can_be_explained() -> None:
    shown = page()
    assert (shown.count, shown.summary, shown.groups) == ("Nothing found", (), ())
    assert set(shown.all_routes) == set(Route)


def test_made_up_examples_are_spoken_of_where_there_is_one() -> None:
    assert page([1]).has_examples, "the card is of the demonstration catalogue"
    real = found([2])
    items = tuple(replace(item, card=replace(item.card, is_demonstration=False)) for item in real.items)
    assert not replace(page(), found=replace(real, items=items)).has_examples
    assert not page().has_examples


def test_address_of_the_page_forgets_where_it_was_come_from() -> None:
    assert page(carried=Carried(Answers(stage="19-24"), then="check")).address == "/suggestions?stage=19-24"
