"""Making, changing, putting away and deleting lists."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.shortlists.models import AdviserDesk, ListState, Shortlist
from pathways.shortlists.operations.editing import Changed
from pathways.shortlists.rules.details import ListDetails, write_details
from pathways.shortlists.rules.school_year import goes_on
from pathways.shortlists.rules.whose import Whose


def make_lists(
    session: Session, whose: Whose, details: ListDetails, labels: Sequence[str] | None = None
) -> list[Shortlist]:
    """A list of these details, or one for each of ``labels`` that differ in their label alone."""
    today = clock.today()
    made = []
    for label in (details.label,) if labels is None else labels:
        found = Shortlist(
            organisation_id=whose.organisation_id,
            owner_id=whose.user_id,
            label=label,
            kind=details.kind,
            last_edited_on=today,
            goes_on=goes_on(today),
        )
        write_details(found, replace(details, label=label))
        made.append(found)
    session.add_all(made)
    session.flush()
    return made


def change_details(session: Session, found: Shortlist, details: ListDetails, version: int) -> None:
    """Write new details over those of ``version``. Raises Changed when they are not the newest."""
    if found.version != version:
        raise Changed
    write_details(found, details)
    found.version += 1
    session.flush()


def keep_answers(session: Session, found: Shortlist, answers: str) -> None:
    """Keep what a pupil answered in an interview, as codes."""
    found.answers = answers
    session.flush()


def put_away(session: Session, lists: Sequence[Shortlist]) -> None:
    """Archive lists. Their links stop working, and none of them stays in hand."""
    _set_state(session, lists, ListState.ARCHIVED)
    _out_of_hand(session, lists)


def bring_back(session: Session, lists: Sequence[Shortlist]) -> None:
    """Bring archived lists back into use."""
    _set_state(session, lists, ListState.ACTIVE)


def delete_lists(session: Session, lists: Sequence[Shortlist]) -> None:
    """Delete lists with all that hangs on them. Nothing keeps their labels."""
    _out_of_hand(session, lists)
    ids = [found.id for found in lists]
    for found in lists:
        session.expunge(found)
    session.execute(delete(Shortlist).where(col(Shortlist.id).in_(ids)))


def take_in_hand(session: Session, whose: Whose, found: Shortlist | None) -> None:
    """Make a list the one that is added to, or put none in hand."""
    desk = desk_of(session, whose)
    desk.in_hand_id = None if found is None else found.id
    session.flush()


def want_digest(session: Session, whose: Whose, *, wanted: bool) -> None:
    """Turn the weekly letter on or off."""
    desk_of(session, whose).wants_digest = wanted
    session.flush()


def desk_of(session: Session, whose: Whose) -> AdviserDesk:
    """The adviser's desk, made when there is none yet."""
    desk = session.get(AdviserDesk, (whose.user_id, whose.organisation_id))
    if desk is None:
        desk = AdviserDesk(user_id=whose.user_id, organisation_id=whose.organisation_id)
        session.add(desk)
    return desk


def _set_state(session: Session, lists: Sequence[Shortlist], state: ListState) -> None:
    for found in lists:
        found.state = state
    session.flush()


def _out_of_hand(session: Session, lists: Sequence[Shortlist]) -> None:
    ids = [found.id for found in lists]
    for desk in session.scalars(select(AdviserDesk).where(col(AdviserDesk.in_hand_id).in_(ids))):
        desk.in_hand_id = None
    session.flush()
