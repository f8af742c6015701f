"""Folders of the other engines, kept from one run to the next for as long as the snapshot is the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MARK = "made-from"


@contextmanager
def kept(folder: Path, version: str) -> Iterator[bool]:
    """The folder is there, emptied when it was not made from ``version``; gives whether it is to be filled.

    It is marked as made when the block ends well.
    """
    mark = folder / _MARK
    is_new = not mark.exists() or mark.read_text(encoding="utf-8") != version
    if is_new:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    yield is_new
    mark.write_text(version, encoding="utf-8")
