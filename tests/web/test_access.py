"""Every address is in the access table, and answers as the table says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from pathways.catalogue.models import Opportunity, Programme, Provider
from pathways.paths import resource_dir
from tests.harness.catalogue import SeededCatalogue, make_app, make_settings
from tests.harness.pages import RAISE, CheckingClient
from tests.web.access_table import FROM_ANYWHERE, ONLY_IN_DEVELOPMENT, SETS_A_COOKIE, TABLE, Row

ALWAYS = {"HEAD", "OPTIONS"}
EVERY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


@pytest.fixture(scope="module")
def names(seeded_catalogue: SeededCatalogue) -> dict[str, str]:
    """Records and files for the examples."""
    database = seeded_catalogue.open_database()
    with database.open_session() as session:
        programme = (
            session.execute(select(Programme).join(Opportunity).order_by(Programme.id)).scalars().first()
        )
        opportunity = session.scalars(select(Opportunity.id).order_by(Opportunity.id)).first()
        provider = session.execute(select(Provider).order_by(Provider.id)).scalars().first()
    database.close()
    assert programme is not None and provider is not None
    built = json.loads((resource_dir("static") / "build" / "manifest.json").read_text())
    return {
        "programme_id": str(programme.id),
        "programme": f"{programme.id}/{programme.slug}",
        "provider_id": str(provider.id),
        "provider": f"{provider.id}/{provider.slug}",
        "opportunity": str(opportunity),
        "stylesheet": next(name for name in map(str, built.values()) if name.endswith(".css")),
    }


def rules_of(app: Flask) -> set[tuple[str, str]]:
    """Every rule and method of an application, but what tests added to it."""
    return {
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        if not rule.rule.startswith(RAISE)
        for method in (rule.methods or set()) - ALWAYS
    }


def call(client: CheckingClient, row: Row, names: dict[str, str]) -> TestResponse:
    """Make the call of a row."""
    address = row.example.format(**names)
    if row.json is not None:
        return client.open(address, method=row.method, json=row.json)
    form = {name: value.format(**names) for name, value in row.form.items()}
    return client.open(address, method=row.method, data=form or None)


def test_every_route_stands_in_the_table(app: Flask) -> None:
    assert rules_of(app) == {(row.rule, row.method) for row in TABLE}


def test_production_lacks_what_is_for_development_only(tmp_path: Path) -> None:
    production = make_app(make_settings(tmp_path / "instance", env="production", secret_key="k" * 48))
    expected = {(row.rule, row.method) for row in TABLE if row.rule not in ONLY_IN_DEVELOPMENT}
    assert rules_of(production) == expected


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_anybody_gets_what_the_table_says(client: CheckingClient, names: dict[str, str], row: Row) -> None:
    assert call(client, row, names).status_code == row.anybody


@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "GET"], ids=str)
def test_head_answers_as_get_without_a_body(client: CheckingClient, names: dict[str, str], row: Row) -> None:
    response = client.head(row.example.format(**names))
    assert response.status_code == row.anybody
    assert response.get_data() == b""


@pytest.mark.parametrize("rule", sorted({row.rule for row in TABLE}))
def test_other_methods_are_refused_and_the_right_ones_named(
    client: CheckingClient, names: dict[str, str], rule: str
) -> None:
    rows = [row for row in TABLE if row.rule == rule]
    allowed = {row.method for row in rows} | ALWAYS
    if "GET" not in allowed:
        allowed.discard("HEAD")
    for method in EVERY_METHOD:
        if method in allowed:
            continue
        response = client.open(rows[0].example.format(**names), method=method)
        assert response.status_code == 405, f"{method} {rule}"
        assert {name.strip() for name in response.headers["Allow"].split(",")} == allowed


def test_no_public_page_ever_sets_a_cookie(client: CheckingClient, names: dict[str, str]) -> None:
    for row in TABLE:
        response = call(client, row, names)
        if row.method == "POST" and row.rule in SETS_A_COOKIE:
            assert response.headers["Set-Cookie"].startswith("plan="), row.rule
            client.delete_cookie("plan")
        else:
            assert "Set-Cookie" not in response.headers, row.rule


def test_pages_open_to_all_are_cached_for_a_minute_and_no_longer_when_personal(
    client: CheckingClient, names: dict[str, str]
) -> None:
    for row in TABLE:
        if (
            row.method != "GET"
            or row.anybody != 200
            or not row.rule.startswith(("/search", "/programmes", "/areas"))
        ):
            continue
        address = row.example.format(**names)
        assert "max-age=60" in client.get(address).headers["Cache-Control"], row.rule
        client.set_cookie("plan", "abc")
        personal = client.get(address)
        client.delete_cookie("plan")
        assert personal.headers["Cache-Control"] == "private, no-store", row.rule


@pytest.fixture
def foreign_headers() -> dict[str, str]:
    """What a browser sends when another site posts a form here."""
    return {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in TABLE
        if row.method == "POST" and not row.rule.startswith("/api/") and row.rule not in FROM_ANYWHERE
    ],
    ids=str,
)
def test_forms_from_another_site_are_refused(
    client: CheckingClient, names: dict[str, str], row: Row, foreign_headers: dict[str, str]
) -> None:
    response = client.post(row.example.format(**names), data=row.form, headers=foreign_headers)
    assert response.status_code == 403
    older = {"Origin": "https://elsewhere.example"}
    assert client.post(row.example.format(**names), data=row.form, headers=older).status_code == 403
