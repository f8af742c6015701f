"""Postcodes as people type them, and the promise that no full one is ever kept."""

from __future__ import annotations

import string
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pathways.places.postcodes import (
    Postcode,
    area_of,
    contains_full_postcode,
    cut_postcodes_to_sector,
    find_districts,
    find_postcodes,
    find_sectors,
    parse_postcode,
    parse_sector,
)

LETTERS = string.ascii_uppercase
UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
OUTWARDS = st.one_of(
    st.from_regex(r"[A-Z]{1,2}[0-9]", fullmatch=True),
    st.from_regex(r"[A-Z]{1,2}[0-9][0-9]", fullmatch=True),
    st.from_regex(r"[A-Z]{1,2}[0-9][A-Z]", fullmatch=True),
)
POSTCODES = st.builds(
    Postcode,
    OUTWARDS,
    st.sampled_from(string.digits),
    st.builds(lambda one, two: one + two, st.sampled_from(UNIT_LETTERS), st.sampled_from(UNIT_LETTERS)),
)


def as_typed(postcode: Postcode, gap: str, upper: list[bool]) -> str:
    """A postcode in any case and with any gap."""
    text = f"{postcode.outward}{gap}{postcode.digit}{postcode.unit}"
    return "".join(
        letter if upper[place % len(upper)] else letter.lower() for place, letter in enumerate(text)
    )


CASES = st.lists(st.booleans(), min_size=1, max_size=8)
GAPS = st.sampled_from(["", " ", "  ", "\t", "\u00a0", " \u200b", "-", "+", "%20", ".", "\u2013"])


@pytest.mark.parametrize(
    ("typed", "outward", "digit", "unit"),
    [
        ("PR1 2HE", "PR1", "2", "HE"),
        ("pr12he", "PR1", "2", "HE"),
        (" Pr1  2He ", "PR1", "2", "HE"),
        ("M1 1AE", "M1", "1", "AE"),
        ("m11ae", "M1", "1", "AE"),
        ("CR26XH", "CR2", "6", "XH"),
        ("DN551PT", "DN55", "1", "PT"),
        ("W1P 1HQ", "W1P", "1", "HQ"),
        ("ec1a1bb", "EC1A", "1", "BB"),
        ("PR11 2HE", "PR11", "2", "HE"),
    ],
)
def test_every_shape_of_postcode_is_read_in_any_case_and_spacing(
    typed: str, outward: str, digit: str, unit: str
) -> None:
    assert parse_postcode(typed) == Postcode(outward, digit, unit)


@pytest.mark.parametrize(
    "typed",
    ["", "PR1", "PR1 2", "PR1 2H", "PR1 HE2", "1PR 2HE", "PR1 2HEE", "Preston", "PR1 2HE x", "PR1 2CI", "\0"],
)
def test_what_is_not_one_whole_postcode_is_not_read_as_one(typed: str) -> None:
    assert parse_postcode(typed) is None


@given(POSTCODES, GAPS, CASES)
def test_any_casing_and_spacing_reads_back_as_the_same_postcode(
    postcode: Postcode, gap: str, upper: list[bool]
) -> None:
    assert parse_postcode(as_typed(postcode, gap, upper)) == postcode
    assert parse_postcode(str(postcode)) == postcode


@given(POSTCODES)
def test_a_postcode_knows_its_sector_and_its_area(postcode: Postcode) -> None:
    assert postcode.sector == f"{postcode.outward} {postcode.digit}"
    assert postcode.area == area_of(postcode.outward)
    assert postcode.area.isalpha()
    assert postcode.outward[len(postcode.area)].isdigit()


def test_a_sector_is_read_with_a_space_or_a_dash() -> None:
    assert parse_sector("PR1 2") == parse_sector("pr1-2") == ("PR1", "2")
    assert parse_sector("PR1") is None
    assert parse_sector("PR12") is None, "PR12 could be a district"


def test_postcodes_in_a_sentence_are_found_where_they_stand() -> None:
    text = "From PR1 2HE to m11ae, please"
    found = find_postcodes(text)
    assert [str(postcode) for _, _, postcode in found] == ["PR1 2HE", "M1 1AE"]
    assert [text[start:end] for start, end, _ in found] == ["PR1 2HE", "m11ae"]


