"""The page of a comparison, before it is drawn: its titles, what it says is missing, and where its links lead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pathways.catalogue.criteria import Learner
from pathways.front.compare_asked import AskedFor, CompareAddress
from pathways.front.compare_page import ComparePage
from pathways.front.compare_rows import FACTS, Cell
from pathways.front.compare_sides import Side, Sides
from pathways.front.gallery_samples import sample_cards
from pathways.front.near import AskedPlace
from tests.factories import in_days

pytestmark = pytest.mark.usefixtures("on_a_page")


def side(number: int, title: str = "Plumbing", **said: Any) -> Side:
    cells = {fact: Cell((said.pop(fact, "the same"),)) for fact in FACTS}
    base: dict[str, Any] = {
        "id": number,
        "programme_id": number * 10,
        "slug": "plumbing",
        "title": title,
        "provider": "Moorside College",
        "place": "Main site, Consett",
        "route": "vocational",
        "is_demonstration": False,
        "area": None,
        "cells": cells,
    }
    return Side(**(base | said))


def page(*sides: Side, asked: AskedFor | None = None, **said: Any) -> ComparePage:
    ids = tuple(one.id for one in sides)
    state = {
        name: said.pop(name) for name in list(said) if name in ("near", "said", "only_differences", "kept")
    }
    missing = {name: said.pop(name) for name in list(said) if name in ("withdrawn", "unknown")}
    return ComparePage(
        state=CompareAddress(ids, **state),
        asked=asked or AskedFor(ids),
        sides=Sides(sides, **missing),
        place=AskedPlace(),
        **said,
    )


def test_title_begins_with_the_heading_and_names_the_sides() -> None:
    made = page(side(1, "Joinery"), side(2, "Nursing"))
    assert made.title == "Compare side by side: Joinery, Nursing"
    assert made.title.startswith(made.heading)
    assert replace(made, state=replace(made.state, only_differences=True)).title.endswith("(differences)")
    assert page().title == "Compare side by side: nothing picked yet"


def test_two_make_a_comparison_and_one_does_not() -> None:
    assert [page(*(side(at) for at in range(1, count + 1))).is_ready for count in range(5)] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert page(side(1)).rows == ()


def test_rows_hidden_are_counted() -> None:
    made = page(side(1, money="£5"), side(2), only_differences=True)
    assert [row.fact for row in made.rows] == ["money"]
    assert made.hidden == len(FACTS) - 1
    assert page(side(1), side(2)).hidden == 0


def test_turning_keeps_everything_else() -> None:
    made = page(side(1), side(2), near="preston", said=Learner(stage="19-24"), kept={"from": "q=x"})
    assert made.turned == "/compare?o=1&o=2&near=preston&stage=19-24&only=differences&from=q%3Dx"
    back = replace(made, state=replace(made.state, only_differences=True))
    assert back.turned == made.state.address


def test_sides_of_one_title_are_told_apart_by_provider_or_place() -> None:
    other = side(2, provider="Fellgate College")
    assert page(side(1), other).short_name(other) == "Plumbing, Fellgate College"
    twin = side(2, place="Other site, Durham")
    assert page(side(1), twin).short_name(twin) == "Plumbing, Other site, Durham"
    third = side(3, provider="Fellgate College", place="Other site, Durham")
    assert page(side(1), other, third).short_name(third) == "Plumbing, Other site, Durham"
    alone = side(2, "Nursing")
    assert page(side(1), alone).short_name(alone) == "Nursing"


def test_jobs_of_one_title_with_one_trainer_are_told_apart_by_who_one_would_work_for() -> None:
    jobs = [side(at, employer=name) for at, name in enumerate(("Fell Farm", "Tarn Homes", "Beck Pipes"), 1)]
    assert [page(*jobs).short_name(job) for job in jobs] == [
        "Plumbing, Fell Farm",
        "Plumbing, Tarn Homes",
        "Plumbing, Beck Pipes",
    ]
    course = side(4)
    assert page(*jobs, course).short_name(course) == "Plumbing, Moorside College, Main site, Consett"


def test_what_nothing_tells_apart_is_called_by_all_that_is_known() -> None:
    twins = side(1, employer="Fell Farm"), side(2, employer="Fell Farm")
    assert {page(*twins).short_name(one) for one in twins} == {"Plumbing, Fell Farm, Main site, Consett"}


def test_links_add_and_leave_out() -> None:
    made = page(side(1), side(2), side(3))
    assert made.without(made.sides.found[1]) == "/compare?o=1&o=3"
    card = sample_cards(in_days(0))[0]
    assert page(side(1)).with_card(card) == f"/compare?o=1&o={card.id}"
    assert made.near("preston") == "/compare?o=1&o=2&o=3&near=preston"


def test_programme_is_opened_as_it_was_compared() -> None:
    made = page(
        side(1), side(2), near="preston", said=Learner(stage="19-24", maths="have"), kept={"from": "q=x"}
    )
    assert made.programme_address(made.sides.found[0]) == (
        "/programmes/10/plumbing?at=1&near=preston&stage=19-24&maths=have&from=q%3Dx"
    )


def test_form_of_grades_shows_what_was_said_and_keeps_the_rest() -> None:
    made = page(side(1), side(2), near="preston", said=Learner(stage="19-24"))
    assert made.fields.is_answered
    assert made.kept == [("o", "1"), ("o", "2"), ("near", "preston")]


@pytest.mark.parametrize(
    ("said", "notice"),
    [
        ({"withdrawn": ("Thatching",)}, "Thatching was taken down, so it is not here."),
        ({"unknown": (9,)}, "One that you picked is not in our lists any more."),
        ({"unknown": (8, 9)}, "2 that you picked are not in our lists any more."),
        (
            {"asked": AskedFor((1, 2, 3, 4), (5,)), "beyond": ("Joinery",)},
            "We compare 4 at once. Left out: Joinery.",
        ),
        ({"asked": AskedFor((1, 2, 3, 4), (5,))}, "We compare 4 at once, so we left out the rest."),
        ({"asked": AskedFor((1, 2), (), ("abc",))}, "We could not use “abc” from the address."),
    ],
)
def test_what_is_not_there_is_said(said: dict[str, Any], notice: str) -> None:
    assert page(side(1), side(2), **said).notices == (notice,)


def test_nothing_missing_is_nothing_said() -> None:
    assert page(side(1), side(2)).notices == ()
