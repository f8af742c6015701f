"""Apprenticeship training brought in: who trains in what, and across which districts, and no more than that."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import (
    Intake,
    Opportunity,
    OpportunityDistrict,
    Programme,
    ProgrammeArea,
    Provider,
)
from pathways.catalogue.publish import publish
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Area, Delivery, Level, ListingState, Money, ProviderKind, Route
from pathways.database import Database
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.rollback import roll_back
from pathways.feeds.standards_known import known_standards
from pathways.feeds.training.offers import plain_name, title_of
from pathways.feeds.training.registers import load_registers
from pathways.feeds.training.tables import years_of
from pathways.paths import resource_dir
from pathways.places.place import Place
from tests.factories import make_opportunity, make_programme
from tests.unit.feeds.made_training import STARTS, bring_in, delivered, trained, write_training
from tests.unit.feeds.running import every_row

SEED = resource_dir("seed_data")
CONSETT = Place("DH8", "Consett", "district", 54.853, -1.832, "DH8", "E06000047", "england")
PRESTON = Place("PR1", "Preston", "district", 53.759, -2.699, "PR1", "E07000123", "england")


def programmes(session: Session) -> dict[str, Programme]:
    session.rollback()
    session.expire_all()
    return {row.title: row for row in session.execute(select(Programme)).scalars()}


def districts_of(session: Session, programme: Programme) -> set[str]:
    statement = (
        select(OpportunityDistrict.lad_code)
        .join(Opportunity, Opportunity.id == OpportunityDistrict.opportunity_id)
        .where(Opportunity.programme_id == programme.id)
    )
    return set(session.execute(statement).scalars())


def test_a_provider_and_a_standard_are_one_offer_across_the_providers_districts(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [trained(), trained("Roofer")]
    write_training(tmp_path, rows, [delivered(), delivered("Gateshead"), delivered("Bristol, City of")])
    report = bring_in(database, tmp_path)
    assert report.offered == 2
    bricklayer = programmes(session)["Bricklayer apprenticeship"]
    assert (bricklayer.route, bricklayer.level) == (Route.APPRENTICESHIP, Level.TWO)
    assert (bricklayer.standard_code, bricklayer.subject_area) == ("287", "5.2")
    assert districts_of(session, bricklayer) == {"E06000047", "E08000037", "E06000023"}
    areas = session.execute(
        select(ProgrammeArea.area, ProgrammeArea.is_main).where(ProgrammeArea.programme_id == bricklayer.id)
    ).all()
    assert [tuple(row) for row in areas] == [(Area.BUILDING_CONSTRUCTION, True)]


def test_it_is_worded_as_something_to_ask_about_and_promises_no_vacancy(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(database, write_training(tmp_path, [trained()], [delivered()]))
    programme = programmes(session)["Bricklayer apprenticeship"]
    assert "Moorside College trains apprentices in your area: ask about this one." in programme.summary
    assert "12 people started it with them in 2024/25 and 2025/26 to April." in programme.summary
    opportunity = session.execute(select(Opportunity)).scalar_one()
    assert opportunity.delivery is Delivery.AREA
    assert (opportunity.money, opportunity.pay_basis, opportunity.pay_weekly_low) == (Money.PAID, None, None)
    assert (opportunity.fee, opportunity.mode_not_stated, opportunity.employer_name) == (None, True, "")
    assert "ask about this one" in opportunity.week_text
    assert session.execute(select(Intake)).all() == []


def test_a_level_that_is_not_published_is_said_as_a_range_and_not_as_a_number(
    database: Database, session: Session, tmp_path: Path
) -> None:
    electrician = trained("Installation and Maintenance Electrician", "Advanced", ssa_tier2="Engineering")
    bring_in(database, write_training(tmp_path, [electrician], [delivered()]))
    programme = programmes(session)["Installation and Maintenance Electrician apprenticeship"]
    assert (programme.level, programme.keywords, programme.standard_code) == (None, "advanced", "")
    assert "An advanced apprenticeship: our source gives no level as a number." in programme.summary


@pytest.mark.parametrize(
    ("standard", "level", "title", "route"),
    [
        ("Civil Engineer", "Higher", "Civil Engineer degree apprenticeship", Route.DEGREE_APPRENTICESHIP),
        ("Solicitor", "Higher", "Solicitor apprenticeship", Route.APPRENTICESHIP),
        (
            "Police Constable (Integrated Degree)", "Higher", "Police Constable degree apprenticeship",
            Route.DEGREE_APPRENTICESHIP,
        ),
        (
            "Robotics Engineer - Degree", "Higher", "Robotics Engineer degree apprenticeship",
            Route.DEGREE_APPRENTICESHIP,
        ),
        (
            "Onsite Trades Foundation Apprenticeship", "Intermediate", "Onsite Trades foundation apprenticeship",
            Route.FOUNDATION_APPRENTICESHIP,
        ),
    ],
)  # fmt: skip
def test_titles_and_routes_are_those_of_a_prospectus(
    database: Database, session: Session, tmp_path: Path, standard: str, level: str, title: str, route: Route
) -> None:
    bring_in(database, write_training(tmp_path, [trained(standard, level)], [delivered()]))
    found = programmes(session)[title]
    assert found.route is route
    assert found.taught_at_college == (route is Route.DEGREE_APPRENTICESHIP)


def test_every_known_standard_gets_a_title_that_fits_and_names_its_kind_once() -> None:
    for standard in known_standards(SEED):
        title = title_of(standard)
        assert len(title) <= 255
        assert title.endswith("apprenticeship")
        assert title.lower().count("degree") == (standard.route is Route.DEGREE_APPRENTICESHIP)
        assert title.lower().count("apprenticeship") == 1


@pytest.mark.parametrize(
    ("provider_type", "name", "kind"),
    [
        ("General FE College incl Tertiary", "Moorside", ProviderKind.COLLEGE),
        ("Special College", "Moorside", ProviderKind.COLLEGE),
        ("Sixth Form College", "Moorside", ProviderKind.COLLEGE),
        ("Schools", "Moorside School", ProviderKind.SCHOOL_SIXTH_FORM),
        ("Private Sector Public Funded", "College of Moor Ltd", ProviderKind.TRAINING_PROVIDER),
        ("Local Authority", "Moorside Council", ProviderKind.TRAINING_PROVIDER),
        ("Other", "The University of Moor", ProviderKind.UNIVERSITY),
        ("Other", "Moorside Army", ProviderKind.TRAINING_PROVIDER),
    ],
)
def test_the_published_type_tells_the_kind_of_provider(
    database: Database, session: Session, tmp_path: Path, provider_type: str, name: str, kind: ProviderKind
) -> None:
    row = trained(provider_type=provider_type, provider=name, ukprn="19999990")
    bring_in(database, write_training(tmp_path, [row], [delivered(ukprn="19999990")]))
    provider = session.execute(select(Provider)).scalar_one()
    assert (provider.kind, provider.ukprn, provider.name) == (kind, 19999990, name)


def test_one_provider_under_two_names_is_one_and_its_rows_are_added(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [
        trained(provider="Old Town College", **{STARTS: "9"}),
        trained(provider="Moorside College Group", **{STARTS: "10"}),
        trained("Roofer", provider="Old Town College", **{STARTS: "1"}),
        trained("Scaffolder", provider="Moorside College Group", **{STARTS: "1"}),
    ]
    report = bring_in(database, write_training(tmp_path, rows, [delivered()]))
    provider = session.execute(select(Provider)).scalar_one()
    assert provider.name == "Moorside College Group"
    assert provider.about == "Our source also lists it as Old Town College."
    assert "19 people started it" in programmes(session)["Bricklayer apprenticeship"].summary
    assert "1 person started it" in programmes(session)["Roofer apprenticeship"].summary
    assert (report.offered, report.problems.total_noted) == (3, 1)
    assert report.problems.listed[0].line == 3


def test_old_frameworks_are_left_out_and_counted(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [
        trained(),
        trained("Engineering", "Advanced"),
        trained("Children's Care Learning and Development", "Advanced"),
    ]
    report = bring_in(database, write_training(tmp_path, rows, [delivered()]))
    assert set(programmes(session)) == {"Bricklayer apprenticeship"}
    assert report.problems.by_rule()[0]["rows"] == report.problems.total_refused == 2
    assert "old framework" in report.problems.listed[0].rule


def test_a_standard_newer_than_our_table_comes_in_by_its_subject(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in(database, write_training(tmp_path, [trained("Straw Bale Waller", "Advanced")], [delivered()]))
    programme = programmes(session)["Straw Bale Waller apprenticeship"]
    assert (programme.level, programme.subject_area, programme.standard_code) == (None, "5.2", "")


def test_a_standard_that_lost_its_funding_says_since_when(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [trained("Team Leader", "Advanced"), trained()]
    bring_in(database, write_training(tmp_path, rows, [delivered()]))
    assert programmes(session)["Team Leader apprenticeship"].funding_ends_on == date(2026, 9, 1)
    assert programmes(session)["Bricklayer apprenticeship"].funding_ends_on is None


def test_a_place_that_is_not_known_is_left_out_and_never_made_up(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [delivered("Outside of England and unknown")]
    report = bring_in(database, write_training(tmp_path, [trained()], rows))
    opportunity = session.execute(select(Opportunity)).scalar_one()
    assert (opportunity.delivery, opportunity.place_not_given) == (Delivery.VENUE, True)
    assert opportunity.week_text == ""
    assert report.problems.total_refused == 1


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"ukprn": "123"}, "UKPRN"),
        ({"provider": ""}, "PROVIDER"),
        ({"provider_type": "Circus"}, "PROVIDER_TYPE"),
        ({"apps_level": "Degree"}, "APPS_LEVEL"),
        ({STARTS: "many"}, STARTS.upper()),
    ],
)
def test_a_bad_row_is_reported_and_its_offer_stays_as_it_was(
    database: Database, session: Session, tmp_path: Path, changes: dict[str, str], column: str
) -> None:
    good = [
        trained(),
        trained("Roofer"),
        trained("Scaffolder"),
        trained("Groundworker"),
        trained("Steel Fixer"),
    ]
    bring_in(database, write_training(tmp_path / "a", good, [delivered()]))
    before = every_row(database)["programme"]
    report = bring_in(
        database, write_training(tmp_path / "b", [trained(**changes), *good[1:]], [delivered()]), force=True
    )
    assert report.problems.listed[0].column == column
    if column in ("APPS_LEVEL", "PROVIDER_TYPE", "PROVIDER", STARTS.upper()):
        assert every_row(database)["programme"] == before


def test_a_bad_district_leaves_all_of_that_provider_as_it_was(
    database: Database, session: Session, tmp_path: Path
) -> None:
    other = trained("Roofer", ukprn="10000535", provider="Other College")
    there = delivered("Gateshead", ukprn="10000535")
    bring_in(database, write_training(tmp_path / "a", [trained(), other], [delivered(), there]))
    before = every_row(database)["opportunity_district"]
    bad = [delivered("Atlantis"), there]
    report = bring_in(database, write_training(tmp_path / "b", [trained(), other], bad), force=True)
    assert report.problems.listed[0].value == "Atlantis"
    assert every_row(database)["opportunity_district"] == before
    assert all(found.state is ListingState.PUBLISHED for found in programmes(session).values())


def test_a_district_of_a_provider_that_trains_in_nothing_is_refused(
    database: Database, tmp_path: Path
) -> None:
    rows = [delivered(), delivered(ukprn="10000999")]
    report = bring_in(database, write_training(tmp_path, [trained()], rows))
    assert report.problems.listed[0].value == "10000999"


def test_one_table_alone_is_refused_whole(database: Database, tmp_path: Path) -> None:
    write_training(tmp_path, [trained()], [delivered()])
    with pytest.raises(FileRefusedError, match=r"delivery_lad, ukprn is missing"):
        bring_in(database, tmp_path / "provider_x_standard.csv")
    with pytest.raises(FileRefusedError, match=r"provider_type, standard, ukprn is missing"):
        bring_in(database, tmp_path / "provider_x_delivery_lad.csv")


def test_twice_is_once_and_what_vanishes_is_withdrawn_and_can_be_put_back(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [trained(), *(trained(name) for name in ("Roofer", "Scaffolder", "Groundworker", "Steel Fixer"))]
    places = [delivered(), delivered("Gateshead")]
    bring_in(database, write_training(tmp_path / "a", rows, places))
    before = every_row(database)
    assert bring_in(database, tmp_path / "a").counts.changes == 0
    assert every_row(database) == before
    report = bring_in(database, write_training(tmp_path / "b", rows[1:], places[:1]))
    assert report.counts.kinds["opportunity"].withdrawn == 1
    assert report.counts.kinds["opportunity"].changed == 4
    assert programmes(session)["Bricklayer apprenticeship"].state is ListingState.WITHDRAWN
    roll_back(database, "apprenticeship-training")
    assert every_row(database) == before


def test_a_student_near_consett_sees_it_after_what_is_near_and_one_in_preston_does_not(
    database: Database, session: Session, tmp_path: Path
) -> None:
    near = make_programme(session, title="Bricklaying level 2 at a college workshop", occupation="bricklayer")
    make_opportunity(session, programme=near)
    session.commit()
    many = [trained(ukprn=f"1000{number}", provider=f"Provider {number}") for number in range(1000, 1030)]
    places = [delivered(ukprn=row["ukprn"]) for row in many]
    bring_in(database, write_training(tmp_path, many, places))
    publish(database, tmp_path / "snapshot")
    snapshot = LiveCatalogue(tmp_path / "snapshot", database).snapshot()

    def asked(place: Place) -> Any:
        return search(snapshot, SearchCriteria(text="bricklayer", place=place, miles=20))

    here = asked(CONSETT)
    assert here.total == 31
    assert here.cards[0].title == near.title
    assert {card.delivery for card in here.cards[1:]} == {Delivery.AREA}
    assert {facet.value: facet.count for facet in here.facets["delivery"]}["area"] == 30
    assert asked(PRESTON).total == 0


@pytest.mark.parametrize(
    ("columns", "years"),
    [
        (["UKPRN", STARTS.upper()], "2024/25 and 2025/26 to April"),
        (["STARTS_2025_26"], "2025/26"),
        (["STARTS"], ""),
        ([], ""),
    ],
)
def test_the_years_are_read_from_the_name_of_their_column(columns: list[str], years: str) -> None:
    assert years_of(columns) == years


def test_small_words_of_names_lose_their_capitals() -> None:
    assert plain_name("City Of Sunderland College") == "City of Sunderland College"
    assert plain_name("The Of And") == "The of And"


def test_every_district_of_england_is_known_by_its_name_and_no_other() -> None:
    registers = load_registers(SEED)
    assert registers.lad_code("Kingston upon Hull, City of") == registers.lad_code("kingston upon hull")
    assert registers.lad_code("Herefordshire, County of") == "E06000019"
    assert registers.lad_code("Cardiff") is None
    assert registers.lad_code("") is None


def test_the_published_tables_come_in_whole(database: Database, shared_data: Path) -> None:
    report = bring_in(database, shared_data / "apprenticeships", dry_run=True)
    assert report.counts.kinds["opportunity"].added == report.offered == 14_592 == 14_763 - 166 - 5
    assert report.counts.kinds["provider"].added == 1_300
    assert {(rule["column"], rule["rows"]) for rule in report.problems.by_rule()} == {
        ("DELIVERY_LAD", 416), ("PROVIDER", 166), ("STANDARD", 5),
    }  # fmt: skip
