"""Fixtures: a provider that publishes a feed on this machine, and the command that fetches it, run on demand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.accounts.member import Member
from pathways.catalogue.models import Opportunity, Programme
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database
from pathways.feed_addresses.models import AddressState, FeedAddress, FeedKind
from pathways.feed_addresses.operations.allowing import decide, propose
from pathways.feed_addresses.operations.run import Asking, FetchResult, fetch_all
from pathways.feed_addresses.rules.addresses import read_address
from pathways.listings.models import Listing
from pathways.listings.operations import life
from pathways.listings.upload.models import Upload
from tests.harness.feed_server import FeedServer, feed_server
from tests.harness.listings import ProviderWorld, make_host, make_provider_world
from tests.harness.uploads import sheet

HOW = Asking(about="https://pathways.example", locally=True)


@dataclass
class Site:
    """A provider with a website of its own, a host, and what the database holds."""

    database: Database
    session: Session
    world: ProviderWorld
    host: Member
    server: FeedServer
    folder: Path

    def publish(self, rows: list[dict[str, str]] | bytes, path: str = "/courses.csv", **headers: str) -> str:
        """Publish a sheet on the provider's website and say where."""
        return self.server.publish(path, rows if isinstance(rows, bytes) else sheet(rows), **headers)

    def allow(
        self, address: str, kind: FeedKind = FeedKind.PROGRAMMES_CSV, world: ProviderWorld | None = None
    ) -> FeedAddress:
        """Propose an address as an editor, and allow it as the host."""
        by = (world or self.world).editor
        feed = propose(self.session, read_address(address, locally=True), kind, member=by)
        decide(self.session, feed, AddressState.ALLOWED, member=self.host)
        self.session.commit()
        return feed

    def run(self, provider: str = "") -> list[FetchResult]:
        """One run of the command."""
        self.session.rollback()
        told = fetch_all(self.database, self.folder, HOW, provider=provider)
        self.session.expire_all()
        return told

    def said(self) -> list[tuple[str, bool]]:
        """One run, in words, and which of its addresses need somebody."""
        return [(one.said, one.failed) for one in self.run()]

    def trust(self) -> None:
        """Let what the provider submits be shown at once."""
        life.set_trusted(self.session, self.world.organisation.id or 0, trusted=True, member=None)
        self.session.commit()

    def uploads(self) -> list[Upload]:
        """Every upload there is, the oldest first."""
        return list(self.session.scalars(select(Upload).order_by(Upload.id)))  # type: ignore[arg-type]

    def listings(self) -> dict[str, str]:
        """The state of every listing by its reference."""
        return {one.reference: one.state.value for one in self.session.scalars(select(Listing))}

    def on_offer(self) -> list[str]:
        """The titles that students can find of the provider."""
        rows = self.session.scalars(
            select(Opportunity)
            .join(Programme)
            .where(Opportunity.state == ListingState.PUBLISHED, Programme.state == ListingState.PUBLISHED)
        )
        return sorted(row.programme.title for row in rows)


@pytest.fixture
def site(database: Database, session: Session, tmp_path: Path) -> Iterator[Site]:
    """A provider with two venues, which is not trusted yet."""
    world, host = make_provider_world(session), make_host(session)
    session.commit()
    with feed_server() as server:
        yield Site(database, session, world, host, server, tmp_path)
