"""The command that computes districts and authorities from a file of sectors, and keeps our names."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from pathways.paths import resource_dir
from pathways.places.build_seed.__main__ import main
from pathways.places.build_seed.areas import districts_from, postcode_order
from pathways.places.build_seed.sectors import read_sectors

from .conftest import write_sectors

ROWS = (
    "PR1 2,53.70,-2.60,100,1.00,E07000123,E92000001",
    "PR1 3,53.80,-2.80,300,1.00,E07000126,E92000001",
    "PR1 9,53.70,-2.60,10,0.00,,E92000001",
    "PR10 1,53.90,-2.90,50,2.00,E07000123,E92000001",
    "PR2 8,53.79,-2.70,70,0.50,E07000123,E92000001",
    "CF10 1,51.48,-3.18,120,0.40,W06000015,W92000004",
)
TOWNS = (
    "name,county,nation,kind,size,lat,lng,aliases\n"
    "Preston,Lancashire,england,city,4,53.76,-2.70,Proud Preston\n"
    "Cardiff,Cardiff,wales,city,5,51.48,-3.18,Caerdydd\n"
)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    folder = tmp_path / "seed"
    folder.mkdir()
    (folder / "towns.csv").write_text(TOWNS, encoding="utf-8")
    (folder / "districts.csv").write_text(
        "district,town\nPR1,Preston\nPR2,Fulwood\nPR10,Somewhere\nCF10,Cardiff\n", encoding="utf-8"
    )
    (folder / "names.csv").write_text(
        'lad_code,lad_name\nE07000123,"Preston, City of"\nE07000126,South Ribble\nW06000015,Cardiff\n',
        encoding="utf-8",
    )
    return folder


def run(seed: Path, *more: str) -> int:
    """Run the command on the few sectors above."""
    sectors = write_sectors(seed / "sectors.csv", ROWS)
    return main([str(sectors), str(seed), "--authorities", str(seed / "names.csv"), *more])


def rows_of(path: Path) -> list[dict[str, str]]:
    """Every row of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_districts_centre_is_the_mean_of_its_sectors_weighted_by_postcodes(seed: Path) -> None:
    assert run(seed) == 0
    preston = rows_of(seed / "districts.csv")[1]
    assert preston["district"] == "PR1"
    assert float(preston["lat"]) == pytest.approx((100 * 53.70 + 300 * 53.80 + 10 * 53.70) / 410, abs=0.005)
    assert float(preston["lng"]) == pytest.approx((100 * -2.60 + 300 * -2.80 + 10 * -2.60) / 410, abs=0.005)
    assert preston["lad_code"] == "E07000126", "where most postcodes lie"
    assert preston["nation"] == "england"
    assert len(preston["lat"].split(".")[1]) == 2


def test_districts_stand_in_the_order_people_list_them(seed: Path) -> None:
    run(seed)
    assert [row["district"] for row in rows_of(seed / "districts.csv")] == ["CF10", "PR1", "PR2", "PR10"]
    assert sorted(["SW2", "SW1W", "SW1A", "SW10"], key=postcode_order) == ["SW1A", "SW1W", "SW2", "SW10"]


def test_our_town_names_are_kept_when_the_command_runs_again(seed: Path) -> None:
    run(seed)
    first = (seed / "districts.csv").read_bytes()
    assert run(seed) == 0
    assert (seed / "districts.csv").read_bytes() == first
    assert {row["town"] for row in rows_of(seed / "districts.csv")} == {
        "Preston",
        "Fulwood",
        "Somewhere",
        "Cardiff",
    }


def test_a_district_without_a_name_is_told_of(seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (seed / "districts.csv").unlink()
    assert run(seed) == 1
    told = capsys.readouterr().err
    assert "PR1" in told
    assert "PR10" in told


def test_authorities_are_named_as_people_say_them(seed: Path) -> None:
    run(seed)
    rows = {row["lad_code"]: row for row in rows_of(seed / "local_authorities.csv")}
    assert rows["E07000123"]["name"] == "Preston"
    assert rows["W06000015"]["nation"] == "wales"
    assert "" not in rows


def test_each_town_gets_the_district_it_lies_in_and_keeps_the_rest(seed: Path) -> None:
    run(seed)
    rows = {row["name"]: row for row in rows_of(seed / "towns.csv")}
    assert rows["Preston"]["district"] == "PR2"
    assert rows["Preston"]["aliases"] == "Proud Preston"
    assert rows["Cardiff"]["district"] == "CF10"


def test_a_district_reaches_as_far_as_its_furthest_sector(seed: Path) -> None:
    areas = {
        area.code: area for area in districts_from(read_sectors(write_sectors(seed / "sectors.csv", ROWS)))
    }
    assert areas["PR1"].reach_miles > 7
    assert 0 < areas["PR2"].reach_miles < 1


def test_the_committed_files_are_what_the_command_makes(tmp_path: Path, shared_data: Path) -> None:
    seed = tmp_path / "seed"
    seed.mkdir()
    names = ("districts.csv", "towns.csv", "local_authorities.csv")
    for name in names:
        shutil.copy(resource_dir("seed_data") / name, seed / name)
    places = shared_data / "places"
    assert (
        main(
            [str(places / "sectors_gb.csv"), str(seed), "--authorities", str(places / "lad_centroids_gb.csv")]
        )
        == 0
    )
    for name in names:
        assert (seed / name).read_bytes() == (resource_dir("seed_data") / name).read_bytes(), name
