"""Marking rows as edited: at once, for these rows alone, and without losing what is not yet written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Opportunity, Programme, Provider, Venue
from pathways.database import Database
from tests.factories import make_opportunity, make_programme, make_provider, make_venue

MOMENT = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)


def marks(session: Session, model: type[Any]) -> dict[int, datetime | None]:
    """When each row was edited, by id."""
    return {row.id: row.edited_at for row in session.execute(select(model.id, model.edited_at))}


@pytest.mark.parametrize(
    ("model", "make"),
    [(Provider, make_provider), (Venue, make_venue), (Programme, make_programme), (Opportunity, make_opportunity)],
)  # fmt: skip
def test_only_the_rows_named_are_marked_and_with_this_moment(
    session: Session, clock_at: Callable[[datetime], None], model: Any, make: Callable[..., Any]
) -> None:
    edited, other = make(session), make(session)
    clock_at(MOMENT)
    mark_edited(session, model, [edited.id])
    assert marks(session, model)[edited.id] == MOMENT
    assert marks(session, model)[other.id] is None
    assert edited.edited_at == MOMENT


def test_what_was_changed_and_not_yet_written_is_kept(database: Database) -> None:
    """A page sets a value and marks the row: it need not know when the session writes."""
    with database.unit_of_work() as session:
        key = make_programme(session, title="Theirs").id
    with database.unit_of_work() as session:
        row = session.get(Programme, key)
        assert row is not None
        row.title = "Ours"
        mark_edited(session, Programme, [row.id])  # type: ignore[list-item]
    with database.open_session() as session:
        title, edited_at = session.execute(select(Programme.title, Programme.edited_at)).one()
    assert title == "Ours"
    assert edited_at is not None


def test_a_row_made_in_this_transaction_can_be_marked(session: Session) -> None:
    venue = make_venue(session)
    venue.name = "Annexe"
    mark_edited(session, Venue, [venue.id])  # type: ignore[list-item]
    assert venue.name == "Annexe"
    assert venue.edited_at is not None


def test_no_rows_and_rows_that_are_gone_are_no_fault(session: Session) -> None:
    programme = make_programme(session)
    mark_edited(session, Programme, [])
    mark_edited(session, Programme, [999_999])
    assert marks(session, Programme) == {programme.id: None}


def test_a_row_named_twice_and_a_second_edit_take_the_later_moment(
    session: Session, clock_at: Callable[[datetime], None]
) -> None:
    key = make_provider(session).id
    for moment in (MOMENT, MOMENT.replace(year=2027)):
        clock_at(moment)
        mark_edited(session, Provider, [key, key])  # type: ignore[list-item]
        assert marks(session, Provider) == {key: moment}


def test_nothing_is_committed(database: Database) -> None:
    with database.unit_of_work() as session:
        key = make_provider(session).id
    with database.open_session() as session:
        mark_edited(session, Provider, [key])  # type: ignore[list-item]
        session.rollback()
        assert marks(session, Provider) == {key: None}


def test_many_thousand_rows_are_marked_at_once(session: Session) -> None:
    keys = [make_provider(session).id for _ in range(3)]
    mark_edited(session, Provider, [*range(10_000, 30_000), *keys])  # type: ignore[list-item]
    assert all(marks(session, Provider).values())
