"""Storing records under their keys: new ones added, changed ones replaced, vanished ones named."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from sqlalchemy import Executable, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from pathways import clock
from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Outcome,
    Programme,
    ProgrammeArea,
)
from pathways.catalogue.seeding.values import Record, Values
from pathways.catalogue.vocabulary import ListingState

DIGEST_BYTES = 20
BATCH = 500
PARTS: Mapping[type[SQLModel], Mapping[str, type[SQLModel]]] = {
    Programme: {"programme_area": ProgrammeArea, "entry_requirement": EntryRequirement, "outcome": Outcome},
    Opportunity: {"intake": Intake, "opportunity_district": OpportunityDistrict},
}
PARENT: Mapping[type[SQLModel], str] = {Programme: "programme_id", Opportunity: "opportunity_id"}


@dataclass(slots=True)
class Stored:
    """What came of storing the records of one table: ids by key, and the keys by what happened to them."""

    ids: dict[str, int] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)


def store(
    session: Session, table: type[Any], source_id: int, records: Iterable[Record], links: Values
) -> Stored:
    """Bring the rows of one source in ``table`` to ``records``, and name those that are no longer among them.

    ``links`` maps each linking column to the ids of the linked table by key. A record is compared by a digest
    of all it says, so that an unchanged one costs no write. What somebody edited here is left as it is.
    """
    known = {}
    edited: set[str] = set()
    for identity, key, digest, edited_at in session.execute(
        select(table.id, table.source_key, table.digest, table.edited_at).where(table.source_id == source_id)
    ):
        known[key] = (identity, digest)
        if edited_at is not None:
            edited.add(key)
    stored = Stored()
    new: list[Values] = []
    different: list[Values] = []
    parts: dict[str, dict[str, list[Values]]] = {}
    seen: set[str] = set()
    for record in records:
        seen.add(record.key)
        digest = digest_of(record)
        if record.key in edited or (record.key in known and known[record.key][1] == digest):
            continue
        linked = {column: links[column][key] if key else None for column, key in record.links.items()}
        row = record.values | linked | {"source_id": source_id, "source_key": record.key, "digest": digest}
        parts[record.key] = record.parts
        if record.key in known:
            stored.changed.append(record.key)
            different.append(row | {"id": known[record.key][0], "updated_at": clock.now()})
        else:
            stored.added.append(record.key)
            new.append(complete(table, row))
    stored.vanished = [key for key in known if key not in seen and key not in edited]
    _in_batches(session, insert(table), new)
    _in_batches(session, update(table), different)
    stored.ids = {
        key: identity
        for identity, key in session.execute(
            select(table.id, table.source_key).where(table.source_id == source_id)
        )
    }
    _replace_parts(session, table, {stored.ids[key]: told for key, told in parts.items()})
    return stored


def withdraw(session: Session, table: type[Any], ids: Iterable[int]) -> list[int]:
    """Mark rows as withdrawn that are not so yet, and give back their ids. They are kept, and answer 410."""
    asked = list(ids)
    going = [
        identity
        for batch in _batches(asked)
        for identity in session.scalars(
            select(table.id).where(table.id.in_(batch), table.state != ListingState.WITHDRAWN)
        )
    ]
    moment: Values = {"withdrawn_at": clock.now()} if hasattr(table, "withdrawn_at") else {}
    change = {"state": ListingState.WITHDRAWN, "digest": "", "updated_at": clock.now()} | moment
    _in_batches(session, update(table), [{"id": identity} | change for identity in going])
    return going


def complete(table: type[Any], row: Values) -> Values:
    """``row`` with the defaults of every column that it leaves out, ready for a bulk insert."""
    defaults = {
        name: told.get_default(call_default_factory=True)
        for name, told in table.model_fields.items()
        if name not in row and name != "id" and not told.is_required()
    }
    return defaults | row


def digest_of(record: Record) -> str:
    """A fingerprint of all that a record says."""
    told = json.dumps([record.values, record.links, record.parts], default=str, sort_keys=True)
    return blake2b(told.encode(), digest_size=DIGEST_BYTES).hexdigest()


def _replace_parts(session: Session, table: type[Any], parts: Mapping[int, dict[str, list[Values]]]) -> None:
    """Write the rows that hang on changed records afresh."""
    for name, part_table in PARTS.get(table, {}).items():
        parent = PARENT[table]
        for batch in _batches(list(parts)):
            session.execute(delete(part_table).where(getattr(part_table, parent).in_(batch)))
        rows = [
            complete(part_table, row | {parent: identity})
            for identity, told in parts.items()
            for row in told.get(name, [])
        ]
        _in_batches(session, insert(part_table), rows)


def _in_batches(session: Session, statement: Executable, rows: list[Values]) -> None:
    for batch in _batches(rows):
        session.execute(statement, batch)


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
