"""What machines read of a page, in a real browser: data that breaks no policy and runs nothing."""

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

NOTE = (
    "window.broken = [];"
    "document.addEventListener('securitypolicyviolation', e => window.broken.push(e.effectiveDirective))"
)
ADD_CODE = "const s = document.createElement('script'); s.text = 'window.ran = true'; document.head.append(s)"


@pytest.mark.parametrize("path", ["/programmes/1", "/providers/1"])
def test_data_in_a_page_is_no_code_to_the_policy_of_the_site(
    browser: Browser, live_server: str, path: str
) -> None:
    context = browser.new_context(base_url=live_server)
    page = context.new_page()
    page.add_init_script(NOTE)
    page.goto(path)
    block = page.locator('script[type="application/ld+json"]')
    assert json.loads(block.text_content() or "")["@context"] == "https://schema.org"
    assert page.evaluate("window.broken") == []
    # The same policy does stop code that stands in a page, and says so.
    page.evaluate(ADD_CODE)
    page.wait_for_function("window.broken.length > 0")
    assert page.evaluate("[window.broken[0], window.ran]") == ["script-src-elem", None]
    context.close()


def test_feed_in_the_head_follows_the_list_that_is_swapped_in(browser_page: Page) -> None:
    browser_page.goto("/search?near=preston&miles=40")
    feed = browser_page.locator("head link#feed-link")
    expect(feed).to_have_attribute("href", "/search.atom?near=preston&miles=40")
    browser_page.locator(".route-tiles a, .tiles a, a[data-part][href*='route=t-level']").filter(
        has_text="T Level"
    ).first.click()
    expect(browser_page).to_have_url(re.compile("route=t-level"))
    expect(feed).to_have_attribute("href", "/search.atom?near=preston&miles=40&route=t-level")
    expect(browser_page.locator("#feed-link")).to_have_count(1)
    link = browser_page.get_by_role("link", name="Follow this search")
    expect(link).to_have_attribute("href", "/search.atom?near=preston&miles=40&route=t-level")


def test_feed_in_the_head_follows_a_question_that_takes_the_place_of_the_list(browser_page: Page) -> None:
    browser_page.goto("/search?q=law&near=preston")
    browser_page.evaluate("window.unchanged = true")
    browser_page.get_by_role("link", name="Change or filter").click()
    browser_page.locator("#near").fill("Richmond")
    browser_page.get_by_role("button", name=re.compile("^Show")).first.click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Which Richmond?")
    assert browser_page.evaluate("window.unchanged") is True, "the page was loaded anew"
    expect(browser_page.locator("head link#feed-link")).to_have_attribute("href", "/search.atom?q=law")
