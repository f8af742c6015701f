"""What a web process serves while the files under it change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pathways.catalogue import live as live_module
from pathways.catalogue.changes import record_change
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.search import search
from pathways.database import Database
from pathways.snapshot.pointer import snapshot_dir
from tests.factories import make_opportunity, make_programme


@pytest.fixture(autouse=True)
def _look_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the pointer at each search, so that no test has to wait."""
    monkeypatch.setattr(live_module, "SECONDS_BETWEEN_LOOKS", 0.0)


def published(database: Database, folder: Path, title: str) -> None:
    """Offer a programme and publish the catalogue."""
    with database.unit_of_work() as session:
        made = make_opportunity(session, programme=make_programme(session, title=title))
        record_change(session, [made.id or 0])
    publish(database, folder)


def found(live: LiveCatalogue, text: str) -> int:
    """How many opportunities are found now."""
    return search(live.snapshot(), SearchCriteria(text=text, keep_spelling=True)).total


@pytest.mark.parametrize("pointer", ["", "{", "[]", "null", '{"version": 5}', None])
def test_a_pointer_that_says_nothing_does_not_stop_what_is_whole(
    database: Database, tmp_path: Path, pointer: str | None
) -> None:
    published(database, tmp_path, "Thatching")
    live = LiveCatalogue(tmp_path, database)
    assert found(live, "thatching") == 1
    file = snapshot_dir(tmp_path) / "current.json"
    if pointer is None:
        file.unlink()
    else:
        file.write_text(pointer, encoding="utf-8")
    assert found(live, "thatching") == 1
    assert live.state == "ready"
    published(database, tmp_path, "Coppicing")
    assert found(live, "coppicing") == 1


def test_a_snapshot_that_is_gone_is_served_no_more(database: Database, tmp_path: Path) -> None:
    published(database, tmp_path, "Thatching")
    live = LiveCatalogue(tmp_path, database)
    assert found(live, "thatching") == 1
    shutil.rmtree(snapshot_dir(tmp_path))
    assert found(live, "thatching") == 0
    assert live.state == "missing"
    published(database, tmp_path, "Coppicing")
    assert found(live, "thatching") == found(live, "coppicing") == 1


def test_a_newer_version_is_followed(database: Database, tmp_path: Path) -> None:
    published(database, tmp_path, "Thatching")
    live = LiveCatalogue(tmp_path, database)
    before = live.version
    published(database, tmp_path, "Coppicing")
    assert live.version != before
    assert live.snapshot().size == 2


def test_with_nothing_published_there_is_nothing_and_it_says_so(database: Database, tmp_path: Path) -> None:
    live = LiveCatalogue(tmp_path, database)
    assert (live.state, live.version, found(live, "thatching")) == ("missing", "", 0)
