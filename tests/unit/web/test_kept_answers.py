"""The same question asked again is answered from what was kept: for as long as it is true, and for everybody alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask, Response, abort, request
from flask.testing import FlaskClient
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from pathways.web import kept_answers
from pathways.web.caching import PERSONAL_COOKIES, bind_caching
from pathways.web.compression import bind_compression
from pathways.web.kept_answers import Kept, KeptAnswers, bind_kept_answers, keep_nothing, kept_while


@dataclass
class Service:
    """A service with a page about a colour, and how often it had to work that page out."""

    app: Flask
    version: int = 1
    worked_out: list[str] = field(default_factory=list)

    @property
    def client(self) -> FlaskClient:
        """A browser that has not been here before."""
        return self.app.test_client()


@pytest.fixture
def service() -> Iterator[Service]:
    """A service that keeps its page while its version stays the same."""
    app = Flask(__name__)
    Babel(app, default_locale="en_GB")
    bind_kept_answers(app)
    bind_compression(app)
    bind_caching(app)
    made = Service(app)

    @app.get("/page")
    @kept_while(lambda: made.version)
    def page() -> Response:
        colour = request.args.get("colour", "none")
        made.worked_out.append(colour)
        if colour == "mine":
            keep_nothing()
        if colour == "odd":
            abort(404)
        response = Response(f"Version {made.version} of {colour}. " * 50, mimetype="text/html")
        if colour == "secret":
            response.headers["Cache-Control"] = "private"
        if colour == "greeting":
            response.set_cookie("seen", "yes")
        if colour == "varied":
            response.vary.add("User-Agent")
        if colour == "part":
            response.set_data(request.headers.get("HX-Request", "whole"))
            response.vary.add("HX-Request")
        return response

    yield made
    app.extensions.clear()


def test_the_same_page_is_worked_out_once_and_sent_alike(service: Service) -> None:
    first = service.client.get("/page?colour=red")
    again = service.client.get("/page?colour=red")
    assert service.worked_out == ["red"]
    assert again.data == first.data
    assert again.headers.to_wsgi_list() == first.headers.to_wsgi_list()


def test_a_new_version_is_seen_at_once(service: Service) -> None:
    assert "Version 1" in service.client.get("/page").get_data(as_text=True)
    service.version = 2
    assert "Version 2" in service.client.get("/page").get_data(as_text=True)


def test_another_question_has_its_own_answer(service: Service) -> None:
    for colour in ("red", "blue", "red", "blue"):
        assert f"of {colour}." in service.client.get(f"/page?colour={colour}").get_data(as_text=True)
    assert service.worked_out == ["red", "blue"]


def test_a_part_and_a_page_are_never_mixed_up(service: Service) -> None:
    for _ in range(2):
        assert service.client.get("/page?colour=part").data == b"whole"
        assert service.client.get("/page?colour=part", headers={"HX-Request": "true"}).data == b"true"
    assert len(service.worked_out) == 2


@pytest.mark.parametrize("wish", ["br", "gzip", "br;q=0, gzip", "identity"])
def test_each_browser_is_sent_a_packing_that_it_takes(service: Service, wish: str) -> None:
    service.client.get("/page", headers={"Accept-Encoding": "br, gzip"})
    response = service.client.get("/page", headers={"Accept-Encoding": wish})
    taken = {"br": "br", "gzip": "gzip", "br;q=0, gzip": "gzip", "identity": None}[wish]
    assert response.headers.get("Content-Encoding") == taken


def test_each_name_of_the_site_keeps_its_own(service: Service) -> None:
    for host in ("a.example", "b.example"):
        service.client.get("/page", headers={"Host": host})
    assert len(service.worked_out) == 2


@pytest.mark.parametrize("cookie", PERSONAL_COOKIES)
def test_somebody_known_is_neither_shown_what_is_kept_nor_kept(service: Service, cookie: str) -> None:
    known = service.client
    known.set_cookie(cookie, "somebody")
    assert known.get("/page").headers["Cache-Control"] == "private, no-store"
    assert service.client.get("/page").headers["Cache-Control"].startswith("public")
    known.get("/page")
    assert len(service.worked_out) == 3


@pytest.mark.parametrize("colour", ["odd", "secret", "greeting", "varied", "mine"])
def test_what_no_shared_cache_may_keep_is_not_kept(service: Service, colour: str) -> None:
    for _ in range(2):
        service.client.get(f"/page?colour={colour}")
    assert service.worked_out == [colour, colour]


def test_what_a_browser_has_already_it_is_not_sent_again(service: Service) -> None:
    tag = service.client.get("/page").headers["ETag"]
    again = service.client.get("/page", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert service.client.get("/page").data
    assert len(service.worked_out) == 1


def test_the_head_of_a_kept_page_is_that_of_the_page(service: Service) -> None:
    whole, head = service.client.get("/page"), service.client.head("/page")
    assert head.data == b""
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_a_minute_later_the_page_is_worked_out_anew(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.client.get("/page")
    now = kept_answers.time.monotonic()
    monkeypatch.setattr(kept_answers.time, "monotonic", lambda: now + 59)
    service.client.get("/page")
    assert len(service.worked_out) == 1
    monkeypatch.setattr(kept_answers.time, "monotonic", lambda: now + 62)
    service.client.get("/page")
    assert len(service.worked_out) == 2


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 400)), max_size=60))
def test_what_is_kept_never_takes_more_than_its_room(asked: list[tuple[int, int]]) -> None:
    most, kept_answers.MOST_BYTES = kept_answers.MOST_BYTES, 1000
    try:
        answers, latest = KeptAnswers(), {}
        for key, size in asked:
            latest[key] = Kept((), b"." * size, kept_answers.time.monotonic())
            answers.keep(key, latest[key])
            assert answers.size <= 1000
        found = {key: kept for key in latest if (kept := answers.find(key))}
        assert all(found[key] is latest[key] for key in found)
        assert answers.size == sum(len(kept.body) for kept in found.values())
    finally:
        kept_answers.MOST_BYTES = most


def test_what_is_asked_for_often_stays_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_answers, "MOST_BYTES", 30)
    answers = KeptAnswers()
    for key in "abc":
        answers.keep(key, Kept((), b"." * 10, kept_answers.time.monotonic()))
    assert answers.find("a")
    answers.keep("d", Kept((), b"." * 10, kept_answers.time.monotonic()))
    assert [bool(answers.find(key)) for key in "abcd"] == [True, False, True, True]


def test_what_is_too_old_does_not_lie_about() -> None:
    answers = KeptAnswers()
    for key, made_at in (("old", 100.0), ("newer", 150.0), ("new", 161.0)):
        answers.keep(key, Kept((), b"." * 10, made_at))
    assert list(answers._kept) == ["newer", "new"]
    assert answers.size == 20
