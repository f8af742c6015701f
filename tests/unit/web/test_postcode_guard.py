"""A full postcode never stays in the address of a page."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.places.postcodes import contains_full_postcode, cut_postcodes_to_sector, parse_postcode
from pathways.web.postcode_guard import PostcodeReader, cut_address

POSTCODES = PostcodeReader(
    held_in=contains_full_postcode,
    cut=cut_postcodes_to_sector,
    is_one=lambda text: parse_postcode(text) is not None,
)
SPELLINGS = st.sampled_from(
    ["PR1 2HE", "pr12he", "Pr1  2hE", "SW1A 1AA", "sw1a1aa", "M1 1AE", "PR1-2HE", "pr1+2he"]
)


def cut(path: str, query: str = "") -> str | None:
    return cut_address(path, query, POSTCODES)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("near=PR1+2HE", "near=PR1-2"),
        ("near=PR1%202HE", "near=PR1-2"),
        ("near=pr12he&q=law", "near=PR1-2&q=law"),
        ("q=nursing+near+PR1+2HE", "q=nursing+near+PR1+2"),
        ("q=law&PR12HE=x", "q=law&PR1+2=x"),
        ("near=Preston+PR1+2HE", "near=Preston+PR1+2"),
    ],
)
def test_a_postcode_in_the_query_is_cut_to_its_sector(query: str, expected: str) -> None:
    assert cut("/search", query) == f"/search?{expected}"


def test_a_postcode_in_the_path_is_cut() -> None:
    assert cut("/areas/PR1 2HE") == "/areas/PR1%202"


@pytest.mark.parametrize(
    "query", ["", "near=PR1-2", "near=PR1", "q=level+2+maths", "page=2", "near=preston&miles=10"]
)
def test_other_addresses_are_left_alone(query: str) -> None:
    assert cut("/search", query) is None


def test_the_way_on_never_leads_to_another_site() -> None:
    address = cut("//evil.example/PR1 2HE")
    assert address is not None
    assert urlsplit(address).netloc == ""


@given(SPELLINGS, st.text(max_size=20), st.sampled_from(["near", "q", "from", "at"]))
def test_no_full_postcode_survives_and_one_step_is_enough(postcode: str, around: str, name: str) -> None:
    query = urlencode({name: f"{around} {postcode} {around}"}, errors="replace")
    address = cut("/search", query)
    assert address is not None
    parts = urlsplit(address)
    assert not any(
        contains_full_postcode(value) for values in parse_qs(parts.query).values() for value in values
    )
    assert cut(parts.path, parts.query) is None


@given(st.text(max_size=40), st.text(max_size=60))
def test_any_address_at_all_can_be_read(path: str, query: str) -> None:
    address = cut("/" + path, quote(query, errors="replace"))
    assert address is None or address.startswith("/")
