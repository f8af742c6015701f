"""A page of an adviser's lists, searched and filtered, with what stands beside each."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.shortlists.models import (
    ListKind,
    ListState,
    Shortlist,
    ShortlistItem,
    ShortlistResponse,
    ShortlistShare,
)
from pathways.shortlists.queries.own import owned_by
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
    """One list with how many items it has, how many were answered, and whether it was shared and opened."""

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


def page_of_lists(session: Session, whose: Whose, wanted: ListFilter) -> ListPage:
    """The lists asked for, by year group and label, in four queries however many there are."""
    conditions = _conditions(whose, wanted)
    total = session.scalar(select(func.count()).select_from(Shortlist).where(*conditions)) or 0
    last = max(1, -(-total // PAGE_SIZE))
    page = min(max(wanted.page, 1), last)
    lists = list(
        session.scalars(
            select(Shortlist)
            .where(*conditions)
            .order_by(col(Shortlist.year_group), func.lower(col(Shortlist.label)), col(Shortlist.id))
            .limit(PAGE_SIZE)
            .offset((page - 1) * PAGE_SIZE)
        )
    )
    return ListPage(lines_for(session, lists), total, page)


def lines_for(session: Session, lists: list[Shortlist]) -> tuple[ListLine, ...]:
    """What stands beside lists already found to be theirs."""
    ids = [found.id for found in lists]
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
    opened = session.execute(
        select(col(ShortlistShare.shortlist_id), func.max(col(ShortlistShare.first_opened_at)))
        .where(col(ShortlistShare.shortlist_id).in_(ids))
        .group_by(col(ShortlistShare.shortlist_id))
    )
    shared = dict(opened.all())
    return tuple(
        ListLine(
            found,
            *counted.get(found.id or 0, (0, 0)),
            is_shared=found.id in shared,
            is_opened=shared.get(found.id or 0) is not None,
        )
        for found in lists
    )


def _conditions(whose: Whose, wanted: ListFilter) -> list[ColumnElement[bool]]:
    conditions = [owned_by(whose), col(Shortlist.state) == wanted.state]
    if wanted.words:
        conditions.append(func.lower(col(Shortlist.label)).contains(wanted.words.lower(), autoescape=True))
    if wanted.year_group is not None:
        conditions.append(col(Shortlist.year_group) == wanted.year_group)
    if wanted.kind is not None:
        conditions.append(col(Shortlist.kind) == wanted.kind)
    return conditions
