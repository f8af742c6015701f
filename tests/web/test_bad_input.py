"""Whatever is sent, there is an answer in words and never a broken page."""

from __future__ import annotations

import gzip
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness.pages import CheckingClient, text_of

A_FEW = settings(max_examples=max(20, settings().max_examples // 3))
"""Each example is several whole pages."""

ODD_TEXTS = {
    "NUL": "plumb\0ing",
    "ten thousand characters": "plumbing " * 1112,
    "unbalanced quotes": '"plumbing "near',
    "only quotes": '"""',
    "only a minus": "-",
    "minus everything": "-plumbing -health",
    "right to left": "سباكة בריאות",
    "a mark that turns text round": "plumbing \u202egnibmulp",
    "emoji": "🔧🚿👩🏽‍🔧",
    "SQL": "'; DROP TABLE programme; --",
    "a LIKE pattern": "%_%",
    "percent nought nought": "%00",
    "markup": "<script>alert(1)</script>",
    "a template": "{{ 7*7 }}{% raise %}",
    "a path": "../../etc/passwd",
    "a format": "%s%n{0}{__class__}",
    "a lone surrogate": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "spaces of every kind": "\u00a0\u2003\u200b\ufeff\t\r\n",
    "combining marks": "e" + "\u0301" * 500,
    "a number": "1e999",
    "a regular expression": "(a+)+$[",
    "a NaN": "NaN",
}
FIELDS = (
    "q",
    "near",
    "miles",
    "route",
    "level",
    "area",
    "mode",
    "delivery",
    "money",
    "start",
    "provider",
    "sort",
    "page",
)
NAMED = [
    "page=-1",
    "page=1000000000",
    "page=99999999999999999999999999",
    "page=1.5",
    "page=",
    "miles=abc",
    "miles=-5",
    "miles=1e9",
    "near=ZZ99",
    "level=9",
    "level=3&level=3&level=9",
    "provider=-1",
    "provider=99999999999999999999",
    "for=eligible",
    "for=eligible&stage=wizard",
    "for=eligible&stage=year-12-13&gcses=9999&points=-4",
    "sort=money",
    "start=yesterday",
    "q=%FF%FE",
    "near=%C3%28",
    "%FF=%FF",
    "q=%00",
    "q",
    "&&&===&;;",
    "=x",
    "q[]=a&q[b]=c",
    "near=consett&near=preston",
    "q=" + "a" * 5000,
]


@pytest.mark.parametrize("query", NAMED)
def test_an_odd_address_still_shows_results(client: CheckingClient, query: str) -> None:
    response = client.get(f"/search?{query}")
    assert response.status_code == 200


@pytest.mark.parametrize(
    "query",
    [query for query in NAMED if query.startswith(("miles=a", "near=Z", "level=9", "page=-", "sort="))],
)
def test_a_value_that_was_dropped_is_said_to_be(client: CheckingClient, query: str) -> None:
    with_it = text_of(client.get(f"/search?{query}").get_data(as_text=True))
    without = text_of(client.get("/search").get_data(as_text=True))
    assert with_it != without, "the page says nothing of what it left out"


@pytest.mark.parametrize("names", [("q",), ("near",), FIELDS], ids=["words", "place", "every field"])
@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_is_survived(client: CheckingClient, names: tuple[str, ...], text: str) -> None:
    values = dict.fromkeys(names, text)
    address = "/search?" + urlencode(values, errors="surrogatepass")
    assert client.get(address).status_code in (200, 303, 414)
    assert client.post("/search", data=values).status_code in (303, 413, 422)


@pytest.mark.parametrize("name", FIELDS)
def test_odd_text_in_one_field_spoils_no_other(client: CheckingClient, name: str) -> None:
    for text in (ODD_TEXTS["NUL"], ODD_TEXTS["a number"], ODD_TEXTS["right to left"]):
        assert client.get("/search?" + urlencode({name: text})).status_code == 200


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text_for_the_api_is_answered_or_refused_by_name(client: CheckingClient, text: str) -> None:
    for name in FIELDS:
        response = client.get("/api/v1/opportunities?" + urlencode({name: text}, errors="surrogatepass"))
        assert response.status_code in (200, 414, 422), name
        if response.status_code == 422:
            assert response.mimetype == "application/problem+json"
        body = client.post("/api/v1/opportunities/search", json={name: text})
        assert body.status_code in (200, 422), name


def test_markup_that_was_typed_comes_back_as_text(client: CheckingClient) -> None:
    html = client.get("/search?q=" + quote("<script>alert(1)</script>")).get_data(as_text=True)
    assert "<script>alert" not in html


def test_sql_that_was_typed_changes_nothing(client: CheckingClient) -> None:
    client.get("/search?q=" + quote("'; DROP TABLE programme; --"))
    assert client.get("/programmes/1").status_code in (301, 404)


def test_a_full_postcode_in_an_address_is_cut_to_its_sector(client: CheckingClient) -> None:
    response = client.get("/search?q=plumbing&near=PR1+2HE")
    assert response.status_code == 303
    assert response.headers["Location"].endswith("near=PR1-2")
    assert "2HE" not in response.headers["Location"]


@pytest.mark.parametrize("query", ["q=health+PR12HE", "q=pr1%202he", "near=pr12he&page=2", "colour=PR1+2HE"])
def test_a_full_postcode_anywhere_in_an_address_is_cut(client: CheckingClient, query: str) -> None:
    response = client.get(f"/search?{query}")
    assert response.status_code == 303
    assert "2HE" not in response.headers["Location"].upper()


def test_the_api_refuses_a_full_postcode_and_names_the_way(client: CheckingClient) -> None:
    response = client.get("/api/v1/opportunities?near=PR1+2HE")
    assert response.status_code == 422
    assert "2HE" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "/programmes/0/x",
        "/programmes/99999999999999999999/x",
        "/programmes/-1/x",
        "/programmes/1e3/x",
        "/providers/0",
        "/areas/../../etc/passwd",
        "/areas/%00",
        "/areas/no-such-area",
        "/routes/%F0%9F%94%A7",
        "/routes/<script>",
        "/static/build/../../pyproject.toml",
        "/static/build/%2e%2e/%2e%2e/pyproject.toml",
        "/static/build/no-such-file.css",
        "/sitemap-999999.xml",
        "/%FF%FE",
        "/%00",
        "/\\elsewhere.example",
        "/api/v1/programmes/99999999999999999999",
        "/api/v1/nothing",
        "/" + "a" * 3000,
    ],
)
def test_an_odd_path_is_a_page_that_is_not_there(client: CheckingClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code in (400, 404)
    assert b"Traceback" not in response.get_data()
    assert response.headers.get("Location", "").startswith(("", "/"))


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "\x7f;q=banana"},
        {"Accept-Language": "*" * 2000},
        {"Accept-Encoding": "br;q=x, zstd;;;, gzip;q=-1"},
        {"If-None-Match": 'W/"' + "a" * 5000},
        {"If-Modified-Since": "the day before yesterday"},
        {"Range": "bytes=9-1"},
        {"Cookie": "=;;a=b=c; \x01"},
        {"HX-Request": "maybe"},
        {"HX-Request": "true", "HX-Target": "<script>"},
        {"HX-Request": "true", "HX-Boosted": "true", "HX-Current-URL": "javascript:alert(1)"},
        {"Referer": "javascript:alert(1)"},
        {"Content-Type": "multipart/form-data; boundary="},
        {"X-Forwarded-For": "' OR 1=1"},
        {"X-HTTP-Method-Override": "DELETE"},
    ],
    ids=str,
)
def test_odd_headers_change_nothing(client: CheckingClient, headers: dict[str, str]) -> None:
    without_jar = client.application.test_client(use_cookies=False)
    assert without_jar.get("/search?q=health", headers=headers).status_code in (200, 416)
    assert without_jar.get("/", headers=headers).status_code in (200, 416)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"null", "application/json"),
        (b'"text"', "application/json"),
        (b'{"near": 5}', "application/json"),
        (b'{"near": {"a": []}}', "application/json"),
        (b'{"level": [[[["3"]]]]}', "application/json"),
        (b'{"page": 1e400}', "application/json"),
        (b'{"page": NaN}', "application/json"),
        (b'{"q": "\\ud800"}', "application/json"),
        (b'{"q": "a", "q": "b"}', "application/json"),
        (b"\xff\xfe{}", "application/json"),
        (b"[" * 20000, "application/json"),
        (b"q=health", "application/x-www-form-urlencoded"),
        (b"<xml/>", "application/xml"),
        (gzip.compress(b"{}", mtime=0), "application/json"),
    ],
)
def test_an_odd_body_for_the_api_is_refused_in_words(client: CheckingClient, body: bytes, kind: str) -> None:
    response = client.post("/api/v1/opportunities/search", data=body, content_type=kind)
    assert response.status_code in (200, 400, 413, 415, 422)
    if response.status_code != 200:
        assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize("path", ["/search", "/report", "/areas/health"])
