"""Making, knowing and revoking keys of the API, and remembering what was answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.accounts.models import Membership, Organisation
from pathways.accounts.roles import PROVIDERS
from pathways.listings.keys.models import SHOWN_LETTERS, ApiAnswer, ApiKey
from pathways.tokens import keyed_hash, new_token

PURPOSE = "api-key"
ANSWERS_KEPT_FOR = timedelta(days=2)
MOST_KEYS = 20


class TooManyKeys(Exception):
    """An organisation has as many keys as it may have. Nothing was written."""


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """Whom a key writes for: the key, the member who made it, and the provider."""

    key: ApiKey
    member: Member
    provider_id: int


def live_keys(session: Session, organisation_id: int) -> list[ApiKey]:
    """The keys of an organisation that can be used, the newest first."""
    return list(
        session.scalars(
            select(ApiKey)
            .where(col(ApiKey.organisation_id) == organisation_id, col(ApiKey.revoked_at).is_(None))
            .order_by(col(ApiKey.id).desc())
        )
    )


def make_key(session: Session, name: str, *, member: Member, secret: str) -> str:
    """A new key; only its hash under ``secret`` is kept. Raises TooManyKeys. Does not commit."""
    if len(live_keys(session, member.organisation_id)) >= MOST_KEYS:
        raise TooManyKeys
    token = new_token()
    made = ApiKey(
        organisation_id=member.organisation_id,
        name=name,
        key_hash=keyed_hash(token, purpose=PURPOSE, key=secret),
        begins=token[:SHOWN_LETTERS],
        made_by=member.user_id,
    )
    session.add(made)
    session.flush()
    record(session, member, "api-key-made", "api_key", made.id)
    return token


def revoke_key(session: Session, key_id: int, *, member: Member) -> bool:
    """Let a key of the organisation open nothing from now on. False when it has no such key. Does not commit."""
    found = next((one for one in live_keys(session, member.organisation_id) if one.id == key_id), None)
    if found is None:
        return False
    found.revoked_at = clock.now()
    record(session, member, "api-key-revoked", "api_key", found.id)
    return True


def holder_of(session: Session, token: str, *, secret: str) -> KeyHolder | None:
    """Whom a key writes for. None for one that is none, that was revoked, or whose maker or provider has gone."""
    hashed = keyed_hash(token, purpose=PURPOSE, key=secret)
    found = session.execute(
        select(ApiKey, Organisation, Membership)
        .join(Organisation, col(Organisation.id) == col(ApiKey.organisation_id))
        .join(
            Membership,
            (col(Membership.user_id) == col(ApiKey.made_by))
            & (col(Membership.organisation_id) == col(ApiKey.organisation_id)),
        )
        .where(
            col(ApiKey.key_hash) == hashed,
            col(ApiKey.revoked_at).is_(None),
            col(Organisation.suspended_at).is_(None),
            col(Organisation.provider_id).is_not(None),
            col(Membership.removed_at).is_(None),
        )
    ).first()
    if found is None:
        return None
    key, organisation, membership = found
    if membership.role not in PROVIDERS:
        return None
    member = Member(
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        role=membership.role,
        organisation_kind=organisation.kind,
        name=key.name,
        organisation_name=organisation.name,
        is_demonstration=organisation.is_demonstration,
    )
    return KeyHolder(key, member, organisation.provider_id or 0)


def forget_old_answers(session: Session, now: datetime) -> int:
    """Delete the answers kept longer than ``ANSWERS_KEPT_FOR``, and say how many. The caller commits."""
    gone = session.execute(delete(ApiAnswer).where(col(ApiAnswer.at) < now - ANSWERS_KEPT_FOR))
    return int(gone.rowcount)  # type: ignore[attr-defined]
