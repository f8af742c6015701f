"""The beginning of every change of a list: it is taken under a lock, and its clock starts again."""

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.database import LARGEST_ID, table_of
from pathways.shortlists.models import AdviserDesk, Shortlist
from pathways.shortlists.queries.own import labels_in_use, owned_by
from pathways.shortlists.rules.school_year import goes_on
from pathways.shortlists.rules.whose import Whose


class Changed(Exception):
    """Somebody else changed the same words since the form was opened. Nothing was written."""


def take_list(session: Session, whose: Whose, list_id: int) -> Shortlist | None:
    """The list, locked until the caller commits, its last edit set to today; None when it is not theirs.

    The lock comes with the first statement, so that two changes at once follow each other and none is lost.
    """
    return next(iter(take_lists(session, whose, [list_id])), None)


def take_lists(session: Session, whose: Whose, ids: list[int]) -> list[Shortlist]:
    """Several lists as `take_list` takes one, by id; those that are not theirs are left out."""
    named = sorted({list_id for list_id in ids if 1 <= list_id <= LARGEST_ID})
    if not named:
        return []
    today = clock.today()
    session.execute(
        update(Shortlist)
        .where(col(Shortlist.id).in_(named), owned_by(whose))
        .values(last_edited_on=today, goes_on=goes_on(today), updated_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    return list(
        session.scalars(
            select(Shortlist)
            .where(col(Shortlist.id).in_(named), owned_by(whose))
            .order_by(col(Shortlist.id))
            .execution_options(populate_existing=True)
        )
    )


def take_labels(session: Session, whose: Whose, *, but: int | None = None) -> set[str]:
    """The labels of an adviser's lists (the list ``but`` left out), none of which changes until the caller commits.

    The adviser's desk is locked for it, so that two windows at once never give one label to two lists. A list is taken
    before its labels, never after.
    """
    desk = {"user_id": whose.user_id, "organisation_id": whose.organisation_id, "wants_digest": False}
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    session.execute(insert(table_of(AdviserDesk)).values(desk).on_conflict_do_nothing())
    session.execute(
        update(AdviserDesk)
        .where(
            col(AdviserDesk.user_id) == whose.user_id,
            col(AdviserDesk.organisation_id) == whose.organisation_id,
        )
        .values(in_hand_id=AdviserDesk.in_hand_id)
        .execution_options(synchronize_session=False)
    )
    return labels_in_use(session, whose, but=but)
