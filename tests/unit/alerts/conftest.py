"""A catalogue of the test's own with its search, and a mail server that takes letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from pathways import clock
from pathways.alerts.searches import read_query
from pathways.alerts.sending import Grounds
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.results import Card
from pathways.catalogue.search import search
from pathways.database import Database
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from tests.harness.alerts import PLUMBING
from tests.harness.catalogue import SeededCatalogue
from tests.harness.mail import ReceivingServer, receiving_mail


@dataclass(frozen=True)
class World:
    """The demonstration catalogue, to be changed and published again, and what a run of letters works with."""

    catalogue: SeededCatalogue
    database: Database
    places: Gazetteer

    def grounds(self) -> Grounds:
        """The catalogue as published now, and today."""
        live = LiveCatalogue(self.catalogue.instance_dir, self.database)
        return Grounds(live.snapshot(), self.places, clock.today())

    def publish(self) -> None:
        """Let the search see what changed."""
        publish(self.database, self.catalogue.instance_dir, None)

    def cards(self, query: str = PLUMBING) -> tuple[Card, ...]:
        """What a search finds now, its first twenty."""
        criteria = read_query(query, self.places)
        assert criteria is not None
        return search(self.grounds().snapshot, criteria).cards


@pytest.fixture
def world(own_catalogue: SeededCatalogue) -> Iterator[World]:
    """The demonstration catalogue as the test's own."""
    database = own_catalogue.open_database()
    yield World(
        own_catalogue, database, load_gazetteer(own_catalogue.instance_dir, resource_dir("seed_data"))
    )
    database.close()


@pytest.fixture
def world_session(world: World) -> Iterator[Session]:
    """A session on that catalogue's database."""
    opened = world.database.open_session()
    yield opened
    opened.rollback()
    opened.close()


@pytest.fixture
def mail_server() -> Iterator[tuple[ReceivingServer, int]]:
    """A running mail server, and its port."""
    with receiving_mail() as running:
        yield running
