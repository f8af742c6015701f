"""Fixtures: a provider's editor signed in on a client, with listings to work on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways.accounts.signed_in import Role
from pathways.catalogue.vocabulary import Route
from pathways.listings.content import ListingContent
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.operations.versions import newest_content, start_listing
from tests.harness.catalogue import database_of
from tests.harness.listings import ProviderWorld, content_for, make_host, make_provider_world
from tests.harness.pages import CheckingClient
from tests.harness.staff import form_token, sign_in


@dataclass
class Desk:
    """An editor at work: a client that is signed in, the provider's world, and a session to look behind the pages."""

    client: CheckingClient
    world: ProviderWorld
    session: Session

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, **options)

    def post(self, path: str, form: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form, with its token."""
        return self.client.post(path, data={"csrf_token": form_token(self.client)} | (form or {}), **options)

    def listing(self, content: ListingContent | None = None) -> Listing:
        """A new draft."""
        said = content or content_for(Route.T_LEVEL, self.world.venue)
        made = start_listing(self.session, said, member=self.world.editor, provider_id=self.world.provider_id)
        self.session.commit()
        return made

    def published(self, content: ListingContent | None = None) -> Listing:
        """A listing that students see."""
        listing = self.listing(content)
        member = self.world.editor
        day = listing.created_at.date()
        life.submit(self.session, listing, member=member, facts=self.world.facts, day=day)
        if listing.live_version is None:
            life.approve(self.session, listing, number=1, reviewer=make_host(self.session), day=day)
        self.session.commit()
        return listing

    def again(self, listing: Listing) -> Listing:
        """The listing as the database has it now."""
        self.session.rollback()
        self.session.expire_all()
        return self.session.get_one(Listing, listing.id)

    def content(self, listing: Listing) -> ListingContent:
        """What the newest version says now."""
        return newest_content(self.session, self.again(listing))

    def trust(self) -> None:
        """Let what the provider submits be shown at once."""
        life.set_trusted(self.session, self.world.organisation.id or 0, trusted=True, member=None)
        self.session.commit()


@pytest.fixture
def desk(client: CheckingClient) -> Iterator[Desk]:
    """An editor of a provider, signed in."""
    session = database_of(client.application).open_session()
    world = make_provider_world(session)
    session.commit()
    sign_in(client, user=world.editor.user_id)
    yield Desk(client, world, session)
    session.rollback()
    session.close()


@pytest.fixture
def other(desk: Desk) -> ProviderWorld:
    """Another provider."""
    world = make_provider_world(desk.session, name="Riverbank Training")
    desk.session.commit()
    return world


def sign_in_admin(desk: Desk) -> None:
    """Go on as the provider's admin."""
    sign_in(desk.client, role=Role.PROVIDER_ADMIN, user=desk.world.admin.user_id)
