"""The link that stops an adviser's weekly letters: worked out from the desk's key and the service's secret key.

Nothing that is kept opens it. It does nothing else, and works without signing in, as mail programs need it.
"""

import hmac

from sqlalchemy.orm import Session

from pathways.database import LARGEST_ID
from pathways.shortlists.models import AdviserDesk
from pathways.tokens import keyed_hash

_PART, _PROOF = 8, 32
TOKEN_LENGTH = 2 * _PART + _PROOF
"""Characters of a token, all of them hexadecimal digits: a postcode cannot stand in it, nor be cut out of it."""


def token_for(desk: AdviserDesk, key: str) -> str:
    """What stands in the link of a letter: whose desk it is, and 128 bits that only the secret ``key`` can make."""
    whose = f"{desk.user_id:0{_PART}x}{desk.organisation_id:0{_PART}x}"
    return whose + _proof(whose, key)


def desk_of_token(session: Session, token: str, key: str) -> AdviserDesk | None:
    """The desk that a token was made for; None when it is wrong or the desk is gone."""
    whose, proof = token[: 2 * _PART], token[2 * _PART :]
    if len(token) != TOKEN_LENGTH or not token.isascii():
        return None
    if not hmac.compare_digest(proof, _proof(whose, key)):
        return None
    user_id, organisation_id = int(whose[:_PART], 16), int(whose[_PART:], 16)
    if max(user_id, organisation_id) > LARGEST_ID:
        return None
    return session.get(AdviserDesk, (user_id, organisation_id))


def letter_id(desk: AdviserDesk, key: str, domain: str) -> str:
    """The `Message-ID` of the desk's next letter: the same when it goes out twice, another for the one after."""
    said = f"{desk.user_id} {desk.organisation_id} {desk.digest_sent_at}"
    return f"<{keyed_hash(said, purpose='digest:letter', key=key)[:_PROOF]}@{domain}>"


def _proof(whose: str, key: str) -> str:
    return keyed_hash(whose, purpose="digest:stop", key=key)[:_PROOF]
