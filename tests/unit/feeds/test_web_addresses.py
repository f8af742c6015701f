"""Addresses from feeds: followed safely under https, or not kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.web_addresses import LONGEST_ADDRESS, https_address, https_link


@pytest.mark.parametrize(
    ("given_address", "kept"),
    [
        ("https://college.example/a?b=1#c", "https://college.example/a?b=1#c"),
        ("http://college.example/a", "https://college.example/a"),
        ("HTTP://College.Example/A", "https://college.example/A"),
        ("www.college.example", "https://www.college.example"),
        ("college.example/apply?x=a:b", "https://college.example/apply?x=a:b"),
        ("http://college.example:80/a", "https://college.example/a"),
        ("  https://college.example  ", "https://college.example"),
        ("https://coleg-cymru.example/cyrsiau", "https://coleg-cymru.example/cyrsiau"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("", ""),
    ],
)
def test_an_address_of_the_web_is_kept_under_https(given_address: str, kept: str) -> None:
    assert https_address(given_address) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://college.example/a",
        "mailto:a@college.example",
        "https://",
        "https://localhost/a",
        "https://127.0.0.1/a",
        "https://user:word@college.example/",
        "https://college.example:8080/",
        "https://college.example:99999999/",
        "https://col lege.example/",
        'https://college.example/"onmouseover="x',
        "https://college.example/<script>",
        "https://[::1/",
        "https://college.example/" + "a" * 500,
        "ask at reception",
        "n/a",
        "https://-.example/",
    ],
)
def test_anything_else_is_not(wrong: str) -> None:
    assert https_address(wrong) is None


@given(st.text(max_size=80))
def test_whatever_is_kept_is_a_link_that_pages_may_show(text: str) -> None:
    for candidate in (text, f"http://{text}", f"https://college.example/{text}"):
        kept = https_address(candidate)
        assert not kept or (kept.startswith("https://") and not set(kept) & set(" <>\"'\n") - set("'"))
        assert kept is None or https_address(kept) == kept


@pytest.mark.parametrize(
    ("published", "address"),
    [
        ("www.aub.ac.uk", "https://www.aub.ac.uk"),
        ("https://artsed.co.uk", "https://artsed.co.uk"),
        ("http://old.example", "https://old.example"),
        (" circus.org.uk ", "https://circus.org.uk"),
        ("", ""),
        ("none", ""),
        ("javascript:alert(1).x", ""),
        ("ftp://files.example", ""),
        ("two words.example", ""),
    ],
)
def test_only_web_addresses_become_links(published: str, address: str) -> None:
    assert https_link(published) == address


@given(st.text(max_size=80))
def test_whatever_stands_for_an_address_is_a_web_address_or_nothing(text: str) -> None:
    address = https_link(text)
    assert address == "" or address.startswith("https://")


@given(st.text(max_size=80))
def test_only_https_links_are_links(text: str) -> None:
    for given_link in (text, f"https://{text}", f"http://{text}"):
        link = https_link(given_link)
        assert link == "" or link.startswith("https://")
        assert "@" not in link.removeprefix("https://").split("/")[0]


def test_an_address_as_long_as_the_catalogue_holds_is_kept_also_when_its_host_grows() -> None:
    whole = "https://college.example/".ljust(LONGEST_ADDRESS, "a")
    assert https_address(whole) == whole
    assert https_address("https://bücher.example/".ljust(LONGEST_ADDRESS, "a")) is None


def test_where_http_is_wrong_the_rest_is_as_everywhere() -> None:
    assert https_address("HTTP://college.example", http_too=False) is None
    assert https_address("http://college.example") == "https://college.example"
    assert https_address("college.example", http_too=False) == "https://college.example"
