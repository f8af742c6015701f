"""What machines read of a page, in a real browser: data that breaks no policy and runs nothing."""

import json

import pytest
from playwright.sync_api import Browser

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
