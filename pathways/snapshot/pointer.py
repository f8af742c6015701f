"""The pointer: one small file that says which folders are the catalogue now, replaced by one rename."""

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

_NAME = re.compile(r"\w[\w.-]{0,199}", re.ASCII)

POINTER_FILE = "current.json"
BUILDING_FILE = "building"


@dataclass(frozen=True, slots=True)
class Pointer:
    """The folders in use: the large segment, the small one (or none), and the name of the two together.

    ``sequence`` is the last change of the catalogue that the two hold.
    """

    version: str
    large: str
    small: str | None
    sequence: int


def snapshot_dir(instance_dir: Path) -> Path:
    """Where an instance keeps its snapshot."""
    return instance_dir / "snapshot"


def read_pointer(folder: Path) -> Pointer | None:
    """The pointer in ``folder``, or None when there is none that can be read."""
    try:
        values = json.loads((folder / POINTER_FILE).read_text(encoding="utf-8"))
        small = values["small"]
        return Pointer(
            _name(values["version"]),
            _name(values["large"]),
            None if small is None else _name(small),
            int(values["sequence"]),
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def _name(value: object) -> str:
    """The name of a folder beside the pointer: nothing that leads elsewhere. Raises ValueError for anything else."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise ValueError("not the name of a snapshot's folder")
    return value


def write_pointer(folder: Path, pointer: Pointer) -> None:
    """Point at other folders, at once for everybody who looks. Raises OSError when the disk refuses."""
    folder.mkdir(parents=True, exist_ok=True)
    passing = folder / f".{POINTER_FILE}.{os.getpid()}"
    try:
        with passing.open("w", encoding="utf-8") as file:
            json.dump(asdict(pointer), file)
            file.flush()
            os.fsync(file.fileno())
        passing.replace(folder / POINTER_FILE)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise
