"""The rows that an import refused or mended, kept for a while so that whoever runs the site can read them later."""

import csv
import io
import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel

from pathways.database import Database, table_of
from pathways.feeds.models import ImportRun
from pathways.feeds.problems import Problems
from pathways.spreadsheets import harmless

KEPT_FOR = timedelta(days=90)
COLUMNS = ("file", "line", "column", "value", "rule", "mend")
logger = logging.getLogger(__name__)


class RefusedRow(SQLModel, table=True):
    """One row of a published list that was left out, or came in without a value: what is wrong and how to mend it."""

    __tablename__ = "refused_row"

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(foreign_key="import_run.id", ondelete="CASCADE", index=True)
    file: str = Field(default="")
    line: int = Field(default=0)
    column_name: str = Field(default="")
    value: str = Field(default="", description="As published, cut to 200 letters.")
    rule: str = Field(default="")
    mend: str = Field(default="")


_ROW, _RUN = table_of(RefusedRow), table_of(ImportRun)


def keep_refused(database: Database, run_id: int, problems: Problems) -> None:
    """Keep the first thousand problems of an import. What cannot be written is told in the log and in no other way."""
    rows = [
        {
            "run_id": run_id,
            "file": _plain(one.file),
            "line": one.line,
            "column_name": _plain(one.column),
            "value": _plain(one.value),
            "rule": _plain(one.rule),
            "mend": _plain(one.mend),
        }
        for one in problems.listed
    ]
    if not rows:
        return
    try:
        with database.engine.begin() as connection:
            connection.execute(insert(_ROW), rows)
    except DBAPIError as error:
        logger.warning("The refused rows of import %d were not kept.", run_id, exc_info=error)


def refused_csv(connection: Connection, run_id: int) -> str | None:
    """The kept rows of an import as a table for a spreadsheet, formulas made harmless. None: none are kept."""
    columns = (_ROW.c.file, _ROW.c.line, _ROW.c.column_name, _ROW.c.value, _ROW.c.rule, _ROW.c.mend)
    rows = connection.execute(select(*columns).where(_ROW.c.run_id == run_id).order_by(_ROW.c.id)).all()
    if not rows:
        return None
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([cell if isinstance(cell, int) else harmless(cell) for cell in row])
    return "\ufeff" + text.getvalue()


def runs_with_rows(connection: Connection) -> frozenset[int]:
    """The imports of which rows are kept."""
    return frozenset(connection.execute(select(_ROW.c.run_id).distinct()).scalars())


def forget_refused(session: Session, now: datetime) -> int:
    """Delete the rows of imports that ran long ago, and say how many there were. The caller commits."""
    old = select(_RUN.c.id).where(_RUN.c.started_at < now - KEPT_FOR)
    gone = session.execute(delete(_ROW).where(_ROW.c.run_id.in_(old)))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _plain(text: str) -> str:
    """A text that both databases take: no NUL, and nothing that is half a letter."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
