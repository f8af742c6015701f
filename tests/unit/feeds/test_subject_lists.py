"""Subject codes of four lists, and titles, as career areas."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Area
from pathways.feeds.subject_lists import (
    ListedSubject,
    SubjectList,
    SubjectLists,
    areas_in_order,
    list_of,
    subject_lists,
)
from pathways.paths import resource_dir


@pytest.fixture(scope="module")
def lists() -> SubjectLists:
    return subject_lists(resource_dir("seed_data"))


@pytest.mark.parametrize(
    ("listed", "code", "area"),
    [
        (SubjectList.SECTOR, "5.2", Area.BUILDING_CONSTRUCTION),
        (SubjectList.SECTOR, "05.2", Area.BUILDING_CONSTRUCTION),
        (SubjectList.SECTOR, "15.1", Area.FINANCE_LAW),
        (SubjectList.SECTOR, "7.3", Area.HAIR_BEAUTY),
        (SubjectList.JACS, "B700", Area.HEALTH),
        (SubjectList.JACS, "n413", Area.FINANCE_LAW),
        (SubjectList.JACS, "C614", Area.SPORT_FITNESS),
        (SubjectList.JACS, "I320", Area.COMPUTING_DIGITAL),
        (SubjectList.LDCS, "AK.642", Area.FINANCE_LAW),
        (SubjectList.LDCS, "aa.31", Area.BUSINESS_ADMIN),
        (SubjectList.LDCS, "HL.2", Area.HAIR_BEAUTY),
        (SubjectList.LDCS, "ZN.", Area.TRANSPORT_MOTOR_LOGISTICS),
        (SubjectList.CAH, "CAH02-04-01", Area.HEALTH),
    ],
)
def test_a_code_belongs_to_an_area(lists: SubjectLists, listed: SubjectList, code: str, area: Area) -> None:
    found = lists.find(listed, code)
    assert found is not None
    assert found.areas[0] is area
    assert found.name


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        (SubjectList.SECTOR, "16.9"),
        (SubjectList.SECTOR, "5"),
        (SubjectList.JACS, "U100"),
        (SubjectList.LDCS, "1"),
        (SubjectList.LDCS, ""),
        (SubjectList.CAH, "CAH99"),
        (SubjectList.SECTOR, ""),
    ],
)
def test_a_code_of_no_list_belongs_nowhere(lists: SubjectLists, listed: SubjectList, code: str) -> None:
    assert lists.find(listed, code) is None


@pytest.mark.parametrize(
    ("code", "named", "listed"),
    [
        ("Q300", "jacs3", SubjectList.JACS),
        ("Q300", "", SubjectList.JACS),
        ("FN.2", "", SubjectList.LDCS),
        ("DB.", "ldcs1", SubjectList.LDCS),
        ("5.2", "", SubjectList.SECTOR),
        ("5.2", "ladssa", SubjectList.SECTOR),
        ("CAH10-01-01", "", SubjectList.CAH),
        ("100403", "hecos", None),
        ("History", "", None),
        ("", "", None),
    ],
)
def test_the_list_is_the_one_named_or_the_one_whose_codes_look_so(
    code: str, named: str, listed: SubjectList | None
) -> None:
    assert list_of(code, named) is listed


def test_every_row_of_every_table_can_be_found(lists: SubjectLists) -> None:
    for listed, fewest in ((SubjectList.SECTOR, 50), (SubjectList.JACS, 19), (SubjectList.LDCS, 21)):
        rows = _rows(listed)
        codes = [code for code in rows if listed is not SubjectList.SECTOR or code[0].isdigit()]
        assert len(codes) >= fewest
        for code in codes:
            found = lists.find(listed, code)
            assert found is not None
            assert found.name == rows[code]


def test_every_top_letter_of_jacs_and_ldcs_is_there() -> None:
    assert {code for code in _rows(SubjectList.JACS) if len(code) == 1} == set("ABCDFGHIJKLMNPQRTVWX")
    assert {code for code in _rows(SubjectList.LDCS) if len(code) == 1} == set("ABCDEFGHJKLMNPQRSTVWXYZ")


def test_the_area_of_most_subjects_is_the_main_one() -> None:
    english = ListedSubject("Q300", "", (Area.LANGUAGES_HISTORY_SOCIETY,))
    film = ListedSubject("W6", "", (Area.MEDIA_MUSIC_PERFORMANCE, Area.ART_DESIGN_FASHION))
    none = ListedSubject("?", "", ())
    assert areas_in_order([film, english, none, english]) == (
        Area.LANGUAGES_HISTORY_SOCIETY,
        Area.MEDIA_MUSIC_PERFORMANCE,
        Area.ART_DESIGN_FASHION,
    )
    assert areas_in_order([]) == ()


@given(st.text(max_size=20))
def test_no_code_is_too_odd_to_look_up(code: str) -> None:
    lists = subject_lists(resource_dir("seed_data"))
    for listed in SubjectList:
        found = lists.find(listed, code)
        assert found is None or found.areas


def _rows(listed: SubjectList) -> dict[str, str]:
    path: Path = resource_dir("seed_data") / f"{listed}_areas.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
