"""What the one cookie holds: the five words, so that the page can always show them, under a seal of ours.

The seal is what keeps the cookie from being a second way to guess codes: a value that we did not write is no code at
all, and nothing is looked up for it. See docs/decisions/0010-a-plan-is-opened-by-five-words.md.
"""

import hmac
from dataclasses import dataclass

from pathways.tokens import keyed_hash

PLAN_COOKIE = "plan"
MONTHS_KEPT = 12
DAYS_KEPT = MONTHS_KEPT * 365 // 12
"""A plan, and the memory of it on a device of one's own, go so many days after the plan was last used."""
_OWN, _SHARED = "own", "shared"


@dataclass(frozen=True, slots=True)
class RememberedPlan:
    """The code that a browser remembers, as `word-word-word-word-word`, and whether only until it closes."""

    code: str
    is_shared_computer: bool = False


def write_cookie(remembered: RememberedPlan, *, key: str) -> str:
    """The value of the cookie, sealed under ``key``."""
    said = f"{_SHARED if remembered.is_shared_computer else _OWN}.{remembered.code}"
    return f"{said}.{_seal(said, key)}"


def read_cookie(value: str, *, key: str) -> RememberedPlan | None:
    """What a cookie holds; None when it was not written by us under ``key``."""
    said, _, seal = value.rpartition(".")
    kind, _, code = said.partition(".")
    if kind not in (_OWN, _SHARED) or not code or not seal.isascii():
        return None
    if not hmac.compare_digest(seal, _seal(said, key)):
        return None
    return RememberedPlan(code, kind == _SHARED)


def _seal(said: str, key: str) -> str:
    return keyed_hash(said, purpose="plan-cookie", key=key)
