"""Loading seed files into the database: once, again, later, and with rows changed or gone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.models import (
    CareerArea,
    CatalogueChange,
    EntryRequirement,
    Intake,
    MinimumWage,
    Opportunity,
    OpportunityDistrict,
    Outcome,
    Programme,
    ProgrammeArea,
    Provider,
    Source,
    TariffPoints,
    Venue,
)
from pathways.catalogue.seed import MOST_SINGLE_CHANGES, SeedReport, seed
from pathways.catalogue.seeding.dates import working_day
from pathways.catalogue.seeding.files import SeedError
from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    ListingState,
    Measure,
    Money,
    PayBasis,
    Route,
    SubjectRule,
)
from pathways.database import Database
from tests.factories import make_opportunity, make_programme, make_provider, make_venue
from tests.unit.catalogue.small_seed import EMPLOYER, PLUMBING, PROVIDER, VACANCY, VENUE, make_seed_folder

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
Clock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def _on_the_day(clock_at: Clock) -> None:
    clock_at(NOON)


def load(database: Database, folder: Path, **changes: Any) -> SeedReport:
    return seed(database, make_seed_folder(folder, **changes))


def one(session: Session, table: type[Any], key: str) -> Any:
    return session.scalars(select(table).where(table.source_key == key)).one()


def count(session: Session, table: type[Any]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def keys_and_ids(session: Session) -> dict[str, int]:
    return dict(session.execute(select(Opportunity.source_key, Opportunity.id)).all())  # type: ignore[call-overload]


def test_a_folder_is_loaded_whole(database: Database, session: Session, tmp_path: Path) -> None:
    report = load(database, tmp_path)
    assert report == SeedReport(
        providers=2, venues=3, programmes=2, opportunities=3, added=3, changed=0, withdrawn=0
    )
    assert count(session, Provider) == 2
    assert count(session, Opportunity) == 3
    assert count(session, CareerArea) == len(Area)
    assert str(report) == (
        "Demonstration catalogue: 2 providers, 3 venues, 2 programmes, 3 opportunities "
        "(3 added, 0 changed, 0 withdrawn)."
    )


def test_everything_is_marked_as_demonstration(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    source = session.scalars(select(Source).where(col(Source.slug) == "demonstration")).one()
    assert source.is_demonstration
    assert set(session.scalars(select(Provider.is_demonstration))) == {True}
    assert set(session.scalars(select(Programme.is_demonstration))) == {True}
    assert set(session.scalars(select(Opportunity.source_id))) == {source.id}


def test_a_venue_without_coordinates_keeps_none(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    assert (one(session, Venue, "gorse-van").lat, one(session, Venue, "gorse-van").lng) == (None, None)
    assert one(session, Venue, "gorse-consett").lat == pytest.approx(54.853)


def test_what_a_row_leaves_out_comes_from_its_route(
    database: Database, session: Session, tmp_path: Path
) -> None:
    load(database, tmp_path)
    job = one(session, Programme, "plumb-job")
    assert job.duration_text == "About 18 months"
    assert job.entry.min_age == 16
    assert job.entry.max_age is None
    assert job.entry.english is SubjectRule.CAN_STUDY_ALONGSIDE
    assert one(session, Opportunity, "plumb-job/flint-consett").money is Money.PAID
    assert one(session, Opportunity, "plumb-two/gorse-consett").money is Money.FREE


def test_what_a_row_says_wins_over_its_route(database: Database, session: Session, tmp_path: Path) -> None:
    said = VACANCY | {
        "duration_months": "48",
        "min_age": "18",
        "max_age": "30",
        "maths": "needed",
        "class_hours": "0",
        "assessment": "A test in the yard.",
    }
    load(database, tmp_path, programmes=[said])
    job = one(session, Programme, "plumb-job")
    assert (job.duration_months, job.duration_text, job.class_hours_a_week) == (48, "4 years", 0)
    assert (job.entry.min_age, job.entry.max_age, job.entry.maths) == (18, 30, SubjectRule.NEEDED)
    assert job.entry.age_exceptions == ""
    assert job.assessment == "A test in the yard."


def test_the_files_area_comes_first(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path, programmes=[PLUMBING | {"areas": "engineering-making; building-construction"}])
    rows = session.execute(select(ProgrammeArea.area, ProgrammeArea.is_main)).all()  # type: ignore[call-overload]
    assert sorted(map(tuple, rows)) == [(Area.BUILDING_CONSTRUCTION, True), (Area.ENGINEERING_MAKING, False)]


def test_outcomes_are_kept_with_their_source(database: Database, session: Session, tmp_path: Path) -> None:
    told = "achievement 81 people=140 period=2024/25; employment missing=too-few-people"
    load(database, tmp_path, programmes=[PLUMBING | {"outcomes": told}])
    figures = {row.measure: row for row in session.scalars(select(Outcome))}
    assert (figures[Measure.ACHIEVEMENT].value, figures[Measure.ACHIEVEMENT].people) == (81, 140)
    assert figures[Measure.EMPLOYMENT].missing_reason == "too-few-people"
    assert {row.source_name for row in figures.values()} == {"Demonstration figures"}


def test_a_vacancy_has_its_employer_pay_and_dates(
    database: Database, session: Session, tmp_path: Path
) -> None:
    load(database, tmp_path)
    job = one(session, Opportunity, "plumb-job/flint-consett")
    assert (job.employer_name, job.employer_about, job.places) == ("Flint Works", "makes valves", 2)
    assert (job.pay_basis, job.pay_hourly_low, job.pay_weekly_low) == (PayBasis.STATED, 840, 31080)
    (intake,) = job.intakes
    assert intake.starts_on == working_day(NOON.date() + timedelta(days=40))
    assert intake.closes_on == NOON.date() + timedelta(days=20)


def test_courses_close_their_routes_usual_number_of_days_before_the_start(
    database: Database, session: Session, tmp_path: Path
) -> None:
    load(database, tmp_path, programmes=[PLUMBING | {"offered": "gorse-consett ft sep"}])
    (intake,) = one(session, Opportunity, "plumb-two/gorse-consett").intakes
    assert (intake.starts_on, intake.closes_on) == (date(2027, 9, 6), date(2027, 8, 7))


def test_late_applications_are_taken_until_the_start(
    database: Database, session: Session, tmp_path: Path, clock_at: Clock
) -> None:
    clock_at(datetime(2027, 8, 19, 9, tzinfo=UTC))
    told = "gorse-consett ft sep; gorse-van ft sep close-60d"
    load(database, tmp_path, programmes=[PLUMBING | {"offered": told}])
    (usual,) = one(session, Opportunity, "plumb-two/gorse-consett").intakes
    assert (usual.starts_on, usual.closes_on) == (date(2027, 9, 6), date(2027, 9, 6))
    (strict,) = one(session, Opportunity, "plumb-two/gorse-van").intakes
    assert strict.closes_on == date(2027, 7, 8)


def test_an_apprenticeship_costs_nothing(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    assert one(session, Opportunity, "plumb-job/flint-consett").fee is None


def test_a_fee_is_kept_in_pence(database: Database, session: Session, tmp_path: Path) -> None:
    priced = PLUMBING | {"money": "fee", "fee_pounds": "480.50", "cost_text": "£480.50 in all."}
    load(database, tmp_path, programmes=[priced])
    course = one(session, Opportunity, "plumb-two/gorse-consett")
    assert (course.money, course.fee, course.cost_text) == (Money.FEE, 48050, "£480.50 in all.")


def test_the_routes_words_on_cost_are_dropped_when_the_cost_differs(
    database: Database, session: Session, tmp_path: Path
) -> None:
    load(database, tmp_path, programmes=[PLUMBING | {"money": "loan"}])
    assert one(session, Opportunity, "plumb-two/gorse-consett").cost_text == ""


def test_places_online_and_across_an_area(database: Database, session: Session, tmp_path: Path) -> None:
    offered = "online ew flex noclose; area:E06000047,E08000037,E06000047 pt jan; national pt when:each-month"
    load(database, tmp_path, programmes=[PLUMBING | {"offered": offered}])
    online = one(session, Opportunity, "plumb-two/online")
    assert (online.delivery, online.venue_id, online.intakes[0].is_flexible) == (Delivery.ONLINE, None, True)
    across = one(session, Opportunity, "plumb-two/area")
    assert across.delivery is Delivery.AREA
    assert sorted(session.scalars(select(OpportunityDistrict.lad_code))) == ["E06000047", "E08000037"]
    anywhere = one(session, Opportunity, "plumb-two/national")
    assert (anywhere.intakes[0].start_text, anywhere.intakes[0].starts_on) == ("Each month", None)


def test_a_second_offer_at_the_same_place_has_a_key_of_its_own(
    database: Database, session: Session, tmp_path: Path
) -> None:
    load(
        database, tmp_path, programmes=[PLUMBING | {"offered": "gorse-consett ft sep; gorse-consett ew jan"}]
    )
    assert set(keys_and_ids(session)) == {"plumb-two/gorse-consett", "plumb-two/gorse-consett/2"}


def test_modes_are_kept_as_told(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path, programmes=[PLUMBING | {"offered": "gorse-consett ft,ew sep"}])
    course = one(session, Opportunity, "plumb-two/gorse-consett")
    assert (course.full_time, course.part_time, course.evening_weekend, course.day_release) == (
        True,
        False,
        True,
        False,
    )


def test_higher_courses_at_a_college_are_marked(database: Database, session: Session, tmp_path: Path) -> None:
    higher = PLUMBING | {"ref": "hnc", "title": "HNC Building", "route": "higher-technical", "level": "4"}
    load(database, tmp_path, programmes=[PLUMBING, higher])
    assert one(session, Programme, "hnc").taught_at_college
    assert not one(session, Programme, "plumb-two").taught_at_college


def test_supported_internships_ask_for_a_plan(database: Database, session: Session, tmp_path: Path) -> None:
    row = PLUMBING | {"route": "supported-internship", "level": "", "title": "Supported internship in a yard"}
    load(database, tmp_path, programmes=[row])
    entry = session.scalars(select(EntryRequirement)).one()
    assert entry.needs_ehcp
    assert (entry.min_age, entry.max_age) == (16, 24)
    assert one(session, Programme, "plumb-two").level is None


def test_loading_twice_changes_nothing(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    before = keys_and_ids(session)
    intakes = list(session.scalars(select(Intake.id)))
    changes = count(session, CatalogueChange)
    session.rollback()
    report = load(database, tmp_path)
    assert (report.added, report.changed, report.withdrawn) == (0, 0, 0)
    assert keys_and_ids(session) == before
    assert list(session.scalars(select(Intake.id))) == intakes
    assert count(session, CatalogueChange) == changes


def test_a_later_load_moves_the_dates_forward(
    database: Database, session: Session, tmp_path: Path, clock_at: Clock
) -> None:
    load(database, tmp_path)
    before = keys_and_ids(session)
    session.rollback()
    clock_at(NOON + timedelta(days=400))
    report = load(database, tmp_path)
    assert (report.added, report.changed, report.withdrawn) == (0, 3, 0)
    assert keys_and_ids(session) == before
    starts = session.scalars(select(Intake.starts_on)).all()
    assert len(starts) == 3
    assert all(day is not None and day > date(2027, 12, 26) for day in starts)


def test_a_changed_row_is_changed_in_place(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    before = one(session, Programme, "plumb-two").id
    session.rollback()
    report = load(database, tmp_path, programmes=[PLUMBING | {"title": "Plumbing, level 2"}, VACANCY])
    programme = one(session, Programme, "plumb-two")
    assert (programme.id, programme.title, programme.slug) == (
        before,
        "Plumbing, level 2",
        "plumbing-level-2",
    )
    assert (report.added, report.changed) == (0, 0)
    newest = session.scalars(select(CatalogueChange).order_by(col(CatalogueChange.id).desc())).first()
    assert newest is not None
    assert newest.opportunity_id is None


def test_one_changed_offer_is_announced_alone(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    known = keys_and_ids(session)
    last = max(session.scalars(select(CatalogueChange.id)))  # type: ignore[type-var]
    session.rollback()
    moved = PLUMBING | {"offered": "gorse-consett ft sep; gorse-van pt apr"}
    report = load(database, tmp_path, programmes=[moved, VACANCY])
    assert (report.added, report.changed, report.withdrawn) == (0, 1, 0)
    newer = session.scalars(
        select(CatalogueChange.opportunity_id).where(col(CatalogueChange.id) > last)
    ).all()
    assert newer == [known["plumb-two/gorse-van"]]


def test_what_left_the_files_is_withdrawn_and_comes_back(
    database: Database, session: Session, tmp_path: Path
) -> None:
    load(database, tmp_path)
    known = keys_and_ids(session)
    session.rollback()
    report = load(database, tmp_path, programmes=[PLUMBING])
    assert report.withdrawn == 1
    gone = one(session, Opportunity, "plumb-job/flint-consett")
    assert (gone.state, gone.withdrawn_at, gone.id) == (
        ListingState.WITHDRAWN,
        NOON,
        known["plumb-job/flint-consett"],
    )
    assert one(session, Programme, "plumb-job").state is ListingState.WITHDRAWN
    session.rollback()
    assert load(database, tmp_path, programmes=[PLUMBING]).withdrawn == 0
    assert load(database, tmp_path).changed == 1
    session.expire_all()
    back = one(session, Opportunity, "plumb-job/flint-consett")
    assert (back.state, back.withdrawn_at) == (ListingState.PUBLISHED, None)
    assert one(session, Programme, "plumb-job").state is ListingState.PUBLISHED


def test_a_provider_that_left_the_files_is_withdrawn(
    database: Database, session: Session, tmp_path: Path
) -> None:
    load(database, tmp_path)
    load(
        database,
        tmp_path,
        programmes=[PLUMBING],
        providers=[PROVIDER],
        venues=[VENUE | {"ref": "gorse-van"}, VENUE],
    )
    assert one(session, Provider, "flint-works").state is ListingState.WITHDRAWN
    assert one(session, Provider, "gorse-hill").state is ListingState.PUBLISHED


def test_a_reset_starts_again(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    folder = make_seed_folder(tmp_path, programmes=[PLUMBING])
    report = seed(database, folder, reset=True)
    assert (report.added, report.withdrawn) == (2, 0)
    assert set(keys_and_ids(session)) == {"plumb-two/gorse-consett", "plumb-two/gorse-van"}
    assert count(session, Programme) == 1
    assert count(session, Intake) == 2
    assert count(session, EntryRequirement) == 1


def test_other_sources_are_left_alone(database: Database, session: Session, tmp_path: Path) -> None:
    provider = make_provider(session)
    make_opportunity(
        session,
        programme=make_programme(session, provider=provider),
        venue=make_venue(session, provider=provider),
    )
    session.commit()
    theirs = set(keys_and_ids(session))
    session.rollback()
    load(database, tmp_path)
    seed(database, make_seed_folder(tmp_path, programmes=[PLUMBING]), reset=True)
    kept = session.scalars(select(Opportunity).where(col(Opportunity.source_key).in_(theirs))).all()
    assert [row.state for row in kept] == [ListingState.PUBLISHED]


def test_a_bad_row_changes_nothing(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    before = keys_and_ids(session)
    session.rollback()
    with pytest.raises(SeedError, match=r"building-construction.csv, line 2, column level"):
        load(database, tmp_path, programmes=[PLUMBING | {"level": "9"}], providers=[PROVIDER, EMPLOYER])
    assert keys_and_ids(session) == before
    assert set(session.scalars(select(Opportunity.state))) == {ListingState.PUBLISHED}


def test_progress_is_told_to_the_end(database: Database, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    seed(database, make_seed_folder(tmp_path), progress=lambda *told: seen.append(told))
    assert seen[0] == ("Reading programmes", 1, 1)
    assert seen[-1][1] == seen[-1][2]
    assert [done for _stage, done, _total in seen[1:]] == sorted(done for _stage, done, _total in seen[1:])


def test_dated_facts_are_loaded_once(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    wages, points = count(session, MinimumWage), count(session, TariffPoints)
    session.rollback()
    load(database, tmp_path)
    assert (count(session, MinimumWage), count(session, TariffPoints)) == (wages, points)
    rate = session.scalars(
        select(MinimumWage).where(
            col(MinimumWage.band) == "apprentice", col(MinimumWage.effective_from) == date(2026, 4, 1)
        )
    ).one()
    assert (rate.hourly_pence, rate.confidence) == (800, "reported by several sources")
    unknown = session.scalars(select(TariffPoints).where(col(TariffPoints.qualification) == "V Level")).one()
    assert unknown.points is None


def test_a_corrected_fact_is_changed_in_place(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    folder = make_seed_folder(tmp_path)
    path = folder / "minimum_wage.csv"
    path.write_text(path.read_text().replace("2026-04-01,apprentice,800,", "2026-04-01,apprentice,805,"))
    wages = count(session, MinimumWage)
    session.rollback()
    seed(database, folder)
    assert count(session, MinimumWage) == wages
    assert 805 in set(session.scalars(select(MinimumWage.hourly_pence)))


def test_many_changes_are_announced_as_one(database: Database, session: Session, tmp_path: Path) -> None:
    rows = [
        PLUMBING | {"ref": f"course-{number}", "offered": "gorse-consett ft sep; online ew flex"}
        for number in range(MOST_SINGLE_CHANGES // 2 + 1)
    ]
    load(database, tmp_path, programmes=rows)
    assert list(session.scalars(select(CatalogueChange.opportunity_id))) == [None]


def test_routes_and_levels_are_kept_as_codes(database: Database, session: Session, tmp_path: Path) -> None:
    load(database, tmp_path)
    job = one(session, Programme, "plumb-job")
    assert (job.route, job.level) == (Route.APPRENTICESHIP, Level.THREE)
