"""What became of an opportunity since it was saved: a pure rule over what was kept and what the catalogue says now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pathways.catalogue.intakes import is_over, state_on
from pathways.catalogue.results import Card
from pathways.catalogue.starts import StartDates
from pathways.plans.kept import Kept

ChangeKind = Literal[
    "gone",
    "gone-early",
    "over",
    "open-again",
    "start-moved",
    "start-new",
    "start-dropped",
    "closing-moved",
    "closing-given",
    "closing-dropped",
    "pay",
    "fee",
    "money",
    "place",
    "title",
]
Said = date | int | str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: what it was and what it is. Days, whole pence or words, as ``kind`` has it."""

    kind: ChangeKind
    before: Said = None
    after: Said = None


def changes_since(kept: Kept, live: Kept | None, *, saved_on: date, today: date) -> tuple[Change, ...]:
    """What changed, the weightiest first. ``live`` is None when the catalogue holds it no more.

    A start that has gone by since is no change: everybody knew that it would.
    """
    if live is None:
        early = bool(kept.starts) and not is_over(kept.starts, today)
        return (Change("gone-early" if early else "gone", _last_day(kept.starts)),)
    changed: list[Change] = []
    is_closed, was_closed = is_over(live.starts, today), is_over(kept.starts, saved_on)
    if is_closed and not was_closed:
        changed.append(Change("over", after=_last_day(live.starts)))
    elif was_closed and not is_closed:
        changed.append(Change("open-again"))
    changed.extend(_dates(kept.starts, live.starts, today))
    changed.extend(_facts(kept.card, live.card))
    return tuple(changed)


def _last_day(starts: Iterable[StartDates]) -> date | None:
    """The last day on which anybody could apply, as far as the starts say."""
    days = [start.closes_on or start.starts_on for start in starts]
    return max((day for day in days if day is not None), default=None)


def _dates(before: tuple[StartDates, ...], after: tuple[StartDates, ...], today: date) -> list[Change]:
    """Changes of starts and closing days. Of those that differ, two of one day (or of the same words) are the same."""
    was = [start for start in before if start not in after]
    new = {_name(start): start for start in after if start not in before}
    changed: list[Change] = []
    lost: list[StartDates] = []
    for start in was:
        same = new.pop(_name(start), None)
        if same is not None:
            changed += _closing(start.closes_on, same.closes_on)
        elif state_on(start, today) != "closed":
            lost.append(start)
    come = [start for start in new.values() if state_on(start, today) != "closed"]
    if len(lost) == 1 and len(come) == 1:
        changed.append(Change("start-moved", _said(lost[0]), _said(come[0])))
        return changed + _closing(lost[0].closes_on, come[0].closes_on)
    changed += [Change("start-dropped", before=_said(start)) for start in lost]
    return changed + [Change("start-new", after=_said(start)) for start in come]


def _name(start: StartDates) -> tuple[object, ...]:
    return (start.starts_on,) if start.starts_on else (start.is_flexible, start.start_text)


def _said(start: StartDates) -> Said:
    return start.starts_on or start.start_text or None


def _closing(before: date | None, after: date | None) -> list[Change]:
    if before == after:
        return []
    if before is None:
        return [Change("closing-given", after=after)]
    return [Change("closing-dropped", before) if after is None else Change("closing-moved", before, after)]


def _facts(before: Card, after: Card) -> list[Change]:
    """Changes of what it pays or costs, of where it is and of what it is called."""
    changed: list[Change] = []
    if before.pay_weekly_pence and after.pay_weekly_pence:
        if before.pay_weekly_pence != after.pay_weekly_pence:
            changed.append(Change("pay", before.pay_weekly_pence, after.pay_weekly_pence))
    elif before.fee_pence and after.fee_pence:
        if before.fee_pence != after.fee_pence:
            changed.append(Change("fee", before.fee_pence, after.fee_pence))
    elif _money(before) != _money(after):
        changed.append(Change("money"))
    was, now = before.town or before.venue_name, after.town or after.venue_name
    if was and now and was != now:
        changed.append(Change("place", was, now))
    if before.title != after.title:
        changed.append(Change("title", before.title, after.title))
    return changed


def _money(card: Card) -> tuple[object, ...]:
    return (card.money, card.fee_pence, card.pay_weekly_pence, card.pay_hourly_pence)
