"""Fixtures for guidance: the language that words are written in, the demonstration catalogue and the places."""

from collections.abc import Iterator

import pytest
from flask import Flask

from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.database import Database
from pathways.extensions import babel
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from tests.harness.catalogue import shared_seeded_catalogue
from tests.unit.guidance.market_town import open_market_town


@pytest.fixture
def in_english() -> Iterator[None]:
    """A request in which words can be asked for."""
    app = Flask(__name__)
    babel.init_app(app, default_locale="en_GB")
    with app.test_request_context():
        yield


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> CatalogueSnapshot:
    """The snapshot of the demonstration catalogue (SQLite: a snapshot is the same whichever database it is from)."""
    catalogue = shared_seeded_catalogue("sqlite", tmp_path_factory)
    return LiveCatalogue(catalogue.instance_dir, Database(catalogue.settings.database_url)).snapshot()


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The places that come with the product."""
    return load_gazetteer(tmp_path_factory.mktemp("places"), resource_dir("seed_data"))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> CatalogueSnapshot:
    """The catalogue of `market_town`, in which each programme is known for one thing."""
    return open_market_town(tmp_path_factory.mktemp("market-town"))
