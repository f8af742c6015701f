"""How something on a list stands today: gone, over, changed since it was added, or closing soon."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Literal

from pathways.catalogue.intakes import is_over
from pathways.catalogue.results import Card
from pathways.catalogue.starts import StartDates

CLOSING_SOON = timedelta(days=30)

Change = Literal["title", "provider", "place", "start", "closing", "money"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether it is closed, what is different from when it was added, and its closing day if that is near."""

    is_closed: bool = False
    changes: tuple[Change, ...] = ()
    closes_on: date | None = None


def standing(before: Card, now: Card | None, starts: tuple[StartDates, ...], today: date) -> Standing:
    """How something stands that was ``before`` when it was added and is ``now`` (None: no longer listed)."""
    if now is None or is_over(starts, today):
        return Standing(is_closed=True)
    near = now.closes_on is not None and today <= now.closes_on <= today + CLOSING_SOON
    return Standing(changes=changes_between(before, now, today), closes_on=now.closes_on if near else None)


def changes_between(before: Card, now: Card, today: date) -> tuple[Change, ...]:
    """What is different. A start or a closing day that has gone by makes way for the next: that is no change."""
    different: list[Change] = []
    if before.title != now.title:
        different.append("title")
    if (before.provider_name, before.employer_name) != (now.provider_name, now.employer_name):
        different.append("provider")
    if (before.town, before.delivery) != (now.town, now.delivery):
        different.append("place")
    has_gone_by = any(day is not None and day < today for day in (before.next_start, before.closes_on))
    if not has_gone_by and _start(before) != _start(now):
        different.append("start")
    if not has_gone_by and before.closes_on != now.closes_on:
        different.append("closing")
    if _money(before) != _money(now):
        different.append("money")
    return tuple(different)


def facts_of(card: Card) -> str:
    """A digest of all that is watched: equal digests, no change."""
    said = (
        card.title,
        card.provider_name,
        card.employer_name,
        card.town,
        card.delivery,
        _start(card),
        card.closes_on,
        _money(card),
    )
    return blake2b(repr(said).encode(), digest_size=8).hexdigest()


def _start(card: Card) -> tuple[date | None, str, bool]:
    return card.next_start, card.start_text, card.is_flexible


def _money(card: Card) -> tuple[str | None, int | None, int | None, int | None]:
    return card.money, card.fee_pence, card.pay_hourly_pence, card.pay_weekly_pence
