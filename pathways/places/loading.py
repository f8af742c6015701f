"""Loading the gazetteer: the seed files, and the newest imported postcodes if there are any."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pathways.places.gazetteer import Gazetteer
from pathways.places.name_index import NameIndex
from pathways.places.place import Place
from pathways.places.postcode_places import PostcodePlaces
from pathways.places.seed import (
    District,
    districts_by_town,
    fingerprint,
    read_districts,
    read_towns,
    unions_of,
)
from pathways.places.store import PostcodeArraysDamagedError, open_current, pointer_mark

SEED_FILES: Final = ("districts.csv", "towns.csv")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _SeedPlaces:
    """What the seed files hold, read and put in order. Nothing writes into it: every gazetteer rests on the same."""

    fingerprint: str
    districts: dict[str, District]
    unions: dict[str, Place]
    names: NameIndex


def load_gazetteer(instance_dir: Path, seed_dir: Path) -> Gazetteer:
    """Read the seed files and map the arrays that `import_postcodes` published last.

    Arrays that are torn or missing are left out with a warning in the log: every district still resolves.
    OSError if the seed files themselves cannot be read.
    """
    mark = pointer_mark(instance_dir)
    try:
        arrays = open_current(instance_dir)
    except PostcodeArraysDamagedError as damage:
        log.warning("Imported postcodes cannot be used until they are imported again: %s", damage)
        arrays = None
    states = [(seed_dir / name).stat() for name in SEED_FILES]
    seed = _seed_places(seed_dir, tuple((state.st_mtime_ns, state.st_size) for state in states))
    return Gazetteer(
        version=f"{seed.fingerprint}.{arrays.version if arrays else 'seed'}",
        postcodes=PostcodePlaces(seed.districts, seed.unions, arrays),
        names=seed.names,
        is_current=lambda: pointer_mark(instance_dir) == mark,
    )


@lru_cache(maxsize=2)
def _seed_places(seed_dir: Path, _marks: tuple[tuple[int, int], ...]) -> _SeedPlaces:
    """Read once for as long as the files stay as they are: one process brings in many feeds and uploads."""
    files = [seed_dir / name for name in SEED_FILES]
    districts = read_districts(files[0])
    towns = read_towns(files[1], districts)
    names = NameIndex(towns + districts_by_town(districts, towns))
    return _SeedPlaces(fingerprint(files), districts, unions_of(districts), names)