def test_too_large_a_body_is_refused(client: CheckingClient, path: str) -> None:
    response = client.post(path, data={"q": "a" * 2_000_000, "text": "b" * 2_000_000})
    assert response.status_code == 413


@pytest.mark.parametrize("path", ["/search", "/report", "/areas/health"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe=\xff", "application/x-www-form-urlencoded"),
        (b"near=%FF%FE&q=%00", "application/x-www-form-urlencoded"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"&".join(b"a%d=1" % number for number in range(3000)), "application/x-www-form-urlencoded"),
    ],
)
def test_an_odd_form_is_answered_in_words(client: CheckingClient, path: str, body: bytes, kind: str) -> None:
    assert client.post(path, data=body, content_type=kind).status_code in (303, 400, 413, 422)


@A_FEW
@given(query=st.text(max_size=200))
def test_any_query_string_is_answered(client: CheckingClient, query: str) -> None:
    for address in ("/search", "/api/v1/opportunities", "/api/v1/places"):
        response = client.get(f"{address}?{quote(query, safe='=&+%', errors='replace')}")
        assert response.status_code in (200, 303, 422), address


@A_FEW
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from((*FIELDS, "for", "stage", "gcses", "points", "at", "from", "since")),
            st.text(max_size=40),
        ),
        max_size=6,
    )
)
def test_any_values_in_the_known_fields_are_answered(
    client: CheckingClient, pairs: list[tuple[str, str]]
) -> None:
    query = urlencode(pairs, errors="surrogatepass")
    assert client.get(f"/search?{query}").status_code in (200, 303)
    assert client.get(f"/programmes/1?{query}").status_code in (301, 303, 404)
    assert client.get(f"/areas/health?{query}").status_code in (200, 303)
    assert client.get(f"/api/v1/opportunities/changes?{query}").status_code in (200, 422)


@A_FEW
@given(words=st.text(max_size=300), near=st.text(max_size=100), miles=st.text(max_size=10))
def test_anything_typed_in_the_search_form_is_answered(
    client: CheckingClient, words: str, near: str, miles: str
) -> None:
    response = client.post("/search", data={"q": words, "near": near, "miles": miles})
    assert response.status_code in (303, 422)
    if response.status_code == 303:
        assert client.get(response.headers["Location"]).status_code in (200, 303)
