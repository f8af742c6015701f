"""Whatever is sent to the pages of advisers and pupils, nothing breaks and nothing is guessed."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tests.harness.catalogue import database_of
from tests.harness.desk import Adviser, held, items_held, opportunities
from tests.harness.pages import CheckingClient

PAGES = (
    "/advisers",
    "/advisers/lists",
    "/advisers/lists/new",
    "/advisers/lists/paste",
    "/advisers/lists/delete",
    "/advisers/add-many",
    "/advisers/print",
    "/advisers/print.pdf",
    "/advisers/evidence",
    "/advisers/evidence.csv",
    "/advisers/local-offer",
    "/advisers/people",
)
ODD = (
    "?list=%00",
    "?list=-1&list=0&list=99999999999999999999",
    "?list[]=1&list=1.5",
    "?q=%F0%9F%99%82&year=11&kind=pupil",
    "?near=%00&miles=-5",
    "?near=" + "x" * 3000,
    "?page=1e9",
    "?kind=%3Cscript%3E",
    "?from=abc",
    "?from=99999999999999999999",
    "?of=%27",
    "?said=%3Cb%3E",
    "?year=11%00",
    "?%00=%00",
)
FORMS = (
    ("/advisers/lists", {"do": "\x00", "list": "1"}),
    ("/advisers/lists", {"do": "delete", "list": "9" * 50}),
    ("/advisers/lists/new", {"label": "\x00", "kind": "\x00", "near": "\x00"}),
    ("/advisers/lists/new", {"label": "🙂" * 100}),
    ("/advisers/lists/paste", {"labels": "\x00\n" * 500}),
    ("/advisers/lists/paste", {"labels": "x\n" * 900, "from": "9" * 50}),
    ("/advisers/lists/delete", {"list": "x"}),
    ("/advisers/add", {"opportunity": "9" * 50}),
    ("/advisers/add", {"opportunity": "-1"}),
    ("/advisers/local-offer", {"near": "\x00", "miles": "many"}),
    ("/advisers/people", {"to": "9" * 50, "list": "1"}),
    ("/advisers/people", {"to": "", "of": "\x00"}),
    ("/advisers/digest", {"wanted": "\x00"}),
    ("/advisers/print", {"list": "\x00"}),
)
OF_A_LIST = (
    ("/details", {"label": "\x00", "version": "9" * 50}),
    ("/details", {"label": "ok", "version": "-1"}),
    ("/hand", {"do": "\x00"}),
    ("/state", {"do": "\x00"}),
    ("/share", {"days": "9" * 50}),
    ("/share", {"days": "30.5"}),
    ("/copy", {"year": "\x00"}),
    ("/interview", {"before": "\x00", "stage": "\x00"}),
    ("/interview", {"do": "add", "opportunity": "\x00"}),
    ("/interview", {"do": "ideas", "ideas": "\x00" * 100}),
    ("/interview", {"do": "ideas", "ideas": "x" * 5000}),
    ("/interview", {"do": "drop", "idea": "<script>"}),
    ("/interview", {"do": "force", "points": "1e9"}),
)


@pytest.mark.parametrize("page", PAGES)
def test_odd_addresses_are_answered(adviser: Adviser, page: str) -> None:
    adviser.makes_list()
    for query in ODD:
        status = adviser.get(page + query).status_code
        assert status in (200, 303, 404, 403), f"{page}{query}: {status}"


@pytest.mark.parametrize(("address", "form"), FORMS)
def test_odd_forms_are_answered(adviser: Adviser, address: str, form: dict[str, str]) -> None:
    status = adviser.post(address, form).status_code
    assert status in (303, 400, 404, 422, 403), status


@pytest.mark.parametrize(("path", "form"), OF_A_LIST)
def test_odd_forms_of_a_list_change_nothing(adviser: Adviser, path: str, form: dict[str, str]) -> None:
    number = adviser.makes_list()
    before = held(adviser, number)
    status = adviser.post(f"/advisers/lists/{number}{path}", form).status_code
    assert status in (303, 400, 404, 409, 422), status
    after = held(adviser, number)
    assert before is not None and after is not None
    assert (after.label, after.state, after.stage) == (before.label, before.state, before.stage)


@pytest.mark.parametrize(
    "reference",
    [
        "l0",
        "l1",
        "l-1",
        "l99999999999999999999",
        "x1",
        "l%E2%85%A0",
        "l1l1",
    ],
)
def test_odd_clean_addresses_open_nothing(client: CheckingClient, reference: str) -> None:
    assert client.get(f"/shared/{reference}").status_code == 404
    for end in ("answer", "to-plan", "removal"):
        assert client.post(f"/shared/{reference}/{end}").status_code in (400, 404), end


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "\u00e9" * 10, "a" * 3000, "'; --"])
def test_odd_cookies_open_nothing(client: CheckingClient, cookie: str) -> None:
    client.set_cookie("shared", cookie, path="/shared/l1")
    assert client.get("/shared/l1").status_code == 404
    assert client.post("/shared/l1/removal").status_code == 404


@pytest.mark.parametrize(
    "page", ["", "/lists", "/lists/1", "/evidence.csv", "/print?list=1", "/lists/1/interview"]
)
def test_without_the_database_an_adviser_is_told_to_wait(adviser: Adviser, page: str) -> None:
    adviser.makes_list()
    database = database_of(adviser.client.application)
    working = database.engine
    database.engine = create_engine("sqlite:////nowhere/at/all.db")
    try:
        response = adviser.get(f"/advisers{page}")
        search = adviser.get("/search?near=consett")
    finally:
        database.engine = working
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert search.status_code == 200, "the search goes on"
    assert "11B-01" not in search.text


def test_without_the_database_a_pupil_is_told_to_wait(client: CheckingClient) -> None:
    database = database_of(client.application)
    working = database.engine
    database.engine = create_engine("sqlite:////nowhere/at/all.db")
    client.set_cookie("shared", "a" * 43, path="/shared/l1")
    try:
        opened = client.get("/s/" + "a" * 43)
        answered = client.post("/shared/l1/answer", data={"item": "1", "say": "talk"})
    finally:
        database.engine = working
    assert opened.status_code == answered.status_code == 503


def test_a_repeated_press_of_any_button_does_no_harm(adviser: Adviser, rows: Session) -> None:
    number = adviser.makes_list()
    one, two = opportunities(rows, 2)
    adviser.adds(one, two)
    items = items_held(adviser, number)
    gone = f"/advisers/lists/{number}/items/{items[0].id}/move"
    assert adviser.post(gone, {"do": "remove"}).status_code == 303
    assert adviser.post(gone, {"do": "remove"}).status_code == 404
    for _ in range(2):
        assert adviser.post(f"/advisers/lists/{number}/share", {"do": "end"}).status_code == 303
        assert adviser.post(f"/advisers/lists/{number}/state", {"do": "archive"}).status_code == 303
        assert adviser.post(f"/advisers/lists/{number}/state", {"do": "restore"}).status_code == 303
    assert adviser.post("/advisers/lists/delete", {"list": str(number)}).status_code == 303
    assert adviser.post("/advisers/lists/delete", {"list": str(number)}).status_code == 404
