"""Comparing in a real browser: a table on a wide screen, rows below one another on a phone, all of it on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.harness.browser import DESKTOP, PHONE


def opened(page: Page, count: int = 4, query: str = "") -> list[str]:
    """Compare the first few results for a word; their titles."""
    items = page.request.get(f"/api/v1/opportunities?q=engineering&near=preston&per_page={count}").json()[
        "items"
    ]
    ids = "&".join(f"o={item['id']}" for item in items)
    page.goto(f"/compare?{ids}{query}")
    return [item["title"] for item in items]


def test_wide_screen_has_a_table_with_a_column_for_each(browser_page: Page) -> None:
    browser_page.set_viewport_size(DESKTOP)
    titles = opened(browser_page)
    heads = browser_page.get_by_role("columnheader")
    expect(heads).to_have_count(len(titles))
    tops = {round(head.bounding_box()["y"]) for head in heads.all()}  # type: ignore[index]
    assert len(tops) == 1
    expect(browser_page.get_by_role("rowheader", name="What does it cost or pay?")).to_be_visible()
    expect(browser_page.locator(".compare__of").first).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360])
def test_phone_has_the_sides_of_a_fact_below_one_another(browser_page: Page, width: int) -> None:
    browser_page.set_viewport_size({"width": width, "height": 640})
    titles = opened(browser_page)
    row = browser_page.get_by_role("row").filter(has=browser_page.get_by_role("rowheader", name="Level"))
    cells = row.get_by_role("cell")
    expect(cells).to_have_count(len(titles))
    boxes = [cell.bounding_box() for cell in cells.all()]
    assert [box["y"] for box in boxes if box] == sorted(box["y"] for box in boxes if box)
    assert len({box["x"] for box in boxes if box}) == 1
    for cell, title in zip(cells.all(), titles, strict=True):
        expect(cell).to_contain_text(title)
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


def test_table_keeps_its_meaning_on_a_phone(browser_page: Page) -> None:
    browser_page.set_viewport_size(PHONE)
    titles = opened(browser_page, 2)
    expect(browser_page.get_by_role("table", name="Side by side")).to_be_visible()
    expect(browser_page.get_by_role("columnheader")).to_have_count(len(titles))


def test_differences_place_and_grades_without_scripts(browser: Browser, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server, viewport=PHONE)
    page = context.new_page()
    opened(page, 3)
    page.get_by_role("link", name="Show only what differs").click()
    expect(page).to_have_url(re.compile("only=differences"))
    page.get_by_text("See how far each one is").click()
    page.locator("#near").fill("Preston")
    page.get_by_role("button", name="Show how far").click()
    expect(page).to_have_url(re.compile("near=preston&only=differences"))
    page.get_by_text("Could you get in? Check here").click()
    page.get_by_label("Where are you now?").select_option("19-24")
    page.get_by_role("button", name="Check").click()
    expect(page).to_have_url(re.compile("near=preston.only=differences.*stage=19-24"))
    expect(page.locator(".compare__verdict").first).to_be_visible()
    context.close()


def test_paper_has_the_table_and_no_furniture(browser_page: Page) -> None:
    browser_page.set_viewport_size(DESKTOP)
    opened(browser_page, 2, "&near=preston")
    browser_page.emulate_media(media="print")
    expect(browser_page.get_by_role("rowheader", name="Level")).to_be_visible()
    for gone in (".compare__tools", ".compare__drop", ".site-nav"):
        expect(browser_page.locator(gone).first).to_be_hidden()
