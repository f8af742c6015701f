"""Writing a version into the catalogue, and taking a listing out of it. The publisher follows within seconds.

What a provider lists first is kept under a source of its organisation. A record that a feed brought keeps its place and
its address; it is marked as edited, so that no import writes over it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from pathways import clock
from pathways.catalogue.changes import record_change
from pathways.catalogue.editing import mark_rows_edited
from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    OpportunityDistrict,
    Programme,
    ProgrammeArea,
    Source,
)
from pathways.catalogue.vocabulary import ListingState
from pathways.database import table_of
from pathways.listings.columns import (
    offer_columns,
    offer_parts,
    offer_source_key,
    programme_columns,
    programme_parts,
)
from pathways.listings.content import ListingContent, OfferContent
from pathways.listings.reading_back import key_of

AT_ONCE = 500
"""Rows named in one statement: SQLite takes no more than some thousand values."""
LISTED_HERE = "listed-here-"
"""What the slug of the source of an organisation's own listings begins with; its id follows."""


def own_source_slug(organisation_id: int) -> str:
    """The slug of the source under which an organisation's own listings are kept."""
    return f"{LISTED_HERE}{organisation_id}"


def own_source(
    session: Session, *, organisation_id: int, name: str, is_demonstration: bool = False
) -> Source:
    """The source under which an organisation's own listings are kept; made when there is none yet."""
    key = own_source_slug(organisation_id)
    found = session.scalars(select(Source).where(col(Source.slug) == key)).one_or_none()
    if found is None:
        found = Source(slug=key, name=f"Listed here by {name}"[:200], is_demonstration=is_demonstration)
        session.add(found)
        session.flush()
    return found


@dataclass(frozen=True, slots=True)
class ToShow:
    """A checked version that is to be shown. ``programme_id`` None: it was not shown before."""

    content: ListingContent
    listing_id: int
    provider_id: int
    programme_id: int | None


def put_in_catalogue(
    session: Session,
    content: ListingContent,
    *,
    listing_id: int,
    provider_id: int,
    source: Source,
    programme_id: int | None,
    day: date,
) -> int:
    """Bring a checked version into the catalogue, and give the id of its programme. Does not commit.

    Offers that the version no longer holds are withdrawn: their addresses go on telling what they were.
    """
    wanted = ToShow(content, listing_id, provider_id, programme_id)
    return put_many_in_catalogue(session, [wanted], source=source, day=day)[0]


def put_many_in_catalogue(
    session: Session, wanted: Sequence[ToShow], *, source: Source, day: date
) -> list[int]:
    """The same for many versions at once, by as many statements as for one."""
    ids = [one.programme_id for one in wanted if one.programme_id is not None]
    known = {row.id: row for row in _in_parts(session, select(Programme), col(Programme.id), ids)}
    programmes = [known.get(one.programme_id) for one in wanted]
    now_shown = {"state": ListingState.PUBLISHED, "checked_on": day, "edited_at": clock.now()}
    unknown: list[dict[str, Any]] = []
    for programme, one in zip(programmes, wanted, strict=True):
        values = programme_columns(one.content) | now_shown
        if programme is None:
            unknown.append(_new_programme(one, source) | values)
        else:
            _set(programme, values)
    session.flush()
    new_ids = iter(_insert_numbered(session, Programme, unknown))
    keys = [next(new_ids) if programme is None else programme.id or 0 for programme in programmes]
    for table in (ProgrammeArea, EntryRequirement):
        _delete(session, table, col(table.programme_id), ids)
    _insert(
        session,
        [part for key, one in zip(keys, wanted, strict=True) for part in programme_parts(key, one.content)],
    )
    touched = _offers(session, list(zip(keys, wanted, strict=True)), source, day)
    record_change(session, touched)
    return keys


def _new_programme(one: ToShow, source: Source) -> dict[str, Any]:
    return {
        "provider_id": one.provider_id,
        "source_id": source.id,
        "source_key": str(one.listing_id),
        "is_demonstration": source.is_demonstration,
    }


def take_out(session: Session, programme_id: int) -> None:
    """Withdraw a programme with everything on offer of it: gone from the next request on. Does not commit."""
    take_many_out(session, [programme_id])


