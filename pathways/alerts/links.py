"""The links of a letter: made anew for each letter from the row's random key and the service's secret key.

Nothing that is kept opens a link: whoever reads the table lacks the secret key. A link is checked by making it again.
When the secret key is changed, the links of older letters stop working and those of the next letter work.
"""

import hmac
import secrets
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.alerts.models import KEY_LENGTH, SearchAlert
from pathways.tokens import keyed_hash

Purpose = Literal["confirm", "stop"]
TOKEN_LENGTH = 2 * KEY_LENGTH
"""Characters of a token, all of them hexadecimal digits: a postcode cannot stand in it, nor be cut out of it."""


def new_link_key() -> str:
    """A random key of 128 bits for a new row, as hexadecimal digits."""
    return secrets.token_hex(KEY_LENGTH // 2)


def token_for(alert: SearchAlert, purpose: Purpose, key: str) -> str:
    """What stands in the link of a letter: which row it is, and 128 bits that only the secret ``key`` can make."""
    return alert.link_key + _proof(alert.link_key, purpose, key)


def alert_of_token(session: Session, token: str, purpose: Purpose, key: str) -> SearchAlert | None:
    """The alert that a token was made for; None when it is wrong, of another purpose, or its alert is gone."""
    link_key, proof = token[:KEY_LENGTH], token[KEY_LENGTH:]
    if len(token) != TOKEN_LENGTH or not token.isascii():
        return None
    if not hmac.compare_digest(proof, _proof(link_key, purpose, key)):
        return None
    return session.execute(
        select(SearchAlert).where(col(SearchAlert.link_key) == link_key)
    ).scalar_one_or_none()


def letter_id(alert: SearchAlert, key: str, domain: str) -> str:
    """The `Message-ID` of the alert's next letter: the same when it goes out twice, another for the one after."""
    said = keyed_hash(f"{alert.link_key} {alert.next_letter_on}", purpose="alert:letter", key=key)
    return f"<{said[:KEY_LENGTH]}@{domain}>"


def _proof(link_key: str, purpose: Purpose, key: str) -> str:
    return keyed_hash(link_key, purpose=f"alert:{purpose}", key=key)[:KEY_LENGTH]
