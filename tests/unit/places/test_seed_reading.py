"""Reading the seed files: addresses, dominance, districts known by a suburb, and the unions of London."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.seed import (
    DOMINANT_BY,
    District,
    NamedPlace,
    districts_by_town,
    fingerprint,
    read_districts,
    read_towns,
    unions_of,
)

DISTRICTS = """district,lat,lng,town,lad_code,nation,reach_miles
PR1,53.76,-2.70,Preston,E07000123,england,2.0
PR2,53.78,-2.71,Fulwood,E07000123,england,2.5
L4,53.44,-2.96,Walton,E08000012,england,1.5
L9,53.46,-2.95,Walton,E08000012,england,1.5
L10,53.47,-2.93,Walton,E08000014,england,1.5
CO14,51.85,1.27,Walton-on-the-Naze,E07000076,england,2.0
SW1A,51.51,-0.13,Westminster,E09000033,england,0.5
SW1E,51.50,-0.14,Victoria,E09000033,england,0.4
SW1H,51.50,-0.13,Westminster,E09000033,england,0.4
SW2,51.45,-0.12,Brixton,E09000022,england,1.0
N1,51.54,-0.10,Islington,E09000019,england,1.0
N1C,51.54,-0.13,King's Cross,E09000007,england,0.5
ZZ1,50.00,-5.00,Nowhere,,england,1.0
"""

TOWNS = """name,county,nation,kind,size,lat,lng,district,aliases
Preston,Lancashire,england,city,4,53.76,-2.70,PR1,Proud Preston;Priest Town
Preston,Kent,england,village,1,51.30,1.20,CO14,
Twinham,Kent,england,town,2,51.30,1.20,CO14,
Twinham,Lancashire,england,town,3,53.77,-2.71,PR2,
Triplet,Kent,england,village,1,51.30,1.20,CO14,
Triplet,Lancashire,england,village,1,53.77,-2.71,PR2,
Triplet,Essex,england,village,1,51.85,1.27,CO14,
Walton,Merseyside,england,suburb,2,53.44,-2.96,L4,
London,London,england,city,5,51.51,-0.13,SW1A,Greater London
St Piran's,Cornwall,england,village,1,50.00,-5.00,ZZ1,Saint Piran's
"""


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    (tmp_path / "districts.csv").write_text(DISTRICTS, encoding="utf-8")
    (tmp_path / "towns.csv").write_text(TOWNS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def districts(seed: Path) -> dict[str, District]:
    return read_districts(seed / "districts.csv")


@pytest.fixture
def towns(seed: Path, districts: dict[str, District]) -> list[NamedPlace]:
    return read_towns(seed / "towns.csv", districts)


def test_a_district_is_named_by_its_town_and_its_code(districts: dict[str, District]) -> None:
    preston = districts["PR1"]
    assert preston.place.name == "Preston (PR1)"
    assert preston.place.id == preston.place.district == "PR1"
    assert preston.reach_miles == 2.0
    assert list(districts)[:2] == ["PR1", "PR2"], "the order of the file is kept"


def test_a_district_without_an_authority_has_none(districts: dict[str, District]) -> None:
    assert districts["ZZ1"].place.lad_code is None


def test_a_far_larger_town_has_its_bare_name_for_an_address(towns: list[NamedPlace]) -> None:
    ids = [town.place.id for town in towns]
    assert ids[:2] == ["preston", "preston-kent"]
    names = [town.place.name for town in towns]
    assert names[:2] == ["Preston", "Preston, Kent"]


def test_towns_of_like_size_all_carry_their_county(towns: list[NamedPlace]) -> None:
    by_name = {town.place.id: town.place.name for town in towns}
    assert by_name["twinham-kent"] == "Twinham, Kent"
    assert by_name["twinham-lancashire"] == "Twinham, Lancashire"
    assert {"triplet-kent", "triplet-lancashire", "triplet-essex"} <= set(by_name)
    assert "twinham" not in by_name


def test_a_town_named_as_its_county_does_not_say_it_twice(towns: list[NamedPlace]) -> None:
    london = next(town for town in towns if town.place.id == "london")
    assert london.place.name == "London"


def test_a_town_takes_its_authority_from_its_district(towns: list[NamedPlace]) -> None:
    preston = towns[0]
    assert preston.place.district == "PR1"
    assert preston.place.lad_code == "E07000123"
    assert preston.county == "lancashire"


def test_other_names_become_keys_once_each(towns: list[NamedPlace]) -> None:
    assert towns[0].keys == ("preston", "proud preston", "priest town")
    piran = next(town for town in towns if town.place.id == "st-pirans")
    assert piran.keys == ("st pirans",), "Saint Piran's is the same name"


def test_a_district_of_an_unknown_suburb_is_found_by_its_name(
    districts: dict[str, District], towns: list[NamedPlace]
) -> None:
    known = {one.keys[0]: one for one in districts_by_town(districts, towns)}
    assert known["fulwood"].place.id == "PR2"
    assert known["fulwood"].size == 0
    assert "preston" not in known, "the town itself answers to that name"


def test_several_districts_of_one_suburb_are_stood_for_by_the_middle_one(
    districts: dict[str, District],
) -> None:
    known = {one.keys[0]: one for one in districts_by_town(districts, [])}
    assert known["walton"].place.id == "L9"
    assert "walton on the naze" in known


def test_a_suburb_that_is_a_town_of_ours_is_left_to_it(
    districts: dict[str, District], towns: list[NamedPlace]
) -> None:
    names = [one.keys[0] for one in districts_by_town(districts, towns)]
    assert "walton" not in names
    assert len(names) == len(set(names))


def test_a_union_is_made_only_where_the_bare_code_is_no_district(districts: dict[str, District]) -> None:
    unions = unions_of(districts)
    assert set(unions) == {"SW1"}
    union = unions["SW1"]
    assert (union.id, union.kind, union.district) == ("SW1", "area", "SW1A")
    assert union.lat == pytest.approx((51.51 + 51.50 + 51.50) / 3, abs=1e-3)
    assert union.name == "Westminster (SW1)"


@pytest.mark.parametrize("name", ["districts.csv", "towns.csv"])
def test_any_change_to_a_seed_file_changes_the_fingerprint(seed: Path, name: str) -> None:
    files = [seed / "districts.csv", seed / "towns.csv"]
    before = fingerprint(files)
    assert fingerprint(files) == before
    path = seed / name
    path.write_text(path.read_text(encoding="utf-8").replace("Preston", "Prestom", 1), encoding="utf-8")
    assert fingerprint(files) != before
    assert len(before) == 8


def test_a_row_of_another_width_is_not_read_as_if_it_were_whole(seed: Path) -> None:
    path = seed / "districts.csv"
    path.write_text(path.read_text(encoding="utf-8") + "PR3,53.86\n", encoding="utf-8")
    with pytest.raises(ValueError, match="zip"):
        read_districts(path)


def test_a_town_in_a_district_that_is_not_there_is_an_error(
    seed: Path, districts: dict[str, District]
) -> None:
    path = seed / "towns.csv"
    path.write_text(TOWNS + "Lost,Kent,england,town,2,51.3,1.2,QQ9,\n", encoding="utf-8")
    with pytest.raises(KeyError, match="QQ9"):
        read_towns(path, districts)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=5))
def test_at_most_one_town_of_a_name_has_the_bare_address(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("sizes")
    (folder / "districts.csv").write_text(DISTRICTS, encoding="utf-8")
    rows = [f"Samely,County {place},england,town,{size},53.7,-2.7,PR1," for place, size in enumerate(sizes)]
    header = TOWNS.splitlines()[0]
    (folder / "towns.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    towns = read_towns(folder / "towns.csv", read_districts(folder / "districts.csv"))
    ids = [town.place.id for town in towns]
    assert len(set(ids)) == len(ids)
    bare = [town.size for town in towns if town.place.id == "samely"]
    rest = sorted(sizes, reverse=True)
    expected = len(rest) == 1 or rest[0] - rest[1] >= DOMINANT_BY
    assert bare == ([rest[0]] if expected else [])
