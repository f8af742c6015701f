"""What an adviser has to keep an eye on, over all lists in use, quick with two thousand of them."""

from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.plans.lines import live_kept
from pathways.shortlists.models import ListState, Shortlist, ShortlistItem, ShortlistResponse, ShortlistShare
from pathways.shortlists.queries.own import owned_by
from pathways.shortlists.queries.seen import SeenItem, seen_items
from pathways.shortlists.queries.shares import waits_for_talk, works_on
from pathways.shortlists.rules.school_year import WARNED_FOR
from pathways.shortlists.rules.standing import facts_of, is_closed, is_near
from pathways.shortlists.rules.whose import Whose

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class WatchedItem:
    """An item that needs a look, and the list it is on."""

    shortlist: Shortlist
    seen: SeenItem


@dataclass(frozen=True, slots=True)
class Watch:
    """What needs a look. Each tuple holds the first few; the counts are of all."""

    removals: tuple[Shortlist, ...]
    removal_count: int
    wants_talk: tuple[Shortlist, ...]
    talk_count: int
    no_response: tuple[Shortlist, ...]
    no_response_count: int
    deadlines: tuple[WatchedItem, ...]
    deadline_count: int
    closed: tuple[WatchedItem, ...]
    closed_count: int
    changed: tuple[WatchedItem, ...]
    changed_count: int
    going_count: int
    goes_on: date | None
    lists: int


def watch(session: Session, whose: Whose, snapshot: CatalogueSnapshot | None, today: date) -> Watch:
    """What needs a look among an adviser's lists in use. Without a snapshot nothing is said of what is on them."""
    mine = (owned_by(whose), col(Shortlist.state) == ListState.ACTIVE)
    answered = (
        select(col(ShortlistItem.shortlist_id))
        .join(ShortlistResponse, col(ShortlistResponse.item_id) == col(ShortlistItem.id))
        .scalar_subquery()
    )
    talk = (
        select(col(ShortlistItem.shortlist_id))
        .join(ShortlistResponse, col(ShortlistResponse.item_id) == col(ShortlistItem.id))
        .where(waits_for_talk())
        .scalar_subquery()
    )
    shared = (
        select(col(ShortlistShare.shortlist_id))
        .join(Shortlist, col(Shortlist.id) == col(ShortlistShare.shortlist_id))
        .where(works_on(today))
        .correlate(None)
        .scalar_subquery()
    )
    waiting = (*mine, col(Shortlist.id).in_(shared), col(Shortlist.id).not_in(answered))
    asked = (*mine, col(Shortlist.removal_asked_at).is_not(None))
    talking = (*mine, col(Shortlist.id).in_(talk))
    going = (*mine, col(Shortlist.goes_on) <= today + WARNED_FOR)
    closing, over, differing = _opportunities(session, mine, snapshot, today)
    deadlines = _items(session, (*mine, _first_closing(session, mine, closing)), snapshot, today)
    deadlines.sort(key=lambda one: (one.seen.standing.closes_on or today, one.shortlist.label.lower()))
    changed = _changed(session, mine, differing, snapshot, today) if differing else []
    changed_first = (*mine, col(ShortlistItem.id).in_(changed[:MOST_SHOWN]))
    is_over = (*mine, col(ShortlistItem.opportunity_id).in_(over))
    return Watch(
        removals=_first(session, asked),
        removal_count=_count(session, asked),
        wants_talk=_first(session, talking),
        talk_count=_count(session, talking),
        no_response=_first(session, waiting),
        no_response_count=_count(session, waiting),
        deadlines=tuple(deadlines),
        deadline_count=_item_count(session, mine, set(closing)),
        closed=tuple(_items(session, is_over, snapshot, today)) if over else (),
        closed_count=_item_count(session, mine, over),
        changed=tuple(_items(session, changed_first, snapshot, today)) if changed else (),
        changed_count=len(changed),
        going_count=_count(session, going),
        goes_on=session.scalar(select(func.min(col(Shortlist.goes_on))).where(*going)),
        lists=_count(session, mine),
    )


Conditions = tuple[ColumnElement[bool], ...]


