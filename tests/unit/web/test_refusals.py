"""Requests that no browser of ours sends, each answered before a page has to cope with it."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder, run_wsgi_app

from pathways.web.odd_requests import LARGEST_BODY, LONGEST_QUERY
from pathways.web.origin import SAFE_METHODS, is_from_our_pages
from pathways.web.problems import asks_the_api
from pathways.web.security import SECURITY_HEADERS
from tests.harness.pages import CheckingClient, heading_of

FORM = "application/x-www-form-urlencoded"
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "SAME-ORIGIN"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "http://localhost.elsewhere.example"},
    {"Origin": "http://elsewhere.example/localhost"},
    {"Origin": "http://localhost@elsewhere.example"},
    {"Origin": "http://localhost:8000"},
    {"Origin": "localhost"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://["},
    {"Origin": "http://localhost, https://elsewhere.example"},
]
OURS = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Referer": "https://elsewhere.example"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_form_from_another_site_is_refused(bare_client: CheckingClient, headers: dict[str, str]) -> None:
    response = bare_client.post("/search", data={"q": "plumbing"}, headers=headers)
    assert response.status_code == 403
    assert "somewhere else" in heading_of(response.get_data(as_text=True))


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_a_form_from_our_own_pages_is_taken(bare_client: CheckingClient, headers: dict[str, str]) -> None:
    response = bare_client.post("/search", data={"q": "plumbing"}, headers=headers)
    assert (response.status_code, response.headers["Location"]) == (303, "/search?q=plumbing")


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_anybody_may_link_to_us(bare_client: CheckingClient, headers: dict[str, str]) -> None:
    assert bare_client.get("/help", headers=headers).status_code == 200
    assert bare_client.head("/help", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", [*FOREIGN, *OURS], ids=str)
def test_the_api_is_open_to_other_sites(bare_client: CheckingClient, headers: dict[str, str]) -> None:
    answer = bare_client.post("/api/v1/opportunities/search", json={}, headers=headers)
    assert answer.status_code != 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_no_other_method_is_a_way_round(bare_client: CheckingClient, method: str) -> None:
    assert method not in SAFE_METHODS
    answer = bare_client.open("/search", method=method, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code in (403, 405)


@given(
    st.one_of(st.none(), st.text(max_size=20), st.sampled_from(["same-origin", "none", "cross-site"])),
    st.one_of(
        st.none(), st.text(max_size=60), st.from_regex(r"https?://[\[\]a-z0-9.@:]{0,20}", fullmatch=True)
    ),
)
def test_any_two_headers_are_judged(site: str | None, origin: str | None) -> None:
    taken = is_from_our_pages(site, origin, "pathways.example")
    if site is not None:
        assert taken == (site in ("same-origin", "none"))
    elif origin is not None:
        assert taken <= ("pathways.example" in origin)
    else:
        assert taken


@given(
    st.from_regex(r"[a-z]{1,12}(\.[a-z]{2,8}){1,2}(:[0-9]{2,5})?", fullmatch=True),
    st.sampled_from(["http", "https"]),
)
def test_the_same_host_is_our_own_on_either_scheme(host: str, scheme: str) -> None:
    assert is_from_our_pages(None, f"{scheme}://{host}", host)
    assert not is_from_our_pages(None, f"{scheme}://x{host}", host)


@pytest.mark.parametrize(
    "path", ["/%00", "/help%00", "/%00/api", "/areas/a%00b", "/static/build/%00.css", "/programmes/1%00/x"]
)
def test_a_nul_in_a_path_is_refused(bare_client: CheckingClient, path: str) -> None:
    response = bare_client.get(path)
    assert response.status_code == 400
    assert "could not read" in heading_of(response.get_data(as_text=True))


@pytest.mark.parametrize(
    "path", ["/%FF", "/%C3%28", "/areas/%ED%A0%80", "/%F4%90%80%80", "/static/build/%FF.css"]
)
def test_bytes_that_are_no_text_lead_nowhere(bare_client: CheckingClient, path: str) -> None:
    assert bare_client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("length", "status"), [(LONGEST_QUERY, 200), (LONGEST_QUERY + 1, 414), (LONGEST_QUERY * 8, 414)]
)
def test_an_address_has_a_longest_length(bare_client: CheckingClient, length: int, status: int) -> None:
    assert bare_client.get("/help?" + "a" * length).status_code == status


def test_the_api_names_what_is_too_long_itself(bare_client: CheckingClient) -> None:
    response = bare_client.get("/api/v1/opportunities?q=" + "a" * LONGEST_QUERY)
    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "name", ["a" * 250, "a" * 300, "a" * 5000, "../" * 40, "..%2f..%2fpyproject.toml", "é" * 200, "C:\\x"]
)
@pytest.mark.parametrize("wish", ["br", "gzip", ""])
def test_a_built_file_with_an_impossible_name_is_not_there(
    raw_client: FlaskClient, name: str, wish: str
) -> None:
    assert raw_client.get(f"/static/build/{name}.css", headers={"Accept-Encoding": wish}).status_code == 404


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=x", "text/plain", ""])
def test_a_body_that_says_it_is_too_large_is_refused(bare_client: CheckingClient, kind: str) -> None:
    answer = bare_client.post("/report", data=b"a" * (LARGEST_BODY + 1), content_type=kind)
    assert answer.status_code in (413, 422)
    assert b"aaaaaaaa" not in answer.data


def test_a_form_of_the_largest_size_is_read(bare_client: CheckingClient) -> None:
    body = "q=plumbing&rest="
    answer = bare_client.post("/search", data=body + "a" * (LARGEST_BODY - len(body)), content_type=FORM)
    assert answer.status_code == 303


@pytest.mark.parametrize("length", ["-5", "abc", "1e3", "99999999999999999999", " ", "5, 5"])
def test_a_body_whose_length_is_a_lie_breaks_nothing(bare_client: CheckingClient, length: str) -> None:
    answer = bare_client.post("/search", data=b"q=x", headers={"Content-Length": length}, content_type=FORM)
    assert answer.status_code in (303, 400, 413)


def test_more_fields_than_any_form_has_are_refused_or_ignored(bare_client: CheckingClient) -> None:
    parts = b"".join(
        b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\n1\r\n' % number for number in range(600)
    )
    answer = bare_client.post(
        "/search", data=parts + b"--x--\r\n", content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "a" * 50_000},
        {"Cookie": "; ".join(f"c{number}=x" for number in range(2000))},
        {"Host": "elsewhere.example"},
        {"Host": "a b<c>"},
        {"Host": ""},
        {"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "javascript"},
        {"Accept-Language": "cy, en;q=nan, *;q=1e999"},
        {"Expect": "200-maybe"},
        {"Content-Encoding": "br"},
        {"Transfer-Encoding": "chunked, gzip"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_a_giant_or_odd_header_changes_no_page(bare_client: CheckingClient, headers: dict[str, str]) -> None:
    plain = bare_client.get("/help").get_data(as_text=True)
    answer = bare_client.get("/help", headers=headers)
    assert answer.status_code == 200
    assert answer.get_data(as_text=True) == plain
    assert "elsewhere" not in str(answer.headers)


def test_a_socket_is_asked_for_in_vain(bare_client: CheckingClient) -> None:
    answer = bare_client.get("/help", headers={"Upgrade": "websocket", "Connection": "Upgrade"})
    assert answer.status_code == 400
    assert "could not read" in heading_of(answer.get_data(as_text=True))


@given(
    st.binary(max_size=30), st.binary(max_size=30), st.sampled_from(["GET", "POST", "PUT", "HEAD", "OPTIONS"])
)
def test_any_bytes_at_all_are_answered_with_safe_headers(
    bare_client: CheckingClient, path: bytes, query: bytes, method: str
) -> None:
    environ = EnvironBuilder(path="/", method=method, input_stream=io.BytesIO(query)).get_environ()
    environ["PATH_INFO"] = "/" + path.decode("latin-1")
    environ["QUERY_STRING"] = query.decode("latin-1").replace("\n", "").replace("\r", "")
    environ["CONTENT_TYPE"] = FORM
    _body, status, headers = run_wsgi_app(bare_client.application, environ, buffered=True)
    assert status[:3] in {"200", "303", "308", "400", "404", "405", "413", "422", "503"}
    for name, _value in SECURITY_HEADERS:
        assert name in headers
    assert "Set-Cookie" not in headers
    assert headers.get("Location", "/").startswith("/")


@pytest.mark.parametrize(
    ("path", "is_so"), [("/api", True), ("/api/v1", True), ("/apix", False), ("/a/api/", False), ("", False)]
)
def test_the_api_is_known_by_its_addresses(path: str, is_so: bool) -> None:
    assert asks_the_api(path) is is_so
