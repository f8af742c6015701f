"""What a career area may hold: routes that exist, subjects that have not closed, venues of its provider."""

from datetime import date
from pathlib import Path

import pytest

from pathways.catalogue.seeding.fact_rows import RouteSubject
from pathways.catalogue.seeding.rules import LEVELS_OF_ROUTE, names_subject
from pathways.catalogue.vocabulary import Area, Level, Route
from tests.unit.catalogue.small_seed import (
    EMPLOYER,
    NOWHERE,
    PLUMBING,
    PROVIDER,
    VENUE,
    WORKS,
    make_seed_folder,
)
from tests.unit.catalogue.test_seed_files import TODAY, only_problem, read

NEXT_YEARS = date(2027, 12, 1)


def with_route(route: str, title: str, level: str = "3", **changes: str) -> dict[str, str]:
    return PLUMBING | {"route": route, "title": title, "level": level} | changes


@pytest.mark.parametrize(
    ("area", "row"),
    [
        (
            "building-construction",
            with_route("t-level", "T Level in Building Services Engineering for Construction"),
        ),
        ("health", with_route("t-level", "T Level in Health")),
        ("computing-digital", with_route("t-level", "T Level in Support and Security")),
        (
            "finance-law",
            with_route("v-level", "V Level in Accounting and Finance", offered="gorse-van ft sep"),
        ),
        (
            "building-construction",
            with_route("foundation-apprenticeship", "Finishing Trades foundation apprenticeship", "2"),
        ),
    ],
)
def test_routes_that_exist_are_accepted(tmp_path: Path, area: str, row: dict[str, str]) -> None:
    assert len(read(make_seed_folder(tmp_path, programmes=[row], area=area)).programmes) == 1


@pytest.mark.parametrize(
    ("area", "row"),
    [
        ("food-hospitality-travel", with_route("t-level", "T Level in Cooking")),
        ("building-construction", with_route("t-level", "T Level in Health")),
        ("health", with_route("t-level", "T Level in Healthy Living")),
        ("hair-beauty", with_route("v-level", "V Level in Hair")),
        ("hair-beauty", with_route("foundation-apprenticeship", "Barbering foundation apprenticeship", "2")),
    ],
)
def test_routes_that_do_not_exist_in_an_area_are_refused(
    tmp_path: Path, area: str, row: dict[str, str]
) -> None:
    problem = only_problem(make_seed_folder(tmp_path, programmes=[row], area=area))
    assert problem.column == "title"
    assert "that exists in" in problem.rule


@pytest.mark.parametrize(
    ("area", "row", "note"),
    [
        (
            "building-construction",
            with_route("t-level", "T Level in Onsite Construction"),
            "Closed to new starts",
        ),
        ("food-hospitality-travel", with_route("t-level", "T Level in Catering"), "Never launched"),
        ("business-admin", with_route("apprenticeship", "Team Leader apprenticeship"), "Funding ended"),
        (
            "business-admin",
            with_route("degree-apprenticeship", "Chartered Manager degree apprenticeship", "6"),
            "Funding ended",
        ),
    ],
)
def test_what_has_closed_is_not_offered(tmp_path: Path, area: str, row: dict[str, str], note: str) -> None:
    assert only_problem(make_seed_folder(tmp_path, programmes=[row], area=area)).rule == note


def test_a_v_level_starts_no_sooner_than_its_first_teaching(tmp_path: Path) -> None:
    early = with_route("v-level", "V Level in Accounting and Finance", offered="gorse-consett ft jan")
    problem = only_problem(make_seed_folder(tmp_path / "early", programmes=[early], area="finance-law"))
    assert problem.rule == "nobody starts before 2027-09-01"
    folder = make_seed_folder(tmp_path / "later", programmes=[early], area="finance-law")
    assert read(folder, NEXT_YEARS).programmes[0][1].ref == "plumb-two"


@pytest.mark.parametrize(
    ("route", "level"),
    [("t-level", "2"), ("a-level", ""), ("degree", "5"), ("bootcamp", "2"), ("supported-internship", "1")],
)
def test_each_route_has_its_levels(tmp_path: Path, route: str, level: str) -> None:
    row = with_route(route, "T Level in Health" if route == "t-level" else "A course", level)
    problem = only_problem(make_seed_folder(tmp_path, programmes=[row], area="health"))
    assert (problem.column, problem.value) == ("level", level)


def test_every_route_has_levels_and_every_level_a_route() -> None:
    assert set(LEVELS_OF_ROUTE) == set(Route)
    assert set(Level) <= {level for levels in LEVELS_OF_ROUTE.values() for level in levels}


@pytest.mark.parametrize(("oldest", "refused"), [("", True), ("none", True), ("24", True), ("21", False)])
def test_level_seven_apprenticeships_end_at_twenty_one(tmp_path: Path, oldest: str, refused: bool) -> None:
    row = with_route(
        "apprenticeship", "Solicitor apprenticeship", "7", max_age=oldest, offered="gorse-consett dr sep"
    )
    folder = make_seed_folder(tmp_path, programmes=[row], area="finance-law")
    if refused:
        assert only_problem(folder).column == "max_age"
    else:
        assert read(folder).programmes[0][1].max_age == 21


def test_a_programme_needs_a_known_provider(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path, programmes=[PLUMBING | {"provider": "nobody"}])
    problem = only_problem(folder)
    assert (problem.column, problem.rule) == ("provider", "is not in providers.csv")


def test_a_programme_needs_known_venues(tmp_path: Path) -> None:
    folder = make_seed_folder(tmp_path, programmes=[PLUMBING | {"offered": "nowhere ft sep"}])
    problem = only_problem(folder)
    assert (problem.column, problem.value) == ("offered", "nowhere")


def test_a_venue_of_another_college_is_refused_but_an_employers_is_not(tmp_path: Path) -> None:
    rival = PROVIDER | {"ref": "broom-hill", "name": "Broom Hill"}
    theirs = VENUE | {"ref": "broom-consett", "provider": "broom-hill"}
    row = PLUMBING | {"offered": "flint-consett ft sep; broom-consett ft sep"}
    folder = make_seed_folder(
        tmp_path,
        programmes=[row],
        providers=[PROVIDER, EMPLOYER, rival],
        venues=[VENUE, NOWHERE, WORKS, theirs],
    )
    problem = only_problem(folder)
    assert (problem.value, problem.rule) == ("broom-consett", "is not a venue of gorse-hill")


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("T Level in Health", True),
        ("T level in health", True),
        ("T Level in Healthcare Science", False),
        ("T Level in Health and Beauty", False),
        ("Health", True),
    ],
)
def test_a_subject_is_named_whole(title: str, named: bool) -> None:
    subject = RouteSubject(route=Route.T_LEVEL, subject="Health", area=Area.HEALTH)
    assert names_subject(title, subject) is named


def test_today_is_the_day_on_which_starts_are_judged(tmp_path: Path) -> None:
    closing = with_route("t-level", "T Level in Onsite Construction", offered="gorse-consett ft sep")
    folder = make_seed_folder(tmp_path, programmes=[closing])
    assert read(folder, date(2025, 6, 1)).programmes[0][1].title == "T Level in Onsite Construction"
    assert only_problem(folder, TODAY).rule == "Closed to new starts"
