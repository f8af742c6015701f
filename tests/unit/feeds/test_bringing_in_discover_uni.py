"""What a Discover Uni set becomes in the catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import (
    CatalogueChange,
    EntryRequirement,
    Intake,
    Opportunity,
    Outcome,
    Programme,
    ProgrammeArea,
    Provider,
    Source,
    Venue,
)
from pathways.catalogue.vocabulary import Area, Delivery, Measure, Money, Nation, ProviderKind, Route
from pathways.database import Database
from tests.unit.feeds.made_set import BUILDING, COLLEGE, LAW, NURSING, UNIVERSITY, MadeSet, made_set
from tests.unit.feeds.running import bring_in


@pytest.fixture
def made() -> MadeSet:
    return made_set()


def programme(session: Session, code: str, mode: str = "01") -> Programme:
    statement = select(Programme).where(
        Programme.course_code == code, Programme.source_key.contains(f":{mode}:")
    )
    return session.execute(statement).scalar_one()


def offers(session: Session, code: str, mode: str = "01") -> list[Opportunity]:
    wanted = programme(session, code, mode).id
    return list(session.execute(select(Opportunity).where(Opportunity.programme_id == wanted)).scalars())


def outcomes(session: Session, code: str, measure: Measure) -> list[Outcome]:
    wanted = programme(session, code).id
    statement = select(Outcome).where(Outcome.programme_id == wanted, Outcome.measure == measure)
    return list(session.execute(statement.order_by(Outcome.years_after)).scalars())


def test_student_finds_a_course_at_its_site_in_preston(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    (offer,) = offers(session, NURSING)
    venue = session.get_one(Venue, offer.venue_id)
    assert (venue.name, venue.town, venue.postcode_district) == ("Main Campus", "Preston", "PR1")
    assert venue.lad_code == "E07000123"
    assert (venue.lat, venue.lng) == (53.7632, -2.7085)
    assert offer.delivery is Delivery.VENUE
    assert not offer.place_not_given


def test_the_title_drops_the_words_of_coders_and_the_course_code_is_kept(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    nursing = programme(session, NURSING)
    assert nursing.title == "Nursing"
    assert nursing.slug == "nursing"
    assert nursing.course_code == NURSING


def test_a_copy_without_awards_gives_a_degree_of_unknown_level(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    nursing = programme(session, NURSING)
    assert nursing.route is Route.DEGREE
    assert nursing.level is None
    assert nursing.duration_months is None
    assert nursing.summary == nursing.daily_life == ""


def test_a_copy_with_awards_says_route_level_and_length(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.add("KISAIM", KISAIMCODE="031", KISAIMLABEL="FdA")
    made["KISCOURSE"][0].update(KISAIMCODE="031", NUMSTAGE="2", CRSEURL="https://ribbleside.example/nursing")
    bring_in(database, made.write(tmp_path / "set"))
    nursing = programme(session, NURSING)
    assert (nursing.title, nursing.route, nursing.level) == ("Nursing (FdA)", Route.FOUNDATION_DEGREE, "5")
    assert (nursing.duration_months, nursing.duration_text) == (24, "2 years")
    assert offers(session, NURSING)[0].apply_url == "https://ribbleside.example/nursing"


def test_who_teaches_is_shown_and_who_registers_is_named(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    building = programme(session, BUILDING)
    teacher = session.get_one(Provider, building.provider_id)
    assert teacher.name == "The Riverbank College"
    assert teacher.ukprn == int(COLLEGE)
    assert building.registered_with == "University of Ribbleside"
    assert programme(session, LAW).registered_with == ""


def test_a_degree_taught_at_a_college_is_marked_by_the_reviewed_list_and_not_by_names(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made["INSTITUTION"][0]["LEGAL_NAME"] = "College University of Ribbleside"
    made["INSTITUTION"][1]["LEGAL_NAME"] = "University Centre Riverbank"
    bring_in(database, made.write(tmp_path / "set"))
    assert programme(session, BUILDING).taught_at_college
    assert not programme(session, LAW).taught_at_college
    kinds = {row.ukprn: row.kind for row in session.execute(select(Provider)).scalars()}
    assert kinds == {int(COLLEGE): ProviderKind.COLLEGE, int(UNIVERSITY): ProviderKind.UNIVERSITY}


def test_a_joint_school_with_a_made_up_number_has_no_ukprn(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    for table in made.values():
        for row in table:
            row.update(
                {column: "99999998" for column in ("PUBUKPRN", "UKPRN") if row.get(column) == UNIVERSITY}
            )
    bring_in(database, made.write(tmp_path / "set"))
    school = session.execute(select(Provider).where(Provider.source_key == "99999998")).scalar_one()
    assert school.ukprn is None


def test_subjects_become_career_areas_with_the_first_as_the_main_one(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    key = {"PUBUKPRN": UNIVERSITY, "UKPRN": UNIVERSITY, "KISCOURSEID": LAW, "KISMODE": "01"}
    made.add("SBJ", **key, SBJ="CAH02-04-02")
    bring_in(database, made.write(tmp_path / "set"))
    law = programme(session, LAW)
    areas = {
        row.area: row.is_main
        for row in session.execute(
            select(ProgrammeArea).where(ProgrammeArea.programme_id == law.id)
        ).scalars()
    }
    assert areas == {Area.FINANCE_LAW: True, Area.HEALTH: False}
    assert law.subject_codes == "CAH16-01-01 CAH02-04-02"
    assert law.keywords == "Adult nursing"


def test_full_time_and_part_time_are_two_programmes_that_are_never_merged(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.add_course("LAW2", "Law", "CAH16-01-01")
    bring_in(database, made.write(tmp_path / "set"))
    (day,), (evening,), (other,) = offers(session, LAW), offers(session, LAW, "02"), offers(session, "LAW2")
    assert (day.full_time, day.part_time) == (True, False)
    assert (evening.full_time, evening.part_time) == (False, True)
    assert len({day.id, evening.id, other.id}) == 3
    assert day.venue_id == evening.venue_id == other.venue_id


def test_a_degree_in_england_is_on_a_loan_and_one_in_wales_says_nothing_of_money(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made["INSTITUTION"][1]["PUBUKPRNCOUNTRY"] = "XI"
    bring_in(database, made.write(tmp_path / "set"))
    assert offers(session, LAW)[0].money is Money.LOAN
    assert offers(session, BUILDING)[0].money is None
    assert programme(session, BUILDING).nation is Nation.WALES


def test_no_start_is_invented(database: Database, session: Session, made: MadeSet, tmp_path: Path) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    assert session.execute(select(Intake)).first() is None


@pytest.mark.parametrize("site", [None, ""])
def test_a_course_without_a_site_is_kept_and_says_so(
    database: Database, session: Session, made: MadeSet, tmp_path: Path, site: str | None
) -> None:
    made.add_course("FAR1", "History", "CAH20-01-01", site=site)
    report = bring_in(database, made.write(tmp_path / "set"))
    (offer,) = offers(session, "FAR1")
    assert offer.venue_id is None
    assert offer.place_not_given
    assert (report.offered, report.with_venue, report.with_place) == (5, 4, 4)


def test_a_course_only_at_a_distance_is_online(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.add_course("FAR1", "History", "CAH20-01-01", site=None)["DISTANCE"] = "1"
    bring_in(database, made.write(tmp_path / "set"))
    assert offers(session, "FAR1")[0].delivery is Delivery.ONLINE


def test_sites_are_joined_by_the_registering_body_because_their_codes_repeat(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.add(
        "LOCATION",
        UKPRN=COLLEGE,
        LOCID="RB",
        LOCNAME="Somewhere else",
        LOCCOUNTRY="XF",
        LATITUDE="51.5",
        LONGITUDE="-0.1",
    )
    bring_in(database, made.write(tmp_path / "set"))
    venue = session.get_one(Venue, offers(session, BUILDING)[0].venue_id)
    assert venue.name == "Riverbank"


@pytest.mark.parametrize(
    ("lat", "lng", "hint"),
    [
        ("0", "0", ""),
        ("48.8596", "2.3148", ""),  # Paris
        ("53.3", "-6.3", ""),  # Dublin
        ("54.98", "1.41", "sign"),  # the North Sea, for want of a minus
    ],
)
def test_a_point_in_the_sea_or_abroad_is_never_shown_and_is_reported(
    database: Database, session: Session, made: MadeSet, tmp_path: Path, lat: str, lng: str, hint: str
) -> None:
    made["LOCATION"][0].update(LATITUDE=lat, LONGITUDE=lng)
    report = bring_in(database, made.write(tmp_path / "set"))
    venue = session.get_one(Venue, offers(session, NURSING)[0].venue_id)
    assert (venue.lat, venue.lng, venue.postcode_district) == (None, None, "")
    (problem,) = report.problems.listed
    assert (problem.file, problem.line, problem.value) == ("LOCATION.csv", 2, f"{float(lat)}, {float(lng)}")
    assert hint in problem.mend
    assert report.with_place == 1


def test_a_site_in_belfast_has_its_place_and_no_british_district(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made["LOCATION"][0].update(LATITUDE="54.584", LONGITUDE="-5.934")
    bring_in(database, made.write(tmp_path / "set"))
    venue = session.get_one(Venue, offers(session, NURSING)[0].venue_id)
    assert venue.nation is Nation.NORTHERN_IRELAND
    assert (venue.lat, venue.postcode_district, venue.town) == (54.584, "", "")


def test_the_usual_points_are_those_of_the_course_itself(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.figure("TARIFF", NURSING, TARPOP="40", TARAGG="14", TARAGGYEAR="2023-24", T096="50", T112="50")
    made.figure("TARIFF", LAW, TARPOP="90", TARAGG="13", TARSBJ="CAH16-01-01", T096="50", T112="50")
    bring_in(database, made.write(tmp_path / "set"))
    nursing = session.get_one(EntryRequirement, programme(session, NURSING).id)
    law = session.get_one(EntryRequirement, programme(session, LAW).id)
    assert (nursing.points_usual_low, nursing.points_usual_high) == (104, 120)
    assert (law.points_usual_low, law.points_usual_high) == (None, None)
    (spread,) = outcomes(session, LAW, Measure.ENTRY_TARIFF)
    assert (spread.low, spread.high, spread.people, spread.subject) == (104, 120, 90, "Law")
    assert json.loads(spread.detail)["bands"]["T096"] == 50


def test_a_figure_says_whom_it_covers(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.figure(
        "CONTINUATION", NURSING, CONTPOP="25", CONTAGG="24", CONTAGGYEAR="2021-23", UCONT="85", UGAINED="5"
    )
    made.figure(
        "CONTINUATION", LAW, CONTUNAVAILREASON="1", CONTPOP="60", CONTAGG="12", CONTSBJ="CAH16-01", UCONT="90"
    )
    bring_in(database, made.write(tmp_path / "set"))
    (own,) = outcomes(session, NURSING, Measure.CONTINUATION)
    assert (own.value, own.people, own.period, own.subject) == (90, 25, "2021-23", "")
    assert json.loads(own.detail) | {"percent": None} == {"covers": "course", "years": 2, "percent": None}
    (others,) = outcomes(session, LAW, Measure.CONTINUATION)
    assert (others.value, others.subject) == (90, "Law")
    assert json.loads(others.detail)["covers"] == "other-courses"


@pytest.mark.parametrize(
    ("code", "reason"), [("0", "too-few-people"), ("1", "new-course"), ("2", "not-published")]
)
def test_a_missing_figure_says_why(
    database: Database, session: Session, made: MadeSet, tmp_path: Path, code: str, reason: str
) -> None:
    made.figure("EMPLOYMENT", LAW, EMPUNAVAILREASON=code)
    bring_in(database, made.write(tmp_path / "set"))
    (outcome,) = outcomes(session, LAW, Measure.EMPLOYMENT)
    assert outcome.value is None
    assert outcome.missing_reason == reason


def test_every_figure_has_a_value_or_a_reason(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.figure("TARIFF", NURSING, TARPOP="10", TARAGG="14", T001="10")
    made.figure("TARIFF", LAW, TARPOP="10", TARAGG="14", T001="0")
    bring_in(database, made.write(tmp_path / "set"))
    for outcome in session.execute(select(Outcome)).scalars():
        assert (outcome.value is None) == bool(outcome.missing_reason)
    assert outcomes(session, NURSING, Measure.ENTRY_TARIFF)[0].missing_reason == "few-points"
    assert outcomes(session, LAW, Measure.ENTRY_TARIFF)[0].missing_reason == "no-points"


def test_earnings_stand_beside_those_of_the_subject_and_after_three_and_five_years(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.figure(
        "GOSALARY",
        NURSING,
        GOSALPOP="30",
        GOSALAGG="13",
        GOSALAGGYEAR="2022-23",
        GOSALSBJ="CAH02-04-01",
        GOSALRESP_RATE="55",
        GOINSTLQ="26000",
        GOINSTMED="27500",
        GOINSTUQ="30000",
    )
    bring_in(database, made.write(tmp_path / "set"))
    soon, three, five = outcomes(session, NURSING, Measure.EARNINGS)
    assert (soon.years_after, soon.low, soon.value, soon.high) == (1, 26000, 27500, 30000)
    detail = json.loads(soon.detail)
    assert detail["months_after"] == 15
    assert detail["comparison"]["median"] == 27000
    assert (three.years_after, three.value, three.people) == (3, 28000, 9000)
    assert (five.years_after, five.value, five.subject) == (5, 31000, "Nursing and midwifery")
    assert json.loads(five.detail)["covers"] == "sector"
    assert outcomes(session, LAW, Measure.EARNINGS)[-1].missing_reason == "not-published"


def test_figures_for_two_subjects_of_a_course_are_both_kept_and_a_repeated_one_once(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    row = made.figure("EMPLOYMENT", LAW, EMPPOP="20", EMPAGG="13", EMPSBJ="CAH16-01-01", WORKSTUDY="90")
    made["EMPLOYMENT"].append(row | {"EMPSBJ": "CAH15-03-01", "WORKSTUDY": "80"})
    made["EMPLOYMENT"].append(dict(row))
    bring_in(database, made.write(tmp_path / "set"))
    assert {(found.subject, found.value) for found in outcomes(session, LAW, Measure.EMPLOYMENT)} == {
        ("Law", 90.0),
        ("Politics", 80.0),
    }


def test_every_record_says_where_it_comes_from(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    source = session.execute(select(Source)).scalar_one()
    assert (source.slug, source.publishes_whole_sets) == ("discover-uni", True)
    assert "licence" in source.statement
    assert source.last_imported_at is not None
    nursing = programme(session, NURSING)
    assert nursing.source_id == source.id
    assert nursing.checked_on is not None
    assert not nursing.is_demonstration


def test_the_publisher_is_told_which_opportunities_to_show(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    bring_in(database, made.write(tmp_path / "set"))
    named = set(session.execute(select(CatalogueChange.opportunity_id)).scalars())
    assert named == set(session.execute(select(Opportunity.id)).scalars())


def test_a_providers_rating_and_address_are_kept(
    database: Database, session: Session, made: MadeSet, tmp_path: Path
) -> None:
    made.add("TEFOutcome", PUBUKPRN=UNIVERSITY, UKPRN=UNIVERSITY, OVERALL_RATING="Gold")
    bring_in(database, made.write(tmp_path / "set"))
    provider = session.execute(select(Provider).where(Provider.ukprn == int(UNIVERSITY))).scalar_one()
    assert provider.quality_marks == "Teaching Excellence Framework: Gold"
    assert (provider.website, provider.telephone) == ("https://www.ribbleside.ac.uk", "01772 000000")
