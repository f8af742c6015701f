"""What an address answered, taken in as if its provider had sent it: kept, checked, confirmed and published."""

import codecs
import hashlib
import time
from pathlib import Path
from urllib.parse import urlsplit

from pathways import clock
from pathways.accounts.audit import record
from pathways.database import Database
from pathways.feed_addresses.models import FeedAddress, FeedKind
from pathways.feed_addresses.operations.allowing import OBJECT
from pathways.feed_addresses.operations.fetching import Fetched
from pathways.feed_addresses.queries import allowed_address
from pathways.feeds.refusals import FileRefusedError
from pathways.listings.upload.judging.registers import lookups
from pathways.listings.upload.models import ItemState, RowState, Upload, UploadKind, UploadState
from pathways.listings.upload.operations.publishing import NotNow, confirm
from pathways.listings.upload.operations.storing import store_upload
from pathways.listings.upload.operations.working import work_once
from pathways.listings.upload.queries import Progress, progress_of
from pathways.listings.upload.reading import ReadFile, safe_name
from pathways.listings.upload.reading_feeds import read_file
from pathways.paths import resource_dir
from pathways.places.loading import load_gazetteer

LONGEST_WORK = 600.0
"""Seconds that one file is waited for. It is worked on all the same, and told of at the next run."""
POLL_SECONDS = 0.2
UNFINISHED = (UploadState.CHECKING, UploadState.READY, UploadState.APPLYING)
_XML = (b"<", codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a file of XML begins."""
_EXPECTED = {
    FeedKind.XCRI_CAP: (UploadKind.XCRI_CAP, "an XCRI-CAP feed", ".xml"),
    FeedKind.PROGRAMMES_CSV: (UploadKind.PROGRAMMES, "a sheet of programmes", ".csv"),
}


def digest_of(body: bytes) -> str:
    """What tells one file from another."""
    return hashlib.sha256(body).hexdigest()


def read_as(feed: FeedAddress, body: bytes) -> ReadFile:
    """Read what an address answered. Raises FileRefusedError when it is not what its provider said it was."""
    kind, words, ending = _EXPECTED[feed.kind]
    start = body[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise FileRefusedError(f"The address gives a web page and not {words}.")
    if feed.kind is FeedKind.XCRI_CAP and not start.startswith(_XML):
        raise FileRefusedError(f"The address does not give {words}, as it should.")
    read = read_file(f"feed{ending}", body)
    if read.kind is not kind:
        raise FileRefusedError(f"The address does not give {words}, as it should.")
    return read


def keep(database: Database, instance_dir: Path, feed_id: int, fetched: Fetched) -> int:
    """Keep a new file as an upload of its provider, to be checked, and say which it is.

    Raises FileRefusedError, and NotAllowedError when the address was stopped while the file was on its way; then
    nothing was written, and the same file is looked at again at the next run.
    """
    body = fetched.body or b""
    with database.open_session() as session:
        feed, _ = allowed_address(session, feed_id)
        name, read = _file_name(feed), read_as(feed, body)
    gazetteer = load_gazetteer(instance_dir, resource_dir("seed_data"))
    with database.open_session(writes=True) as session:
        feed, sender = allowed_address(session, feed_id)
        known = lookups(
            session,
            provider_id=sender.provider_id,
            organisation_id=feed.organisation_id,
            gazetteer=gazetteer,
            today=clock.today(),
        )
        upload = store_upload(
            session,
            read,
            file_name=name,
            member=sender.member,
            provider_id=sender.provider_id,
            lookups=known,
        )
        feed.etag, feed.last_modified = fetched.marks.etag, fetched.marks.last_modified
        feed.digest, feed.upload_id = digest_of(body), upload.id
        record(session, None, "feed-fetched", OBJECT, feed.id)
        session.commit()
        return upload.id or 0


def see_through(
    database: Database,
    instance_dir: Path,
    feed_id: int,
    upload_id: int,
    longest: float = LONGEST_WORK,
) -> bool:
    """Let an upload be checked, confirm it, and let it be published. False when it still goes on after ``longest``.

    Raises NotAllowedError when the address is stopped or its provider suspended meanwhile: what is not confirmed
    waits for the provider, and nobody works on what a suspended one sent in.
    Killed at any moment it leaves what an upload leaves, and the next run goes on from there.
    """
    ends = time.monotonic() + longest
    while time.monotonic() < ends:
        with database.open_session() as session:
            upload = session.get(Upload, upload_id)
            state = upload.state if upload is not None else None
            if state not in UNFINISHED:
                return True
            allowed_address(session, feed_id)
        if state is UploadState.READY:
            _confirm(database, feed_id, upload_id)
        if not work_once(database, instance_dir):
            # The process beside the web server works on it.
            time.sleep(POLL_SECONDS)
    return False


def _confirm(database: Database, feed_id: int, upload_id: int) -> None:
    """Say that the good rows are to be published, unless somebody was quicker: whoever proposed it wanted that."""
    with database.open_session(writes=True) as session:
        _, sender = allowed_address(session, feed_id)
        try:
            confirm(session, session.get_one(Upload, upload_id), sender.member)
        except NotNow:
            session.rollback()
        else:
            session.commit()


def became_of(database: Database, upload_id: int) -> tuple[str, bool]:
    """What became of an upload, in words, and whether somebody has to look at it."""
    with database.open_session() as session:
        if session.get(Upload, upload_id) is None:
            return "The file was taken in, and deleted since.", False
        progress = progress_of(session, upload_id)
    parts = [words.format(number) for number, words in _counted(progress) if number]
    bad = progress.rows[RowState.BAD]
    if not parts:
        parts = ["No row can be used" if bad else "Nothing new"]
    if bad:
        parts.append(f"{bad:,} {'row' if bad == 1 else 'rows'} with something wrong")
    # A few wrong rows are the provider's to mend; a file of nothing else is no feed.
    return "; ".join(parts) + ".", bad > 0 and not any(progress.items.values())


def _counted(progress: Progress) -> list[tuple[int, str]]:
    items = progress.items
    return [
        (items[ItemState.PUBLISHED], "{:,} published"),
        (items[ItemState.SUBMITTED], "{:,} sent to be looked at"),
        (items[ItemState.KEPT], "{:,} as before"),
        (items[ItemState.LEFT], "{:,} left as they were, as somebody changed them meanwhile"),
        (items[ItemState.REFUSED], "{:,} could not be published"),
    ]


def _file_name(feed: FeedAddress) -> str:
    """What the provider's colleagues see: the last part of the address and where it is from."""
    parts = urlsplit(feed.address)
    last = parts.path.rstrip("/").rpartition("/")[2] or "feed"
    return safe_name(f"{last[:50]} from {parts.hostname or ''}")
