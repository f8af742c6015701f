"""What is read of logos: the one that pages show, and the picture behind an address."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Organisation
from pathways.logos.models import Logo, OwnerKind


@dataclass(frozen=True, slots=True)
class ShownLogo:
    """A logo as pages show it, with its size in points."""

    digest: str
    width: int
    height: int

    @property
    def address(self) -> str:
        """Where its picture is. Another picture has another address."""
        return f"/logos/{self.digest}.png"


def provider_logo(session: Session, provider_id: int) -> ShownLogo | None:
    """The logo of a provider; None when it has none, or while the host has taken its organisation off the site."""
    return _shown(session, col(Logo.provider_id) == provider_id, _is_admitted())


def host_logo(session: Session) -> ShownLogo | None:
    """The logo of whoever runs the site."""
    return _shown(session, col(Logo.owner_kind) == OwnerKind.HOST)


def logo_content(session: Session, digest: str) -> bytes | None:
    """The picture of an address, as PNG; None when nobody who may show one has it."""
    return session.scalars(
        select(col(Logo.content)).where(col(Logo.digest) == digest, _is_admitted()).limit(1)
    ).first()


def _shown(session: Session, *conditions: ColumnElement[bool]) -> ShownLogo | None:
    columns: tuple[Any, ...] = (col(Logo.digest), col(Logo.width), col(Logo.height))
    found = session.execute(select(*columns).where(*conditions)).one_or_none()
    return None if found is None else ShownLogo(*found)


def _is_admitted() -> ColumnElement[bool]:
    """That the host has not suspended the organisation which looks after the provider."""
    return ~exists().where(
        col(Organisation.provider_id) == col(Logo.provider_id), col(Organisation.suspended_at).is_not(None)
    )
