"""What pages read of uploads: an organisation's own, how far they are, and what is wrong in them."""

import json
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.database import LARGEST_ID
from pathways.listings.upload.models import ItemState, RowState, Upload, UploadItem, UploadRow, Verdict

FAULTS_ON_A_PAGE = 25
NEWEST = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is: rows by state, items by verdict and by what became of them."""

    rows: Counter[RowState]
    verdicts: Counter[Verdict]
    items: Counter[ItemState]

    @property
    def checked(self) -> int:
        """How many rows were looked at."""
        return sum(self.rows.values()) - self.rows[RowState.WAITING]

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(self.rows.values())

    @property
    def to_publish(self) -> int:
        """How many programmes publishing would add or change."""
        return self.verdicts[Verdict.NEW] + self.verdicts[Verdict.CHANGED]


@dataclass(frozen=True, slots=True)
class ShownFault:
    """One fault with the cell that it is about."""

    line: int
    column: str
    value: str
    rule: str
    mend: str
    can_mend: bool


def own_upload(session: Session, organisation_id: int, upload_id: int) -> Upload | None:
    """An upload of an organisation. None for any other's, as for one that is not there."""
    if not 1 <= upload_id <= LARGEST_ID:
        return None
    found = session.get(Upload, upload_id)
    return found if found is not None and found.organisation_id == organisation_id else None


def newest_uploads(session: Session, organisation_id: int) -> list[Upload]:
    """The uploads that an organisation sent in last, the newest first."""
    return list(
        session.scalars(
            select(Upload)
            .where(col(Upload.organisation_id) == organisation_id)
            .order_by(col(Upload.id).desc())
            .limit(NEWEST)
        )
    )


def progress_of(session: Session, upload_id: int) -> Progress:
    """How far an upload is. Verdicts are those of items that are not published yet."""
    pairs: list[tuple[RowState, int]] = [
        (state, count)
        for state, count in session.execute(
            select(col(UploadRow.state), func.count())
            .where(col(UploadRow.upload_id) == upload_id)
            .group_by(col(UploadRow.state))
        )
    ]
    items = session.execute(
        select(col(UploadItem.verdict), col(UploadItem.state), func.count())
        .where(col(UploadItem.upload_id) == upload_id)
        .group_by(col(UploadItem.verdict), col(UploadItem.state))
    ).all()
    verdicts: Counter[Verdict] = Counter()
    states: Counter[ItemState] = Counter()
    for verdict, state, count in items:
        states[state] += count
        if state is ItemState.READY:
            verdicts[verdict] += count
    return Progress(Counter(dict(pairs)), verdicts, states)


def faults_of(session: Session, upload_id: int) -> list[ShownFault]:
    """Everything that is wrong in an upload, row by row."""
    rows = session.scalars(
        select(UploadRow)
        .where(col(UploadRow.upload_id) == upload_id, col(UploadRow.state) == RowState.BAD)
        .order_by(col(UploadRow.number))
    )
    return [fault for row in rows for fault in faults_in(row)]


def faults_in(row: UploadRow) -> list[ShownFault]:
    """Everything that is wrong in one row."""
    cells = json.loads(row.cells)
    return [
        ShownFault(row.number, column, cells.get(column, ""), rule, mend, row.can_mend)
        for column, rule, mend in json.loads(row.faults)
    ]


def items_of(session: Session, upload_id: int, state: ItemState, most: int = 100) -> list[UploadItem]:
    """The first items of an upload in a state, by title."""
    return list(
        session.scalars(
            select(UploadItem)
            .where(col(UploadItem.upload_id) == upload_id, col(UploadItem.state) == state)
            .order_by(col(UploadItem.title), col(UploadItem.group_key))
            .limit(most)
        )
    )
