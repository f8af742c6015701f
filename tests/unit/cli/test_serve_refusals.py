"""What keeps the service from starting is said at once, with the way out."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from pathways.catalogue.publish import publish
from pathways.cli import main
from pathways.cli.opening import DatabaseAway
from pathways.cli.serve import check_port_is_free, check_there_is_something_to_serve
from pathways.database import Database, metadata
from pathways.settings import get_settings
from tests.harness.catalogue import make_settings

Serve = Callable[..., Result]
KEY = "a key for tests that nobody else would ever think of"


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Serve:
    """Call `pathways serve` with a proper key and an instance folder in which nothing was made yet."""
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("PATHWAYS_SECRET_KEY", KEY)
    monkeypatch.delenv("PATHWAYS_ENV", raising=False)
    monkeypatch.delenv("PATHWAYS_DATABASE_URL", raising=False)

    def call(*arguments: str) -> Result:
        get_settings.cache_clear()
        return CliRunner().invoke(main, ["serve", *arguments])

    return call


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


def test_a_port_that_is_taken_is_said_with_another_to_try(serve: Serve, taken_port: int) -> None:
    result = serve("--port", str(taken_port))
    assert result.exit_code == 1
    assert f"Port {taken_port} is taken" in result.output
    assert f"--port {taken_port + 1}" in result.output


def test_an_address_that_is_not_this_machines_is_said(serve: Serve) -> None:
    result = serve("--host", "192.0.2.1")
    assert result.exit_code == 1
    assert "--host" in result.output


def test_a_name_that_is_no_host_is_said(serve: Serve) -> None:
    result = serve("--host", "no such host")
    assert result.exit_code == 1
    assert "--host" in result.output


@pytest.mark.parametrize("key", ["", "short", "development-only-key-that-production-refuses"])
def test_production_does_not_start_without_a_key_of_its_own(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("PATHWAYS_SECRET_KEY", key)
    result = serve()
    assert result.exit_code == 1
    assert "PATHWAYS_SECRET_KEY" in result.output
    assert "secrets.token_urlsafe" in result.output


def test_a_database_that_was_never_made_is_said(serve: Serve, unused_port: int) -> None:
    result = serve("--port", str(unused_port))
    assert result.exit_code == 1
    assert "pathways init" in result.output


@pytest.mark.parametrize(
    "arguments", [("--port", "0"), ("--port", "70000"), ("--port", "x"), ("--workers", "0")]
)
def test_numbers_out_of_range_are_wrong_calls(serve: Serve, arguments: tuple[str, str]) -> None:
    assert serve(*arguments).exit_code == 2


def test_a_free_port_is_let_through(unused_port: int) -> None:
    check_port_is_free("127.0.0.1", unused_port)


@pytest.fixture
def unused_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_database_that_is_away_is_waited_for_only_with_a_whole_snapshot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = make_settings(tmp_path / "instance", database_url="postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(DatabaseAway, match="PATHWAYS_DATABASE_URL"):
        check_there_is_something_to_serve(settings)
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    metadata.create_all(other.engine)
    version = publish(other, settings.instance_dir)
    check_there_is_something_to_serve(settings)
    assert f"The site starts without it, from snapshot {version}" in capsys.readouterr().err
    for damaged in (settings.instance_dir / "snapshot").glob("*/arrays.bin"):
        damaged.write_bytes(b"torn")
    with pytest.raises(DatabaseAway):
        check_there_is_something_to_serve(settings)
    other.close()


def test_a_database_of_another_version_is_never_waited_for(tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "instance")
    database = Database(settings.database_url)
    metadata.create_all(database.engine)
    publish(database, settings.instance_dir)
    database.close()
    with pytest.raises(click.ClickException, match="pathways init"):
        check_there_is_something_to_serve(settings)
