"""The change sequence: numbered in the order in which changes are seen, so that none is missed."""

from __future__ import annotations

import threading

from sqlalchemy import select
from sqlmodel import col

from pathways.catalogue.changes import record_change
from pathways.catalogue.models import CatalogueChange
from pathways.database import Database

MOMENT = 0.3
"""Seconds given to somebody who should be waiting, to show that they do not wait."""


def noted(database: Database) -> list[int | None]:
    """What stands in the sequence, by number."""
    with database.unit_of_work() as session:
        return list(
            session.scalars(select(col(CatalogueChange.opportunity_id)).order_by(col(CatalogueChange.id)))
        )


def test_each_opportunity_is_noted_once_and_in_order(database: Database) -> None:
    with database.unit_of_work() as session:
        record_change(session, [3, 1, 3, 2])
    assert noted(database) == [1, 2, 3]


def test_a_change_of_everything_names_nothing(database: Database) -> None:
    with database.unit_of_work() as session:
        record_change(session, None)
    assert noted(database) == [None]


def test_no_opportunity_is_no_change(database: Database) -> None:
    with database.unit_of_work() as session:
        record_change(session, [])
    assert noted(database) == []


def test_a_change_that_is_given_up_is_not_noted(database: Database) -> None:
    with database.open_session() as session:
        record_change(session, [7])
        session.rollback()
    assert noted(database) == []


def test_who_notes_second_is_numbered_second_however_long_the_first_takes(database: Database) -> None:
    second_is_done = threading.Event()

    def note_second() -> None:
        with database.unit_of_work() as session:
            record_change(session, [2])
        second_is_done.set()

    with database.unit_of_work() as first:
        record_change(first, [1])
        waiting = threading.Thread(target=note_second)
        waiting.start()
        assert not second_is_done.wait(MOMENT)
    waiting.join(timeout=30)
    assert second_is_done.is_set()
    assert noted(database) == [1, 2]
