"""The publisher keeps the snapshot as new as the database, alone, whatever happens to the disk."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pathways.catalogue.changes import record_change
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import Opportunity
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.catalogue.publish import PublishingFailed, publish
from pathways.catalogue.publisher import follow
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database
from pathways.snapshot.pointer import read_pointer, snapshot_dir
from pathways.snapshot.store import ARRAYS_FILE, MANIFEST_FILE
from tests.factories import make_opportunity, make_programme

PATIENCE = 20.0


@contextmanager
def following(database: Database, folder: Path) -> Iterator[None]:
    """A publisher at work while the block runs."""
    stop, own = threading.Event(), Database(database.url)
    worker = threading.Thread(target=follow, args=(own, folder, stop))
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(PATIENCE)
        own.close()
    assert not worker.is_alive()


def seconds_until(holds: Callable[[], bool]) -> float:
    """How long it took until ``holds``."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < PATIENCE, "it never came"
        time.sleep(0.02)
    return time.monotonic() - begun


def offer(database: Database, title: str) -> int:
    """A new opportunity, noted as a change."""
    with database.unit_of_work() as session:
        made = make_opportunity(session, programme=make_programme(session, title=title))
        assert made.id is not None
        record_change(session, [made.id])
        return made.id


def found(live: LiveCatalogue, text: str) -> int:
    """How many opportunities a worker finds at this moment."""
    return search(live.snapshot(), SearchCriteria(text=text, keep_spelling=True)).total


def large_folder(folder: Path) -> Path:
    """The folder of the large segment in use."""
    pointer = read_pointer(snapshot_dir(folder))
    assert pointer is not None
    return snapshot_dir(folder) / pointer.large


def test_a_change_is_found_by_every_worker_and_a_withdrawn_one_is_gone_in_two_seconds(
    database: Database, tmp_path: Path
) -> None:
    offer(database, "Thatching")
    workers = [LiveCatalogue(tmp_path, database) for _ in range(2)]
    with following(database, tmp_path):
        seconds_until(lambda: all(found(live, "thatching") == 1 for live in workers))
        falconry = offer(database, "Falconry")
        assert seconds_until(lambda: all(found(live, "falconry") == 1 for live in workers)) < 10
        with database.unit_of_work() as session:
            session.get_one(Opportunity, falconry).state = ListingState.WITHDRAWN
            record_change(session, [falconry])
        assert seconds_until(lambda: all(found(live, "falconry") == 0 for live in workers)) < 2


def test_a_change_of_everything_is_built_in_the_background(database: Database, tmp_path: Path) -> None:
    live = LiveCatalogue(tmp_path, database)
    with following(database, tmp_path):
        seconds_until(lambda: live.state == "ready")
        before = large_folder(tmp_path)
        with database.unit_of_work() as session:
            make_opportunity(session, programme=make_programme(session, title="Coppicing"))
            record_change(session, None)
        seconds_until(lambda: found(live, "coppicing") == 1)
        assert large_folder(tmp_path) != before


