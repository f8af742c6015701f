"""A student saves, orders, notes, leaves and comes back: with and without scripts, on a phone and on a desk."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.accessibility.checks import axe
from tests.harness.browser import DESKTOP, PHONE, watch
from tests.harness.catalogue import copied_catalogue, database_of, make_app
from tests.harness.serving import WithoutScripts, listening

WAYS = [
    pytest.param((PHONE, True), id="360 px, scripts"),
    pytest.param((PHONE, False), id="360 px, no scripts"),
    pytest.param((DESKTOP, True), id="1280 px, scripts"),
    pytest.param((DESKTOP, False), id="1280 px, no scripts"),
]
RESULTS = "/search?q=nursing&near=preston"


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[bool, str]]:
    """The service, with its scripts and without them."""
    copied = copied_catalogue("sqlite", tmp_path_factory.mktemp("plans") / "plans", tmp_path_factory)
    app = make_app(copied.settings)
    with listening(app) as whole, listening(WithoutScripts(app)) as plain:
        yield {True: whole, False: plain}
    database_of(app).close()


@pytest.fixture(params=WAYS)
def student(request: pytest.FixtureRequest, browser: Browser, addresses: dict[bool, str]) -> Iterator[Page]:
    """Somebody's own browser."""
    size, scripts = request.param
    address = addresses[scripts]
    context = browser.new_context(base_url=address, viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    complaints: list[str] = []
    watch(page, address, complaints)
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)


def save(page: Page, at: int) -> str:
    """Press the Save of the card at this place, and give back its title."""
    card = page.locator(".results__main .card").nth(at)
    title = card.locator(".card__title").inner_text()
    card.locator("button.save").click()
    expect(card.locator("a.save--done")).to_be_visible()
    return title


def open_item(item: Locator) -> None:
    """Unfold what changes an item."""
    item.locator(".saved__edit summary").click()


def titles(page: Page) -> list[str]:
    return page.locator(".plan-cards > .card > .card__title").all_inner_texts()


def words_of(page: Page) -> str:
    return " ".join(page.locator(".plan-words__list li").all_inner_texts())


def test_the_whole_way(student: Page, browser: Browser) -> None:
    student.goto(RESULTS)
    assert student.context.cookies() == []
    first, second = save(student, 0), save(student, 2)
    expect(student).to_have_url(re.compile(re.escape(RESULTS)))
    expect(student.locator("#saved-count")).to_contain_text("2")
    assert axe(student) == []
    (cookie,) = student.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("plan", True, "Lax")

    student.locator(".results__main .card__title a").nth(3).click()
    student.locator(".programme__head .save").click()
    expect(student.locator(".programme__head .save--done")).to_be_visible()

    student.locator(".site-nav").get_by_role("link", name=re.compile("Your plan")).click()
    expect(student.locator("h1")).to_have_text("Your plan")
    assert titles(student)[:2] == [first, second]
    assert len(titles(student)) == 3
    words = words_of(student)
    assert len(words.split()) == 5
    assert axe(student) == []

    student.locator(".saved").nth(1).get_by_role("button", name=re.compile("^Up")).click()
    expect(student.locator(".plan-cards > .card > .card__title").first).to_have_text(second)
    item = student.locator(".plan-cards > .card").first
    open_item(item)
    item.locator("select").select_option("applied")
    item.locator("textarea").fill("Rang them. Open day on Monday.")
    item.get_by_role("button", name=re.compile("^Keep changes")).click()
    expect(student.locator(".notice")).to_have_text("That is kept.")
    expect(student.locator(".plan-cards > .card").first.locator("select")).to_have_value("applied")

    student.get_by_role("button", name="Forget my plan here now").click()
    expect(student.get_by_text("has forgotten your plan")).to_be_visible()
    assert student.context.cookies() == []
    student.locator("#code").fill(words.upper())
    student.get_by_role("button", name="Open my plan").click()
    expect(student.locator(".plan-cards > .card")).to_have_count(3)
    assert titles(student)[0] == second
    expect(student.locator(".plan-cards textarea").first).to_have_value("Rang them. Open day on Monday.")

    _shown_to_a_parent(student, browser)

    student.goto("/plan")
    student.get_by_role("link", name="Delete your plan").click()
    expect(student.locator("h1")).to_have_text("Delete your plan?")
    assert axe(student) == []
    student.get_by_role("button", name="Delete it").click()
    expect(student.get_by_text("Your plan is deleted")).to_be_visible()
    student.locator("#code").fill(words)
    student.get_by_role("button", name="Open my plan").click()
    expect(student.locator(".govuk-error-summary")).to_contain_text("do not open a plan")


