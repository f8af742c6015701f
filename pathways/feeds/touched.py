"""Which opportunities look different after an import: by themselves, their programme, venue or provider."""

from sqlalchemy import Connection, Select, or_, select

from pathways.catalogue.models import Opportunity, Programme
from pathways.database import table_of
from pathways.feeds.models import IMAGES, BeforeAdded

MOST_NAMED = 2_000
"""Beyond this the publisher is told that everything may have changed: a whole rebuild is quicker then."""

_ADDED = table_of(BeforeAdded)
_OPPORTUNITY = table_of(Opportunity)
_PROGRAMME = table_of(Programme)


def touched_opportunities(connection: Connection, run_id: int) -> list[int] | None:
    """Their ids, or None when they are too many to name."""
    added = select(_ADDED.c.row_id).where(_ADDED.c.run_id == run_id, _ADDED.c.kind == "opportunity")
    statement = (
        select(_OPPORTUNITY.c.id)
        .join(_PROGRAMME, _PROGRAMME.c.id == _OPPORTUNITY.c.programme_id)
        .where(
            or_(
                _OPPORTUNITY.c.id.in_(added),
                _OPPORTUNITY.c.id.in_(_imaged("opportunity", run_id)),
                _OPPORTUNITY.c.programme_id.in_(_imaged("programme", run_id)),
                _OPPORTUNITY.c.venue_id.in_(_imaged("venue", run_id)),
                _PROGRAMME.c.provider_id.in_(_imaged("provider", run_id)),
            )
        )
        .limit(MOST_NAMED + 1)
    )
    ids = list(connection.execute(statement).scalars())
    return ids if len(ids) <= MOST_NAMED else None


def _imaged(table: str, run_id: int) -> Select[tuple[int]]:
    image = IMAGES[table]
    return select(image.c.id).where(image.c.run_id == run_id)
