"""The profile of a provider, in the four parts that schools must let providers tell pupils."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.catalogue.changes import record_change
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Opportunity, Programme, Provider

OF_PROFILE = ("about", "careers", "learning_here", "answers", "support", "website", "email", "telephone")


def keep_profile(session: Session, provider: Provider, said: dict[str, str], *, member: Member) -> None:
    """Change what a provider says of itself. No import writes over it from then on. Does not commit."""
    for name in OF_PROFILE:
        setattr(provider, name, said[name])
    provider.checked_on = clock.today()
    session.flush()
    mark_edited(session, Provider, [provider.id or 0])
    record(session, member, "profile-kept", "provider", provider.id)
    offers = session.scalars(
        select(col(Opportunity.id)).join(Programme).where(col(Programme.provider_id) == provider.id)
    ).all()
    record_change(session, [one for one in offers if one is not None])
