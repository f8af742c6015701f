"""Loading the gazetteer: the seed files, and the newest imported postcodes if there are any."""

from __future__ import annotations

import logging
from pathlib import Path

from pathways.places.gazetteer import Gazetteer
from pathways.places.postcode_places import PostcodePlaces
from pathways.places.seed import districts_by_town, fingerprint, read_districts, read_towns, unions_of
from pathways.places.store import PostcodeArraysDamagedError, open_current, pointer_mark

log = logging.getLogger(__name__)


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
    files = [seed_dir / name for name in ("districts.csv", "towns.csv")]
    districts = read_districts(files[0])
    towns = read_towns(files[1], districts)
    return Gazetteer(
        version=f"{fingerprint(files)}.{arrays.version if arrays else 'seed'}",
        postcodes=PostcodePlaces(districts, unions_of(districts), arrays),
        named=towns + districts_by_town(districts, towns),
        is_current=lambda: pointer_mark(instance_dir) == mark,
    )
