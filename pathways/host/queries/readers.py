"""Who of an organisation gets its letters."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Membership, StaffUser
from pathways.accounts.roles import Role


def readers_of(session: Session, organisation_id: int, asked_by: int | None = None) -> tuple[str, ...]:
    """The addresses of an organisation's admins, or else its editors; and of who asked, if still there."""
    rows = session.execute(
        select(col(StaffUser.id), col(StaffUser.email), col(Membership.role))
        .join(Membership, col(Membership.user_id) == col(StaffUser.id))
        .where(
            col(Membership.organisation_id) == organisation_id,
            col(Membership.removed_at).is_(None),
            col(StaffUser.active).is_(True),
        )
        .order_by(col(StaffUser.id))
    ).all()
    has_admin = any(role is Role.PROVIDER_ADMIN for _, _, role in rows)
    wanted = Role.PROVIDER_ADMIN if has_admin else Role.PROVIDER_EDITOR
    found = [email for user_id, email, role in rows if role is wanted or user_id == asked_by]
    return tuple(dict.fromkeys(found))