@pytest.mark.parametrize("harm", ["torn", "manifest", "missing", "pointer", "pointer to a list"])
def test_a_damaged_snapshot_is_never_served_and_is_built_anew(
    database: Database, tmp_path: Path, harm: str, caplog: pytest.LogCaptureFixture
) -> None:
    offer(database, "Thatching")
    publish(database, tmp_path)
    live = LiveCatalogue(tmp_path, database)
    assert found(live, "thatching") == 1
    folder = large_folder(tmp_path)
    if harm == "torn":
        whole = (folder / ARRAYS_FILE).read_bytes()
        (folder / ARRAYS_FILE).unlink()
        (folder / ARRAYS_FILE).write_bytes(whole[: len(whole) // 2])
    elif harm == "manifest":
        (folder / MANIFEST_FILE).write_text("{not json", encoding="utf-8")
    elif harm == "missing":
        (folder / MANIFEST_FILE).unlink()
        (folder / ARRAYS_FILE).unlink()
    else:
        said = "" if harm == "pointer" else '{"version":"x","large":"x","small":["x"],"sequence":1}'
        (snapshot_dir(tmp_path) / "current.json").write_text(said, encoding="utf-8")
    started_later = LiveCatalogue(tmp_path, database)
    assert started_later.state == "missing"
    assert found(started_later, "thatching") == 0
    with following(database, tmp_path):
        seconds_until(lambda: found(started_later, "thatching") == 1)
        seconds_until(lambda: found(live, "thatching") == 1)
    assert started_later.state == "ready"


def test_a_wrong_byte_is_found_by_the_sums_when_the_publisher_starts(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    offer(database, "Thatching")
    publish(database, tmp_path)
    folder = large_folder(tmp_path)
    content = bytearray((folder / ARRAYS_FILE).read_bytes())
    content[-1] ^= 0xFF
    (folder / ARRAYS_FILE).write_bytes(content)
    with following(database, tmp_path), caplog.at_level(logging.ERROR):
        seconds_until(
            lambda: read_pointer(snapshot_dir(tmp_path)) is not None and large_folder(tmp_path) != folder
        )
    assert "checksum" in caplog.text


def test_while_the_first_snapshot_is_built_the_state_says_so(database: Database, tmp_path: Path) -> None:
    live = LiveCatalogue(tmp_path, database)
    assert live.state == "missing"
    states = []
    publish(database, tmp_path, lambda *_: states.append(LiveCatalogue(tmp_path, database).state))
    assert set(states) == {"building"}
    assert LiveCatalogue(tmp_path, database).state == "ready"


def test_only_one_publisher_holds_the_lock(database: Database, tmp_path: Path) -> None:
    other = Database(database.url)
    with one_at_a_time(database, tmp_path) as first, one_at_a_time(other, tmp_path) as second:
        assert first is not None
        assert first.is_held()
        assert second is None
    with one_at_a_time(other, tmp_path) as third:
        assert third is not None
    other.close()


def test_a_second_publisher_takes_over_when_the_first_ends(database: Database, tmp_path: Path) -> None:
    with following(database, tmp_path):
        live = LiveCatalogue(tmp_path, database)
        seconds_until(lambda: live.state == "ready")
        with following(database, tmp_path):
            offer(database, "Thatching")
            seconds_until(lambda: found(live, "thatching") == 1)
    with following(database, tmp_path):
        offer(database, "Coppicing")
        seconds_until(lambda: found(live, "coppicing") == 1)


def test_a_full_disk_is_told_plainly_and_the_old_snapshot_goes_on(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(database, "Thatching")
    publish(database, tmp_path)
    live = LiveCatalogue(tmp_path, database)
    before = sorted(entry.name for entry in snapshot_dir(tmp_path).iterdir())
    with small_files(limit=2000), pytest.raises(PublishingFailed, match="goes on serving"):
        publish(database, tmp_path)
    assert sorted(entry.name for entry in snapshot_dir(tmp_path).iterdir()) == before
    assert found(live, "thatching") == 1


@contextmanager
def small_files(limit: int) -> Iterator[None]:
    """No file may grow past ``limit`` bytes while the block runs: what a full disk does to a writer."""
    import resource
    import signal

    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, kept[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_publisher_that_cannot_write_at_its_start_tries_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("pathways.catalogue.publisher.TRY_AGAIN_SECONDS", 0.1)
    offer(database, "Thatching")
    live = LiveCatalogue(tmp_path, database)
    in_the_way = snapshot_dir(tmp_path) / "current.json"
    in_the_way.mkdir(parents=True)
    with caplog.at_level(logging.ERROR), following(database, tmp_path):
        seconds_until(lambda: "could not be written" in caplog.text)
        in_the_way.rmdir()
        seconds_until(lambda: found(live, "thatching") == 1)


def test_a_folder_that_cannot_be_made_is_told_plainly(database: Database, tmp_path: Path) -> None:
    (tmp_path / "snapshot").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(PublishingFailed, match="pathways index"):
        publish(database, tmp_path)


def test_old_folders_go_once_nobody_has_pointed_at_them_for_a_while(
    database: Database, tmp_path: Path
) -> None:
    import os

    publish(database, tmp_path)
    old = large_folder(tmp_path)
    publish(database, tmp_path)
    assert old.exists()
    os.utime(old, (0, 0))
    publish(database, tmp_path)
    assert not old.exists()
    assert large_folder(tmp_path).exists()
