"""The course directory brought in, from its tables to the rows of the catalogue, on both databases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, OpportunityDistrict, Programme, Provider, Source, Venue
from pathways.catalogue.vocabulary import (
    Area,
    Delivery,
    Level,
    ListingState,
    Money,
    Nation,
    ProviderKind,
    Route,
)
from pathways.database import Database
from pathways.feeds.bundle import SPREADSHEETS, Bundle
from pathways.feeds.problems import Problems
from pathways.feeds.refusals import FileRefusedError, GuardTrippedError
from pathways.feeds.rows import read_cells
from pathways.paths import resource_dir
from pathways.places.importing import import_postcodes
from pathways.places.loading import load_gazetteer
from pathways.settings import get_settings
from tests.unit.feeds.made_directory import (
    COLLEGE,
    COURSE_COLUMNS,
    ESOL,
    FLAT_COLUMNS,
    OTHER_COLLEGE,
    PLUMBING,
    Row,
    bootcamp_row,
    bring_in,
    course_row,
    flat_row,
    online,
    venue_row,
    work_based,
    write,
)
from tests.unit.feeds.running import every_row

PRESTON = "E07000123"


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    """Where the flat table is written."""
    return tmp_path / "LiveCourses.csv"


def only(session: Session, model: type[Any]) -> Any:
    """The one row of a table."""
    return session.scalars(select(model)).one()


def offered(session: Session) -> list[Opportunity]:
    statement = select(Opportunity).where(Opportunity.state == ListingState.PUBLISHED)  # type: ignore[arg-type]
    return list(session.scalars(statement.order_by(Opportunity.source_key)))  # type: ignore[arg-type]


# The flat table


def test_a_student_finds_plumbing_in_preston(database: Database, session: Session, flat: Path) -> None:
    report = bring_in(database, write(flat, [flat_row(ENTRY_REQUIREMENTS="Two GCSEs at grade 3")]))
    assert (report.offered, report.with_venue, report.with_place) == (1, 1, 1)
    programme = only(session, Programme)
    assert (programme.title, programme.route, programme.level) == (
        "Plumbing Level 2",
        Route.VOCATIONAL,
        Level.TWO,
    )
    assert (programme.source_key, programme.qualification_number) == (PLUMBING, "60333078")
    assert (programme.duration_months, programme.duration_text) == (8, "36 weeks")
    assert programme.summary == "People who like to fix things."
    assert programme.entry.text == "Two GCSEs at grade 3"
    assert programme.nation is Nation.ENGLAND
    assert [(area.area, area.is_main) for area in programme.areas] == [(Area.BUILDING_CONSTRUCTION, True)]
    (offer,) = offered(session)
    assert (offer.delivery, offer.full_time, offer.part_time) == (Delivery.VENUE, True, False)
    assert (offer.money, offer.fee) == (Money.FEE, 45_000)
    assert offer.apply_url == "https://college.example/plumbing"
    assert [intake.starts_on for intake in offer.intakes] == [date(2027, 9, 7)]
    venue = only(session, Venue)
    assert (venue.name, venue.town, venue.postcode, venue.lad_code) == (
        "Main Campus",
        "Preston",
        "PR1 2HE",
        PRESTON,
    )
    assert (venue.lat, venue.lng) == (53.7632, -2.7085)


def test_the_columns_may_stand_in_any_order(database: Database, session: Session, flat: Path) -> None:
    bring_in(database, write(flat, [flat_row()], sorted(FLAT_COLUMNS, reverse=True)))
    assert only(session, Programme).title == "Plumbing Level 2"


def test_the_headers_may_be_in_small_letters_with_spaces_around_them(
    database: Database, session: Session, flat: Path
) -> None:
    write(flat, [flat_row()])
    header, rest = flat.read_text().split("\n", 1)
    flat.write_text(", ".join(header.strip().lower().split(",")) + "\n" + rest)
    bring_in(database, flat)
    assert only(session, Programme).title == "Plumbing Level 2"


@pytest.mark.parametrize("column", ["COURSE_RUN_ID", "STARTDATE", "LOCATION_POSTCODE", "AWARDING_BODY"])
def test_every_column_has_to_be_there(database: Database, flat: Path, column: str) -> None:
    columns = [name for name in FLAT_COLUMNS if name != column]
    with pytest.raises(FileRefusedError, match=f"no column {column}"):
        bring_in(database, write(flat, [flat_row()], columns))


def test_the_table_as_it_was_until_2023_is_read(database: Database, session: Session, flat: Path) -> None:
    newer = ("COURSE_TYPE", "SECTOR", "EDUCATION_LEVEL", "AWARDING_BODY")
    row = flat_row()
    row["COURSE_DESCRIPTION"] = row.pop("WHO_THIS_COURSE_IS_FOR")
    columns = [name for name in row if name not in newer]
    bring_in(database, write(flat, [row], columns))
    assert only(session, Programme).summary == "People who like to fix things."


def test_runs_of_one_course_at_one_place_are_its_starts(
    database: Database, session: Session, flat: Path
) -> None:
    rows = [
        flat_row("run-1"),
        flat_row("run-2", STARTDATE="10/01/2028"),
        flat_row("run-3", STARTDATE="", FLEXIBLE_STARTDATE="True"),
        flat_row("run-4"),
    ]
    report = bring_in(database, write(flat, rows))
    assert sum(report.rows.values()) == 4
    (offer,) = offered(session)
    starts = {(intake.starts_on, intake.is_flexible) for intake in offer.intakes}
    assert starts == {(date(2027, 9, 7), False), (date(2028, 1, 10), False), (None, True)}
    assert len(offer.intakes) == 3


@pytest.mark.parametrize(
    "difference",
    [
        {"STUDY_MODE": "2"},
        {"ATTENDANCE_PATTERN": "2"},
        {"COST": "100"},
        {"COST_DESCRIPTION": "Free under 19"},
        {"DELIVER_MODE": "4"},
        {"LOCATION_NAME": "Annexe"},
        {"LOCATION_POSTCODE": "PR2 2HE"},
        {"DURATION_VALUE": "18"},
        {"COURSE_URL": "https://college.example/evening"},
    ],
    ids=lambda difference: next(iter(difference)),
)
def test_runs_that_differ_in_anything_but_their_start_are_offers_of_their_own(
    database: Database, session: Session, flat: Path, difference: Row
) -> None:
    bring_in(database, write(flat, [flat_row("run-1"), flat_row("run-2", **difference)]))
    assert len(offered(session)) == 2
    assert session.scalar(select(func.count()).select_from(Programme)) == 1


def test_a_run_that_takes_another_time_than_the_first_says_so(
    database: Database, session: Session, flat: Path
) -> None:
    rows = [flat_row("run-1"), flat_row("run-2", STUDY_MODE="2", DURATION_UNIT="4", DURATION_VALUE="2")]
    bring_in(database, write(flat, rows))
    assert only(session, Programme).duration_text == "36 weeks"
    assert [offer.week_text for offer in offered(session) if offer.part_time] == ["Takes 2 years."]


@pytest.mark.parametrize(
    ("study", "attendance", "modes"),
    [
        ("1", "1", {"full_time"}),
        ("2", "1", {"part_time"}),
        ("2", "2", {"part_time", "evening_weekend"}),
        ("2", "3", {"part_time", "evening_weekend"}),
        ("2", "4", {"part_time", "day_release"}),
        ("3", "1", {"part_time"}),
    ],
)
def test_study_mode_and_attendance_make_the_week(
    database: Database, session: Session, flat: Path, study: str, attendance: str, modes: set[str]
) -> None:
    bring_in(database, write(flat, [flat_row(STUDY_MODE=study, ATTENDANCE_PATTERN=attendance)]))
    (offer,) = offered(session)
    every = ("full_time", "part_time", "evening_weekend", "day_release", "mode_not_stated")
    assert {mode for mode in every if getattr(offer, mode)} == modes


def test_a_flexible_week_is_said_in_words(database: Database, session: Session, flat: Path) -> None:
    bring_in(database, write(flat, [flat_row(STUDY_MODE="3")]))
    assert offered(session)[0].week_text == "Hours to suit you."


def test_a_blended_course_has_its_venue_and_says_that_it_is_partly_online(
    database: Database, session: Session, flat: Path
) -> None:
    bring_in(database, write(flat, [flat_row(DELIVER_MODE="4")]))
    (offer,) = offered(session)
    assert (offer.delivery, offer.week_text) == (Delivery.VENUE, "Partly online.")
    assert offer.venue is not None


def test_an_online_course_is_found_everywhere(database: Database, session: Session, flat: Path) -> None:
    report = bring_in(database, write(flat, [online()]))
    assert (report.with_venue, report.offered) == (0, 1)
    (offer,) = offered(session)
    assert (offer.delivery, offer.venue_id, offer.mode_not_stated) == (Delivery.ONLINE, None, True)
    programme = only(session, Programme)
    assert (programme.route, programme.level) == (Route.ESSENTIAL_SKILLS, Level.ENTRY)


def test_a_national_course_is_offered_across_the_nation(
    database: Database, session: Session, flat: Path
) -> None:
    bring_in(database, write(flat, [work_based()]))
    (offer,) = offered(session)
    assert (offer.delivery, offer.districts) == (Delivery.NATIONAL, [])


def test_a_course_for_sub_regions_serves_their_districts(
    database: Database, session: Session, flat: Path
) -> None:
    bring_in(database, write(flat, [work_based(NATIONAL="False", REGIONS="County Durham,Lancashire")]))
    (offer,) = offered(session)
    assert offer.delivery is Delivery.AREA
    codes = {district.lad_code for district in session.scalars(select(OpportunityDistrict))}
    assert PRESTON in codes
    assert "E06000047" in codes
    assert len(codes) == 13


def test_an_unknown_sub_region_spoils_its_row_alone(database: Database, session: Session, flat: Path) -> None:
    rows = [
        work_based("run-1", NATIONAL="False", REGIONS="Lancashire,Atlantis"),
        work_based("run-2", COURSE_ID=ESOL, NATIONAL="False", REGIONS="Lancashire"),
    ]
    report = bring_in(database, write(flat, rows))
    assert report.offered == 1
    (problem,) = report.problems.listed
    assert (problem.file, problem.line, problem.column, problem.value) == (
        flat.name,
        2,
        "REGIONS",
        "Atlantis",
    )


@pytest.mark.parametrize(
    ("cost", "words", "money", "fee"),
    [
        ("0", "", Money.FREE, 0),
        ("0.00", "", Money.FREE, 0),
        ("99.5", "", Money.FEE, 9_950),
        ("", "Ask us", None, None),
    ],
)
def test_what_it_costs(
    database: Database,
    session: Session,
    flat: Path,
    cost: str,
    words: str,
    money: Money | None,
    fee: int | None,
) -> None:
    bring_in(database, write(flat, [flat_row(COST=cost, COST_DESCRIPTION=words)]))
    (offer,) = offered(session)
    assert (offer.money, offer.fee, offer.cost_text) == (money, fee, words)


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"COURSE_NAME": ""}, "COURSE_NAME"),
        ({"PROVIDER_UKPRN": "123"}, "PROVIDER_UKPRN"),
        ({"COURSE_ID": ""}, "COURSE_ID"),
        ({"DELIVER_MODE": "7"}, "DELIVER_MODE"),
        ({"STARTDATE": ""}, "STARTDATE"),
        ({"STARTDATE": "2027-09-07"}, "STARTDATE"),
        ({"FLEXIBLE_STARTDATE": "True"}, "STARTDATE"),
        ({"LOCATION_NAME": ""}, "LOCATION_NAME"),
        ({"DELIVER_MODE": "2"}, "LOCATION_NAME"),
        ({"STUDY_MODE": "0"}, "STUDY_MODE"),
        ({"COST": ""}, "COST"),
        ({"COST": "1.234"}, "COST"),
        ({"DURATION_VALUE": "1000"}, "DURATION_VALUE"),
        ({"DURATION_UNIT": "9"}, "DURATION_UNIT"),
        ({"LEARN_AIM_REF": "12"}, "LEARN_AIM_REF"),
        ({"LOCATION_POSTCODE": "PR1"}, "LOCATION_POSTCODE"),
        ({"LOCATION_POSTCODE": "ZZ1 1AA"}, "LOCATION_POSTCODE"),
    ],
)
def test_a_bad_row_is_reported_by_its_column_and_stops_no_other(
    database: Database, session: Session, flat: Path, values: Row, column: str
) -> None:
    report = bring_in(database, write(flat, [flat_row("run-1", **values), online("run-2")]))
    (problem,) = report.problems.listed
    assert (problem.line, problem.column) == (2, column)
    assert problem.rule
    assert problem.mend
    assert [offer.delivery for offer in offered(session)] == [Delivery.ONLINE]


def test_a_run_that_stands_in_the_table_twice_is_reported(database: Database, flat: Path) -> None:
    report = bring_in(database, write(flat, [flat_row("same"), flat_row("same", STARTDATE="10/01/2028")]))
    assert [(problem.line, problem.column, problem.value) for problem in report.problems.listed] == [
        (3, "COURSE_RUN_ID", "same")
    ]


def test_a_point_that_cannot_be_right_is_reported_and_never_shown(
    database: Database, session: Session, flat: Path
) -> None:
    report = bring_in(database, write(flat, [flat_row(LOCATION_LATITUDE="0", LOCATION_LONGITUDE="0")]))
    assert report.problems.total_noted == 1
    assert report.problems.listed[0].column == "LOCATION_LATITUDE"
    venue = only(session, Venue)
    assert 53 < venue.lat < 54.5


def test_a_postcode_stands_at_its_sector_once_sectors_are_known(
    database: Database,
    session: Session,
    flat: Path,
    shared_data: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path / "instance"))
    get_settings.cache_clear()
    try:
        import_postcodes(
            [shared_data / "places" / "sectors_gb.csv"], tmp_path / "instance", lambda _done, _all: None
        )
        bring_in(database, write(flat, [flat_row(LOCATION_LATITUDE="", LOCATION_LONGITUDE="")]))
    finally:
        get_settings.cache_clear()
    venue = only(session, Venue)
    sector = load_gazetteer(tmp_path / "instance", resource_dir("seed_data")).lookup("PR1-2")
    assert sector is not None
    assert sector.kind == "sector"
    assert (venue.lat, venue.lng) == (sector.lat, sector.lng)


# Who teaches


def test_a_provider_has_the_name_that_the_table_gives(
    database: Database, session: Session, flat: Path
) -> None:
    columns = ("PROVIDER_NAME", *FLAT_COLUMNS)
    bring_in(database, write(flat, [flat_row(PROVIDER_NAME="MOORSIDE COLLEGE")], columns))
    provider = only(session, Provider)
    assert (provider.name, provider.slug, provider.kind) == (
        "Moorside College",
        "moorside-college",
        ProviderKind.COLLEGE,
    )
    assert provider.ukprn == int(COLLEGE)


def test_a_table_of_providers_beside_it_names_them(
    database: Database, session: Session, tmp_path: Path
) -> None:
    write(tmp_path / "set" / "courses.csv", [flat_row()])
    write(
        tmp_path / "set" / "providers.csv",
        [
            {
                "PROVIDER_UKPRN": COLLEGE,
                "PROVIDER_NAME": "Moorside Further Education Corporation",
                "TRADING_NAME": "Moorside College",
                "CONTACT_WEBSITE": "www.moorside.example",
                "CONTACT_PHONE": "01207 000000",
                "CONTACT_EMAIL": "jo.bloggs@moorside.example",
            }
        ],
    )
    bring_in(database, tmp_path / "set")
    provider = only(session, Provider)
    assert (provider.name, provider.website) == ("Moorside College", "https://www.moorside.example")
    assert (provider.telephone, provider.email) == ("01207 000000", "")


def test_a_provider_that_another_source_names_has_that_name(
    database: Database, session: Session, flat: Path
) -> None:
    source = Source(slug="other", name="Another source")
    session.add(source)
    session.flush()
    assert source.id is not None
    session.add(
        Provider(
            source_id=source.id, source_key="x", ukprn=int(COLLEGE), name="Moorside College", slug="moorside-college",
            kind=ProviderKind.COLLEGE, nation=Nation.ENGLAND,
        )
    )  # fmt: skip
    session.commit()
    bring_in(database, write(flat, [flat_row()]))
    names = session.scalars(select(Provider.name).where(Provider.source_id != source.id)).all()  # type: ignore[arg-type]
    assert list(names) == ["Moorside College"]


def test_a_college_of_our_own_list_has_its_name(database: Database, session: Session, flat: Path) -> None:
    bring_in(database, write(flat, [flat_row(PROVIDER_UKPRN="10000415")]))
    assert only(session, Provider).name == "Askham Bryan College"


def test_a_provider_that_nobody_names_is_called_by_its_number(
    database: Database, session: Session, flat: Path
) -> None:
    bring_in(database, write(flat, [flat_row(PROVIDER_UKPRN="19999999")]))
    bring_in(database, flat)
    assert only(session, Provider).name == "Provider 19999999"


# Again


def a_set(*more: Row) -> Iterable[Row]:
    return [
        flat_row("run-1"),
        flat_row("run-2", STARTDATE="10/01/2028", PROVIDER_UKPRN=OTHER_COLLEGE, COURSE_ID="c-3"),
        online("run-3"),
        work_based("run-4", COURSE_ID="c-4", NATIONAL="False", REGIONS="Lancashire"),
        flat_row("run-5", COURSE_ID="c-5"),
        *more,
    ]


def test_twice_is_once(database: Database, flat: Path) -> None:
    write(flat, a_set())
    bring_in(database, flat)
    before = every_row(database)
    report = bring_in(database, flat)
    assert report.counts.changes == 0
    assert every_row(database) == before


def test_the_order_of_the_rows_changes_nothing(database: Database, flat: Path) -> None:
    bring_in(database, write(flat, a_set()))
    report = bring_in(database, write(flat, list(a_set())[::-1]))
    assert report.counts.changes == 0


def test_what_vanishes_from_the_flat_table_is_withdrawn(
    database: Database, session: Session, flat: Path
) -> None:
    bring_in(database, write(flat, a_set()))
    bring_in(database, write(flat, list(a_set())[:-1]))
    gone = session.scalars(select(Programme).where(Programme.state == ListingState.WITHDRAWN))  # type: ignore[arg-type]
    assert [programme.source_key for programme in gone] == ["c-5"]


def test_a_course_with_a_bad_row_stays_as_it_was(database: Database, session: Session, flat: Path) -> None:
    bring_in(database, write(flat, a_set()))
    spoilt = [row | {"COST": "lots"} if row["COURSE_ID"] == "c-5" else row for row in a_set()]
    report = bring_in(database, write(flat, spoilt))
    assert report.problems.total_refused == 1
    assert report.counts.kinds["programme"].withdrawn == 0
    assert len(offered(session)) == 5


def test_half_a_table_is_not_applied(database: Database, flat: Path) -> None:
    bring_in(database, write(flat, a_set()))
    with pytest.raises(GuardTrippedError):
        bring_in(database, write(flat, list(a_set())[:2]))


def test_a_changed_cost_changes_one_offer(database: Database, session: Session, flat: Path) -> None:
    bring_in(database, write(flat, a_set()))
    bring_in(database, write(flat, [flat_row("run-1", COST="10"), *list(a_set())[1:]]))
    assert {offer.fee for offer in offered(session)} == {1_000, 45_000}
    assert len(offered(session)) == 5


# The templates


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """A folder of one provider's uploads."""
    write(tmp_path / COLLEGE / "venues.csv", [venue_row()])
    return tmp_path / COLLEGE