def _opportunities(
    session: Session, mine: Conditions, snapshot: CatalogueSnapshot | None, today: date
) -> tuple[dict[int, date], set[int], set[int]]:
    """The opportunities on the lists that close soon (with the day), are over, or differ. Each is looked up once."""
    closing: dict[int, date] = {}
    over: set[int] = set()
    differing: set[int] = set()
    if snapshot is None:
        return closing, over, differing
    pairs = session.execute(
        select(col(ShortlistItem.opportunity_id), col(ShortlistItem.facts))
        .join(Shortlist, col(Shortlist.id) == col(ShortlistItem.shortlist_id))
        .where(*mine)
        .distinct()
    )
    facts_by_id: dict[int, set[str]] = {}
    for opportunity_id, facts in pairs:
        facts_by_id.setdefault(opportunity_id, set()).add(facts)
    for opportunity_id, facts_then in facts_by_id.items():
        now = live_kept(snapshot, opportunity_id, today)
        if now is None or is_closed(now, today):
            over.add(opportunity_id)
            continue
        if now.card.closes_on is not None and is_near(now.card.closes_on, today):
            closing[opportunity_id] = now.card.closes_on
        if facts_then != {facts_of(now)}:
            differing.add(opportunity_id)
    return closing, over, differing


def _changed(
    session: Session, mine: Conditions, differing: set[int], snapshot: CatalogueSnapshot | None, today: date
) -> list[int]:
    """The items that are still open and not what they were, all of them, by label.

    Items of one opportunity that were alike on the day they were added have changed alike: one of each is compared.
    """
    rows = session.execute(
        select(
            col(ShortlistItem.id),
            col(ShortlistItem.opportunity_id),
            col(ShortlistItem.facts),
            col(ShortlistItem.added_at),
        )
        .join(Shortlist, col(Shortlist.id) == col(ShortlistItem.shortlist_id))
        .where(*mine, col(ShortlistItem.opportunity_id).in_(differing))
        .order_by(func.lower(col(Shortlist.label)), col(Shortlist.id), col(ShortlistItem.position))
    )
    alike: dict[tuple[int, str, date], list[int]] = {}
    order: list[int] = []
    for item_id, opportunity_id, facts, added_at in rows:
        day = added_at.astimezone(clock.UK).date()
        alike.setdefault((opportunity_id, facts, day), []).append(item_id or 0)
        order.append(item_id or 0)
    firsts = {items[0]: items for items in alike.values()}
    compared = session.scalars(select(ShortlistItem).where(col(ShortlistItem.id).in_(firsts)))
    changed = {
        item_id
        for one in seen_items(list(compared), snapshot, today)
        if one.standing.is_changed
        for item_id in firsts[one.item.id or 0]
    }
    return [item_id for item_id in order if item_id in changed]


def _first_closing(session: Session, mine: Conditions, closing: dict[int, date]) -> ColumnElement[bool]:
    """The condition that an item is among the few whose closing days come first, over all lists."""
    rows = session.execute(
        select(col(ShortlistItem.id), col(ShortlistItem.opportunity_id), col(Shortlist.label))
        .join(Shortlist, col(Shortlist.id) == col(ShortlistItem.shortlist_id))
        .where(*mine, col(ShortlistItem.opportunity_id).in_(closing))
    )
    first = nsmallest(MOST_SHOWN, rows, key=lambda row: (closing[row[1]], row[2].lower(), row[0]))
    return col(ShortlistItem.id).in_([item_id for item_id, _opportunity, _label in first])


def _items(
    session: Session, conditions: Conditions, snapshot: CatalogueSnapshot | None, today: date
) -> list[WatchedItem]:
    """The first of the items that meet the conditions, by label, as they stand."""
    rows = session.execute(
        select(Shortlist, ShortlistItem)
        .join(ShortlistItem, col(ShortlistItem.shortlist_id) == col(Shortlist.id))
        .where(*conditions)
        .order_by(func.lower(col(Shortlist.label)), col(Shortlist.id), col(ShortlistItem.position))
        .limit(MOST_SHOWN)
    ).all()
    seen = seen_items([item for _, item in rows], snapshot, today)
    return [WatchedItem(found, one) for (found, _), one in zip(rows, seen, strict=True)]


def _item_count(session: Session, mine: Conditions, ids: set[int]) -> int:
    if not ids:
        return 0
    counted = (
        select(func.count())
        .select_from(ShortlistItem)
        .join(Shortlist, col(Shortlist.id) == col(ShortlistItem.shortlist_id))
        .where(*mine, col(ShortlistItem.opportunity_id).in_(ids))
    )
    return session.scalar(counted) or 0


def _first(session: Session, conditions: Conditions) -> tuple[Shortlist, ...]:
    found = (
        select(Shortlist)
        .where(*conditions)
        .order_by(func.lower(col(Shortlist.label)), col(Shortlist.id))
        .limit(MOST_SHOWN)
    )
    return tuple(session.scalars(found))


def _count(session: Session, conditions: Conditions) -> int:
    return session.scalar(select(func.count()).select_from(Shortlist).where(*conditions)) or 0
