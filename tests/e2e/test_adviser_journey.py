"""An adviser and a pupil, from an empty desk to an answer, in a real browser on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from pathways.accounts.cookie import NAME
from tests.accessibility.checks import axe
from tests.harness.browser import DESKTOP, PHONE, watch
from tests.harness.catalogue import copied_catalogue, database_of, make_app, make_settings
from tests.harness.serving import listening
from tests.harness.staff import sign_in

SIZES = [PHONE, DESKTOP]
NAMES = ["phone", "desk"]


@dataclass(frozen=True)
class Service:
    """The service on a port of its own, whose links lead to that port."""

    app: Flask
    address: str


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    copied = copied_catalogue("sqlite", tmp_path_factory.mktemp("desk") / "desk", tmp_path_factory)
    app = make_app(make_settings(copied.instance_dir, site_address="http://pathways.example"))
    with listening(app) as address:
        yield Service(app, address)
    database_of(app).close()


@dataclass
class Windows:
    """The browser of an adviser and that of a pupil, and what they complained of."""

    adviser: Page
    pupil: Page
    complaints: list[str]


def window(context: BrowserContext, service: Service, complaints: list[str]) -> Page:
    """A window that writes down what it complains of."""
    page = context.new_page()
    page.set_default_timeout(30_000)
    watch(page, service.address, complaints)
    return page


def windows(browser: Browser, service: Service, size: ViewportSize, scripts: bool = True) -> Windows:
    """An adviser signed in, and a pupil with no cookie at all."""
    client = service.app.test_client()
    sign_in(client)
    cookie = client.get_cookie(NAME)
    assert cookie is not None
    complaints: list[str] = []
    adviser = browser.new_context(base_url=service.address, viewport=size, java_script_enabled=scripts)
    adviser.add_cookies([{"name": NAME, "value": cookie.value, "url": service.address}])
    pupil = browser.new_context(base_url=service.address, viewport=size, java_script_enabled=scripts)
    return Windows(
        window(adviser, service, complaints),
        window(pupil, service, complaints),
        complaints,
    )


def close(opened: Windows) -> None:
    """Close both, and fail when either complained."""
    opened.adviser.context.close()
    opened.pupil.context.close()
    assert not opened.complaints, "\n".join(opened.complaints)


def fits(page: Page, size: ViewportSize) -> None:
    """Nothing needs scrolling sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def make_list(page: Page, label: str) -> None:
    """From the desk to a list in hand."""
    page.goto("/advisers")
    page.get_by_role("link", name="Make a list").click()
    page.get_by_label("Label").fill(label)
    page.get_by_label("Year group").select_option("11")
    page.get_by_label("What is it for?").fill("After the careers fair")
    page.get_by_label("Home: a town").fill("Consett")
    page.get_by_role("button", name="Make the list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(label)


def link_on(page: Page) -> str:
    """The path of the link that the page of sharing shows."""
    address = page.get_by_label("Copy it from here").input_value()
    return "/s/" + address.rsplit("/s/", 1)[1]


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_an_empty_desk_to_an_answer(
    browser: Browser, service: Service, size: ViewportSize, scripts: bool
) -> None:
    opened = windows(browser, service, size, scripts)
    page, pupil = opened.adviser, opened.pupil
    make_list(page, "11B-01")

    # In the pupil's shoes, from where they live.
    page.get_by_role("link", name="Search from here").click()
    expect(page.locator(".in-hand")).to_contain_text("11B-01")
    button = page.locator("button.save").first
    button.click()
    expect(page.locator(".in-hand")).to_contain_text("(1)")
    page.locator("button.save").first.click()
    expect(page.locator(".in-hand")).to_contain_text("(2)")
    fits(page, size)

    page.locator(".in-hand a").first.click()
    expect(page.get_by_role("heading", name="2 things on it")).to_be_visible()
    second = page.locator(".adv-items .card__title").nth(1).inner_text()
    page.get_by_role("button", name=re.compile("^Up")).click()
    expect(page.locator(".adv-items .card__title").first).to_have_text(second)
    page.get_by_role("link", name=re.compile("^Notes")).first.click()
    page.get_by_label("A note to the pupil").fill("Go and see it on the open day.")
    page.get_by_label("A note for you alone").fill("Private words.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".adv-items")).to_contain_text("Go and see it on the open day.")
    fits(page, size)

    page.get_by_role("link", name="Share").click()
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator(".adv-share__code")).to_be_visible()
    fits(page, size)

    pupil.goto(link_on(page))
    expect(pupil.get_by_role("heading", level=1)).to_have_text("Your list: 11B-01")
    expect(pupil.locator("main")).to_contain_text("Go and see it on the open day.")
    expect(pupil.locator("main")).not_to_contain_text("Private words")
    assert "/s/" not in pupil.url
    fits(pupil, size)
    pupil.get_by_role("button", name="Talk to me about this").first.click()
    pressed = pupil.get_by_role("button", name="Talk to me about this").first
    expect(pressed).to_have_attribute("aria-pressed", "true")
    pupil.get_by_role("button", name="Not for me").nth(1).click()
    expect(pupil.get_by_role("button", name="Not for me").nth(1)).to_have_attribute("aria-pressed", "true")

    page.goto("/advisers")
    expect(page.locator("#talk").locator("xpath=..")).to_contain_text("11B-01")
    page.get_by_role("link", name="11B-01").first.click()
    expect(page.locator(".adv-answer--talk")).to_have_text("Talk to me about this")
    fits(page, size)
    close(opened)


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_a_pupil_copies_the_lot_and_asks_for_removal(
    browser: Browser, service: Service, size: ViewportSize
) -> None:
    opened = windows(browser, service, size)
    page, pupil = opened.adviser, opened.pupil
    make_list(page, "10A-05")
    page.goto("/search?near=consett")
    page.locator("button.save").first.click()
    expect(page.locator(".in-hand")).to_contain_text("(1)")
    page.locator(".in-hand a").first.click()
    page.get_by_role("link", name="Share").click()
    page.get_by_role("button", name="Make the link").click()
    link = link_on(page)

    pupil.goto(link)
    assert not axe_of(pupil)
    pupil.get_by_role("button", name="Copy it all to my plan").click()
    expect(pupil.get_by_role("heading", level=1)).to_have_text("Your plan")
    expect(pupil.locator(".plan-words")).to_be_visible()
    fits(pupil, size)
    pupil.goto(link)
    pupil.get_by_role("button", name="Ask my adviser to delete this list").click()
    expect(pupil.locator("#removal")).to_contain_text("You asked your adviser to delete this list")

    page.goto("/advisers")
    expect(page.locator("#removals")).to_be_visible()
    page.get_by_role("link", name="10A-05").first.click()
    page.get_by_role("link", name="Delete it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete for good?")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".notice")).to_contain_text("Nothing of it is left")
    pupil.goto(link)
    expect(pupil.get_by_role("heading", level=1)).to_have_text("This link does not open anything")
    expect(pupil.locator("main")).not_to_contain_text("10A-05")
    close(opened)


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_an_interview_is_saved_as_it_goes(browser: Browser, service: Service, size: ViewportSize) -> None:
    opened = windows(browser, service, size)
    page = opened.adviser
    make_list(page, "11C-09")
    page.get_by_role("link", name="Interview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Interview: 11C-09")
    fits(page, size)
    page.get_by_label("Year 10 or 11").check()
    expect(page.locator(".fits__saved")).to_have_text("Saved.")
    page.get_by_role("group", name=re.compile("Mending a bike")).get_by_label("Yes").check()
    expect(page.locator("#fits")).to_contain_text(re.compile("mending a bike", re.IGNORECASE))
    page.reload()
    expect(page.get_by_label("Year 10 or 11")).to_be_checked()

    # With the keyboard alone: the next answer of the same question, and own words.
    page.get_by_label("Year 10 or 11").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Year 12 or 13")).to_be_checked()
    expect(page.locator(".fits__saved")).to_have_text("Saved.")
    page.get_by_label("In their own words").fill("electrician")
    page.keyboard.press("Enter")
    expect(page.locator("#ask-ideas .chip")).to_have_count(1)
    expect(page.get_by_label("Year 12 or 13")).to_be_checked()

    title = page.locator(".fits__title").first.inner_text()
    page.get_by_role("button", name=re.compile("^Add")).first.click()
    expect(page.get_by_role("heading", name="1 thing on the list")).to_be_visible()
    expect(page.locator(".fits__there").first).to_have_text("On the list")
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator(".adv-items .card__title").first).to_have_text(title)
    expect(page.locator(".adv-items .why__reasons")).to_be_visible()
    assert not axe_of(page)
    close(opened)


