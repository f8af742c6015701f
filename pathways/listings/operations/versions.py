"""The versions of a listing: what it says now, and what it said before."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.member import Member
from pathways.catalogue.editing import mark_edited
from pathways.catalogue.models import Provider
from pathways.listings.content import ListingContent, from_json, to_json
from pathways.listings.models import LifeState, Listing, ListingVersion, VersionState
from pathways.tokens import new_token

AT_ONCE = 500
"""Rows named in one statement: SQLite takes no more than some thousand values."""


class EditedMeanwhile(Exception):
    """Somebody else changed the listing since it was read. Nothing was written."""


class NoSuchVersion(LookupError):
    """A listing has no version of that number."""


def start_listing(
    session: Session,
    content: ListingContent,
    *,
    member: Member,
    provider_id: int,
    reference: str = "",
    note: str = "",
) -> Listing:
    """A new listing with its first draft. Without a reference it gets one of its own.

    Raises sqlalchemy.exc.IntegrityError for a reference that the organisation has already.
    """
    listing = Listing(
        organisation_id=member.organisation_id,
        provider_id=provider_id,
        reference=reference or new_token(),
        title=content.title,
        route=content.route,
        level=content.level,
        last_day=content.last_day,
    )
    provider = session.get_one(Provider, provider_id)
    if provider.edited_at is None:
        # From now on somebody here looks after it: no import changes it, and no rollback takes it away.
        mark_edited(session, Provider, [provider_id])
    session.add(listing)
    session.flush()
    if not reference:
        listing.reference = f"listing-{listing.id}"
    session.add(
        ListingVersion(
            listing_id=listing.id or 0, number=1, content=to_json(content), made_by=member.user_id, note=note
        )
    )
    session.flush()
    return listing


def version_of(session: Session, listing: Listing, number: int | None = None) -> ListingVersion:
    """A version, the newest when none is named. Raises NoSuchVersion."""
    found = session.get(ListingVersion, (listing.id, number or listing.newest_version))
    if found is None:
        raise NoSuchVersion(number)
    return found


def newest_content(session: Session, listing: Listing) -> ListingContent:
    """What the newest version says."""
    return from_json(version_of(session, listing).content)


def newest_versions(session: Session, listings: Sequence[Listing]) -> dict[int, ListingVersion]:
    """The newest version of each listing, by the listing's id."""
    found: dict[int, ListingVersion] = {}
    ids = [listing.id for listing in listings if listing.id is not None]
    for start in range(0, len(ids), AT_ONCE):
        rows = session.scalars(
            select(ListingVersion)
            .join(Listing, col(Listing.id) == col(ListingVersion.listing_id))
            .where(
                col(Listing.id).in_(ids[start : start + AT_ONCE]),
                col(ListingVersion.number) == col(Listing.newest_version),
            )
        )
        found |= {version.listing_id: version for version in rows}
    return found


def history(session: Session, listing: Listing) -> list[ListingVersion]:
    """Every version, the newest first."""
    return list(
        session.scalars(
            select(ListingVersion)
            .where(col(ListingVersion.listing_id) == listing.id)
            .order_by(col(ListingVersion.number).desc())
        )
    )


def save_content(
    session: Session,
    listing: Listing,
    content: ListingContent,
    *,
    member: Member,
    edit_count: int | None = None,
    note: str = "",
) -> ListingVersion:
    """Keep what somebody wrote as a draft: in their own newest draft, else in a version of its own.

    What is shown stays as it is until a version is approved; one that waits for review is taken back. Raises
    EditedMeanwhile when the listing changed since its ``edit_count`` was read (None: since this session read it).
    """
    newest = version_of(session, listing)
    if not note and newest.content == to_json(content):
        return newest
    count_edit(session, listing, edit_count)
    if newest.state is VersionState.SUBMITTED:
        newest.state = VersionState.DRAFT
        listing.state = LifeState.DRAFT if listing.live_version is None else LifeState.PUBLISHED
    elif (
        newest.state is VersionState.DRAFT and newest.made_by == member.user_id and not (note or newest.note)
    ):
        newest.content = to_json(content)
        tell_lists(listing, content)
        session.flush()
        return newest
    made = ListingVersion(
        listing_id=listing.id or 0,
        number=listing.newest_version + 1,
        content=to_json(content),
        note=note,
        made_by=member.user_id,
    )
    listing.newest_version = made.number
    session.add(made)
    tell_lists(listing, content)
    session.flush()
    return made


def restore(session: Session, listing: Listing, number: int, *, member: Member) -> ListingVersion:
    """Begin a draft that says what an earlier version said. Raises NoSuchVersion."""
    earlier = version_of(session, listing, number)
    return save_content(
        session, listing, from_json(earlier.content), member=member, note=f"restored {number}"
    )


def count_edit(session: Session, listing: Listing, edit_count: int | None = None) -> None:
    """Note that a listing changes, if it is still as it was when it was read. Raises EditedMeanwhile."""
    expected = listing.edit_count if edit_count is None else edit_count
    moved = session.execute(
        update(Listing)
        .where(col(Listing.id) == listing.id, col(Listing.edit_count) == expected)
        .values(edit_count=expected + 1)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount == 0:  # type: ignore[attr-defined]
        raise EditedMeanwhile
    session.refresh(listing)


def tell_lists(listing: Listing, content: ListingContent) -> None:
    """Bring what lists are made of up to date: the newest words, and the last day unless something is shown."""
    listing.title, listing.route, listing.level = content.title, content.route, content.level
    if listing.live_version is None:
        listing.last_day = content.last_day
