"""How something on a list stands today: gone, over, changed since it was added, or closing soon."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from pathways.catalogue.intakes import is_over
from pathways.plans.changes import Change, changes_since
from pathways.plans.kept import Kept

CLOSING_SOON = timedelta(days=30)
_SAID_BY_CLOSED = frozenset({"gone", "gone-early", "over"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether it is closed, what is different from when it was added, and its closing day if that is near."""

    is_closed: bool = False
    changes: tuple[Change, ...] = ()
    closes_on: date | None = None

    @property
    def is_changed(self) -> bool:
        """Whether it is still open and not what it was."""
        return not self.is_closed and bool(self.changes)


def standing(before: Kept, now: Kept | None, *, added_on: date, today: date) -> Standing:
    """How something stands that was ``before`` when it was added and is ``now`` (None: no longer listed)."""
    changes = changes_since(before, now, saved_on=added_on, today=today)
    if is_closed(now, today):
        return Standing(True, tuple(change for change in changes if change.kind in _SAID_BY_CLOSED))
    assert now is not None
    closes = now.card.closes_on
    return Standing(changes=changes, closes_on=closes if closes and is_near(closes, today) else None)


def is_closed(now: Kept | None, today: date) -> bool:
    """Whether nobody can apply for it any more."""
    return now is None or is_over(now.starts, today)


def is_near(closes: date, today: date) -> bool:
    """Whether a closing day lies in the next thirty days."""
    return today <= closes <= today + CLOSING_SOON


def facts_of(kept: Kept) -> str:
    """A digest of all that is watched: equal digests, no change."""
    card = kept.card
    said = (
        card.title,
        card.town or card.venue_name,
        card.money,
        card.fee_pence,
        card.pay_hourly_pence,
        card.pay_weekly_pence,
        kept.starts,
    )
    return blake2b(repr(said).encode(), digest_size=8).hexdigest()
