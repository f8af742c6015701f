"""The demonstration catalogue as it is written: whole, varied, fictional and honest."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from pathways import clock
from pathways.catalogue.seeding.catalogue_files import SeedFiles, read_seed_files
from pathways.catalogue.seeding.offers import Offer
from pathways.catalogue.seeding.rows import APPRENTICESHIPS, ProgrammeRow, VenueRow
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Nation, PayBasis, ProviderKind, Route
from pathways.paths import resource_dir
from pathways.places.distance import haversine_miles

FEWEST_PROVIDERS, FEWEST_VENUES, FEWEST_OPPORTUNITIES = 60, 120, 2000
REGIONS = {
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
}
# Centres of the places where the catalogue is dense, in degrees.
DENSE = {
    "Consett": (54.853, -1.832),
    "Preston": (53.760, -2.700),
    "Accrington": (53.753, -2.364),
    "Wakefield": (53.683, -1.499),
    "Bradford": (53.795, -1.759),
    "Hartlepool": (54.686, -1.211),
    "Truro": (50.263, -5.051),
    "Amersham": (51.674, -0.607),
    "Newham": (51.530, 0.030),
}
BARE = {"Skegness": (53.143, 0.337), "Kendal": (54.327, -2.747), "Thirsk": (54.233, -1.342)}
REACH_MILES = 10


@pytest.fixture(scope="module")
def files() -> SeedFiles:
    return read_seed_files(resource_dir("seed_data"), clock.today(), lambda *_told: None)


def offers_of(files: SeedFiles) -> Iterator[tuple[Area, ProgrammeRow, Offer]]:
    for area, row in files.programmes:
        for offer in row.offered:
            yield area, row, offer


def near(files: SeedFiles, centre: tuple[float, float]) -> list[tuple[Area, ProgrammeRow, Offer]]:
    return [
        (area, row, offer)
        for area, row, offer in offers_of(files)
        if (venue := files.venues.get(offer.where)) is not None
        and venue.lat is not None
        and venue.lng is not None
        and haversine_miles(*centre, venue.lat, venue.lng) <= REACH_MILES
    ]


def test_the_catalogue_is_large_enough(files: SeedFiles) -> None:
    assert len(files.providers) >= FEWEST_PROVIDERS
    assert len(files.venues) >= FEWEST_VENUES
    assert sum(1 for _ in offers_of(files)) >= FEWEST_OPPORTUNITIES


def test_every_area_has_a_file_of_its_own(files: SeedFiles) -> None:
    programmes = Counter(area for area, _row in files.programmes)
    assert set(programmes) == set(Area)
    assert min(programmes.values()) >= 30


def test_every_area_has_many_routes_and_levels(files: SeedFiles) -> None:
    routes, levels = defaultdict(set), defaultdict(set)
    for area, row in files.programmes:
        routes[area].add(row.route)
        levels[area].add(row.level)
    skills = Area.ENGLISH_MATHS_EVERYDAY_SKILLS
    assert {area: len(found) for area, found in routes.items() if len(found) < 6 and area is not skills} == {}
    assert {area: len(found) for area, found in levels.items() if len(found) < 6 and area is not skills} == {}


def test_every_route_level_mode_and_delivery_is_there(files: SeedFiles) -> None:
    rows = [row for _area, row in files.programmes]
    assert {row.route for row in rows} == set(Route)
    assert {row.level for row in rows} == {*Level, None}
    offers = [offer for _area, _row, offer in offers_of(files)]
    assert {offer.delivery for offer in offers} == set(Delivery)
    assert {mode for offer in offers for mode in offer.modes} == set(Mode)


def test_no_kind_of_provider_or_region_is_left_out(files: SeedFiles) -> None:
    assert {row.kind for row in files.providers.values()} == set(ProviderKind)
    assert {row.region for row in files.providers.values() if row.nation is Nation.ENGLAND} == REGIONS
    taught = {files.providers[row.provider].region for _area, row in files.programmes}
    assert taught >= REGIONS


def test_every_provider_teaches_or_employs_somewhere(files: SeedFiles) -> None:
    placed = {venue.provider for venue in files.venues.values()}
    assert set(files.providers) == placed
    idle = set(files.venues) - {offer.where for _area, _row, offer in offers_of(files)}
    assert {ref for ref in idle if files.venues[ref].provider != "open-lantern"} == set()


@pytest.mark.parametrize("town", sorted(DENSE))
def test_a_dense_place_holds_many_routes_and_areas(files: SeedFiles, town: str) -> None:
    found = near(files, DENSE[town])
    assert len(found) >= 60
    assert len({row.route for _area, row, _offer in found}) >= 8
    assert len({area for area, _row, _offer in found}) >= 15
    assert len({row.level for _area, row, _offer in found}) >= 5


@pytest.mark.parametrize("town", sorted(BARE))
def test_elsewhere_nothing_is_near(files: SeedFiles, town: str) -> None:
    assert near(files, BARE[town]) == []


def test_plumbing_is_near_consett_by_two_routes(files: SeedFiles) -> None:
    found = [row for _area, row, _offer in near(files, DENSE["Consett"]) if "Plumbing" in row.title]
    assert {(row.route, row.level) for row in found} >= {
        (Route.VOCATIONAL, Level.TWO),
        (Route.APPRENTICESHIP, Level.THREE),
    }


def test_health_and_nursing_are_near_preston_by_many_routes(files: SeedFiles) -> None:
    found = [
        (row.route, row.title) for area, row, _offer in near(files, DENSE["Preston"]) if area is Area.HEALTH
    ]
    assert len({route for route, _title in found}) >= 6
    assert any("Nurs" in title for _route, title in found)


def test_the_awkward_cases_are_there(files: SeedFiles) -> None:
    today = clock.today()
    offers = list(offers_of(files))
    starts = [start for _area, _row, offer in offers for start in offer.starts]
    assert any(start.is_flexible for start in starts), "a flexible start"
    assert any(start.words for start in starts), "a start told in words"
    assert any(
        offer.closing and offer.closing.on(today, today + timedelta(days=90)) is None for *_, offer in offers
    )
    over = [
        offer
        for *_rest, offer in offers
        if all((day := start.on(today)) is not None and day < today for start in offer.starts)
    ]
    assert over, "an opportunity whose every start has gone by"
    assert any(files.venues[offer.where].lat is None for *_, offer in offers if offer.where in files.venues)
    assert any(row.outcomes for _area, row in files.programmes)
    assert any(not row.outcomes for _area, row in files.programmes)
    assert any(figure.missing_reason for _area, row in files.programmes for figure in row.outcomes)
    vacancies = [offer for _area, row, offer in offers if row.route in APPRENTICESHIPS]
    assert {offer.pay.basis for offer in vacancies} == {*PayBasis, None}


def test_some_degrees_are_taught_at_a_college(files: SeedFiles) -> None:
    colleges = {
        row.ref
        for _area, row in files.programmes
        if row.route is Route.DEGREE and files.providers[row.provider].kind is ProviderKind.COLLEGE
    }
    assert len(colleges) >= 3
    registered = {row.registered_with for _area, row in files.programmes if row.ref in colleges}
    assert registered - {""} <= {row.name for row in files.providers.values()}


def test_registering_bodies_are_providers_of_the_catalogue(files: SeedFiles) -> None:
    names = {row.name for row in files.providers.values()}
    assert {row.registered_with for _area, row in files.programmes} - names <= {""}


def test_a_levels_are_mostly_at_sixth_forms(files: SeedFiles) -> None:
    kinds = Counter(
        files.providers[row.provider].kind for _area, row in files.programmes if row.route is Route.A_LEVEL
    )
    assert set(kinds) <= {ProviderKind.SCHOOL_SIXTH_FORM, ProviderKind.COLLEGE}
    assert kinds[ProviderKind.SCHOOL_SIXTH_FORM] > kinds[ProviderKind.COLLEGE]


def test_degrees_are_not_taught_by_sixth_forms_or_training_providers(files: SeedFiles) -> None:
    kinds = {
        files.providers[row.provider].kind
        for _area, row in files.programmes
        if row.route in (Route.DEGREE, Route.FOUNDATION_DEGREE, Route.HIGHER_TECHNICAL)
    }
    assert kinds <= {ProviderKind.COLLEGE, ProviderKind.UNIVERSITY}


def test_a_levels_and_t_levels_and_v_levels_take_two_years(files: SeedFiles) -> None:
    long = {Route.A_LEVEL, Route.T_LEVEL, Route.V_LEVEL}
    assert {row.duration_months for _area, row in files.programmes if row.route in long} <= {None, 24}


def test_apprenticeships_last_at_least_eight_months(files: SeedFiles) -> None:
    lengths = [
        row.duration_months or files.defaults[row.route].duration_months
        for _area, row in files.programmes
        if row.route in APPRENTICESHIPS
    ]
    assert min(lengths) >= 8


def test_bootcamps_last_at_most_sixteen_weeks_and_are_for_adults(files: SeedFiles) -> None:
    bootcamps = [row for _area, row in files.programmes if row.route is Route.BOOTCAMP]
    assert {row.min_age for row in bootcamps} <= {None, 19}
    assert max(row.duration_months or 3 for row in bootcamps) <= 4


def test_nobody_is_paid_below_the_legal_minimum(files: SeedFiles) -> None:
    apprentice = max(
        (rate for rate in files.minimum_wage if rate.band == "apprentice"),
        key=lambda rate: rate.effective_from,
    )
    below = [
        (row.ref, offer.pay.hourly)
        for _area, row, offer in offers_of(files)
        if offer.pay.hourly and offer.pay.hourly[0] < apprentice.hourly_pence
    ]
    assert below == []


def test_part_time_hours_are_not_paid_by_the_full_week(files: SeedFiles) -> None:
    hours = [offer.hours for *_rest, offer in offers_of(files) if offer.hours is not None]
    assert hours
    assert min(hours) >= 16
    assert max(hours) <= 48


def test_vacancies_close_before_they_start(files: SeedFiles) -> None:
    today = clock.today()
    for _area, row, offer in offers_of(files):
        for start in offer.starts:
            day = start.on(today)
            closes = offer.closing.on(today, day) if offer.closing else None
            assert closes is None or day is None or closes <= day, row.ref


def test_only_supported_internships_have_no_level(files: SeedFiles) -> None:
    assert {row.route for _area, row in files.programmes if row.level is None} == {Route.SUPPORTED_INTERNSHIP}


def test_venues_of_a_town_lie_together(files: SeedFiles) -> None:
    by_district: dict[str, list[VenueRow]] = defaultdict(list)
    for venue in files.venues.values():
        if venue.lat is not None:
            by_district[venue.postcode_district].append(venue)
    assert "" not in by_district
    for district, venues in by_district.items():
        for venue in venues[1:]:
            assert venue.lat is not None
            assert venue.lng is not None
            assert haversine_miles(venues[0].lat or 0, venues[0].lng or 0, venue.lat, venue.lng) < 8, district


def test_a_third_of_ways_in_start_within_a_year(files: SeedFiles) -> None:
    today = clock.today()
    soon = [
        offer
        for *_rest, offer in offers_of(files)
        if any(start.is_flexible or _starts_within(start.on(today), today, 366) for start in offer.starts)
    ]
    assert len(soon) * 3 > sum(1 for _ in offers_of(files))


def _starts_within(day: date | None, today: date, days: int) -> bool:
    return day is not None and today <= day <= today + timedelta(days=days)


def test_the_readme_names_every_file_and_column(files: SeedFiles) -> None:
    folder: Path = resource_dir("seed_data")
    text = (folder / "README.md").read_text()
    assert [
        name
        for name in ("providers", "venues", "route_defaults", "route_subjects")
        if f"`{name}.csv`" not in text
    ] == []
    assert [name for name in ProgrammeRow.model_fields if f"`{name}`" not in text] == []
    assert files.sources[0].statement