def test_two_windows_on_one_interview_lose_nothing(browser: Browser, service: Service) -> None:
    opened = windows(browser, service, DESKTOP)
    first = opened.adviser
    make_list(first, "11D-01")
    first.get_by_role("link", name="Interview").click()
    second = window(first.context, service, opened.complaints)
    second.goto(first.url)
    first.get_by_label("19 to 24").check()
    expect(first.locator(".fits__saved")).to_have_text("Saved.")
    second.get_by_label("Year 8 or 9").check()
    expect(second.locator("#both-title")).to_have_text("The answers were changed in another window")
    second.get_by_role("button", name="Keep these").click()
    expect(second.locator("#both-title")).to_have_count(0)
    first.reload()
    expect(first.get_by_label("Year 8 or 9")).to_be_checked()
    close(opened)


@pytest.mark.parametrize("size", SIZES, ids=NAMES)
def test_a_class_is_pasted_and_printed_in_one_file(
    browser: Browser, service: Service, size: ViewportSize, tmp_path: Path
) -> None:
    opened = windows(browser, service, size)
    page = opened.adviser
    page.goto("/advisers/lists")
    page.get_by_role("link", name="Paste many labels").click()
    page.get_by_label("Labels").fill("\n".join(f"9X-{number:02}" for number in range(1, 31)))
    page.get_by_label("Year group").select_option("9")
    page.get_by_role("button", name="Make the lists").click()
    expect(page.get_by_role("heading", name="30 lists")).to_be_visible()
    fits(page, size)
    page.get_by_role("link", name="Print every list of Year 9").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("30 lists to print")
    page.get_by_role("button", name="Make the 30 links that are missing").click()
    expect(page.locator(".paper__code")).to_have_count(30)
    fits(page, size)
    answer = page.request.get("/advisers/print.pdf?year=9")
    assert answer.ok and answer.body().startswith(b"%PDF")
    page.emulate_media(media="print")
    expect(page.locator(".in-hand")).to_be_hidden()
    expect(page.locator(".no-paper").first).to_be_hidden()
    expect(page.locator(".paper").first).to_be_visible()
    assert page.pdf(path=str(tmp_path / "class.pdf"), format="A4")
    close(opened)


def axe_of(page: Page) -> list[str]:
    """What axe complains of on a page as it stands."""
    return axe(page)
