"""The advisers of an organisation, and how many lists each works with."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Membership, StaffUser
from pathways.accounts.roles import ADVISERS
from pathways.shortlists.models import Shortlist
from pathways.shortlists.queries.evidence import Evidence, evidence_by_adviser

NOBODY = 0
"""Stands for the lists that nobody works with any more."""


@dataclass(frozen=True, slots=True)
class Caseload:
    """How many lists somebody has. ``is_here``: they still are an adviser of the organisation. No list is named."""

    user_id: int
    name: str
    is_here: bool
    counts: Evidence


def advisers_of(session: Session, organisation_id: int) -> list[tuple[int, str]]:
    """The advisers of an organisation at present, by name: number and name."""
    rows = session.execute(
        select(col(StaffUser.id), col(StaffUser.name), col(StaffUser.email))
        .join(Membership, col(Membership.user_id) == col(StaffUser.id))
        .where(
            col(Membership.organisation_id) == organisation_id,
            col(Membership.removed_at).is_(None),
            col(Membership.role).in_(ADVISERS),
            col(StaffUser.active).is_(True),
        )
        .order_by(col(StaffUser.name), col(StaffUser.id))
    )
    return [(user_id or 0, name or email) for user_id, name, email in rows]


def left_behind(session: Session, organisation_id: int) -> frozenset[int]:
    """Whose lists nobody works with now: people who are no advisers there any more, `NOBODY` for lists without one.

    Templates and archived lists count. A lead may pass on these people's lists and nobody else's.
    """
    here = {number for number, _name in advisers_of(session, organisation_id)}
    owners = session.scalars(
        select(col(Shortlist.owner_id)).where(col(Shortlist.organisation_id) == organisation_id).distinct()
    )
    return frozenset(owner or NOBODY for owner in owners if owner not in here)


def caseloads(session: Session, organisation_id: int) -> tuple[Caseload, ...]:
    """How many lists each person has, those who have left among them; for the lead. Templates are not counted."""
    here = dict(advisers_of(session, organisation_id))
    counted = {counts.group or NOBODY: counts for counts in evidence_by_adviser(session, organisation_id)}
    left = left_behind(session, organisation_id)
    gone = sorted(left - {NOBODY})
    names = {
        user.id: user.name or user.email
        for user in session.scalars(select(StaffUser).where(col(StaffUser.id).in_(gone)))
    }
    found = [
        Caseload(number, name, is_here=True, counts=counted.get(number, Evidence(number)))
        for number, name in here.items()
    ]
    found += [
        Caseload(number, names.get(number, ""), is_here=False, counts=counted.get(number, Evidence(number)))
        for number in gone
    ]
    if NOBODY in left:
        found.append(Caseload(NOBODY, "", is_here=False, counts=counted.get(NOBODY, Evidence(None))))
    return tuple(found)
