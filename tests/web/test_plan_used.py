"""That a plan was used: noted once a day wherever its owner opens it, and the browser remembers it anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pathways import clock
from pathways.plans import of_request
from pathways.plans.models import PlanItem
from pathways.plans.views import next_steps as next_steps_views
from tests.harness.between import somebody_else_writes
from tests.harness.catalogue import database_of
from tests.harness.pages import CheckingClient, text_of
from tests.web.plan_pages import plans_in, save, some_opportunities

LOOKING = (
    "/plan",
    "/plan/next-steps",
    "/plan/next-steps.ics",
    "/plan/sheet.pdf",
    "/plan/show",
    "/plan/delete",
)
CHANGING = (
    "/plan/save",
    "/plan/items/{number}",
    "/plan/calendar",
    "/plan/calendar/end",
    "/plan/show",
    "/plan/show/1/end",
)
LONG = timedelta(days=300)


@pytest.fixture
def number(rows: Session) -> int:
    """An opportunity to save."""
    return some_opportunities(rows, 1)[0]


@pytest.fixture
def planned(client: CheckingClient, number: int) -> CheckingClient:
    """A client with a plan of one."""
    save(client, number)
    return client


def press(client: CheckingClient, path: str, number: int) -> Any:
    form = {"opportunity": str(number), "version": "1", "do": "keep", "status": "keen", "days": "30"}
    if "items" in path:
        form["note"] = "Ask"
    return client.post(path.format(number=number), data=form)


def much_later() -> date:
    """Move the clock by most of a year; the day that it is then."""
    later = clock.now() + LONG
    clock.set_clock(lambda: later)
    return clock.today()


@pytest.mark.parametrize("path", LOOKING)
def test_whoever_looks_at_their_plan_has_it_for_twelve_months_more(
    planned: CheckingClient, rows: Session, path: str
) -> None:
    today = much_later()
    response = planned.get(path)
    assert response.status_code == 200
    assert response.headers["Set-Cookie"].startswith("plan=own.")
    assert plans_in(rows)[0].last_used_on == today
    assert "Set-Cookie" not in planned.get(path).headers, "once a day"


@pytest.mark.parametrize("path", CHANGING)
def test_whoever_changes_their_plan_has_it_for_twelve_months_more(
    planned: CheckingClient, rows: Session, number: int, path: str
) -> None:
    today = much_later()
    response = press(planned, path, number)
    assert response.status_code in (200, 303)
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert cookie.startswith("plan=own.")
    assert plans_in(rows)[0].last_used_on == today
    assert "Set-Cookie" not in press(planned, path, number).headers


def test_page_tells_the_day_that_holds_now_that_it_was_opened(planned: CheckingClient) -> None:
    until = much_later() + timedelta(days=365)
    said = text_of(planned.get("/plan").get_data(as_text=True))
    assert f"Your plan goes on {until.day} {until:%B %Y} if nobody opens it before" in said


def test_a_shared_computer_still_forgets_when_it_closes(planned: CheckingClient) -> None:
    planned.post("/plan/computer", data={"computer": "shared"})
    much_later()
    cookie = planned.get("/plan/next-steps").headers["Set-Cookie"]
    assert cookie.startswith("plan=shared.")
    assert "Max-Age" not in cookie


def test_a_calendar_that_looks_keeps_no_plan_alive(planned: CheckingClient, rows: Session) -> None:
    page = planned.post("/plan/calendar").get_data(as_text=True)
    path = page.partition("/calendar/")[2].partition("<")[0]
    before = clock.today()
    much_later()
    response = planned.application.test_client().get(f"/calendar/{path}")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert plans_in(rows)[0].last_used_on == before


def test_searching_with_a_plan_in_the_pocket_sets_no_cookie(planned: CheckingClient) -> None:
    much_later()
    assert "Set-Cookie" not in planned.get("/search?q=nursing&near=preston").headers


def test_a_deleted_plan_is_forgotten_and_not_remembered_anew(planned: CheckingClient) -> None:
    much_later()
    (cookie,) = planned.post("/plan/delete").headers.getlist("Set-Cookie")
    assert cookie.startswith("plan=;")


def test_a_plan_is_shown_even_when_its_use_cannot_be_noted(
    planned: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> bool:
        raise OperationalError("UPDATE plan", {}, Exception("disk is full"))

    monkeypatch.setattr(of_request, "use_plan", fail)
    much_later()
    response = planned.get("/plan")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    ("path", "name"), [("/plan/calendar", "make_calendar"), ("/plan/calendar/end", "end_calendar")]
)
def test_a_change_waits_for_another_that_came_between_and_does_not_fail(
    planned: CheckingClient, monkeypatch: pytest.MonkeyPatch, path: str, name: str
) -> None:
    """On SQLite, whoever reads first and writes after somebody else wrote is refused at once."""
    database = database_of(planned.application)

    def write() -> None:
        with database.unit_of_work() as session:
            session.execute(update(PlanItem).values(position=PlanItem.position + 1))

    if path.endswith("/end"):
        planned.post("/plan/calendar")
    with somebody_else_writes(monkeypatch, next_steps_views, name, write):
        assert planned.post(path).status_code in (200, 303)
