"""What is listed no more, carried by the form of its item: taken out in another window, it can still be put back.

Once an item is taken out nothing here holds it. Its form brings what was kept of it, under a seal of ours, so that
nobody can put into a plan what never stood in the catalogue.
"""

import hmac
import json
from typing import Any

from pathways.tokens import keyed_hash

LONGEST_CARRIED = 20_000
"""Letters of a form's field that are looked at; what is kept of one opportunity takes a tenth of it."""


def carry(as_saved: dict[str, Any], *, key: str) -> str:
    """The value of the form's field: what is kept of an opportunity, sealed under ``key``."""
    said = json.dumps(as_saved, separators=(",", ":"), sort_keys=True)
    return f"{said}.{_seal(said, key)}"


def carried(value: str, opportunity_id: int, *, key: str) -> dict[str, Any] | None:
    """What a form brought of an opportunity; None for nothing, for another one, and for what has no seal of ours."""
    said, _, seal = value.rpartition(".")
    if not said or not seal.isascii() or not hmac.compare_digest(seal, _seal(said, key)):
        return None
    as_saved: dict[str, Any] = json.loads(said)
    return as_saved if as_saved.get("card", {}).get("id") == opportunity_id else None


def _seal(said: str, key: str) -> str:
    return keyed_hash(said, purpose="plan-carried", key=key)
