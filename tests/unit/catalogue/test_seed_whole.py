"""The whole of seed_data in a database: every constraint holds, and a later run only moves the dates."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.catalogue.intakes import is_over
from pathways.catalogue.models import Intake, Opportunity, Programme, Provider, Venue
from pathways.catalogue.seed import SeedReport, seed
from pathways.catalogue.vocabulary import ListingState, Money
from pathways.database import Database
from pathways.paths import resource_dir

AUTUMN = datetime(2026, 11, 21, 12, tzinfo=UTC)
EXAM_RESULTS = datetime(2028, 8, 17, 12, tzinfo=UTC)
MOST_OVER_PERCENT = 5


def load(database: Database) -> SeedReport:
    return seed(database, resource_dir("seed_data"))


def test_the_whole_catalogue_loads_again_and_later(
    database: Database, session: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(AUTUMN)
    first = load(database)
    assert first.opportunities == first.added >= 2000
    ids = _ids(session)
    again = load(database)
    assert (again.added, again.changed, again.withdrawn) == (0, 0, 0)
    clock_at(EXAM_RESULTS)
    later = load(database)
    assert (later.added, later.withdrawn) == (0, 0)
    assert later.changed > first.opportunities * 9 // 10
    assert _ids(session) == ids
    assert _share_over(session) < MOST_OVER_PERCENT
    newest = session.scalar(select(func.max(Intake.starts_on)))
    assert newest is not None
    assert newest > EXAM_RESULTS.date() + timedelta(days=365)


def test_what_is_stored_agrees_with_the_files(
    database: Database, session: Session, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(AUTUMN)
    report = load(database)
    for table, number in (
        (Provider, report.providers),
        (Venue, report.venues),
        (Programme, report.programmes),
        (Opportunity, report.opportunities),
    ):
        assert session.scalar(select(func.count()).select_from(table)) == number
    assert set(session.scalars(select(Opportunity.state))) == {ListingState.PUBLISHED}
    paid_fees = select(func.count()).where(col(Opportunity.money) == Money.PAID, col(Opportunity.fee) > 0)
    assert session.scalar(paid_fees) == 0
    unnamed = select(func.count()).where(col(Opportunity.contact_text) == "")
    assert session.scalar(unnamed) == 0
    newest, oldest = session.execute(
        select(func.max(Programme.checked_on), func.min(Programme.checked_on))
    ).one()
    assert AUTUMN.date() - timedelta(days=45) <= oldest <= newest <= AUTUMN.date()
    assert _share_over(session) < MOST_OVER_PERCENT


def _ids(session: Session) -> dict[str, int]:
    found = dict(session.execute(select(Opportunity.source_key, Opportunity.id)).all())  # type: ignore[call-overload]
    session.rollback()
    return found


def _share_over(session: Session) -> float:
    """How many opportunities in a hundred have only starts that have gone by."""
    starts: dict[int, list[Intake]] = {}
    for intake in session.scalars(select(Intake)):
        starts.setdefault(intake.opportunity_id, []).append(intake)
    today: date = clock.today()
    return 100 * sum(is_over(found, today) for found in starts.values()) / len(starts)
