"""Keeping the settings of the site. The caller commits."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.host.models import SiteSetting


def stored_settings(session: Session) -> dict[str, str]:
    """What the host set, by name; what is empty or was never set is not there."""
    return {one.name: one.value for one in session.scalars(select(SiteSetting)) if one.value}


def keep_settings(session: Session, values: Mapping[str, str], *, member: Member) -> None:
    """Keep the settings that changed."""
    for name, value in sorted(values.items()):
        known = session.get(SiteSetting, name) or SiteSetting(name=name)
        if known.value == value:
            continue
        known.value, known.changed_by, known.changed_at = value, member.user_id, clock.now()
        session.add(known)
        session.flush()
        record(session, member, f"set-{name.replace('_', '-')}", "site_setting")
