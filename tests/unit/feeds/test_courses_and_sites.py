"""A course as a programme, its sites as venues, its providers by name: records made from rows, without a database."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Delivery, Level, Money, Nation, ProviderKind, Route
from pathways.feeds.discover_uni.awards import route_and_level
from pathways.feeds.discover_uni.courses import Course, course_of, opportunity_record, programme_record
from pathways.feeds.discover_uni.institutions import provider_record
from pathways.feeds.discover_uni.registers import Site, empty_registers, misplaced, site_key, site_of
from pathways.feeds.discover_uni.subjects import load_subjects
from pathways.feeds.discover_uni.tables import CourseRow, InstitutionRow, LocationRow
from pathways.feeds.provider_kinds import load_kinds
from pathways.feeds.records import ProviderRecord
from pathways.paths import resource_dir

SEED = resource_dir("seed_data")
SUBJECTS, KINDS = load_subjects(SEED), load_kinds(SEED)
REGISTERS = empty_registers(SEED)
UNIVERSITY = ProviderRecord(
    "10000001", "University of Ribbleside", "u", ProviderKind.UNIVERSITY, Nation.ENGLAND
)
COLLEGE = ProviderRecord("10005200", "Riverbank College", "c", ProviderKind.COLLEGE, Nation.ENGLAND)
PROVIDERS = {record.key: record for record in (UNIVERSITY, COLLEGE)}


def course(awards: dict[str, str] | None = None, nation: Nation = Nation.ENGLAND, **cells: str) -> Course:
    """A course at the university, its row changed as the test likes."""
    row = CourseRow.model_validate(
        {
            "PUBUKPRN": "10000001",
            "UKPRN": "10000001",
            "KISCOURSEID": "C1",
            "KISMODE": "01",
            "TITLE": "Law",
            "KISAIMCODE": "",
            "KISLEVEL": "",
            "DISTANCE": "0",
            "SANDWICH": "",
            "YEARABROAD": "",
            "NUMSTAGE": "",
            "CRSEURL": "",
        }
        | cells
    )
    return course_of(row, awards or {}, nation)


def programme(found: Course, codes: list[str] | None = None) -> Any:
    return programme_record(found, codes or ["CAH16-01-01"], SUBJECTS, PROVIDERS, KINDS.colleges)


def institution(**cells: str) -> ProviderRecord:
    """A provider made from a row of the table."""
    row = InstitutionRow.model_validate(
        {
            "LEGAL_NAME": "University of Ribbleside",
            "FIRST_TRADING_NAME": "",
            "PROVTEL": "",
            "PROVURL": "",
            "PUBUKPRN": "10000001",
            "UKPRN": "10000001",
            "PUBUKPRNCOUNTRY": "XF",
        }
        | cells
    )
    return provider_record(row, KINDS, "")


def location(**cells: str) -> LocationRow:
    """A site of the university in Preston."""
    return LocationRow.model_validate(
        {
            "UKPRN": "10000001",
            "LOCID": "MC",
            "LOCNAME": "Main Campus",
            "LATITUDE": "53.7632",
            "LONGITUDE": "-2.7085",
            "LOCCOUNTRY": "XF",
        }
        | cells
    )


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ({}, ""),
        ({"SANDWICH": "1"}, "placement year"),
        ({"SANDWICH": "2", "YEARABROAD": "1"}, "placement year year abroad"),
        ({"SANDWICH": "0", "YEARABROAD": "0"}, ""),
    ],
)
def test_a_placement_year_or_a_year_abroad_can_be_searched_for(flags: dict[str, str], words: str) -> None:
    assert programme(course(**flags)).keywords == words


def test_the_other_subjects_of_a_course_can_be_searched_for_and_its_own_is_not_said_twice() -> None:
    found = programme(course(TITLE="Law and politics"), ["CAH16-01-01", "CAH15-03-01", "CAH15-02-01"])
    assert found.keywords == "Economics"
    assert found.subject_codes == "CAH16-01-01 CAH15-03-01 CAH15-02-01"


@pytest.mark.parametrize(
    ("stages", "months", "words"), [("", None, ""), ("1", 12, "1 year"), ("4", 48, "4 years")]
)
def test_the_length_is_said_in_years_where_it_is_published(
    stages: str, months: int | None, words: str
) -> None:
    found = programme(course(NUMSTAGE=stages))
    assert (found.duration_months, found.duration_text) == (months, words)


def test_an_award_stands_behind_the_title_and_an_unknown_code_claims_nothing() -> None:
    assert programme(course({"021": "BSc"}, KISAIMCODE="021")).title == "Law (BSc)"
    unknown = programme(course({"021": "BSc"}, KISAIMCODE="999"))
    assert (unknown.title, unknown.route, unknown.level) == ("Law", Route.DEGREE, None)


def test_a_very_long_title_still_fits_and_has_an_address() -> None:
    found = programme(course({"021": "BSc"}, KISAIMCODE="021", TITLE="x" * 200))
    assert len(found.title) <= 255
    assert len(found.slug) <= 120


@given(st.text(min_size=1, max_size=60).filter(str.strip))
def test_any_title_gives_a_programme_with_an_address(title: str) -> None:
    found = programme(course(TITLE=title.strip() or "x"))
    assert found.slug
    assert found.title


def test_who_registers_is_named_only_when_another_teaches() -> None:
    assert programme(course()).registered_with == ""
    taught = programme(course(PUBUKPRN="10005200"))
    assert (taught.registered_with, taught.provider_key) == ("University of Ribbleside", "10005200")
    assert taught.taught_at_college
    assert programme(course(PUBUKPRN="10005200", UKPRN="10009999")).registered_with == ""


@pytest.mark.parametrize(
    ("nation", "award", "money"),
    [
        (Nation.ENGLAND, "", Money.LOAN),
        (Nation.ENGLAND, "HND", Money.LOAN),
        (Nation.ENGLAND, "FdSc", Money.LOAN),
        (Nation.SCOTLAND, "BSc", None),
        (Nation.WALES, "", None),
        (Nation.NORTHERN_IRELAND, "", None),
    ],
)
def test_money_is_said_only_for_england(nation: Nation, award: str, money: Money | None) -> None:
    found = course({"1": award}, nation, KISAIMCODE="1" if award else "")
    assert opportunity_record(found, "MC", "venue").money is money


@pytest.mark.parametrize(
    ("distance", "venue", "delivery", "not_given"),
    [
        ("0", "venue", Delivery.VENUE, False),
        ("0", None, Delivery.VENUE, True),
        ("1", None, Delivery.ONLINE, False),
        ("1", "venue", Delivery.VENUE, False),
        ("2", None, Delivery.VENUE, True),
    ],
)
def test_how_a_course_reaches_people(
    distance: str, venue: str | None, delivery: Delivery, not_given: bool
) -> None:
    found = opportunity_record(course(DISTANCE=distance), "MC", venue)
    assert (found.delivery, found.place_not_given) == (delivery, not_given)


def test_study_mode_and_key_of_an_opportunity() -> None:
    day, evening = opportunity_record(course(), "MC", "v"), opportunity_record(course(KISMODE="2"), "MC", "v")
    assert (day.full_time, day.part_time, evening.full_time, evening.part_time) == (True, False, False, True)
    assert day.key == "10000001:10000001:01:C1@MC"
    assert evening.key != day.key


@pytest.mark.parametrize(
    ("given_address", "apply_to"),
    [
        ("https://a.example/law", "https://a.example/law"),
        ("http://a.example/law", "https://a.example/law"),
        ("a.example/law", "https://a.example/law"),
        ("", ""),
    ],
)
def test_people_are_sent_only_to_safe_addresses(given_address: str, apply_to: str) -> None:
    assert opportunity_record(course(CRSEURL=given_address), "MC", "v").apply_url == apply_to


@pytest.mark.parametrize(
    ("country", "nation"),
    [("XF", Nation.ENGLAND), ("XG", Nation.NORTHERN_IRELAND), ("XH", Nation.SCOTLAND), ("XI", Nation.WALES)],
)
def test_nations_follow_the_country_codes(country: str, nation: Nation) -> None:
    assert institution(PUBUKPRNCOUNTRY=country).nation is nation
    assert (
        site_of(location(LOCCOUNTRY=country, LATITUDE="", LONGITUDE=""), REGISTERS.districts).nation is nation
    )


def test_a_provider_is_shown_by_the_name_it_trades_by() -> None:
    shown = institution(FIRST_TRADING_NAME="Ribbleside Uni", PROVTEL="0" * 50, PROVURL="ribbleside.ac.uk")
    assert (shown.name, shown.slug) == ("Ribbleside Uni", "ribbleside-uni")
    assert (shown.website, len(shown.telephone)) == ("https://ribbleside.ac.uk", 40)


def test_a_name_without_letters_still_has_an_address() -> None:
    assert institution(LEGAL_NAME="\u5927\u5b66").slug == "10000001"


@pytest.mark.parametrize(
    ("lat", "lng", "town", "district"),
    [
        ("53.7632", "-2.7085", "Preston", "PR1"),
        ("54.7766", "-1.5755", "Durham", "DH1"),
        ("50.3755", "-4.1427", "Plymouth", "PL1"),
        ("51.4838", "-3.1790", "Cardiff", "CF10"),
        ("57.1497", "-2.0943", "Aberdeen", "AB10"),
    ],
)
def test_a_site_is_named_by_the_town_and_district_nearest_to_it(
    lat: str, lng: str, town: str, district: str
) -> None:
    site = site_of(location(LATITUDE=lat, LONGITUDE=lng), REGISTERS.districts)
    assert site.spot is not None
    assert site.spot.town == town
    assert site.spot.postcode_district[:2] == district[:2]
    assert len(site.spot.lad_code) == 9


def test_a_site_over_the_border_has_the_nation_it_lies_in() -> None:
    site = site_of(location(LOCCOUNTRY="XF", LATITUDE="51.4838", LONGITUDE="-3.1790"), REGISTERS.districts)
    assert site.venue_of("p", "s").nation is Nation.WALES


def test_a_site_without_a_point_is_a_venue_without_a_place() -> None:
    site = site_of(location(LATITUDE="", LONGITUDE=""), REGISTERS.districts)
    venue = site.venue_of("10000001", site_key("10000001", "MC"))
    assert (venue.lat, venue.lng, venue.town, venue.nation) == (None, None, "", Nation.ENGLAND)
    assert misplaced(location(LATITUDE="", LONGITUDE="-2.7"), "LOCATION.csv", 2, REGISTERS.districts) is None


def test_two_providers_at_one_site_have_a_venue_each() -> None:
    site = Site("Main", Nation.ENGLAND, None)
    assert site.venue_of("one", "k").key != site.venue_of("two", "k").key
    assert site_key("10000001", "MC") != site_key("10000002", "MC")


@pytest.mark.parametrize(
    ("lat", "lng", "hint"),
    [
        ("54.65", "1.69", "Bishop Auckland"),
        ("53.79", "1.76", "sign is wrong"),
        ("0", "0", ""),
        ("-53.7", "-2.7", ""),
        ("54.15", "-4.48", ""),
    ],
)
def test_a_misplaced_site_is_told_what_may_be_wrong(lat: str, lng: str, hint: str) -> None:
    found = misplaced(location(LATITUDE=lat, LONGITUDE=lng), "LOCATION.csv", 7, REGISTERS.districts)
    assert found is not None
    assert (found.line, found.column, found.value) == (
        7,
        "LATITUDE, LONGITUDE",
        f"{float(lat)}, {float(lng)}",
    )
    assert hint in found.mend
    assert ("sign" in found.mend) == bool(hint)


def test_every_award_that_is_published_has_a_route_and_most_have_a_level(shared_data: Path) -> None:
    with (shared_data / "discover_uni" / "KISAIM.csv").open(encoding="utf-8-sig", newline="") as file:
        awards = [row["KISAIMLABEL"].strip() for row in csv.DictReader(file)]
    read = {award: route_and_level(award, Nation.ENGLAND) for award in awards}
    routes = {route for route, _ in read.values()}
    assert routes == {Route.DEGREE, Route.FOUNDATION_DEGREE, Route.HIGHER_TECHNICAL}
    assert {award for award, (_, level) in read.items() if level is None} <= {
        "AdvDip", "Diploma", "DipArch", "IPML", "LicAc",
        "MoOth", "TQFE",
    }  # fmt: skip
    assert all(level is Level.FIVE for route, level in read.values() if route is Route.FOUNDATION_DEGREE)


def test_every_foundation_degree_is_one_and_nothing_else_is(shared_data: Path) -> None:
    with (shared_data / "discover_uni" / "KISAIM.csv").open(encoding="utf-8-sig", newline="") as file:
        labels = [row["KISAIMLABEL"].strip() for row in csv.DictReader(file)]
    found = {label for label in labels if route_and_level(label, Nation.WALES)[0] is Route.FOUNDATION_DEGREE}
    assert found == {label for label in labels if label.upper().startswith("FD")}


@given(st.text(max_size=20))
def test_any_award_gives_a_route_for_higher_education(award: str) -> None:
    route, level = route_and_level(award, Nation.ENGLAND)
    assert route in (Route.DEGREE, Route.FOUNDATION_DEGREE, Route.HIGHER_TECHNICAL)
    assert level in (None, Level.FOUR, Level.FIVE, Level.SIX, Level.SEVEN)
