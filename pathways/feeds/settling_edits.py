"""Settling what a person changed here and its source now says otherwise: ours stays, or theirs takes its place."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.changes import record_change
from pathways.catalogue.query_string import LARGEST_ID
from pathways.catalogue.vocabulary import ListingState
from pathways.clock import UK
from pathways.database import table_of
from pathways.feeds.before_images import parts_of
from pathways.feeds.kinds import KINDS, OPPORTUNITY, PROGRAMME, PROVIDER, VENUE, Kind
from pathways.feeds.models import EditConflict
from pathways.feeds.touched import MOST_NAMED

_CONFLICT = table_of(EditConflict)
_OPPORTUNITIES, _PROGRAMMES = OPPORTUNITY.live, PROGRAMME.live


_OVER = "This was settled already, or its source says again what it said before."


class NotSettledError(Exception):
    """The conflict cannot be settled so. The message says why, in words for whoever chose."""


def keep_ours(session: Session, *, conflict_id: int) -> None:
    """Ours stays as it is, and is not asked about again until the source says something else still.

    Does not commit. Raises NotSettledError when the conflict is settled or over.
    """
    _settle(session, conflict_id)


def take_theirs(session: Session, *, conflict_id: int) -> None:
    """Write what the source says over ours: from then on the record follows its source again.

    What the source lists no more is withdrawn. Tells the publisher, and does not commit. Raises NotSettledError when
    the conflict is settled or over, or when theirs belongs to a record that is not here any more.
    """
    conflict = _settle(session, conflict_id)
    kind = next(kind for kind in KINDS if kind.name == conflict.kind)
    if conflict.theirs:
        _write(session, kind, conflict, json.loads(conflict.theirs))
    else:
        now = clock.now()
        gone: dict[str, Any] = {"state": ListingState.WITHDRAWN, "edited_at": None, "updated_at": now}
        if "withdrawn_at" in kind.live.c:
            gone["withdrawn_at"] = now
        session.execute(update(kind.live).where(kind.live.c.id == conflict.row_id).values(gone))
    session.expire_all()
    statement = _showing(kind, conflict.row_id).limit(MOST_NAMED + 1)
    shown = list(session.execute(statement).scalars())
    record_change(session, shown if len(shown) <= MOST_NAMED else None)


def _settle(session: Session, conflict_id: int) -> Any:
    """Mark the conflict as settled, and give its row."""
    if not 0 < conflict_id <= LARGEST_ID:
        raise NotSettledError(_OVER)
    is_open = _CONFLICT.c.ended_run_id.is_(None) & _CONFLICT.c.settled_at.is_(None)
    settled = session.execute(
        update(_CONFLICT)
        .where(_CONFLICT.c.id == conflict_id, is_open)
        .values(settled_at=clock.now())
        .returning(*_CONFLICT.c)
    ).first()
    if settled is None:
        raise NotSettledError(_OVER)
    return settled


def _write(session: Session, kind: Kind, conflict: Any, theirs: dict[str, Any]) -> None:
    live, row_id = kind.live, conflict.row_id
    source_id = session.execute(select(live.c.source_id).where(live.c.id == row_id)).scalar_one_or_none()
    if source_id is None:
        raise NotSettledError("The record is not here any more.")
    values = _typed(live, ((name, theirs[name]) for name in kind.own_columns))
    for key, (column, target) in kind.points_to.items():
        values[column] = _pointed_to(session, target, source_id, theirs[key])
    values |= {
        "digest": conflict.digest,
        "edited_at": None,
        "updated_at": clock.now(),
        "checked_on": conflict.found_at.astimezone(UK).date(),
    }
    if "state" in live.c:
        values["state"] = ListingState.PUBLISHED
    if "withdrawn_at" in live.c:
        values["withdrawn_at"] = None
    session.execute(update(live).where(live.c.id == row_id).values(values))
    for part in parts_of(kind):
        session.execute(delete(part.live).where(part.live.c[part.id_column] == row_id))
        for given in theirs["parts"].get(part.name, []):
            session.execute(
                insert(part.live).values({part.id_column: row_id} | _typed(part.live, given.items()))
            )


def _pointed_to(session: Session, target: Table, source_id: int, key: str | None) -> int | None:
    if key is None:
        return None
    found = session.execute(
        select(target.c.id).where(target.c.source_id == source_id, target.c.source_key == key)
    ).scalar_one_or_none()
    if found is None:
        raise NotSettledError(f"Theirs belongs to a {target.name} that is not here any more ({key}).")
    return int(found)


def _typed(live: Table, given: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Values of JSON as their columns want them: days were written as text."""
    return {
        name: date.fromisoformat(value) if value and isinstance(live.c[name].type, Date) else value
        for name, value in given
    }


def _showing(kind: Kind, row_id: int) -> Select[int]:
    """The opportunities whose cards show a record."""
    ids = select(_OPPORTUNITIES.c.id)
    if kind is OPPORTUNITY:
        return ids.where(_OPPORTUNITIES.c.id == row_id)
    if kind is VENUE:
        return ids.where(_OPPORTUNITIES.c.venue_id == row_id)
    of_programmes = ids.join(_PROGRAMMES, _PROGRAMMES.c.id == _OPPORTUNITIES.c.programme_id)
    if kind is PROVIDER:
        return of_programmes.where(_PROGRAMMES.c.provider_id == row_id)
    return of_programmes.where(_PROGRAMMES.c.id == row_id)
