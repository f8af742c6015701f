"""Two schools, two advisers each, on a clean database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from pathways import clock
from pathways.shortlists.models import Shortlist
from pathways.shortlists.operations.items import add_items
from pathways.shortlists.operations.lists import make_lists
from pathways.shortlists.rules.details import ListDetails
from pathways.shortlists.rules.new_item import NewItem
from pathways.shortlists.rules.whose import Whose
from tests.harness.staff import make_staff_world

KEY = "k" * 48
TODAY = datetime(2027, 3, 10, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Schools:
    """Who works where: `first` and `second` at one school, `other` and `fourth` at another."""

    first: Whose
    second: Whose
    other: Whose
    fourth: Whose


@pytest.fixture
def schools(session: Session) -> Schools:
    """The four advisers, on 10 March 2027."""
    clock.set_clock(lambda: TODAY)
    world = make_staff_world(session)
    people = [Whose(world.school, user) for user in world.advisers]
    people += [Whose(world.other_school, user) for user in world.other_advisers]
    return Schools(*people)


def a_list(
    session: Session, whose: Whose, label: str = "11B-01", *, items: int = 0, **details: object
) -> Shortlist:
    """A list of an adviser's with so many items on it, opportunities 101 and on."""
    (made,) = make_lists(session, whose, ListDetails(label, **details))  # type: ignore[arg-type]
    add_items(session, made, [an_item(101 + number) for number in range(items)])
    return made


@contextmanager
def queries(session: Session) -> Iterator[list[str]]:
    """What the database is asked meanwhile, a text for each statement."""
    engine, asked = session.get_bind().engine, list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def an_item(opportunity_id: int, **changes: object) -> NewItem:
    """Something to add, from the made-up programme 7."""
    values = {"programme_id": 7, "as_saved": {"title": f"Plumbing {opportunity_id}"}}
    return NewItem(opportunity_id, **(values | changes))  # type: ignore[arg-type]
