"""Marking a record as edited here: from then on no feed writes over it, and what a feed says is kept beside it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.models import Opportunity, Programme, Provider, Venue
from pathways.database import table_of

Editable = type[Provider] | type[Venue] | type[Programme] | type[Opportunity]


def mark_edited(session: Session, model: Editable, ids: Sequence[int]) -> None:
    """Note that a person has changed these rows, or their parts, in this transaction. Does not commit.

    Every page or command that changes a record of the catalogue calls this; a feed never does. A change of an
    intake or of an entry requirement is a change of the record it belongs to.
    """
    table = table_of(model)
    session.execute(update(table).where(table.c.id.in_(ids)).values(edited_at=clock.now()))
    session.expire_all()


def mark_rows_edited(rows: Iterable[Provider | Venue | Programme | Opportunity]) -> None:
    """The same for rows that are at hand and about to be flushed: nothing has to be read anew."""
    moment = clock.now()
    for row in rows:
        row.edited_at = moment
