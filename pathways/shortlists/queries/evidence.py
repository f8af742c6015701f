"""Counts for a school: by year group, or by adviser. No label, no note and no list is in them."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.shortlists.models import ListKind, ResponseKind, Shortlist, ShortlistItem, ShortlistResponse


@dataclass(slots=True)
class Evidence:
    """The counts of one year group or adviser. Archived lists count, templates do not.

    ``shared`` and ``opened`` count lists that ever were: they do not fall when links end and are forgotten.
    """

    group: int | None
    lists: int = 0
    filled: int = 0
    shared: int = 0
    opened: int = 0
    answered: int = 0
    items: int = 0
    answers: dict[ResponseKind, int] = field(default_factory=dict)
    routes: dict[str, int] = field(default_factory=dict)


def evidence_by_year(session: Session, whose: ColumnElement[bool]) -> list[Evidence]:
    """The counts of each year group, lists without one last. ``whose`` says which lists."""
    return _evidence(session, whose, col(Shortlist.year_group))


def evidence_by_adviser(session: Session, organisation_id: int) -> list[Evidence]:
    """The counts of each adviser of an organisation, by the number of the person; None for lists nobody has."""
    return _evidence(session, col(Shortlist.organisation_id) == organisation_id, col(Shortlist.owner_id))


def in_organisation(organisation_id: int) -> ColumnElement[bool]:
    """The condition that a list belongs to an organisation: for counts only."""
    return col(Shortlist.organisation_id) == organisation_id


def _evidence(session: Session, whose: ColumnElement[bool], by: Any) -> list[Evidence]:
    counted = (whose, col(Shortlist.kind) != ListKind.TEMPLATE)
    found: dict[Hashable, Evidence] = {}

    def of(group: int | None) -> Evidence:
        return found.setdefault(group, Evidence(group))

    shared_on, opened_on = col(Shortlist.first_shared_on), col(Shortlist.first_opened_on)
    lists = (
        select(by, func.count(), func.count(shared_on), func.count(opened_on)).where(*counted).group_by(by)
    )
    for group, number, shared, opened in session.execute(lists):
        of(group).lists, of(group).shared, of(group).opened = number, shared, opened
    items = (
        select(
            by,
            func.count(col(ShortlistItem.id)),
            func.count(func.distinct(col(Shortlist.id))),
        )
        .join(ShortlistItem, col(ShortlistItem.shortlist_id) == col(Shortlist.id))
        .where(*counted)
        .group_by(by)
    )
    for group, number, filled in session.execute(items):
        of(group).items, of(group).filled = number, filled
    joined = (
        select(by, func.count(func.distinct(col(Shortlist.id))))
        .join(ShortlistItem, col(ShortlistItem.shortlist_id) == col(Shortlist.id))
        .join(ShortlistResponse, col(ShortlistResponse.item_id) == col(ShortlistItem.id))
        .where(*counted)
        .group_by(by)
    )
    for group, answered in session.execute(joined):
        of(group).answered = answered
    answer = col(ShortlistResponse.answer)
    for group, kind, number in session.execute(
        joined.with_only_columns(by, answer, func.count()).group_by(answer)
    ):
        of(group).answers[ResponseKind(kind)] = number
    route = col(ShortlistItem.route)
    for group, name, number in session.execute(
        items.with_only_columns(by, route, func.count(func.distinct(col(Shortlist.id)))).group_by(route)
    ):
        of(group).routes[name] = number
    return sorted(found.values(), key=lambda one: (one.group is None, one.group or 0))
