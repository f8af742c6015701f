"""Fixtures for tests that only read a catalogue."""

from __future__ import annotations

import pytest

from pathways.catalogue.snapshots import CatalogueSnapshot
from tests.unit.catalogue.consett import open_consett


@pytest.fixture(scope="session")
def consett(tmp_path_factory: pytest.TempPathFactory) -> CatalogueSnapshot:
    """The small catalogue round Consett. A snapshot is the same whichever database it is made from."""
    return open_consett(tmp_path_factory.mktemp("consett"))
