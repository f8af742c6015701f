"""The providers' organisations as the host sees them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Organisation
from pathways.accounts.roles import OrganisationKind
from pathways.catalogue.models import Provider
from pathways.database import LARGEST_ID
from pathways.host.queries.waiting import WAITING
from pathways.listings.models import Listing, ProviderStanding
from pathways.listings.rules.standing import LIVE


@dataclass(frozen=True, slots=True)
class ProviderLine:
    """One organisation: what it looks after, how many listings are shown and wait, and how far it is trusted."""

    organisation: Organisation
    provider: str
    live: int
    waiting: int
    is_trusted: bool


def provider_lines(session: Session) -> list[ProviderLine]:
    """Every organisation of a provider, by name."""
    of_one = col(Listing.organisation_id) == col(Organisation.id)
    live = select(func.count()).where(
        of_one, col(Listing.live_version).is_not(None), col(Listing.state).in_(LIVE)
    )
    waits = select(func.count()).where(of_one, col(Listing.state).in_(WAITING))
    rows = session.execute(
        select(
            Organisation,
            col(Provider.name),
            live.correlate(Organisation).scalar_subquery(),
            waits.correlate(Organisation).scalar_subquery(),
            col(ProviderStanding.is_trusted),
        )
        .outerjoin(Provider, col(Provider.id) == col(Organisation.provider_id))
        .outerjoin(ProviderStanding, col(ProviderStanding.organisation_id) == col(Organisation.id))
        .where(col(Organisation.kind) == OrganisationKind.PROVIDER)
        .order_by(func.lower(Organisation.name), col(Organisation.id))
    )
    return [
        ProviderLine(organisation, name or "", shown, waiting, bool(trusted))
        for organisation, name, shown, waiting, trusted in rows
    ]


def provider_organisation(session: Session, organisation_id: int) -> Organisation | None:
    """A provider's organisation; None for what is none."""
    found = session.get(Organisation, organisation_id) if 1 <= organisation_id <= LARGEST_ID else None
    return found if found is not None and found.kind is OrganisationKind.PROVIDER else None
