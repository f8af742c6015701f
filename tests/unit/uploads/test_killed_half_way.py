"""Killed at any moment, an upload loses nothing: what was committed stays, and the next one goes on from there."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.models import Intake, Opportunity, Programme
from pathways.database import Database
from pathways.listings.models import Listing, ListingVersion
from pathways.listings.upload.models import Upload, UploadItem, UploadRow, UploadState
from pathways.listings.upload.operations import checking, publishing, undoing, working
from pathways.listings.upload.operations.publishing import ask_to_undo, confirm
from pathways.listings.upload.operations.working import CLAIMED_FOR, work_once, work_until
from tests.harness.uploads import plumbing, sent, sheet
from tests.unit.uploads.conftest import Office

MANY = [plumbing(reference=f"ref-{number}", title=f"Plumbing diploma {number}") for number in range(60)]
MANY[7] = plumbing(reference="ref-7", fee="lots")


def counts(session: Session) -> dict[str, int]:
    """How many rows each table has that an upload fills."""
    session.rollback()
    tables = (UploadRow, UploadItem, Listing, ListingVersion, Programme, Opportunity, Intake)
    return {
        table.__name__: session.execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables
    }


def states(session: Session) -> dict[tuple[str, str], int]:
    """How many rows and items are in each state."""
    session.rollback()
    found: dict[tuple[str, str], int] = {}
    for table in (UploadRow, UploadItem):
        rows = session.execute(select(table.state, func.count()).group_by(table.state))
        found |= {(table.__name__, state.value): count for state, count in rows}
    return found


def work(url: str, folder: Path) -> None:
    """Work on uploads until somebody kills this process."""
    checking.GROUPS_AT_ONCE, publishing.AT_ONCE, undoing.AT_ONCE = 3, 2, 2
    working.CLAIMED_FOR = timedelta(seconds=0)
    work_until(Database(url), folder, threading.Event())


def wait_for(session: Session, upload_id: int, state: UploadState, url: str, folder: Path) -> int:
    """Start workers, and kill each soon after it has done something, until the upload is in a state; how many."""
    killed, moments = 0, random.Random(7)
    while _state(session, upload_id) is not state:
        process = multiprocessing.get_context("fork").Process(target=work, args=(url, folder))
        process.start()
        before, end = states(session), time.monotonic() + 60
        while states(session) == before and _state(session, upload_id) is not state:
            assert time.monotonic() < end, "nobody works"
            time.sleep(0.02)
        time.sleep(moments.uniform(0, 0.05))
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        killed += 1
    return killed


def _state(session: Session, upload_id: int) -> UploadState:
    session.rollback()
    return session.execute(select(Upload.state).where(Upload.id == upload_id)).scalar_one()


def test_killed_again_and_again_it_ends_as_if_nobody_had_touched_it(office: Office) -> None:
    office.trust()
    url = office.database.engine.url.render_as_string(hide_password=False)
    upload = sent(office.session, office.world, sheet(MANY), office.folder)
    office.session.rollback()
    assert wait_for(office.session, upload.id or 0, UploadState.READY, url, office.folder) > 1
    assert states(office.session) == {
        ("UploadRow", "good"): 59,
        ("UploadRow", "bad"): 1,
        ("UploadItem", "ready"): 59,
    }
    confirm(office.session, upload, office.world.editor)
    office.session.commit()
    assert wait_for(office.session, upload.id or 0, UploadState.APPLIED, url, office.folder) > 1
    assert states(office.session)["UploadItem", "published"] == 59
    assert counts(office.session) == {
        "UploadRow": 60,
        "UploadItem": 59,
        "Listing": 59,
        "ListingVersion": 59,
        "Programme": 59,
        "Opportunity": 59,
        "Intake": 59,
    }


def test_killed_again_and_again_taking_back_ends_as_if_nobody_had_touched_it(office: Office) -> None:
    office.trust()
    url = office.database.engine.url.render_as_string(hide_password=False)
    office.publish(office.send(MANY[20:40]))
    upload = office.send([row | {"title": f"{row['title']}, renamed"} for row in MANY])
    office.publish(upload)
    ask_to_undo(office.session, upload, office.world.editor)
    office.session.commit()
    before = counts(office.session)
    assert wait_for(office.session, upload.id or 0, UploadState.UNDONE, url, office.folder) > 1
    office.session.expire_all()
    assert set(office.outcomes(upload).values()) == {"undone"}
    assert counts(office.session) == before | {"ListingVersion": before["ListingVersion"] + 20}
    assert sorted(title for title, _, _ in office.on_offer()) == sorted(row["title"] for row in MANY[20:40])
    listings = office.session.scalars(select(Listing)).all()
    assert {listing.newest_version for listing in listings} == {1, 3}, "none was brought back twice"


def test_stopped_between_batches_it_goes_on_where_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "GROUPS_AT_ONCE", 10)
    upload = sent(office.session, office.world, sheet(MANY), office.folder)
    answers = iter([False, False, True, True])
    assert work_once(office.database, office.folder, lambda: next(answers))
    assert 0 < states(office.session)["UploadRow", "waiting"] < 60
    office.session.expire_all()
    assert upload.state is UploadState.CHECKING
    office.work()
    assert upload.state is UploadState.READY
    assert office.rows(upload) == {"good": 59, "bad": 1}


def test_two_do_not_work_on_one_upload(office: Office) -> None:
    upload = sent(office.session, office.world, sheet([plumbing()]), office.folder)
    claim = update(Upload).where(Upload.id == upload.id)
    office.session.execute(claim.values(claimed_until=clock.now() + CLAIMED_FOR))
    office.session.commit()
    assert not work_once(office.database, office.folder)
    office.session.execute(claim.values(claimed_until=clock.now() - timedelta(seconds=1)))
    office.session.commit()
    assert work_once(office.database, office.folder)


def test_the_oldest_upload_goes_first(office: Office) -> None:
    first = sent(office.session, office.world, sheet([plumbing()]), office.folder)
    second = sent(office.session, office.world, sheet([plumbing(reference="b")]), office.folder)
    assert work_once(office.database, office.folder)
    office.session.rollback()
    office.session.expire_all()
    assert (first.state, second.state) == (UploadState.READY, UploadState.CHECKING)


def test_work_stops_when_it_is_told_to(office: Office) -> None:
    sent(office.session, office.world, sheet([plumbing()]), office.folder)
    office.session.rollback()
    stop = threading.Event()
    worker = threading.Thread(target=work_until, args=(office.database, office.folder, stop))
    worker.start()
    end = time.monotonic() + 30
    while ("UploadRow", "good") not in states(office.session) and time.monotonic() < end:
        time.sleep(0.05)
    stop.set()
    worker.join(10)
    assert not worker.is_alive()
    assert states(office.session) == {("UploadRow", "good"): 1, ("UploadItem", "ready"): 1}


def test_a_database_that_is_away_is_waited_for(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from sqlalchemy.exc import OperationalError

    stop, asked = threading.Event(), []

    def away(*_: object) -> bool:
        asked.append(1)
        if len(asked) == 2:
            stop.set()
            return False
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(working, "work_once", away)
    monkeypatch.setattr(working, "TRY_AGAIN_SECONDS", 0.01)
    work_until(office.database, office.folder, stop)
    assert len(asked) == 2
    assert "stopped for now" in caplog.text
