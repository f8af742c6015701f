"""An adviser at their desk, for page tests: signed in, sending forms with their token, with lists of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways.accounts.member import Member
from pathways.accounts.roles import Role
from pathways.catalogue.models import Opportunity, Programme
from pathways.catalogue.vocabulary import ListingState
from pathways.shortlists.models import Shortlist, ShortlistItem
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient
from tests.harness.staff import form_token, sign_in


@dataclass
class Adviser:
    """Somebody signed in on a client of their own."""

    client: CheckingClient
    member: Member

    def get(self, address: str, **more: Any) -> TestResponse:
        """A page."""
        return self.client.get(address, **more)

    def post(self, address: str, form: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """A form with its token."""
        return self.client.post(address, data={"csrf_token": form_token(self.client), **(form or {})}, **more)

    def makes_list(self, label: str = "11B-01", **fields: Any) -> int:
        """Make a list by its form, which takes it in hand, and say its number."""
        response = self.post("/advisers/lists/new", {"label": label, "kind": "pupil", **fields})
        assert response.status_code == 303, response.text
        return int(re.search(r"/lists/(\d+)", response.location)[1])  # type: ignore[index]

    def adds(self, *opportunities: int) -> None:
        """Add to the list in hand."""
        response = self.post("/advisers/add", {"opportunity": list(opportunities)})
        assert response.status_code == 303


def at_desk(client: CheckingClient, *, role: Role = Role.ADVISER, **who: Any) -> Adviser:
    """An adviser of a new school, or whoever is named, on a client of their own."""
    own = client.application.test_client()
    assert isinstance(own, CheckingClient)
    return Adviser(own, sign_in(own, role=role, **who))


def colleague_of(adviser: Adviser, *, role: Role = Role.ADVISER) -> Adviser:
    """Another adviser of the same school, or its lead."""
    return at_desk(adviser.client, role=role, organisation=adviser.member.organisation_id)


def opportunities(rows: Session, count: int = 3) -> list[int]:
    """Some that are published, each of a programme of its own."""
    found = (
        select(Opportunity.id, Programme.id)
        .join(Programme, Programme.id == Opportunity.programme_id)
        .where(Opportunity.state == ListingState.PUBLISHED, Programme.state == ListingState.PUBLISHED)
        .order_by(Opportunity.id)
    )
    first: dict[int, int] = {}
    for opportunity, programme in rows.execute(found):
        first.setdefault(programme, opportunity)
    rows.rollback()
    return list(first.values())[:count]


def held(adviser: Adviser, list_id: int) -> Shortlist | None:
    """A list as the database has it."""
    with database_of(adviser.client.application).open_session() as session:
        return session.get(Shortlist, list_id)


def items_held(adviser: Adviser, list_id: int) -> list[ShortlistItem]:
    """The items of a list as the database has them, in order."""
    with database_of(adviser.client.application).open_session() as session:
        found = select(ShortlistItem).where(ShortlistItem.shortlist_id == list_id)
        return list(session.scalars(found.order_by(ShortlistItem.position)))


@contextmanager
def statements(adviser: Adviser) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    engine, asked = database_of(adviser.client.application).engine, list[str]()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
