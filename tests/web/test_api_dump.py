"""The nightly dump: every opportunity once, in the shape of a search, whole or not at all."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pathways.api.dump import dump_file
from pathways.cli import main
from tests.harness.catalogue import SeededCatalogue
from tests.harness.pages import CheckingClient


def run_dump(catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(catalogue.instance_dir))
    monkeypatch.setenv("PATHWAYS_DATABASE_URL", catalogue.settings.database_url)
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    return CliRunner().invoke(main, ["dump"])


def lines_of(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(content).decode().splitlines()]


def test_there_is_no_dump_until_one_is_made(own_client: CheckingClient) -> None:
    response = own_client.get("/api/v1/opportunities/dump")
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"


def test_dump_holds_every_opportunity_once(
    own_catalogue: SeededCatalogue, own_client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run_dump(own_catalogue, monkeypatch)
    assert result.exit_code == 0, result.output
    items = lines_of(own_client.get("/api/v1/opportunities/dump").data)
    ids = [item["id"] for item in items]
    assert len(ids) == len(set(ids))
    assert f"{len(ids):,}" in result.output
    found = own_client.get("/api/v1/opportunities?q=plumbing&near=consett").get_json()["items"][0]
    same = next(item for item in items if item["id"] == found["id"])
    assert set(same) == set(found)
    assert same["title"] == found["title"]
    assert same["distance_miles"] is None


def test_a_dump_that_cannot_be_written_leaves_the_last_one(
    own_catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_dump(own_catalogue, monkeypatch).exit_code == 0
    before = dump_file(own_catalogue.instance_dir).read_bytes()

    def full_disk(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathways.api.dump.gzip.open", full_disk)
    result = run_dump(own_catalogue, monkeypatch)
    assert result.exit_code == 1
    assert "No space left" in result.output
    assert "still stands" in result.output
    assert dump_file(own_catalogue.instance_dir).read_bytes() == before


def test_without_a_snapshot_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path))
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    result = CliRunner().invoke(main, ["dump"])
    assert result.exit_code == 1
    assert "pathways index" in result.output
