"""The change sequence read by services that keep a copy of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import CatalogueChange, Opportunity, Programme, Provider
from pathways.catalogue.vocabulary import ListingState


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """One change; without an opportunity, the whole catalogue may have changed."""

    sequence: int
    opportunity_id: int | None
    programme_id: int | None
    changed_at: datetime
    state: Literal["published", "withdrawn", "unknown"]


def changes_after(session: Session, sequence: int, limit: int) -> list[LoggedChange]:
    """At most ``limit`` changes after ``sequence``, oldest first, with how each opportunity stands now."""
    statement = (
        select(
            col(CatalogueChange.id),
            col(CatalogueChange.opportunity_id),
            col(Opportunity.programme_id),
            col(CatalogueChange.changed_at),
            col(Opportunity.state),
            col(Programme.state),
            col(Provider.state),
        )
        .outerjoin(Opportunity, col(Opportunity.id) == col(CatalogueChange.opportunity_id))
        .outerjoin(Programme, col(Programme.id) == col(Opportunity.programme_id))
        .outerjoin(Provider, col(Provider.id) == col(Programme.provider_id))
        .where(col(CatalogueChange.id) > sequence)
        .order_by(col(CatalogueChange.id))
        .limit(limit)
    )
    return [
        LoggedChange(number or 0, opportunity_id, programme_id, changed_at, _standing(opportunity_id, states))
        for number, opportunity_id, programme_id, changed_at, *states in session.execute(statement)
    ]


def _standing(
    opportunity_id: int | None, states: Sequence[ListingState | None]
) -> Literal["published", "withdrawn", "unknown"]:
    """An opportunity is there while it, its programme and its provider all are."""
    if opportunity_id is None:
        return "unknown"
    return "published" if set(states) == {ListingState.PUBLISHED} else "withdrawn"
