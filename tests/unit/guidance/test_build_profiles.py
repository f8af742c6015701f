"""The command that works out how far each occupation and career area draws on the six interests."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Area
from pathways.guidance.build_profiles import main
from pathways.guidance.interest_means import (
    INTERESTS,
    area_profiles,
    mean_profile,
    occupation_profiles,
    read_interests,
)
from pathways.paths import resource_dir

ELEMENTS = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
CHEF, BAKER, NURSE = "35-1011.00", "51-3011.00", "29-1141.00"
OCCUPATIONS = (
    "slug,name,aliases,area,areas,soc2020,r,i,a,s,e,c,tier2\n"
    "chef,chef,commis chef,food-hospitality-travel,,5434,,,,,,,7.4\n"
    "pastry-chef,pastry chef,,food-hospitality-travel,,5434,9.99,,,,,,7.4\n"
    "nurse,nurse,,health,care-support,2237,,,,,,,1.2\n"
)
CODES = f"slug,onet_codes\nchef,{CHEF}\npastry-chef,{CHEF};{BAKER}\nnurse,{NURSE}\n"
Six = tuple[float, float, float, float, float, float]


def interests_of(code: str, values: Six, scale: str = "OI") -> str:
    """The rows of one O*NET occupation, in the order of the published file."""
    return "".join(
        f"{code},Some Title,1.B.1.{letter},{element},{scale},Some Scale,{value},11/2023,Some Source\n"
        for letter, element, value in zip("abcdef", ELEMENTS, values, strict=True)
    )


@pytest.fixture
def interests(tmp_path: Path) -> Path:
    """A file of three occupations, with a row of high points, which is no mean, among them."""
    path = tmp_path / "interests.csv"
    path.write_text(
        "O*NET-SOC Code,Title,Element ID,Element Name,Scale ID,Scale Name,Data Value,Date,Domain Source\n"
        + interests_of(CHEF, (5.0, 2.0, 4.0, 2.0, 5.0, 3.0))
        + interests_of(BAKER, (6.0, 1.0, 2.0, 1.0, 2.0, 5.0))
        + interests_of(NURSE, (4.0, 5.0, 1.0, 7.0, 2.0, 4.0))
        + f"{CHEF},Some Title,1.B.1.g,First Interest High-Point,IH,Some Scale,1,11/2023,Some Source\n"
        + interests_of(CHEF, (1.0, 1.0, 1.0, 1.0, 1.0, 1.0), scale="XX"),
        encoding="utf-8",
    )
    return path


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    folder = tmp_path / "seed"
    folder.mkdir()
    (folder / "occupations.csv").write_text(OCCUPATIONS, encoding="utf-8")
    (folder / "occupation_onet.csv").write_text(CODES, encoding="utf-8")
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    """Every row of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def shown(row: dict[str, str]) -> list[str]:
    """The six figures of a row as written."""
    return [row[column] for column in INTERESTS]


def test_only_the_scale_of_occupational_interests_is_read(interests: Path) -> None:
    assert read_interests(interests)[CHEF] == (5.0, 2.0, 4.0, 2.0, 5.0, 3.0)


def test_an_occupation_that_lacks_an_interest_is_left_out(interests: Path) -> None:
    short = interests.read_text(encoding="utf-8").replace(
        f"{NURSE},Some Title,1.B.1.d,Social", "00,x,y,Other"
    )
    interests.write_text(short, encoding="utf-8")
    assert set(read_interests(interests)) == {CHEF, BAKER}


def test_a_pastry_chef_is_half_a_chef_and_half_a_baker(interests: Path, seed: Path) -> None:
    assert main([str(interests), str(seed)]) == 0
    chef, pastry_chef, nurse = rows_of(seed / "occupations.csv")
    assert shown(chef) == ["5.00", "2.00", "4.00", "2.00", "5.00", "3.00"]
    assert shown(pastry_chef) == ["5.50", "1.50", "3.00", "1.50", "3.50", "4.00"]
    assert shown(nurse) == ["4.00", "5.00", "1.00", "7.00", "2.00", "4.00"]