def _shown_to_a_parent(student: Page, browser: Browser) -> None:
    student.get_by_role("link", name="Show your plan to someone").click()
    student.get_by_label("Show my notes too").check()
    student.get_by_role("button", name="Make the link").click()
    link = "/s/" + student.locator("#link").input_value().rpartition("/")[2]
    assert axe(student) == []
    host = student.url.partition("/plan")[0]
    context = browser.new_context(base_url=host, viewport=student.viewport_size)
    parent = context.new_page()
    parent.goto(link)
    expect(parent.locator("h1")).to_have_text("A plan shown to you")
    expect(parent).to_have_url(re.compile(r"/shared/p\d+$"))
    expect(parent.get_by_text("Open day on Monday")).to_be_visible()
    assert axe(parent) == []
    student.get_by_role("button", name=re.compile("^End it")).first.click()
    expect(student.get_by_text("That link no longer works")).to_be_visible()
    parent.reload()
    expect(parent.locator("h1")).to_have_text("This link does not open anything")
    context.close()


def test_with_scripts_the_button_keeps_the_focus_and_the_page_its_place(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    button = browser_page.locator(".results__main button.save").nth(4)
    number = button.get_attribute("value")
    button.focus()
    before = browser_page.evaluate("window.scrollY")
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator(f"#save-{number}")).to_have_class(re.compile("save--done"))
    expect(browser_page.locator(f"#save-{number}")).to_be_focused()
    expect(browser_page.locator("#status")).to_contain_text("Saved to your plan")
    assert abs(browser_page.evaluate("window.scrollY") - before) < 60
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_was_saved_is_there_after_going_back(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    browser_page.locator(".results__main .card__title a").first.click()
    browser_page.locator(".programme__head button.save").click()
    expect(browser_page.locator(".programme__head .save--done")).to_be_visible()
    browser_page.get_by_role("link", name="Back to your results").click()
    expect(browser_page.locator(".results__main .card").first.locator(".save--done")).to_be_visible()


def test_moving_with_the_keyboard_keeps_the_focus_on_the_button(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    for at in (0, 1, 2):
        save(browser_page, at)
    browser_page.goto("/plan")
    up = browser_page.locator(".saved").nth(2).get_by_role("button", name=re.compile("^Up"))
    name = up.get_attribute("id")
    up.focus()
    browser_page.keyboard.press("Enter")
    expect(browser_page.locator("#status")).to_have_text("It moved up.")
    expect(browser_page.locator(f"#{name}")).to_be_focused()


def test_an_edit_that_is_behind_shows_both_and_loses_nothing(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    save(browser_page, 0)
    browser_page.goto("/plan")
    other = browser_page.context.new_page()
    other.goto("/plan")
    for page, note in ((other, "from the other window"), (browser_page, "from this window")):
        open_item(page.locator(".saved"))
        page.locator(".saved textarea").fill(note)
        page.get_by_role("button", name=re.compile("^Keep changes")).click()
        behind = page.get_by_role("heading", name="This changed in another window")
        expect(page.locator(".notice").or_(behind)).to_be_visible()
    expect(browser_page.locator("h1")).to_have_text("This changed in another window")
    expect(browser_page.get_by_text("from the other window")).to_be_visible()
    expect(browser_page.locator("#note")).to_have_value("from this window")
    browser_page.get_by_role("button", name="Keep what you typed").click()
    expect(browser_page.locator(".saved textarea")).to_have_value("from this window")
    expect(browser_page.locator(".saved__paper")).to_have_text("from this window")


def test_words_behind_the_address_are_typed_in_and_sent_to_nobody(browser_page: Page) -> None:
    asked: list[str] = []
    browser_page.on("request", lambda request: asked.append(request.url))
    browser_page.goto("/plan#apple-anchor-zigzag-zone-yoga")
    expect(browser_page.locator("#code")).to_have_value("apple-anchor-zigzag-zone-yoga")
    expect(browser_page).to_have_url(re.compile(r"/plan$"))
    assert not [address for address in asked if "zigzag" in address.partition("#")[0]]


def test_a_save_that_fails_shows_why(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    browser_page.evaluate("document.querySelector('.results__main button.save').value = '999999999'")
    browser_page.locator(".results__main button.save").first.click()
    expect(browser_page.locator("h1")).to_have_text("We could not find that page")


def test_on_paper_the_words_and_notes_stay_and_the_buttons_go(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    save(browser_page, 0)
    browser_page.goto("/plan")
    open_item(browser_page.locator(".saved"))
    browser_page.locator(".saved select").select_option("keen")
    browser_page.get_by_role("button", name=re.compile("^Keep changes")).click()
    expect(browser_page.locator(".notice")).to_be_visible()
    browser_page.emulate_media(media="print")
    expect(browser_page.locator(".plan-words__list")).to_be_visible()
    expect(browser_page.locator(".saved__paper")).to_have_text("Keen.")
    expect(browser_page.locator(".saved__form")).to_be_hidden()
    expect(browser_page.locator(".plan-keeping")).to_be_hidden()


def test_an_item_is_calm_until_somebody_wants_to_change_it(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    for at in (0, 1, 2):
        save(browser_page, at)
    browser_page.goto("/plan")
    item = browser_page.locator(".plan-cards > .card").nth(1)
    shown = item.locator("button:visible, select:visible, textarea:visible")
    assert [one.inner_text().partition(":")[0].strip() for one in shown.all()] == ["Up", "Down"]
    open_item(item)
    expect(item.get_by_role("button", name=re.compile("^(Keep changes|Take out)"))).to_have_count(2)
    item.locator("select").select_option("keen")
    item.locator("textarea").fill("Bus 61 goes there")
    item.get_by_role("button", name=re.compile("^Keep changes")).click()
    expect(item.locator(".saved__paper")).to_have_text("Keen. Bus 61 goes there")
    expect(item.locator(".saved__edit summary")).to_be_focused()
    expect(item.locator("textarea")).to_be_hidden()


def test_an_answer_about_one_item_loses_nothing_typed_of_another(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    for at in (0, 1, 2):
        save(browser_page, at)
    browser_page.goto("/plan")
    first, last = (browser_page.locator(".plan-cards > .card").nth(at) for at in (0, 2))
    open_item(first)
    first.locator("textarea").fill("not kept yet")
    first.locator("select").select_option("maybe")
    other = browser_page.context.new_page()
    other.goto("/plan")
    open_item(other.locator(".plan-cards > .card").first)
    other.locator("textarea").first.fill("kept meanwhile")
    other.get_by_role("button", name=re.compile("^Keep changes")).first.click()
    expect(other.locator(".notice")).to_be_visible()
    last.get_by_role("button", name=re.compile("^Up")).click()
    expect(browser_page.locator("#status")).to_have_text("It moved up.")
    expect(first.locator("textarea")).to_have_value("not kept yet")
    expect(first.locator("select")).to_have_value("maybe")
    expect(first.locator("textarea")).to_be_visible()
    first.get_by_role("button", name=re.compile("^Keep changes")).click()
    expect(browser_page.locator("h1")).to_have_text("This changed in another window")
    expect(browser_page.get_by_text("kept meanwhile")).to_be_visible()


def test_what_was_ticked_to_compare_stays_ticked_while_things_move(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    for at in (0, 1, 2):
        save(browser_page, at)
    browser_page.goto("/plan")
    ticks = browser_page.get_by_role("checkbox", name=re.compile("^Compare"))
    chosen = [ticks.nth(at).get_attribute("value") for at in (1, 2)]
    for at in (1, 2):
        ticks.nth(at).check()
    browser_page.get_by_role("button", name=re.compile("^Up")).last.click()
    expect(browser_page.locator("#status")).to_have_text("It moved up.")
    browser_page.get_by_role("button", name="Compare them").click()
    expect(browser_page).to_have_url(re.compile(rf"o={chosen[1]}&o={chosen[0]}$"))


def test_who_comes_with_the_words_of_another_plan_can_open_that(browser_page: Page, browser: Browser) -> None:
    browser_page.goto(RESULTS)
    title = save(browser_page, 0)
    browser_page.goto("/plan")
    own, way = (
        words_of(browser_page).replace(" ", "-"),
        browser_page.get_by_role("button", name="Open the other"),
    )
    browser_page.goto("/")
    browser_page.goto(f"/plan#{own}")
    expect(browser_page).to_have_url(re.compile(r"/plan$"))
    expect(way).to_be_hidden()
    context = browser.new_context(base_url=browser_page.url.partition("/plan")[0], viewport=PHONE)
    other = context.new_page()
    other.goto(RESULTS)
    save(other, 1)
    other.goto(f"/plan#{own}")
    expect(other).to_have_url(re.compile(r"/plan$"))
    assert axe(other) == []
    assert titles(other) != [title]
    other.get_by_role("button", name="Open the other").click()
    expect(other.locator(".plan-cards > .card > .card__title")).to_have_text([title])
    context.close()


def test_taking_the_last_one_out_leaves_the_focus_on_the_page(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    save(browser_page, 0)
    browser_page.goto("/plan")
    open_item(browser_page.locator(".saved"))
    browser_page.get_by_role("button", name=re.compile("^Take out")).press("Enter")
    expect(browser_page.locator(".plan-cards")).to_have_count(0)
    expect(browser_page.locator("#main")).to_be_focused()


def test_an_address_with_a_broken_end_breaks_no_script(browser_page: Page) -> None:
    browser_page.goto("/plan#%E0%A4%A")
    browser_page.goto(f"{RESULTS}#%")
    save(browser_page, 0)
    expect(browser_page.locator("#status")).to_contain_text("Saved to your plan")


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("address", [RESULTS, "/suggestions?home=PR1&travel=walk&minutes=15&stage=25-plus"])
def test_nothing_of_a_card_lies_beneath_its_save(browser_page: Page, address: str, width: int) -> None:
    browser_page.set_viewport_size({"width": width, "height": 640})
    browser_page.goto(address)
    expect(browser_page.locator(".card .save").first).to_be_visible()
    beneath = browser_page.evaluate(
        """() => [...document.querySelectorAll(".card")].filter((card) => card.checkVisibility()).flatMap((card) => {
          const save = card.querySelector(".save").getBoundingClientRect();
          return [...card.querySelectorAll(".card__route span, .card__title a, .card__demo")].filter((one) =>
            [...one.getClientRects()].some((box) => box.right > save.left && box.left < save.right
              && box.bottom > save.top + 1 && box.top < save.bottom - 1)).map((one) => one.textContent);
        })"""
    )
    assert beneath == []


def test_the_page_keeps_its_place_when_something_is_kept_or_moved(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    for at in (0, 1, 2, 3):
        save(browser_page, at)
    browser_page.goto("/plan")
    item = browser_page.locator(".plan-cards > .card").nth(1)
    open_item(item)
    item.locator("textarea").fill("Ask about the bus")
    item.get_by_role("button", name=re.compile("^Keep changes")).click()
    expect(browser_page.locator("#status")).to_have_text("That is kept.")
    expect(item.locator(".saved__paper")).to_be_in_viewport()
    expect(item.locator(".saved__edit summary")).to_be_in_viewport()
    number = browser_page.locator(".saved").nth(2).get_attribute("id")
    for press, said, at in (("Up", "It moved up.", 1), ("Down", "It moved down.", 2)):
        button = browser_page.locator(f"#{number}").get_by_role("button", name=re.compile(f"^{press}"))
        button.click()
        expect(browser_page.locator("#status")).to_have_text(said)
        expect(browser_page.locator(".saved").nth(at)).to_have_id(str(number))
        expect(button).to_be_in_viewport()


def test_a_link_that_is_made_can_be_read_whole(browser_page: Page) -> None:
    browser_page.goto(RESULTS)
    save(browser_page, 0)
    for path, button in (("/plan/show", "Make the link"), ("/plan/next-steps", "Make a calendar address")):
        browser_page.goto(path)
        browser_page.get_by_role("button", name=button).click()
        link = browser_page.locator("#link")
        expect(link).to_be_visible()
        assert link.evaluate("field => field.scrollHeight <= field.clientHeight + 1"), path
        assert link.evaluate("field => field.scrollWidth <= field.clientWidth"), path
