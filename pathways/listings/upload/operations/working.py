"""The work behind the pages of uploads: checking, publishing and taking back, a few programmes at a time.

One process works on an upload at a time, by a claim that it renews with each batch. Killed at any moment it leaves
what was committed; the claim runs out, and the next one goes on from there.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy import or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.models import Organisation
from pathways.database import Database
from pathways.feeds.districts import load_districts
from pathways.feeds.same_offers import find_same_offers_of
from pathways.feeds.whereabouts import AddressBook
from pathways.listings.looked_up import check_facts
from pathways.listings.operations.admitted import Suspended
from pathways.listings.upload.judges import judge_for
from pathways.listings.upload.judging.registers import lookups
from pathways.listings.upload.judging.xcri import XcriJudge
from pathways.listings.upload.models import BUSY, Upload, UploadState
from pathways.listings.upload.operations.checking import Bench, look_over, waiting_groups, write_down
from pathways.listings.upload.operations.publishing import member_of_upload, publish_some
from pathways.listings.upload.operations.storing import store_rows
from pathways.listings.upload.operations.undoing import undo_some
from pathways.listings.upload.press import Press
from pathways.paths import resource_dir
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer

CLAIMED_FOR = timedelta(seconds=30)
POLL_SECONDS = 0.5
TRY_AGAIN_SECONDS = 5.0
DONE = {
    UploadState.CHECKING: UploadState.READY,
    UploadState.APPLYING: UploadState.APPLIED,
    UploadState.UNDOING: UploadState.UNDONE,
}

logger = logging.getLogger(__name__)
Stopped = Callable[[], bool]


def work_until(database: Database, instance_dir: Path, stop: threading.Event) -> None:
    """Work on whatever waits, until ``stop`` is set. What the database refuses is logged and tried again.

    So is a file that nobody foresaw: while its claim runs, the files of others have their turn.
    """
    while not stop.is_set():
        try:
            worked = work_once(database, instance_dir, stop.is_set)
        except SQLAlchemyError as error:
            logger.error("Work on uploads stopped for now: %s", error)
            stop.wait(TRY_AGAIN_SECONDS)
            continue
        except Exception:  # pylint: disable=broad-exception-caught
            logger.exception("A file cannot be worked on. The others go on.")
            stop.wait(TRY_AGAIN_SECONDS)
            continue
        if not worked:
            stop.wait(POLL_SECONDS)


def work_once(database: Database, instance_dir: Path, stopped: Stopped = lambda: False) -> bool:
    """Work on the upload that has waited longest, until it is done or ``stopped``. False when none waits.

    Those of a suspended organisation wait until the host brings it back.
    """
    upload_id = _claim(database)
    if upload_id is None:
        return False
    gazetteer = load_gazetteer(instance_dir, resource_dir("seed_data"))
    state = _state_of(database, upload_id)
    step = {UploadState.CHECKING: _check, UploadState.APPLYING: _apply, UploadState.UNDOING: _undo}[state]
    try:
        step(database, upload_id, gazetteer, stopped)
        is_over = not stopped()
    except Suspended:
        is_over = False
    with database.unit_of_work() as session:
        session.execute(
            update(Upload)
            .where(col(Upload.id) == upload_id, col(Upload.state) == state)
            .values(claimed_until=None, **({"state": DONE[state]} if is_over else {}))
        )
    return True


def bench_for(session: Session, upload: Upload, gazetteer: Gazetteer) -> Bench:
    """What the rows of an upload are checked with, as it is now."""
    today = clock.today()
    known = lookups(
        session,
        provider_id=upload.provider_id,
        organisation_id=upload.organisation_id,
        gazetteer=gazetteer,
        today=today,
    )
    return Bench(judge_for(upload, known), check_facts(session, upload.provider_id), today)


def _claim(database: Database) -> int | None:
    now = clock.now()
    with database.open_session() as session:
        waiting = session.scalars(
            select(col(Upload.id))
            .join(Organisation, col(Organisation.id) == col(Upload.organisation_id))
            .where(
                col(Upload.state).in_(BUSY),
                col(Organisation.suspended_at).is_(None),
                or_(col(Upload.claimed_until).is_(None), col(Upload.claimed_until) < now),
            )
            .order_by(col(Upload.id))
        ).all()
    for upload_id in waiting:
        with database.unit_of_work() as session:
            claimed = session.execute(
                update(Upload)
                .where(
                    col(Upload.id) == upload_id,
                    col(Upload.state).in_(BUSY),
                    or_(col(Upload.claimed_until).is_(None), col(Upload.claimed_until) < now),
                )
                .values(claimed_until=now + CLAIMED_FOR)
            )
            if claimed.rowcount:  # type: ignore[attr-defined]
                return upload_id
    return None


def _state_of(database: Database, upload_id: int) -> UploadState:
    with database.open_session() as session:
        return session.get_one(Upload, upload_id).state


def _go_on_claiming(session: Session, upload_id: int, state: UploadState) -> Upload | None:
    """The upload, claimed anew. None when another process brought it to an end: this one was away for too long."""
    renewed = session.execute(
        update(Upload)
        .where(col(Upload.id) == upload_id, col(Upload.state) == state)
        .values(claimed_until=clock.now() + CLAIMED_FOR)
    )
    return session.get_one(Upload, upload_id) if renewed.rowcount else None  # type: ignore[attr-defined]


def _check(database: Database, upload_id: int, gazetteer: Gazetteer, stopped: Stopped) -> None:
    with database.open_session() as session:
        upload = session.get_one(Upload, upload_id)
        bench = bench_for(session, upload, gazetteer)
    if upload.row_count == 0 and isinstance(bench.judge, XcriJudge):
        with database.open_session(writes=True) as session:
            claimed = _go_on_claiming(session, upload_id, UploadState.CHECKING)
            if claimed is None:
                return
            if claimed.row_count == 0:
                store_rows(session, claimed, bench.judge.rows, bench.judge)
            session.commit()
    while not stopped():
        # Reading and judging take no lock that a page could wait for.
        with database.open_session() as session:
            groups = waiting_groups(session, upload_id)
            if not groups:
                return
            found = look_over(session, session.get_one(Upload, upload_id), bench, groups)
        with database.open_session(writes=True) as session:
            if _go_on_claiming(session, upload_id, UploadState.CHECKING) is None:
                return
            write_down(session, upload_id, found)
            session.commit()


def _apply(database: Database, upload_id: int, gazetteer: Gazetteer, stopped: Stopped) -> None:
    _some_by_some(database, upload_id, gazetteer, stopped, UploadState.APPLYING, publish_some)


def _undo(database: Database, upload_id: int, gazetteer: Gazetteer, stopped: Stopped) -> None:
    _some_by_some(database, upload_id, gazetteer, stopped, UploadState.UNDOING, undo_some)


def _some_by_some(
    database: Database,
    upload_id: int,
    gazetteer: Gazetteer,
    stopped: Stopped,
    state: UploadState,
    some: Callable[[Session, Upload, Press], int],
) -> None:
    with database.open_session() as session:
        upload = session.get_one(Upload, upload_id)
        press = Press(
            member_of_upload(session, upload),
            check_facts(session, upload.provider_id),
            clock.today(),
            AddressBook(gazetteer, load_districts(resource_dir("seed_data"))),
        )
    while not stopped():
        with database.open_session(writes=True) as session:
            claimed = _go_on_claiming(session, upload_id, state)
            if claimed is None:
                return
            done = some(session, claimed, press)
            if not done:
                find_same_offers_of(session, claimed.provider_id)
            session.commit()
        if not done:
            return
