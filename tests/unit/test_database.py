"""The database foundation: units of work, moments in time, enums, constraints, on each engine."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Programme, Provider, Source, Venue
from pathways.catalogue.vocabulary import ProviderKind, Route
from pathways.database import Database
from tests.factories import make_opportunity, make_programme, make_provider, make_source, make_venue


def test_unit_of_work_keeps_what_was_done(database: Database) -> None:
    with database.unit_of_work() as session:
        make_source(session, slug="kept")
    with database.open_session() as session:
        assert session.execute(select(Source.slug)).scalars().all() == ["kept"]


def test_unit_of_work_forgets_what_failed(database: Database) -> None:
    with pytest.raises(RuntimeError), database.unit_of_work() as session:
        make_source(session, slug="lost")
        raise RuntimeError
    with database.open_session() as session:
        assert session.execute(select(Source)).first() is None


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_begins_with_an_empty_database(session: Session, time: str) -> None:
    assert session.execute(select(Source)).first() is None
    make_source(session)
    session.commit()


def test_moments_come_back_aware_and_in_utc(database: Database) -> None:
    summer = datetime(2027, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    with database.unit_of_work() as session:
        make_source(session, last_imported_at=summer)
    with database.open_session() as session:
        stored = session.execute(select(Source.last_imported_at)).scalar_one()
    assert stored == datetime(2027, 7, 1, 8, 30, tzinfo=UTC)
    assert stored is not None and stored.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    with pytest.raises(StatementError, match="without a time zone"):
        make_source(session, last_imported_at=datetime(2027, 7, 1, 9, 30))


def test_choices_are_stored_by_their_published_words(session: Session) -> None:
    make_programme(session, route=Route.DEGREE_APPRENTICESHIP)
    stored = session.execute(text("SELECT route FROM programme")).scalar_one()
    assert stored == "degree-apprenticeship"


def test_the_database_itself_refuses_an_unknown_choice(session: Session) -> None:
    make_programme(session)
    with pytest.raises(IntegrityError):
        session.execute(text("UPDATE programme SET route = 'finishing-school'"))


def test_a_row_cannot_name_a_provider_that_is_not_there(session: Session) -> None:
    source = make_source(session)
    venue = Venue(provider_id=999, source_id=source.id, source_key="v", name="Nowhere", nation="england")
    session.add(venue)
    with pytest.raises(IntegrityError):
        session.flush()


def test_one_source_never_names_two_records_alike(session: Session) -> None:
    make_provider(session, source_key="A1")
    with pytest.raises(IntegrityError):
        make_provider(session, source_key="A1")


def test_the_same_key_may_come_from_two_sources(session: Session) -> None:
    other = make_source(session, slug="another-source")
    make_provider(session, source_key="A1")
    make_provider(session, source_key="A1", source_id=other.id)
    assert len(session.execute(select(Provider)).scalars().all()) == 2


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"fee": -1}, "fee_not_negative"),
        ({"full_time": False}, "a_mode"),
        ({"hours_a_week": 400}, "hours_are_likely"),
        ({"pay_hourly_low": 900, "pay_hourly_high": 800}, "hourly_pay_in_order"),
        ({"money": "paid", "fee": 500}, "paid_costs_nothing"),
    ],
)
def test_impossible_opportunities_are_refused_by_name(
    session: Session, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        make_opportunity(session, **changes)


def test_an_opportunity_taught_at_a_venue_has_one(session: Session) -> None:
    opportunity = make_opportunity(session)
    opportunity.venue_id = None
    with pytest.raises(IntegrityError, match="a_venue_where_taught_at_one"):
        session.flush()


@pytest.mark.parametrize("changes", [{"lat": 12.0}, {"lng": 40.0}, {"lat": None}])
def test_a_venue_is_in_the_united_kingdom_or_has_no_point(
    session: Session, changes: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError):
        make_venue(session, **changes)


def test_deleting_a_programme_takes_its_details_with_it(session: Session) -> None:
    programme = make_programme(session)
    session.delete(programme)
    session.flush()
    assert session.execute(select(Programme)).first() is None
    assert session.execute(text("SELECT count(*) FROM entry_requirement")).scalar_one() == 0
    assert session.execute(text("SELECT count(*) FROM programme_area")).scalar_one() == 0


def test_change_time_moves_when_a_record_changes(session: Session) -> None:
    provider = make_provider(session, kind=ProviderKind.UNIVERSITY)
    before = provider.updated_at
    provider.about = "We teach by the sea."
    session.flush()
    assert provider.updated_at > before
    assert provider.created_at <= before


def test_opportunity_knows_its_programme_and_venue(session: Session) -> None:
    opportunity = make_opportunity(session)
    session.expire_all()
    stored = session.get(Opportunity, opportunity.id)
    assert stored is not None and stored.venue is not None
    assert stored.programme.title == "Plumbing studies"
    assert stored.venue.town == "Consett"
    assert [intake.starts_on is not None for intake in stored.intakes] == [True]
