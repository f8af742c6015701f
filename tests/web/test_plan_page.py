"""The page of a plan: what it holds, its words, how long it is kept, and what this browser remembers."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import html5lib
import pytest
from sqlalchemy.orm import Session

from pathways import clock
from pathways.plans.cookie import DAYS_KEPT
from pathways.web.formats import uk_date
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of
from tests.web.plan_pages import (
    HTML,
    change,
    items_in,
    plans_in,
    save,
    saved_order,
    some_opportunities,
    words_of,
)


@pytest.fixture
def numbers(rows: Session) -> list[int]:
    """Opportunities to save."""
    return some_opportunities(rows, 4)


@pytest.fixture
def planned(client: CheckingClient, numbers: list[int]) -> CheckingClient:
    """A client with three things saved."""
    for number in numbers[:3]:
        save(client, number)
    return client


def page_of(client: CheckingClient) -> str:
    return client.get("/plan").get_data(as_text=True)


def test_without_a_plan_the_page_says_how_to_begin_and_sets_no_cookie(client: CheckingClient) -> None:
    response = client.get("/plan")
    html = response.get_data(as_text=True)
    assert heading_of(html) == "Your plan"
    assert "your plan begins" in text_of(html)
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", ["/plan", "/plan?said=deleted", "/plan/show", "/plan/delete"])
def test_no_cache_and_no_search_engine_keeps_any_of_it(client: CheckingClient, path: str) -> None:
    response = client.get(path)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]


def test_what_was_saved_stands_in_the_order_of_saving(planned: CheckingClient, numbers: list[int]) -> None:
    html = page_of(planned)
    assert saved_order(html) == numbers[:3]
    assert f"at={numbers[0]}" in "".join(links_of(html))


def test_the_page_holds_no_name_and_asks_for_none(planned: CheckingClient) -> None:
    named = {
        node.get("name")
        for node in html5lib.parse(page_of(planned)).iter()
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in ("input", "select", "textarea")
    }
    # And `o`, which picks what to compare; `code` and `shared` are of the hidden way to another plan.
    assert named == {"version", "status", "note", "o", "code", "shared"}


def test_the_words_are_shown_each_time_and_go_by_the_devices_own_mail(planned: CheckingClient) -> None:
    words = words_of(planned)
    assert len(words.split()) == 5
    assert words_of(planned) == words
    letter = next(address for address in links_of(page_of(planned)) if address.startswith("mailto:"))
    assert letter.startswith("mailto:?subject="), "no address of anybody"
    assert words in unquote(letter)
    assert f"/plan#{words.replace(' ', '-')}" in unquote(letter)


def test_the_words_bring_it_back_in_another_browser(planned: CheckingClient, numbers: list[int]) -> None:
    words = words_of(planned)
    planned.delete_cookie("plan")
    response = planned.post("/plan/open", data={"code": words.upper()})
    assert (response.status_code, response.headers["Location"]) == (303, "/plan")
    assert f"Max-Age={DAYS_KEPT * 86400}" in response.headers["Set-Cookie"]
    assert saved_order(page_of(planned)) == numbers[:3]


def test_on_a_shared_computer_the_cookie_ends_with_the_browser(planned: CheckingClient) -> None:
    words = words_of(planned)
    planned.delete_cookie("plan")
    cookie = planned.post("/plan/open", data={"code": words, "shared": "yes"}).headers["Set-Cookie"]
    assert cookie.startswith("plan=shared.")
    assert "Max-Age" not in cookie and "Expires" not in cookie
    assert "forgets your plan when you close it" in text_of(page_of(planned))


def test_saying_later_that_it_is_shared_or_ones_own(planned: CheckingClient) -> None:
    cookie = planned.post("/plan/computer", data={"computer": "shared"}).headers["Set-Cookie"]
    assert cookie.startswith("plan=shared.") and "Max-Age" not in cookie
    cookie = planned.post("/plan/computer", data={"computer": "own"}).headers["Set-Cookie"]
    assert cookie.startswith("plan=own.") and "Max-Age" in cookie
    assert "remembers your plan for 12 months" in text_of(page_of(planned))


def test_a_shared_computer_stays_one_when_the_cookie_is_renewed(planned: CheckingClient) -> None:
    planned.post("/plan/computer", data={"computer": "shared"})
    tomorrow = clock.now() + timedelta(days=1)
    clock.set_clock(lambda: tomorrow)
    cookie = planned.get("/plan").headers["Set-Cookie"]
    assert cookie.startswith("plan=shared.") and "Max-Age" not in cookie


def test_leaving_forgets_here_and_keeps_the_plan(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    words = words_of(planned)
    planned.post("/plan/leave")
    assert planned.get_cookie("plan") is None
    assert "Start one" in text_of(page_of(planned))
    assert len(plans_in(rows)) == 1
    planned.post("/plan/open", data={"code": words})
    assert saved_order(page_of(planned)) == numbers[:3]


def test_deleting_asks_once_and_leaves_nothing(planned: CheckingClient, rows: Session) -> None:
    words = words_of(planned)
    asked = planned.get("/plan/delete").get_data(as_text=True)
    assert "3 things" in text_of(asked)
    assert len(plans_in(rows)) == 1
    response = planned.post("/plan/delete", follow_redirects=True)
    assert "Your plan is deleted" in text_of(response.get_data(as_text=True))
    assert planned.get_cookie("plan") is None
    assert plans_in(rows) == [] and items_in(rows) == []
    assert planned.post("/plan/open", data={"code": words}).status_code == 422


def test_it_says_when_it_goes_and_stays_longer_each_time(planned: CheckingClient, rows: Session) -> None:
    def goes(days: int) -> str:
        with planned.application.test_request_context("/"):
            return uk_date(clock.today() + timedelta(days=days))

    assert f"Your plan goes on {goes(DAYS_KEPT)}" in text_of(page_of(planned))
    later = clock.now() + timedelta(days=100)
    clock.set_clock(lambda: later)
    page_of(planned)
    assert f"Your plan goes on {goes(DAYS_KEPT)}" in text_of(page_of(planned))
    assert plans_in(rows)[0].last_used_on == clock.today()


def test_after_twelve_months_unused_nothing_opens_it(planned: CheckingClient) -> None:
    words = words_of(planned)
    later = clock.now() + timedelta(days=DAYS_KEPT)
    clock.set_clock(lambda: later)
    assert "Start one" in text_of(page_of(planned))
    assert planned.post("/plan/open", data={"code": words}).status_code == 422


@pytest.mark.parametrize(
    ("said", "words"), [("deleted", "Your plan is deleted"), ("left", "has forgotten your plan")]
)
def test_what_was_done_is_said_and_nothing_that_an_address_makes_up(
    client: CheckingClient, said: str, words: str
) -> None:
    assert words in text_of(client.get(f"/plan?said={said}").get_data(as_text=True))
    made_up = client.get("/plan?said=You+won+a+prize").get_data(as_text=True)
    assert "prize" not in made_up


@pytest.mark.parametrize("path", ["/plan/show", "/plan/delete"])
def test_pages_of_a_plan_lead_to_the_start_without_one(client: CheckingClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (303, "/plan")


@pytest.mark.parametrize("path", ["/plan/computer", "/plan/show", "/plan/show/1/end"])
def test_forms_of_a_plan_change_nothing_without_one(client: CheckingClient, rows: Session, path: str) -> None:
    response = client.post(path, data={"computer": "own", "days": "30"})
    assert response.headers["Location"] == "/plan"
    assert "Set-Cookie" not in response.headers
    assert plans_in(rows) == []


def test_nothing_of_one_plan_is_seen_in_another(planned: CheckingClient, numbers: list[int]) -> None:
    change(planned, numbers[0], note="a secret of mine")
    planned.delete_cookie("plan")
    save(planned, numbers[3])
    html = page_of(planned)
    assert saved_order(html) == [numbers[3]]
    assert "a secret of mine" not in html


def test_an_example_is_marked_as_one(planned: CheckingClient) -> None:
    assert "made-up example" in text_of(page_of(planned)).casefold()


def test_status_and_note_are_on_paper_too(planned: CheckingClient, numbers: list[int]) -> None:
    change(planned, numbers[0], status="applied", note="Rang on Monday")
    papers = [
        " ".join("".join(node.itertext()).split())
        for node in html5lib.parse(page_of(planned)).iter(f"{HTML}p")
        if "saved__paper" in (node.get("class") or "")
    ]
    assert papers == ["I have applied. Rang on Monday"]
