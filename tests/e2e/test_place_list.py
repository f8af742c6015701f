"""Places offered while somebody types never stand in the way of the button that sends the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, ViewportSize, expect

from tests.harness.browser import DESKTOP, PHONE

LANDSCAPE: ViewportSize = {"width": 640, "height": 360}
PHONE_WITH_KEYBOARD: ViewportSize = {"width": 360, "height": 300}

FORMS = {
    "home": ("/", "Search"),
    "a place that was not clear": ("/search?q=law&near=nowhere-at-all", "Search"),
    "filters": ("/search?q=health&near=preston", "Show"),
    "first question": ("/questions/home", "Next"),
    "career area": ("/areas/health", "Count near here"),
    "route": ("/routes/apprenticeship", "Count near here"),
}
"""Every kind of form with a place field: where it is and what its button says."""


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desk"])
def page(browser: Browser, live_server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page 360 or 1280 pixels wide."""
    context = browser.new_context(base_url=live_server, viewport=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def open_form(page: Page, kind: str) -> tuple[Locator, Locator]:
    """The place field of this form and the button that sends it."""
    address, words = FORMS[kind]
    if kind == "a place that was not clear":
        page.goto("/")
        page.get_by_label("Where?").fill("Richmond")
        page.get_by_role("button", name="Search").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Which Richmond?")
    else:
        page.goto(address)
    if kind == "filters" and page.viewport_size == PHONE:
        page.get_by_role("link", name="Change or filter").click()
    field = page.locator("#near")
    return field, field.locator("xpath=ancestor::form").get_by_role("button", name=re.compile(f"^{words}"))


def type_until_offered(page: Page, field: Locator, text: str) -> Locator:
    """Type as somebody does and wait for the list of places."""
    field.fill("")
    field.press_sequentially(text, delay=20)
    expect(field).to_have_attribute("aria-expanded", "true")
    offered = page.get_by_role("listbox")
    expect(offered).to_be_visible()
    return offered


def box_of(part: Locator) -> dict[str, Any]:
    box = part.bounding_box()
    assert box is not None
    return dict(box)


def apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(
        one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
        or one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
    )


@pytest.mark.parametrize("kind", FORMS)
def test_the_button_works_at_the_first_press_while_places_are_offered(page: Page, kind: str) -> None:
    field, button = open_form(page, kind)
    field.scroll_into_view_if_needed()
    far_off = box_of(button)["y"] - box_of(field)["y"]
    offered = type_until_offered(page, field, "Consett")
    assert box_of(button)["y"] - box_of(field)["y"] == far_off, "the button moved under the finger"
    button.scroll_into_view_if_needed()
    seen = box_of(button)
    assert apart(box_of(offered), seen), "the list lies over the button"
    # As a finger does: where the button was seen, whatever lies there now.
    page.mouse.click(seen["x"] + seen["width"] / 2, seen["y"] + seen["height"] / 2)
    expect(page).to_have_url(re.compile(r"(near|home)=consett\b"))
    expect(page.get_by_role("listbox")).to_have_count(0)


@pytest.mark.parametrize("kind", FORMS)
def test_a_long_list_leaves_the_button_and_the_question_in_sight(page: Page, kind: str) -> None:
    field, button = open_form(page, kind)
    offered = type_until_offered(page, field, "new")
    assert offered.get_by_role("option").count() == 8
    listed, window = box_of(offered), page.viewport_size
    assert window is not None
    assert apart(listed, box_of(button))
    assert apart(listed, box_of(page.locator("label[for=near]")))
    assert apart(listed, box_of(field))
    assert listed["y"] >= 0
    assert listed["y"] + listed["height"] <= window["height"]
    field.press("ArrowUp")
    last = page.locator('[role="option"][aria-selected="true"]')
    expect(last).to_be_in_viewport(ratio=1)
    name = last.inner_text()
    last.click()
    expect(field).to_have_value(name)


@pytest.mark.parametrize("size", [LANDSCAPE, PHONE_WITH_KEYBOARD], ids=["landscape", "keyboard open"])
def test_where_hardly_any_room_is_left_the_button_still_works(
    browser: Browser, live_server: str, size: ViewportSize
) -> None:
    page = browser.new_page(base_url=live_server, viewport=size)
    page.goto("/")
    field = page.get_by_label("Where?")
    with page.expect_response(re.compile("/api/v1/places")):
        field.press_sequentially("new")
    button = page.get_by_role("button", name="Search")
    for offered in page.get_by_role("listbox").all():
        assert apart(box_of(offered), box_of(button))
    field.fill("Newquay")
    button.click()
    expect(page).to_have_url(re.compile("near=newquay"))
    page.close()


def test_a_window_made_smaller_moves_the_list_with_the_field(browser_page: Page) -> None:
    browser_page.goto("/")
    offered = type_until_offered(browser_page, browser_page.get_by_label("Where?"), "new")
    browser_page.set_viewport_size({"width": 360, "height": 420})
    button = browser_page.get_by_role("button", name="Search")
    expect(offered).to_be_visible()
    assert apart(box_of(offered), box_of(button))
    assert box_of(offered)["y"] >= 0


def test_a_press_beside_the_list_puts_it_away_and_keeps_the_words(page: Page) -> None:
    page.goto("/")
    field = page.get_by_label("Where?")
    type_until_offered(page, field, "prest")
    page.mouse.click(5, 635)
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("prest")


def test_an_answer_that_comes_after_the_field_was_left_opens_nothing(browser_page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    browser_page.route("**/api/v1/places?*", hold)
    browser_page.goto("/")
    field = browser_page.get_by_label("Where?")
    with browser_page.expect_request("**/api/v1/places?*"):
        field.press_sequentially("prest")
    browser_page.get_by_label("What?").click()
    for asked in held:
        asked.fulfill(json={"places": [{"id": "preston", "name": "Preston"}]})
    browser_page.wait_for_timeout(300)
    expect(browser_page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")


def test_the_enter_key_sends_what_was_typed_while_places_are_offered(page: Page) -> None:
    page.goto("/")
    field = page.get_by_label("Where?")
    type_until_offered(page, field, "consett")
    field.press("Enter")
    expect(page).to_have_url(re.compile("near=consett$"))
