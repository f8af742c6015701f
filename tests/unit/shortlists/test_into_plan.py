"""A list copied into a plan of the pupil's own: what is there stays, and no word of the adviser's goes along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.plans.models import Plan, PlanItem, PlanStatus
from pathways.plans.operations import MOST_ITEMS, make_plan
from pathways.plans.queries import open_plan
from pathways.shortlists.into_plan import save_all
from pathways.shortlists.models import ShortlistItem
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient


@pytest.fixture
def own(client: CheckingClient, app: Flask) -> Iterator[Session]:
    """A session in a request; what is committed is put back by the client."""
    with app.test_request_context(), database_of(app).open_session() as session:
        yield session
        session.rollback()


def some(*numbers: int, **changes: Any) -> list[ShortlistItem]:
    """Items of a list, with an adviser's notes on them."""
    values = {
        "shortlist_id": 1,
        "programme_id": 7,
        "route": "t-level",
        "facts": "",
        "note_to_pupil": "Go and see it",
        "private_note": "Private",
        "why": "You like it",
    }
    return [
        ShortlistItem(
            opportunity_id=number,
            position=at,
            as_saved={"card": {"id": number, "title": f"Course {number}"}, "starts": []},
            **(values | changes),
        )
        for at, number in enumerate(numbers, 1)
    ]


def saved(session: Session) -> list[PlanItem]:
    return list(session.scalars(select(PlanItem).order_by(PlanItem.position)))


def test_a_new_plan_is_begun_and_its_words_are_for_the_browser(own: Session, app: Flask) -> None:
    begun = save_all(own, None, some(5, 6, 7))
    assert begun is not None and not begun.is_shared_computer
    key = app.extensions["settings"].secret_key.get_secret_value()
    assert open_plan(own, begun.code, key=key) is not None
    assert [item.opportunity_id for item in saved(own)] == [5, 6, 7]


def test_the_advisers_words_stay_with_the_list(own: Session) -> None:
    save_all(own, None, some(5))
    (item,) = saved(own)
    assert item.note == ""
    assert item.status is None
    assert "Private" not in str(item.model_dump())
    assert "Go and see it" not in str(item.model_dump())


def test_what_is_in_the_plan_already_stays_as_it_is(own: Session, app: Flask) -> None:
    key = app.extensions["settings"].secret_key.get_secret_value()
    plan, _code = make_plan(own, key=key)
    save_all(own, plan, some(5))
    (item,) = saved(own)
    item.note, item.status = "My own words", PlanStatus.KEEN
    own.flush()
    assert save_all(own, plan, some(6, 5)) is None
    first, second = saved(own)
    assert (first.opportunity_id, first.note, first.status) == (5, "My own words", PlanStatus.KEEN)
    assert second.opportunity_id == 6


def test_what_no_longer_fits_is_left(own: Session) -> None:
    save_all(own, None, some(*range(1, MOST_ITEMS + 11)))
    assert len(saved(own)) == MOST_ITEMS


def test_an_empty_list_begins_an_empty_plan(own: Session) -> None:
    assert save_all(own, None, []) is not None
    assert saved(own) == []
    assert len(list(own.scalars(select(Plan)))) == 1


def test_facts_of_that_day_are_kept(own: Session) -> None:
    save_all(own, None, some(5))
    assert saved(own)[0].as_saved["card"]["title"] == "Course 5"
