"""The career area, route and level that a title tells: measured on titles labelled beforehand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.feeds.course_routes import level_in_title, route_and_level, route_of
from pathways.feeds.standards_known import known_standards
from pathways.feeds.title_areas import TITLE_WORDS_FILE, areas_of_title
from pathways.paths import resource_dir
from tests.unit.feeds.labelled_titles import HELD_OUT, LABELLED, labelled

LEAST_OF_THE_LABELLED, LEAST_OF_THE_HELD_OUT = 0.95, 0.8


def share_of_areas(titles: list[tuple[str, str, str, str]]) -> float:
    right = sum(
        (areas[0].value if (areas := areas_of_title(title)) else "") == wanted
        for title, wanted, _, _ in titles
    )
    return right / len(titles)


def test_most_titles_of_standards_get_one_of_the_areas_that_a_reviewer_gave_them() -> None:
    standards = list(known_standards(resource_dir("seed_data")))
    told = [(areas[0], standard) for standard in standards if (areas := areas_of_title(standard.title))]
    assert sum(area in standard.areas for area, standard in told) >= 0.75 * len(standards)


def test_there_are_enough_labelled_titles_of_every_area_and_most_routes() -> None:
    titles = labelled() + labelled(HELD_OUT)
    assert len(titles) >= 150
    assert len({title for title, *_ in titles}) == len(titles)
    assert {area for _, area, _, _ in titles if area} == set(Area)
    assert len({route for _, _, route, _ in titles}) >= 10


@pytest.mark.parametrize(
    ("titles", "least"), [(LABELLED, LEAST_OF_THE_LABELLED), (HELD_OUT, LEAST_OF_THE_HELD_OUT)]
)
def test_most_titles_get_the_area_that_an_adviser_would_give(
    titles: str, least: float, capsys: pytest.CaptureFixture[str]
) -> None:
    share = share_of_areas(labelled(titles))
    with capsys.disabled():
        print(  # noqa: T201  (the figure of docs/data.md)
            f"\n{share:.1%} of {len(labelled(titles))} titles in their career area"
        )
    assert share >= least


@pytest.mark.parametrize(("title", "_area", "route", "level"), labelled() + labelled(HELD_OUT))
def test_every_labelled_title_gets_its_route_and_level(
    title: str, _area: str, route: str, level: str
) -> None:
    assert route_and_level(title) == (Route(route), Level(level) if level else None)


def test_a_title_may_be_of_two_areas_its_own_first() -> None:
    assert areas_of_title("Health and Social Care Level 2") == (Area.CARE_SUPPORT, Area.HEALTH)


def test_a_title_that_says_nothing_has_no_area() -> None:
    assert areas_of_title("Level 2 Award") == ()
    assert areas_of_title("A COURSE") == ()


def test_words_that_go_with_any_subject_do_not_hide_it() -> None:
    assert areas_of_title("Zoo Management")[0] is Area.ANIMALS_LAND_ENVIRONMENT
    assert areas_of_title("Leadership Skills")[0] is Area.BUSINESS_ADMIN


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Level 2 Plumbing", Area.BUILDING_CONSTRUCTION),
        ("Introduction to welding", Area.ENGINEERING_MAKING),
        ("Hairdressing, evening class", Area.HAIR_BEAUTY),
        ("MSc in Software Engineering", Area.COMPUTING_DIGITAL),
        ("GCSE Maths", Area.ENGLISH_MATHS_EVERYDAY_SKILLS),
    ],
)
def test_a_title_speaks_of_an_area(title: str, area: Area) -> None:
    assert areas_of_title(title)[0] is area


def test_a_title_without_known_words_speaks_of_none() -> None:
    assert areas_of_title("Making a difference") == ()


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Apprentice hairdresser", Area.HAIR_BEAUTY),
        ("Trainee plumber (Consett)", Area.BUILDING_CONSTRUCTION),
        ("Dental nurse apprentice", Area.HEALTH),
    ],
)
def test_a_title_that_names_a_job_has_its_area(title: str, area: Area) -> None:
    assert areas_of_title(title)[:1] == (area,)


@pytest.mark.parametrize(
    "title", ["Apprentice", "qwrtz_28Nov2023 apprenticeship", "", "Apprenticeship in Leeds"]
)
def test_a_title_that_names_none_has_no_area(title: str) -> None:
    assert areas_of_title(title) == ()


@given(title=st.text(max_size=80))
def test_no_title_upsets_it(title: str) -> None:
    assert set(areas_of_title(title)) <= set(Area)
    route, level = route_and_level(title)
    assert route in Route
    assert level is None or level in Level


def test_the_table_of_words_holds_small_letters_and_known_areas() -> None:
    rows = list(read_rows(resource_dir("seed_data") / TITLE_WORDS_FILE))
    assert len({row["words"] for row in rows}) == len(rows)
    for row in rows:
        assert row["words"] == row["words"].lower().strip()
        assert {Area(area) for area in row["areas"].split(";")}
        assert row["only_if_nothing_else"] in ("", "yes")


@pytest.mark.parametrize(
    ("course_type", "title", "route", "level"),
    [
        ("Skills Bootcamp", "Coding", Route.BOOTCAMP, None),
        ("Essential Skills", "English for Work", Route.ESSENTIAL_SKILLS, None),
        ("Multiply", "Money Matters", Route.ESSENTIAL_SKILLS, None),
        ("T Levels", "Health", Route.T_LEVEL, Level.THREE),
        ("HTQs", "Computing", Route.HIGHER_TECHNICAL, None),
        ("HTQs", "HNC Computing", Route.HIGHER_TECHNICAL, Level.FOUR),
        ("A Levels", "Biology", Route.A_LEVEL, Level.THREE),
        ("AS Levels", "Biology", Route.A_LEVEL, Level.THREE),
        ("Degree", "Fine Art", Route.DEGREE, Level.SIX),
        ("Degree", "Foundation Degree in Fine Art", Route.FOUNDATION_DEGREE, Level.FIVE),
        ("Free Courses for Jobs", "Engineering Level 3", Route.VOCATIONAL, Level.THREE),
        ("Vocational Regulated Qualifications", "Plumbing", Route.VOCATIONAL, None),
        ("", "Plumbing", Route.VOCATIONAL, None),
    ],
)
def test_the_type_of_a_course_says_its_route_where_it_can(
    course_type: str, title: str, route: Route, level: Level | None
) -> None:
    assert route_and_level(title, course_type) == (route, level)


def test_the_level_of_the_row_goes_before_that_of_the_title() -> None:
    assert route_and_level("Coding Level 2", "Skills Bootcamp", Level.THREE) == (Route.BOOTCAMP, Level.THREE)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Plumbing Level 2", Level.TWO),
        ("NVQ 3 in Roofing", Level.THREE),
        ("L2 Welding", Level.TWO),
        ("ESOL Entry 3", Level.ENTRY),
        ("Entry to Construction", None),
        ("Entry Level Maths", Level.ENTRY),
        ("Levels 1 and 2 Welding", None),
        ("Level 1 or Level 2 Welding", None),
        ("Year 2 Welding", None),
        ("Level 22", None),
    ],
)
def test_a_level_is_read_out_of_a_title_when_it_names_just_one(title: str, level: Level | None) -> None:
    assert level_in_title(title) is level


@pytest.mark.parametrize(
    "title",
    [
        "Join a Level 2 Course",
        "T Level Transition Programme",
        "Basic Maths",
        "A Level 2 Diploma",
        "Madrid Cooking",
        "Gas Engineer",
    ],
)
def test_what_only_looks_like_a_route_is_vocational(title: str) -> None:
    assert route_of(title)[0] is Route.VOCATIONAL


def test_access_to_higher_education_is_vocational_and_level_3() -> None:
    assert route_and_level("Access to Higher Education: Degree in View") == (Route.VOCATIONAL, Level.THREE)
