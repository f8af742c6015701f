"""A student's way from the first page to a programme and back, in a real browser on a phone."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.harness.browser import DESKTOP


def search_from_home(page: Page, what: str, where: str) -> None:
    page.goto("/")
    page.get_by_label("What?").fill(what)
    page.get_by_label("Where?").fill(where)
    page.get_by_role("button", name="Search").click()


def test_student_finds_plumbing_near_consett_on_a_phone(browser_page: Page) -> None:
    search_from_home(browser_page, "plumbing", "Consett")
    expect(browser_page).to_have_url(re.compile(r"/search\?q=plumbing&near=consett$"))
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("“plumbing” near Consett")
    browser_page.locator(".card a").first.click()
    expect(browser_page).to_have_url(re.compile(r"/programmes/\d+/.*from="))
    browser_page.go_back()
    expect(browser_page).to_have_url(re.compile(r"/search\?q=plumbing&near=consett$"))


def test_a_place_is_chosen_with_the_keyboard_alone(browser_page: Page) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto("/")
    browser_page.get_by_label("What?").fill("law")
    browser_page.keyboard.press("Tab")
    browser_page.keyboard.type("richm", delay=20)
    field = browser_page.get_by_role("combobox", name="Where?")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(browser_page.locator("[data-place-field] [aria-live]")).to_have_text(
        re.compile(r"\d places found")
    )
    browser_page.keyboard.press("ArrowDown")
    chosen = browser_page.locator('[role="option"][aria-selected="true"]')
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    name = chosen.inner_text()
    browser_page.keyboard.press("Enter")
    expect(field).to_have_value(name)
    expect(field).to_have_attribute("aria-expanded", "false")
    browser_page.keyboard.press("Enter")
    expect(browser_page).to_have_url(re.compile(r"near=richmond"))


def test_escape_puts_the_offered_places_away_and_keeps_the_words(browser_page: Page) -> None:
    browser_page.goto("/")
    field = browser_page.get_by_label("Where?")
    field.press_sequentially("prest", delay=20)
    browser_page.get_by_role("option").first.wait_for()
    field.press("Escape")
    expect(browser_page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("prest")


def test_never_more_than_a_sector_is_sent_while_typing(browser_page: Page) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    browser_page.goto("/")
    browser_page.get_by_label("Where?").press_sequentially("PR1 2HE", delay=250)
    browser_page.wait_for_timeout(500)
    places = [url for url in asked if "/api/v1/places" in url]
    assert places
    assert not any("HE" in url.split("q=")[1].upper() for url in places)


def test_filters_fill_a_phone_and_apply_on_one_button_with_the_count(browser_page: Page) -> None:
    browser_page.goto("/search?near=preston&miles=20")
    before = browser_page.locator(".bar__count").inner_text()
    expect(browser_page.locator('a[href="#filters"]:visible')).to_have_count(1)
    browser_page.get_by_role("link", name="Change or filter", exact=True).click()
    panel = browser_page.get_by_role("dialog", name="Your search")
    expect(panel).to_be_visible()
    box = panel.bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (360, 640)
    expect(browser_page.get_by_role("link", name="Close")).to_be_focused()
    choice = panel.get_by_role("checkbox").first
    choice.check()
    button = panel.get_by_role("button", name=re.compile("^Show"))
    count = browser_page.locator(".tick__count").first.inner_text()
    expect(button).to_have_text(f"Show {count}")
    assert browser_page.locator(".bar__count").inner_text() == before
    button.click()
    expect(browser_page.locator(".bar__count")).to_contain_text(f"{count} option")
    expect(browser_page).to_have_url(re.compile(r"route="))
    expect(browser_page.get_by_role("dialog")).to_have_count(0)
    expect(browser_page.locator("#status")).to_have_text(re.compile(f"^{count} option"))


def test_escape_closes_the_filters_and_gives_the_focus_back(browser_page: Page) -> None:
    browser_page.goto("/search?near=preston")
    opener = browser_page.get_by_role("link", name="Change or filter", exact=True)
    opener.click()
    browser_page.keyboard.press("Escape")
    expect(browser_page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_the_map_is_behind_a_tab_and_the_list_stays(browser_page: Page) -> None:
    browser_page.goto("/search?near=preston")
    expect(browser_page.locator(".near-map")).to_be_hidden()
    browser_page.get_by_role("link", name="Map").click()
    expect(browser_page.locator(".near-map")).to_be_visible()
    expect(browser_page.locator(".card").first).to_be_attached()
    browser_page.get_by_role("link", name="List", exact=True).click()
    expect(browser_page.locator(".near-map")).to_be_hidden()


def test_one_tap_on_a_route_keeps_the_place_on_the_page(browser_page: Page) -> None:
    browser_page.goto("/search?near=preston&miles=20")
    tile = browser_page.locator(".tile:not(.tile--all)").first
    count = tile.locator(".tile__count").inner_text()
    tile.click()
    expect(browser_page.locator(".bar__count")).to_contain_text(f"{count} option")
    expect(browser_page.locator(".tile[aria-current]")).to_be_focused()
    browser_page.go_back()
    expect(browser_page).to_have_url(re.compile(r"miles=20$|near=preston$"))
    expect(browser_page.locator(".tile--all")).to_have_attribute("aria-current", "true")


def test_an_unclear_place_is_asked_for_on_the_page(browser_page: Page) -> None:
    search_from_home(browser_page, "engineering", "Richmond")
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Which Richmond?")
    expect(
        browser_page.get_by_role("group", name=re.compile("Choose the one you mean|Which Richmond"))
    ).to_be_focused()
    browser_page.get_by_role("link", name="Richmond, North Yorkshire").click()
    expect(browser_page).to_have_url(re.compile("near=richmond-north-yorkshire"))


def test_on_a_desk_a_ticked_box_changes_the_list_at_once_and_keeps_the_focus(
    browser: Browser, live_server: str
) -> None:
    page = browser.new_page(base_url=live_server, viewport=DESKTOP)  # type: ignore[arg-type]
    page.goto("/search?near=preston&miles=20")
    box = page.locator("#route-apprenticeship")
    box.check()
    expect(page).to_have_url(re.compile("route=apprenticeship"))
    expect(page.locator("#route-apprenticeship")).to_be_focused()
    expect(page.locator(".near-map")).to_be_visible()
    page.close()


def test_on_a_desk_the_button_beneath_the_filters_leads_to_the_top_of_the_new_list(
    browser: Browser, live_server: str
) -> None:
    context = browser.new_context(base_url=live_server, viewport=DESKTOP)
    page = context.new_page()
    page.goto("/search?near=consett")
    page.get_by_label("What?").fill("plumbing")
    show = page.get_by_role("button", name=re.compile("^Show"))
    show.scroll_into_view_if_needed()
    show.click()
    expect(page).to_have_url(re.compile("q=plumbing"))
    expect(page.locator("#main")).to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    context.close()


def test_the_whole_way_works_without_a_script(browser: Browser, live_server: str) -> None:
    context = browser.new_context(
        base_url=live_server, viewport={"width": 360, "height": 640}, java_script_enabled=False
    )
    page = context.new_page()
    search_from_home(page, "health", "Preston")
    expect(page).to_have_url(re.compile(r"/search\?q=health&near=preston$"))
    page.get_by_role("link", name="Change or filter", exact=True).click()
    choice = page.locator("#filters input[type=checkbox]").first
    value = choice.get_attribute("value")
    choice.check()
    page.locator(".panel__foot button").click()
    expect(page).to_have_url(re.compile(f"route={value}$"))
    page.get_by_role("link", name="Map").click()
    expect(page.locator(".near-map")).to_be_visible()
    page.locator(".card a").first.click()
    expect(page).to_have_url(re.compile(r"/programmes/\d+/"))
    context.close()


def test_nothing_shifts_while_the_page_loads(browser: Browser, live_server: str) -> None:
    for size in ({"width": 360, "height": 640}, DESKTOP):
        context = browser.new_context(base_url=live_server, viewport=size)  # type: ignore[arg-type]
        page = context.new_page()
        page.add_init_script(
            "window.shifts = 0; new PerformanceObserver((list) => {"
            " for (const entry of list.getEntries()) window.shifts += entry.value"
            "}).observe({ type: 'layout-shift', buffered: true })"
        )
        for path in ("/", "/search?near=preston"):
            page.goto(path)
            page.wait_for_timeout(300)
            # A page that arrives in pieces may be painted in pieces; nothing that can be seen has moved.
            assert page.evaluate("window.shifts") < 0.001, path
        context.close()
