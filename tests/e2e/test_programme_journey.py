"""Reading a programme in a real browser: on a phone, with the keyboard, without scripts, on paper."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

QUESTIONS = 9


def open_first_result(page: Page, query: str) -> None:
    page.goto(f"/search?{query}")
    page.locator(".card__title a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_student_opens_a_result_reads_nine_answers_and_goes_back(browser_page: Page) -> None:
    open_first_result(browser_page, "q=plumbing&near=consett&miles=40")
    assert re.search(r"/programmes/\d+/", browser_page.url)
    expect(browser_page.locator(".answer__question")).to_have_count(QUESTIONS)
    browser_page.get_by_role("link", name="Back to your results").click()
    expect(browser_page).to_have_url(re.compile(r"/search\?q=plumbing&near=consett&miles=40$"))


def test_distances_follow_the_place_that_is_typed(browser_page: Page) -> None:
    open_first_result(browser_page, "q=plumbing&near=consett")
    browser_page.locator("#near").fill("Preston")
    browser_page.get_by_role("button", name="Show how far").click()
    browser_page.wait_for_url(re.compile("near=preston"))
    expect(browser_page.get_by_text(re.compile(r"About \d+ miles from Preston")).first).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/programmes/1?near=consett", "/providers/1", "/routes/apprenticeship", "/parents"]
)
def test_nothing_scrolls_sideways_on_the_smallest_phone(browser_page: Page, path: str) -> None:
    browser_page.set_viewport_size({"width": 320, "height": 640})
    browser_page.goto(path)
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 320


def test_wide_screen_has_the_nine_questions_at_the_side_and_they_lead_to_the_answers(
    browser_page: Page,
) -> None:
    browser_page.set_viewport_size({"width": 1280, "height": 800})
    browser_page.goto("/programmes/1")
    jumps = browser_page.get_by_role("navigation", name="Nine questions")
    expect(jumps.get_by_role("link")).to_have_count(QUESTIONS)
    jumps.get_by_role("link", name="How and when do you apply?").click()
    expect(browser_page.locator("#apply")).to_be_in_viewport()


def test_on_paper_the_answers_stay_and_the_furniture_goes(browser_page: Page) -> None:
    browser_page.goto("/programmes/1?near=consett")
    browser_page.emulate_media(media="print")
    expect(browser_page.locator(".answer__question").first).to_be_visible()
    expect(browser_page.locator(".place-form")).to_be_hidden()
    expect(browser_page.locator(".site-nav")).to_be_hidden()


def test_report_is_sent_without_scripts(browser: Browser, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server)
    page = context.new_page()
    page.goto("/routes/t-level")
    page.get_by_role("link", name="Something wrong on this page?").click()
    expect(page.get_by_label("Which page?")).to_have_value("/routes/t-level")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("link", name="Choose what it is about")).to_be_visible()
    page.get_by_label("A fact is wrong or out of date").check()
    page.get_by_label("What is wrong?").fill("The placement is longer.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, we have it")
    assert context.cookies() == []
    context.close()


def test_more_places_open_without_scripts(browser: Browser, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server)
    page = context.new_page()
    page.goto("/programmes/1")
    assert page.locator("details.more:not([open])").count() == page.locator("details.more").count()
    for summary in page.locator("details.more > summary").all():
        summary.click()
    assert page.locator("details.more:not([open])").count() == 0
    context.close()
