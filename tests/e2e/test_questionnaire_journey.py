"""From "I'm not sure yet" to real options near home, in a real browser, with and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.harness.browser import DESKTOP, PHONE

SOME = "stage=year-10-11&home=preston&travel=bus&minutes=45&yes=r1&subject=maths&learning=work"


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def press_next(page: Page) -> None:
    """Press Next and wait for the next question."""
    before = heading(page)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)


def answer_all(page: Page) -> None:
    """Answer a few questions as a student would, skip the rest, and ask what fits."""
    page.goto("/")
    page.get_by_role("link", name="I’m not sure yet").click()
    page.get_by_label("Year 10 or 11").check()
    press_next(page)
    page.get_by_label("Town, or start of a postcode").fill("PR1 2HE")
    press_next(page)
    page.get_by_label("Bus").check()
    page.get_by_label("Up to 45 minutes").check()
    press_next(page)
    page.get_by_role("group", name=re.compile("Mending a bike")).get_by_label("Yes").check()
    press_next(page)
    while heading(page) != "Check your answers":
        before = heading(page)
        page.get_by_role("button", name="Skip").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    expect(page.locator(".answers")).to_contain_text("Mending a bike")
    page.get_by_role("button", name="See what could fit").click()
    page.wait_for_url(re.compile("/suggestions"))


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_student_who_is_not_sure_ends_with_options_near_home(
    browser: Browser, live_server: str, size: ViewportSize, scripts: bool
) -> None:
    context = browser.new_context(base_url=live_server, viewport=size, java_script_enabled=scripts)
    page = context.new_page()
    answer_all(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("What could fit you near Preston (PR1)")
    expect(page.locator(".why__reasons").first).to_be_visible()
    assert "2HE" not in page.url.upper()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert context.cookies() == []
    context.close()


def test_a_question_is_swapped_in_and_reading_begins_at_its_heading(browser_page: Page) -> None:
    browser_page.goto("/questions/stage")
    browser_page.evaluate("window.unchanged = true")
    browser_page.get_by_label("19 to 24").check()
    press_next(browser_page)
    expect(browser_page).to_have_url(re.compile(r"/questions/home\?stage=19-24$"))
    expect(browser_page.get_by_role("heading", level=1)).to_be_focused()
    expect(browser_page).to_have_title(re.compile("^Where do you live?"))
    expect(browser_page.locator("#status")).to_have_text(re.compile("Where do you live"))
    assert browser_page.evaluate("window.unchanged") is True, "the page was loaded anew"


def test_back_in_the_browser_shows_the_question_as_it_was_answered(browser_page: Page) -> None:
    browser_page.goto("/questions/subjects?stage=19-24")
    browser_page.get_by_label("Music").check()
    press_next(browser_page)
    browser_page.get_by_role("link", name="Back").click()
    expect(browser_page.get_by_label("Music")).to_be_checked()


def test_the_browser_goes_back_and_forth_between_questions_and_reading_begins_at_the_top(
    browser_page: Page,
) -> None:
    browser_page.goto("/questions/stage")
    browser_page.get_by_label("19 to 24").check()
    press_next(browser_page)
    browser_page.get_by_label("Town, or start of a postcode").fill("Preston")
    press_next(browser_page)
    expect(browser_page).to_have_url(re.compile("/questions/travel"))
    browser_page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    browser_page.go_back()
    question = browser_page.get_by_role("heading", level=1)
    expect(question).to_have_text("Where do you live?")
    expect(question).to_be_focused()
    expect(browser_page).to_have_title(re.compile("^Where do you live?"))
    browser_page.get_by_label("Town, or start of a postcode").fill("Leeds")
    press_next(browser_page)
    expect(browser_page).to_have_url(re.compile("home=leeds"))
    browser_page.go_back()
    browser_page.go_back()
    expect(question).to_have_text("Where are you now?")
    expect(question).to_be_focused()
    browser_page.go_forward()
    expect(question).to_have_text("Where do you live?")
    expect(question).to_be_focused()
    browser_page.keyboard.press("Tab")
    expect(browser_page.get_by_label("Town, or start of a postcode")).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_place_among_own_words_is_shown_and_another_home_is_a_choice(
    browser: Browser, live_server: str, *, scripts: bool
) -> None:
    context = browser.new_context(base_url=live_server, viewport=PHONE, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/questions/ideas?stage=19-24")
    page.get_by_label("A job, a subject or a hobby").fill("something with animals near Durham")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.get_by_role("link", name="Remove Near Durham")).to_be_visible()
    page.goto("/questions/ideas?stage=19-24&home=preston")
    page.get_by_label("A job, a subject or a hobby").fill("something with animals near Durham")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Preston")).to_be_checked()
    page.get_by_label("Preston").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Durham")).to_be_checked()
    page.get_by_role("button", name="Next").click()
    expect(page).to_have_url(re.compile("/questions/avoid.*home=durham"))
    context.close()


def test_the_rest_of_an_area_opens_by_keyboard(browser_page: Page) -> None:
    browser_page.goto(f"/suggestions?{SOME}")
    more = browser_page.locator(".group__more > summary").first
    hidden = browser_page.locator(".group__more .card__title a").first
    expect(hidden).to_be_hidden()
    more.focus()
    browser_page.keyboard.press("Enter")
    expect(hidden).to_be_visible()


def test_a_place_that_is_not_clear_is_asked_for_on_the_page(browser_page: Page) -> None:
    browser_page.goto("/questions/home")
    browser_page.get_by_label("Town, or start of a postcode").fill("Richmond")
    browser_page.get_by_role("button", name="Next").click()
    expect(
        browser_page.get_by_role("group", name=re.compile("Choose the one you mean|Which Richmond"))
    ).to_be_focused()
    browser_page.get_by_role("link", name="Richmond, North Yorkshire").click()
    expect(browser_page).to_have_url(re.compile(r"/questions/travel\?home=richmond-north-yorkshire"))


def test_the_journey_changes_the_list_in_place(browser_page: Page) -> None:
    browser_page.goto(f"/suggestions?{SOME}")
    browser_page.get_by_label("How?").select_option("car")
    browser_page.get_by_role("button", name="Update").click()
    expect(browser_page).to_have_url(re.compile("travel=car"))
    expect(browser_page.locator(".suggested__summary")).to_contain_text("by car")
    expect(browser_page.locator("#status")).to_have_text(re.compile("option"))


def test_not_this_area_and_its_undo(browser_page: Page) -> None:
    browser_page.goto(f"/suggestions?{SOME}")
    group = browser_page.locator(".group").first
    name = group.locator("h2").inner_text()
    group.get_by_role("link", name=re.compile("Not this area")).click()
    undo = browser_page.locator(".chip", has_text=f"Not {name}")
    expect(undo).to_be_visible()
    expect(browser_page.get_by_role("heading", name=name, exact=True)).to_have_count(0)
    undo.click()
    expect(browser_page.get_by_role("heading", name=name, exact=True)).to_have_count(1)


def test_an_answer_is_changed_from_the_list_and_the_list_comes_back(browser_page: Page) -> None:
    browser_page.goto(f"/suggestions?{SOME}")
    browser_page.locator("#your-answers > summary").click()
    browser_page.get_by_role("link", name=re.compile("Change.*Subjects")).click()
    browser_page.get_by_label("Maths").uncheck()
    browser_page.get_by_label("Art").check()
    browser_page.get_by_role("button", name="Save").click()
    expect(browser_page).to_have_url(re.compile(r"/suggestions\?.*subject=art"))


def test_a_programme_leads_back_to_the_suggestions(browser_page: Page) -> None:
    browser_page.goto(f"/suggestions?{SOME}")
    browser_page.locator(".card__title a").first.click()
    browser_page.get_by_role("link", name="Back to your results").click()
    expect(browser_page).to_have_url(re.compile(rf"/suggestions\?{SOME}$"))


def test_on_paper_the_options_and_reasons_stay(browser_page: Page) -> None:
    browser_page.goto(f"/suggestions?{SOME}")
    browser_page.emulate_media(media="print")
    expect(browser_page.locator(".card__title").first).to_be_visible()
    expect(browser_page.locator(".why__reasons").first).to_be_visible()
    expect(browser_page.locator(".journey")).to_be_hidden()
    expect(browser_page.locator(".group__not").first).to_be_hidden()
    expect(browser_page.locator(".card__title").last).to_be_visible()


def test_on_paper_only_the_reasons_that_were_opened_are_printed_in_full(browser_page: Page) -> None:
    browser_page.goto(f"/suggestions?{SOME}")
    browser_page.locator(".why__more summary").first.click()
    browser_page.emulate_media(media="print")
    expect(browser_page.locator(".why__more").first).to_be_visible()
    expect(browser_page.locator(".why__more:not([open])").first).to_be_hidden()
    expect(browser_page.locator(".why__reasons--first").nth(1)).to_be_visible()
