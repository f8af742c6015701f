"""Staff, in the browser: joining, a passkey made and used, and what is left without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from pathways.accounts.joining import invite
from pathways.accounts.models import Organisation
from pathways.accounts.roles import Role
from tests.harness.browser import DESKTOP, PHONE, watch
from tests.harness.catalogue import copied_catalogue, database_of, make_app
from tests.harness.serving import listening
from tests.harness.staff import StaffWorld, make_staff_world
from tests.harness.staff_ways import PASSWORD, app_code, give_app, give_password

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


REFUSE = """() => {
  navigator.credentials.get = () => Promise.reject(new DOMException("no", "NotAllowedError"))
}"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    """The service with staff, at a name that passkeys take (they take no number)."""
    folder: Path = tmp_path_factory.mktemp("staff") / "service"
    made = make_app(copied_catalogue("sqlite", folder, tmp_path_factory).settings)
    with listening(made) as address:
        yield made, address.replace("127.0.0.1", "localhost")
    database_of(made).close()


@pytest.fixture(scope="module")
def world(service: tuple[Flask, str]) -> StaffWorld:
    with database_of(service[0]).unit_of_work() as session:
        return make_staff_world(session)


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser, service: tuple[Flask, str]) -> Iterator[Page]:
    """A window with a device that has passkeys."""
    context = browser.new_context(base_url=service[1], viewport=request.param, reduced_motion="reduce")
    window = context.new_page()
    window.set_default_timeout(30_000)
    complaints: list[str] = []
    watch(window, service[1], complaints)
    control = context.new_cdp_session(window)
    control.send("WebAuthn.enable")
    control.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield window
    context.close()
    assert not complaints, "\n".join(complaints)


def link(service: tuple[Flask, str], organisation: int, email: str) -> str:
    """The path of an invitation."""
    app = service[0]
    with database_of(app).unit_of_work() as session:
        owner = session.get_one(Organisation, organisation)
        key = app.extensions["settings"].secret_key.get_secret_value()
        token = invite(session, None, email=email, role=Role.ADVISER, organisation=owner, key=key)
    return f"/staff/invitation/{token}"


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text().replace("\n", " ")


def test_somebody_joins_with_a_passkey_and_comes_back_by_it(
    page: Page, service: tuple[Flask, str], world: StaffWorld, request: pytest.FixtureRequest
) -> None:
    page.goto(link(service, world.school, f"new-{request.node.callspec.id}@school.example"))
    page.get_by_label("Your name").fill("R. Okafor")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url(f"{service[1]}/staff")
    assert heading(page) == "Your account"
    page.get_by_role("button", name="Sign out").click()
    page.goto("/staff/sign-in?next=/staff/security")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{service[1]}/staff/security")
    assert page.get_by_role("button", name="Remove").count() == 1


def test_a_passkey_is_added_named_and_removed(
    page: Page, service: tuple[Flask, str], world: StaffWorld
) -> None:
    client = service[0].test_client()
    give_app(client, world.lead)
    sign_in_by_hand(page, give_password(client, world.lead))
    page.goto("/staff/security")
    page.get_by_label("A name for it").fill("Work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.locator("strong", has_text="Work laptop").wait_for()
    page.get_by_role("button", name="Remove Work laptop").click()
    page.get_by_text("You have none.").wait_for()
    page.get_by_role("button", name="Sign out").click()


def test_a_device_that_refuses_is_said_to_have_and_the_password_still_works(
    page: Page, service: tuple[Flask, str], world: StaffWorld
) -> None:
    page.goto("/staff/sign-in")
    page.evaluate(REFUSE)
    page.get_by_role("button", name="Sign in with a passkey").click()
    said = page.get_by_role("alert").filter(has_text="The passkey was not used")
    said.wait_for()
    client = service[0].test_client()
    give_app(client, world.editor)
    sign_in_by_hand(page, give_password(client, world.editor))
    assert heading(page) == "Your account"


def test_without_scripts_a_password_and_a_code_are_enough(
    browser: Browser, service: tuple[Flask, str], world: StaffWorld
) -> None:
    client = service[0].test_client()
    give_app(client, world.advisers[0])
    address = give_password(client, world.advisers[0])
    context = browser.new_context(base_url=service[1], java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto("/staff/sign-in")
    assert page.get_by_role("button", name="Sign in with a passkey").count() == 0
    sign_in_by_hand(page, address)
    assert heading(page) == "Your account"
    context.close()


def sign_in_by_hand(page: Page, address: str) -> None:
    """Fill in the two forms as a person does."""
    if "/staff/sign-in" not in page.url:
        page.goto("/staff/sign-in")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    code = page.get_by_label("Code")
    for seconds in (-30, 0, 30):
        code.fill(app_code(seconds=seconds))
        page.get_by_role("button", name="Go on").click()
        if "/sign-in/code" not in page.url:
            return
