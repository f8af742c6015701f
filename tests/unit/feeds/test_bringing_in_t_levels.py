"""What lists of T Levels become in the catalogue."""

from __future__ import annotations

import copy
import gzip
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.intakes import is_over
from pathways.catalogue.models import (
    EntryRequirement,
    Intake,
    Opportunity,
    Programme,
    ProgrammeArea,
    Provider,
    Source,
    Venue,
)
from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    ListingState,
    Money,
    ProviderKind,
    Route,
    SubjectRule,
)
from pathways.database import Database
from pathways.feeds.refusals import FeedRefusedError
from pathways.feeds.t_levels.subjects import t_levels
from pathways.paths import resource_dir
from tests.unit.feeds.made_t_levels import (
    CATERING,
    DIGITAL,
    EDUCATION,
    HEALTH,
    HEALTHCARE_SCIENCE,
    ONSITE,
    UKPRN,
    bring_in_directory,
    bring_in_providers,
    bring_t_levels_in,
    place,
    provider,
    t_level,
)
from tests.unit.feeds.made_vacancies import write
from tests.unit.feeds.running import every_row
from tests.unit.feeds.test_broken_vacancies import ANYTHING

NOVEMBER_2026 = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_november(clock_at: Callable[[datetime], None]) -> None:
    clock_at(NOVEMBER_2026)


def only(session: Session, model: type[Any]) -> Any:
    return session.execute(select(model)).scalar_one()


