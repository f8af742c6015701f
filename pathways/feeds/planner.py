"""What PostgreSQL's planner is told: it cannot know how many rows an import has just staged or written."""

from sqlalchemy import Connection, text

from pathways.database import table_of
from pathways.feeds.comparing import Counts
from pathways.feeds.kinds import KINDS, PARTS
from pathways.feeds.models import IMAGES, BeforeAdded, BeforePart

WORTH_TELLING = 1_000
"""Changed records; fewer leave what the planner knows near enough."""


def tell_staged(connection: Connection) -> None:
    """Say how many staged records are new or changed by now."""
    _look(connection, [kind.staged.name for kind in KINDS])


def tell_written(connection: Connection, counts: Counts) -> None:
    """Say what a large import has left in the catalogue, and kept for a rollback. Commits after each table.

    Without it the first searches and the rollback after a first import would be planned for empty tables, until the
    server looks for itself.
    """
    if counts.changes < WORTH_TELLING:
        return
    live = [table.name for table in (*(kind.live for kind in KINDS), *(part.live for part in PARTS))]
    kept = [table.name for table in (*IMAGES.values(), table_of(BeforeAdded), table_of(BeforePart))]
    for name in (*live, *kept):
        _look(connection, [name])
        connection.commit()


def _look(connection: Connection, tables: list[str]) -> None:
    if connection.dialect.name == "postgresql":
        for name in tables:
            connection.execute(text(f'ANALYZE "{name}"'))
