"""E-mail addresses, ways back, names and kinds of browser, as they come in."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.accounts.addresses import HOME, tidy_name, way_back
from pathways.accounts.devices import device_of
from pathways.mail.addresses import read_email

SITE = "https://pathways.example"
ODD = st.text(st.sampled_from("/\\.:@?#%&=abc\t\n\r \x00é"), max_size=20)


@given(st.one_of(ODD, st.text(max_size=40), ODD.map(lambda text: "/" + text)))
def test_a_way_back_never_leaves_the_site(typed: str) -> None:
    where = way_back(typed)
    assert where.startswith("/")
    assert urlsplit(urljoin(SITE, where)).netloc == "pathways.example"
    assert "\\" not in where and where.isprintable()


@given(st.from_regex(r"/[a-z]{1,8}(/[a-z0-9]{1,8}){0,3}(\?[a-z]{1,4}=[a-z0-9]{1,4})?", fullmatch=True))
def test_an_ordinary_page_is_gone_back_to(page: str) -> None:
    assert way_back(page) == page


@pytest.mark.parametrize("page", ["/staff/sign-in", "/staff/sign-in/code", "/staff/sign-out", "", "staff"])
def test_the_way_in_is_no_way_back(page: str) -> None:
    assert way_back(page) == HOME


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("R.Okafor@School.Example", "r.okafor@school.example"),
        ("  a@b.example ", "a@b.example"),
        ("a+b@b.example", "a+b@b.example"),
        ("o'neil@b.example", "o'neil@b.example"),
        ("", None),
        ("a@b", None),
        ("a b@c.example", None),
        ("a@b.example, c@d.example", None),
        ("a@b.example\nBcc: c@d.example", None),
        ("Name <a@b.example>", None),
        ("é@b.example", None),
        ("a" * 300 + "@b.example", None),
    ],
)
def test_an_address_is_read(typed: str, kept: str | None) -> None:
    assert read_email(typed) == kept


@given(st.text(max_size=60))
def test_whatever_is_typed_is_an_address_for_mail_or_none(typed: str) -> None:
    address = read_email(typed)
    if address is not None:
        assert read_email(address) == address
        assert address.isascii() and address.isprintable() and " " not in address


@given(st.text(max_size=60), st.integers(1, 30))
def test_a_name_is_one_line_of_printable_letters(typed: str, longest: int) -> None:
    name = tidy_name(typed, longest)
    assert name.isprintable() and len(name) <= longest
    assert name == name.lstrip()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/140.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/140.0 Safari/537.36", "Chrome on Chromebook"),
        ("curl/8.0", ""),
        ("", ""),
        ("Firefox/1", "Firefox"),
        ("Windows", "Windows"),
    ],
)
def test_a_browser_is_known_by_its_kind(agent: str, words: str) -> None:
    assert device_of(agent) == words
