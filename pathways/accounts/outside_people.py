"""Who of ours somebody is whom the sign-in service of an organisation vouches for."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.addresses import tidy_name
from pathways.accounts.audit import add_entry
from pathways.accounts.joining import accept
from pathways.accounts.models import Invitation, OutsideIdentity, StaffUser
from pathways.accounts.models.organisations import LONGEST_NAME
from pathways.accounts.outside import Proved
from pathways.accounts.queries import user_with_email
from pathways.mail.addresses import read_email


def person_behind(session: Session, proved: Proved) -> StaffUser | None:
    """The person linked before; else the one with the checked address, known or invited, who is linked from now on.

    None for everybody else, and for shut accounts. The caller commits.
    """
    linked = session.execute(
        select(StaffUser)
        .join(OutsideIdentity, col(OutsideIdentity.user_id) == col(StaffUser.id))
        .where(col(OutsideIdentity.issuer) == proved.issuer, col(OutsideIdentity.subject) == proved.subject)
    ).scalar_one_or_none()
    user = linked or _known_or_invited(session, proved)
    if user is None or not user.active:
        return None
    if linked is None:
        session.add(OutsideIdentity(user_id=user.id or 0, issuer=proved.issuer, subject=proved.subject))
        session.flush()
        add_entry(
            session,
            actor_id=user.id,
            organisation_id=None,
            action="outside-identity-linked",
            object_kind="staff_user",
            object_id=user.id,
        )
    return user


def _known_or_invited(session: Session, proved: Proved) -> StaffUser | None:
    email = read_email(proved.email) if proved.email else None
    if email is None:
        return None
    asked = session.execute(
        select(Invitation)
        .where(col(Invitation.email) == email, col(Invitation.expires_at) > clock.now())
        .order_by(col(Invitation.made_at).desc())
    ).scalars()
    for invitation in asked:
        accept(session, invitation, name=tidy_name(proved.name, LONGEST_NAME))
    return user_with_email(session, email)
