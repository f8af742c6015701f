"""The nightly dump: every opportunity once, in the shape of a search, whole or not at all."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pathways.api.dump_files import dump_file
from pathways.catalogue.changes import record_change
from pathways.cli import main
from tests.factories import make_opportunity
from tests.harness.catalogue import SeededCatalogue
from tests.harness.pages import CheckingClient

DUMP = "/api/v1/opportunities/dump"


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

    monkeypatch.setattr("pathways.api.dump_files.gzip.GzipFile", full_disk)
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


@pytest.fixture
def dumped(
    own_catalogue: SeededCatalogue, own_client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> CheckingClient:
    """A client of a service that has made its dump."""
    assert run_dump(own_catalogue, monkeypatch).exit_code == 0
    return own_client


def test_dump_as_a_table_has_the_same_opportunities(dumped: CheckingClient) -> None:
    response = dumped.get(f"{DUMP}?format=csv")
    assert response.mimetype == "application/gzip"
    assert "opportunities.csv.gz" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(response.data).decode(), newline="")))
    assert [int(row["id"]) for row in rows] == [item["id"] for item in lines_of(dumped.get(DUMP).data)]


@pytest.mark.parametrize(
    "query", ["format=xml", "format=", "format=csv&format=jsonl", "format=CSV", "format=../x"]
)
def test_form_that_there_is_not_is_named(dumped: CheckingClient, query: str) -> None:
    response = dumped.get(f"{DUMP}?{query}")
    assert response.status_code == 422
    assert response.get_json()["errors"][0]["field"] == "format"


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_dump_that_is_known_is_not_sent_again(dumped: CheckingClient, form: str) -> None:
    first = dumped.get(f"{DUMP}?format={form}")
    for condition in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = dumped.get(f"{DUMP}?format={form}", headers=condition)
        assert (again.status_code, again.data) == (304, b"")


def test_dump_that_broke_off_goes_on_from_there(dumped: CheckingClient) -> None:
    whole = dumped.get(DUMP)
    half = len(whole.data) // 2
    rest = dumped.get(DUMP, headers={"Range": f"bytes={half}-", "If-Range": whole.headers["ETag"]})
    assert rest.status_code == 206
    assert rest.headers["Content-Range"] == f"bytes {half}-{len(whole.data) - 1}/{len(whole.data)}"
    assert whole.data[:half] + rest.data == whole.data
    changed = dumped.get(DUMP, headers={"Range": f"bytes={half}-", "If-Range": '"another"'})
    assert (changed.status_code, changed.data) == (200, whole.data)


def test_range_past_the_end_is_refused_in_words(dumped: CheckingClient) -> None:
    response = dumped.get(DUMP, headers={"Range": "bytes=999999999-"})
    assert (response.status_code, response.mimetype) == (416, "application/problem+json")


def test_dump_leads_to_its_licence_and_to_what_it_holds(dumped: CheckingClient) -> None:
    links = dumped.get(DUMP).headers["Link"]
    assert 'rel="license"' in links
    assert f'{DUMP}/about>; rel="describedby"' in links
    about = dumped.get(f"{DUMP}/about").get_json()
    assert about["licence"]["identifier"] == "OGL-UK-3.0"
    assert about["opportunities"] == len(lines_of(dumped.get(DUMP).data))
    assert {file["format"] for file in about["files"]} == {"jsonl", "csv"}
    known = dumped.get(f"{DUMP}/about")
    assert dumped.get(f"{DUMP}/about", headers={"If-None-Match": known.headers["ETag"]}).status_code == 304


def test_copy_is_kept_whole_by_the_dump_and_what_changed_since(
    dumped: CheckingClient, own_catalogue: SeededCatalogue
) -> None:
    about = dumped.get(f"{DUMP}/about").get_json()
    database = own_catalogue.open_database()
    with database.unit_of_work() as session:
        new = make_opportunity(session)
        record_change(session, [new.id or 0])
        number = new.id
    database.close()
    answer = dumped.get(f"/api/v1/opportunities/changes?since={about['next']}").get_json()
    (change,) = answer["changes"]
    assert (change["opportunity_id"], change["state"]) == (number, "published")
    programme = dumped.get(change["url"].partition("localhost")[2] or change["url"]).get_json()
    assert number in {offer["id"] for offer in programme["opportunities"]}


def test_there_is_nothing_about_a_dump_that_was_not_made(own_client: CheckingClient) -> None:
    assert own_client.get(f"{DUMP}/about").status_code == 404
    assert own_client.get(f"{DUMP}?format=csv").status_code == 404
