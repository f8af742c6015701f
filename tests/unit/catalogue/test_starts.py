"""The starts of an opportunity, as the snapshot has them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from pathways.catalogue.intakes import is_over, state_on
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import Intake, Opportunity
from pathways.catalogue.starts import StartDates, starts_of
from tests.harness.catalogue import SeededCatalogue

SAMPLED_EVERY = 97


def test_they_are_those_of_the_database(seeded_catalogue: SeededCatalogue) -> None:
    database = seeded_catalogue.open_database()
    snapshot = LiveCatalogue(seeded_catalogue.instance_dir, database).snapshot()
    with database.open_session() as session:
        numbers = session.scalars(select(Opportunity.id).order_by(Opportunity.id)).all()[::SAMPLED_EVERY]
        for number in numbers:
            stored = session.scalars(select(Intake).where(Intake.opportunity_id == number)).all()
            assert number is not None
            told = starts_of(snapshot, number)
            assert {(one.starts_on, one.closes_on, one.is_flexible, one.start_text) for one in told} == {
                (one.starts_on, one.closes_on, one.is_flexible, one.start_text) for one in stored
            }
    database.close()
    assert len(numbers) > 20


def test_what_is_not_in_the_snapshot_has_none(seeded_catalogue: SeededCatalogue) -> None:
    database = seeded_catalogue.open_database()
    snapshot = LiveCatalogue(seeded_catalogue.instance_dir, database).snapshot()
    assert starts_of(snapshot, 999_999_999) == ()
    database.close()


def test_they_are_judged_as_intakes_are() -> None:
    start = StartDates(date(2027, 9, 6), date(2027, 3, 3))
    assert state_on(start, date(2027, 3, 3)) == "open"
    assert state_on(start, date(2027, 3, 4)) == "closed"
    assert is_over([start], date(2027, 3, 4))
    assert not is_over([start, StartDates(None, None, is_flexible=True)], date(2027, 3, 4))
