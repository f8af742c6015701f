"""One run over the allowed addresses: each by itself, so that one that fails does not end the run."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathways import clock
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.database import Database
from pathways.feed_addresses.models import FeedAddress
from pathways.feed_addresses.operations.connecting import USUAL, Bounds, FetchRefusedError
from pathways.feed_addresses.operations.fetching import Fetched, Marks, fetch
from pathways.feed_addresses.operations.taking_in import (
    POLL_SECONDS,
    UNFINISHED,
    became_of,
    digest_of,
    keep,
    see_through,
)
from pathways.feed_addresses.queries import NotAllowedError, addresses_to_fetch, allowed_address
from pathways.feeds.refusals import FileRefusedError
from pathways.listings.upload.models import Upload
from pathways.snapshot.pointer import snapshot_dir

LOCK = "feeds"
LOCK_SECONDS = 2.0
"""The lock of a run that has just ended may take a moment to go."""
SAME = "The file is the same as last time."
STILL = "The file is still being worked on. The next run says what became of it."
BROKEN = "Something went wrong here, and not at the website. Whoever runs this site finds it in the log."

logger = logging.getLogger(__name__)


class AnotherRunError(Exception):
    """Another run is at work. Nothing was fetched."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How addresses are asked: who asks, whether of this machine (for tests and development), and for how long."""

    about: str
    locally: bool = False
    bounds: Bounds = USUAL


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What became of one address."""

    address: str
    said: str
    failed: bool


def fetch_all(
    database: Database,
    instance_dir: Path,
    how: Asking,
    *,
    provider: str = "",
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[FetchResult]:
    """Fetch from every allowed address, or from those of one provider. Raises AnotherRunError."""
    ends = time.monotonic() + LOCK_SECONDS
    while time.monotonic() < ends:
        with one_at_a_time(database, snapshot_dir(instance_dir), LOCK) as held:
            if held is not None:
                with database.open_session() as session:
                    found = addresses_to_fetch(session, provider)
                return _fetch_each(database, instance_dir, how, found, progress)
        time.sleep(POLL_SECONDS)
    raise AnotherRunError


def _fetch_each(
    database: Database,
    instance_dir: Path,
    how: Asking,
    found: Sequence[int],
    progress: Callable[[int, int], None],
) -> list[FetchResult]:
    told = []
    for done, feed_id in enumerate(found):
        progress(done, len(found))
        one = _fetch_and_note(database, instance_dir, how, feed_id)
        if one is not None:
            told.append(one)
    progress(len(found), len(found))
    return told


def _fetch_and_note(database: Database, instance_dir: Path, how: Asking, feed_id: int) -> FetchResult | None:
    upload_id: int | None = None
    try:
        said, failed, upload_id = _fetch_one(database, instance_dir, how, feed_id)
    except NotAllowedError as stopped:
        said, failed = str(stopped), False
    except (FetchRefusedError, FileRefusedError) as refused:
        said, failed = str(refused), True
    except Exception:
        # Whatever is wrong with one address, the others are fetched.
        logger.exception("Fetching from address %s failed", feed_id)
        said, failed = BROKEN, True
    with database.open_session(writes=True) as session:
        feed = session.get(FeedAddress, feed_id)
        if feed is None:
            return None
        feed.note(said, failed=failed, at=clock.now(), upload=upload_id)
        session.commit()
        return FetchResult(feed.address, feed.last_outcome, failed)


def _fetch_one(
    database: Database, instance_dir: Path, how: Asking, feed_id: int
) -> tuple[str, bool, int | None]:
    """What is said of an address, whether somebody has to look at it, and the upload that came of it."""
    with database.open_session() as session:
        feed, _ = allowed_address(session, feed_id)
        address, digest = feed.address, feed.digest
        marks = Marks(feed.etag, feed.last_modified)
        before = session.get(Upload, feed.upload_id) if feed.upload_id else None
        last = before.id if before is not None else None
        left_over = last if before is not None and before.state in UNFINISHED else None
    if left_over is not None:
        # An earlier run was killed, or did not wait for the end.
        if not see_through(database, instance_dir, feed_id, left_over):
            return STILL, False, None
        logger.info("Address %s: the file of an earlier run was seen through", feed_id)
    fetched = fetch(address, marks, about=how.about, locally=how.locally, bounds=how.bounds)
    if fetched.body is None or digest_of(fetched.body) == digest:
        _keep_marks(database, feed_id, fetched)
        said, failed = became_of(database, last) if last is not None else ("", False)
        if left_over is None:
            # What is wrong with the file is still wrong.
            said = f"{SAME} {said}" if failed else SAME
        return said, failed, left_over
    upload_id = keep(database, instance_dir, feed_id, fetched)
    if not see_through(database, instance_dir, feed_id, upload_id):
        return STILL, False, upload_id
    said, failed = became_of(database, upload_id)
    return said, failed, upload_id


def _keep_marks(database: Database, feed_id: int, fetched: Fetched) -> None:
    with database.open_session(writes=True) as session:
        feed, _ = allowed_address(session, feed_id)
        feed.etag, feed.last_modified = fetched.marks.etag, fetched.marks.last_modified
        session.commit()
