"""Commands as a person runs them, against an instance folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pathways.cli import main
from pathways.settings import Settings, get_settings
from tests.harness.catalogue import copied_catalogue

Command = Callable[..., Result]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Run a command; the settings are those of `tmp_path` unless the environment says otherwise."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PATHWAYS_{name.upper()}", raising=False)
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path / "instance"))

    def call(*arguments: str) -> Result:
        get_settings.cache_clear()
        return CliRunner().invoke(main, list(arguments))

    return call


@pytest.fixture(scope="package")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with the seeded catalogue (SQLite), published. Read it, do not change it."""
    return copied_catalogue("sqlite", tmp_path_factory.mktemp("commands"), tmp_path_factory).instance_dir


@pytest.fixture
def on_filled(command: Command, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command on the seeded and published catalogue."""
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(filled))
    return command
