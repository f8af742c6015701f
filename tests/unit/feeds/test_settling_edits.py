"""A person chooses between what was changed here and what the source says: ours stays, or theirs takes its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import (
    CatalogueChange,
    EntryRequirement,
    Intake,
    Opportunity,
    Programme,
    ProgrammeArea,
    Provider,
    Venue,
)
from pathways.catalogue.vocabulary import Area, ListingState
from pathways.database import Database
from pathways.feeds.models import EditConflict
from pathways.feeds.records import AreaRecord, IntakeRecord, OpportunityRecord
from pathways.feeds.settling_edits import NotSettledError, keep_ours, take_theirs
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing
from tests.unit.feeds.running import every_row
from tests.unit.feeds.test_edited_here import BASE, conflicts, edit, shown, state_of

THEIRS = [replace(COLLEGE, name="Theirs"), replace(CAMPUS, name="Theirs"), *plumbing(title="Theirs")]
THEIRS[-1] = replace(THEIRS[-1], week_text="Theirs")  # type: ignore[type-var]
KEYS = {Provider: "college", Venue: "campus", Programme: "plumbing", Opportunity: "plumbing@campus"}
KINDS = [pytest.param(model, id=model.__name__) for model in KEYS]


def to_settle(session: Session) -> list[int]:
    return [conflict.id or 0 for conflict in conflicts(session) if conflict.settled_at is None]


def settle(database: Database, session: Session, how: Any) -> None:
    """Settle the one conflict there is, as a page does."""
    (conflict_id,) = to_settle(session)
    session.rollback()
    with database.unit_of_work() as own:
        how(own, conflict_id=conflict_id)


def changes_told(session: Session) -> list[int | None]:
    session.rollback()
    return list(
        session.execute(select(CatalogueChange.opportunity_id).order_by(CatalogueChange.id)).scalars()
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("model", KINDS)
def test_ours_stays_and_is_not_asked_about_again_until_they_say_something_else(
    database: Database, session: Session, model: type[Any]
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, model, KEYS[model])
    bring_records_in(database, THEIRS)
    settle(database, session, keep_ours)
    assert shown(session, model, KEYS[model]) == "Ours"
    bring_records_in(database, THEIRS)
    assert to_settle(session) == []
    assert shown(session, model, KEYS[model]) == "Ours"
    later = [
        replace(record, **{_NAMES[model]: "Later"}) if _is_of(record, model) else record for record in THEIRS
    ]
    bring_records_in(database, later)
    assert len(to_settle(session)) == 1
    assert shown(session, model, KEYS[model]) == "Ours"


_NAMES = {Provider: "name", Venue: "name", Programme: "title", Opportunity: "week_text"}


def _is_of(record: object, model: type[Any]) -> bool:
    return type(record).__name__ == f"{model.__name__}Record"


@pytest.mark.parametrize("model", KINDS)
def test_theirs_takes_the_place_of_ours_and_the_record_follows_its_source_again(
    database: Database, session: Session, model: type[Any]
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, model, KEYS[model])
    bring_records_in(database, THEIRS)
    told = len(changes_told(session))
    settle(database, session, take_theirs)
    assert shown(session, model, KEYS[model]) == "Theirs"
    offer = session.execute(select(Opportunity.id)).scalar_one()
    assert changes_told(session)[told:] == [offer]
    assert to_settle(session) == []
    # Nothing tells it from a record that was never edited.
    taken = every_row(database)
    assert bring_records_in(database, THEIRS).counts.changes == 0
    assert every_row(database) == taken
    bring_records_in(database, [*BASE, *plumbing()])
    assert shown(session, model, KEYS[model]) != "Theirs"
    assert to_settle(session) == []


def test_theirs_comes_with_all_its_parts_and_days(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, Programme, "plumbing")
    area, entry, programme, offer = plumbing(funding_ends_on=date(2027, 7, 31))
    theirs = [
        AreaRecord("plumbing", Area.ENGINEERING_MAKING, is_main=True),
        replace(area, is_main=False), replace(entry, min_age=16, text="Talk to us."),  # type: ignore[type-var]
        programme, IntakeRecord("plumbing@campus", starts_on=date(2027, 9, 1)), offer,
    ]  # fmt: skip
    bring_records_in(database, [*BASE, *theirs])
    settle(database, session, take_theirs)
    areas = session.execute(select(ProgrammeArea.area).where(ProgrammeArea.is_main)).scalars().all()
    assert areas == [Area.ENGINEERING_MAKING]
    assert session.execute(select(func.count()).select_from(ProgrammeArea)).scalar_one() == 2
    kept = session.execute(select(EntryRequirement.min_age, EntryRequirement.text)).one()
    assert tuple(kept) == (16, "Talk to us.")
    assert session.execute(select(Programme.funding_ends_on)).scalar_one() == date(2027, 7, 31)
    session.rollback()
    assert bring_records_in(database, [*BASE, *theirs]).counts.changes == 0


def test_starts_of_theirs_take_the_place_of_ours(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, Opportunity, "plumbing@campus")
    start = IntakeRecord("plumbing@campus", starts_on=date(2027, 9, 1), closes_on=date(2027, 8, 1))
    *parts, offer = plumbing()
    bring_records_in(database, [*BASE, *parts, start, offer])
    settle(database, session, take_theirs)
    intake = session.execute(select(Intake)).scalar_one()
    assert (intake.starts_on, intake.closes_on, intake.is_flexible) == (
        date(2027, 9, 1),
        date(2027, 8, 1),
        False,
    )


@pytest.mark.parametrize("how", [keep_ours, take_theirs])
def test_what_they_list_no_more_stays_or_is_withdrawn(database: Database, session: Session, how: Any) -> None:
    bring_records_in(database, [*BASE, *plumbing(), *plumbing("other")])
    edit(database, Opportunity, "plumbing@campus")
    bring_records_in(database, [*BASE, *plumbing("other")], force=True)
    settle(database, session, how)
    kept = how is keep_ours
    state = ListingState.PUBLISHED if kept else ListingState.WITHDRAWN
    assert state_of(session, Opportunity, "plumbing@campus") is state
    row = session.execute(select(Opportunity).where(Opportunity.source_key == "plumbing@campus")).scalar_one()
    assert (row.withdrawn_at is None, row.edited_at is None) == (kept, not kept)
    session.rollback()
    bring_records_in(database, [*BASE, *plumbing("other")], force=True)
    assert to_settle(session) == []
    assert state_of(session, Opportunity, "plumbing@campus") is state


def test_what_was_withdrawn_by_choice_comes_back_when_they_list_it_again(
    database: Database, session: Session
) -> None:
    both = [*BASE, *plumbing(), *plumbing("other")]
    bring_records_in(database, both)
    edit(database, Opportunity, "plumbing@campus")
    bring_records_in(database, [*BASE, *plumbing("other")], force=True)
    settle(database, session, take_theirs)
    bring_records_in(database, both)
    assert state_of(session, Opportunity, "plumbing@campus") is ListingState.PUBLISHED
    assert shown(session, Opportunity, "plumbing@campus") == ""


@pytest.mark.parametrize("how", [keep_ours, take_theirs])
def test_a_conflict_is_settled_once_and_one_that_is_over_never(
    database: Database, session: Session, how: Any
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, Programme, "plumbing")
    bring_records_in(database, [*BASE, *plumbing(title="Theirs")])
    (first,) = to_settle(session)
    session.rollback()
    with database.unit_of_work() as own:
        keep_ours(own, conflict_id=first)
    bring_records_in(database, [*BASE, *plumbing(title="Later")])
    (second,) = to_settle(session)
    bring_records_in(database, [*BASE, *plumbing()])
    before = every_row(database)
    for conflict_id in (first, second, 2**40):
        session.rollback()
        with pytest.raises(NotSettledError, match="settled already"):
            how(session, conflict_id=conflict_id)
    session.rollback()
    assert every_row(database) == before


def test_theirs_at_a_place_that_is_gone_cannot_be_taken_and_nothing_changes(
    database: Database, session: Session
) -> None:
    bring_records_in(database, [*BASE, *plumbing()])
    edit(database, Opportunity, "plumbing@campus")
    moved = replace(CAMPUS, key="elsewhere", name="Elsewhere")
    *parts, offer = plumbing()
    assert isinstance(offer, OpportunityRecord)
    bring_records_in(database, [*BASE, moved, *parts, replace(offer, venue_key="elsewhere")])
    gone = session.execute(select(Venue).where(Venue.source_key == "elsewhere")).scalar_one()
    session.delete(gone)
    session.commit()
    before = every_row(database)
    with pytest.raises(NotSettledError, match=r"a venue that is not here any more \(elsewhere\)"):
        settle(database, session, take_theirs)
    assert every_row(database) == before
    assert len(to_settle(session)) == 1
    assert session.execute(select(EditConflict.settled_at)).scalar_one() is None
