"""Who tries too often gets a page that says when to come back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from pathways import clock
from pathways.database import Database, metadata
from pathways.web.trying import EVERYBODY, refuse_too_many
from tests.harness.catalogue import make_app, make_settings


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application, with two addresses that may be tried twice an hour."""
    clock.set_clock(lambda: datetime(2026, 11, 29, 12, 48, tzinfo=UTC))
    app = make_app(make_settings(tmp_path_factory.mktemp("trying")))
    database: Database = app.extensions["database"]
    metadata.create_all(database.engine)

    @app.post("/raise/try")
    def each_address() -> tuple[str, dict[str, str]]:
        refuse_too_many("test", limit=2, per=timedelta(hours=1))
        return "tried", {"Content-Type": "text/plain"}

    @app.post("/raise/all")
    def all_together() -> tuple[str, dict[str, str]]:
        refuse_too_many("test-all", limit=2, per=timedelta(hours=1), who=EVERYBODY)
        return "tried", {"Content-Type": "text/plain"}

    yield app
    database.close()
    clock.set_clock(None)


def test_after_two_tries_the_page_says_how_long_to_wait(app: Flask) -> None:
    client = app.test_client()
    assert [client.post("/raise/try").status_code for _ in range(2)] == [200, 200]
    answer = client.post("/raise/try")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "720"
    assert "in about 12 minutes" in answer.get_data(as_text=True)


def test_another_address_may_still_try(app: Flask) -> None:
    client = app.test_client()
    for _ in range(3):
        client.post("/raise/try")
    other = client.post("/raise/try", environ_base={"REMOTE_ADDR": "192.0.2.77"})
    assert other.status_code == 200


def test_a_limit_for_everybody_together_counts_every_address(app: Flask) -> None:
    client = app.test_client()
    answers = [
        client.post("/raise/all", environ_base={"REMOTE_ADDR": f"192.0.2.{number}"}).status_code
        for number in range(3)
    ]
    assert answers == [200, 200, 429]
