"""The lists in use of one year group."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.shortlists.models import ListKind, ListState, Shortlist
from pathways.shortlists.queries.own import owned_by
from pathways.shortlists.rules.labels import label_order
from pathways.shortlists.rules.whose import Whose


def lists_of_year(session: Session, whose: Whose, year_group: int) -> list[Shortlist]:
    """An adviser's lists of a year group that are in use, by label, templates left out."""
    found = session.scalars(
        select(Shortlist).where(
            owned_by(whose),
            col(Shortlist.state) == ListState.ACTIVE,
            col(Shortlist.kind) != ListKind.TEMPLATE,
            col(Shortlist.year_group) == year_group,
        )
    )
    return sorted(found, key=lambda one: (label_order(one.label), one.id or 0))


def pupils_by_year(session: Session, whose: Whose, but: int) -> list[tuple[int, int]]:
    """Each year group with how many pupils' lists in use it has, the list ``but`` not counted."""
    year = col(Shortlist.year_group)
    counted = session.execute(
        select(year, func.count())
        .where(
            owned_by(whose),
            col(Shortlist.state) == ListState.ACTIVE,
            col(Shortlist.kind) == ListKind.PUPIL,
            col(Shortlist.id) != but,
        )
        .group_by(year)
        .order_by(year)
    )
    return [(group, number) for group, number in counted if group is not None]
