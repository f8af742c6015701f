"""Checking rows, programme by programme: what is wrong is kept beside each row, what is right as an item to publish.

What is found depends on the rows and on what the provider has listed, and on nothing else: a check that was cut off
is simply done again for the rows that still wait.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.database import table_of
from pathways.listings.checks import CheckFacts
from pathways.listings.content import ListingContent, from_json, to_json
from pathways.listings.models import LifeState, Listing, ListingVersion
from pathways.listings.upload.judging.judge import Judge, Weighed, weigh
from pathways.listings.upload.judging.venues import VenuesJudge
from pathways.listings.upload.models import (
    ItemState,
    RowState,
    Upload,
    UploadItem,
    UploadRow,
    Verdict,
)
from pathways.listings.upload.said import Fault, Judged, Line

GROUPS_AT_ONCE = 150
SHOWN_OR_ASKED = (LifeState.PUBLISHED, LifeState.SUBMITTED, LifeState.CHANGES_WAITING)
_ROW, _ITEM = table_of(UploadRow), table_of(UploadItem)


@dataclass(frozen=True, slots=True)
class Bench:
    """What rows of one upload are checked with."""

    judge: Judge
    facts: CheckFacts
    today: date


@dataclass(slots=True)
class Found:
    """What a check found, to be written down."""

    groups: list[str]
    rows: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    listing: Listing
    content: ListingContent


def waiting_groups(session: Session, upload_id: int) -> list[str]:
    """The next programmes of which rows wait to be checked, the first of the file first."""
    statement = (
        select(col(UploadRow.group_key))
        .where(col(UploadRow.upload_id) == upload_id, col(UploadRow.state) == RowState.WAITING)
        .group_by(col(UploadRow.group_key))
        .order_by(func.min(col(UploadRow.number)))
        .limit(GROUPS_AT_ONCE)
    )
    return list(session.scalars(statement))


def look_over(session: Session, upload: Upload, bench: Bench, groups: Sequence[str]) -> Found:
    """Judge all rows of some programmes. Nothing is written."""
    lines: dict[str, list[Line]] = {group: [] for group in groups}
    rows = session.execute(
        select(col(UploadRow.number), col(UploadRow.cells), col(UploadRow.group_key))
        .where(
            col(UploadRow.upload_id) == upload.id,
            col(UploadRow.group_key).in_(groups),
            col(UploadRow.can_mend).is_(True),
        )
        .order_by(col(UploadRow.number))
    )
    for number, cells, group in rows:
        lines[group].append(Line(number, json.loads(cells)))
    found = Found(list(groups))
    if isinstance(bench.judge, VenuesJudge):
        for group, own in lines.items():
            _look_at_venue(found, bench.judge, group, own)
        return found
    judged = {group: bench.judge.judge(own) for group, own in lines.items() if own}
    known = _known(session, upload, judged)
    taken = _taken(session, upload, groups)
    for group, one in judged.items():
        _look_at(found, bench, group, lines[group], one, known, taken)
    return found


def write_down(session: Session, upload_id: int, found: Found) -> None:
    """Keep what a check found. Does not commit."""
    if found.rows:
        session.execute(
            update(_ROW)
            .where(_ROW.c.upload_id == upload_id, _ROW.c.number == bindparam("row"))
            .values(state=bindparam("became"), faults=bindparam("wrong")),
            found.rows,
            execution_options={"synchronize_session": False},
        )
    before = {
        item.group_key: item
        for item in session.scalars(
            select(UploadItem).where(
                col(UploadItem.upload_id) == upload_id,
                col(UploadItem.group_key).in_(found.groups),
                col(UploadItem.listing_id).is_not(None),
            )
        )
    }
    kept = [item for key, item in before.items() if key not in {one["group_key"] for one in found.items}]
    session.execute(
        delete(_ITEM).where(
            _ITEM.c.upload_id == upload_id,
            _ITEM.c.group_key.in_(found.groups),
            _ITEM.c.group_key.not_in([item.group_key for item in kept]),
        )
    )
    if found.items:
        session.execute(
            insert(_ITEM), [_with_before(one, upload_id, before.get(one["group_key"])) for one in found.items]
        )
    session.expire_all()


def _with_before(item: dict[str, Any], upload_id: int, before: UploadItem | None) -> dict[str, Any]:
    """An item that was published by this upload already remembers how its listing was before all of it."""
    names = ("listing_id", "newest_before", "live_before", "state_before")
    state = before.state if before is not None and item["verdict"] is Verdict.SAME else ItemState.READY
    return (
        item
        | {"upload_id": upload_id, "state": state}
        | {name: getattr(before, name, None) for name in names}
    )


def _known(session: Session, upload: Upload, judged: dict[str, Judged]) -> dict[str, _Known]:
    """The listings that any of the rows may mean, by reference, with what they say now."""
    names = {name for one in judged.values() if one.said for name in one.said.references}
    pairs = session.execute(
        select(Listing, col(ListingVersion.content))
        .join(
            ListingVersion,
            (col(ListingVersion.listing_id) == col(Listing.id))
            & (col(ListingVersion.number) == col(Listing.newest_version)),
        )
        .where(col(Listing.organisation_id) == upload.organisation_id, col(Listing.reference).in_(names))
    )
    return {listing.reference: _Known(listing, from_json(content)) for listing, content in pairs}


def _taken(session: Session, upload: Upload, groups: Sequence[str]) -> dict[str, str]:
    """The references that other programmes of the upload have."""
    rows = session.execute(
        select(col(UploadItem.reference), col(UploadItem.group_key)).where(
            col(UploadItem.upload_id) == upload.id, col(UploadItem.group_key).not_in(groups)
        )
    )
    return {row.reference: row.group_key for row in rows}


def _look_at(
    found: Found,
    bench: Bench,
    group: str,
    lines: Sequence[Line],
    judged: Judged,
    known: dict[str, _Known],
    taken: dict[str, str],
) -> None:
    references = judged.said.references if judged.said else ()
    before = next((known[name] for name in references if name in known), None)
    weighed = weigh(bench.judge, judged, before.content if before else None, bench.facts, bench.today)
    reference = before.listing.reference if before else next(iter(references), "")
    if weighed.content is not None and taken.setdefault(reference, group) != group:
        weighed = Weighed([*weighed.faults, _same_reference(bench.judge, lines[0])], None, frozenset())
    _note_rows(found, lines, weighed)
    if weighed.content is None:
        return
    found.items.append(
        {
            "group_key": group,
            "reference": reference,
            "title": weighed.content.title,
            "content": to_json(weighed.content),
            "verdict": _verdict(weighed.content, before),
            "edit_count": before.listing.edit_count if before else None,
        }
    )


def _verdict(content: ListingContent, before: _Known | None) -> Verdict:
    if before is None:
        return Verdict.NEW
    same = before.content == content and before.listing.state in SHOWN_OR_ASKED
    return Verdict.SAME if same else Verdict.CHANGED


def _same_reference(judge: Judge, line: Line) -> Fault:
    return Fault(
        line.number,
        judge.column("course_code") if "YOUR_REFERENCE" in line.cells else judge.column("reference"),
        "Another programme of this file has the same reference",
        "Give each programme a reference of its own.",
    )


def _note_rows(found: Found, lines: Sequence[Line], weighed: Weighed) -> None:
    wrong: dict[int, list[list[str]]] = {}
    for one in weighed.faults:
        wrong.setdefault(one.line, []).append([one.column, one.rule, one.mend])
    for line in lines:
        state = RowState.BAD if line.number in wrong else RowState.HELD
        if line.number in weighed.used and line.number not in wrong:
            state = RowState.GOOD
        found.rows.append(
            {"row": line.number, "became": state, "wrong": json.dumps(wrong.get(line.number, []))}
        )


def _look_at_venue(found: Found, judge: VenuesJudge, group: str, lines: Sequence[Line]) -> None:
    if not lines:
        return
    judged = judge.judge(lines)
    faulty = {one.line for one in judged.faults}
    good = next((line for line in lines if line.number not in faulty), None)
    used = frozenset() if good is None else frozenset({good.number})
    _note_rows(found, lines, Weighed(judged.faults, None, used))
    if good is None:
        return
    said = judge.venue(good)
    known = judge.known(said)
    verdict = Verdict.NEW if known is None else Verdict.CHANGED
    if known is not None and judge.says_nothing_new(said, known):
        verdict = Verdict.SAME
    found.items.append(
        {
            "group_key": group,
            "reference": said.reference[:100],
            "title": said.name,
            "content": said.as_json(),
            "verdict": verdict,
            "edit_count": None,
        }
    )