def test_the_template_of_courses_and_that_of_venues_go_together(
    database: Database, session: Session, uploads: Path
) -> None:
    write(
        uploads / "courses.csv",
        [course_row(LARS_QAN="30078", HOW_YOU_WILL_LEARN="In a workshop.", WHERE_NEXT="Level 3.")],
    )
    report = bring_in(database, uploads.parent)
    assert report.problems.listed == []
    programme = only(session, Programme)
    assert programme.source_key == f"{COLLEGE}:00030078:plumbing-level-2"
    assert (programme.qualification_number, programme.course_code) == ("00030078", "PLUMB2")
    assert (programme.you_will_learn, programme.daily_life) == ("Pipes and taps.", "In a workshop.")
    assert programme.leads_to == "Level 3."
    (offer,) = offered(session)
    assert (offer.part_time, offer.evening_weekend) == (True, True)
    assert offer.venue is not None
    assert (offer.venue.town, offer.venue.postcode_district) == ("Preston", "PR1")
    assert only(session, Provider).ukprn == int(COLLEGE)


def test_a_venue_is_found_by_its_reference(database: Database, session: Session, uploads: Path) -> None:
    write(uploads / "courses.csv", [course_row(VENUE_NAME="", YOUR_VENUE_REFERENCE="main")])
    bring_in(database, uploads.parent)
    assert only(session, Venue).name == "Main Campus"


