"""Looking afterwards at what a trusted provider published. The caller commits."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.feeds.same_offers import find_same_offers_of_programme
from pathways.host.models import PublishedLook
from pathways.listings.models import LifeState, Listing, VersionState
from pathways.listings.operations.bringing_in import take_out
from pathways.listings.operations.versions import count_edit, version_of


class NotShown(Exception):
    """That version is not shown (any more), or somebody looked at it already. The caller rolls back."""


def found_right(session: Session, listing: Listing, *, number: int, member: Member) -> None:
    """Note that a published version is right. Raises NotShown."""
    _look(session, listing, number, member, is_right=True)
    record(session, member, "listing-looked-at", "listing", listing.id)


def take_back(session: Session, listing: Listing, *, number: int, member: Member, reasons: str) -> None:
    """Take a published version off the site at once and send it back with reasons. Raises NotShown.

    The reasons stand on the newest version, from which the provider goes on.
    """
    _look(session, listing, number, member, is_right=False)
    count_edit(session, listing)
    newest = version_of(session, listing)
    newest.state, newest.reasons, newest.reviewed_by = VersionState.RETURNED, reasons, member.user_id
    listing.state, listing.live_version = LifeState.RETURNED, None
    session.flush()
    record(session, member, "listing-taken-back", "listing", listing.id)
    if listing.programme_id is not None:
        take_out(session, listing.programme_id)
        find_same_offers_of_programme(session, listing.programme_id)


def _look(session: Session, listing: Listing, number: int, member: Member, *, is_right: bool) -> None:
    known = session.get(PublishedLook, (listing.id, number))
    if known is not None or listing.live_version != number:
        raise NotShown
    session.add(
        PublishedLook(listing_id=listing.id or 0, number=number, looked_by=member.user_id, is_right=is_right)
    )
    try:
        session.flush()
    except IntegrityError as looked:
        # A colleague looked at it at the same moment.
        raise NotShown from looked
