"""Showing a plan to somebody: a link that reads, runs out, can be ended, and is exchanged for a clean address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import html5lib
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.plans import shared_page
from pathways.plans.models import PlanShare
from pathways.plans.sharing import MOST_SHARES
from pathways.web.shared_links import SECONDS_KEPT
from tests.harness.pages import CheckingClient, heading_of, text_of
from tests.web.plan_pages import HTML, change, plans_in, save, saved_order, some_opportunities, words_of


@pytest.fixture
def numbers(rows: Session) -> list[int]:
    """Opportunities to save."""
    return some_opportunities(rows, 2)


@pytest.fixture
def planned(client: CheckingClient, numbers: list[int]) -> CheckingClient:
    """A client with a plan of two, one with a note."""
    for number in numbers:
        save(client, number)
    change(client, numbers[0], note="only for me", status="applied")
    return client


@pytest.fixture
def parent(planned: CheckingClient) -> CheckingClient:
    """Somebody else's browser."""
    made = planned.application.test_client()
    assert isinstance(made, CheckingClient)
    return made


def make_link(client: CheckingClient, **fields: str) -> str:
    """Make a link and give back its path."""
    html = client.post("/plan/show", data={"days": "30", **fields}).get_data(as_text=True)
    shown = next(node for node in html5lib.parse(html).iter(f"{HTML}textarea") if node.get("id") == "link")
    assert shown.text is not None
    assert shown.text.startswith("http://127.0.0.1:8000/s/"), "the public address of the site"
    return "/s/" + shown.text.rpartition("/")[2]


def follow(client: CheckingClient, link: str) -> str:
    """Open a link, and give back the clean address."""
    response = client.get(link)
    assert response.status_code == 303
    return response.headers["Location"]


def test_a_link_is_shown_once_and_the_token_stands_nowhere_else(
    planned: CheckingClient, rows: Session
) -> None:
    link = make_link(planned)
    token = link.removeprefix("/s/")
    assert len(token) == 43
    assert token not in planned.get("/plan/show").get_data(as_text=True)
    rows.rollback()
    (share,) = rows.scalars(select(PlanShare)).all()
    assert token not in str(share.model_dump())


def test_it_is_exchanged_for_a_clean_address_at_once(planned: CheckingClient, parent: CheckingClient) -> None:
    link = make_link(planned)
    response = parent.get(link)
    clean = response.headers["Location"]
    assert clean.startswith("/shared/p")
    assert link.removeprefix("/s/") not in clean
    cookie = response.headers["Set-Cookie"]
    for part in ("shared=", f"Path={clean}", "HttpOnly", "SameSite=Lax", f"Max-Age={SECONDS_KEPT}"):
        assert part in cookie, part
    assert response.get_data() == b""


def test_a_parent_sees_what_was_saved_and_can_change_nothing(
    planned: CheckingClient, parent: CheckingClient, numbers: list[int]
) -> None:
    clean = follow(parent, make_link(planned))
    response = parent.get(clean)
    html = response.get_data(as_text=True)
    assert response.status_code == 200
    assert heading_of(html) == "A plan shown to you"
    assert "I have applied" in text_of(html)
    forms = [node for node in html5lib.parse(html).iter(f"{HTML}form") if node.get("id") != "card-action"]
    assert forms == []
    assert saved_order(html) == [] and all(f"at={number}" in html for number in numbers)
    assert words_of(planned) not in text_of(html)
    assert parent.get_cookie("plan") is None


@pytest.mark.parametrize(
    ("fields", "shown"), [({}, False), ({"notes": "yes"}, True), ({"notes": "no"}, False)]
)
def test_notes_are_shown_only_where_that_was_ticked(
    planned: CheckingClient, parent: CheckingClient, fields: dict[str, str], shown: bool
) -> None:
    clean = follow(parent, make_link(planned, **fields))
    assert ("only for me" in parent.get(clean).get_data(as_text=True)) is shown


def test_the_box_for_notes_is_not_ticked_beforehand(planned: CheckingClient) -> None:
    html = planned.get("/plan/show").get_data(as_text=True)
    (box,) = [node for node in html5lib.parse(html).iter(f"{HTML}input") if node.get("name") == "notes"]
    assert box.get("checked") is None
    days = {
        node.get("value"): node.get("checked") is not None
        for node in html5lib.parse(html).iter(f"{HTML}input")
        if node.get("name") == "days"
    }
    assert days == {"7": False, "30": True, "90": False}


@pytest.mark.parametrize("path", ["link", "clean"])
def test_no_cache_and_no_search_engine_keeps_it(
    planned: CheckingClient, parent: CheckingClient, path: str
) -> None:
    link = make_link(planned)
    clean = follow(parent, link)
    response = parent.get(link if path == "link" else clean)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_clean_address_is_worth_nothing_without_the_link(
    planned: CheckingClient, parent: CheckingClient
) -> None:
    clean = follow(parent, make_link(planned))
    stranger = planned.application.test_client()
    assert stranger.get(clean).status_code == 404
    assert parent.get(clean).status_code == 200


