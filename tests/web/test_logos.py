"""The address of a logo: there for as long as it is shown, kept by browsers for a year, and nothing else behind it."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from pathways import clock
from pathways.logos.operations import Owner, put_logo
from pathways.logos.rules.picture import make_picture
from tests.harness.catalogue import database_of
from tests.harness.listings import ProviderWorld, make_provider_world
from tests.harness.pages import CheckingClient
from tests.harness.pictures import from_a_camera, opened

PICTURE = make_picture(from_a_camera())
ADDRESS = f"/logos/{PICTURE.digest}.png"


@pytest.fixture
def world(rows: Session) -> ProviderWorld:
    """A provider with a logo."""
    made = make_provider_world(rows)
    put_logo(rows, Owner(made.provider_id), PICTURE, seen="", member=made.editor)
    rows.commit()
    return made


def page(client: CheckingClient, world: ProviderWorld) -> str:
    return client.get(f"/providers/{world.provider_id}", follow_redirects=True).text


@pytest.mark.usefixtures("world")
def test_a_logo_is_sent_as_a_picture_that_browsers_keep(client: CheckingClient) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response.get_data() == PICTURE.content
    assert opened(response.get_data()).size == (80, 120)
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers and "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.usefixtures("world")
def test_who_has_the_picture_already_is_not_sent_it_again(client: CheckingClient) -> None:
    mark = client.get(ADDRESS).headers["ETag"]
    response = client.get(ADDRESS, headers={"If-None-Match": mark})
    assert response.status_code == 304
    assert response.get_data() == b""


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    "address",
    [
        f"/logos/{'0' * 32}.png",
        f"/logos/{PICTURE.digest.upper()}.png",
        f"/logos/{PICTURE.digest}0.png",
        f"/logos/{PICTURE.digest}",
        f"/logos/{PICTURE.digest}.svg",
        f"/logos/{'a' * 3_000}.png",
        "/logos/%27%20OR%201=1.png",
        "/logos/..%2F..%2Fetc.png",
        "/logos/.png",
    ],
)
def test_nothing_else_is_there(client: CheckingClient, address: str) -> None:
    if address.startswith(f"/logos/{PICTURE.digest.upper()}"):
        assert PICTURE.digest.upper() != PICTURE.digest
    assert client.get(address).status_code == 404


def test_the_page_of_a_provider_shows_its_logo_with_its_name_and_size(
    client: CheckingClient, world: ProviderWorld
) -> None:
    html = page(client, world)
    assert f'<img class="logo" src="{ADDRESS}" width="80" height="120" alt="Moorside College">' in html


def test_a_name_with_odd_signs_does_not_get_out_of_the_words_of_the_picture(
    client: CheckingClient, rows: Session
) -> None:
    world = make_provider_world(rows, name='"><script>alert(1)</script>')
    put_logo(rows, Owner(world.provider_id), PICTURE, seen="", member=world.editor)
    rows.commit()
    html = page(client, world)
    assert 'class="logo"' in html and "<script>alert(1)" not in html


def test_a_provider_without_a_logo_has_no_picture(client: CheckingClient, rows: Session) -> None:
    world = make_provider_world(rows)
    rows.commit()
    assert 'class="logo"' not in page(client, world)


def test_the_logo_of_a_suspended_provider_is_shown_nowhere(
    client: CheckingClient, rows: Session, world: ProviderWorld
) -> None:
    world.organisation.suspended_at = clock.now()
    rows.commit()
    assert 'class="logo"' not in page(client, world)
    assert client.get(ADDRESS).status_code == 404
    world.organisation.suspended_at = None
    rows.commit()
    assert ADDRESS in page(client, world)
    assert client.get(ADDRESS).status_code == 200


@pytest.mark.usefixtures("world")
def test_while_the_database_is_away_a_logo_is_too(client: CheckingClient) -> None:
    engine = database_of(client.application).engine
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE logo RENAME TO gone")
    try:
        response = client.get(ADDRESS)
        assert response.status_code == 503
        assert "max-age" not in response.headers["Cache-Control"]
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE gone RENAME TO logo")