def test_sectors_and_districts_in_a_sentence_are_found() -> None:
    assert list(find_sectors("near PR1 2 or sw1a-1")) == [("PR1", "2"), ("SW1A", "1")]
    assert list(find_districts("SW1 London, or e1w")) == ["SW1", "E1W"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("PR1 2HE", "PR1 2"),
        ("pr12he", "PR1 2"),
        ("nursing near PR1 2HE please", "nursing near PR1 2 please"),
        ("q=nursing&near=PR12HE&miles=5", "q=nursing&near=PR1 2&miles=5"),
        ("near=PR1%202HE", "near=PR1 2"),
        ("near=pr1+2he", "near=PR1 2"),
        ("q=in%20PR12HE%20now", "q=in%20PR1 2%20now"),
        ("PR1-2HE", "PR1 2"),
        ("PR1 2 HE", "PR1 2"),
        ("(PR1 2HE)", "(PR1 2)"),
        ("PR1 2HE, M1 1AE", "PR1 2, M1 1"),
        ("ＰＲ１ ２ＨＥ", "PR1 2"),
        ("PR1\u00a02HE", "PR1 2"),
        ("PR1\u200b2HE", "PR1 2"),
    ],
)
def test_a_full_postcode_is_cut_to_its_sector_wherever_it_stands(text: str, cut: str) -> None:
    assert contains_full_postcode(text)
    assert cut_postcodes_to_sector(text) == cut
    assert not contains_full_postcode(cut)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PR1",
        "PR1 2",
        "near=PR1-2&miles=5",
        "near=preston",
        "plumbing level 3",
        "T Level in Health",
        "9f86d081884c7d659a2feaa0c55ad015",
        "1f0e3dad-9990-8a2b-b1c2-0123456789ab",
        "BTEC Level 3 90 credits",
        "A1 Motors 2nd floor",
        "café in Leeds",
        "مرحبا",
    ],
)
def test_text_without_a_full_postcode_is_left_alone(text: str) -> None:
    assert not contains_full_postcode(text)
    assert cut_postcodes_to_sector(text) == text


def test_what_a_cut_leaves_behind_is_never_a_postcode_again() -> None:
    cut = cut_postcodes_to_sector("PR1 2HE AB")
    assert not contains_full_postcode(cut)
    assert cut.startswith("PR1 2")


AROUND = st.text(max_size=12)
EDGES = st.sampled_from(["", " ", "=", "&", ",", "%20", "(", "\n", "+", "/", "é", "\u202e"])


@given(AROUND, EDGES, POSTCODES, GAPS, CASES, EDGES, AROUND)
@example("", "", Postcode("PR1", "2", "HE"), "", [True], "", "")
@example("PR1 2HE", " ", Postcode("PR1", "2", "HE"), " ", [True], " ", "AB")
def test_no_full_postcode_ever_survives_the_cut(
    before: str, left: str, postcode: Postcode, gap: str, upper: list[bool], right: str, after: str
) -> None:
    text = before + left + as_typed(postcode, gap, upper) + right + after
    cut = cut_postcodes_to_sector(text)
    assert not contains_full_postcode(cut)
    assert cut_postcodes_to_sector(cut) == cut, (
        "cutting twice changes nothing, so no address is redirected for ever"
    )


@given(POSTCODES, st.sampled_from(["near", "q"]))
def test_no_full_postcode_survives_in_an_encoded_address(postcode: Postcode, field: str) -> None:
    for encode in (quote, quote_plus):
        address = f"/search?{field}={encode(f'college {postcode} bus')}&miles=10"
        cut = cut_postcodes_to_sector(address)
        assert not contains_full_postcode(cut)
        assert postcode.sector in cut
        assert "miles=10" in cut


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_read_and_cut(text: str) -> None:
    cut = cut_postcodes_to_sector(text)
    assert not contains_full_postcode(cut)
    assert parse_postcode(text) is None or contains_full_postcode(text)
    if not contains_full_postcode(text):
        assert cut == text
