"""Forms of other sites are refused, but by the views that are marked to take them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from pathways.web.origin import taken_from_anywhere
from tests.harness.catalogue import database_of, make_app, make_settings
from tests.harness.pages import CheckingClient

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://other.elsewhere.example"},
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
]


def guarded() -> tuple[str, dict[str, str]]:
    """A view as any other."""
    return "taken", {"Content-Type": "text/plain"}


@taken_from_anywhere
def marked() -> tuple[str, dict[str, str]]:
    """A view that takes forms from anywhere."""
    return guarded()


@pytest.fixture
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CheckingClient]:
    """An application with a view of each kind."""
    app: Flask = make_app(make_settings(tmp_path_factory.mktemp("anywhere")))
    app.add_url_rule("/raise/marked", "marked", marked, methods=["POST"])
    app.add_url_rule("/raise/guarded", "guarded", guarded, methods=["POST"])
    made = app.test_client()
    assert isinstance(made, CheckingClient)
    yield made
    database_of(app).close()


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_only_a_marked_view_takes_a_form_of_another_site(
    client: CheckingClient, headers: dict[str, str]
) -> None:
    assert client.post("/raise/marked", headers=headers).status_code == 200
    assert client.post("/raise/guarded", headers=headers).status_code == 403


def test_our_own_forms_are_taken_by_both(client: CheckingClient) -> None:
    for path in ("/raise/marked", "/raise/guarded"):
        assert client.post(path, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
        assert client.post(path).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_an_address_that_leads_nowhere_is_not_open_either(
    client: CheckingClient, headers: dict[str, str]
) -> None:
    assert client.post("/raise/nothing-is-here", headers=headers).status_code == 403
