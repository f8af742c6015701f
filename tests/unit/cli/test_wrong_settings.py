"""A setting that cannot be used is named, with what to do, by every command and before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pydantic import BaseModel

from pathways.cli import main
from pathways.cli.wrong_settings import SettingsInWords

Command = Callable[..., Result]
CALLS = [
    ("init",),
    ("seed",),
    ("index",),
    ("serve",),
    ("search", "plumbing"),
    ("demo", "--opportunities", "5"),
    ("dump",),
]


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_every_command_names_a_wrong_setting(
    command: Command, monkeypatch: pytest.MonkeyPatch, call: tuple[str]
) -> None:
    monkeypatch.setenv("PATHWAYS_BUSY_LIMIT", "0")
    result = command(*call)
    assert result.exit_code == 1
    assert result.output.startswith("Error: These settings cannot be used:")
    assert "PATHWAYS_BUSY_LIMIT: " in result.output
    assert "Traceback" not in result.output


def test_all_wrong_settings_are_named_at_once(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ENV", "staging"), ("BUSY_LIMIT", "many"), ("PAGE_LIMITS", "perhaps")):
        monkeypatch.setenv(f"PATHWAYS_{name}", value)
    output = command("init").output
    assert {line.split(":")[0].strip() for line in output.splitlines()[1:]} == {
        "PATHWAYS_ENV",
        "PATHWAYS_BUSY_LIMIT",
        "PATHWAYS_PAGE_LIMITS",
    }


def test_the_value_of_a_wrong_setting_is_not_repeated(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_BUSY_LIMIT", "hushhush")
    assert "hushhush" not in command("init").output


def test_help_needs_no_settings(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATHWAYS_BUSY_LIMIT", "0")
    for call in CALLS:
        assert command(call[0], "--help").exit_code == 0


def test_nothing_is_made_when_a_setting_is_wrong(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "staging")
    command("init")
    assert not (tmp_path / "instance").exists()


def test_a_fault_that_is_no_setting_is_not_taken_for_one() -> None:
    class Course(BaseModel):
        title: str

    @click.group(cls=SettingsInWords)
    def group() -> None:
        """A group of one command."""

    @group.command()
    def broken() -> None:
        """A command with a fault of its own."""
        Course.model_validate({})

    error = CliRunner().invoke(group, ["broken"]).exception
    assert error is not None
    assert "Course" in str(error)


@pytest.mark.parametrize(
    "address",
    ["nonsense", "mysql://a:hushhush@db.example/p", "no-such-engine://a:hushhush@b/c", "://", "sqlite"],
)
@pytest.mark.parametrize(
    "call", [("init",), ("search", "plumbing"), ("dump",), ("index",)], ids=lambda call: call[0]
)
def test_an_address_that_is_no_database_is_said_in_words(
    command: Command, monkeypatch: pytest.MonkeyPatch, address: str, call: tuple[str]
) -> None:
    monkeypatch.setenv("PATHWAYS_DATABASE_URL", address)
    result = command(*call)
    assert result.exit_code == 1
    assert "PATHWAYS_DATABASE_URL" in result.output
    assert "postgresql://" in result.output
    assert "hushhush" not in result.output


def test_a_database_file_in_a_folder_that_is_missing_is_said(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATHWAYS_DATABASE_URL", f"sqlite:///{tmp_path / 'gone' / 'pathways.db'}")
    result = command("init")
    assert result.exit_code == 1
    assert "cannot be opened" in result.output


def test_a_database_file_that_is_none_is_said(command: Command, tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "pathways.db").write_bytes(b"This is a letter and no database. " * 99)
    for name in ("init", "seed", "index"):
        result = command(name)
        assert result.exit_code == 1, name
        assert "cannot be opened" in result.output, name


def test_every_command_of_the_service_is_there() -> None:
    assert {"init", "seed", "index", "serve", "search", "demo", "dump"} <= set(main.commands)


@pytest.mark.parametrize(
    "call", [("serve", "--port", "0"), ("serve", "--workers", "none"), ("demo",), ("init", "extra")]
)
def test_a_wrong_call_ends_with_two_and_says_what_is_wrong(command: Command, call: tuple[str, ...]) -> None:
    result = command(*call)
    assert result.exit_code == 2
    assert "Usage: " in result.output
    assert "Error: " in result.output


def test_the_version_can_be_asked_for(command: Command) -> None:
    result = command("--version")
    assert result.exit_code == 0
    assert result.output.strip().split()[-1][0].isdigit()
