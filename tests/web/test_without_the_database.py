"""What is still told while the database is away, and how old it is said to be."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from pathways.catalogue.models import Source
from pathways.catalogue.publish import publish
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of

READ_ON = datetime(2026, 11, 1, 8, tzinfo=UTC)


@pytest.fixture
def without_database(
    seeded_catalogue: SeededCatalogue, engine_name: str, tmp_path: Path
) -> Iterator[CheckingClient]:
    """A client of a service with the seeded snapshot and a database that cannot be reached."""
    folder = tmp_path / "instance"
    shutil.copytree(seeded_catalogue.instance_dir / "snapshot", folder / "snapshot")
    away = (
        "postgresql://nobody@127.0.0.1:1/none"
        if engine_name == "postgresql"
        else f"sqlite:///{folder / 'gone' / 'pathways.db'}"
    )
    app = make_app(make_settings(folder, database_url=away))
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    yield client
    database_of(app).close()


@pytest.fixture
def read_client(own_catalogue: SeededCatalogue) -> Iterator[CheckingClient]:
    """A client of a service whose lists were read on 1 November 2026."""
    database = own_catalogue.open_database()
    with database.unit_of_work() as session:
        session.execute(update(Source).values(last_imported_at=READ_ON))
    publish(database, own_catalogue.instance_dir)
    database.close()
    app = make_app(own_catalogue.settings)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    yield client
    database_of(app).close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/areas",
        "/areas/health?near=preston",
        "/routes",
        "/routes/apprenticeship?near=preston",
        "/parents",
    ],
)
def test_a_guide_is_whole_without_the_database(
    client: CheckingClient, without_database: CheckingClient, path: str
) -> None:
    away = without_database.get(path)
    assert away.status_code == 200
    assert text_of(away.text) == text_of(client.get(path).text)


def test_a_provider_is_shown_as_far_as_the_snapshot_knows_it(without_database: CheckingClient) -> None:
    page = without_database.get("/providers/1?near=preston&from=q%3Dlaw", follow_redirects=True)
    assert page.status_code == 200
    assert "A shorter copy for now" in text_of(page.text)
    assert page.headers["Cache-Control"] == "no-store"
    links = links_of(page.text)
    assert links["/search?q=law"] == "Back to your results"
    assert any(link.startswith("/programmes/") and "near=preston" in link for link in links)


def test_a_copy_of_a_provider_names_its_one_address(
    client: CheckingClient, without_database: CheckingClient
) -> None:
    whole = client.get("/providers/1", follow_redirects=True)
    copy = without_database.get("/providers/1/another-name", follow_redirects=True)
    assert copy.request.path == whole.request.path
    assert heading_of(copy.text) == heading_of(whole.text)
    assert f'href="http://127.0.0.1:8000{whole.request.path}"' in copy.text


@pytest.mark.parametrize(("number", "status"), [(424_242, 503), (0, 404), (10**30, 404)])
def test_a_provider_that_the_snapshot_does_not_know_is_for_later(
    without_database: CheckingClient, number: int, status: int
) -> None:
    answer = without_database.get(f"/providers/{number}")
    assert answer.status_code == status
    assert ("Retry-After" in answer.headers) is (status == 503)


def test_sources_are_named_from_the_snapshot(
    client: CheckingClient, without_database: CheckingClient
) -> None:
    away = without_database.get("/sources")
    assert away.status_code == 200
    assert text_of(away.text) == text_of(client.get("/sources").text)


def test_without_a_snapshot_either_there_is_a_page_in_words(tmp_path: Path) -> None:
    settings = make_settings(tmp_path, database_url=f"sqlite:///{tmp_path / 'gone' / 'pathways.db'}")
    client = make_app(settings).test_client()
    for path in ("/sources", "/providers/1"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "Wait a few seconds" in text_of(answer.text)
    assert client.get("/areas/health").status_code == 200


def test_lists_that_were_not_read_for_two_weeks_are_said_to_be_old_on_every_page(
    read_client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(READ_ON + timedelta(days=14))
    assert "last read our lists" not in read_client.get("/help").text
    assert read_client.get("/readyz").get_json()["lists"] == {"newest_import": "2026-11-01", "overdue": False}
    clock_at(READ_ON + timedelta(days=14, microseconds=1))
    for path in ("/", "/search?q=health", "/help", "/areas", "/nowhere"):
        assert "We last read our lists on 1 November 2026" in read_client.get(path).text, path
    ready = read_client.get("/readyz")
    assert (ready.status_code, ready.get_json()["status"]) == (200, "ok")
    assert ready.get_json()["lists"] == {"newest_import": "2026-11-01", "overdue": True}


def test_a_demonstration_that_was_never_read_from_a_list_is_never_old(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2036, 1, 1, tzinfo=UTC))
    assert "last read our lists" not in client.get("/help").text
    assert client.get("/readyz").get_json()["lists"] == {"newest_import": None, "overdue": False}
