"""Properties of every answer: no cookie, no postcode, one way to be kept, and limits that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from pathways.app import create_app
from pathways.settings import Settings
from tests.harness.catalogue import SeededCatalogue, make_settings
from tests.harness.pages import CheckingClient, heading_of

PAGES = ("/", "/search?near=preston", "/areas", "/routes", "/help", "/your-information")


@pytest.mark.parametrize("path", PAGES)
def test_public_pages_set_no_cookie_and_may_be_kept_a_minute(client: CheckingClient, path: str) -> None:
    response = client.get(path)
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"].startswith("public, max-age=60")
    assert response.headers["ETag"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_already_known_is_not_sent_again(client: CheckingClient, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_caches_keep_parts_and_pages_apart(client: CheckingClient) -> None:
    vary = {part.strip() for part in client.get("/search").headers["Vary"].split(",")}
    assert {"HX-Request", "HX-Target", "Accept-Encoding"} <= vary


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/search?near=PR1+2HE", "/search?near=PR1-2"),
        ("/search?near=pr12he&miles=10", "/search?near=PR1-2&miles=10"),
        ("/search?q=nursing+SW1A1AA", "/search?q=nursing+SW1A+1"),
        ("/areas/health?near=PR1%202HE", "/areas/health?near=PR1-2"),
        ("/nope/PR1%202HE", "/nope/PR1%202"),
    ],
)
def test_a_full_postcode_in_an_address_is_cut_at_once(
    client: CheckingClient, asked: str, address: str
) -> None:
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (303, address)
    assert "2HE" not in response.get_data(as_text=True).upper()


def test_the_api_is_left_to_answer_for_itself(client: CheckingClient) -> None:
    response = client.get("/api/v1/opportunities?near=PR1+2HE")
    assert response.status_code == 422


def test_built_files_are_sent_with_the_safe_headers(client: CheckingClient) -> None:
    page = client.get("/").get_data(as_text=True)
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    response = client.get(address, headers={"Accept-Encoding": "br"})
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "br"


def test_the_first_view_weighs_at_most_sixty_kilobytes(client: CheckingClient) -> None:
    plain = FlaskClient(client.application)
    for path in ("/", "/search?near=preston"):
        first = plain.get(path, headers={"Accept-Encoding": "br"})
        page = client.get(path).get_data(as_text=True)
        script = page.split('script src="')[1].split('"')[0]
        style = page.split('rel="stylesheet" href="')[1].split('"')[0]
        icon = page.split('rel="icon" href="')[1].split('"')[0]
        weights = [
            len(plain.get(part, headers={"Accept-Encoding": "br"}, buffered=True).data)
            for part in (script, style, icon)
        ]
        assert weights[0] <= 35_000
        assert len(first.data) + sum(weights) <= 60_000


def test_a_school_may_search_a_lot_but_not_without_end(seeded_catalogue: SeededCatalogue) -> None:
    base = seeded_catalogue.settings
    settings = make_settings(
        base.instance_dir, database_url=base.database_url, page_limits=True, search_limit="3 per minute"
    )
    client = create_app(settings).test_client()
    assert [client.get("/search").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get("/search")
    assert int(refused.headers["Retry-After"]) > 0
    assert heading_of(refused.get_data(as_text=True)) == "That was a lot of searches at once"
    assert client.get("/").status_code == 200


def test_the_service_is_alive_before_it_is_ready(tmp_path: Path) -> None:
    client = create_app(make_settings(tmp_path / "empty")).test_client()
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.get_json()["parts"]) == (503, {"catalogue": False})


def test_a_service_with_a_catalogue_is_ready(client: CheckingClient) -> None:
    ready = client.get("/readyz").get_json()
    assert (ready["status"], ready["parts"]) == ("ok", {"catalogue": True})
    assert ready["lists"] == {"newest_import": None, "overdue": False}


def test_before_there_is_a_list_the_page_says_so_and_keeps_what_was_typed(tmp_path: Path) -> None:
    client = create_app(make_settings(tmp_path / "empty")).test_client()
    response = client.get("/search?q=nursing&near=preston")
    page = response.get_data(as_text=True)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert heading_of(page) == "We are getting the list ready"
    assert "/search?q=nursing&amp;near=preston" in page


def test_production_does_not_start_without_a_secret(tmp_path: Path) -> None:
    for key in ("", "short"):
        with pytest.raises(ValueError, match="PATHWAYS_SECRET_KEY"):
            create_app(Settings(env="production", instance_dir=tmp_path, secret_key=key))


def test_the_components_are_shown_only_while_building(client: CheckingClient, tmp_path: Path) -> None:
    assert client.get("/components").status_code == 200
    served = create_app(Settings(env="production", instance_dir=tmp_path, secret_key="k" * 40)).test_client()
    assert served.get("/components").status_code == 404
