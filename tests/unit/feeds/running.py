"""Short ways to run an import in a test and to look at every row it left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from pathways.database import Database
from pathways.feeds.discover_uni import DISCOVER_UNI
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.kinds import KINDS, PARTS
from pathways.feeds.report import ImportReport

OF_THE_MOMENT = {"created_at", "updated_at"}


def quiet(_step: str, _done: int, _total: int) -> None:
    """No progress bar."""


def bring_in(database: Database, *paths: Path, **options: Any) -> ImportReport:
    """Import a Discover Uni set."""
    return import_feed(database, DISCOVER_UNI, paths, ImportOptions(**options), quiet)


def every_row(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the catalogue that an import can touch, whole, but for when it was written."""
    rows = {}
    with database.engine.connect() as connection:
        for table in (*(kind.live for kind in KINDS), *(part.live for part in PARTS)):
            columns = [column for column in table.columns if column.name not in OF_THE_MOMENT]
            found = connection.execute(select(*columns)).all()
            rows[table.name] = sorted((tuple(row) for row in found), key=repr)
    return rows