def test_a_venue_that_is_not_among_the_providers_is_refused(database: Database, uploads: Path) -> None:
    write(uploads / "courses.csv", [course_row(VENUE_NAME="Annexe"), course_row(LARS_QAN="60333079")])
    report = bring_in(database, uploads.parent)
    assert [(problem.line, problem.column) for problem in report.problems.listed] == [(2, "VENUE_NAME")]


def test_two_venues_do_not_share_a_name_or_a_reference(database: Database, uploads: Path) -> None:
    write(
        uploads / "venues.csv",
        [
            venue_row(),
            venue_row(YOUR_VENUE_REFERENCE="B"),
            venue_row(VENUE_NAME="C"),
            venue_row(POSTCODE="PR1"),
        ],
    )
    write(uploads / "courses.csv", [course_row()])
    report = bring_in(database, uploads.parent)
    found = [(problem.line, problem.column) for problem in report.problems.listed]
    assert found == [(3, "VENUE_NAME"), (4, "YOUR_VENUE_REFERENCE"), (5, "POSTCODE")]


def test_without_a_table_of_venues_a_venue_is_kept_by_name_and_not_put_on_the_map(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_in(database, write(tmp_path / f"{COLLEGE}-courses.csv", [course_row()]))
    assert (report.offered, report.with_venue, report.with_place) == (1, 1, 0)
    assert report.problems.total_noted == 1
    venue = only(session, Venue)
    assert (venue.name, venue.lat) == ("Main Campus", None)


def test_bootcamps_come_in_by_the_template_without_lars_codes(
    database: Database, session: Session, uploads: Path
) -> None:
    write(uploads / "bootcamps.csv", [bootcamp_row()])
    bring_in(database, uploads.parent)
    programme = only(session, Programme)
    assert (programme.route, programme.level) == (Route.BOOTCAMP, Level.THREE)
    assert [area.area for area in programme.areas] == [Area.COMPUTING_DIGITAL]
    assert programme.keywords == "Made-up Awards"


def test_a_sector_of_two_areas_is_settled_by_the_title(
    database: Database, session: Session, uploads: Path
) -> None:
    write(uploads / "bootcamps.csv", [bootcamp_row(SECTOR="CREATIVE", COURSE_NAME="Film Production")])
    bring_in(database, uploads.parent)
    areas = only(session, Programme).areas
    assert next(area.area for area in areas if area.is_main) is Area.MEDIA_MUSIC_PERFORMANCE
    assert {area.area for area in areas} == {Area.MEDIA_MUSIC_PERFORMANCE, Area.ART_DESIGN_FASHION}


def test_an_upload_adds_and_replaces_and_never_wipes(
    database: Database, session: Session, uploads: Path
) -> None:
    names = ("Plumbing Level 2", "Tiling", "Roofing", "Welding")
    write(uploads / "courses.csv", [course_row(COURSE_NAME=name) for name in names])
    bring_in(database, uploads.parent)
    write(
        uploads / "courses.csv",
        [course_row(COURSE_NAME="Tiling", COST="10"), course_row(COURSE_NAME="Joinery")],
    )
    report = bring_in(database, uploads.parent)
    assert report.counts.kinds["programme"].withdrawn == 0
    assert {offer.programme.title: offer.fee for offer in offered(session)} == {
        "Plumbing Level 2": 45_000, "Tiling": 1_000, "Roofing": 45_000, "Welding": 45_000, "Joinery": 45_000,
    }  # fmt: skip


def test_uploads_of_two_providers_are_told_apart_by_the_names_of_their_files(
    database: Database, session: Session, tmp_path: Path
) -> None:
    write(tmp_path / f"{COLLEGE}_courses.csv", [course_row()])
    write(tmp_path / f"{OTHER_COLLEGE}_courses.csv", [course_row()])
    bring_in(database, tmp_path)
    assert {provider.ukprn for provider in session.scalars(select(Provider))} == {
        int(COLLEGE),
        int(OTHER_COLLEGE),
    }
    assert len(offered(session)) == 2


def test_a_table_of_venues_alone_is_no_set(database: Database, uploads: Path) -> None:
    with pytest.raises(FileRefusedError, match="no table of courses"):
        bring_in(database, uploads)


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_usual_encodings_of_spreadsheets_are_read(
    database: Database, session: Session, uploads: Path, encoding: str
) -> None:
    write(
        uploads / "courses.csv",
        [course_row(COURSE_NAME="Pâtisserie – café skills")],
        COURSE_COLUMNS,
        encoding,
    )
    bring_in(database, uploads.parent)
    assert only(session, Programme).title == "Pâtisserie – café skills"


def test_a_byte_order_mark_in_front_of_windows_text_does_not_hide_the_first_column(
    database: Database, session: Session, uploads: Path
) -> None:
    file = write(uploads / "courses.csv", [course_row(COURSE_NAME="Café skills")], COURSE_COLUMNS, "cp1252")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    bring_in(database, uploads.parent)
    assert only(session, Programme).qualification_number == "60333078"


@settings(max_examples=25)
@given(ends=st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=4, max_size=4))
def test_lines_may_end_in_different_ways(ends: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    lines = ["A,B", "1,2", '3,"4, and more"', "5,6"]
    file = tmp_path_factory.mktemp("ends") / "mixed.csv"
    file.write_bytes("".join(line + end for line, end in zip(lines, ends, strict=True)).encode())
    counts, problems = Counter[str](), Problems()
    rows = list(read_cells(Bundle([file]), "MIXED", problems, counts, lambda: None, SPREADSHEETS))
    assert [cells for _, cells in rows] == [["A", "B"], ["1", "2"], ["3", "4, and more"], ["5", "6"]]
    assert problems.listed == []
