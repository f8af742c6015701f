"""The change sequence: nothing lost, nothing twice, and how each opportunity stands now."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.change_log import LoggedChange, changes_after
from pathways.catalogue.changes import record_change
from pathways.catalogue.vocabulary import ListingState
from tests.factories import make_opportunity, make_programme, make_provider

ALL = 1000


def test_an_unchanged_catalogue_has_nothing_to_tell(session: Session) -> None:
    assert changes_after(session, 0, ALL) == []


def test_changes_come_oldest_first_and_each_has_the_next_number(session: Session) -> None:
    record_change(session, [30, 10, 20])
    record_change(session, [10])
    told = changes_after(session, 0, ALL)
    assert [change.opportunity_id for change in told] == [10, 20, 30, 10]
    sequences = [change.sequence for change in told]
    assert sequences == sorted(set(sequences))


def test_one_that_is_named_twice_at_once_is_one_change(session: Session) -> None:
    record_change(session, [7, 7, 7])
    assert len(changes_after(session, 0, ALL)) == 1


def test_naming_none_is_no_change_and_not_a_change_of_everything(session: Session) -> None:
    record_change(session, [])
    assert changes_after(session, 0, ALL) == []


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_followed_in_steps_of_any_size_the_whole_is_told_once(session: Session, limit: int) -> None:
    record_change(session, range(1, 8))
    found: list[LoggedChange] = []
    since = 0
    while step := changes_after(session, since, limit):
        assert len(step) <= limit
        found += step
        since = step[-1].sequence
    assert [change.opportunity_id for change in found] == list(range(1, 8))


def test_more_than_one_batch_is_written_whole(session: Session) -> None:
    record_change(session, range(1, 12_002))
    told = changes_after(session, 0, 20_000)
    assert [change.opportunity_id for change in told] == list(range(1, 12_002))


def test_the_moment_is_that_of_the_change_in_utc(session: Session) -> None:
    moment = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    clock.set_clock(lambda: moment)
    record_change(session, [1])
    (change,) = changes_after(session, 0, ALL)
    assert change.changed_at == moment


@pytest.mark.parametrize(
    ("own", "programme", "provider", "standing"),
    [
        ("published", "published", "published", "published"),
        ("withdrawn", "published", "published", "withdrawn"),
        ("published", "withdrawn", "published", "withdrawn"),
        ("published", "published", "withdrawn", "withdrawn"),
        ("draft", "published", "published", "withdrawn"),
        ("published", "draft", "published", "withdrawn"),
    ],
)
def test_an_opportunity_stands_while_all_that_holds_it_stands(
    session: Session, own: str, programme: str, provider: str, standing: str
) -> None:
    teaching = make_provider(session, state=ListingState(provider))
    taught = make_programme(session, provider=teaching, state=ListingState(programme))
    offer = make_opportunity(session, programme=taught, state=ListingState(own))
    record_change(session, [offer.id])
    (change,) = changes_after(session, 0, ALL)
    assert (change.opportunity_id, change.state) == (offer.id, standing)


def test_one_that_is_no_longer_in_the_database_is_withdrawn(session: Session) -> None:
    record_change(session, [2_000_000_000])
    assert [change.state for change in changes_after(session, 0, ALL)] == ["withdrawn"]


def test_a_change_of_everything_says_nothing_of_any_one(session: Session) -> None:
    record_change(session, None)
    (change,) = changes_after(session, 0, ALL)
    assert (change.opportunity_id, change.state) == (None, "unknown")


def test_a_change_that_was_not_kept_was_none(session: Session) -> None:
    record_change(session, [1])
    session.rollback()
    assert changes_after(session, 0, ALL) == []
