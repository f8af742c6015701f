"""Next steps of a plan: the page, the calendar file and address, and the plan on one sheet of paper."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from icalendar import Calendar
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.models import Intake, Opportunity
from pathways.catalogue.publish import publish
from pathways.plans.models import Plan, PlanItem
from tests.factories import in_days
from tests.harness.catalogue import SeededCatalogue, database_of, make_app, make_settings
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of
from tests.unit.sheets.reading import read_back

HTML = "{http://www.w3.org/1999/xhtml}"
NOTE = "Ask about the bus from Leyland"
ENOUGH = 3


def found(client: CheckingClient, count: int = ENOUGH, query: str = "q=plumbing") -> list[dict[str, Any]]:
    """The first few results of a search, each of a programme of its own."""
    items = client.get(f"/api/v1/opportunities?{query}&per_page=50").get_json()["items"]
    of_programme = {item["programme_id"]: item for item in reversed(items)}
    return sorted(of_programme.values(), key=lambda item: str(item["id"]))[:count]


def save(client: CheckingClient, *items: dict[str, Any]) -> None:
    for item in items:
        assert client.post("/plan/save", data={"opportunity": item["id"]}).status_code == 303


def say(client: CheckingClient, item: dict[str, Any], **said: str) -> None:
    """Give a saved item a status or a note, as its form does."""
    form = {"version": "1", "status": "", "note": "", "do": "keep"}
    assert client.post(f"/plan/items/{item['id']}", data=form | said).status_code == 303


def dates(html: str) -> list[tuple[str, str]]:
    """The day and the words of each step on the page."""
    lists = [node for node in html5lib.parse(html).iter(f"{HTML}ol") if node.get("class") == "steps"]
    return [
        (next(one.iter(f"{HTML}time")).get("datetime", ""), " ".join(" ".join(one.itertext()).split()))
        for one in (lists[0].iter(f"{HTML}li") if lists else ())
    ]


def calendar_address(client: CheckingClient) -> str:
    """Make a calendar address, as the button does; the path of it."""
    made = client.post("/plan/calendar")
    assert made.status_code == 200
    fields = html5lib.parse(made.text).iter(f"{HTML}textarea")
    return urlsplit(next(one.text or "" for one in fields if one.get("id") == "link")).path


def stranger(client: CheckingClient) -> CheckingClient:
    """Another browser, which carries no cookie."""
    other = client.application.test_client()
    assert isinstance(other, CheckingClient)
    return other


def test_dates_of_what_was_saved_stand_in_order(client: CheckingClient) -> None:
    items = found(client)
    save(client, *items)
    html = client.get("/plan/next-steps").text
    assert heading_of(html) == "Your next steps"
    days = [day for day, _ in dates(html)]
    assert days == sorted(days)
    closing = [item["closing"] for item in items if item["closing"]]
    assert closing
    told = [(day, words) for day, words in dates(html) if "Last day to apply" in words]
    assert sorted(day for day, _ in told) == sorted(closing)
    for item in items:
        assert item["title"] in text_of(html)


def test_step_leads_to_the_page_of_its_programme(client: CheckingClient) -> None:
    (item,) = found(client, 1)
    save(client, item)
    links = links_of(client.get("/plan/next-steps").text)
    address = next(address for address, words in links.items() if words == item["title"])
    assert client.get(address).status_code == 200


def test_what_is_not_wanted_has_no_steps_and_who_applied_waits_for_the_start(client: CheckingClient) -> None:
    unwanted, applied, other = found(client)
    save(client, unwanted, applied, other)
    say(client, unwanted, status="no")
    say(client, applied, status="applied")
    html = client.get("/plan/next-steps").text
    assert unwanted["title"] not in text_of(html)
    about = [words for _, words in dates(html) if applied["title"] in words]
    assert about
    assert not [words for words in about if "Last day to apply" in words]


def test_open_days_are_told_in_the_words_of_the_provider(client: CheckingClient, rows: Session) -> None:
    first, second, third = found(client)
    for item, text in ((first, "Every first Saturday"), (second, "Every first Saturday"), (third, "")):
        rows.get_one(Opportunity, int(item["id"])).open_days = text
    rows.commit()
    save(client, first, second, third)
    told = text_of(client.get("/plan/next-steps").text)
    providers = {item["provider"]["name"] for item in (first, second)}
    assert told.count("Every first Saturday") == len(providers)
    say(client, first, status="no")
    say(client, second, status="no")
    assert "Every first Saturday" not in text_of(client.get("/plan/next-steps").text)


def test_empty_plan_says_what_to_do(client: CheckingClient) -> None:
    (item,) = found(client, 1)
    save(client, item)
    client.post(f"/plan/items/{item['id']}", data={"version": "1", "do": "remove"})
    assert "Save something first" in text_of(client.get("/plan/next-steps").text)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/plan/next-steps"),
        ("GET", "/plan/next-steps.ics"),
        ("GET", "/plan/sheet.pdf"),
        ("POST", "/plan/calendar"),
        ("POST", "/plan/calendar/end"),
    ],
)
def test_without_a_plan_the_way_leads_to_it(client: CheckingClient, method: str, path: str) -> None:
    response = client.open(path, method=method)
    assert (response.status_code, response.location) == (303, "/plan")


def test_file_holds_the_dates_of_the_page_and_nothing_of_the_student(client: CheckingClient) -> None:
    items = found(client)
    save(client, *items)
    say(client, items[0], note=NOTE, status="keen")
    response = client.get("/plan/next-steps.ics")
    assert response.content_type == "text/calendar; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    events = Calendar.from_ical(response.data).walk("VEVENT")
    page = client.get("/plan/next-steps").text
    assert [event["dtstart"].dt.isoformat() for event in events] == [day for day, _ in dates(page)]
    words = client.get_cookie("plan").value.split(".")[1].split("-")  # type: ignore[union-attr]
    for secret in (NOTE, "Keen", "keen", *(word for word in words if len(word) > 5)):
        assert secret not in response.text


def test_calendar_address_shows_the_dates_to_whoever_holds_it(client: CheckingClient) -> None:
    save(client, *found(client))
    path = calendar_address(client)
    response = stranger(client).get(path)
    assert response.status_code == 200
    assert response.content_type == "text/calendar; charset=utf-8"
    mine = Calendar.from_ical(client.get("/plan/next-steps.ics").data)
    assert _said(Calendar.from_ical(response.data)) == _said(mine)
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]


def _said(calendar: Calendar) -> list[tuple[str, ...]]:
    names = ("uid", "summary", "description", "url")
    return [
        (str(event["dtstart"].dt), *(str(event.get(name)) for name in names))
        for event in calendar.walk("VEVENT")
    ]


def test_calendar_is_the_same_whether_somebody_applied_or_not(client: CheckingClient) -> None:
    items = found(client)
    save(client, *items)
    path = calendar_address(client)
    before = _said(Calendar.from_ical(client.get(path).data))
    say(client, items[0], status="applied", note=NOTE)
    assert _said(Calendar.from_ical(client.get(path).data)) == before


def test_program_that_has_it_already_is_told_so(
    client: CheckingClient, clock_at: Callable[[datetime], None]
) -> None:
    items = found(client)
    save(client, *items[:2])
    path = calendar_address(client)
    tag = client.get(path).headers["ETag"]
    clock_at(clock.now() + timedelta(minutes=30))
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    save(client, items[2])
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_only_a_hash_of_the_address_is_kept_and_the_log_has_none(
    client: CheckingClient, rows: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    save(client, *found(client, 1))
    path = calendar_address(client)
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    assert client.get(path).status_code == 200
    kept = rows.scalars(select(Plan.calendar_token_hash)).all()
    assert len(kept) == 1
    assert token not in str(kept)
    assert token not in caplog.text
    assert token not in client.get("/plan/next-steps").text


def test_wrong_ended_and_gone_are_one_answer(
    client: CheckingClient, rows: Session, clock_at: Callable[[datetime], None]
) -> None:
    save(client, *found(client, 1))
    first = calendar_address(client)
    second = calendar_address(client)
    other = stranger(client)
    nothing = other.get(f"/calendar/{'x' * 43}.ics")
    assert nothing.status_code == 404
    answers = [other.get(first)]
    assert other.get(second).status_code == 200
    ended = client.post("/plan/calendar/end")
    assert ended.location == "/plan/next-steps?said=calendar-ended"
    assert "Your calendar address no longer works." in text_of(client.get(ended.location).text)
    answers.append(other.get(second))
    third = calendar_address(client)
    assert other.get(third).status_code == 200
    clock_at(clock.now() + timedelta(days=366))
    answers.append(other.get(third))
    assert [(answer.status_code, answer.data) for answer in answers] == [(404, nothing.data)] * 3


@pytest.mark.parametrize(
    "token", ["", "x", "x" * 42, "x" * 44, "%00" * 43, "é" * 43, "../../etc", "x" * 5000, "-" * 43]
)
def test_odd_addresses_are_no_calendar(client: CheckingClient, token: str) -> None:
    assert client.get(f"/calendar/{token}.ics").status_code in (400, 404, 414)


def closing_events(catalogue: SeededCatalogue, path: str) -> dict[str, str]:
    """The id and day of each closing day in a calendar, asked of a fresh process."""
    app = make_app(catalogue.settings)
    events = Calendar.from_ical(app.test_client().get(path).data).walk("VEVENT")
    database_of(app).close()
    return {str(one["uid"]): str(one["dtstart"].dt) for one in events if "-closes@" in one["uid"]}


def test_event_keeps_its_name_when_its_day_moves(
    own_catalogue: SeededCatalogue, own_client: CheckingClient
) -> None:
    (item,) = found(own_client, 1)
    save(own_client, item)
    path = calendar_address(own_client)
    before = closing_events(own_catalogue, path)
    database = own_catalogue.open_database()
    with database.unit_of_work() as session:
        session.execute(
            update(Intake)
            .where(Intake.opportunity_id == int(item["id"]))  # type: ignore[arg-type]
            .values(starts_on=in_days(200), closes_on=in_days(100))
        )
    publish(database, own_catalogue.instance_dir)
    database.close()
    after = closing_events(own_catalogue, path)
    assert before.keys() == after.keys()
    assert list(before.values()) != list(after.values()) == [in_days(100).isoformat()]


def test_sheet_has_the_plan_the_dates_and_the_way_back(client: CheckingClient) -> None:
    items = found(client)
    save(client, *items)
    say(client, items[0], note=NOTE, status="keen")
    response = client.get("/plan/sheet.pdf")
    assert response.content_type == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    made = read_back(response.data)
    assert len(made.sides) == 1
    assert made.is_tagged
    words = client.get_cookie("plan").value.split(".")[1].split("-")  # type: ignore[union-attr]
    for told in ("Your plan", NOTE, "Keen", "Next steps", "Last day to apply", " ".join(words)):
        assert told in made.text
    for item in items:
        assert item["title"] in made.text


def test_sheet_for_others_opens_nothing_and_tells_nothing_of_the_student(client: CheckingClient) -> None:
    items = found(client)
    save(client, *items)
    say(client, items[0], note=NOTE, status="keen")
    made = read_back(client.get("/plan/sheet.pdf?words=no").data)
    words = client.get_cookie("plan").value.split(".")[1].split("-")  # type: ignore[union-attr]
    assert " ".join(words) not in made.text
    assert "Scan this" not in made.text
    assert "Whoever has this sheet" not in made.text
    assert NOTE not in made.text
    assert "Keen" not in made.text
    assert items[0]["title"] in made.text


def test_page_says_what_each_sheet_leaves_out(client: CheckingClient) -> None:
    save(client, *found(client, 1))
    links = links_of(client.get("/plan/next-steps").text)
    assert "without your five words, notes and statuses" in links["/plan/sheet.pdf?words=no"]


def test_sheet_of_a_large_plan_loses_nothing(client: CheckingClient) -> None:
    items = found(client, 40, "near=preston&miles=any")
    assert len(items) > ENOUGH
    save(client, *items)
    made = read_back(client.get("/plan/sheet.pdf").data)
    assert all(" ".join(item["title"].split())[:20] in made.text for item in items)


def test_plan_page_has_a_code_to_scan_and_boxes_to_compare(client: CheckingClient) -> None:
    items = found(client)
    save(client, *items)
    html = client.get("/plan").text
    tree = html5lib.parse(html)
    pictures = [
        node for node in tree.iter("{http://www.w3.org/2000/svg}svg") if node.get("class") == "qr-code"
    ]
    assert [picture.get("aria-label") for picture in pictures] == ["QR code that opens your plan"]
    boxes = [node for node in tree.iter(f"{HTML}input") if node.get("form") == "compare"]
    assert sorted(box.get("value", "") for box in boxes) == sorted(str(item["id"]) for item in items)
    (form,) = (node for node in tree.iter(f"{HTML}form") if node.get("id") == "compare")
    query = "&".join(f"{box.get('name')}={box.get('value')}" for box in boxes)
    compared = client.get(f"{form.get('action')}?{query}")
    assert all(item["title"] in text_of(compared.text) for item in items)
    assert links_of(compared.text)["/plan"]


def test_one_thing_alone_has_nothing_to_be_compared_with(client: CheckingClient) -> None:
    save(client, *found(client, 1))
    assert 'form="compare"' not in client.get("/plan").text


def test_while_the_database_is_away_the_page_and_the_calendar_say_so(
    client: CheckingClient, engine_name: str, tmp_path: Any
) -> None:
    save(client, *found(client, 1))
    path = calendar_address(client)
    cookie = client.get_cookie("plan")
    assert cookie is not None
    gone = f"sqlite:///{tmp_path / 'gone' / 'pathways.db'}"
    away = "postgresql://nobody@127.0.0.1:1/none" if engine_name == "postgresql" else gone
    app = make_app(make_settings(tmp_path, database_url=away))
    other = app.test_client()
    other.set_cookie("plan", cookie.value)
    for address in ("/plan/next-steps", "/plan/next-steps.ics", "/plan/sheet.pdf", path):
        response = other.get(address)
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert "safe" in text_of(response.text)
    database_of(app).close()


def test_deleting_the_plan_ends_its_calendar(client: CheckingClient, rows: Session) -> None:
    save(client, *found(client, 1))
    path = calendar_address(client)
    client.post("/plan/delete")
    assert client.get(path).status_code == 404
    assert rows.scalars(select(PlanItem)).all() == []


def test_a_class_can_print_at_once_and_nobody_without_end(seeded_catalogue: SeededCatalogue) -> None:
    base = seeded_catalogue.settings
    limited = make_app(make_settings(base.instance_dir, database_url=base.database_url, page_limits=True))
    many = limited.test_client()
    answers = [many.get("/plan/sheet.pdf") for _ in range(41)]
    database_of(limited).close()
    assert [answer.status_code for answer in answers] == [303] * 40 + [429]
    assert answers[-1].headers["Retry-After"]
