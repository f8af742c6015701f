"""The rules that read a Discover Uni set: points, subjects, awards, names, sites. No database is touched."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Area, Level, Nation, ProviderKind, Route
from pathways.feeds.discover_uni.awards import route_and_level
from pathways.feeds.discover_uni.subjects import load_subjects, plain_title
from pathways.feeds.discover_uni.tariff import quartiles
from pathways.feeds.districts import load_districts
from pathways.feeds.names import provider_name
from pathways.feeds.provider_kinds import load_kinds
from pathways.paths import resource_dir

SEED = resource_dir("seed_data")
DISTRICTS = load_districts(SEED)
STARTS = [1, *range(48, 241, 16)]
BANDS = st.dictionaries(st.sampled_from([f"T{start:03d}" for start in STARTS]), st.integers(0, 40))


def test_quartiles_fall_inside_the_bands_that_hold_them() -> None:
    assert quartiles({"T096": 50, "T112": 50}) == (104, 120)
    assert quartiles({"T048": 25, "T064": 25, "T080": 25, "T096": 25}) == (63, 95)
    assert quartiles({"T240": 100}) == (240, 240)
    assert quartiles({"T001": 100}) == (12, 36)


def test_quartiles_of_few_with_points_are_not_given() -> None:
    assert quartiles({"T096": 49}) is None
    assert quartiles({"T096": 50}) == (100, 107)
    assert quartiles({}) is None


@given(BANDS)
def test_a_quarter_lies_at_or_below_the_lower_quartile_and_a_quarter_at_or_above_the_upper(
    bands: dict[str, int],
) -> None:
    spread = quartiles(bands)
    total = sum(bands.values())
    if total < 50:
        assert spread is None
        return
    assert spread is not None
    low, high = spread
    assert 1 <= low <= high <= 240
    reached = {
        start: share for start, share in ((int(band[1:]), share) for band, share in bands.items()) if share
    }
    assert sum(share for start, share in reached.items() if start <= low) >= total / 4
    assert sum(share for start, share in reached.items() if start <= high) >= total * 3 / 4
    assert low >= min(reached)
    assert high >= low


@given(BANDS, st.integers(2, 3))
def test_quartiles_do_not_depend_on_how_the_shares_are_scaled(bands: dict[str, int], times: int) -> None:
    spread = quartiles(bands)
    scaled = quartiles({band: share * times for band, share in bands.items()})
    if spread is not None:
        assert scaled is not None
        assert all(abs(one - other) <= 1 for one, other in zip(spread, scaled, strict=True))


@pytest.mark.parametrize(
    ("given_title", "plain"),
    [
        ("Nursing (non-specific)", "Nursing"),
        ("Psychology (non-specific) and sociology", "Psychology and sociology"),
        ("Software engineering and computing (other)", "Software engineering and computing"),
        (
            "Business and management (non-specific) and others in creative arts and design",
            "Business and management and creative arts and design",
        ),
        ("Others in nursing", "Nursing"),
        ("Planning (urban, rural and regional)", "Planning (urban, rural and regional)"),
        ("Literature in English", "Literature in English"),
        ("(other)", "(other)"),
    ],
)
def test_titles_lose_only_the_words_of_coders(given_title: str, plain: str) -> None:
    assert plain_title(given_title) == plain


@given(st.text(max_size=60))
def test_no_title_becomes_empty(text: str) -> None:
    assert plain_title(text) or not text


def test_every_subject_has_a_plain_name_and_real_career_areas() -> None:
    with (SEED / "subject_areas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["code"] for row in rows}) > 250
    for row in rows:
        areas = row["areas"].split(";")
        assert [Area(area).value for area in areas] == areas
        assert len(set(areas)) == len(areas)
        assert "non-specific" not in row["name"]
        assert row["name"] == row["name"].strip() != ""


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("CAH02-04-02", Area.HEALTH),
        ("CAH16-01-01", Area.FINANCE_LAW),
        ("CAH11-01-01", Area.COMPUTING_DIGITAL),
        ("CAH13-01-02", Area.BUILDING_CONSTRUCTION),
        ("CAH22-01-02", Area.EARLY_YEARS_TEACHING),
        ("CAH03-02-01", Area.SPORT_FITNESS),
        ("CAH15-04-01", Area.CARE_SUPPORT),
        ("CAH06-01-03", Area.ANIMALS_LAND_ENVIRONMENT),
        ("CAH17-01-03", Area.SALES_MARKETING_RETAIL),
        ("CAH17-01-06", Area.FOOD_HOSPITALITY_TRAVEL),
        ("CAH25-02-02", Area.MEDIA_MUSIC_PERFORMANCE),
        ("CAH25-01-03", Area.ART_DESIGN_FASHION),
    ],
)
def test_a_subject_leads_to_the_area_where_a_student_would_look(code: str, area: Area) -> None:
    assert load_subjects(SEED).areas([code])[0] is area


def test_an_unknown_subject_is_read_as_the_wider_one() -> None:
    subjects = load_subjects(SEED)
    assert subjects.name("CAH16-01-99") == "Law"
    assert subjects.areas(["CAH16-01-99"]) == (Area.FINANCE_LAW,)
    assert subjects.areas(["CAH99-01-01"]) == ()
    assert subjects.name("CAH99") == "CAH99"
    assert subjects.name("") == ""


@pytest.mark.parametrize(
    ("award", "nation", "route", "level"),
    [
        ("", Nation.ENGLAND, Route.DEGREE, None),
        ("BSc", Nation.ENGLAND, Route.DEGREE, Level.SIX),
        ("LLB", Nation.WALES, Route.DEGREE, Level.SIX),
        ("MEng", Nation.ENGLAND, Route.DEGREE, Level.SEVEN),
        ("M.CMAc", Nation.ENGLAND, Route.DEGREE, Level.SEVEN),
        ("MA", Nation.ENGLAND, Route.DEGREE, Level.SEVEN),
        ("MA", Nation.SCOTLAND, Route.DEGREE, Level.SIX),
        ("MBBS", Nation.ENGLAND, Route.DEGREE, Level.SEVEN),
        ("BDS", Nation.ENGLAND, Route.DEGREE, Level.SEVEN),
        ("FdSc", Nation.ENGLAND, Route.FOUNDATION_DEGREE, Level.FIVE),
        ("FDEng", Nation.ENGLAND, Route.FOUNDATION_DEGREE, Level.FIVE),
        ("HND", Nation.ENGLAND, Route.HIGHER_TECHNICAL, Level.FIVE),
        ("HNC", Nation.ENGLAND, Route.HIGHER_TECHNICAL, Level.FOUR),
        ("CertHE", Nation.ENGLAND, Route.DEGREE, Level.FOUR),
        ("Diploma", Nation.ENGLAND, Route.DEGREE, None),
    ],
)
def test_an_award_says_route_and_level_and_an_unknown_one_claims_nothing(
    award: str, nation: Nation, route: Route, level: Level | None
) -> None:
    assert route_and_level(award, nation) == (route, level)


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("Sheffield College, the", "The Sheffield College"),
        (
            "Central School of Ballet Charitable Trust Limited(The)",
            "The Central School of Ballet Charitable Trust Limited",
        ),
        ("EAST SUSSEX COLLEGE", "East Sussex College"),
        ("Glasgow School of Art.", "Glasgow School of Art"),
        ("UCL", "UCL"),
        ("  The   Open University ", "The Open University"),
    ],
)
def test_names_are_shown_as_people_say_them(published: str, shown: str) -> None:
    assert provider_name(published) == shown


def test_kinds_come_from_the_reviewed_lists_before_the_names() -> None:
    kinds = load_kinds(SEED)
    assert (
        kinds.of("10003270", "Imperial College of Science", "Imperial College London")
        is ProviderKind.UNIVERSITY
    )
    assert kinds.of("10007459", "University Centre Weston", "") is ProviderKind.COLLEGE
    assert kinds.of("10099999", "University of Somewhere", "") is ProviderKind.UNIVERSITY
    assert kinds.of("10099999", "Somewhere College", "") is ProviderKind.COLLEGE
    assert kinds.of("10099999", "Somewhere Dance", "") is ProviderKind.TRAINING_PROVIDER


def test_the_list_of_colleges_is_whole_and_says_why_each_is_on_it() -> None:
    with (SEED / "taught_at_college.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["ukprn"] for row in rows}) == len(rows)
    assert {row["basis"] for row in rows} == {"provider-table", "reviewed"}
    assert {row["college"] for row in rows} == {"general", "specialist", "sixth-form"}
    assert sum(row["basis"] == "provider-table" for row in rows) == 126


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_is_near_a_british_district_or_in_northern_ireland_or_nowhere(
    lat: float, lng: float
) -> None:
    spot = DISTRICTS.spot(lat, lng)
    if spot is None:
        return
    assert (spot.lat, spot.lng) == (lat, lng)
    assert 49 <= lat <= 61.5
    assert -9 <= lng <= 2.5
    assert bool(spot.postcode_district) == (spot.nation is not Nation.NORTHERN_IRELAND)
