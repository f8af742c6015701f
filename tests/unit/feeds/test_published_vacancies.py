"""The published samples of vacancies, as they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Intake, Opportunity, Programme, ProgrammeArea, Provider, Venue
from pathways.catalogue.vocabulary import Area, Nation, PayBasis, Route
from pathways.database import Database, metadata
from tests.unit.feeds.made_vacancies import bring_vacancies_in

NAMED_PEOPLE = ("bhana", "zak", "sugars", "louise", "07721239906", "02476977102", "edaapprenticeshipsplus")


@pytest.fixture
def samples(shared_data: Path) -> Path:
    return shared_data / "vacancies"


@pytest.mark.parametrize(
    ("name", "rows", "offered", "refused"),
    [("vacancies.json", 12, 12, 0), ("search-apprenticeships-results.json", 13, 12, 1)],
)
def test_every_sample_comes_in_but_for_the_civil_service_job(
    database: Database, samples: Path, name: str, rows: int, offered: int, refused: int
) -> None:
    report = bring_vacancies_in(database, samples / name)
    assert (sum(report.rows.values()), report.offered, report.problems.total_refused) == (
        rows,
        offered,
        refused,
    )
    assert report.with_place == offered
    if refused:
        assert report.problems.listed[-1].value == "Senior Policy Adviser"


def test_the_folder_comes_in_whole_and_a_list_of_places_in_it_is_passed_over(
    database: Database, session: Session, samples: Path
) -> None:
    report = bring_vacancies_in(database, samples)
    assert (report.offered, report.past, report.problems.total_refused) == (24, 24, 2)
    assert {problem.file for problem in report.problems.listed} == {
        "locations.json",
        "search-apprenticeships-results.json",
    }
    assert bring_vacancies_in(database, samples).counts.changes == 0


def test_nobody_who_is_named_as_a_contact_is_anywhere_in_the_database(
    database: Database, samples: Path
) -> None:
    report = bring_vacancies_in(database, samples)
    everything = repr(report.as_dict()).casefold()
    with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            everything += repr(connection.execute(select(table)).all()).casefold()
    assert "coventry city council" in everything
    assert [name for name in NAMED_PEOPLE if name in everything] == []


def test_the_adverts_have_their_providers_areas_and_pay(
    database: Database, session: Session, samples: Path
) -> None:
    bring_vacancies_in(database, samples / "vacancies.json")
    providers = {row.ukprn: row.name for row in session.execute(select(Provider)).scalars()}
    assert len(providers) == 11
    assert providers[10004355] == "Midland Group Training Services Limited"
    assert providers[10033670] == "Training provider not named"  # its adverts say "To be confirmed"
    mains = dict(
        session.execute(
            select(Programme.title, ProgrammeArea.area)
            .join(ProgrammeArea, ProgrammeArea.programme_id == Programme.id)  # type: ignore[arg-type]
            .where(ProgrammeArea.is_main)
        ).all()
    )
    assert len(mains) == 12
    assert mains["Dental Nurse Apprentice"] is Area.HEALTH
    assert mains["Level 3 Hairdressing Apprentice"] is Area.HAIR_BEAUTY
    assert mains["Accounts Apprentice"] is Area.FINANCE_LAW
    assert {row.route for row in session.execute(select(Programme)).scalars()} == {Route.APPRENTICESHIP}
    engineer = session.execute(select(Opportunity).where(Opportunity.places == 10)).scalar_one()
    assert (engineer.pay_basis, engineer.pay_weekly_low, engineer.pay_hourly_low) == (
        PayBasis.STATED,
        25000,
        694,
    )


def test_all_of_them_are_past_now_and_some_were_open_then(
    database: Database, session: Session, samples: Path, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2023, 11, 25, 12, tzinfo=UTC))
    assert bring_vacancies_in(database, samples).past == 4
    closing = [row.closes_on for row in session.execute(select(Intake)).scalars()]
    open_then = [
        day for day in closing if day is not None and day >= datetime(2023, 11, 25, tzinfo=UTC).date()
    ]
    assert (len(closing), len(open_then)) == (24, 20)
    assert all(day is not None and day.year < 2026 for day in closing)


def test_the_address_in_edinburgh_is_said(database: Database, session: Session, samples: Path) -> None:
    report = bring_vacancies_in(database, samples / "search-apprenticeships-results.json")
    assert {venue.nation for venue in session.execute(select(Venue)).scalars()} == {
        Nation.ENGLAND,
        Nation.SCOTLAND,
    }
    assert report.problems.noted["search-apprenticeships-results.json"] == 2
