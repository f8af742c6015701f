"""An error is a page like the others for people, a problem document for programs, a line in the log for us."""

from __future__ import annotations

import logging

import pytest
from flask import Flask, abort
from flask_babel import Babel
from werkzeug.exceptions import HTTPException, TooManyRequests, default_exceptions

from pathways.web.errors import RETRY_AFTER, WORDS, bind_errors
from pathways.web.problems import PROBLEM_TYPE
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of


@pytest.mark.parametrize("status", sorted(WORDS))
def test_each_error_says_what_happened_and_what_to_do(bare_client: CheckingClient, status: int) -> None:
    response = bare_client.get(f"/raise/{status}")
    assert response.status_code == status
    html = response.get_data(as_text=True)
    title, words = (str(text) for text in WORDS[status])
    assert heading_of(html) == title
    assert words in text_of(html)
    assert str(status) not in heading_of(html)
    assert {"/", "/search"} & set(links_of(html)), "there is no way on"


@pytest.mark.parametrize("status", sorted(set(default_exceptions) - {404}))
def test_no_error_is_without_words(bare_client: CheckingClient, status: int) -> None:
    html = bare_client.get(f"/raise/{status}").get_data(as_text=True)
    assert heading_of(html) in {str(title) for title, _words in WORDS.values()}
    assert "Werkzeug" not in html
    assert "Traceback" not in html


def test_an_error_without_words_of_its_own_is_laid_at_the_right_door(bare_client: CheckingClient) -> None:
    ours, theirs = (
        heading_of(bare_client.get(f"/raise/{code}").get_data(as_text=True)) for code in (501, 418)
    )
    assert ours == str(WORDS[500][0])
    assert theirs == str(WORDS[400][0])


@pytest.mark.parametrize(("status", "seconds"), RETRY_AFTER.items())
def test_where_waiting_helps_it_says_how_long(bare_client: CheckingClient, status: int, seconds: str) -> None:
    assert bare_client.get(f"/raise/{status}").headers["Retry-After"] == seconds
    assert "Retry-After" not in bare_client.get("/raise/404").headers


def test_titles_of_errors_are_told_apart() -> None:
    titles = [str(title) for title, _words in WORDS.values()]
    assert len(set(titles)) == len(titles)
    assert all(len(str(words).split()) >= 5 for _title, words in WORDS.values())


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "POST", "BREW", "get", "PROPFIND"])
@pytest.mark.parametrize("path", ["/help", "/", "/healthz", "/favicon.ico"])
def test_a_wrong_method_is_refused_and_the_right_ones_are_named(
    bare_client: CheckingClient, method: str, path: str
) -> None:
    allowed = bare_client.options(path).headers["Allow"].split(", ")
    assert {"GET", "HEAD"} <= set(allowed)
    response = bare_client.open(path, method=method)
    assert response.status_code == (200 if method.upper() in allowed else 405)
    if response.status_code == 405:
        assert set(response.headers["Allow"].split(", ")) == set(allowed)


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1/nothing", "/api/v9/opportunities", "/api/%00", "/api/v1/\\.."]
)
def test_a_program_that_is_lost_gets_a_problem_document(bare_client: CheckingClient, path: str) -> None:
    response = bare_client.get(path)
    assert response.mimetype == PROBLEM_TYPE
    assert response.json is not None
    assert response.json["status"] == response.status_code
    assert response.status_code in (400, 404)
    assert set(response.json) == {"type", "title", "status", "detail"}


@pytest.mark.parametrize("path", ["/apiary", "/ap", "/API/v1/opportunities"])
def test_an_address_that_only_looks_like_the_api_is_a_page(bare_client: CheckingClient, path: str) -> None:
    assert bare_client.get(path).mimetype == "text/html"


class Moved(HTTPException):
    """A refusal that brings an answer of its own."""

    code = 403


def breaking_service() -> Flask:
    """A service in which each address breaks another way."""
    app = Flask(__name__)
    Babel(app, default_locale="en_GB")
    bind_errors(app)

    @app.get("/api/break/<typed>")
    def break_down(typed: str) -> str:
        raise KeyError("lost in the cellar")

    @app.get("/api/busy")
    def busy() -> str:
        raise TooManyRequests(retry_after=7)

    @app.get("/api/own")
    def own() -> str:
        abort(app.response_class("as the page wants it", 409))

    @app.get("/api/none")
    def none() -> str:
        raise HTTPException("an error of no kind")

    @app.get("/api/folder/")
    def folder() -> str:
        return "inside"

    return app


def test_what_broke_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        response = breaking_service().test_client().get("/api/break/my-secret-words?q=more-words")
    assert response.status_code == 500
    assert "cellar" not in response.get_data(as_text=True)
    record = caplog.records[-1]
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], KeyError)
    assert "break_down" in record.getMessage()
    assert "words" not in record.getMessage()


def test_a_page_that_knows_how_long_to_wait_is_believed() -> None:
    assert breaking_service().test_client().get("/api/busy").headers["Retry-After"] == "7"


def test_a_page_that_answers_an_error_itself_is_left_alone() -> None:
    response = breaking_service().test_client().get("/api/own")
    assert (response.status_code, response.get_data(as_text=True)) == (409, "as the page wants it")


def test_a_way_that_lacks_its_slash_is_still_found() -> None:
    response = breaking_service().test_client().get("/api/folder")
    assert response.status_code == 308
    assert response.headers["Location"].endswith("/api/folder/")
