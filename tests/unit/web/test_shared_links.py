"""Links that show something: the exchange for a clean address, whatever it is that they show."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from pathways.tokens import new_token
from pathways.web.shared_links import SHARED_COOKIE, opened_token
from tests.harness.catalogue import make_app, make_settings

ANSWER = "/shared/<reference>/answer"


def _answer(reference: str) -> Response:
    return Response(str(opened_token(reference)), mimetype="text/plain")


class Lists:
    """A kind of our own: tokens and their numbers."""

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.standing: dict[str, int] = {}
        self.is_away = False
        self.ends_in_between = False
        self.asked = 0

    def add(self) -> str:
        token = new_token()
        self.standing[token] = len(self.standing) + 1
        return token

    def find(self, token: str) -> int | None:
        if self.is_away:
            raise OperationalError("SELECT", {}, Exception("away"))
        self.asked += 1
        found = self.standing.get(token)
        if self.ends_in_between:
            self.standing.clear()
        return found

    def show(self, token: str, number: int) -> Response | None:
        if self.find(token) != number:
            return None
        return Response(f"{self.letter} {number}", mimetype="text/plain")


@pytest.fixture
def kinds() -> tuple[Lists, Lists]:
    """Two kinds of things."""
    return Lists("a"), Lists("b")


@pytest.fixture
def service(tmp_path: Path, kinds: tuple[Lists, Lists]) -> Flask:
    """A service with those kinds, and an address beneath at which somebody may answer."""
    app = make_app(make_settings(tmp_path / "instance"))
    app.extensions["shared_kinds"] = {kind.letter: kind for kind in kinds}
    app.add_url_rule(ANSWER, "answer", _answer, methods=["GET"])
    return app


@pytest.fixture
def visitor(service: Flask) -> FlaskClient:
    """Somebody without any cookie."""
    return service.test_client()


def follow(client: FlaskClient, token: str) -> TestResponse:
    return client.get(client.get(f"/s/{token}").headers["Location"])


def test_each_kind_shows_its_own_under_its_letter(visitor: FlaskClient, kinds: tuple[Lists, Lists]) -> None:
    one, other = kinds[0].add(), kinds[1].add()
    assert visitor.get(f"/s/{one}").headers["Location"] == "/shared/a1"
    assert visitor.get(f"/s/{other}").headers["Location"] == "/shared/b1"
    assert follow(visitor, one).get_data(as_text=True) == "a 1"
    assert follow(visitor, other).get_data(as_text=True) == "b 1"


def test_the_token_of_one_thing_opens_no_other(visitor: FlaskClient, kinds: tuple[Lists, Lists]) -> None:
    first, _second = kinds[0].add(), kinds[0].add()
    other = kinds[1].add()
    assert follow(visitor, first).status_code == 200
    for reference in ("a2", "b1", "a11", "b2"):
        visitor.set_cookie(SHARED_COOKIE, first, path=f"/shared/{reference}")
        assert visitor.get(f"/shared/{reference}").status_code == 404, reference
    visitor.set_cookie(SHARED_COOKIE, other, path="/shared/a1")
    assert visitor.get("/shared/a1").status_code == 404


def test_what_ends_ends_at_the_next_look(visitor: FlaskClient, kinds: tuple[Lists, Lists]) -> None:
    token = kinds[0].add()
    assert follow(visitor, token).status_code == 200
    kinds[0].standing.clear()
    assert visitor.get("/shared/a1").status_code == 404
    assert visitor.get(f"/s/{token}").status_code == 404


def test_what_ends_while_it_is_being_opened_is_as_dead_as_any(
    visitor: FlaskClient, kinds: tuple[Lists, Lists]
) -> None:
    token = kinds[0].add()
    kinds[0].ends_in_between = True
    clean = visitor.get(f"/s/{token}").headers["Location"]
    ended, never = visitor.get(clean), visitor.get("/shared/a999")
    assert ended.status_code == never.status_code == 404
    assert ended.get_data() == never.get_data()
    assert ended.headers["X-Robots-Tag"] == never.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_each_look_asks_once_whether_the_link_stands(
    visitor: FlaskClient, kinds: tuple[Lists, Lists]
) -> None:
    follow(visitor, kinds[0].add())
    kinds[0].asked = 0
    assert visitor.get("/shared/a1").status_code == 200
    assert kinds[0].asked == 1


def test_an_address_beneath_knows_whether_the_link_was_opened_here(
    visitor: FlaskClient, kinds: tuple[Lists, Lists]
) -> None:
    token = kinds[0].add()
    assert visitor.get("/shared/a1/answer").get_data(as_text=True) == "None"
    follow(visitor, token)
    assert visitor.get("/shared/a1/answer").get_data(as_text=True) == token
    assert visitor.get("/shared/a2/answer").get_data(as_text=True) == "None"


def test_the_cookie_goes_to_its_own_address_and_nowhere_else(
    visitor: FlaskClient, kinds: tuple[Lists, Lists]
) -> None:
    follow(visitor, kinds[0].add())
    assert visitor.get_cookie(SHARED_COOKIE, path="/") is None
    assert visitor.get_cookie(SHARED_COOKIE, path="/shared/a1") is not None


@pytest.mark.parametrize("path", ["/s/", "/s/x", "/s/" + "a" * 42, "/s/" + "a" * 44, "/s/" + "ä" * 43])
def test_what_cannot_be_a_token_is_asked_of_nobody(
    visitor: FlaskClient, kinds: tuple[Lists, Lists], path: str
) -> None:
    for kind in kinds:
        kind.is_away = True
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/s/" + "a" * 43, "/shared/a1"])
def test_while_nobody_can_tell_it_says_so(
    visitor: FlaskClient, kinds: tuple[Lists, Lists], path: str
) -> None:
    for kind in kinds:
        kind.is_away = True
    visitor.set_cookie(SHARED_COOKIE, "a" * 43, path="/shared/a1")
    response = visitor.get(path)
    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "private, no-store"
