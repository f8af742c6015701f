"""When people can look round: open days as providers tell them, which is in words and not in days."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import Opportunity
from pathways.plans.lines import PlanLine
from pathways.plans.models import PlanStatus


@dataclass(frozen=True, slots=True)
class OpenDay:
    """What a provider says of its open days, and whom and what it is about."""

    text: str
    provider: str
    titles: tuple[str, ...]


def open_days_of(session: Session, lines: Sequence[PlanLine]) -> tuple[OpenDay, ...]:
    """The open days of what is saved and still wanted. What one provider says of several is said once. One query."""
    wanted = {line.item.opportunity_id: line for line in lines if line.item.status is not PlanStatus.NO}
    rows = session.execute(
        select(col(Opportunity.id), col(Opportunity.open_days)).where(
            col(Opportunity.id).in_(wanted), col(Opportunity.open_days) != ""
        )
    ).all()
    said = {opportunity: text.strip() for opportunity, text in rows if text.strip()}
    titles: dict[tuple[str, str], dict[str, None]] = {}
    for opportunity, line in wanted.items():
        if opportunity in said:
            titles.setdefault((line.card.provider_name, said[opportunity]), {})[line.card.title] = None
    return tuple(OpenDay(text, provider, tuple(names)) for (provider, text), names in titles.items())
