"""The publisher: follows the change sequence and keeps the snapshot as new as the database, for as long as it runs."""

import logging
import threading
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from pathways.catalogue.one_at_a_time import Held, one_at_a_time
from pathways.catalogue.publish import PublishingFailed, known_to, publish, publish_changes
from pathways.catalogue.publishing import changed_since, steady_view
from pathways.catalogue.snapshots import open_snapshot
from pathways.database import Database
from pathways.snapshot.pointer import read_pointer, snapshot_dir
from pathways.snapshot.store import SnapshotDamaged, open_arrays

POLL_SECONDS = 0.4
TRY_AGAIN_SECONDS = 5.0
MANY_CHANGES = 5_000
"""Changes in the small segment from which a new large one is built in the background."""

logger = logging.getLogger(__name__)


def follow(database: Database, instance_dir: Path, stop: threading.Event) -> None:
    """Publish whatever changes until ``stop`` is set. Waits while another publisher holds the lock.

    A missing or damaged snapshot is built anew. When the disk or the database refuses, that is logged and tried
    again; what was published before goes on serving.
    """
    while not stop.is_set():
        try:
            with one_at_a_time(database, snapshot_dir(instance_dir)) as held:
                if held is not None:
                    logger.info("This process publishes the catalogue.")
                    Publisher(database, instance_dir).run(held, stop)
                    continue
        except (SQLAlchemyError, OSError) as error:
            logger.error("Publishing stopped for now: %s", error)
            stop.wait(TRY_AGAIN_SECONDS)
        stop.wait(POLL_SECONDS)


class Publisher:
    """One publisher with the lock in its hand."""

    def __init__(self, database: Database, instance_dir: Path) -> None:
        self._database = database
        self._instance_dir = instance_dir
        self._folder = snapshot_dir(instance_dir)
        self._published: tuple[str, int, int] | None = None
        self._background: threading.Thread | None = None

    def run(self, held: Held, stop: threading.Event) -> None:
        """Check every sum of the snapshot once, then follow the changes. Raises SQLAlchemyError when it is over."""
        verify = True
        while not stop.is_set():
            held.is_held()
            try:
                self.step(verify=verify)
                verify = False
                stop.wait(POLL_SECONDS)
            except PublishingFailed as failure:
                logger.error("%s", failure)
                stop.wait(TRY_AGAIN_SECONDS)
        if self._background is not None:
            self._background.join()

    def step(self, *, verify: bool = False) -> None:
        """One look at the snapshot and at the change sequence, and what follows from it. ``verify``: read every sum."""
        if not self._is_sound(verify=verify):
            self._rebuild()
            return
        mark = self._mark()
        if mark is None or mark == self._published:
            return
        if publish_changes(self._database, self._instance_dir) is None:
            self._begin_rebuild()
            return
        # The mark of before: what was committed since it was taken shows as another mark at the next look.
        self._published = mark
        if mark[2] > MANY_CHANGES:
            self._begin_rebuild()

    def _mark(self) -> tuple[str, int, int] | None:
        """The large segment pointed at, the last change, and how many it does not hold; None without any of those."""
        pointer = read_pointer(self._folder)
        since = known_to(self._folder, pointer.large) if pointer else None
        if pointer is None or since is None:
            return None
        with steady_view(self._database) as connection:
            changed = changed_since(connection, since)
        if changed.is_nothing:
            return None
        return pointer.large, changed.sequence, len(changed.opportunity_ids) + changed.everything

    def _is_sound(self, *, verify: bool) -> bool:
        pointer = read_pointer(self._folder)
        if pointer is None:
            return False
        try:
            if verify:
                open_snapshot(self._folder, pointer, verify=True)
            else:
                for name in filter(None, (pointer.large, pointer.small)):
                    open_arrays(self._folder / name)
        except SnapshotDamaged as damage:
            logger.error("Snapshot %s is damaged and is built anew: %s", pointer.version, damage)
            return False
        return True

    def _rebuild(self) -> None:
        publish(self._database, self._instance_dir)

    def _begin_rebuild(self) -> None:
        """Build a new large segment beside the work of following, unless one is being built already."""
        if self._background is None or not self._background.is_alive():
            self._background = threading.Thread(target=self._rebuild_quietly, name="rebuilding", daemon=True)
            self._background.start()

    def _rebuild_quietly(self) -> None:
        try:
            self._rebuild()
        except (PublishingFailed, SQLAlchemyError) as failure:
            logger.error("The new snapshot could not be built: %s", failure)
