"""The whole published catalogue as one file of JSON lines, for services that keep a copy."""

import gzip
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from flask import Response, current_app, send_file

from pathways.api.blueprint import api
from pathways.api.items import item_of
from pathways.catalogue.cards import card_of
from pathways.catalogue.filling.progress import Progress
from pathways.catalogue.results import Card
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.settings import Settings
from pathways.web.problems import problem

DUMP_TYPE = "application/gzip"
DUMP_NAME = "opportunities.jsonl.gz"
LINES_BETWEEN_REPORTS = 500


def dump_file(instance_dir: Path) -> Path:
    """Where the newest dump is, once `pathways dump` has written one."""
    return instance_dir / "dump" / DUMP_NAME


def write_dump(
    snapshot: CatalogueSnapshot,
    instance_dir: Path,
    site_address: str,
    today: date,
    progress: Progress,
) -> int:
    """Write one line for each opportunity of ``snapshot``, in place of the last dump, and give their number.

    The earlier file is served until the new one is whole. Raises OSError when the disk is full or read-only.
    """

    def address_of(card: Card) -> str:
        return f"{site_address}/programmes/{card.programme_id}/{card.programme_slug}?at={card.id}"

    target = dump_file(instance_dir)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{DUMP_NAME}.{os.getpid()}.part")
    written = 0
    try:
        with gzip.open(unfinished, "wt", encoding="utf-8", compresslevel=6) as lines:
            for card in _every_card(snapshot, today):
                lines.write(item_of(card, today, address_of).model_dump_json() + "\n")
                written += 1
                if written % LINES_BETWEEN_REPORTS == 0:
                    progress("Writing the dump", written, snapshot.size)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    progress("Writing the dump", written, snapshot.size)
    return written


def _every_card(snapshot: CatalogueSnapshot, today: date) -> Iterator[Card]:
    for place, segment in enumerate(snapshot.segments):
        for row in range(segment.n):
            if segment.masked is None or not segment.masked[row]:
                yield card_of(snapshot, place, row, None, today)


@api.get("/opportunities/dump")
def dump() -> Response:
    """The newest dump: 404 until the host has made one."""
    settings: Settings = current_app.extensions["settings"]
    file = dump_file(settings.instance_dir)
    if not file.is_file():
        return problem(404, "This service has not made a dump yet.")
    return send_file(file, mimetype=DUMP_TYPE, as_attachment=True, download_name=DUMP_NAME)
