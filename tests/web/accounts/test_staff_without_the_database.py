"""While the database is away, pages of staff say so, keep what was typed, and public pages go on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.harness.catalogue import SeededCatalogue, database_of, make_app
from tests.harness.pages import CheckingClient, text_of

POSTS = [
    "/staff/forgotten",
    "/staff/sign-in/passkey/question",
    "/staff/sign-in/passkey",
    "/staff/sign-in/code",
    "/staff/invitation",
    "/staff/reset",
    "/staff/set-up",
    "/staff/sign-out",
    "/staff/name",
    "/staff/password",
    "/staff/organisations",
]
GETS = [
    "/staff",
    "/staff/security",
    "/staff/sessions",
    "/staff/organisation",
    "/staff/sign-in/code",
    "/staff/reset/guessed",
    "/staff/invitation/guessed",
    "/staff/set-up",
]


@pytest.fixture
def away(own_catalogue: SeededCatalogue) -> Iterator[CheckingClient]:
    """A client of a service whose tables of staff have gone, with a cookie from before."""
    made = make_app(own_catalogue.settings)
    database = database_of(made)
    with database.engine.begin() as connection:
        for table in ("staff_session", "attempt_count"):
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {table}_away")
    client = made.test_client()
    assert isinstance(client, CheckingClient)
    client.set_cookie("staff", "from-before")
    yield client
    database.close()


@pytest.mark.parametrize("page", GETS)
def test_a_page_says_to_come_back(away: CheckingClient, page: str) -> None:
    response = away.get(page)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"


@pytest.mark.parametrize("page", POSTS)
def test_a_form_says_to_come_back(away: CheckingClient, page: str) -> None:
    response = away.post(page, data={"email": "r.okafor@fellside.example", "name": "R. Okafor"})
    assert response.status_code == 503


def test_the_sign_in_form_keeps_the_address_and_not_the_password(away: CheckingClient) -> None:
    data = {"email": "r.okafor@fellside.example", "password": "seven otters under a violin"}
    response = away.post("/staff/sign-in", data=data)
    assert response.status_code == 503
    assert 'value="r.okafor@fellside.example"' in response.text
    assert "otters" not in response.text
    assert "try again in a minute" in text_of(response.text)


@pytest.mark.parametrize(
    "page", ["/", "/search?q=plumbing&near=consett", "/areas/health", "/staff/sign-in", "/staff/forgotten"]
)
def test_what_needs_no_database_goes_on(away: CheckingClient, page: str) -> None:
    assert away.get(page).status_code == 200
