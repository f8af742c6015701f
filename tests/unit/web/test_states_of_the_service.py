"""What machines and people are told while the service is starting, whole, full or asked too often."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from flask import Flask, Response, g
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from werkzeug.test import Client

from pathways.database import Database
from pathways.extensions import htmx, limiter
from pathways.web import overload
from pathways.web.assets import AssetNames, asset_url
from pathways.web.fragments import render
from pathways.web.health import bind_health
from pathways.web.overload import AT_ONCE, BoundedQueue
from pathways.web.security import SECURITY_HEADERS
from pathways.web.session import bind_database, current_session
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient, heading_of


@given(st.dictionaries(st.sampled_from(["catalogue", "places", "disk"]), st.booleans()))
def test_the_service_is_ready_when_every_part_is(parts: dict[str, bool]) -> None:
    app = Flask(__name__)
    checks: dict[str, Callable[[], bool]] = {name: lambda found=found: found for name, found in parts.items()}  # type: ignore[misc]
    bind_health(app, checks)
    answer = app.test_client().get("/readyz")
    assert answer.status_code == (200 if all(parts.values()) else 503)
    assert answer.json == {"status": "ok" if all(parts.values()) else "not ready", "parts": parts}
    assert app.test_client().get("/healthz").status_code == 200


def test_a_service_without_a_catalogue_lives_and_is_not_ready(bare_client: CheckingClient) -> None:
    assert bare_client.get("/healthz").json == {"status": "ok"}
    answer = bare_client.get("/readyz")
    assert (answer.status_code, answer.json["parts"]) == (503, {"catalogue": False})


def test_a_service_with_a_catalogue_is_ready(client: CheckingClient) -> None:
    assert client.get("/readyz").status_code == 200


@pytest.fixture
def limited(seeded_catalogue: SeededCatalogue) -> Iterator[CheckingClient]:
    """A client of a service that allows three searches a minute. The limits are off again afterwards."""
    was_on = limiter.enabled
    settings = make_settings(
        seeded_catalogue.instance_dir,
        database_url=seeded_catalogue.settings.database_url,
        page_limits=True,
        search_limit="3 per minute",
    )
    app = make_app(settings)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    yield client
    database_of(app).close()
    limiter.enabled = was_on


def test_one_search_too_many_is_told_to_wait(limited: CheckingClient) -> None:
    assert [limited.get("/search?q=health").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = limited.get("/search?q=law")
    assert refused.headers["Retry-After"] == "60"
    assert "a lot of searches" in heading_of(refused.get_data(as_text=True))
    assert limited.get("/help").status_code == 200, "only searches are counted"
    elsewhere = limited.get("/search?q=health", environ_overrides={"REMOTE_ADDR": "203.0.113.7"})
    assert elsewhere.status_code == 200, "another school has its own searches"


def test_a_made_up_address_in_a_header_gives_no_more_searches(limited: CheckingClient) -> None:
    statuses = [
        limited.get("/search", headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code for n in range(5)
    ]
    assert statuses == [200, 200, 200, 429, 429]


def ask(
    service: BoundedQueue, path: str = "/search", method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    """One request straight to a WSGI layer."""
    answer = Client(service).open(path, method=method)
    return answer.status_code, dict(answer.headers), answer.data


def full() -> BoundedQueue:
    """A service in which there is no room at all."""
    return BoundedQueue(lambda environ, start: [], longest_queue=0)


@pytest.mark.parametrize(
    "path", ["/", "/search", "/static/build/site.css", "/readyz", "/healthz/more", "/%00", "/apix"]
)
def test_a_full_service_says_so_on_a_page_with_every_safe_header(path: str) -> None:
    status, headers, body = ask(full(), path)
    assert status == 503
    assert int(headers["Retry-After"]) > 0
    assert headers["Cache-Control"] == "no-store"
    assert int(headers["Content-Length"]) == len(body)
    assert heading_of(body.decode()) == "Lots of people are here right now"
    for name, value in SECURITY_HEADERS:
        assert headers[name] == value


def test_a_full_service_tells_programs_in_their_own_way() -> None:
    status, headers, body = ask(full(), "/api/v1/opportunities")
    assert (status, headers["Content-Type"]) == (503, "application/problem+json")
    assert json.loads(body)["title"] == "Service Unavailable"
    assert headers["Retry-After"] == overload.RETRY_AFTER


def test_a_full_service_sends_no_body_to_those_who_ask_for_none() -> None:
    status, headers, body = ask(full(), method="HEAD")
    assert (status, body) == (503, b"")
    assert int(headers["Content-Length"]) > 0


def test_a_crowd_never_works_more_than_a_few_at_once_and_all_are_answered() -> None:
    lock, at_work, most = threading.Lock(), 0, 0
    pause = threading.Event()

    def counting(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        pause.wait(0.002)
        with lock:
            at_work -= 1
        start_response("200 OK", [])
        return [b"done"]

    service = BoundedQueue(counting, longest_queue=30)
    statuses: Counter[int] = Counter()

    def visitor() -> None:
        for _ in range(5):
            status = ask(service)[0]
            with lock:
                statuses[status] += 1

    crowd = [threading.Thread(target=visitor) for _ in range(30)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert statuses == {200: 150}
    assert 1 <= most <= AT_ONCE
    assert [ask(service)[0] for _ in range(AT_ONCE + 1)] == [200] * (AT_ONCE + 1), (
        "every place was given back"
    )


@pytest.mark.parametrize("content", ["", "{", "[]x", "[1, 2]", "null", "\x00", '"site.css"', "5"])
def test_a_damaged_list_of_files_is_as_none(
    tmp_path: Any, caplog: pytest.LogCaptureFixture, content: str
) -> None:
    (tmp_path / "manifest.json").write_text(content)
    names = AssetNames(tmp_path)
    assert asset_url(names, "site.css") is None
    assert "npm run build" in caplog.text


def test_a_list_of_files_in_no_known_letters_is_as_none(
    tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "manifest.json").write_bytes(b'{"site.css": "\xff"}')
    assert AssetNames(tmp_path).hashed("site.css") is None
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize(
    ("headers", "drawn"),
    [
        ({}, "page"),
        ({"HX-Request": "true"}, "part"),
        ({"HX-Request": "false"}, "page"),
        ({"HX-Request": "maybe"}, "page"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "page"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "page"),
        ({"HX-Boosted": "true"}, "page"),
    ],
    ids=str,
)
def test_a_part_is_drawn_only_where_a_part_is_swapped(
    tmp_path: Any, headers: dict[str, str], drawn: str
) -> None:
    for name in ("page", "part"):
        (tmp_path / f"{name}.html").write_text(name + " of {{ what }}")
    app = Flask(__name__, template_folder=str(tmp_path))
    htmx.init_app(app)

    @app.get("/")
    def view() -> Response:
        return render("page.html", "part.html", status=422, what="results")

    answer = app.test_client().get("/", headers=headers)
    assert (answer.get_data(as_text=True), answer.status_code) == (f"{drawn} of results", 422)
    # Whatever decides between the two is named, so that no cache gives the one for the other.
    assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(
        answer.headers["Vary"].split(", ")
    )


def test_a_request_has_one_session_and_leaves_nothing_half_done() -> None:
    app, database = Flask(__name__), Database("sqlite://")
    bind_database(app, database)
    with app.app_context():
        session = current_session()
        session.execute(text("CREATE TABLE kept (word TEXT)"))
        session.commit()
        session.execute(text("INSERT INTO kept VALUES ('half done')"))
        assert current_session() is session
        assert session.in_transaction()
    assert not session.in_transaction()
    with app.app_context():
        assert current_session() is not session
        assert current_session().execute(text("SELECT count(*) FROM kept")).scalar_one() == 0
        assert "session" in g
    database.close()


def test_a_page_that_needs_no_rows_opens_no_session(bare_app: Flask) -> None:
    with bare_app.test_request_context("/help"):
        assert bare_app.dispatch_request()
        assert "session" not in g
