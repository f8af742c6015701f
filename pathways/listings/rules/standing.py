"""How a listing stands on a day: what its state means, whether it is closing, over or long unchecked."""

from datetime import date, timedelta
from enum import StrEnum

from pathways.listings.models import LifeState, Listing

CLOSING_WITHIN = timedelta(days=28)
CONFIRMED_MAY_BE = timedelta(days=180)
"""Longer ago than this somebody should look whether a listing is still right: half of what students are told after."""


class ListingStanding(StrEnum):
    """The states of a listing and what follows from the day."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    CHANGES_WAITING = "changes-waiting"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOSING = "closing"
    STALE = "stale"


LIVE = (LifeState.PUBLISHED, LifeState.CHANGES_WAITING, LifeState.RETURNED)
"""States in which something may be shown to students."""
FROM_THE_DAY = (ListingStanding.EXPIRED, ListingStanding.CLOSING, ListingStanding.STALE)


def is_live(listing: Listing) -> bool:
    """Whether students can find it, or could until its last day."""
    return listing.live_version is not None and listing.state in LIVE


def is_expired(listing: Listing, day: date) -> bool:
    """Whether its last day to apply has gone by. Search lets it go by itself; its page says that it is closed."""
    return is_live(listing) and listing.last_day is not None and listing.last_day < day


def is_closing(listing: Listing, day: date) -> bool:
    """Whether its last day to apply is near."""
    return (
        is_live(listing) and listing.last_day is not None and day <= listing.last_day <= day + CLOSING_WITHIN
    )


def is_unchecked(listing: Listing, day: date) -> bool:
    """Whether nobody has said for long that it is right."""
    return (
        is_live(listing)
        and listing.confirmed_on is not None
        and day - listing.confirmed_on > CONFIRMED_MAY_BE
    )


def standings(listing: Listing, day: date) -> tuple[ListingStanding, ...]:
    """The state of a listing, and what the day adds to it. Expired takes the place of published."""
    added = [
        standing
        for standing, holds in (
            (ListingStanding.EXPIRED, is_expired(listing, day)),
            (ListingStanding.CLOSING, is_closing(listing, day)),
            (ListingStanding.STALE, is_unchecked(listing, day)),
        )
        if holds
    ]
    if ListingStanding.EXPIRED in added and listing.state is LifeState.PUBLISHED:
        return tuple(added)
    return (ListingStanding(listing.state.value), *added)


def has_draft(listing: Listing) -> bool:
    """Whether there is something newer than what is shown."""
    return listing.live_version is None or listing.newest_version > listing.live_version


def may_submit(listing: Listing) -> bool:
    """Whether there is something to submit."""
    return listing.state not in (LifeState.SUBMITTED, LifeState.CHANGES_WAITING) and has_draft(listing)
