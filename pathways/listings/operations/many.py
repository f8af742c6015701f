"""Submitting many listings at once, by sets: the same rows as `save_content` and `submit` make one by one.

A file of thousands of programmes, or the change of a year, would take minutes otherwise. A test holds both ways to the
same rows.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel, col

from pathways import clock
from pathways.accounts.audit import record_each
from pathways.accounts.member import Member
from pathways.listings.content import ListingContent, to_json
from pathways.listings.models import LifeState, Listing, ListingVersion, VersionState
from pathways.listings.operations.admitted import admitted
from pathways.listings.operations.bringing_in import ToShow, own_source, put_many_in_catalogue
from pathways.listings.operations.life import is_trusted
from pathways.listings.operations.versions import AT_ONCE, EditedMeanwhile, newest_versions, tell_lists

Pair = tuple[Listing, ListingContent]


def hold(session: Session, listings: Sequence[Listing]) -> None:
    """Let nobody else change these listings until the transaction ends. Raises EditedMeanwhile."""
    read = {listing.id: listing.edit_count for listing in listings}
    ids = [key for key in read if key is not None]
    for start in range(0, len(ids), AT_ONCE):
        rows = session.execute(
            select(col(Listing.id), col(Listing.edit_count))
            .where(col(Listing.id).in_(ids[start : start + AT_ONCE]))
            .order_by(col(Listing.id))
            .with_for_update()
        )
        if any(read[key] != edit_count for key, edit_count in rows):
            raise EditedMeanwhile


def submit_many(session: Session, pairs: Sequence[Pair], *, member: Member, note: str, day: date) -> bool:
    """Keep new content of listings of one organisation and ask for it to be shown; whether it is shown, at once.

    A listing may be new, and not added yet; one that is not has to be held (`hold`). What is wrong with the content is
    not looked at here. Whoever calls this looks afterwards for what other lists have already. Raises Suspended.
    """
    organisation = admitted(session, member.organisation_id)
    shown = is_trusted(session, member.organisation_id)
    newest = newest_versions(session, [listing for listing, _ in pairs])
    now = clock.now()
    for listing, content in pairs:
        before = newest.get(listing.id or 0)
        if before is not None:
            if before.state is VersionState.SUBMITTED:
                before.state = VersionState.DRAFT
            listing.newest_version += 1
        tell_lists(listing, content)
        listing.state = LifeState.SUBMITTED if listing.live_version is None else LifeState.CHANGES_WAITING
        # A change, and asking for it to be shown; a new listing is no change.
        listing.edit_count += 1 if before is None else 2
    _add(session, [listing for listing, _ in pairs])
    _add(
        session,
        [
            ListingVersion(
                listing_id=listing.id or 0,
                number=listing.newest_version,
                content=to_json(content),
                note=note,
                state=VersionState.APPROVED if shown else VersionState.SUBMITTED,
                made_by=member.user_id,
                submitted_at=now,
                reviewed_at=now if shown else None,
            )
            for listing, content in pairs
        ],
    )
    ids = [listing.id or 0 for listing, _ in pairs]
    record_each(session, member, "listing-submitted", "listing", ids)
    if shown:
        record_each(session, None, "listing-published", "listing", ids)
        source = own_source(
            session,
            organisation_id=member.organisation_id,
            name=organisation.name,
            is_demonstration=organisation.is_demonstration,
        )
        wanted = [
            ToShow(content, listing.id or 0, listing.provider_id, listing.programme_id)
            for listing, content in pairs
        ]
        programmes = put_many_in_catalogue(session, wanted, source=source, day=day)
        for (listing, content), programme_id in zip(pairs, programmes, strict=True):
            listing.programme_id, listing.live_version = programme_id, listing.newest_version
            listing.state, listing.last_day, listing.confirmed_on = LifeState.PUBLISHED, content.last_day, day
    session.flush()
    return shown


def _add(session: Session, rows: Sequence[SQLModel]) -> None:
    session.add_all(rows)
    session.flush()
