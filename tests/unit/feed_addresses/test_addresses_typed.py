"""Addresses as people type them: read in parts, or refused in words; and which numbers are of the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pathways.feed_addresses.rules.addresses import AddressRefusedError, FeedUrl, read_address, sent_on
from pathways.feed_addresses.rules.public import is_public


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.college.ac.uk/courses.xml", "https://www.college.ac.uk/courses.xml"),
        ("  HTTPS://WWW.College.AC.UK/Courses.xml ", "https://www.college.ac.uk/Courses.xml"),
        ("https://college.ac.uk", "https://college.ac.uk/"),
        ("https://college.ac.uk?feed=xcri", "https://college.ac.uk/?feed=xcri"),
        ("https://college.ac.uk:443/a?b=c&d=e#part", "https://college.ac.uk/a?b=c&d=e"),
        ("https://xn--caf-dma.example/feed", "https://xn--caf-dma.example/feed"),
        ("https://a-1.b2.co.uk/%20/~x;y=1/*", "https://a-1.b2.co.uk/%20/~x;y=1/*"),
    ],
)
def test_an_address_is_kept_in_one_way(typed: str, kept: str) -> None:
    assert read_address(typed).text == kept
    assert read_address(kept).text == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "whole address"),
        ("www.college.ac.uk/courses.xml", "whole address"),
        ("http://www.college.ac.uk/courses.xml", "must begin with https"),
        ("ftp://www.college.ac.uk/courses.xml", "must begin with https"),
        ("file:///etc/passwd", "whole address"),
        ("gopher://a.example/", "must begin with https"),
        ("https://", "whole address"),
        ("https:///courses.xml", "whole address"),
        ("https://me:secret@college.ac.uk/", "name and password"),
        ("https://college.ac.uk@127.0.0.1/", "name and password"),
        ("https://college.ac.uk:8443/", "number after the colon"),
        ("https://college.ac.uk:22/", "number after the colon"),
        ("https://college.ac.uk:/", "whole address"),
        ("https://127.0.0.1/", "name of a website"),
        ("https://127.1/", "name of a website"),
        ("https://2130706433/", "name of a website"),
        ("https://0x7f.0.0.1/", "name of a website"),
        ("https://0x7f000001/", "name of a website"),
        ("https://0177.0.0.1/", "name of a website"),
        ("https://[::1]/", "name of a website"),
        ("https://[::ffff:169.254.169.254]/", "name of a website"),
        ("https://localhost/", "name of a website"),
        ("https://database/", "name of a website"),
        ("https://printer.local/", "name of a website"),
        ("https://metadata.google.internal/", "name of a website"),
        ("https://college.ac.uk./", "whole address"),
        ("https://college..ac.uk/", "whole address"),
        ("https://-college.ac.uk/", "whole address"),
        ("https://caf\u00e9.example/", "whole address"),
        ("https://college.ac.uk\\@evil.example/", "whole address|name and password"),
        ("https://college.ac.uk/a b", "whole address"),
        ("https://college.ac.uk/a\r\nHost: evil.example", "whole address"),
        ("https://college.ac.uk/\x00", "whole address"),
        ("https://college.ac.uk/<script>", "whole address"),
        ("https://college.ac.uk/" + "x" * 500, "longer than 500"),
    ],
)
def test_an_address_that_we_do_not_fetch_from_is_refused_with_what_to_write(typed: str, said: str) -> None:
    with pytest.raises(AddressRefusedError, match=said):
        read_address(typed)


def test_on_a_developers_own_machine_other_addresses_are_read() -> None:
    assert read_address("http://localhost:8080/x", locally=True) == FeedUrl("http", "localhost", 8080, "/x")
    assert read_address("http://[::1]:8080/", locally=True).text == "http://[::1]:8080/"
    for typed in ("ftp://localhost/", "http://me:secret@localhost/", "http://localhost:99999/"):
        with pytest.raises(AddressRefusedError):
            read_address(typed, locally=True)


@given(st.text(max_size=60) | st.from_regex(r"https?://[!-~]{0,40}", fullmatch=True))
def test_whatever_is_typed_is_refused_or_is_one_address_to_every_reader(typed: str) -> None:
    try:
        url = read_address(typed)
    except AddressRefusedError:
        return
    parts = urlsplit(url.text)
    assert (parts.scheme, parts.hostname, parts.port) == ("https", url.host, None)
    assert parts.username is None
    assert parts.password is None
    assert "." in url.host
    assert url.target.startswith("/")
    assert url.text.isascii()
    assert url.text.isprintable()
    assert " " not in url.text
    assert read_address(url.text) == url
    with pytest.raises(ValueError, match="does not appear"):
        ip_address(url.host)


FROM = read_address("https://college.ac.uk/old/courses.xml")


@pytest.mark.parametrize(
    ("location", "to"),
    [
        ("/new.xml", "https://college.ac.uk/new.xml"),
        ("new.xml", "https://college.ac.uk/old/new.xml"),
        ("?page=2", "https://college.ac.uk/old/courses.xml?page=2"),
        ("https://college.ac.uk/new.xml", "https://college.ac.uk/new.xml"),
        ("https://college.ac.uk:443/new.xml", "https://college.ac.uk/new.xml"),
        ("//college.ac.uk/new.xml", "https://college.ac.uk/new.xml"),
    ],
)
def test_a_server_may_send_us_on_to_itself(location: str, to: str) -> None:
    assert sent_on(FROM, location).text == to


@pytest.mark.parametrize(
    "location",
    [
        "http://college.ac.uk/new.xml",
        "https://www.college.ac.uk/new.xml",
        "https://college.ac.uk.evil.example/",
        "https://college.ac.uk:8443/new.xml",
        "//evil.example/x",
        "https://127.0.0.1/",
        "https://college.ac.uk@evil.example/",
        "file:///etc/passwd",
        "https://[",
        "/a b",
        "\\\\evil.example\\x",
        "javascript:alert(1)",
    ],
)
def test_a_server_may_not_send_us_anywhere_else(location: str) -> None:
    with pytest.raises(AddressRefusedError, match=r"sends us on"):
        sent_on(FROM, location)


@given(st.text(max_size=50))
def test_wherever_a_server_sends_us_it_is_itself_or_nowhere(location: str) -> None:
    try:
        onward = sent_on(FROM, location)
    except AddressRefusedError:
        return
    assert onward.is_same_server(FROM)


NOT_PUBLIC = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
    "240.0.0.0/4", "::/128", "::1/128", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32",
    "2001:db8::/32", "2002::/16", "3fff::/20", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
]  # fmt: skip


@pytest.mark.parametrize("net", NOT_PUBLIC)
@given(data=st.data())
def test_no_number_inside_a_building_a_machine_or_a_tunnel_is_public(net: str, data: st.DataObject) -> None:
    inside = ip_network(net)
    number = inside[data.draw(st.integers(0, inside.num_addresses - 1))]
    assert not is_public(str(number))
    if isinstance(number, IPv4Address):
        assert not is_public(f"::ffff:{number}")
        assert not is_public(f"64:ff9b::{number}")
        assert not is_public(f"::{number}")


@pytest.mark.parametrize(
    "number", ["8.8.8.8", "151.101.0.81", "2606:4700::6810:84e5", "2a00:1450:4009::200e", "::ffff:8.8.8.8"]
)
def test_numbers_of_websites_are_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "number", ["", "college.ac.uk", "127.0.0.1:80", "fe80::1%eth0", "2606:4700::1%eth0", "1", " 8.8.8.8"]
)
def test_what_is_no_number_of_the_internet_is_not_public(number: str) -> None:
    assert not is_public(number)


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_what_is_public_here_is_public_by_the_registers(number: IPv4Address | IPv6Address) -> None:
    assume(is_public(str(number)))
    plain = number.ipv4_mapped if isinstance(number, IPv6Address) and number.ipv4_mapped else number
    assert plain.is_global
    assert not (plain.is_private or plain.is_loopback or plain.is_link_local or plain.is_multicast)
