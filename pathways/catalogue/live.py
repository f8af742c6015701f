"""The published catalogue, always the newest: what a process that answers requests holds on to."""

import logging
import threading
import time
from pathlib import Path
from typing import Literal

from pathways import clock
from pathways.catalogue.snapshots import CatalogueSnapshot, open_snapshot
from pathways.database import Database
from pathways.snapshot.pointer import BUILDING_FILE, Pointer, read_pointer, snapshot_dir
from pathways.snapshot.store import SnapshotDamaged, Stored

SECONDS_BETWEEN_LOOKS = 0.5
"""How long a look at the pointer is good for; at most one look in so long."""

State = Literal["ready", "building", "missing"]

logger = logging.getLogger(__name__)


class LiveCatalogue:
    """Gives the newest snapshot in an instance folder, and an empty one, marked so, while there is none."""

    def __init__(self, instance_dir: Path, database: Database) -> None:
        self.database = database
        self._folder = snapshot_dir(instance_dir)
        self._lock = threading.Lock()
        self._looked_at = -SECONDS_BETWEEN_LOOKS
        self._pointer: Pointer | None = None
        self._refused: Pointer | None = None
        self._snapshot = _nothing()

    def snapshot(self) -> CatalogueSnapshot:
        """The newest snapshot that could be opened. Never raises: with none to open, an empty one."""
        is_time = time.monotonic() - self._looked_at >= SECONDS_BETWEEN_LOOKS
        # With something to serve nobody waits for the look; with nothing yet, everybody does.
        if is_time and self._lock.acquire(blocking=not self._snapshot.version):
            try:
                self._look()
            finally:
                self._looked_at = time.monotonic()
                self._lock.release()
        return self._snapshot

    @property
    def version(self) -> str:
        """The version being served, empty when there is none."""
        return self.snapshot().version

    @property
    def state(self) -> State:
        """Whether there is a snapshot to serve; if not, whether one is being built."""
        if self.snapshot().version:
            return "ready"
        return "building" if (self._folder / BUILDING_FILE).exists() else "missing"

    def _look(self) -> None:
        pointer = read_pointer(self._folder)
        if pointer == self._pointer and self._is_whole():
            return
        if pointer is None:
            # What is mapped whole goes on being served until the publisher has pointed anew.
            if not self._is_whole():
                self._drop("there is no pointer to one")
            return
        try:
            opened = open_snapshot(self._folder, pointer, large=self._open_large(pointer))
            opened.days(clock.today())
            self._snapshot = opened
            self._pointer, self._refused = pointer, None
        except SnapshotDamaged as damage:
            if pointer != self._refused:
                logger.error("Snapshot %s is not served: %s", pointer.version, damage)
                self._refused = pointer
            if not self._is_whole():
                self._drop("its files are torn")

    def _open_large(self, pointer: Pointer) -> Stored | None:
        segments = self._snapshot.segments
        if segments and segments[0].stored.folder.name == pointer.large and segments[0].stored.is_whole():
            return segments[0].stored
        return None

    def _is_whole(self) -> bool:
        return all(segment.stored.is_whole() for segment in self._snapshot.segments)

    def _drop(self, why: str) -> None:
        if self._snapshot.version:
            logger.error("Snapshot %s is no longer served: %s.", self._snapshot.version, why)
        self._pointer, self._snapshot = None, _nothing()


def _nothing() -> CatalogueSnapshot:
    return CatalogueSnapshot("", ())
