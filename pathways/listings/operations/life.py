"""The life of a listing: submitted, published, sent back, withdrawn. Every step is noted in the audit log."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import record, record_each
from pathways.accounts.member import Member
from pathways.catalogue.changes import record_change
from pathways.catalogue.models import Opportunity, Programme
from pathways.catalogue.vocabulary import ListingState
from pathways.feeds.same_offers import find_same_offers_of_programme
from pathways.listings.checks import CheckFacts, Problem, check, errors_in
from pathways.listings.content import from_json
from pathways.listings.models import LifeState, Listing, ListingVersion, ProviderStanding, VersionState
from pathways.listings.operations.admitted import Suspended, admitted
from pathways.listings.operations.bringing_in import own_source, put_in_catalogue, take_out
from pathways.listings.operations.versions import AT_ONCE, EditedMeanwhile, count_edit, version_of


class NotReady(Exception):
    """A listing has errors that keep it from being published."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} errors")
        self.problems = problems


class NothingToReview(Exception):
    """That version does not wait for anybody."""


def is_trusted(session: Session, organisation_id: int) -> bool:
    """Whether what an organisation submits is shown at once."""
    standing = session.get(ProviderStanding, organisation_id)
    return standing is not None and standing.is_trusted


def set_trusted(session: Session, organisation_id: int, *, trusted: bool, member: Member | None) -> None:
    """Let an organisation publish at once, or no more."""
    standing = session.get(ProviderStanding, organisation_id) or ProviderStanding(
        organisation_id=organisation_id
    )
    standing.is_trusted, standing.changed_at = trusted, clock.now()
    standing.changed_by = member.user_id if member else None
    session.add(standing)
    record(
        session,
        member,
        "provider-trusted" if trusted else "provider-not-trusted",
        "organisation",
        organisation_id,
    )


def submit(
    session: Session,
    listing: Listing,
    *,
    member: Member,
    facts: CheckFacts,
    day: date,
    edit_count: int | None = None,
    one_of_many: bool = False,
) -> None:
    """Ask for the newest version to be shown; for a trusted provider it is, at once.

    Raises NotReady when it has errors, EditedMeanwhile, and Suspended.
    """
    admitted(session, listing.organisation_id)
    version = version_of(session, listing)
    problems = errors_in(check(from_json(version.content), facts, day))
    if problems:
        raise NotReady(problems)
    count_edit(session, listing, edit_count)
    version.state, version.submitted_at, version.reasons = VersionState.SUBMITTED, clock.now(), ""
    listing.state = LifeState.SUBMITTED if listing.live_version is None else LifeState.CHANGES_WAITING
    record(session, member, "listing-submitted", "listing", listing.id)
    if is_trusted(session, listing.organisation_id):
        approve(session, listing, number=version.number, reviewer=None, day=day, one_of_many=one_of_many)


def approve(
    session: Session,
    listing: Listing,
    *,
    number: int,
    reviewer: Member | None,
    day: date,
    one_of_many: bool = False,
) -> int:
    """Show the version that waits, and give its programme's id. ``reviewer`` None: its provider is trusted.

    With ``one_of_many`` whoever publishes them looks afterwards for what other lists have of the provider already.

    Raises NothingToReview when version ``number`` is not the one that waits: it was changed or taken back since.
    Raises Suspended while the organisation is off the site.
    """
    organisation = admitted(session, listing.organisation_id)
    version = _waiting(session, listing, number)
    content = from_json(version.content)
    source = own_source(
        session,
        organisation_id=listing.organisation_id,
        name=organisation.name,
        is_demonstration=organisation.is_demonstration,
    )
    programme_id = put_in_catalogue(
        session,
        content,
        listing_id=listing.id or 0,
        provider_id=listing.provider_id,
        source=source,
        programme_id=listing.programme_id,
        day=day,
    )
    version.state = VersionState.APPROVED
    _reviewed(version, reviewer)
    listing.programme_id, listing.live_version, listing.state = programme_id, number, LifeState.PUBLISHED
    listing.last_day, listing.confirmed_on = content.last_day, day
    record(session, reviewer, "listing-published", "listing", listing.id)
    session.flush()
    if not one_of_many:
        find_same_offers_of_programme(session, programme_id)
    return programme_id


def send_back(session: Session, listing: Listing, *, number: int, reviewer: Member, reasons: str) -> None:
    """Return the version that waits, with reasons. What is shown of the listing stays. Raises NothingToReview."""
    version = _waiting(session, listing, number)
    version.state, version.reasons = VersionState.RETURNED, reasons
    _reviewed(version, reviewer)
    listing.state = LifeState.RETURNED
    record(session, reviewer, "listing-returned", "listing", listing.id)


def withdraw(
    session: Session,
    listing: Listing,
    *,
    member: Member,
    edit_count: int | None = None,
    one_of_many: bool = False,
) -> None:
    """Take a listing off the site; its versions stay. ``one_of_many`` as in `approve`. Raises EditedMeanwhile."""
    count_edit(session, listing, edit_count)
    version = version_of(session, listing)
    if version.state is VersionState.SUBMITTED:
        version.state = VersionState.DRAFT
    listing.state, listing.live_version = LifeState.WITHDRAWN, None
    if listing.programme_id is not None:
        take_out(session, listing.programme_id)
        if not one_of_many:
            # What another list has of it was not shown beside ours: now it is.
            find_same_offers_of_programme(session, listing.programme_id)
    record(session, member, "listing-withdrawn", "listing", listing.id)


def confirm(session: Session, listing: Listing, *, member: Member, day: date) -> None:
    """Note that what is shown is still right: students see the day. Does nothing for what is not shown."""
    confirm_each(session, [listing], member=member, day=day)


def confirm_each(session: Session, listings: Iterable[Listing], *, member: Member, day: date) -> int:
    """Note of many that what is shown is still right, and tell of how many: those that are not shown are left out."""
    shown = [one for one in listings if one.live_version is not None and one.programme_id is not None]
    programmes = [one.programme_id for one in shown]
    offers: list[int] = []
    for start in range(0, len(programmes), AT_ONCE):
        some = programmes[start : start + AT_ONCE]
        session.execute(update(Programme).where(col(Programme.id).in_(some)).values(checked_on=day))
        are_shown = (
            col(Opportunity.programme_id).in_(some),
            col(Opportunity.state) == ListingState.PUBLISHED,
        )
        session.execute(update(Opportunity).where(*are_shown).values(checked_on=day))
        offers += [key for key in session.scalars(select(col(Opportunity.id)).where(*are_shown)) if key]
    for one in shown:
        one.confirmed_on = day
    session.flush()
    record_each(session, member, "listing-confirmed", "listing", [one.id or 0 for one in shown])
    record_change(session, offers)
    return len(shown)


def _waiting(session: Session, listing: Listing, number: int) -> ListingVersion:
    if number != listing.newest_version:
        raise NothingToReview
    version = version_of(session, listing, number)
    if version.state is not VersionState.SUBMITTED:
        raise NothingToReview
    return version


def _reviewed(version: ListingVersion, reviewer: Member | None) -> None:
    version.reviewed_at = clock.now()
    version.reviewed_by = reviewer.user_id if reviewer else None


__all__ = [
    "EditedMeanwhile",
    "NotReady",
    "NothingToReview",
    "Suspended",
    "approve",
    "confirm",
    "confirm_each",
    "is_trusted",
    "send_back",
    "set_trusted",
    "submit",
    "withdraw",
]
