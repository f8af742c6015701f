"""Which of the versions that trusted providers published are looked at afterwards: a few of each, picked by chance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

LOOKED_BACK = timedelta(days=30)
EACH = 5
"""Versions of one organisation that are looked at in that time."""


@dataclass(frozen=True, slots=True)
class Published:
    """A version that was shown at once."""

    listing_id: int
    number: int
    organisation_id: int
    organisation: str
    title: str
    published_at: datetime
    is_looked_at: bool = False


def sampled(published: Iterable[Published]) -> list[Published]:
    """Of each organisation at most `EACH`, those not looked at yet, oldest first.

    The choice depends on the numbers alone, so it stays the same from day to day and no provider can steer it.
    """
    by_organisation: dict[int, list[Published]] = defaultdict(list)
    for one in published:
        by_organisation[one.organisation_id].append(one)
    chosen = [one for group in by_organisation.values() for one in sorted(group, key=_lot)[:EACH]]
    return sorted(
        (one for one in chosen if not one.is_looked_at),
        key=lambda one: (one.published_at, one.listing_id, one.number),
    )


def _lot(one: Published) -> tuple[int, int, int]:
    return (crc32(f"{one.listing_id}:{one.number}".encode()), one.listing_id, one.number)
