"""Keeping and removing a logo."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.logos.models import Logo, OwnerKind
from pathways.logos.rules.picture import Picture


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose logo is meant: a provider's, or the host's (``provider_id`` None)."""

    provider_id: int | None = None

    @property
    def kind(self) -> OwnerKind:
        """The kind of owner."""
        return OwnerKind.HOST if self.provider_id is None else OwnerKind.PROVIDER


class ChangedMeanwhile(Exception):
    """A colleague changed the logo since the page was read. Nothing was written; the caller rolls back."""


def put_logo(session: Session, owner: Owner, picture: Picture | None, *, seen: str, member: Member) -> None:
    """Let ``picture`` be the logo of ``owner``, or nothing (None). Does not commit.

    ``seen`` is the digest of the logo that ``member`` saw, empty for none. Raises ChangedMeanwhile when it is another
    by now, but not when that is the very one which is wanted.
    """
    logo = _held(session, owner)
    there, wanted = (logo.digest if logo else ""), (picture.digest if picture else "")
    if wanted == there:
        return
    if seen != there:
        raise ChangedMeanwhile
    if picture is None:
        session.delete(logo)
    else:
        logo = logo or Logo(
            owner_kind=owner.kind, provider_id=owner.provider_id, digest="", content=b"", width=0, height=0
        )
        logo.digest, logo.content = picture.digest, picture.content
        logo.width, logo.height = picture.width, picture.height
        logo.changed_at, logo.changed_by = clock.now(), member.user_id
        session.add(logo)
    try:
        session.flush()
    except IntegrityError as taken:
        # Two colleagues gave it its first logo at the same moment.
        raise ChangedMeanwhile from taken
    act = "logo-removed" if picture is None else "logo-kept"
    record(session, member, act, "site" if owner.provider_id is None else "provider", owner.provider_id)


def _held(session: Session, owner: Owner) -> Logo | None:
    """The logo as it stands, held until the transaction ends."""
    return session.scalars(
        select(Logo)
        .where(
            col(Logo.owner_kind) == owner.kind,
            col(Logo.provider_id).is_(None)
            if owner.provider_id is None
            else col(Logo.provider_id) == owner.provider_id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
