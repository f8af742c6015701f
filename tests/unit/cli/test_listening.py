"""`pathways serve` starts only where it can listen and has what it needs, and says what is in the way."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import click
import pytest
from click.testing import Result

from pathways.cli.serve import HIGHEST_PORT, check_port_is_free

Command = Callable[..., Result]


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def refusal(host: str, port: int) -> str:
    with pytest.raises(click.ClickException) as refused:
        check_port_is_free(host, port)
    return refused.value.message


def test_a_port_that_is_taken_is_said_with_another_to_try(taken: int) -> None:
    said = refusal("127.0.0.1", taken)
    assert f"Port {taken} is taken" in said
    other = int(said.rsplit("--port ", 1)[1])
    assert 1 <= other <= HIGHEST_PORT
    assert other != taken


def test_beyond_the_highest_port_the_one_below_is_offered() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", HIGHEST_PORT))
        other.listen()
        assert refusal("127.0.0.1", HIGHEST_PORT).endswith(f"--port {HIGHEST_PORT - 1}")


def test_a_port_is_free_again_once_the_other_program_is_gone() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refusal("127.0.0.1", port)
    check_port_is_free("127.0.0.1", port)
    check_port_is_free("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.1", "no-such-host.invalid", "256.1.1.1", "::::"])
def test_an_address_of_another_machine_is_said(host: str) -> None:
    said = refusal(host, 8000)
    assert said.startswith(f"Nothing can listen at {host}")
    assert said.endswith("Check --host.")


def test_serving_where_another_program_listens_ends_at_once(
    on_filled: Command, monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    result = on_filled("serve", "--port", str(taken))
    assert result.exit_code == 1
    assert "is taken by another program" in result.output


@pytest.mark.parametrize("key", ["short", "development-only-key-that-production-refuses"])
def test_serving_with_a_key_that_anybody_knows_is_refused(
    command: Command, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("PATHWAYS_SECRET_KEY", key)
    result = command("serve")
    assert result.exit_code == 1
    assert key not in result.output
