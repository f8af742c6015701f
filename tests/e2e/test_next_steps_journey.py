"""From saving to acting in a real browser: compare what is in the plan, read the dates, take them along, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.accessibility.checks import small_targets, violations_on
from tests.harness.browser import DESKTOP, PHONE
from tests.unit.sheets.reading import read_back

SEARCH = "/search?q=plumbing&near=consett&miles=40"


def saved(page: Page, count: int) -> list[str]:
    """Save the first few results with their buttons; their titles."""
    titles = []
    for at in range(count):
        page.goto(SEARCH)
        card = page.locator(".card").nth(at)
        titles.append(card.locator(".card__title").inner_text())
        with page.expect_response(re.compile("/plan/save$")):
            card.get_by_role("button", name=re.compile("^Save")).click()
        page.wait_for_load_state()
    return titles


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def context(request: pytest.FixtureRequest, browser: Browser, live_server: str) -> Iterator[BrowserContext]:
    """A phone, with and without scripts."""
    made = browser.new_context(
        base_url=live_server,
        viewport=PHONE,  # type: ignore[arg-type]
        java_script_enabled=request.param,
        accept_downloads=True,
        reduced_motion="reduce",
    )
    made.set_default_timeout(30_000)
    yield made
    made.close()


def test_student_compares_reads_dates_and_takes_them_along(context: BrowserContext, tmp_path: Path) -> None:
    page = context.new_page()
    titles = saved(page, 3)
    page.goto("/plan")
    boxes = page.get_by_role("checkbox", name=re.compile("^Compare"))
    for box in (boxes.nth(0), boxes.nth(2)):
        box.check()
    page.get_by_role("button", name="Compare them").click()
    expect(page.locator("h1")).to_have_text("Compare side by side")
    heads = page.get_by_role("columnheader")
    expect(heads).to_have_count(2)
    expect(heads.nth(0)).to_contain_text(titles[0])
    expect(heads.nth(1)).to_contain_text(titles[2])
    page.get_by_role("link", name="Back to your plan").click()
    page.get_by_role("link", name="Your next steps, with dates").click()
    expect(page.locator("h1")).to_have_text("Your next steps")
    days = [day.get_attribute("datetime") for day in page.locator(".steps time").all()]
    assert days == sorted(day for day in days if day)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("ics file")).click()
    kept = tmp_path / "next-steps.ics"
    download.value.save_as(kept)
    events = Calendar.from_ical(kept.read_bytes()).walk("VEVENT")
    assert [event["dtstart"].dt.isoformat() for event in events] == days


def test_calendar_address_is_made_shown_once_and_ended(context: BrowserContext, browser: Browser) -> None:
    page = context.new_page()
    saved(page, 1)
    page.goto("/plan/next-steps")
    page.get_by_role("button", name="Make a calendar address").click()
    address = page.get_by_label("The address").input_value()
    path = "/" + address.split("/", 3)[3]
    stranger = context.browser.new_context(base_url=page.url.split("/plan")[0])  # type: ignore[union-attr]
    assert stranger.request.get(path).headers["content-type"] == "text/calendar; charset=utf-8"
    page.goto("/plan/next-steps")
    expect(page.get_by_label("The address")).to_have_count(0)
    page.get_by_role("button", name="End it", exact=True).click()
    expect(page.get_by_text("Your calendar address no longer works.")).to_be_visible()
    assert stranger.request.get(path).status == 404
    stranger.close()


def test_scanned_code_brings_the_words_and_opens_the_plan(browser: Browser, live_server: str) -> None:
    first = browser.new_context(base_url=live_server, viewport=PHONE)  # type: ignore[arg-type]
    page = first.new_page()
    titles = saved(page, 1)
    page.goto("/plan")
    page.get_by_text("Show them as a QR code").click()
    expect(page.get_by_role("img", name="QR code that opens your plan")).to_be_visible()
    words = "-".join(page.locator(".plan-words__list li").all_inner_texts())
    first.close()
    other = browser.new_context(base_url=live_server, viewport=PHONE)  # type: ignore[arg-type]
    asked: list[str] = []
    scanned = other.new_page()
    scanned.on("request", lambda request: asked.append(request.url))
    scanned.goto(f"/plan#{words}")
    scanned.locator("[data-plan-code] [type=submit]").first.click()
    expect(scanned.locator(".card__title").first).to_have_text(titles[0])
    assert not [address for address in asked if words in address]
    other.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_the_plan_are_for_everybody(browser: Browser, live_server: str, width: int) -> None:
    context = browser.new_context(
        base_url=live_server, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    saved(page, 2)
    for visit in ("/plan", "/plan/next-steps", "made"):
        if visit == "made":
            page.get_by_role("button", name="Make a calendar address").click()
            page.get_by_label("The address").wait_for()
        else:
            page.goto(visit)
        for folded in page.locator("main summary").all():
            folded.click()
        assert violations_on(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert small_targets(page) == []
    context.close()


def test_plan_and_steps_print_on_one_side_each(browser: Browser, live_server: str) -> None:
    context = browser.new_context(base_url=live_server, viewport=DESKTOP)  # type: ignore[arg-type]
    page = context.new_page()
    titles = saved(page, 6)
    for address in ("/plan", "/plan/next-steps"):
        page.goto(address)
        made = read_back(page.pdf(format="A4"))
        assert len(made.sides) == 1
        assert all(title in made.text for title in titles)
        assert "Take out" not in made.text
    context.close()