def test_student_finds_a_t_level_in_health_in_consett(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_in_providers(database, tmp_path, provider())
    assert (report.offered, report.with_place, report.problems.listed) == (1, 1, [])
    health, offer, venue = only(session, Programme), only(session, Opportunity), only(session, Venue)
    assert (health.title, health.route, health.level) == ("T Level in Health", Route.T_LEVEL, Level.THREE)
    assert (venue.name, venue.town, venue.postcode, venue.postcode_district) == (
        "Moorside High School",
        "Consett",
        "",
        "DH8",
    )
    assert (offer.delivery, offer.full_time, offer.money) == (Delivery.VENUE, True, Money.FREE)


def test_size_length_placement_and_entry_come_from_the_table_of_routes(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_providers(database, tmp_path, provider())
    health, entry = only(session, Programme), only(session, EntryRequirement)
    assert (health.duration_months, health.duration_text) == (24, "2 years")
    assert (health.guided_hours, health.placement_hours, health.class_hours_a_week) == (1800, 315, 18)
    assert (entry.min_age, entry.max_age) == (16, 19)
    assert {entry.english, entry.maths} == {SubjectRule.CAN_STUDY_ALONGSIDE}


def test_a_year_gone_by_is_since_when_and_never_a_start(
    database: Database, session: Session, tmp_path: Path
) -> None:
    years = [{"year": 2022, "qualifications": [HEALTH]}, {"year": 2021, "qualifications": [HEALTH, DIGITAL]}]
    bring_in_providers(database, tmp_path, provider(place(deliveryYears=years)))
    assert list(session.execute(select(Intake)).scalars()) == []
    assert {offer.week_text for offer in session.execute(select(Opportunity)).scalars()} == {
        "It has run here since 2021."
    }


def test_a_year_to_come_is_told_as_the_year_it_is(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_providers(database, tmp_path, provider(place(HEALTH, year=2027)))
    assert (only(session, Intake).starts_on, only(session, Intake).start_text) == (None, "From 2027")
    assert only(session, Opportunity).week_text == ""


def test_a_start_of_the_directory_is_kept_while_it_is_to_come(
    database: Database, session: Session, tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    row = t_level(startDate="2027-09-06T00:00:00")
    bring_in_directory(database, tmp_path, row)
    assert only(session, Intake).starts_on == date(2027, 9, 6)
    session.rollback()
    clock_at(datetime(2027, 11, 1, tzinfo=UTC))
    bring_in_directory(database, tmp_path, row)
    assert list(session.execute(select(Intake)).scalars()) == []
    assert only(session, Opportunity).week_text == "It has run here since September 2027."


def test_the_directory_says_what_it_is_like(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in_directory(database, tmp_path, t_level())
    health = only(session, Programme)
    assert health.summary == "This T Level is for anyone who wants to work in health."
    assert health.you_will_learn == "How a body works. How to keep people safe."
    assert (health.daily_life, health.assessment) == ("In class and on placement.", "Two exams.")
    assert (health.leads_to, health.source_url) == ("Ambulance support.", "https://moorside.example/health")
    assert only(session, Venue).name == "Moorside Campus"
    assert only(session, EntryRequirement).text == "Five GCSEs."


def test_no_persons_own_address_is_kept_and_only_secure_links(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_directory(database, tmp_path, t_level())
    college = only(session, Provider)
    assert (college.email, college.telephone) == ("", "01207 000000")
    assert college.website == "https://moorside.example"
    everything = repr(every_row(database)).casefold()
    assert "jacqui" not in everything
    assert "01207 000001" not in everything


def test_the_address_of_an_office_is_kept(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in_providers(database, tmp_path, provider())
    school = only(session, Provider)
    assert (school.email, school.website) == ("office@moorside.example", "https://moorside.example/")
    assert (school.kind, school.ukprn) == (ProviderKind.SCHOOL_SIXTH_FORM, UKPRN)


@pytest.mark.parametrize("town", [None, ""])
def test_a_town_that_is_null_is_that_of_the_postcode(
    database: Database, session: Session, tmp_path: Path, town: str | None
) -> None:
    row = t_level()
    row["locations"][0]["town"] = town
    bring_in_directory(database, tmp_path, row)
    assert only(session, Venue).town == "Consett"


@pytest.mark.parametrize("code", [1, 10, ONSITE, 999])
def test_a_number_that_the_lists_of_providers_do_not_define_is_refused_and_the_rest_comes_in(
    database: Database, session: Session, tmp_path: Path, code: int
) -> None:
    report = bring_in_providers(database, tmp_path, provider(place(HEALTH, code)))
    assert only(session, Programme).title == "T Level in Health"
    (problem,) = report.problems.listed
    assert (problem.file, problem.line, problem.column, problem.value) == (
        "providers.json",
        1,
        "qualifications",
        str(code),
    )
    assert "T Levels are published" in problem.rule


def test_a_row_of_the_directory_with_an_unknown_number_is_refused(database: Database, tmp_path: Path) -> None:
    report = bring_in_directory(database, tmp_path, t_level(), t_level("other", code=7))
    assert (report.offered, report.problems.listed[0].value) == (1, "7")


@pytest.mark.parametrize("code", [ONSITE, HEALTHCARE_SCIENCE])
def test_a_t_level_that_has_closed_says_its_last_start_and_is_over(
    database: Database, session: Session, tmp_path: Path, code: int
) -> None:
    bring_in_directory(database, tmp_path, t_level(code=code))
    assert only(session, Programme).last_starts_on == date(2025, 9, 30)
    closed = only(session, Intake)
    assert (closed.starts_on, closed.start_text) == (None, "Until September 2025")
    assert is_over([closed], NOVEMBER_2026.date())
    assert not is_over([closed], date(2025, 9, 1))


def test_one_that_never_began_is_refused_in_words(database: Database, tmp_path: Path) -> None:
    report = bring_in_providers(database, tmp_path, provider(place(HEALTH, CATERING)))
    assert report.offered == 1
    assert report.problems.listed[0].rule == "T Level in Catering can be started"
    assert "never began" in report.problems.listed[0].mend


def test_a_renamed_one_has_its_name_of_now_and_is_found_by_the_old(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_providers(database, tmp_path, provider(place(DIGITAL)))
    software = only(session, Programme)
    assert (software.title, software.keywords) == (
        "T Level in Software Development",
        "Digital Production, Design and Development",
    )
    assert "It was called Digital Production, Design and Development before." in software.summary


def test_a_t_level_at_two_sites_is_one_programme_at_two_places(
    database: Database, session: Session, tmp_path: Path
) -> None:
    witney = place(HEALTH, postcode="OX28 6NE", town="WITNEY", latitude=51.785, longitude=-1.488)
    report = bring_in_providers(database, tmp_path, provider(place(HEALTH, EDUCATION), witney))
    assert (report.counts.kinds["programme"].added, report.offered) == (2, 3)
    assert {venue.town for venue in session.execute(select(Venue)).scalars()} == {"Consett", "Witney"}


def test_one_without_a_site_is_kept_without_a_place(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_in_directory(database, tmp_path, t_level(locations=[]))
    assert only(session, Opportunity).place_not_given


def test_a_place_that_names_no_years_is_said(database: Database, tmp_path: Path) -> None:
    report = bring_in_providers(database, tmp_path, provider(place(HEALTH), place(deliveryYears=None)))
    assert (report.offered, report.problems.listed[0].column) == (1, "deliveryYears")


def test_a_point_the_wrong_way_round_is_turned_and_said_once(
    database: Database, session: Session, tmp_path: Path
) -> None:
    wrong = place(HEALTH, EDUCATION, latitude=-1.831, longitude=54.852)
    report = bring_in_providers(database, tmp_path, provider(wrong))
    assert (only(session, Venue).lat, report.problems.total_noted) == (54.852, 2)


def test_twice_is_once_and_what_vanishes_is_withdrawn(
    database: Database, session: Session, tmp_path: Path
) -> None:
    codes = [
        code
        for code, one in t_levels(resource_dir("seed_data")).items()
        if one.is_listed and not one.never_began
    ]
    bring_in_providers(database, tmp_path, provider(place(*codes)))
    before = every_row(database)
    assert bring_in_providers(database, tmp_path, provider(place(*codes))).counts.changes == 0
    assert every_row(database) == before
    report = bring_in_providers(database, tmp_path, provider(place(*codes[1:])))
    assert report.counts.kinds["programme"].withdrawn == 1
    gone = session.execute(select(Programme).where(Programme.state == ListingState.WITHDRAWN)).scalar_one()
    assert gone.source_key == f"{UKPRN}:{codes[0]}"


def test_a_provider_whose_row_is_spoilt_stays_as_it_was(
    database: Database, session: Session, tmp_path: Path
) -> None:
    others = [provider(ukPrn=UKPRN - number, name=f"College {number}") for number in range(1, 6)]
    bring_in_providers(database, tmp_path, provider(), *others)
    report = bring_in_providers(database, tmp_path, provider(name=None), *others)
    assert report.problems.listed[0].column == "name"
    assert report.counts.kinds["programme"].withdrawn == 0


def test_the_longest_texts_that_are_taken_fit_the_database(database: Database, tmp_path: Path) -> None:
    long = "Long words. " * 4_000
    row = t_level("k" * 100, website="https://a.example/" + "x" * 482)
    row |= dict.fromkeys(("whoFor", "whatYoullLearn", "howYoullBeAssessed", "entryRequirements"), long)
    row["provider"] |= {"providerName": "N" * 300, "email": "office@" + "x" * 300, "telephone": "1" * 90}
    row["locations"][0] |= {"venueName": long, "addressLine1": long, "town": long}
    report = bring_in_directory(database, tmp_path, row, t_level("k" * 101))
    assert (report.offered, [problem.column for problem in report.problems.listed]) == (1, ["tLevelId"])


def test_a_t_level_listed_twice_comes_in_once(database: Database, tmp_path: Path) -> None:
    report = bring_in_directory(database, tmp_path, t_level(), t_level())
    assert (report.offered, report.problems.listed[0].column) == (1, "tLevelId")


def test_every_t_level_of_the_table_has_its_areas_and_is_one_of_the_routes_subjects() -> None:
    known = t_levels(resource_dir("seed_data"))
    assert len(known) == 24
    assert all(one.areas for one in known.values())
    assert known[HEALTH].areas == (Area.HEALTH, Area.CARE_SUPPORT)
    assert [one.code for one in known.values() if one.never_began] == [53, 56]
    assert [one.code for one in known.values() if one.last_starts_on] == [42, 44]
    assert [one.code for one in known.values() if one.is_renamed] == [37, 39, 40, 53]
    assert [one.code for one in known.values() if not one.is_listed] == [ONSITE]


def test_the_area_is_that_of_our_table(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in_providers(database, tmp_path, provider(place(HEALTHCARE_SCIENCE)))
    rows = session.execute(select(ProgrammeArea)).scalars()
    assert {(row.area, row.is_main) for row in rows} == {(Area.SCIENCE_RESEARCH, True), (Area.HEALTH, False)}


def test_the_source_is_named_with_its_licence(database: Database, session: Session, tmp_path: Path) -> None:
    bring_in_providers(database, tmp_path, provider())
    assert "Open Government Licence" in only(session, Source).statement


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"providers": [' + b'{"a":[' * 5_000, "nested"),
        (b'{"vacancies": []}', "lists no T Levels"),
        (b'{"tLevelDefinitions": [{"frameworkCode": 41, "name": "T Level Health"}]}', "not who teaches"),
        (b'{"qualifications": {"41": "Health"}}', "not who teaches"),
        (b'{"providers": []}', "not who teaches"),
        (b'{"providers": [1, "two", null]}', "No row of the set"),
        (b'{"providers": [{"ukPrn": 1}]}', "No row of the set"),
        (b"\x1f\x8bnot gzip", "is not JSON"),
        (b"", "empty"),
    ],
)
def test_a_broken_file_is_refused_with_words(
    database: Database, tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "list.json").write_bytes(content)
    with pytest.raises(FeedRefusedError, match=words):
        bring_t_levels_in(database, tmp_path / "list.json")
    assert every_row(database)["programme"] == []


def test_definitions_beside_a_list_are_checked_and_a_gzip_is_read(database: Database, tmp_path: Path) -> None:
    write(
        tmp_path / "set" / "a.json", {"tLevelDefinitions": [{"frameworkCode": 7, "name": "T Level in Magic"}]}
    )
    (tmp_path / "set" / "b.json.gz").write_bytes(
        gzip.compress(json.dumps({"providers": [provider()]}).encode())
    )
    report = bring_t_levels_in(database, tmp_path / "set")
    assert (report.offered, report.problems.listed[0].column) == (1, "frameworkCode")


PLACES = st.sampled_from(
    [(name,) for name in t_level()]
    + [("provider", name) for name in t_level()["provider"]]
    + [("qualification", "frameworkCode"), ("locations",)]
    + [(name,) for name in provider()]
)


@given(
    shape=st.sampled_from([t_level, provider]),
    changes=st.lists(st.tuples(PLACES, ANYTHING), min_size=1, max_size=3),
)
def test_whatever_stands_in_a_row_it_comes_in_or_is_reported(
    database: Database, tmp_path: Path, shape: Any, changes: list[Any]
) -> None:
    row: dict[str, Any] = copy.deepcopy(shape())
    for where, value in changes:
        inside: Any = row
        for name in where[:-1]:
            inside = inside.get(name) if isinstance(inside.get(name), dict) else {}
        inside[where[-1]] = value
    listed = {"tLevels": [row], "providers": []} if shape is t_level else {"tLevels": [], "providers": [row]}
    listed["tLevels"] = [*listed["tLevels"], t_level("good")]
    report = bring_t_levels_in(database, write(tmp_path / "list.json", listed), dry_run=True)
    assert report.offered >= 1
    for problem in report.problems.listed:
        assert problem.rule
        assert problem.mend


WITH_A_SPACE = "https://www.darlington.gov.uk/education-and-learning/learning-skills/diplomas/#Diploma 19"


@pytest.mark.parametrize(
    ("name", "rows", "offered", "refused"),
    [
        ("ProviderData.json", 46, 141, {"44": 6}),
        ("tlevels.json", 3, 6, {}),
        # An address with a space in it is no address: the offer comes in without it, and the report says so.
        ("tlevels_multiple_items.json", 9, 12, {WITH_A_SPACE: 1}),
        ("tlevels_single_item.json", 1, 1, {}),
        ("tlevels_single_item_with_null_location_town.json", 1, 1, {}),
    ],
)
def test_every_published_sample_comes_in(
    database: Database, shared_data: Path, name: str, rows: int, offered: int, refused: dict[str, int]
) -> None:
    report = bring_t_levels_in(database, shared_data / "t_levels" / name)
    assert (sum(report.rows.values()), report.offered, report.with_place) == (rows, offered, offered)
    values = [problem.value for problem in report.problems.listed]
    assert {value: values.count(value) for value in values} == refused


def test_the_sample_that_uses_numbers_for_other_things_is_refused_number_by_number(
    database: Database, shared_data: Path
) -> None:
    with pytest.raises(FeedRefusedError, match="No row of the set could be used") as refusal:
        bring_t_levels_in(database, shared_data / "t_levels" / "test_providers.json")
    assert refusal.value.report is not None
    problems = refusal.value.report.problems
    assert (problems.total_refused, problems.total_noted) == (55, 1)
    assert {problem.value for problem in problems.listed if problem.value} == {
        str(code) for code in range(1, 11)
    }


def test_the_folder_of_samples_comes_in_and_twice_is_once(
    database: Database, session: Session, shared_data: Path
) -> None:
    report = bring_t_levels_in(database, shared_data / "t_levels")
    assert (report.offered, report.with_place, report.problems.total_refused) == (155, 155, 63)
    assert report.past == 7
    closed = session.execute(select(Programme).where(Programme.last_starts_on.is_not(None))).scalars()  # type: ignore[union-attr]
    assert {row.title for row in closed} == {
        "T Level in Healthcare Science",
        "T Level in Onsite Construction",
    }
    assert all(row.starts_on is None for row in session.execute(select(Intake)).scalars())
    assert bring_t_levels_in(database, shared_data / "t_levels").counts.changes == 0
