"""The replies of a public postcode service, kept as samples: what it says of a place, ours says too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pathways.places.distance import miles_between
from pathways.places.gazetteer import Gazetteer
from pathways.places.importing import import_postcodes
from pathways.places.loading import load_gazetteer
from pathways.places.seed import read_districts

from .conftest import SEED, few_places, onspd_row, write_onspd


@pytest.fixture
def reply(shared_data: Path) -> Any:
    """One sample reply by its name."""

    def read(name: str) -> Any:
        path = shared_data / "postcodes_api" / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8")).get("result")

    return read


def test_a_whole_postcode_lies_in_the_district_we_give(fresh: Gazetteer, reply: Any) -> None:
    known = reply("validpostcoderesponse")
    place = fresh.resolve(known["postcode"]).place
    assert place is not None
    assert place.id == known["outcode"]
    assert place.nation == known["country"].lower()
    assert miles_between(place.lat, place.lng, known["latitude"], known["longitude"]) < 2
    assert place.name == f"{known['admin_district']} ({known['outcode']})"


def test_a_district_lies_where_the_service_says(fresh: Gazetteer, reply: Any) -> None:
    known = reply("validoutcoderesponse")
    place = fresh.lookup(known["outcode"])
    assert place is not None
    assert miles_between(place.lat, place.lng, known["latitude"], known["longitude"]) < 1


def test_postcodes_that_lie_together_are_near_the_middle_of_their_district(
    fresh: Gazetteer, reply: Any
) -> None:
    for known in reply("nearestpostcoderesponse"):
        place = fresh.lookup(known["outcode"])
        assert place is not None
        assert miles_between(place.lat, place.lng, known["latitude"], known["longitude"]) < 2


@pytest.mark.parametrize(
    "name", ["validoutcodewithnulllatlongresponse", "validpostcodewithnulllatlongresponse"]
)
def test_islands_without_coordinates_never_become_zero_or_greenwich(
    fresh: Gazetteer, reply: Any, name: str
) -> None:
    known = reply(name)
    assert known["latitude"] is None
    for typed in (known["outcode"], known.get("postcode") or f"{known['outcode']} 1AA"):
        resolution = fresh.resolve(typed)
        assert resolution.problem == "outside-great-britain"
        assert resolution.place is None
        assert fresh.resolve_exact(typed) is None


def test_a_terminated_postcode_gets_words_once_it_is_known(tmp_path: Path, reply: Any) -> None:
    known = reply("terminatedpostcoderesponse")
    ended = f"{known['year_terminated']}{known['month_terminated']:02}"
    rows = [
        onspd_row(
            known["postcode"],
            str(known["latitude"]),
            str(known["longitude"]),
            ended=ended,
            authority="E08000016",
        ),
        onspd_row("S70 2AA", str(known["latitude"]), str(known["longitude"]), authority="E08000016"),
    ]
    import_postcodes([write_onspd(tmp_path / "onspd.csv", rows)], tmp_path, lambda done, total: None)
    gazetteer = load_gazetteer(tmp_path, SEED)
    resolution = gazetteer.resolve(known["postcode"])
    assert resolution.problem == "terminated"
    assert resolution.instead is not None
    assert resolution.instead.name == "Barnsley (S70 2)"


def test_a_terminated_postcode_of_an_island_is_outside(fresh: Gazetteer, reply: Any) -> None:
    known = reply("terminatedpostcodewithnulllatlongresponse")
    assert known["latitude"] is None
    assert fresh.resolve(known["postcode"]).problem == "outside-great-britain"


def test_its_own_row_in_the_directory_comes_back_to_the_metre(tmp_path: Path, reply: Any) -> None:
    known = reply("validpostcoderesponse")
    row = onspd_row(known["postcode"], str(known["latitude"]), str(known["longitude"]), authority="E08000026")
    path = write_onspd(tmp_path / "onspd.csv", [row])
    import_postcodes([path], tmp_path / "instance", lambda done, total: None, seed_dir=SEED)
    exact = load_gazetteer(tmp_path / "instance", SEED).resolve_exact(known["postcode"])
    assert exact == pytest.approx((known["latitude"], known["longitude"]), abs=1e-5)


def test_parishes_of_the_place_service_lie_near_districts_of_ours(
    fresh: Gazetteer, shared_data: Path
) -> None:
    path = shared_data / "postcodes_api" / "nationalstatisticslocationsresponse.json"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    districts = [district.place for district in read_districts(SEED / "districts.csv").values()]
    for feature in features:
        known = feature["attributes"]
        miles, nation = min(
            (miles_between(place.lat, place.lng, known["lat"], known["long"]), place.nation)
            for place in districts
        )
        assert miles < 8, known["place15nm"]
        assert nation == known["ctry15nm"].lower()
    abingdon = fresh.resolve("Abingdon").place
    assert abingdon is not None
    known = next(
        feature["attributes"] for feature in features if feature["attributes"]["place15nm"] == "Abingdon"
    )
    assert miles_between(abingdon.lat, abingdon.lng, known["lat"], known["long"]) < 1


def test_the_few_places_of_these_tests_are_true_to_the_whole(fresh: Gazetteer, tmp_path: Path) -> None:
    few = load_gazetteer(tmp_path, few_places())
    for code in ("PR1", "SW1A", "CF10", "M1"):
        assert few.lookup(code) == fresh.lookup(code)
    assert few.lookup("CV1") is None