def test_two_links_in_one_browser_do_not_meet(
    planned: CheckingClient, parent: CheckingClient, numbers: list[int]
) -> None:
    first = follow(parent, make_link(planned, notes="yes"))
    planned.delete_cookie("plan")
    save(planned, numbers[1])
    second = follow(parent, make_link(planned))
    assert first != second
    assert "only for me" in parent.get(first).get_data(as_text=True)
    assert f"at={numbers[0]}" not in parent.get(second).get_data(as_text=True)


def test_wrong_run_out_and_ended_are_one_page(
    planned: CheckingClient, parent: CheckingClient, rows: Session
) -> None:
    gone: list[tuple[int, str, str]] = []

    def look(path: str) -> None:
        response = parent.get(path)
        assert "Set-Cookie" not in response.headers
        gone.append((response.status_code, response.get_data(as_text=True), response.headers["X-Robots-Tag"]))

    ended, run_out = make_link(planned), make_link(planned, days="7")
    clean_ended, clean_run_out = follow(parent, ended), follow(parent, run_out)
    planned.post(f"/plan/show/{clean_ended.removeprefix('/shared/p')}/end")
    look(ended)
    look(clean_ended)
    later = clock.now() + timedelta(days=8)
    clock.set_clock(lambda: later)
    look(run_out)
    look(clean_run_out)
    for path in (
        "/s/" + "a" * 43,
        "/s/short",
        "/s/" + "a" * 300,
        "/s/%F0%9F%8E%93",
        "/shared/p999",
        "/shared/x1",
    ):
        look(path)
    for path in ("/shared/p0", "/shared/p" + "9" * 30, "/shared/p1x", "/shared/%00", "/shared/P1"):
        if "%00" not in path:
            look(path)
    assert len(set(gone)) == 1
    assert gone[0][0] == 404


def test_ending_a_link_ends_it_for_whoever_has_it_open(
    planned: CheckingClient, parent: CheckingClient
) -> None:
    clean = follow(parent, make_link(planned))
    assert parent.get(clean).status_code == 200
    response = planned.post(f"/plan/show/{clean.removeprefix('/shared/p')}/end", follow_redirects=True)
    assert "That link no longer works" in text_of(response.get_data(as_text=True))
    assert parent.get(clean).status_code == 404


def test_nobody_ends_the_link_of_somebody_else(
    planned: CheckingClient, parent: CheckingClient, numbers: list[int]
) -> None:
    clean = follow(parent, make_link(planned))
    stranger = planned.application.test_client()
    assert isinstance(stranger, CheckingClient)
    save(stranger, numbers[0])
    stranger.post(f"/plan/show/{clean.removeprefix('/shared/p')}/end")
    assert parent.get(clean).status_code == 200


def test_deleting_the_plan_ends_its_links(planned: CheckingClient, parent: CheckingClient) -> None:
    clean = follow(parent, make_link(planned))
    planned.post("/plan/delete")
    assert parent.get(clean).status_code == 404


@pytest.mark.parametrize("days", ["365", "91", "0", "-1", "x", "", str(10**30)])
def test_no_link_is_made_for_a_time_that_is_not_offered(
    planned: CheckingClient, rows: Session, days: str
) -> None:
    planned.post("/plan/show", data={"days": days})
    rows.rollback()
    (share,) = rows.scalars(select(PlanShare)).all()
    assert share.expires_on == clock.today() + timedelta(days=30)


def test_links_that_work_are_listed_with_their_last_day(planned: CheckingClient) -> None:
    make_link(planned, days="7")
    make_link(planned, days="90", notes="yes")
    said = text_of(planned.get("/plan/show").get_data(as_text=True))
    assert "Without your notes." in said and "With your notes." in said
    later = clock.now() + timedelta(days=8)
    clock.set_clock(lambda: later)
    assert "Without your notes." not in text_of(planned.get("/plan/show").get_data(as_text=True))


def test_there_is_an_end_to_the_links_of_one_plan(planned: CheckingClient) -> None:
    for _ in range(MOST_SHARES):
        make_link(planned)
    response = planned.post("/plan/show", data={"days": "30"})
    assert response.status_code == 422
    assert "End one first" in text_of(response.get_data(as_text=True))


def test_looking_does_not_keep_a_plan_alive(
    planned: CheckingClient, parent: CheckingClient, rows: Session
) -> None:
    before = clock.today()
    link = make_link(planned, days="90")
    later = clock.now() + timedelta(days=60)
    clock.set_clock(lambda: later)
    assert parent.get(follow(parent, link)).status_code == 200

    assert plans_in(rows)[0].last_used_on == before


def test_a_link_that_ends_while_its_page_is_made_breaks_nothing(
    planned: CheckingClient, parent: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    clean = follow(parent, make_link(planned))
    really, asked = shared_page.shared_plan, 0

    def for_the_last_time(*args: Any, **named: Any) -> Any:
        nonlocal asked
        asked += 1
        return really(*args, **named) if asked == 1 else None

    monkeypatch.setattr(shared_page, "shared_plan", for_the_last_time)
    assert parent.get(clean).status_code == 200
    assert parent.get(clean).status_code == 404
