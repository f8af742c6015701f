"""Signing in with the service of an organisation: a real one, run in the tests, answers over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from pathways.accounts.joining import invite
from pathways.accounts.models import Membership, Organisation, OutsideIdentity, StaffUser
from pathways.accounts.outside import OutsideService
from pathways.accounts.roles import Role
from tests.harness.catalogue import database_of
from tests.harness.oidc import CLIENT_ID, CLIENT_SECRET, OidcProvider, visit
from tests.harness.pages import CheckingClient, heading_of
from tests.harness.serving import listening
from tests.harness.staff import StaffWorld, secret_of


@pytest.fixture(scope="module")
def running() -> Iterator[OidcProvider]:
    """One service for these tests."""
    provider = OidcProvider()
    with listening(provider.app()) as address:
        provider.issuer = address
        yield provider


@pytest.fixture
def provider(
    running: OidcProvider, client: CheckingClient, world: StaffWorld, monkeypatch: pytest.MonkeyPatch
) -> OidcProvider:
    """The service, right in everything, and named in the settings. It vouches for the first adviser."""
    settings = client.application.extensions["settings"].model_copy(
        update={
            "oidc_issuer": running.issuer,
            "oidc_client_id": CLIENT_ID,
            "oidc_client_secret": SecretStr(CLIENT_SECRET),
            "oidc_name": "Harbour account",
        }
    )
    monkeypatch.setitem(client.application.extensions, "settings", settings)
    monkeypatch.setitem(client.application.extensions, "outside_service", OutsideService(settings))
    with database_of(client.application).open_session() as session:
        email = session.get_one(StaffUser, world.advisers[0]).email
    running.claims = {"email": email, "email_verified": True, "name": "Somebody"}
    running.wrong, running.signs_with_other_key, running.algorithm = {}, False, "RS256"
    running.is_away = False
    return running


def there_and_back(client: CheckingClient, wanted: str = "/staff/sessions") -> Any:
    """Go to the service and come back with what it says."""
    sent = client.get("/staff/sign-in/elsewhere", query_string={"next": wanted})
    assert sent.status_code == 303
    return client.get(visit(sent.headers["Location"]))


def identities(client: CheckingClient) -> list[tuple[int, str]]:
    with database_of(client.application).open_session() as session:
        rows = session.execute(select(OutsideIdentity)).scalars()
        return [(row.user_id, row.subject) for row in rows]


def test_it_is_off_unless_the_settings_name_a_service(client: CheckingClient) -> None:
    assert client.get("/staff/sign-in/elsewhere").status_code == 404
    assert "work account" not in client.get("/staff/sign-in").text


def test_the_sign_in_page_offers_it_by_name(client: CheckingClient, provider: OidcProvider) -> None:
    assert "Sign in with Harbour account" in client.get("/staff/sign-in").text


def test_a_known_person_is_signed_in_and_linked(
    client: CheckingClient, world: StaffWorld, provider: OidcProvider
) -> None:
    back = there_and_back(client)
    assert (back.status_code, back.headers["Location"]) == (303, "/staff/sessions")
    assert client.get("/staff").status_code == 200
    assert identities(client) == [(world.advisers[0], "person-1")]


def test_somebody_linked_is_known_by_their_number_whatever_their_address_is(
    client: CheckingClient, world: StaffWorld, provider: OidcProvider
) -> None:
    there_and_back(client)
    client.delete_cookie("staff")
    provider.claims = {"email": "married@staff.example", "email_verified": False}
    assert there_and_back(client).status_code == 303
    assert identities(client) == [(world.advisers[0], "person-1")]


def test_another_person_with_the_same_address_later_is_not_the_one_who_was_linked(
    client: CheckingClient, world: StaffWorld, provider: OidcProvider
) -> None:
    there_and_back(client)
    client.delete_cookie("staff")
    with database_of(client.application).open_session() as session:
        theirs = session.get_one(StaffUser, world.advisers[1]).email
    provider.claims["email"] = theirs
    there_and_back(client)
    assert theirs not in client.get("/staff/security").text, "the number counts, not the address"


def test_somebody_invited_joins_by_coming(
    client: CheckingClient, world: StaffWorld, provider: OidcProvider
) -> None:
    with database_of(client.application).unit_of_work() as session:
        invite(
            session,
            None,
            email="new@school.example",
            role=Role.ADVISER,
            organisation=session.get_one(Organisation, world.other_school),
            key=secret_of(client),
        )
    provider.claims = {"email": "New@School.example", "email_verified": True, "name": "R. Okafor\x00"}
    assert there_and_back(client).status_code == 303
    assert "R. Okafor" in client.get(f"/staff/organisation/{world.other_school}").text
    with database_of(client.application).open_session() as session:
        user = session.execute(select(StaffUser).where(StaffUser.email == "new@school.example")).scalar_one()
        assert session.execute(select(Membership).where(Membership.user_id == user.id)).scalar_one()


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@staff.example", "email_verified": True},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": None},
        {"email": ["a@b.example"]},
        {"email": "no address"},
    ],
)
def test_strangers_and_unchecked_addresses_stay_outside(
    client: CheckingClient, provider: OidcProvider, claims: dict[str, Any]
) -> None:
    provider.claims = provider.claims | claims
    back = there_and_back(client)
    assert back.status_code == 403
    assert heading_of(back.text) == "We do not know that account"
    assert client.get("/staff").status_code == 303
    assert identities(client) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another site"},
        {"iss": "https://elsewhere.example"},
        {"nonce": "another"},
        {"exp": 1},
        {"sub": None},
        {"nonce": None},
    ],
    ids=str,
)
def test_a_token_that_does_not_hold_is_refused(
    client: CheckingClient, provider: OidcProvider, wrong: dict[str, Any]
) -> None:
    provider.wrong = wrong
    assert there_and_back(client).status_code == 403
    assert client.get("/staff").status_code == 303


def test_a_token_signed_by_somebody_else_is_refused(client: CheckingClient, provider: OidcProvider) -> None:
    provider.signs_with_other_key = True
    assert there_and_back(client).status_code == 403


def test_a_weaker_way_of_signing_is_refused(client: CheckingClient, provider: OidcProvider) -> None:
    provider.algorithm = "RS384"
    assert there_and_back(client).status_code == 403


def test_coming_back_with_another_state_is_refused(client: CheckingClient, provider: OidcProvider) -> None:
    sent = client.get("/staff/sign-in/elsewhere")
    back = visit(sent.headers["Location"])
    assert client.get(back.replace("state=", "state=x")).status_code == 403


def test_coming_back_in_another_browser_is_refused(client: CheckingClient, provider: OidcProvider) -> None:
    sent = client.get("/staff/sign-in/elsewhere")
    back = visit(sent.headers["Location"])
    other = client.application.test_client()
    assert other.get(back).headers["Location"] == "/staff/sign-in"


def test_coming_back_twice_is_refused(client: CheckingClient, provider: OidcProvider) -> None:
    sent = client.get("/staff/sign-in/elsewhere")
    back = visit(sent.headers["Location"])
    assert client.get(back).status_code == 303
    assert client.get(back).headers["Location"] == "/staff/sign-in"


def test_a_refusal_over_there_is_one_here(client: CheckingClient, provider: OidcProvider) -> None:
    client.get("/staff/sign-in/elsewhere")
    assert client.get("/staff/sign-in/elsewhere/back?error=access_denied").status_code == 403


def test_somebody_shut_out_here_stays_out(
    client: CheckingClient, world: StaffWorld, provider: OidcProvider
) -> None:
    there_and_back(client)
    client.delete_cookie("staff")
    with database_of(client.application).unit_of_work() as session:
        session.get_one(StaffUser, world.advisers[0]).active = False
    assert there_and_back(client).status_code == 403


def test_a_service_that_is_away_is_said_to_be(client: CheckingClient, provider: OidcProvider) -> None:
    provider.is_away = True
    assert client.get("/staff/sign-in/elsewhere").status_code == 503
    assert client.get("/staff/sign-in").status_code == 200


def test_a_service_that_calls_itself_otherwise_is_not_asked(
    client: CheckingClient, provider: OidcProvider
) -> None:
    provider.wrong = {"issuer": "https://elsewhere.example"}
    assert client.get("/staff/sign-in/elsewhere").status_code == 503


def test_it_leads_to_no_other_site(client: CheckingClient, provider: OidcProvider) -> None:
    assert there_and_back(client, "https://elsewhere.example/").headers["Location"] == "/staff"


def test_what_is_asked_names_nobody(client: CheckingClient, provider: OidcProvider) -> None:
    sent = client.get("/staff/sign-in/elsewhere").headers["Location"]
    asked = parse_qs(urlsplit(sent).query)
    assert set(asked) == {
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "nonce",
        "code_challenge",
        "code_challenge_method",
    }
