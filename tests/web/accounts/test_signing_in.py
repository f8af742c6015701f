"""Signing in with a password and a code: what works, what does not, and what nobody learns from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from pathways.accounts import passwords
from pathways.accounts.models import StaffSession, StaffUser
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient, heading_of, text_of
from tests.harness.staff import StaffWorld, form_token, session_rows
from tests.harness.staff_ways import (
    PASSWORD,
    app_code,
    give_app,
    give_codes,
    give_password,
    send_code,
    send_password,
)

START = datetime(2027, 1, 5, 9, 0, tzinfo=UTC)
CODE_PAGE = "/staff/sign-in/code"


def test_a_password_and_a_code_sign_somebody_in(client: CheckingClient, address: str) -> None:
    assert send_password(client, address) == CODE_PAGE
    assert heading_of(client.get(CODE_PAGE).text) == "Second step"
    assert send_code(client, app_code()) == "/staff"
    assert heading_of(client.get("/staff").text) == "Your account"


def test_the_address_may_be_typed_in_capitals_and_with_spaces(client: CheckingClient, address: str) -> None:
    assert send_password(client, f"  {address.upper()} ") == CODE_PAGE


def test_a_password_alone_opens_nothing(client: CheckingClient, address: str) -> None:
    send_password(client, address)
    for page in ("/staff", "/staff/security", "/staff/organisation", "/staff/sessions"):
        assert client.get(page).headers["Location"].startswith("/staff/sign-in?next="), page


def test_the_form_is_one_that_password_managers_know(client: CheckingClient) -> None:
    page = client.get("/staff/sign-in").text
    (form,) = (part for part in page.split("</form>") if 'type="password"' in part)
    assert 'type="email" autocomplete="username webauthn"' in form.rpartition("<form")[2]
    assert page.count('autocomplete="current-password"') == 1


def test_the_sign_in_page_sets_no_cookie_and_is_kept_by_no_cache(client: CheckingClient) -> None:
    response = client.get("/staff/sign-in?next=/advisers")
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_known_and_unknown_addresses_get_the_same_answer(client: CheckingClient, address: str) -> None:
    answers = []
    for typed in (address, "nobody@staff.example"):
        response = client.post("/staff/sign-in", data={"email": typed, "password": "a wrong password"})
        assert response.status_code == 422
        assert "Set-Cookie" not in response.headers
        answers.append(response.text.replace(typed, ""))
    assert answers[0] == answers[1]


def test_a_password_is_checked_for_unknown_addresses_too(
    client: CheckingClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the answer takes as long: each time, one argon2id hash is worked out, with the same cost."""
    checked: list[str] = []
    really = passwords.verify_password

    def note(password: str, hashed: str) -> bool:
        checked.append(hashed.rpartition("$")[0].rpartition("$")[0])
        return bool(really(password, hashed))

    monkeypatch.setattr(passwords, "verify_password", note)
    send_password(client, "nobody@staff.example", "a wrong password")
    with database_of(client.application).open_session() as session:
        hashed = session.execute(select(StaffUser.password).where(StaffUser.email == address)).scalar_one()
    assert hashed is not None
    assert checked == [hashed.rpartition("$")[0].rpartition("$")[0]]


