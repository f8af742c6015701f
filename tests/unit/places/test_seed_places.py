"""The districts, towns and authorities that come with the product: complete, in place, and told apart."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest

from pathways.paths import resource_dir
from pathways.places.distance import haversine_miles, miles_between
from pathways.places.gazetteer import Gazetteer
from pathways.places.names import normal_name
from pathways.places.seed import District, read_districts, read_towns, unions_of

SEED = resource_dir("seed_data")


PLACES_THE_PRODUCT_IS_FOR = (
    "Consett;Preston;Accrington;Wakefield;Bradford;Hartlepool;Truro;Penzance;Camborne;Bodmin;Chesham;Amersham;"
    "Beaconsfield;Newham;Croydon;Barnet;Land's End;Gatwick Airport;Canary Wharf;Lerwick;Stornoway;"
    "Aberystwyth;Berwick-upon-Tweed;Lowestoft;Dover;Isles of Scilly;Holy Island"
)


def rows_of(path: Path) -> list[dict[str, str]]:
    """Every row of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def districts() -> dict[str, District]:
    return read_districts(SEED / "districts.csv")


@pytest.fixture(scope="module")
def towns() -> list[dict[str, str]]:
    return rows_of(SEED / "towns.csv")


@pytest.fixture(scope="module")
def sectors(shared_data: Path) -> list[dict[str, str]]:
    return rows_of(shared_data / "places" / "sectors_gb.csv")


def test_every_district_of_great_britain_is_there_once(
    districts: dict[str, District], sectors: list[dict[str, str]], shared_data: Path
) -> None:
    published = {row["outcode"] for row in rows_of(shared_data / "places" / "outcodes_gb.csv")}
    assert set(districts) == published == {row["sector"].split()[0] for row in sectors}
    assert len(rows_of(SEED / "districts.csv")) == len(districts)


def test_every_district_lies_amid_its_sectors(
    districts: dict[str, District], sectors: list[dict[str, str]]
) -> None:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for row in sectors:
        total = sums[row["sector"].split()[0]]
        weight = float(row["postcodes"])
        total[0] += weight * float(row["lat"])
        total[1] += weight * float(row["lng"])
        total[2] += weight
    for code, (lat, lng, weight) in sums.items():
        place = districts[code].place
        # Written to two decimals: off by half a hundredth of a degree at most, and a float's last breath.
        assert abs(place.lat - lat / weight) <= 0.0051, code
        assert abs(place.lng - lng / weight) <= 0.0051, code


def test_no_sector_lies_further_out_than_its_district_reaches(
    districts: dict[str, District], sectors: list[dict[str, str]]
) -> None:
    for row in sectors:
        district = districts[row["sector"].split()[0]]
        miles = miles_between(district.place.lat, district.place.lng, float(row["lat"]), float(row["lng"]))
        assert miles <= district.reach_miles + 0.5, row["sector"]


def test_every_district_has_a_town_an_authority_and_its_nation(districts: dict[str, District]) -> None:
    authorities = {row["lad_code"]: row for row in rows_of(SEED / "local_authorities.csv")}
    for code, district in districts.items():
        assert district.town.strip(), code
        assert district.town[0].isupper(), code
        assert district.place.lad_code in authorities, code
        assert district.place.nation == authorities[district.place.lad_code]["nation"], code
        assert re.fullmatch(r"[A-Z]{1,2}[0-9][0-9A-Z]?", code)


def test_border_districts_are_in_the_nation_where_most_live(districts: dict[str, District]) -> None:
    nations = {
        code: districts[code].place.nation for code in ("TD15", "NP16", "CH4", "LL14", "SY13", "DG16", "HR3")
    }
    assert nations["TD15"] == "england"
    assert nations["NP16"] == "wales"
    assert nations["DG16"] == "scotland"
    assert nations["SY13"] == "england"


@pytest.mark.parametrize(
    ("district", "town"),
    [
        ("PR1", "Preston"),
        ("PR9", "Southport"),
        ("SW1A", "Westminster"),
        ("DH8", "Consett"),
        ("BB5", "Accrington"),
        ("WF1", "Wakefield"),
        ("BD1", "Bradford"),
        ("TS24", "Hartlepool"),
        ("TR1", "Truro"),
        ("HP5", "Chesham"),
        ("ZE1", "Lerwick"),
        ("AB10", "Aberdeen"),
        ("HS1", "Stornoway"),
        ("CF10", "Cardiff"),
        ("RH15", "Burgess Hill"),
    ],
)
def test_districts_are_named_by_the_town_people_say(
    districts: dict[str, District], district: str, town: str
) -> None:
    assert districts[district].town == town


def test_a_district_is_near_the_town_it_is_named_by(
    districts: dict[str, District], towns: list[dict[str, str]]
) -> None:
    where: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in towns:
        for name in (row["name"], *row["aliases"].split(";")):
            where[normal_name(name)].append((float(row["lat"]), float(row["lng"])))
    checked = 0
    for district in districts.values():
        points = where.get(normal_name(district.town))
        if not points:
            continue
        nearest = min(miles_between(district.place.lat, district.place.lng, lat, lng) for lat, lng in points)
        if nearest > 25:
            continue  # a suburb that shares the name of a town far away
        checked += 1
        assert nearest <= 8 or nearest <= district.reach_miles, (district.place.id, district.town, nearest)
    assert checked > 1_500


