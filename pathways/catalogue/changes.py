"""Noting that the catalogue changed, in the same transaction as the change, for the publisher to follow."""

from collections.abc import Iterable

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.models import CatalogueChange

_BATCH = 5000
_ORDER_LOCK = 0x70617468
"""Number of the PostgreSQL lock under which changes are numbered ("path" in ASCII)."""


def record_change(session: Session, opportunity_ids: Iterable[int] | None) -> None:
    """Note that these opportunities were added, changed or withdrawn; None: everything may have changed.

    Adds rows to the session's transaction and does not commit. A change to a provider, venue or programme is a
    change of each opportunity that shows it. Call it last: on PostgreSQL others that note changes wait from here to
    the commit, so that changes become visible in the order of their numbers and the publisher misses none.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_ORDER_LOCK)))
    moment = clock.now()
    ids: list[int | None] = [None]
    if opportunity_ids is not None:
        ids = [*sorted(set(opportunity_ids))]
    for start in range(0, len(ids), _BATCH):
        rows = [{"opportunity_id": key, "changed_at": moment} for key in ids[start : start + _BATCH]]
        session.execute(insert(CatalogueChange), rows)
