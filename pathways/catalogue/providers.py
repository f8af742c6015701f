"""One provider with its venues, and the sources that the catalogue is made of."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import Provider, Source, Venue
from pathways.catalogue.vocabulary import ListingState


@dataclass(frozen=True, slots=True)
class ProviderDetail:
    """A provider, where we know it from, and its venues by town and name."""

    provider: Provider
    source: Source
    venues: tuple[Venue, ...]

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken down."""
        return self.provider.state is ListingState.WITHDRAWN

    @property
    def is_demonstration(self) -> bool:
        """Whether it or its source is made up to show how the site works."""
        return self.provider.is_demonstration or self.source.is_demonstration

    @property
    def is_public(self) -> bool:
        """Whether it was ever shown."""
        return self.provider.state is not ListingState.DRAFT


def provider_page(session: Session, provider_id: int) -> ProviderDetail | None:
    """All that is known of one provider, or None when there is none of that id. Two queries."""
    found = session.execute(
        select(Provider, Source)
        .join(Source, col(Source.id) == col(Provider.source_id))
        .where(col(Provider.id) == provider_id)
    ).one_or_none()
    if found is None:
        return None
    provider, source = found
    venues = session.scalars(
        select(Venue)
        .where(col(Venue.provider_id) == provider_id)
        .order_by(col(Venue.town), col(Venue.name), col(Venue.id))
    ).all()
    return ProviderDetail(provider, source, tuple(venues))


def sources(session: Session) -> tuple[Source, ...]:
    """Every source of records, by name, for the page that says where our facts come from."""
    return tuple(session.scalars(select(Source).order_by(col(Source.name), col(Source.id))))
