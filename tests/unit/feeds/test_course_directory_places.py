"""Where courses are: regions and sub-regions by name, postcodes, venues and their points."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.dated import read_rows
from pathways.feeds.course_directory import where
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.course_directory.venues import venue_key, venue_record
from pathways.feeds.districts import FURTHEST_FROM_POSTCODE_MILES
from pathways.feeds.regions import Regions, load_regions, names_between_semicolons
from pathways.paths import resource_dir
from pathways.places.distance import miles_between
from pathways.places.gazetteer import Gazetteer
from pathways.places.loading import load_gazetteer
from tests.unit.feeds.made_directory import COLLEGE, RIGHT

SEED = resource_dir("seed_data")
PRESTON, COUNTY_DURHAM = "E07000123", "E06000047"
WORK = RIGHT._replace(delivery_mode="Work based", venue="", study_mode="", attendance="", run_id="")


@cache
def regions() -> Regions:
    return load_regions(SEED)


@cache
def gazetteer() -> Gazetteer:
    return load_gazetteer(Path("/nowhere"), SEED)


def told(row: DirectoryRow) -> list[str]:
    return [broken.field for broken in where.region_rule(regions())(row)]


# Regions and sub-regions


def test_every_local_authority_of_england_is_in_a_sub_region() -> None:
    ours = {code for codes in regions().sub_regions.values() for code in codes}
    assert ours == {
        row["lad_code"] for row in read_rows(SEED / "local_authorities.csv") if row["nation"] == "england"
    }


def test_each_authority_is_in_one_region() -> None:
    found: dict[str, set[str]] = {}
    for region, codes in regions().regions.items():
        for code in codes:
            found.setdefault(code, set()).add(region)
    assert all(len(named) == 1 for named in found.values())
    assert len(regions().regions) == 9


def test_a_county_stands_for_its_districts() -> None:
    codes = regions().authorities(["Lancashire"])
    assert PRESTON in codes
    assert len(codes) == 12


def test_a_county_that_was_abolished_stands_for_what_came_after_it() -> None:
    assert regions().authorities(["Cumbria"]) == ["E06000063", "E06000064"]
    assert regions().authorities(["cumberland"]) == ["E06000063"]


def test_authorities_of_several_names_come_once_each() -> None:
    assert regions().authorities(["Bournemouth", "Poole"]) == ["E06000058"]


def test_names_are_known_in_any_case() -> None:
    assert regions().unknown(["county DURHAM", "Atlantis"], regions_too=False) == ["Atlantis"]


@given(
    names=st.lists(
        st.sampled_from(sorted(row["name"] for row in read_rows(SEED / "sub_regions.csv"))), max_size=8
    )
)
def test_names_with_commas_between_are_told_apart_even_when_they_hold_commas(names: list[str]) -> None:
    assert regions().names_between_commas(",".join(names)) == names
    assert regions().names_between_commas(", ".join(names)) == names


def test_semicolons_stand_between_the_names_of_a_template() -> None:
    assert names_between_semicolons(" Leeds;Bristol, City of ;; York;") == [
        "Leeds",
        "Bristol, City of",
        "York",
    ]


# Who is served


def test_a_work_based_course_is_national_or_names_its_sub_regions() -> None:
    assert told(WORK._replace(national="Yes")) == []
    assert told(WORK._replace(national="No", sub_region="Lancashire;Leeds")) == []
    assert told(WORK._replace(national="", sub_region="Lancashire")) == []
    assert told(WORK._replace(national="")) == ["national"]
    assert told(WORK._replace(national="No")) == ["national"]


def test_one_unknown_sub_region_spoils_the_row() -> None:
    (broken,) = where.region_rule(regions())(WORK._replace(sub_region="Lancashire;Atlantis;Leeds"))
    assert (broken.field, broken.value) == ("sub_region", "Atlantis")


def test_a_whole_region_is_no_sub_region() -> None:
    assert told(WORK._replace(sub_region="North West")) == ["sub_region"]
    assert told(WORK._replace(region="North West")) == []


def test_a_national_course_names_no_sub_regions() -> None:
    assert told(WORK._replace(national="Yes", sub_region="Leeds")) == ["sub_region"]


@pytest.mark.parametrize("mode", ["Classroom", "Blended learning", "Online"])
def test_other_courses_are_neither_national_nor_for_sub_regions(mode: str) -> None:
    row = RIGHT._replace(delivery_mode=mode, run_id="")
    assert told(row) == []
    assert told(row._replace(national="No")) == []
    assert told(row._replace(national="Yes")) == ["national"]
    assert told(row._replace(sub_region="Leeds")) == ["sub_region"]


def test_the_published_table_may_name_the_region_of_a_venue() -> None:
    assert told(RIGHT._replace(region="North West", national="No")) == []


def test_national_is_yes_or_no() -> None:
    assert told(WORK._replace(national="maybe")) == ["national"]


def test_the_published_table_has_commas_between_its_regions() -> None:
    row = WORK._replace(run_id="run-1", national="No", region="Bristol, City of,Lancashire")
    assert told(row) == []
    assert where.region_names(row, regions()) == ["Bristol, City of", "Lancashire"]
    assert told(row._replace(region="Bristol, City of,Atlantis")) == ["region"]


# Postcodes


@pytest.mark.parametrize("postcode", ["PR1 2HE", "pr12he", "DH8 5AA", "SW1A 1AA"])
def test_a_postcode_whose_district_is_known_is_right(postcode: str) -> None:
    assert where.postcode_rule(gazetteer())(RIGHT._replace(postcode=postcode)) == ()


@pytest.mark.parametrize(
    ("postcode", "said"),
    [
        ("", "full postcode"),
        ("PR1", "full postcode"),
        ("PR1 2", "full postcode"),
        ("Preston", "full postcode"),
        ("ZZ9 9ZZ", "district is known"),
        ("PR99 1AA", "district is known"),
        ("BT1 1AA", "Great Britain"),
        ("GY1 1AA", "Great Britain"),
    ],
)
def test_any_other_postcode_is_refused_with_words(postcode: str, said: str) -> None:
    (broken,) = where.postcode_rule(gazetteer())(RIGHT._replace(postcode=postcode))
    assert broken.field == "postcode"
    assert broken.value == postcode
    assert said in broken.rule


def test_only_rows_with_a_venue_need_a_postcode() -> None:
    rule = where.venue_postcode_rule(gazetteer())
    assert rule(RIGHT._replace(venue="", postcode="")) == ()
    assert rule(RIGHT._replace(postcode="")) != ()


# Venues


def test_a_venue_stands_where_its_postcode_is() -> None:
    record, believed = venue_record(COLLEGE, RIGHT, gazetteer())
    assert believed
    assert record.lat is not None
    assert record.lng is not None
    assert miles_between(record.lat, record.lng, 53.76, -2.70) < 5
    assert (record.postcode, record.postcode_district, record.lad_code) == ("PR1 2HE", "PR1", PRESTON)


def test_a_point_near_the_postcode_is_believed() -> None:
    record, believed = venue_record(COLLEGE, RIGHT._replace(lat="53.7632", lng="-2.7085"), gazetteer())
    assert believed
    assert (record.lat, record.lng) == (53.7632, -2.7085)


@pytest.mark.parametrize(
    ("lat", "lng"),
    [
        ("0", "0"),
        ("51.5", "-0.1"),
        ("53.76", "2.70"),
        ("x", "y"),
        ("nan", "nan"),
        ("53.76", ""),
        ("1e999", "0"),
    ],
)
def test_a_point_elsewhere_is_not_and_the_venue_stands_where_its_postcode_is(lat: str, lng: str) -> None:
    record, believed = venue_record(COLLEGE, RIGHT._replace(lat=lat, lng=lng), gazetteer())
    assert not believed
    plain, _ = venue_record(COLLEGE, RIGHT, gazetteer())
    assert (record.lat, record.lng) == (plain.lat, plain.lng)


@given(lat=st.floats(-90, 90), lng=st.floats(-180, 180))
def test_no_venue_is_ever_far_from_its_postcode(lat: float, lng: float) -> None:
    record, _ = venue_record(COLLEGE, RIGHT._replace(lat=str(lat), lng=str(lng)), gazetteer())
    assert record.lat is not None
    assert record.lng is not None
    plain, _ = venue_record(COLLEGE, RIGHT, gazetteer())
    assert plain.lat is not None
    assert plain.lng is not None
    assert miles_between(record.lat, record.lng, plain.lat, plain.lng) <= FURTHEST_FROM_POSTCODE_MILES
    assert math.isfinite(record.lat)


def test_without_a_postcode_a_venue_has_no_place() -> None:
    record, _ = venue_record(COLLEGE, DirectoryRow(venue="Dudley"), gazetteer())
    assert (record.name, record.lat, record.lng, record.postcode) == ("Dudley", None, None, "")


def test_one_venue_is_one_whatever_its_spacing_and_case() -> None:
    assert venue_key(COLLEGE, RIGHT) == venue_key(
        COLLEGE, RIGHT._replace(venue="MAIN  campus", postcode="pr12he")
    )
    assert venue_key(COLLEGE, RIGHT) != venue_key(COLLEGE, RIGHT._replace(postcode="PR2 2HE"))
    assert venue_key(COLLEGE, RIGHT) != venue_key("10004772", RIGHT)


@given(name=st.text(min_size=1, max_size=255), other=st.text(min_size=1, max_size=255))
def test_the_key_of_a_venue_is_short_enough_and_its_own(name: str, other: str) -> None:
    keys = [venue_key(COLLEGE, RIGHT._replace(venue="x" * 200 + text)) for text in (name, other)]
    assert all(len(key) <= 200 for key in keys)
    same = " ".join(f"{'x' * 200}{name}".split()).lower() == " ".join(f"{'x' * 200}{other}".split()).lower()
    assert (keys[0] == keys[1]) is same


VENUE = DirectoryRow(
    venue_reference="MAIN", venue="Main Campus", address_1="1 Made-up Street", town="Preston"
)


@pytest.mark.parametrize("field", ["venue_reference", "venue", "address_1", "town"])
def test_a_venue_has_a_reference_a_name_a_street_and_a_town(field: str) -> None:
    assert where.venue_row(VENUE) == ()
    assert [broken.field for broken in where.venue_row(VENUE._replace(**{field: ""}))] == [field]


@pytest.mark.parametrize(
    ("field", "most"), [("venue", 250), ("address_1", 100), ("town", 75), ("county", 75)]
)
def test_what_a_venue_says_is_not_too_long(field: str, most: int) -> None:
    assert where.venue_row(VENUE._replace(**{field: "x" * most})) == ()
    assert [broken.field for broken in where.venue_row(VENUE._replace(**{field: "x" * (most + 1)}))] == [
        field
    ]


def test_a_venue_of_an_upload_is_one_of_the_providers_venues() -> None:
    rule = where.known_venue_rule({"main campus", "main"})
    assert rule(RIGHT) == ()
    assert rule(RIGHT._replace(venue="", venue_reference="Main")) == ()
    assert [broken.field for broken in rule(RIGHT._replace(venue="Annexe"))] == ["venue"]


@pytest.mark.parametrize(
    ("number", "fine"),
    [
        ("10005200", True),
        ("1000520", False),
        ("20005200", False),
        ("", False),
        ("1000520x", False),
        ("１０００５２００", False),
    ],
)
def test_a_provider_number_has_eight_digits_and_begins_with_1(number: str, fine: bool) -> None:
    assert (where.provider_number(RIGHT._replace(ukprn=number)) == ()) is fine


def test_a_row_of_the_flat_table_names_its_course_and_its_run() -> None:
    assert where.identifiers(RIGHT) == ()
    missing = where.identifiers(RIGHT._replace(course_id="", run_id="x" * 101))
    assert [broken.field for broken in missing] == ["course_id", "run_id"]