def test_what_was_written_by_hand_is_kept(interests: Path, seed: Path) -> None:
    before = rows_of(seed / "occupations.csv")
    main([str(interests), str(seed)])
    after = rows_of(seed / "occupations.csv")
    kept = ("slug", "name", "aliases", "area", "areas", "soc2020", "tier2")
    assert [[row[column] for column in kept] for row in after] == [
        [row[column] for column in kept] for row in before
    ]


def test_an_area_is_the_mean_of_its_occupations_and_says_how_many(interests: Path, seed: Path) -> None:
    main([str(interests), str(seed)])
    food, health = rows_of(seed / "area_profiles.csv")
    assert (food["area"], food["occupations"]) == ("food-hospitality-travel", "2")
    assert shown(food) == ["5.25", "1.75", "3.50", "1.75", "4.25", "3.50"]
    assert (health["area"], health["occupations"]) == ("health", "1")


def test_a_further_area_takes_no_part_in_the_mean(interests: Path, seed: Path) -> None:
    main([str(interests), str(seed)])
    assert "care-support" not in {row["area"] for row in rows_of(seed / "area_profiles.csv")}


def test_running_it_again_changes_nothing(interests: Path, seed: Path) -> None:
    main([str(interests), str(seed)])
    once = [(seed / name).read_bytes() for name in ("occupations.csv", "area_profiles.csv")]
    main([str(interests), str(seed)])
    assert [(seed / name).read_bytes() for name in ("occupations.csv", "area_profiles.csv")] == once


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (CODES.replace(f"nurse,{NURSE}\n", ""), "nurse: no O*NET code"),
        (CODES.replace(NURSE, "99-9999.00"), "nurse: 99-9999.00 is not known"),
    ],
)
def test_an_occupation_without_a_profile_stops_the_command_and_nothing_is_written(
    interests: Path, seed: Path, capsys: pytest.CaptureFixture[str], codes: str, said: str
) -> None:
    (seed / "occupation_onet.csv").write_text(codes, encoding="utf-8")
    assert main([str(interests), str(seed)]) == 1
    assert said in capsys.readouterr().err
    assert (seed / "occupations.csv").read_text(encoding="utf-8") == OCCUPATIONS
    assert not (seed / "area_profiles.csv").exists()


def test_every_fault_is_told_at_once() -> None:
    occupations = [{"slug": "chef"}, {"slug": "nurse"}]
    profiles, faults = occupation_profiles(occupations, {"chef": ["1", "2"]}, {"1": (1.0,) * 6})
    assert profiles == {}
    assert faults == ["chef: 2 is not known", "nurse: no O*NET code"]


def test_areas_come_in_their_own_order() -> None:
    occupations = [
        {"slug": "pilot", "area": Area.TRANSPORT_MOTOR_LOGISTICS},
        {"slug": "vet", "area": Area(next(iter(Area)))},
    ]
    flat = {"pilot": (1.0,) * 6, "vet": (2.0,) * 6}
    assert list(area_profiles(occupations, flat)) == [next(iter(Area)), Area.TRANSPORT_MOTOR_LOGISTICS]


figures = st.floats(1, 7, allow_nan=False)
sixes = st.tuples(figures, figures, figures, figures, figures, figures)


@given(st.lists(sixes, min_size=1, max_size=8))
def test_a_mean_lies_between_the_least_and_the_most(profiles: list[Six]) -> None:
    for interest, mean in enumerate(mean_profile(profiles)):
        values = [profile[interest] for profile in profiles]
        assert min(values) - 0.005 <= mean <= max(values) + 0.005


@given(st.lists(sixes, min_size=1, max_size=6))
def test_the_order_of_the_codes_does_not_matter(profiles: list[Six]) -> None:
    assert mean_profile(profiles) == mean_profile(profiles[::-1])


def test_the_files_in_the_project_are_what_the_command_makes_of_the_published_interests(
    tmp_path: Path, shared_data: Path
) -> None:
    names = ("occupations.csv", "occupation_onet.csv", "area_profiles.csv")
    for name in names:
        shutil.copy(resource_dir("seed_data") / name, tmp_path / name)
    assert main([str(shared_data / "careers" / "interests.csv"), str(tmp_path)]) == 0
    for name in names:
        assert (tmp_path / name).read_bytes() == (resource_dir("seed_data") / name).read_bytes()
