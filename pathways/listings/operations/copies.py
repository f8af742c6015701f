"""Copying: a whole listing, or only its texts, and finding those that say the same already."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.member import Member
from pathways.catalogue.models import Programme
from pathways.catalogue.vocabulary import ListingState
from pathways.listings.content import ListingContent
from pathways.listings.models import LifeState, Listing, ListingVersion
from pathways.listings.operations.versions import newest_content, save_content, start_listing

TEXTS = (
    "summary",
    "daily_life",
    "you_will_learn",
    "assessment",
    "leads_to",
    "support",
    "quality_marks",
)
"""What may be taken over from another programme: its words, and nothing that holds for it alone."""


def with_own_keys(content: ListingContent) -> ListingContent:
    """The content with its offers numbered from one: a copy is no record that a feed brought."""
    offers = [one.model_dump() | {"key": str(number)} for number, one in enumerate(content.offers, 1)]
    return ListingContent.model_validate(content.model_dump() | {"offers": offers})


def copy_listing(session: Session, listing: Listing, *, member: Member) -> Listing:
    """A new draft that says the same as the newest version, in the same organisation."""
    said = with_own_keys(newest_content(session, listing))
    return start_listing(
        session,
        said,
        member=member,
        provider_id=listing.provider_id,
        note=f"copied {listing.reference}"[:200],
    )


def borrow_texts(
    session: Session, listing: Listing, other: Listing, names: tuple[str, ...], *, member: Member
) -> ListingVersion:
    """Take over texts of another listing of the organisation as a draft. Names that are no text are left out."""
    theirs = newest_content(session, other)
    said = {name: getattr(theirs, name) for name in TEXTS if name in names}
    content = newest_content(session, listing).model_copy(update=said)
    return save_content(session, listing, content, member=member, note=f"texts of {other.reference}"[:200])


def same_listings(
    session: Session, listing: Listing, content: ListingContent
) -> list[tuple[int | None, str]]:
    """What looks like the same programme of the provider: (the id of a listing, or None for a feed's; its title)."""
    title = content.title.casefold()
    if not title:
        return []
    own = session.execute(
        select(col(Listing.id), col(Listing.title), col(Listing.programme_id), col(Listing.level)).where(
            col(Listing.organisation_id) == listing.organisation_id,
            col(Listing.route) == content.route,
            col(Listing.id) != listing.id,
            col(Listing.state) != LifeState.WITHDRAWN,
        )
    ).all()
    found: list[tuple[int | None, str]] = [
        (row.id, row.title) for row in own if row.title.casefold() == title and row.level == content.level
    ]
    edited = {row.programme_id for row in own} | {listing.programme_id}
    brought = session.execute(
        select(col(Programme.id), col(Programme.title)).where(
            col(Programme.provider_id) == listing.provider_id,
            col(Programme.route) == content.route,
            col(Programme.state) == ListingState.PUBLISHED,
            or_(col(Programme.level) == content.level, col(Programme.level).is_(None)),
        )
    ).all()
    return found + [
        (None, row.title) for row in brought if row.title.casefold() == title and row.id not in edited
    ]