def test_there_are_over_a_thousand_towns_and_places(towns: list[dict[str, str]]) -> None:
    assert len(towns) >= 1_200
    assert {"city", "town", "suburb", "borough", "village", "landmark"} == {row["kind"] for row in towns}
    assert {row["nation"] for row in towns} == {"england", "scotland", "wales"}
    assert all(row["size"] in {"1", "2", "3", "4", "5"} for row in towns)
    assert all(row["name"].strip() == row["name"] and row["county"] for row in towns)
    england = sum(row["nation"] == "england" for row in towns)
    assert england > 1_000


def test_every_town_lies_where_people_live(
    towns: list[dict[str, str]], sectors: list[dict[str, str]]
) -> None:
    lats = np.array([float(row["lat"]) for row in sectors])
    lngs = np.array([float(row["lng"]) for row in sectors])
    countries = [row["country_code"] for row in sectors]
    letters = {"england": "E", "scotland": "S", "wales": "W"}
    for row in towns:
        miles = haversine_miles(float(row["lat"]), float(row["lng"]), lats, lngs)
        # Sectors of the far north are forty miles across; elsewhere a town is within a few miles of one.
        far_north = row["county"] in ("Highland", "Shetland", "Orkney", "Aberdeenshire")
        assert miles.min() <= (22 if far_north else 8 if row["kind"] == "landmark" else 5.5) or (
            row["name"] in ("Kielder", "Dartmoor")
        ), row["name"]
        close = np.flatnonzero(miles <= miles.min() + 3.0)
        assert any(countries[sector].startswith(letters[row["nation"]]) for sector in close), row["name"]


def test_a_towns_district_is_that_of_the_nearest_sector_where_people_live(
    towns: list[dict[str, str]], sectors: list[dict[str, str]]
) -> None:
    lived_in = [row for row in sectors if float(row["p90_km"]) > 0]
    lats = np.array([float(row["lat"]) for row in lived_in])
    lngs = np.array([float(row["lng"]) for row in lived_in])
    for row in towns:
        nearest = int(np.argmin(haversine_miles(float(row["lat"]), float(row["lng"]), lats, lngs)))
        assert row["district"] == lived_in[nearest]["sector"].split()[0], row["name"]


def test_no_two_places_share_an_address(fresh: Gazetteer, districts: dict[str, District]) -> None:
    towns = read_towns(SEED / "towns.csv", districts)
    counts = Counter(one.place.id for one in towns)
    assert [place_id for place_id, count in counts.items() if count > 1] == []
    assert not set(counts) & set(districts)
    for one in towns:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one.place.id), one.place.id
        assert fresh.lookup(one.place.id) == one.place


def test_every_name_and_other_name_leads_to_its_place_or_asks(
    fresh: Gazetteer, districts: dict[str, District]
) -> None:
    for one in read_towns(SEED / "towns.csv", districts):
        resolution = fresh.resolve(one.place.name)
        offered = [resolution.place, *resolution.choices]
        assert one.place in offered, one.place.name
        for key in one.keys:
            resolution = fresh.resolve(key)
            assert resolution.problem is None, key
            assert resolution.corrected_from is None, key


def test_every_district_resolves_and_so_does_every_full_postcode_in_it(
    fresh: Gazetteer, districts: dict[str, District]
) -> None:
    for code, district in districts.items():
        assert fresh.resolve(code).place == district.place
        assert fresh.resolve(f"{code} 1AA").place == district.place
        assert fresh.resolve(f"{code.lower()}9zz").place == district.place


def test_unions_hold_the_lettered_districts_of_london(districts: dict[str, District]) -> None:
    unions = unions_of(districts)
    assert set(unions) == {"EC1", "EC2", "EC3", "EC4", "SW1", "W1", "WC1", "WC2"}
    assert "N1" not in unions, "N1 is a district of its own"
    assert unions["SW1"].name == "Westminster (SW1)"


def test_places_the_product_is_for_are_all_there(fresh: Gazetteer) -> None:
    for name in PLACES_THE_PRODUCT_IS_FOR.split(";"):
        resolution = fresh.resolve(name)
        assert resolution.place is not None, name


def test_authorities_have_a_plain_name_and_a_place(shared_data: Path) -> None:
    rows = {row["lad_code"]: row for row in rows_of(SEED / "local_authorities.csv")}
    published = {row["lad_code"]: row for row in rows_of(shared_data / "places" / "lad_centroids_gb.csv")}
    assert set(rows) == set(published)
    assert rows["E06000023"]["name"] == "Bristol"
    for code, row in rows.items():
        assert row["name"], code
        away = miles_between(
            float(row["lat"]), float(row["lng"]), float(published[code]["lat"]), float(published[code]["lng"])
        )
        assert away < (25 if row["nation"] == "scotland" else 12), row["name"]
