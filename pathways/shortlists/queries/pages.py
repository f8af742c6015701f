"""A page of an adviser's lists, searched and filtered, with what stands beside each."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.shortlists.models import ListKind, ListState, Shortlist, ShortlistItem, ShortlistResponse
from pathways.shortlists.queries.own import owned_by
from pathways.shortlists.queries.shares import live_shares
from pathways.shortlists.rules.labels import label_order
from pathways.shortlists.rules.whose import Whose

PAGE_SIZE = 50
LONGEST_SEARCH = 60


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which lists are asked for: words in the label, a year group, a kind, a state, and which page from 1."""

    words: str = ""
    year_group: int | None = None
    kind: ListKind | None = None
    state: ListState = ListState.ACTIVE
    page: int = 1


@dataclass(frozen=True, slots=True)
class ListLine:
    """One list with how many items it has, how many were answered, whether a link works, and whether one was opened."""

    shortlist: Shortlist
    items: int
    answered: int
    is_shared: bool
    is_opened: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of lists and how many there are in all."""

    lines: tuple[ListLine, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def page_of_lists(session: Session, whose: Whose, wanted: ListFilter, today: date) -> ListPage:
    """The lists asked for, by year group and label, in four queries however many there are.

    Words are looked for and labels are put in order here: databases disagree about letters such as É, and none of
    them puts 11B-2 before 11B-10.
    """
    rows = session.execute(
        select(col(Shortlist.id), col(Shortlist.year_group), col(Shortlist.label)).where(
            *_conditions(whose, wanted)
        )
    )
    words = wanted.words.casefold()
    found = sorted(
        (year or 0, label_order(label), list_id or 0)
        for list_id, year, label in rows
        if words in label.casefold()
    )
    last = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(wanted.page, 1), last)
    ids = [list_id for _year, _label, list_id in found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    lists = {one.id: one for one in session.scalars(select(Shortlist).where(col(Shortlist.id).in_(ids)))}
    lines = lines_for(session, [lists[list_id] for list_id in ids if list_id in lists], today)
    return ListPage(lines, len(found), page)


def lines_for(session: Session, lists: list[Shortlist], today: date) -> tuple[ListLine, ...]:
    """What stands beside lists already found to be theirs."""
    ids = [found.id or 0 for found in lists]
    counted = {
        list_id: (items, answered)
        for list_id, items, answered in session.execute(
            select(
                col(ShortlistItem.shortlist_id),
                func.count(),
                func.count(col(ShortlistResponse.item_id)),
            )
            .outerjoin(ShortlistResponse, col(ShortlistResponse.item_id) == col(ShortlistItem.id))
            .where(col(ShortlistItem.shortlist_id).in_(ids))
            .group_by(col(ShortlistItem.shortlist_id))
        )
    }
    shared = live_shares(session, ids, today)
    return tuple(
        ListLine(
            found,
            *counted.get(found.id or 0, (0, 0)),
            is_shared=found.id in shared,
            is_opened=found.first_opened_on is not None,
        )
        for found in lists
    )


def _conditions(whose: Whose, wanted: ListFilter) -> list[ColumnElement[bool]]:
    conditions = [owned_by(whose), col(Shortlist.state) == wanted.state]
    if wanted.year_group is not None:
        conditions.append(col(Shortlist.year_group) == wanted.year_group)
    if wanted.kind is not None:
        conditions.append(col(Shortlist.kind) == wanted.kind)
    return conditions
