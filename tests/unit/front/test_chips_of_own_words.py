"""Chips of what own words said: each takes away itself alone, and what an address was tampered with shows nothing."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.front import carried as module
from pathways.front.carried import Carried, place_heard, read_carried, settled, skipped, way_on
from pathways.front.idea_chips import (
    PAGE,
    address_with_place,
    home_choices,
    idea_chips,
    other_place,
    without_place,
)
from pathways.guidance.answers import Answers
from pathways.guidance.heard import heard_between
from pathways.guidance.questions import CHECK, PAGES
from pathways.places.place import Place
from tests.unit.guidance.drawn_answers import PRESTON, SECTOR, any_answers

pytestmark = pytest.mark.usefixtures("on_a_page")

TRURO = Place("truro", "Truro", "city", 50.263, -5.051, "TR1", "E06000052", "england")
ODD = [
    "",
    ":",
    "home:",
    "home:atlantis",
    "home:" + "a" * 101,
    "</script>",
    "want:🐶",
    "from:2027-13",
    "stage:19-24",
]


class ThreePlaces:
    """A gazetteer of Preston, a sector of it, and Truro."""

    def lookup(self, place_id: str) -> Place | None:
        """The place with this id."""
        return {place.id: place for place in (PRESTON, SECTOR, TRURO)}.get(place_id)


@pytest.fixture(autouse=True)
def three_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Preston, one of its sectors and Truro are all the places there are."""
    monkeypatch.setattr(module, "current_gazetteer", ThreePlaces)


def at(address: str) -> Carried:
    """What an address of the page of own words carries; fails when any of it could not be used."""
    parts = urlsplit(address)
    assert parts.path == f"/questions/{PAGE}"
    carried, notices = read_carried(parse_qs(parts.query))
    assert notices == ()
    return carried


def all_heard(answers: Answers) -> Carried:
    """Answers all of which own words just said."""
    return Carried(answers, heard=heard_between(Answers(), answers))


@given(any_answers())
def test_every_chip_takes_away_one_thing_and_nothing_else(answers: Answers) -> None:
    carried = all_heard(answers)
    chips = idea_chips(carried)
    assert len(chips) == len(answers.ideas) + len(carried.heard)
    assert all(chip.name for chip in chips)
    for chip in chips:
        left = at(chip.without)
        assert len(idea_chips(left)) == len(chips) - 1
        assert replace(
            left.answers,
            ideas=answers.ideas, wants=answers.wants, avoid=answers.avoid, matters=answers.matters,
            patterns=answers.patterns, learning=answers.learning, start_from=answers.start_from, home=answers.home,
        ) == answers  # fmt: skip


@given(any_answers())
def test_taking_every_chip_away_leaves_what_no_words_can_say(answers: Answers) -> None:
    carried = all_heard(answers)
    while chips := idea_chips(carried):
        carried = at(chips[0].without)
    assert carried.heard == ()
    assert heard_between(Answers(), carried.answers) == ()
    assert (carried.answers.stage, carried.answers.subjects) == (answers.stage, answers.subjects)


def test_answer_that_was_given_is_no_chip_unless_words_just_said_it() -> None:
    answers = Answers(avoid=("exams",), learning="work", home=PRESTON, start_from="2027-09")
    assert idea_chips(Carried(answers)) == ()
    names = [chip.name for chip in idea_chips(all_heard(answers))]
    assert names[0] == "Near Preston"
    assert any(name.startswith("Rather not: ") for name in names)
    assert "From September 2027" in names


@given(st.lists(st.sampled_from(ODD), max_size=5))
def test_code_that_nobody_said_is_not_carried_and_is_no_chip(codes: list[str]) -> None:
    carried, notices = read_carried({"heard": codes, "stage": ["19-24"]})
    assert carried == Carried(Answers(stage="19-24"))
    assert notices == ()
    assert idea_chips(carried) == ()


def test_code_said_twice_is_one_chip() -> None:
    carried, _ = read_carried({"want": ["free"], "heard": ["want:free", "want:free"]})
    assert carried.heard == ("want:free",)
    assert len(idea_chips(carried)) == 1


@pytest.mark.parametrize(
    ("home", "named", "other"),
    [
        (None, TRURO, None),
        (PRESTON, None, None),
        (PRESTON, PRESTON, None),
        (PRESTON, SECTOR, None),
        (SECTOR, PRESTON, None),
        (PRESTON, TRURO, TRURO),
        (TRURO, SECTOR, SECTOR),
    ],
)
def test_only_a_place_far_from_home_is_another_place(
    home: Place | None, named: Place | None, other: Place | None
) -> None:
    carried = Carried(Answers(home=home), heard=() if named is None else (f"home:{named.id}",))
    assert other_place(carried) == other
    assert [choice.code for choice in home_choices(carried)] == (
        [home.id, other.id] if home and other else []
    )
    assert place_heard(carried) == named


def test_of_two_places_named_the_first_counts() -> None:
    carried = Carried(Answers(home=PRESTON), heard=("home:truro", "home:PR1-2"))
    assert place_heard(carried) == TRURO
    assert without_place(carried) == Carried()


@given(any_answers(), st.sampled_from([PRESTON, TRURO]))
def test_place_that_is_picked_is_home_where_there_was_none_and_heard_in_any_case(
    answers: Answers, place: Place
) -> None:
    found = at(address_with_place(Carried(answers), place))
    assert found.answers == replace(answers, home=answers.home or place)
    assert place_heard(found) == place
    assert without_place(found).answers.home is None


@given(any_answers(), st.sampled_from(PAGES))
def test_skipping_a_page_takes_back_what_words_said_and_the_answer_itself(
    answers: Answers, page: str
) -> None:
    left = skipped(page, all_heard(answers))
    assert left.heard == ()
    assert heard_between(Answers(), left.answers) == ()
    assert skipped(page, left) == left


@given(any_answers(), st.sampled_from([*PAGES, CHECK]), st.sampled_from(["", "check", "suggestions"]))
def test_way_on_never_takes_along_what_was_just_heard(answers: Answers, page: str, then: str) -> None:
    carried = replace(all_heard(answers), then=then)  # type: ignore[arg-type]
    on = urlsplit(way_on(page, carried))
    args = parse_qs(on.query)
    assert not args.keys() & {"heard", "then"}
    assert read_carried(args)[0] == settled(carried)
    if then == "suggestions" or page == CHECK:
        assert on.path == "/suggestions"
    elif then:
        assert on.path == f"/questions/{CHECK}"
