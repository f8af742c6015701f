"""What an adviser has to keep an eye on, over all lists in use, quick with two thousand of them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.plans.lines import live_kept
from pathways.shortlists.models import ListState, Shortlist, ShortlistItem, ShortlistResponse, ShortlistShare
from pathways.shortlists.queries.own import owned_by
from pathways.shortlists.queries.seen import SeenItem, seen_items
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
        .where(col(ShortlistResponse.answer) == "talk")
        .scalar_subquery()
    )
    shared = (
        select(col(ShortlistShare.shortlist_id))
        .where(col(ShortlistShare.revoked_at).is_(None), col(ShortlistShare.expires_on) >= today)
        .scalar_subquery()
    )
    waiting = (*mine, col(Shortlist.id).in_(shared), col(Shortlist.id).not_in(answered))
    asked = (*mine, col(Shortlist.removal_asked_at).is_not(None))
    talking = (*mine, col(Shortlist.id).in_(talk))
    going = (*mine, col(Shortlist.goes_on) <= today + WARNED_FOR)
    closing, over, differing = _opportunities(session, mine, snapshot, today)
    deadlines = _items(session, mine, closing, snapshot, today)
    deadlines.sort(key=lambda one: (one.seen.standing.closes_on or today, one.shortlist.label))
    changed = [
        one for one in _items(session, mine, differing, snapshot, today) if one.seen.standing.is_changed
    ]
    return Watch(
        removals=_first(session, asked),
        removal_count=_count(session, asked),
        wants_talk=_first(session, talking),
        talk_count=_count(session, talking),
        no_response=_first(session, waiting),
        no_response_count=_count(session, waiting),
        deadlines=tuple(deadlines[:MOST_SHOWN]),
        deadline_count=_item_count(session, mine, closing),
        closed=tuple(_items(session, mine, over, snapshot, today)[:MOST_SHOWN]),
        closed_count=_item_count(session, mine, over),
        changed=tuple(changed[:MOST_SHOWN]),
        going_count=_count(session, going),
        goes_on=session.scalar(select(func.min(col(Shortlist.goes_on))).where(*going)),
        lists=_count(session, mine),
    )


Conditions = tuple[ColumnElement[bool], ...]


def _opportunities(
    session: Session, mine: Conditions, snapshot: CatalogueSnapshot | None, today: date
) -> tuple[set[int], set[int], set[int]]:
    """The opportunities on the lists that close soon, are over, or are not what they were. Each is looked up once."""
    closing: set[int] = set()
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
            closing.add(opportunity_id)
        if facts_then != {facts_of(now)}:
            differing.add(opportunity_id)
    return closing, over, differing


def _items(
    session: Session, mine: Conditions, ids: set[int], snapshot: CatalogueSnapshot | None, today: date
) -> list[WatchedItem]:
    """Some of the items of these opportunities, by label: enough for the page."""
    if not ids:
        return []
    rows = session.execute(
        select(Shortlist, ShortlistItem)
        .join(ShortlistItem, col(ShortlistItem.shortlist_id) == col(Shortlist.id))
        .where(*mine, col(ShortlistItem.opportunity_id).in_(ids))
        .order_by(func.lower(col(Shortlist.label)), col(Shortlist.id), col(ShortlistItem.position))
        .limit(10 * MOST_SHOWN)
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
