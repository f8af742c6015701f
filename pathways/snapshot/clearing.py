"""Clearing away the folders of a snapshot that nobody reads any more."""

import shutil
import time
from pathlib import Path

from pathways.snapshot.pointer import Pointer

KEEP_SECONDS = 120.0
"""How long a folder that is no longer pointed at stays, for workers that have just read the old pointer."""


def remove_unused(folder: Path, pointer: Pointer, *, older_than: float = KEEP_SECONDS) -> list[str]:
    """Delete folders that ``pointer`` does not name and nobody pointed at for ``older_than`` seconds.

    A process that still has one mapped keeps it until it lets go. Gives the names of what was deleted.
    """
    kept = {pointer.large, pointer.small}
    gone = []
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.is_dir() and entry.name not in kept and time.time() - entry.stat().st_mtime > older_than:
            shutil.rmtree(entry, ignore_errors=True)
            gone.append(entry.name)
    return gone
