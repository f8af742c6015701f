"""What pages and operations both look up: the facts of the checks, and programmes that can be taken over."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import Programme, Provider, Venue
from pathways.catalogue.vocabulary import ListingState
from pathways.feeds.programmes_csv.format import load_authorities
from pathways.feeds.programmes_csv.law import load_law
from pathways.listings.checks import CheckFacts
from pathways.listings.models import Listing
from pathways.paths import resource_dir


def check_facts(session: Session, provider_id: int) -> CheckFacts:
    """What a provider's listings are held against."""
    ids = session.scalars(select(col(Venue.id)).where(col(Venue.provider_id) == provider_id)).all()
    seed_dir = resource_dir("seed_data")
    return CheckFacts(
        load_law(seed_dir),
        frozenset(one for one in ids if one is not None),
        frozenset(load_authorities(seed_dir).values()),
    )


def claimable(session: Session, provider: Provider) -> list[Programme]:
    """Programmes that feeds brought under the provider's number, and that nobody edits here yet."""
    of_it: ColumnElement[bool] = col(Programme.provider_id) == provider.id
    if provider.ukprn is not None:
        same = select(col(Provider.id)).where(col(Provider.ukprn) == provider.ukprn)
        of_it = or_(of_it, col(Programme.provider_id).in_(same))
    edited = select(col(Listing.programme_id)).where(col(Listing.programme_id).is_not(None))
    return list(
        session.scalars(
            select(Programme)
            .where(of_it, col(Programme.state) == ListingState.PUBLISHED, col(Programme.id).not_in(edited))
            .order_by(col(Programme.title), col(Programme.id))
        )
    )
