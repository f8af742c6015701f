"""Writing the whole published catalogue to files, in bounded memory, with its licence and sources beside it."""

import csv
import gzip
import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from hashlib import sha256
from io import TextIOWrapper
from pathlib import Path
from typing import Literal

from pathways import clock
from pathways.api.dump_rows import COLUMNS, row_of
from pathways.api.items import item_of
from pathways.api.licences import LICENCE, source_statement
from pathways.api.schemas import DumpAbout, DumpFile
from pathways.catalogue.cards import card_of
from pathways.catalogue.filling.progress import Progress
from pathways.catalogue.results import Card
from pathways.catalogue.snapshots import CatalogueSnapshot

DumpFormat = Literal["jsonl", "csv"]
NAMES: dict[DumpFormat, str] = {"jsonl": "opportunities.jsonl.gz", "csv": "opportunities.csv.gz"}
ABOUT_NAME = "about.json"
LINES_BETWEEN_REPORTS = 500
_LEVEL = 6
_PIECE = 1 << 20


def dump_file(instance_dir: Path, form: DumpFormat = "jsonl") -> Path:
    """Where the newest dump of a form is, once `pathways dump` has written one."""
    return instance_dir / "dump" / NAMES[form]


def about_file(instance_dir: Path) -> Path:
    """Where it is said what the newest dump holds, from whom and under what licence."""
    return instance_dir / "dump" / ABOUT_NAME


def write_dump(
    snapshot: CatalogueSnapshot,
    instance_dir: Path,
    site_address: str,
    today: date,
    progress: Progress,
) -> int:
    """Write every opportunity of ``snapshot`` in each form, in place of the last dump, and give their number.

    The earlier files are served until the new ones are whole. Raises OSError when the disk is full or read-only.
    """
    targets: dict[DumpFormat, Path] = {form: dump_file(instance_dir, form) for form in NAMES}
    about = about_file(instance_dir)
    about.parent.mkdir(parents=True, exist_ok=True)
    unfinished = {target: _unfinished(target) for target in (*targets.values(), about)}
    try:
        written = _write_all(
            snapshot,
            {form: unfinished[path] for form, path in targets.items()},
            site_address,
            today,
            progress,
        )
        files = [
            _described(form, unfinished[target], site_address, target.name)
            for form, target in targets.items()
        ]
        said = DumpAbout(
            written_at=clock.now(),
            day=today,
            opportunities=written,
            next=sequence_of(snapshot),
            licence=LICENCE,
            sources=[source_statement(source) for source in snapshot.sources],
            columns=list(COLUMNS),
            files=files,
        )
        unfinished[about].write_text(said.model_dump_json(indent=1) + "\n", encoding="utf-8")
        for target, ready in unfinished.items():
            ready.replace(target)
    finally:
        for left in unfinished.values():
            left.unlink(missing_ok=True)
    return written


def sequence_of(snapshot: CatalogueSnapshot) -> int:
    """The last change that a snapshot is sure to hold: where to go on from with `changes?since=`."""
    return int(snapshot.segments[-1].stored.facts["sequence"]) if snapshot.segments else 0


def _write_all(
    snapshot: CatalogueSnapshot,
    files: dict[DumpFormat, Path],
    site_address: str,
    today: date,
    progress: Progress,
) -> int:
    def address_of(card: Card) -> str:
        return f"{site_address}/programmes/{card.programme_id}/{card.programme_slug}?at={card.id}"

    written = 0
    with ExitStack() as open_files:
        lines = open_files.enter_context(_packed(files["jsonl"]))
        table = csv.writer(open_files.enter_context(_packed(files["csv"])))
        table.writerow(COLUMNS)
        for card in _every_card(snapshot, today):
            item = item_of(card, today, address_of)
            lines.write(item.model_dump_json() + "\n")
            table.writerow(row_of(item))
            written += 1
            if written % LINES_BETWEEN_REPORTS == 0:
                progress("Writing the dump", written, snapshot.size)
    progress("Writing the dump", written, snapshot.size)
    return written


def _packed(path: Path) -> TextIOWrapper:
    """A text file that is packed as it is written. It holds no time and no name: the same rows give the same bytes."""
    packed = gzip.GzipFile(str(path), "wb", compresslevel=_LEVEL, mtime=0)
    return TextIOWrapper(packed, encoding="utf-8", newline="")


def _every_card(snapshot: CatalogueSnapshot, today: date) -> Iterator[Card]:
    for place, segment in enumerate(snapshot.segments):
        for row in range(segment.n):
            if segment.masked is None or not segment.masked[row]:
                yield card_of(snapshot, place, row, None, today)


def _described(form: DumpFormat, file: Path, site_address: str, name: str) -> DumpFile:
    digest = sha256()
    with file.open("rb") as content:
        while piece := content.read(_PIECE):
            digest.update(piece)
    return DumpFile(
        format=form,
        name=name,
        bytes=file.stat().st_size,
        sha256=digest.hexdigest(),
        url=f"{site_address}/api/v1/opportunities/dump?format={form}",
    )


def _unfinished(target: Path) -> Path:
    return target.with_name(f"{target.name}.{os.getpid()}.part")
