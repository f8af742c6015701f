"""Mending rows in the page: a changed cell is kept at once and its programme checked again."""

import json
from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.listings.upload.judges import mended_columns
from pathways.listings.upload.models import RowState, Upload, UploadKind, UploadRow, UploadState
from pathways.listings.upload.operations.checking import Bench, look_over, write_down
from pathways.listings.upload.operations.publishing import OPEN_TO_PUBLISH, NotNow
from pathways.listings.upload.reading import kept_cell
from pathways.listings.upload.said import Line


def can_change(upload: Upload) -> bool:
    """Whether rows can be mended now. A feed is mended where it is made."""
    return upload.state in OPEN_TO_PUBLISH and upload.kind is not UploadKind.XCRI_CAP


def mend_row(
    session: Session, upload: Upload, row: UploadRow, typed: Mapping[str, str], bench: Bench
) -> None:
    """Change cells of a row, and check its programme, and the one that it was of before. Does not commit.

    Columns that the file has not are passed over. Raises NotNow while the upload is being worked on.
    """
    _hold(session, upload)
    if not row.can_mend:
        raise NotNow
    known = set(mended_columns(upload))
    cells = json.loads(row.cells) | {
        name: kept_cell(name, _as_in_a_file(text)) for name, text in typed.items() if name in known
    }
    before, row.cells = row.group_key, json.dumps(cells, ensure_ascii=False)
    row.group_key = bench.judge.group(Line(row.number, cells))
    session.flush()
    check_again(session, upload, bench, {before, row.group_key})


def leave_out(session: Session, upload: Upload, row: UploadRow, bench: Bench) -> None:
    """Take a row out of the upload for good. Its programme is checked without it. Raises NotNow."""
    _hold(session, upload)
    group = row.group_key
    session.delete(row)
    upload.row_count -= 1
    session.flush()
    check_again(session, upload, bench, {group})


def check_again(session: Session, upload: Upload, bench: Bench, groups: set[str]) -> None:
    """Check some programmes within this session."""
    write_down(session, upload.id or 0, look_over(session, upload, bench, sorted(groups)))


def check_all_again(session: Session, upload: Upload) -> None:
    """Let every row be checked again in the background: venues or listings may have changed. Raises NotNow."""
    moved = session.execute(
        update(Upload)
        .where(col(Upload.id) == upload.id, col(Upload.state) == UploadState.READY)
        .values(state=UploadState.CHECKING, claimed_until=None)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined]
        raise NotNow
    session.execute(
        update(UploadRow)
        .where(col(UploadRow.upload_id) == upload.id, col(UploadRow.can_mend).is_(True))
        .values(state=RowState.WAITING)
        .execution_options(synchronize_session=False)
    )
    session.refresh(upload)


def _hold(session: Session, upload: Upload) -> None:
    """Let nobody begin to publish it while its rows change. Raises NotNow when somebody has."""
    session.refresh(upload, with_for_update=True)
    if not can_change(upload):
        raise NotNow


def _as_in_a_file(text: str) -> str:
    """What was typed as reading a file gives a cell: without spaces at its ends, or what no table can keep."""
    return text.replace("\0", "").strip()


def row_of(session: Session, upload: Upload, number: int) -> UploadRow | None:
    """A row of an upload."""
    return session.scalars(
        select(UploadRow).where(col(UploadRow.upload_id) == upload.id, col(UploadRow.number) == number)
    ).one_or_none()
