"""Fixtures: somebody of the host signed in on a client, with a provider whose listings wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways import clock
from pathways.accounts.member import Member
from pathways.catalogue.vocabulary import Route
from pathways.listings.content import ListingContent
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import start_listing
from tests.harness.catalogue import database_of
from tests.harness.listings import ProviderWorld, content_for, make_host, make_provider_world
from tests.harness.pages import CheckingClient
from tests.harness.staff import form_token, sign_in


@dataclass
class HostDesk:
    """The host at work: a client that is signed in, a provider's world, and a session to look behind the pages."""

    client: CheckingClient
    world: ProviderWorld
    member: Member
    session: Session

    @property
    def today(self) -> date:
        """The present day, on which pages look at listings."""
        return clock.today()

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page of the desk."""
        return self.client.get(f"/admin{path}", **options)

    def text(self, path: str) -> str:
        """A page of the desk that is there, as HTML."""
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.get_data(as_text=True)

    def post(self, path: str, form: dict[str, Any] | None = None) -> TestResponse:
        """Send a form, with its token."""
        return self.client.post(f"/admin{path}", data={"csrf_token": form_token(self.client)} | (form or {}))

    def submitted(self, content: ListingContent | None = None) -> Listing:
        """A listing that its provider has just submitted."""
        said = content or content_for(Route.T_LEVEL, self.world.venue)
        made = start_listing(self.session, said, member=self.world.editor, provider_id=self.world.provider_id)
        life.submit(self.session, made, member=self.world.editor, facts=self.world.facts, day=self.today)
        self.session.commit()
        return made

    def published(self, content: ListingContent | None = None) -> Listing:
        """A listing that students see."""
        made = self.submitted(content)
        life.approve(self.session, made, number=1, reviewer=self.member, day=self.today)
        self.session.commit()
        return made

    def again(self, row: Any) -> Any:
        """A row as the database has it now."""
        self.session.rollback()
        self.session.expire_all()
        self.session.refresh(row)
        return row


@pytest.fixture
def desk(client: CheckingClient) -> Iterator[HostDesk]:
    """Somebody of the host, signed in."""
    session = database_of(client.application).open_session()
    world = make_provider_world(session)
    member = make_host(session)
    session.commit()
    sign_in(client, user=member.user_id)
    yield HostDesk(client, world, member, session)
    session.rollback()
    session.close()
