"""While the database is away: a plan says so, is safe, and loses nothing that was typed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from pathways.plans.cookie import RememberedPlan, write_cookie
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient, heading_of, text_of
from tests.web.plan_pages import HTML, form_fields, save

CODE = "apple-anchor-zigzag-zone-yoga"


@pytest.fixture
def away(seeded_catalogue: SeededCatalogue, engine_name: str, tmp_path: Path) -> Iterator[CheckingClient]:
    """A client with the cookie of a plan, of a service whose database cannot be reached."""
    folder = tmp_path / "instance"
    shutil.copytree(seeded_catalogue.instance_dir / "snapshot", folder / "snapshot")
    address = (
        "postgresql://nobody@127.0.0.1:1/none"
        if engine_name == "postgresql"
        else f"sqlite:///{folder / 'gone' / 'pathways.db'}"
    )
    app = make_app(make_settings(folder, database_url=address))
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    client.set_cookie("plan", write_cookie(RememberedPlan(CODE), key=app.config["SECRET_KEY"]))
    yield client
    database_of(app).close()


@pytest.mark.parametrize("path", ["/plan", "/plan/show", "/plan/delete"])
def test_the_plan_is_said_to_be_safe(away: CheckingClient, path: str) -> None:
    response = away.get(path)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "Your plan is safe" in text_of(response.get_data(as_text=True))


@pytest.mark.parametrize(
    "path", ["/search?q=nursing&near=preston", "/", "/areas/health", "/suggestions?yes=r1"]
)
def test_looking_goes_on_for_whoever_has_a_plan(away: CheckingClient, path: str) -> None:
    response = away.get(path)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_save_that_failed_says_so_and_takes_no_cookie_away(away: CheckingClient) -> None:
    response = save(away, 1)
    assert response.status_code == 503
    assert "may not be kept" in text_of(response.get_data(as_text=True))
    assert "Set-Cookie" not in response.headers
    away.delete_cookie("plan")
    assert save(away, 1).status_code == 503
    assert away.get_cookie("plan") is None


def test_a_note_that_was_not_kept_is_shown_again_to_be_sent_again(away: CheckingClient) -> None:
    response = away.post(
        "/plan/items/1",
        data={"version": "4", "status": "offer", "note": "Mum likes it", "do": "keep"},
    )
    html = response.get_data(as_text=True)
    assert response.status_code == 503
    assert heading_of(html) == "We could not keep that"
    form = next(
        node
        for node in html5lib.parse(html).iter(f"{HTML}form")
        if (node.get("action") or "").endswith("/items/1")
    )
    assert form_fields(form) == {"version": "4", "status": "offer", "note": "Mum likes it"}


def test_words_that_could_not_be_looked_up_stay_in_their_box(away: CheckingClient) -> None:
    away.delete_cookie("plan")
    response = away.post("/plan/open", data={"code": "apple anchor zigzag zone yoga", "shared": "yes"})
    html = response.get_data(as_text=True)
    assert response.status_code == 503
    assert 'value="apple anchor zigzag zone yoga"' in html
    assert 'name="shared" value="yes" checked' in html


def test_forgetting_needs_no_database(away: CheckingClient) -> None:
    assert away.post("/plan/computer", data={"computer": "shared"}).status_code == 303
    assert away.post("/plan/leave").status_code == 303
    assert away.get_cookie("plan") is None


@pytest.mark.parametrize("path", ["/plan/delete", "/plan/show", "/plan/show/1/end"])
def test_what_was_not_done_is_not_said_to_be_done(away: CheckingClient, path: str) -> None:
    response = away.post(path, data={"days": "30"})
    assert response.status_code == 503
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", ["/s/" + "a" * 43])
def test_a_link_cannot_be_told_from_one_that_works(away: CheckingClient, path: str) -> None:
    response = away.get(path)
    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "private, no-store"
