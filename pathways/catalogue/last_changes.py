"""When opportunities were first listed and last changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import Opportunity, Programme, Provider, Venue


@dataclass(frozen=True, slots=True)
class Moments:
    """When an opportunity was first listed, and when it or anything that is shown with it last changed (UTC)."""

    listed: datetime
    changed: datetime


def moments_of(session: Session, opportunity_ids: Sequence[int]) -> dict[int, Moments]:
    """The moments of each of these opportunities, by id, in one query. What is no longer there is left out.

    A change of its programme, provider or venue is a change of an opportunity. Being checked again is none.
    """
    rows = session.execute(
        select(
            col(Opportunity.id),
            col(Opportunity.created_at),
            col(Opportunity.updated_at),
            col(Programme.updated_at),
            col(Provider.updated_at),
            col(Venue.updated_at),
        )
        .join(Programme, col(Programme.id) == col(Opportunity.programme_id))
        .join(Provider, col(Provider.id) == col(Programme.provider_id))
        .outerjoin(Venue, col(Venue.id) == col(Opportunity.venue_id))
        .where(col(Opportunity.id).in_(opportunity_ids))
    )
    return {
        identifier: Moments(listed, max(moment for moment in changed if moment is not None))
        for identifier, listed, *changed in rows
        if identifier is not None
    }
