"""Putting back what another window took out: whatever stands in the way, what was typed stays on the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways import clock
from pathways.catalogue.models import Opportunity
from pathways.catalogue.publish import publish
from pathways.catalogue.vocabulary import ListingState
from pathways.plans.cookie import RememberedPlan, write_cookie
from pathways.plans.operations import MOST_ITEMS
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient, heading_of, text_of
from tests.web.plan_pages import (
    HTML,
    change,
    fields_of_item,
    form_fields,
    items_in,
    save,
    saved_order,
    some_opportunities,
    words_of,
)

TYPED = {"status": "keen", "note": "Mum likes it"}


@pytest.fixture
def numbers(rows: Session) -> list[int]:
    """Two opportunities."""
    return some_opportunities(rows, 2)


@pytest.fixture
def planned(client: CheckingClient, numbers: list[int]) -> CheckingClient:
    """A client with both saved."""
    for number in numbers:
        save(client, number)
    return client


def form_to_put_back(html: str) -> dict[str, str]:
    """The fields of the form that puts something back."""
    (form,) = (
        node
        for node in html5lib.parse(html).iter(f"{HTML}form")
        if node.get("action") == "/plan/save" and node.get("id") is None
    )
    return form_fields(form)


def taken_out_elsewhere(client: CheckingClient, number: int, **typed: str) -> dict[str, str]:
    """Type of an item that another window takes out meanwhile; the form of the page that says so."""
    fields = {**fields_of_item(client.get("/plan").get_data(as_text=True), number), **TYPED, **typed}
    change(client, number, do="remove")
    response = client.post(f"/plan/items/{number}", data={**fields, "do": "keep"})
    assert response.status_code == 409
    return form_to_put_back(response.get_data(as_text=True))


def assert_still_there(response: TestResponse, status: int, **typed: str) -> str:
    """The page says why nothing was kept and has what was typed, ready to be sent again; its text."""
    html = response.get_data(as_text=True)
    assert response.status_code == status
    assert heading_of(html) == "We could not keep that"
    fields = form_to_put_back(html)
    assert {name: fields[name] for name in TYPED} == {**TYPED, **typed}
    return text_of(html)


def test_it_comes_back_with_what_was_typed(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    form = taken_out_elsewhere(planned, numbers[0])
    response = planned.post("/plan/save", data=form)
    assert response.headers["Location"] == f"/plan?said=back#saved-{numbers[0]}"
    page = planned.get("/plan?said=back").get_data(as_text=True)
    assert "It is back in your plan." in text_of(page)
    assert saved_order(page) == [numbers[1], numbers[0]]
    assert fields_of_item(page, numbers[0]) == {"version": "1", **TYPED}


def about(html: str) -> str:
    """What a page says that it is about."""
    return next(
        "".join(node.itertext())
        for node in html5lib.parse(html).iter(f"{HTML}p")
        if node.get("class") == "typed-of"
    )


def test_every_page_says_what_it_is_about(planned: CheckingClient, rows: Session, numbers: list[int]) -> None:
    (item,) = (item for item in items_in(rows) if item.opportunity_id == numbers[0])
    title = item.as_saved["card"]["title"]
    fields = {**fields_of_item(planned.get("/plan").get_data(as_text=True), numbers[0]), **TYPED}
    change(planned, numbers[0], note="from the phone")
    both = planned.post(f"/plan/items/{numbers[0]}", data={**fields, "do": "keep"})
    change(planned, numbers[0], do="remove")
    gone = planned.post(f"/plan/items/{numbers[0]}", data={**fields, "do": "keep"})
    planned.delete_cookie("plan")
    closed = planned.post(f"/plan/items/{numbers[0]}", data={**fields, "do": "keep"})
    assert [answer.status_code for answer in (both, gone, closed)] == [409, 409, 404]
    for answer in (both, gone, closed):
        assert about(answer.get_data(as_text=True)).startswith(f"{title}, ")


def test_a_full_plan_keeps_what_was_typed_on_the_page(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    form = taken_out_elsewhere(planned, numbers[0])
    for number in some_opportunities(rows, MOST_ITEMS + 1)[1:]:
        save(planned, number)
    said = assert_still_there(planned.post("/plan/save", data=form), 422)
    assert f"it has room for {MOST_ITEMS}" in said
    change(planned, numbers[1], do="remove")
    assert planned.post("/plan/save", data=form).status_code == 303
    (item,) = (item for item in items_in(rows) if item.opportunity_id == numbers[0])
    assert item.note == TYPED["note"]


def test_a_note_too_long_is_neither_cut_nor_lost(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    long = "long " * 120 + "end"
    form = taken_out_elsewhere(planned, numbers[0], note=long)
    assert form["note"] == long
    said = assert_still_there(planned.post("/plan/save", data=form), 422, note=long)
    assert "Use 500 letters or fewer" in said
    assert [item.opportunity_id for item in items_in(rows)] == [numbers[1]]


def test_a_plan_that_is_open_here_no_more_is_not_begun_anew(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    form = taken_out_elsewhere(planned, numbers[0])
    planned.delete_cookie("plan")
    response = planned.post("/plan/save", data=form)
    assert "Your plan is not open in this browser any more" in assert_still_there(response, 404)
    assert "Set-Cookie" not in response.headers
    assert len(items_in(rows)) == 1


def test_put_back_in_a_third_window_meanwhile_shows_both(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    form = taken_out_elsewhere(planned, numbers[0])
    save(planned, numbers[0])
    change(planned, numbers[0], note="from the phone", status="offer")
    response = planned.post("/plan/save", data=form)
    html = response.get_data(as_text=True)
    assert response.status_code == 409
    assert heading_of(html) == "This changed in another window"
    assert "from the phone" in text_of(html)
    assert fields_of_item(html, numbers[0])["note"] == TYPED["note"]
    (item,) = (item for item in items_in(rows) if item.opportunity_id == numbers[0])
    assert item.note == "from the phone"


def test_put_back_in_a_third_window_with_the_same_words_is_done(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    form = taken_out_elsewhere(planned, numbers[0])
    assert planned.post("/plan/save", data=form).status_code == 303
    assert planned.post("/plan/save", data=form).status_code == 303
    assert len(items_in(rows)) == 2


def test_what_never_stood_in_the_catalogue_is_not_put_in(
    planned: CheckingClient, rows: Session, numbers: list[int]
) -> None:
    forged = '{"card":{"id":999998,"programme_id":1,"title":"Free money"},"starts":[]}.' + "0" * 64
    form = {"opportunity": "999998", "was": forged, **TYPED}
    response = planned.post("/plan/save", data=form)
    html = response.get_data(as_text=True)
    assert response.status_code == 404
    assert heading_of(html) == "We could not keep that"
    assert TYPED["note"] in text_of(html)
    assert "Keen" in text_of(html)
    assert "Free money" not in html
    assert len(items_in(rows)) == 2


@pytest.fixture
def vanished(own_catalogue: SeededCatalogue) -> Iterator[tuple[CheckingClient, int]]:
    """A client with one thing saved that has left the catalogue since, and its number."""
    app = make_app(own_catalogue.settings)
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    database = own_catalogue.open_database()
    with database.open_session() as session:
        number = some_opportunities(session, 1)[0]
    save(client, number)
    with database.unit_of_work() as session:
        gone = session.get_one(Opportunity, number)
        gone.state, gone.withdrawn_at = ListingState.WITHDRAWN, clock.now()
    publish(database, own_catalogue.instance_dir)
    app.extensions["catalogue"]._looked_at = float("-inf")
    yield client, number
    database.close()
    database_of(app).close()


def test_what_is_listed_no_more_comes_back_as_it_was(
    vanished: tuple[CheckingClient, int], own_catalogue: SeededCatalogue
) -> None:
    client, number = vanished
    database = own_catalogue.open_database()
    with database.open_session() as session:
        (before,) = items_in(session)
    form = taken_out_elsewhere(client, number)
    with database.open_session() as session:
        assert items_in(session) == []
    assert client.post("/plan/save", data=form).status_code == 303
    with database.open_session() as session:
        (after,) = items_in(session)
    database.close()
    assert (after.as_saved, after.programme_id) == (before.as_saved, before.programme_id)
    html = client.get("/plan").get_data(as_text=True)
    assert saved_order(html) == [number]
    assert after.as_saved["card"]["title"] in text_of(html)
    assert fields_of_item(html, number)["note"] == TYPED["note"]


def test_what_vanished_since_its_page_was_shown_leaves_what_was_typed(
    vanished: tuple[CheckingClient, int],
) -> None:
    client, number = vanished
    form = taken_out_elsewhere(client, number)
    assert about(client.post("/plan/save", data=form | {"note": "x" * 501}).get_data(as_text=True))
    form["was"] = ""
    response = client.post("/plan/save", data=form)
    html = response.get_data(as_text=True)
    assert response.status_code == 404
    assert "It is not in our lists any more" in text_of(html)
    assert TYPED["note"] in text_of(html)


def test_while_the_catalogue_is_being_built_nothing_typed_is_lost(
    planned: CheckingClient, seeded_catalogue: SeededCatalogue, numbers: list[int], tmp_path: Path
) -> None:
    form = taken_out_elsewhere(planned, numbers[0])
    words = words_of(planned)
    building = make_app(make_settings(tmp_path, database_url=seeded_catalogue.settings.database_url))
    client = building.test_client()
    assert isinstance(client, CheckingClient)
    client.post("/plan/open", data={"code": words})
    response = client.post("/plan/save", data=form)
    assert_still_there(response, 503)
    assert response.headers["Retry-After"]
    database_of(building).close()


def test_while_the_database_is_away_nothing_typed_is_lost(
    seeded_catalogue: SeededCatalogue, engine_name: str, tmp_path: Path
) -> None:
    address = (
        "postgresql://nobody@127.0.0.1:1/none"
        if engine_name == "postgresql"
        else f"sqlite:///{tmp_path / 'gone' / 'pathways.db'}"
    )
    app = make_app(make_settings(seeded_catalogue.instance_dir, database_url=address))
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    cookie = write_cookie(RememberedPlan("apple-anchor-zigzag-zone-yoga"), key=app.config["SECRET_KEY"])
    client.set_cookie("plan", cookie)
    response = client.post("/plan/save", data={"opportunity": "1", **TYPED})
    assert "try again in a minute" in assert_still_there(response, 503)
    assert response.headers["Retry-After"]
    database_of(app).close()
