"""Addresses from feeds: followed safely under https, or not kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.web_addresses import https_address


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