def test_somebody_shut_out_gets_the_answer_of_somebody_unknown(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    with database_of(client.application).unit_of_work() as session:
        session.get_one(StaffUser, world.advisers[0]).active = False
    response = client.post("/staff/sign-in", data={"email": address, "password": PASSWORD})
    assert response.status_code == 422
    assert "do not go together" in text_of(response.text)


def test_somebody_without_a_password_cannot_use_an_empty_one(
    client: CheckingClient, world: StaffWorld
) -> None:
    with database_of(client.application).open_session() as session:
        address = session.get_one(StaffUser, world.advisers[1]).email
    for password in ("", " ", "None"):
        assert send_password(client, address, password) == ""


@pytest.mark.parametrize(
    "typed", ["", "no address", "a@b", "\x00@staff.example", "x" * 3000, "é@école.example"]
)
def test_odd_addresses_are_only_wrong(client: CheckingClient, world: StaffWorld, typed: str) -> None:
    response = client.post("/staff/sign-in", data={"email": typed, "password": "x" * 3000})
    assert response.status_code == 422


def test_after_ten_wrong_passwords_an_account_has_to_wait(
    client: CheckingClient, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    for _ in range(10):
        assert send_password(client, address, "a wrong password") == ""
    refused = client.post("/staff/sign-in", data={"email": address, "password": PASSWORD})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "900"
    assert "Wait 15 minutes" in text_of(refused.text)
    clock_at(START + timedelta(minutes=15))
    assert send_password(client, address) == CODE_PAGE


def test_an_unknown_address_has_to_wait_as_a_known_one(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    data = {"email": "nobody@staff.example", "password": "a wrong password"}
    answers = [client.post("/staff/sign-in", data=data).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_trying_many_accounts_from_one_address_ends_too(
    client: CheckingClient, clock_at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathways.accounts.views.sign_in.password_is", lambda *_said: False)
    clock_at(START)
    for number in range(100):
        assert send_password(client, f"guess-{number}@staff.example", "summer") == ""
    data = {"email": "guess-100@staff.example", "password": "summer"}
    assert client.post("/staff/sign-in", data=data).status_code == 429
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.post("/staff/sign-in", data=data, environ_overrides=elsewhere).status_code == 422


def test_after_eight_wrong_codes_the_second_step_has_to_wait(
    client: CheckingClient, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    send_password(client, address)
    for _ in range(8):
        assert send_code(client, "000000") == ""
    data = {"code": app_code(), "csrf_token": form_token(client)}
    assert client.post(CODE_PAGE, data=data).status_code == 429


def test_a_code_works_once(
    client: CheckingClient, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    code = app_code()
    send_password(client, address)
    assert send_code(client, code) == "/staff"
    client.delete_cookie("staff")
    send_password(client, address)
    assert send_code(client, code) == ""
    assert send_code(client, app_code(seconds=-30)) == "", "nor does one from before it"
    clock_at(START + timedelta(seconds=30))
    assert send_code(client, app_code()) == "/staff"


def test_a_phone_may_be_half_a_minute_off_and_no_more(
    client: CheckingClient, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    send_password(client, address)
    assert send_code(client, app_code(seconds=-90)) == ""
    assert send_code(client, app_code(seconds=90)) == ""
    assert send_code(client, app_code(seconds=30)) == "/staff"


def test_a_recovery_code_works_once(client: CheckingClient, world: StaffWorld, address: str) -> None:
    codes = give_codes(client, world.advisers[0])
    send_password(client, address)
    assert send_code(client, codes[3].upper().replace("-", " ")) == "/staff"
    client.delete_cookie("staff")
    send_password(client, address)
    assert send_code(client, codes[3]) == ""
    assert send_code(client, codes[4]) == "/staff"


def test_somebody_elses_recovery_code_is_worth_nothing(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    theirs = give_codes(client, world.advisers[1])
    send_password(client, address)
    assert send_code(client, theirs[0]) == ""


@pytest.mark.parametrize("code", ["", "abc", "12345", "1234567", "\x00\x00", "١٢٣٤٥٦", "9" * 5000])
def test_odd_codes_are_only_wrong(client: CheckingClient, address: str, code: str) -> None:
    send_password(client, address)
    assert send_code(client, code) == ""


def test_the_second_step_cannot_be_sent_from_another_session(client: CheckingClient, address: str) -> None:
    send_password(client, address)
    assert client.post(CODE_PAGE, data={"code": app_code()}).status_code == 403


@pytest.mark.parametrize(
    "wanted", ["/advisers/lists?year=11", "/staff/security", "/search?q=plumbing&near=consett"]
)
def test_signing_in_leads_back_to_where_one_was(client: CheckingClient, address: str, wanted: str) -> None:
    send_password(client, address, next=wanted)
    assert send_code(client, app_code()) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: staff=1",
        "/\t/elsewhere.example",
        "elsewhere.example",
        "/" + "a" * 600,
        "/staff/sign-in?next=/staff/sign-in",
    ],
)
def test_signing_in_leads_to_no_other_site(client: CheckingClient, address: str, wanted: str) -> None:
    send_password(client, address, next=wanted)
    assert send_code(client, app_code()) == "/staff"


def test_a_cookie_planted_before_signing_in_is_worth_nothing_after(
    client: CheckingClient, address: str
) -> None:
    """Session fixation: each step gets a new token, and the one before it is gone."""
    tokens = ["planted-by-somebody"]
    client.set_cookie("staff", tokens[0])
    send_password(client, address)
    tokens.append(cookie_of(client))
    send_code(client, app_code())
    tokens.append(cookie_of(client))
    assert len(set(tokens)) == 3
    for old in tokens[:2]:
        client.set_cookie("staff", old)
        assert client.get("/staff").status_code == 303
    client.set_cookie("staff", tokens[2])
    assert client.get("/staff").status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: CheckingClient, address: str) -> None:
    said = client.post("/staff/sign-in", data={"email": address, "password": PASSWORD}).headers["Set-Cookie"]
    assert "HttpOnly" in said
    assert "SameSite=Lax" in said
    assert "Max-Age" not in said, "it goes when the browser closes"
    assert "Secure" not in said, "or nobody could sign in while developing"
    client.delete_cookie("staff")
    safe = client.post(
        "/staff/sign-in", data={"email": address, "password": PASSWORD}, base_url="https://localhost"
    )
    assert "Secure" in safe.headers["Set-Cookie"]


def test_without_a_second_step_one_has_to_set_it_up(client: CheckingClient, world: StaffWorld) -> None:
    address = give_password(client, world.editor)
    assert send_password(client, address) == "/staff/set-up/app"
    assert client.get("/staff").status_code == 303
    assert heading_of(client.get("/staff/set-up/app").text) == "Set up your authenticator app"


def test_the_way_in_may_take_half_an_hour_and_no_longer(
    client: CheckingClient, address: str, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(START)
    send_password(client, address)
    clock_at(START + timedelta(minutes=29))
    assert client.get(CODE_PAGE).status_code == 200
    clock_at(START + timedelta(minutes=30))
    assert client.get(CODE_PAGE).headers["Location"] == "/staff/sign-in"


def test_those_who_are_signed_in_go_on(client: CheckingClient, address: str) -> None:
    send_password(client, address)
    send_code(client, app_code())
    assert client.get("/staff/sign-in?next=/staff/security").headers["Location"] == "/staff/security"


def test_a_session_says_what_kind_of_browser_it_is_and_nothing_more(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    client.post(
        "/staff/sign-in", data={"email": address, "password": PASSWORD}, headers={"User-Agent": agent}
    )
    with database_of(client.application).open_session() as session:
        (row,) = session_rows(session, world.advisers[0])
    assert row.device == "Firefox on Windows"
    assert not [value for value in row.model_dump().values() if "127.0.0.1" in str(value)]


def test_a_second_step_without_app_asks_for_the_passkey(client: CheckingClient, world: StaffWorld) -> None:
    from tests.harness.staff_passkeys import SoftPasskey

    address = give_password(client, world.editor)
    SoftPasskey.of(client, world.editor)
    assert send_password(client, address) == CODE_PAGE
    page = client.get(CODE_PAGE).text
    assert "Your account has a passkey" in page
    assert send_code(client, app_code()) == ""


def test_no_password_stands_in_a_page_or_the_database(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    response = client.post("/staff/sign-in", data={"email": "x@staff.example", "password": PASSWORD})
    assert PASSWORD not in response.text
    with database_of(client.application).open_session() as session:
        person = session.get_one(StaffUser, world.advisers[0])
        assert person.password is not None and person.password.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert "JBSWY3DPEHPK3PXP" not in (person.tf_totp_secret or "")


def test_every_try_leaves_no_session_behind(client: CheckingClient, address: str) -> None:
    for _ in range(3):
        send_password(client, address, "a wrong password")
    with database_of(client.application).open_session() as session:
        assert session.execute(select(StaffSession)).first() is None


def cookie_of(client: CheckingClient) -> str:
    """The token that this client holds."""
    cookie = client.get_cookie("staff")
    assert cookie is not None
    return cookie.value


def test_two_people_on_one_computer_do_not_meet(
    client: CheckingClient, world: StaffWorld, address: str
) -> None:
    send_password(client, address)
    send_code(client, app_code())
    give_app(client, world.other_advisers[0])
    other = give_password(client, world.other_advisers[0])
    send_password(client, other)
    assert client.get("/staff").status_code == 303, "the first is signed out here as the second begins"
    send_code(client, app_code())
    assert other in client.get("/staff/security").text