def take_many_out(session: Session, programme_ids: Sequence[int]) -> None:
    """The same for many programmes at once. One that is not there any more is passed over."""
    programmes = list(_in_parts(session, select(Programme), col(Programme.id), programme_ids))
    if not programmes:
        return
    for programme in programmes:
        programme.state = ListingState.WITHDRAWN
    mark_rows_edited(programmes)
    session.flush()
    gone = _in_parts(
        session, select(col(Opportunity.id)), col(Opportunity.programme_id), [one.id for one in programmes]
    )
    record_change(session, gone)


def _offers(session: Session, wanted: Sequence[tuple[int, ToShow]], source: Source, day: date) -> list[int]:
    """Bring every offer to what its version says. Gives the ids of all that were, or are, on offer."""
    ids = [key for key, one in wanted if one.programme_id is not None]
    before: dict[int, list[Opportunity]] = {}
    for row in _in_parts(session, select(Opportunity), col(Opportunity.programme_id), ids):
        before.setdefault(row.programme_id, []).append(row)
    now_shown = {"state": ListingState.PUBLISHED, "withdrawn_at": None, "checked_on": day}
    changed: list[Opportunity] = []
    written: list[tuple[int, OfferContent]] = []
    unknown: list[tuple[dict[str, Any], OfferContent]] = []
    for programme_id, one in wanted:
        known = {
            key_of(row, own_source_id=source.id, listing_id=one.listing_id): row
            for row in before.get(programme_id, [])
        }
        for key, row in known.items():
            if one.content.offer(key) is None:
                changed.append(row)
                if row.state is ListingState.PUBLISHED:
                    row.state, row.withdrawn_at = ListingState.WITHDRAWN, clock.now()
        for offer in one.content.offers:
            values = offer_columns(offer) | now_shown
            if offer.key in known:
                _set(known[offer.key], values)
                changed.append(known[offer.key])
                written.append((known[offer.key].id or 0, offer))
            else:
                values |= {"source_id": source.id, "source_key": offer_source_key(one.listing_id, offer)}
                unknown.append((values | {"programme_id": programme_id, "edited_at": clock.now()}, offer))
    mark_rows_edited(changed)
    session.flush()
    for table in (Intake, OpportunityDistrict):
        _delete(session, table, col(table.opportunity_id), [key for key, _ in written])
    new_ids = _insert_numbered(session, Opportunity, [values for values, _ in unknown])
    written += [(key, offer) for key, (_, offer) in zip(new_ids, unknown, strict=True)]
    _insert(session, [part for key, offer in written for part in offer_parts(key, offer)])
    return [row.id or 0 for row in changed] + new_ids


def _set(row: Programme | Opportunity, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _in_parts(session: Session, statement: Any, column: Any, ids: Sequence[int]) -> Iterator[Any]:
    for start in range(0, len(ids), AT_ONCE):
        yield from session.scalars(statement.where(column.in_(ids[start : start + AT_ONCE])))


def _delete(session: Session, table: type[Any], column: Any, ids: Sequence[int]) -> None:
    for start in range(0, len(ids), AT_ONCE):
        session.execute(delete(table).where(column.in_(ids[start : start + AT_ONCE])))


def _insert_numbered(
    session: Session, model: type[Programme | Opportunity], rows: Sequence[dict[str, Any]]
) -> list[int]:
    """Write new rows, what is not said of them as the model has it, and give their ids in the same order.

    As dictionaries: to make a model of each row, only to take it apart again, took longer than the database.
    """
    if not rows:
        return []
    fields = model.model_fields.items()
    unsaid = {
        name: field.get_default(call_default_factory=True)
        for name, field in fields
        if name != "id" and not field.is_required()
    }
    statement = insert(table_of(model)).returning(table_of(model).c.id, sort_by_parameter_order=True)
    return list(session.scalars(statement, [unsaid | row for row in rows]))


def _insert(session: Session, rows: Sequence[SQLModel]) -> None:
    """Write rows that nobody asks for again in this session: one statement for each table."""
    by_table: dict[type[SQLModel], list[dict[str, Any]]] = {}
    for row in rows:
        values = row.model_dump()
        by_table.setdefault(type(row), []).append(
            {name: value for name, value in values.items() if name != "id"}
        )
    for table, found in by_table.items():
        session.execute(insert(table_of(table)), found)
