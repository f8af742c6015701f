"""Keeping a file that was sent in: every row as it was given. It is checked afterwards, in the background."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.database import table_of
from pathways.listings.upload.judges import judge_of
from pathways.listings.upload.judging.judge import Judge
from pathways.listings.upload.judging.registers import Lookups
from pathways.listings.upload.models import BUSY, RowState, Upload, UploadRow
from pathways.listings.upload.reading import ReadFile, ReadRow
from pathways.listings.upload.said import Line

KEPT_FOR = timedelta(days=365)
_ROW = table_of(UploadRow)


def store_upload(
    session: Session, read: ReadFile, *, file_name: str, member: Member, provider_id: int, lookups: Lookups
) -> Upload:
    """Keep a file's rows, to be checked. Does not commit."""
    upload = Upload(
        organisation_id=member.organisation_id,
        provider_id=provider_id,
        file_name=file_name,
        kind=read.kind,
        columns=json.dumps(read.columns),
        body=read.body,
        made_by=member.user_id,
    )
    session.add(upload)
    session.flush()
    if read.rows:
        store_rows(session, upload, read.rows, judge_of(read.kind, read.columns, lookups))
    record(session, member, "upload-sent", "upload", upload.id)
    return upload


def forget_old_uploads(session: Session, now: datetime) -> int:
    """Delete the files that were sent in longer than ``KEPT_FOR`` ago, and say how many. The caller commits."""
    gone = session.execute(
        delete(Upload).where(col(Upload.made_at) < now - KEPT_FOR, col(Upload.state).not_in(BUSY))
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]


def store_rows(session: Session, upload: Upload, rows: Sequence[ReadRow], judge: Judge) -> None:
    """Keep the rows of an upload. Those that could not be read as rows are bad from the beginning. Does not commit."""
    upload.row_count = len(rows)
    session.flush()
    session.execute(
        insert(_ROW),
        [
            {
                "upload_id": upload.id,
                "number": row.number,
                "cells": json.dumps(row.cells, ensure_ascii=False),
                "group_key": f"row {row.number}" if row.wrong else judge.group(Line(row.number, row.cells)),
                "state": RowState.BAD if row.wrong else RowState.WAITING,
                "faults": json.dumps([["", row.wrong.rule, row.wrong.mend]] if row.wrong else []),
                "can_mend": row.wrong is None,
            }
            for row in rows
        ],
    )
