"""Every form of a signed-in page carries its token, and nothing is taken without it."""

from __future__ import annotations

import re

import pytest

from tests.harness.pages import CheckingClient
from tests.harness.staff import StaffWorld, form_token, sign_in, sign_out
from tests.web.access_table import STAFF, alike

OPEN_TO_ALL = {
    "/staff/sign-in",
    "/staff/forgotten",
    "/staff/sign-in/passkey/question",
    # What is sent there is signed by the owner's device, for a question of this session.
    "/staff/sign-in/passkey",
}
FORMS = [row for row in STAFF if row.method == "POST" and row.rule not in OPEN_TO_ALL]
ON_THE_WAY = ("/staff/sign-in/code", "/staff/reset", "/staff/invitation", "/staff/set-up")
PAGES = [
    "/staff",
    "/staff/security",
    "/staff/sessions",
    "/staff/organisation/{school}",
    "/staff/organisations",
]


@pytest.mark.parametrize("row", [row for row in FORMS if not row.rule.startswith(ON_THE_WAY)], ids=str)
def test_nothing_is_taken_without_a_token(client: CheckingClient, world: StaffWorld, row: object) -> None:
    """Whether or not what it names is there: the token is looked at first."""
    sign_in(client, user=world.host_admin)
    names = dict.fromkeys(("membership", "invitation", "session", "passkey"), "999999") | {
        "school": str(world.school)
    }
    address = row.example.format(**names)  # type: ignore[attr-defined]
    form = row.form  # type: ignore[attr-defined]
    assert client.post(address, data=form).status_code == 403
    assert client.post(address, data=form | {"csrf_token": "made-up"}).status_code == 403
    assert client.post(address, data=form, headers={"X-CSRFToken": "made-up"}).status_code == 403
    sign_out(client)
    sign_in(client, user=world.host_admin)
    theirs = form_token(client)
    sign_out(client)
    sign_in(client, user=world.lead)
    assert client.post(address, data=form | {"csrf_token": theirs}).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_every_form_on_a_signed_in_page_has_one(client: CheckingClient, world: StaffWorld, page: str) -> None:
    sign_in(client, user=world.host_admin)
    html = client.get(page.format(school=world.school)).text
    main = html[html.index("<main") :]
    forms = [
        form for form in re.findall(r"<form.*?</form>", main, flags=re.DOTALL) if 'action="/staff' in form
    ]
    assert forms
    for form in forms:
        assert 'method="post"' in form
        assert 'name="csrf_token"' in form, form


def test_the_token_does_not_give_the_cookie_away(client: CheckingClient, world: StaffWorld) -> None:
    sign_in(client, user=world.lead)
    cookie = client.get_cookie("staff")
    assert cookie is not None
    assert cookie.value not in client.get("/staff").text


def test_pages_open_to_all_carry_none(client: CheckingClient) -> None:
    for page in ("/staff/sign-in", "/staff/forgotten", "/staff/signed-out", "/staff/forgotten/sent"):
        assert "csrf_token" not in client.get(page).text, page


def test_the_table_has_a_column_for_everybody() -> None:
    assert {alike(200).adviser, alike(200).host, alike(200).other_editor} == {200}
