"""Named arrays in one file with a manifest beside it: written whole, checked, opened by memory map.

A folder holds `arrays.bin` (every array at a 64-byte boundary) and `manifest.json` (format, names, dtypes, shapes,
offsets, sizes and checksums). It is written under a passing name and renamed, so that it is there whole or not.
"""

import hashlib
import json
import mmap
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT = 6
ARRAYS_FILE = "arrays.bin"
MANIFEST_FILE = "manifest.json"
_BOUNDARY = 64
_CHUNK = 1 << 24


class SnapshotDamaged(Exception):
    """A folder of arrays is torn, missing a part, of another format, or not what its checksums say."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An opened folder: read-only arrays mapped from disk, and the facts written with them."""

    folder: Path
    arrays: dict[str, NDArray[Any]]
    facts: dict[str, Any]
    size: int

    def is_whole(self) -> bool:
        """Whether the file on disk still has its full size (one stat)."""
        try:
            return (self.folder / ARRAYS_FILE).stat().st_size == self.size
        except OSError:
            return False


def write_arrays(folder: Path, arrays: Mapping[str, NDArray[Any]], facts: Mapping[str, Any]) -> None:
    """Write ``arrays`` and JSON-able ``facts`` as the new folder ``folder``. Raises OSError and leaves nothing."""
    passing = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(passing, ignore_errors=True)
    passing.mkdir(parents=True)
    try:
        listed = {}
        with (passing / ARRAYS_FILE).open("wb") as file:
            for name, values in arrays.items():
                file.write(b"\0" * (-file.tell() % _BOUNDARY))
                listed[name] = _write_one(file, np.ascontiguousarray(values))
            size = file.tell()
            file.flush()
            os.fsync(file.fileno())
        manifest = {"format": FORMAT, "size": size, "facts": dict(facts), "arrays": listed}
        with (passing / MANIFEST_FILE).open("w", encoding="utf-8") as text:
            json.dump(manifest, text)
            text.flush()
            os.fsync(text.fileno())
        shutil.rmtree(folder, ignore_errors=True)
        passing.rename(folder)
    except BaseException:
        shutil.rmtree(passing, ignore_errors=True)
        raise


def _write_one(file: Any, values: NDArray[Any]) -> dict[str, Any]:
    start = file.tell()
    raw = memoryview(values.reshape(-1).view(np.uint8).data) if values.size else memoryview(b"")
    digest = hashlib.blake2b(digest_size=16)
    for at in range(0, len(raw), _CHUNK):
        digest.update(raw[at : at + _CHUNK])
        file.write(raw[at : at + _CHUNK])
    return {
        "dtype": values.dtype.str,
        "shape": list(values.shape),
        "start": start,
        "bytes": len(raw),
        "checksum": digest.hexdigest(),
    }


def open_arrays(folder: Path, *, verify: bool = False) -> Stored:
    """Map the arrays of ``folder``. With ``verify`` every checksum is read, else format and sizes only.

    Raises SnapshotDamaged when anything is missing or not as the manifest says.
    """
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise SnapshotDamaged(f"{folder.name} has format {manifest['format']}, not {FORMAT}.")
        with (folder / ARRAYS_FILE).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size != manifest["size"]:
                raise SnapshotDamaged(f"{folder.name} has {size} bytes of {manifest['size']}.")
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        arrays = {name: _map_one(mapped, entry) for name, entry in manifest["arrays"].items()}
        if verify:
            _verify(mapped, manifest["arrays"], folder.name)
        return Stored(folder, arrays, manifest["facts"], size)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotDamaged(f"{folder.name} cannot be opened: {error}") from error


def _map_one(mapped: Any, entry: Mapping[str, Any]) -> NDArray[Any]:
    dtype, shape = np.dtype(entry["dtype"]), tuple(entry["shape"])
    if int(np.prod(shape)) * dtype.itemsize != entry["bytes"] or entry["start"] + entry["bytes"] > len(
        mapped
    ):
        raise SnapshotDamaged("An array reaches past the end of its file.")
    if not entry["bytes"]:
        return np.empty(shape, dtype)
    count = entry["bytes"] // dtype.itemsize
    return np.frombuffer(mapped, dtype, count, entry["start"]).reshape(shape)


def _verify(mapped: Any, entries: Mapping[str, Mapping[str, Any]], name: str) -> None:
    view = memoryview(mapped)
    for array, entry in entries.items():
        digest = hashlib.blake2b(digest_size=16)
        end = entry["start"] + entry["bytes"]
        for at in range(entry["start"], end, _CHUNK):
            digest.update(view[at : min(at + _CHUNK, end)])
        if digest.hexdigest() != entry["checksum"]:
            raise SnapshotDamaged(f"{name}: the checksum of {array} is wrong.")
