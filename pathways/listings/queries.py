"""What is read of listings: an organisation's own, and what the checks need."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Organisation
from pathways.catalogue.models import Provider, Venue
from pathways.catalogue.vocabulary import Route
from pathways.database import LARGEST_ID
from pathways.listings.models import LifeState, Listing
from pathways.listings.rules.standing import CLOSING_WITHIN, CONFIRMED_MAY_BE, LIVE, ListingStanding

PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which listings are asked for."""

    text: str = ""
    standing: ListingStanding | None = None
    route: Route | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """One page of listings, how many there are in all, and how many in each state."""

    rows: tuple[Listing, ...]
    total: int
    counts: dict[ListingStanding, int]

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-self.total // PAGE))


def own_listing(session: Session, organisation_id: int, listing_id: int) -> Listing | None:
    """A listing of an organisation. None for any other's, as for one that is not there."""
    if not 1 <= listing_id <= LARGEST_ID:
        return None
    found = session.get(Listing, listing_id)
    return found if found is not None and found.organisation_id == organisation_id else None


def listing_called(session: Session, organisation_id: int, reference: str) -> Listing | None:
    """The listing of an organisation under the reference that the provider itself gave it."""
    return session.scalars(
        select(Listing).where(
            col(Listing.organisation_id) == organisation_id, col(Listing.reference) == reference
        )
    ).one_or_none()


def own_provider(session: Session, organisation_id: int) -> Provider | None:
    """The provider that an organisation looks after; None before one was claimed."""
    return session.scalars(
        select(Provider)
        .join(Organisation, col(Organisation.provider_id) == col(Provider.id))
        .where(col(Organisation.id) == organisation_id)
    ).one_or_none()


def own_venues(session: Session, provider_id: int) -> list[Venue]:
    """The venues of a provider, by town and name."""
    return list(
        session.scalars(
            select(Venue)
            .where(col(Venue.provider_id) == provider_id)
            .order_by(col(Venue.town), col(Venue.name), col(Venue.id))
        )
    )


def find_listings(session: Session, organisation_id: int, wanted: Wanted, day: date) -> Found:
    """An organisation's listings, those that were touched last first. A page past the end is empty."""
    own = col(Listing.organisation_id) == organisation_id
    numbers = session.execute(
        select(*(func.count().filter(_stands(one, day)) for one in ListingStanding))
        .select_from(Listing)
        .where(own)
    ).one()
    counts = dict(zip(ListingStanding, numbers, strict=True))
    conditions = [own, *_conditions(wanted, day)]
    total = session.execute(select(func.count()).select_from(Listing).where(*conditions)).scalar_one()
    rows = session.scalars(
        select(Listing)
        .where(*conditions)
        .order_by(col(Listing.updated_at).desc(), col(Listing.id).desc())
        .offset((wanted.page - 1) * PAGE)
        .limit(PAGE)
    ).all()
    return Found(tuple(rows), total, counts)


def chosen_listings(
    session: Session, organisation_id: int, wanted: Wanted | list[int], day: date, *, most: int
) -> list[Listing]:
    """The listings of an organisation with these ids, or all that are wanted, at most so many, by title."""
    condition = [col(Listing.id).in_(wanted)] if isinstance(wanted, list) else _conditions(wanted, day)
    return list(
        session.scalars(
            select(Listing)
            .where(col(Listing.organisation_id) == organisation_id, *condition)
            .order_by(func.lower(col(Listing.title)), col(Listing.id))
            .limit(most)
        )
    )


def _conditions(wanted: Wanted, day: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.text:
        asked = f"%{_literal(wanted.text.lower())}%"
        conditions.append(
            or_(
                func.lower(col(Listing.title)).like(asked, escape="\\"),
                func.lower(col(Listing.reference)).like(asked, escape="\\"),
            )
        )
    if wanted.standing is not None:
        conditions.append(_stands(wanted.standing, day))
    if wanted.route is not None:
        conditions.append(col(Listing.route) == wanted.route)
    return conditions


def _stands(standing: ListingStanding, day: date) -> ColumnElement[bool]:
    """The condition of a standing, the same as `rules.standing` has it."""
    live = and_(col(Listing.live_version).is_not(None), col(Listing.state).in_(LIVE))
    over = and_(live, col(Listing.last_day) < day)
    if standing is ListingStanding.EXPIRED:
        return over
    if standing is ListingStanding.CLOSING:
        return and_(live, col(Listing.last_day).between(day, day + CLOSING_WITHIN))
    if standing is ListingStanding.STALE:
        return and_(live, col(Listing.confirmed_on) < day - CONFIRMED_MAY_BE)
    state = col(Listing.state) == LifeState(standing.value)
    if standing is ListingStanding.PUBLISHED:
        return and_(state, or_(col(Listing.last_day).is_(None), col(Listing.last_day) >= day))
    return state


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
