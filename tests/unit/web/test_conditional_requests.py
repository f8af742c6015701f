"""What a browser has already it is not sent again; what it asks for in part, or by its head, stays true."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import pytest
from flask import Flask, Response
from hypothesis import given
from hypothesis import strategies as st

from pathways.web.assets import A_YEAR
from pathways.web.caching import PRIVATE, PUBLIC, bind_caching
from tests.harness.pages import CheckingClient

PAGES = ["/", "/help", "/your-information", "/accessibility", "/parents"]


@pytest.fixture
def styles(bare_client: CheckingClient) -> str:
    """The address of the styles of the last build."""
    address: str = bare_client.application.jinja_env.globals["asset_url"]("site.css")  # type: ignore[operator]
    return address


@pytest.mark.parametrize("path", PAGES)
def test_a_page_seen_before_is_not_sent_again(bare_client: CheckingClient, path: str) -> None:
    first = bare_client.get(path)
    assert first.headers["Cache-Control"] == PUBLIC
    again = bare_client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name], name


@pytest.mark.parametrize("wrap", ['"another", {}', '{}, W/"more"', "*", "{}"])
def test_a_browser_may_know_several_versions(bare_client: CheckingClient, wrap: str) -> None:
    known = wrap.format(bare_client.get("/help").headers["ETag"])
    assert bare_client.get("/help", headers={"If-None-Match": known}).status_code == 304


@pytest.mark.parametrize("known", ['"something-else"', 'W/"', "", "W/W/W/", '"' * 3000, "\x7f", 'W/"é"'])
def test_a_version_that_is_not_this_one_gets_the_page(bare_client: CheckingClient, known: str) -> None:
    response = bare_client.get("/help", headers={"If-None-Match": known})
    assert response.status_code == 200
    assert response.data


def test_the_tag_changes_with_the_page(bare_client: CheckingClient) -> None:
    tags = {bare_client.get(path).headers["ETag"] for path in PAGES}
    assert len(tags) == len(PAGES)
    assert all(tag.startswith('W/"') for tag in tags)
    assert bare_client.get("/help").headers["ETag"] in tags


@pytest.mark.parametrize(
    "path", [*PAGES, "/raise/404", "/raise/503", "/healthz", "/readyz", "/api/v1/nothing", "/favicon.ico"]
)
def test_the_head_of_a_page_is_that_of_the_page(bare_client: CheckingClient, path: str) -> None:
    whole, head = bare_client.get(path), bare_client.head(path)
    assert head.status_code == whole.status_code
    assert head.data == b""
    unlike = {
        name
        for name, _value in whole.headers
        if name != "Date" and head.headers.get(name) != whole.headers[name]
    }
    assert not unlike
    assert int(head.headers["Content-Length"]) == len(whole.data)


@pytest.mark.parametrize(
    "wanted", ["bytes=0-9", "bytes=9-1", "bytes=-5", "pages=1-2", "bytes=0-1,5-6", "bytes=99999999-"]
)
def test_a_page_is_never_sent_in_part(bare_client: CheckingClient, wanted: str) -> None:
    response = bare_client.get("/help", headers={"Range": wanted})
    assert response.status_code == 200
    assert response.get_data(as_text=True).rstrip().endswith("</html>")
    assert "Content-Range" not in response.headers


def test_a_file_can_be_sent_in_part(bare_client: CheckingClient, styles: str) -> None:
    whole = bare_client.get(styles)
    first, rest = (
        bare_client.get(styles, headers={"Range": f"bytes={wanted}"}) for wanted in ("0-99", "100-")
    )
    assert (first.status_code, rest.status_code) == (206, 206)
    assert first.data + rest.data == whole.data
    assert first.headers["Content-Range"] == f"bytes 0-99/{len(whole.data)}"
    assert first.headers["Cache-Control"] == A_YEAR


def test_a_part_beyond_the_end_of_a_file_is_refused_in_words(
    bare_client: CheckingClient, styles: str
) -> None:
    response = bare_client.get(styles, headers={"Range": "bytes=999999999-"})
    assert response.status_code == 416
    assert response.headers["Cache-Control"] == "no-store"
    assert "<h1" in response.get_data(as_text=True)


def test_a_file_kept_for_a_year_is_not_sent_again(bare_client: CheckingClient, styles: str) -> None:
    first = bare_client.get(styles)
    by_tag = bare_client.get(styles, headers={"If-None-Match": first.headers["ETag"]})
    by_day = bare_client.get(styles, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert (by_tag.status_code, by_day.status_code) == (304, 304)
    assert by_tag.headers["Cache-Control"] == A_YEAR
    assert parsedate_to_datetime(first.headers["Last-Modified"]).tzinfo is not None


def test_each_packing_of_a_file_has_a_tag_of_its_own(bare_client: CheckingClient, styles: str) -> None:
    """Their bytes differ, and these tags are strong."""
    tags = {
        bare_client.get(styles, headers={"Accept-Encoding": wish}).headers["ETag"]
        for wish in ("br", "gzip", "")
    }
    assert len(tags) == 3


@pytest.mark.parametrize("path", ["/raise/404", "/raise/500", "/raise/410", "/healthz", "/readyz"])
def test_what_may_change_any_moment_is_kept_nowhere(bare_client: CheckingClient, path: str) -> None:
    response = bare_client.get(path, headers={"If-None-Match": "*"})
    assert response.status_code != 304
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def cached(status: int, method: str, cookie: str | None, own: str | None) -> Response:
    """The answer of a service that says ``own`` about keeping, if anything."""
    app = Flask(__name__)
    bind_caching(app)

    @app.route("/", methods=["GET", "POST", "DELETE"])
    def page() -> Response:
        return Response("words", status, headers={"Cache-Control": own} if own else None)

    client = app.test_client()
    if cookie:
        client.set_cookie(cookie, "x")
    response: Response = client.open("/", method=method)  # type: ignore[assignment]
    return response


@given(
    st.sampled_from([200, 201, 204, 301, 302, 303, 308, 400, 404, 410, 422, 429, 500, 503]),
    st.sampled_from(["GET", "HEAD", "POST", "DELETE"]),
    st.sampled_from([None, "plan", "staff", "session", "language"]),
    st.sampled_from([None, "no-store", "public, max-age=5"]),
)
def test_every_answer_says_how_long_it_keeps(
    status: int, method: str, cookie: str | None, own: str | None
) -> None:
    response = cached(status, method, cookie, own)
    said = response.headers["Cache-Control"]
    is_personal = cookie in ("plan", "staff", "session")
    if own:
        assert said == own
    elif is_personal:
        assert said == PRIVATE
    else:
        may_be_kept = method in ("GET", "HEAD") and status in (200, 301, 308)
        assert said == (PUBLIC if may_be_kept else "no-store")
    assert ("ETag" in response.headers) == (
        status == 200 and method in ("GET", "HEAD") and "no-store" not in said
    )
