"""Items beside the catalogue as it is now: added as they are, shown as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.criteria import Learner
from pathways.catalogue.models import Opportunity
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.eligibility.reasons import Verdict
from pathways.guidance.answer_query import read_answers
from pathways.guidance.suggest import suggest
from pathways.places.gazetteer import Gazetteer
from pathways.plans.kept import read_kept
from pathways.shortlists.models import ResponseKind, ShortlistItem
from pathways.shortlists.queries.seen import new_item, seen_items
from pathways.shortlists.reasons import MOST_REASONS, reasons_of
from pathways.shortlists.rules.new_item import NewItem
from tests.harness.catalogue import SeededCatalogue, database_of


@pytest.fixture(autouse=True)
def _in_words(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture
def snapshot(app: Flask) -> CatalogueSnapshot:
    return app.extensions["catalogue"].snapshot()  # type: ignore[no-any-return]


@pytest.fixture
def places(app: Flask) -> Gazetteer:
    return app.extensions["gazetteer"].gazetteer()  # type: ignore[no-any-return]


@pytest.fixture
def first(app: Flask, seeded_catalogue: SeededCatalogue, snapshot: CatalogueSnapshot) -> int:
    """An opportunity at a place."""
    with database_of(app).open_session() as session:
        ids = list(session.scalars(select(Opportunity.id).order_by(Opportunity.id)))
    assert seeded_catalogue.instance_dir.exists()
    return next(
        one
        for one in ids
        if (new := new_item(snapshot, one, clock.today())) and new.as_saved["card"]["lat"] is not None
    )


def as_row(new: NewItem, **changes: Any) -> ShortlistItem:
    """What is added, as the database has it."""
    values = {
        "id": 1,
        "shortlist_id": 1,
        "opportunity_id": new.opportunity_id,
        "programme_id": new.programme_id,
        "route": new.route,
        "facts": new.facts,
        "position": 1,
        "why": new.why,
        "as_saved": new.as_saved,
        "added_at": clock.now(),
    }
    return ShortlistItem(**(values | changes))


def test_what_is_added_is_the_card_as_it_is(snapshot: CatalogueSnapshot, first: int) -> None:
    new = new_item(snapshot, first, clock.today(), ("You like it", "It is near"))
    assert new is not None
    card = read_kept(new.as_saved).card
    assert (card.id, card.programme_id, card.route) == (first, new.programme_id, new.route)
    assert new.why == "You like it\nIt is near"
    assert len(new.facts) == 16


@pytest.mark.parametrize("number", [0, -1, 2_000_000_000])
def test_what_the_catalogue_does_not_have_is_not_added(snapshot: CatalogueSnapshot, number: int) -> None:
    assert new_item(snapshot, number, clock.today()) is None


def test_an_item_is_shown_as_it_is_now(snapshot: CatalogueSnapshot, first: int) -> None:
    new = new_item(snapshot, first, clock.today(), ("You like it",))
    assert new is not None
    (seen,) = seen_items([as_row(new)], snapshot, clock.today(), answers={1: ResponseKind.TALK})
    assert seen.card.id == first
    assert seen.reasons == ("You like it",)
    assert seen.answer is ResponseKind.TALK
    assert seen.change_words == ()
    assert not seen.standing.is_closed
    assert seen.card.distance_miles is None
    assert seen.card.eligibility is None


def test_it_says_how_far_from_home(snapshot: CatalogueSnapshot, places: Gazetteer, first: int) -> None:
    new = new_item(snapshot, first, clock.today())
    assert new is not None
    home = places.lookup("consett")
    assert home is not None
    (seen,) = seen_items([as_row(new)], snapshot, clock.today(), near=home)
    assert seen.card.distance_miles is not None
    assert seen.card.distance_miles >= 0


@pytest.mark.parametrize(
    "learner",
    [
        Learner("year-8-9"),
        Learner("year-10-11", "expect", "expect", 5),
        Learner("year-12-13", "have", "have", 8, "2", 96),
        Learner("25-plus", highest="none"),
        Learner("helping"),
    ],
)
def test_it_says_what_the_pupil_can_apply_for(
    snapshot: CatalogueSnapshot, first: int, learner: Learner
) -> None:
    new = new_item(snapshot, first, clock.today())
    assert new is not None
    (seen,) = seen_items([as_row(new)], snapshot, clock.today(), learner=learner)
    assert seen.card.eligibility is not None
    assert seen.card.eligibility.verdict in set(Verdict)


def test_what_has_gone_is_shown_as_it_was_and_judged_no_more(snapshot: CatalogueSnapshot, first: int) -> None:
    new = new_item(snapshot, first, clock.today())
    assert new is not None
    row = as_row(new, opportunity_id=2_000_000_000)
    (seen,) = seen_items([row], snapshot, clock.today(), learner=Learner("year-10-11"))
    assert seen.standing.is_closed
    assert seen.card.title == new.as_saved["card"]["title"]
    assert seen.card.eligibility is None
    assert any("Closed" in words for words in seen.change_words)


def test_without_a_catalogue_everything_is_as_it_was(snapshot: CatalogueSnapshot, first: int) -> None:
    new = new_item(snapshot, first, clock.today())
    assert new is not None
    (seen,) = seen_items([as_row(new, opportunity_id=2_000_000_000)], None, clock.today())
    assert not seen.standing.is_closed
    assert seen.change_words == ()


def test_a_change_is_said_in_words(snapshot: CatalogueSnapshot, first: int) -> None:
    new = new_item(snapshot, first, clock.today())
    assert new is not None
    saved = {**new.as_saved, "card": {**new.as_saved["card"], "title": "An older name"}}
    (seen,) = seen_items([as_row(new, as_saved=saved)], snapshot, clock.today())
    assert seen.change_words == ("Its name was “An older name” when you saved it.",)


def test_long_after_everything_is_over(snapshot: CatalogueSnapshot, first: int) -> None:
    new = new_item(snapshot, first, clock.today())
    assert new is not None
    later = clock.today() + timedelta(days=3650)
    (seen,) = seen_items([as_row(new)], snapshot, later)
    starts = read_kept(new.as_saved).starts
    is_dated = bool(starts) and all(start.starts_on or start.closes_on for start in starts)
    assert seen.standing.is_closed is is_dated


@pytest.mark.parametrize(
    "answers",
    [
        {"stage": ["year-10-11"], "home": ["consett"], "yes": ["r1", "r2"], "learning": ["work"]},
        {"stage": ["19-24"], "home": ["preston"], "subject": ["maths"]},
        {"matters": ["earning-soon"]},
        {},
    ],
)
def test_reasons_for_a_list_are_few_and_speak_for_it(
    snapshot: CatalogueSnapshot, places: Gazetteer, answers: dict[str, list[str]]
) -> None:
    said, _notices = read_answers(answers, places)
    found = suggest(snapshot, said, clock.today(), most=5)
    assert found.items
    for item in found.items:
        told = reasons_of(item)
        assert len(told) <= MOST_REASONS
        against = {reason.text for reason in item.reasons if reason.against}
        assert not against & set(told)
        assert all(text.strip() for text in told)


def test_items_keep_their_order(snapshot: CatalogueSnapshot, first: int, session: Session) -> None:
    new = new_item(snapshot, first, clock.today())
    assert new is not None and session is not None
    rows = [as_row(new, id=number, position=number) for number in (3, 1, 2)]
    seen = seen_items(rows, snapshot, clock.today())
    assert [one.item.id for one in seen] == [3, 1, 2]
