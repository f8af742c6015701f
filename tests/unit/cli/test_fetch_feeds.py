"""`pathways fetch-feeds`, as cron runs it: what it says, and with which status it ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.database import Database
from pathways.feed_addresses.models import AddressState, FeedKind
from pathways.feed_addresses.operations import run
from pathways.feed_addresses.operations.allowing import decide, propose
from pathways.feed_addresses.rules.addresses import read_address
from pathways.snapshot.pointer import snapshot_dir
from tests.harness.feed_server import FeedServer, feed_server
from tests.harness.listings import make_host, make_provider_world
from tests.harness.uploads import plumbing, sheet
from tests.unit.cli.conftest import Command


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with feed_server() as published:
        yield published


@pytest.fixture
def instance(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance for development, with an empty database."""
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    monkeypatch.setenv("PATHWAYS_FEEDS_LOCALLY", "yes")
    assert command("init").exit_code == 0
    return tmp_path / "instance"


def allow(instance: Path, *addresses: str) -> None:
    database = Database(f"sqlite:///{instance / 'pathways.db'}")
    with database.unit_of_work() as session:
        world, host = make_provider_world(session), make_host(session)
        for address in addresses:
            url = read_address(address, locally=True)
            feed = propose(session, url, FeedKind.PROGRAMMES_CSV, member=world.editor)
            decide(session, feed, AddressState.ALLOWED, member=host)
    database.close()


def test_cron_fetches_a_feed_and_the_next_night_nothing_is_new(
    command: Command, instance: Path, server: FeedServer
) -> None:
    address = server.publish("/courses.csv", sheet([plumbing()]))
    allow(instance, address)
    first = command("fetch-feeds")
    assert first.exit_code == 0, first.output
    assert f"{address}: 1 sent to be looked at." in first.stdout
    assert "Addresses asked: 1. Needing somebody: 0." in first.stdout
    assert "Fetching" in first.stderr
    second = command("fetch-feeds", "--provider", "Moorside College")
    assert second.exit_code == 0
    assert "the same as last time" in second.stdout


def test_an_address_that_needs_somebody_is_told_by_the_status(
    command: Command, instance: Path, server: FeedServer
) -> None:
    good = server.publish("/courses.csv", sheet([plumbing()]))
    allow(instance, server.address("/gone.csv"), good)
    result = command("fetch-feeds")
    assert result.exit_code == 1
    assert "/gone.csv: The website has nothing at this address." in result.stderr
    assert f"{good}: 1 sent to be looked at." in result.stdout
    assert "Addresses asked: 2. Needing somebody: 1." in result.stdout


def test_without_an_address_there_is_nothing_to_do(command: Command, instance: Path) -> None:
    assert command("fetch-feeds").exit_code == 0
    named = command("fetch-feeds", "--provider", "Moorside College")
    assert named.exit_code == 1
    assert "No address of Moorside College is allowed." in named.stderr


def test_a_second_run_says_that_the_first_is_at_work(
    command: Command, instance: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "LOCK_SECONDS", 0.1)
    allow(instance, server.publish("/courses.csv", sheet([plumbing()])))
    database = Database(f"sqlite:///{instance / 'pathways.db'}")
    with one_at_a_time(database, snapshot_dir(instance), run.LOCK):
        result = command("fetch-feeds")
    database.close()
    assert result.exit_code == 1
    assert "Another run is fetching feeds. Nothing was done." in result.stderr
    assert server.asked == []


def test_a_database_that_is_not_ready_is_told_in_words(command: Command) -> None:
    result = command("fetch-feeds")
    assert result.exit_code == 1
    assert "Run: pathways init" in result.stderr


def test_this_machine_is_asked_in_development_alone(
    command: Command, instance: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    allow(instance, server.publish("/courses.csv", sheet([plumbing()])))
    monkeypatch.delenv("PATHWAYS_FEEDS_LOCALLY")
    inside = command("fetch-feeds")
    assert inside.exit_code == 1
    assert "must begin with https://" in inside.stderr
    assert server.asked == []
    monkeypatch.setenv("PATHWAYS_FEEDS_LOCALLY", "yes")
    monkeypatch.setenv("PATHWAYS_ENV", "production")
    refused = command("fetch-feeds")
    assert refused.exit_code != 0
    assert "leave it out in production" in refused.output
    assert "Traceback" not in refused.output
