"""Whether an organisation may publish at all: nothing of a suspended one reaches the site, by whichever door."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.accounts.models import Organisation


class Suspended(Exception):
    """The host has taken the organisation off the site. Nothing was written."""


def admitted(session: Session, organisation_id: int) -> Organisation:
    """An organisation that may publish, held until the transaction ends, so that it is not suspended meanwhile.

    Raises Suspended.
    """
    organisation = session.scalars(
        select(Organisation).where(col(Organisation.id) == organisation_id).with_for_update(read=True)
    ).one()
    if organisation.suspended_at is not None:
        raise Suspended
    return organisation
