"""Versioned folders of postcode arrays: written beside the old, checked, then swapped in by one rename.

`places/current` names the version in use. A version is complete before the name changes, so whoever reads at
any moment, or after any crash, finds a whole one. The version before stays for readers that still open it.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from pathways.places.arrays import PostcodeArrays

FORMAT: Final = 1
"""Raised when the columns change; another format is not opened."""

_COLUMNS: Final = (
    "sector_keys",
    "sector_points",
    "sector_authorities",
    "unit_keys",
    "unit_points",
    "unit_states",
)


class PostcodeArraysDamagedError(Exception):
    """A version is missing, torn or of another format."""


def places_dir(instance_dir: Path) -> Path:
    """Where the versions stand."""
    return instance_dir / "places"


def pointer_path(instance_dir: Path) -> Path:
    """The small file that names the version in use; its change is how readers learn of a new one."""
    return places_dir(instance_dir) / "current"


def pointer_mark(instance_dir: Path) -> tuple[int, int] | None:
    """What one look at the pointer shows: it differs after every publication; None before the first."""
    try:
        seen = pointer_path(instance_dir).stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_mtime_ns


def open_current(instance_dir: Path) -> PostcodeArrays | None:
    """The arrays in use, memory-mapped; None before the first import.

    Checks the manifest, its format and every file's size, not the checksums, which would read everything.
    Raises PostcodeArraysDamagedError when the version named is not whole.
    """
    for _ in range(2):  # the version may be swapped and cleared away between the two reads
        try:
            version = pointer_path(instance_dir).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise PostcodeArraysDamagedError(str(error)) from error
        folder = places_dir(instance_dir) / version
        if folder.is_dir():
            break
    return open_version(folder)


def open_version(folder: Path) -> PostcodeArrays:
    """Open one version's folder; PostcodeArraysDamagedError when it is not whole."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise PostcodeArraysDamagedError(f"{folder.name} has another format, {manifest['format']}")
        columns: dict[str, Any] = {
            name: _open_column(folder, name, manifest["files"][name]["bytes"]) for name in _COLUMNS
        }
        return PostcodeArrays(
            version=manifest["version"], source=manifest["source"], statement=manifest["statement"], **columns
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PostcodeArraysDamagedError(f"{folder.name}: {error}") from error


def verify_version(folder: Path) -> None:
    """Read every file of a version and compare checksums; PostcodeArraysDamagedError if one differs."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, facts in manifest["files"].items():
        if _checksum(folder / f"{name}.npy") != facts["crc32"]:
            raise PostcodeArraysDamagedError(f"{folder.name}/{name}.npy is not what was written")


@contextmanager
def writer_lock(instance_dir: Path) -> Iterator[None]:
    """Hold the only right to publish; the system lets go of it when the process ends, however it ends.

    BlockingIOError when another import holds it; OSError when the folder cannot be written.
    """
    folder = places_dir(instance_dir)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def publish(instance_dir: Path, columns: Mapping[str, NDArray[Any]], source: str, statement: str) -> str:
    """Write a version, check what was written, make it the current one and return its name.

    Call within `writer_lock`. Publishing what is current already changes nothing. OSError when the disk is
    full or cannot be written: the version before stays in use and the torn one is removed.
    """
    root = places_dir(instance_dir)
    _sweep(root, keep=set())
    partial = root / f".partial-{os.getpid()}"
    partial.mkdir()
    try:
        files = {name: _write_column(partial / f"{name}.npy", columns[name]) for name in _COLUMNS}
        sums = "".join(str(facts["crc32"]) for facts in files.values()) + source + statement
        version = f"v{FORMAT}-{zlib.crc32(sums.encode()):08x}"
        manifest = {
            "format": FORMAT,
            "version": version,
            "source": source,
            "statement": statement,
            "files": files,
        }
        _write_durably(partial / "manifest.json", json.dumps(manifest, indent=1).encode())
        verify_version(partial)
        folder = root / version
        before = _current_version(root)
        if before == version and _is_whole(folder):
            shutil.rmtree(partial)
            return version
        if folder.exists():  # an older version come round again, or a damaged one
            shutil.rmtree(folder)
        partial.rename(folder)
        _write_durably(root / ".pointer", version.encode("ascii"))
        (root / ".pointer").replace(root / "current")
        _sync_folder(root)
        _sweep(root, keep={version, before or version})
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return version


def _sweep(root: Path, keep: set[str]) -> None:
    """Remove what a killed import left, and versions older than those to keep (none if `keep` is empty)."""
    for folder in root.iterdir():
        if folder.name.startswith(".partial-") or (keep and folder.is_dir() and folder.name not in keep):
            shutil.rmtree(folder, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    try:
        verify_version(folder)
        open_version(folder)
    except (OSError, ValueError, KeyError, PostcodeArraysDamagedError):
        return False
    return True


def _current_version(root: Path) -> str | None:
    try:
        return (root / "current").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _open_column(folder: Path, name: str, size: int) -> NDArray[np.generic]:
    path = folder / f"{name}.npy"
    if path.stat().st_size != size:
        raise PostcodeArraysDamagedError(
            f"{folder.name}/{name}.npy holds {path.stat().st_size} bytes, not {size}"
        )
    return cast("NDArray[np.generic]", np.load(path, mmap_mode="r", allow_pickle=False))


def _write_column(path: Path, column: NDArray[Any]) -> dict[str, int]:
    with path.open("wb") as file:
        np.save(file, column, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    return {"bytes": path.stat().st_size, "crc32": _checksum(path)}


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checksum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            total = zlib.crc32(block, total)
    return total
