"""Getting a search by e-mail: asking, saying yes, stopping; and what nobody may learn or break on the way."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr
from sqlalchemy import create_engine, delete, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pathways import clock
from pathways.alerts import asking
from pathways.alerts.asking import MOST_ALERTS
from pathways.alerts.links import Purpose, new_link_key
from pathways.alerts.models import SearchAlert
from pathways.alerts.seen import unpacked
from pathways.app import create_app
from pathways.attempts.models import AttemptCount
from pathways.front import alert_asking
from pathways.front.alert_asking import LETTERS_TO_ONE_ADDRESS
from tests.harness.alerts import PLUMBING, make_alert, make_due_alert, token_of
from tests.harness.between import somebody_else_writes
from tests.harness.catalogue import SeededCatalogue, database_of, make_settings
from tests.harness.mail import body_of, free_port, link_in, outbox, receiving_mail
from tests.harness.pages import CheckingClient, heading_of, links_of, text_of

KIM = "kim@mail.example"
SetClock = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def _empty_outbox(seeded_catalogue: SeededCatalogue) -> Iterator[None]:
    yield
    for file in (seeded_catalogue.instance_dir / "outbox").glob("*"):
        file.unlink()


@pytest.fixture
def post(seeded_catalogue: SeededCatalogue) -> Callable[[], list[EmailMessage]]:
    """The letters sent so far."""
    return lambda: outbox(seeded_catalogue.instance_dir)


Post = Callable[[], list[EmailMessage]]


def ask(client: CheckingClient, email: str = KIM, search: str = PLUMBING) -> TestResponse:
    return client.post("/alerts/new", data={"search": search, "email": email})


def kept(rows: Session) -> list[SearchAlert]:
    # An open transaction would go on seeing what was there before.
    rows.rollback()
    return list(rows.execute(select(SearchAlert).order_by(SearchAlert.id)).scalars())


def is_private(response: TestResponse) -> bool:
    """Whether no cache and no search engine keeps an answer."""
    return response.headers["Cache-Control"] == "no-store" and response.headers["X-Robots-Tag"] == "noindex"


# Asking


def test_page_of_results_leads_to_the_same_search_by_e_mail(client: CheckingClient) -> None:
    page = client.get("/search?q=plumbing&near=consett&page=2&for=eligible&stage=19-24")
    assert links_of(page.text)["/alerts/new?q=plumbing&near=consett"] == "Get this search by e-mail"
    everything = client.get("/search")
    assert "/alerts/new" in links_of(everything.text)
    assert everything.headers["Cache-Control"].startswith("public")


def test_the_page_says_the_search_what_is_kept_and_how_to_stop(client: CheckingClient) -> None:
    response = client.get("/alerts/new?q=plumbing&near=consett&miles=10&route=apprenticeship")
    text = text_of(response.text)
    for words in (
        "“plumbing” near Consett, within 10 miles, Apprenticeship",
        "We keep your e-mail address, this search, and what we have told you about. Nothing else.",
        "Every letter has a link to stop.",
        "Nothing starts until you open its link and say yes.",
    ):
        assert words in text
    assert is_private(response)
    feed = "http://127.0.0.1:8000/search.atom?q=plumbing&near=consett&miles=10&route=apprenticeship"
    assert links_of(response.text)[feed] == feed
    assert links_of(response.text)["/search?q=plumbing&near=consett&miles=10&route=apprenticeship"]


def test_what_somebody_said_of_themselves_is_left_out_and_said_so(client: CheckingClient) -> None:
    page = client.get("/alerts/new?q=plumbing&near=consett&for=eligible&stage=year-10-11&english=have").text
    assert "What you said about yourself is left out." in text_of(page)
    assert "year-10" not in page
    assert "left out" not in text_of(client.get("/alerts/new?q=plumbing&near=consett").text)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=astronaut+supported+internship&near=consett", "You could be told when there is."),
        ("q=plumbing&near=atlantis", "We do not know the place “atlantis”"),
        ("provider=2147483647", "one college or trainer"),
        ("", "Everything you could do"),
    ],
)
def test_the_page_is_honest_about_the_search(client: CheckingClient, query: str, words: str) -> None:
    assert words in text_of(client.get(f"/alerts/new?{query}").text)


def test_a_provider_is_named(client: CheckingClient) -> None:
    assert "one college" not in text_of(client.get("/alerts/new?provider=1").text)


def test_a_very_large_search_is_said_to_be_one(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alert_asking, "MOST_FOLLOWED", 10)
    assert "You could add a filter first." in text_of(client.get(f"/alerts/new?{PLUMBING}").text)


def test_asking_sends_one_letter_and_starts_nothing(
    client: CheckingClient, rows: Session, post: Post
) -> None:
    response = ask(client)
    assert (response.status_code, response.location) == (303, "/alerts/asked")
    asked = client.get("/alerts/asked")
    assert "Look for our letter" in heading_of(asked.text)
    assert is_private(asked)
    (alert,) = kept(rows)
    assert (alert.query, alert.email, alert.confirmed_at) == (PLUMBING, KIM, None)
    found = client.get(f"/api/v1/opportunities?{PLUMBING}&per_page=50").get_json()
    assert unpacked(alert.seen) == {item["id"] for item in found["items"]}
    (letter,) = post()
    assert letter["To"] == KIM
    assert link_in(letter, "/alerts/confirm") == f"/alerts/confirm?t={token_of(alert, 'confirm')}"


@pytest.mark.parametrize(
    "search",
    [
        "near=consett&q=plumbing&miles=20&page=7",
        "q=plumbing+near+consett",
        "q=plumbing&near=consett&for=eligible&stage=year-8-9&gcses=1",
        "q=plumbing&near=consett&colour=red&level=99",
    ],
)
def test_equal_searches_are_kept_alike(client: CheckingClient, rows: Session, search: str) -> None:
    ask(client, search=search)
    assert [alert.query for alert in kept(rows)] == [PLUMBING]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type your e-mail address"),
        ("   ", "Type your e-mail address"),
        ("kim", "Type an e-mail address like"),
        ("kim@mail.example\r\nBcc: lee@mail.example", "Type an e-mail address like"),
        ("kim@mail.example,lee@mail.example", "Type an e-mail address like"),
        ("x" * 300 + "@mail.example", "Type an e-mail address like"),
    ],
)
def test_a_slip_is_said_and_nothing_typed_is_lost(
    client: CheckingClient, rows: Session, post: Post, typed: str, words: str
) -> None:
    response = ask(client, email=typed)
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert "“plumbing” near Consett" in text_of(response.text)
    assert 'value="q=plumbing&amp;near=consett"' in response.text
    if typed.strip():
        assert f'value="{typed.splitlines()[0][:100]}' in response.text
    assert kept(rows) == []
    assert post() == []


def test_the_answer_is_the_same_whatever_the_address_gets_already(
    client: CheckingClient, rows: Session, post: Post
) -> None:
    make_due_alert(rows, email="has@mail.example")
    for number in range(MOST_ALERTS):
        make_due_alert(rows, email="full@mail.example", query=f"q=word{number}")
    rows.commit()
    answers = [ask(client, email=f"{who}@mail.example") for who in ("new", "has", "full")]
    assert {(answer.status_code, answer.location, answer.data) for answer in answers} == {
        (303, "/alerts/asked", b"")
    }
    assert len({str(sorted(answer.headers)) for answer in answers}) == 1
    # Each gets one letter, so that not even the time it takes tells them apart.
    subjects = {letter["To"]: letter["Subject"] for letter in post()}
    assert subjects == {
        "new@mail.example": "Do you want letters from Pathways?",
        "has@mail.example": "You get letters about this search already",
        "full@mail.example": "No more letters can be added",
    }
    assert len(kept(rows)) == 12


def test_nobody_can_have_one_address_flooded(client: CheckingClient, rows: Session, post: Post) -> None:
    answers = [ask(client, search=f"q=word{number}") for number in range(LETTERS_TO_ONE_ADDRESS + 3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len(post()) == len(kept(rows)) == LETTERS_TO_ONE_ADDRESS
    ask(client, email="KIM@mail.example", search="q=again")
    assert len(post()) == LETTERS_TO_ONE_ADDRESS
    ask(client, email="lee@mail.example")
    assert len(post()) == LETTERS_TO_ONE_ADDRESS + 1


def test_one_internet_address_cannot_ask_without_end(
    client: CheckingClient, rows: Session, monkeypatch: pytest.MonkeyPatch, clock_at: SetClock
) -> None:
    clock_at(datetime(2026, 11, 29, 12, 30, tzinfo=UTC))
    monkeypatch.setattr(alert_asking, "ASKED_FROM_ONE_PLACE", 3)
    statuses = [ask(client, email=f"kim{number}@mail.example").status_code for number in range(5)]
    assert statuses == [303, 303, 303, 429, 429]
    assert ask(client).headers["Retry-After"] == "1800"
    assert len(kept(rows)) == 3


def test_one_person_is_one_however_their_address_is_typed(
    client: CheckingClient, rows: Session, post: Post
) -> None:
    for typed in (KIM, "Kim@Mail.Example", " KIM@mail.example "):
        assert ask(client, email=typed).status_code == 303
    assert [alert.email for alert in kept(rows)] == [KIM]
    assert {letter["To"] for letter in post()} == {KIM}


def test_asking_searches_once_and_only_when_it_may(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches: list[str] = []
    for place, name in ((alert_asking, "search"), (alert_asking, "found_now")):
        really = getattr(place, name)

        def noted(*args: Any, really: Any = really, name: str = name) -> Any:
            searches.append(name)
            return really(*args)

        monkeypatch.setattr(place, name, noted)
    assert ask(client).status_code == 303
    assert searches == ["found_now"]
    monkeypatch.setattr(alert_asking, "ASKED_FROM_ONE_PLACE", 0)
    assert ask(client).status_code == 429
    assert searches == ["found_now"]


def test_asking_many_times_has_the_limit_of_searching(seeded_catalogue: SeededCatalogue) -> None:
    base = seeded_catalogue.settings
    limited = create_app(
        make_settings(
            base.instance_dir, database_url=base.database_url, page_limits=True, search_limit="3 per minute"
        )
    )
    client = limited.test_client()
    asked = [
        client.post("/alerts/new", data={"search": PLUMBING, "email": "kim"}).status_code for _ in range(4)
    ]
    database_of(limited).close()
    assert asked == [422, 422, 422, 429]


# Saying yes


@pytest.fixture
def asked(client: CheckingClient, rows: Session) -> SearchAlert:
    """Letters asked for a moment ago."""
    alert = make_alert(rows)
    rows.commit()
    return alert


def test_opening_the_link_starts_nothing_and_its_button_does(
    client: CheckingClient, rows: Session, asked: SearchAlert
) -> None:
    token = token_of(asked, "confirm")
    for _scanner in range(3):
        page = client.get(f"/alerts/confirm?t={token}")
    assert page.status_code == 200
    assert "“plumbing” near Consett" in text_of(page.text)
    assert is_private(page)
    assert kept(rows)[0].confirmed_at is None
    response = client.post("/alerts/confirm", data={"t": token})
    assert (response.status_code, response.location) == (303, "/alerts/on")
    assert "Your letters will come" in heading_of(client.get("/alerts/on").text)
    (alert,) = kept(rows)
    assert alert.confirmed_at is not None
    assert alert.next_letter_on == clock.today() + timedelta(days=7)


def test_a_wrong_a_used_and_an_old_link_get_one_page(
    client: CheckingClient, rows: Session, asked: SearchAlert, clock_at: SetClock
) -> None:
    used = make_due_alert(rows, email="used@mail.example")
    gone = make_alert(rows, email="gone@mail.example")
    rows.flush()
    tokens = [token_of(used, "confirm"), token_of(gone, "confirm"), token_of(asked, "stop"), "", "wrong"]
    rows.delete(gone)
    rows.commit()
    old = token_of(asked, "confirm")
    pages = {client.get(f"/alerts/confirm?t={token}").data for token in tokens}
    pages |= {client.post("/alerts/confirm", data={"t": token}).data for token in tokens}
    pages |= {client.get("/alerts/stop?t=wrong").data, client.post("/alerts/stop", data={"t": "no"}).data}
    pages |= {client.get("/alerts/confirm").data, client.post("/alerts/confirm").data}
    clock_at(clock.now() + timedelta(hours=49))
    last = client.get(f"/alerts/confirm?t={old}")
    pages |= {last.data, client.post("/alerts/confirm", data={"t": old}).data}
    assert len(pages) == 1
    assert last.status_code == 404
    assert is_private(last)
    assert "This link does not work" in heading_of(last.text)


def test_a_search_whose_place_is_gone_can_still_be_refused_or_stopped(
    client: CheckingClient, rows: Session
) -> None:
    lost = make_due_alert(rows, query="near=atlantis")
    asked = make_alert(rows, query="near=atlantis")
    rows.commit()
    assert client.get(f"/alerts/confirm?t={token_of(asked, 'confirm')}").status_code == 200
    assert client.get(f"/alerts/stop?t={token_of(lost, 'stop')}").status_code == 200
    assert client.post("/alerts/stop", data={"t": token_of(lost, "stop")}).status_code == 303
    assert [alert.id for alert in kept(rows)] == [asked.id]


# Stopping


@pytest.fixture
def running(client: CheckingClient, rows: Session) -> SearchAlert:
    """Letters that come."""
    alert = make_due_alert(rows)
    rows.commit()
    return alert


def test_opening_the_link_stops_nothing_and_its_button_does(
    client: CheckingClient, rows: Session, running: SearchAlert
) -> None:
    other = make_due_alert(rows, query="q=law")
    rows.commit()
    token = token_of(running, "stop")
    page = client.get(f"/alerts/stop?t={token}")
    assert page.status_code == 200
    assert is_private(page)
    assert len(kept(rows)) == 2
    response = client.post("/alerts/stop", data={"t": token})
    assert (response.status_code, response.location) == (303, "/alerts/stopped")
    assert "We have deleted your address" in text_of(client.get("/alerts/stopped").text)
    assert [alert.id for alert in kept(rows)] == [other.id]
    assert client.post("/alerts/stop", data={"t": token}).status_code == 404


FROM_ELSEWHERE: list[dict[str, str]] = [
    {},
    {"Origin": "https://mail.elsewhere.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_a_mail_program_stops_letters_with_one_request_from_anywhere(
    client: CheckingClient, rows: Session, running: SearchAlert, headers: dict[str, str]
) -> None:
    address = f"/alerts/one-click?t={token_of(running, 'stop')}"
    response = client.post(address, data={"List-Unsubscribe": "One-Click"}, headers=headers)
    assert response.status_code == 200
    assert "Location" not in response.headers
    assert kept(rows) == []
    # Again, and with what was never a link, it answers the same.
    for other in (address, "/alerts/one-click?t=wrong", "/alerts/one-click"):
        again = client.post(other, data={"List-Unsubscribe": "One-Click"}, headers=headers)
        assert (again.status_code, again.data) == (200, response.data)


def test_a_mail_program_may_send_its_request_in_parts(
    client: CheckingClient, rows: Session, running: SearchAlert
) -> None:
    response = client.post(
        f"/alerts/one-click?t={token_of(running, 'stop')}",
        data={"List-Unsubscribe": "One-Click"},
        content_type="multipart/form-data",
    )
    assert response.status_code == 200
    assert kept(rows) == []


@pytest.mark.parametrize("form", [{}, {"List-Unsubscribe": "yes"}, {"t": "x"}])
def test_a_request_that_does_not_ask_for_one_click_stops_nothing(
    client: CheckingClient, rows: Session, running: SearchAlert, form: dict[str, str]
) -> None:
    assert client.post(f"/alerts/one-click?t={token_of(running, 'stop')}", data=form).status_code == 400
    assert len(kept(rows)) == 1


def test_an_old_mail_program_that_opens_the_address_gets_the_button(
    client: CheckingClient, rows: Session, running: SearchAlert
) -> None:
    token = token_of(running, "stop")
    response = client.get(f"/alerts/one-click?t={token}")
    assert (response.status_code, response.location) == (303, f"/alerts/stop?t={token}")
    assert len(kept(rows)) == 1


@pytest.mark.parametrize("path", ["/alerts/new", "/alerts/confirm", "/alerts/stop"])
def test_no_other_form_comes_from_another_site(
    client: CheckingClient, rows: Session, running: SearchAlert, path: str
) -> None:
    data = {"t": token_of(running, "stop"), "email": KIM, "List-Unsubscribe": "One-Click"}
    assert client.post(path, data=data, headers=FROM_ELSEWHERE[1]).status_code == 403
    assert len(kept(rows)) == 1


# What may go wrong, and what must not leak


@pytest.mark.parametrize(
    ("purpose", "path"),
    [("confirm", "/alerts/confirm"), ("stop", "/alerts/stop"), ("stop", "/alerts/one-click?t={token}")],
)
def test_a_press_waits_for_somebody_who_writes_meanwhile(
    client: CheckingClient, rows: Session, monkeypatch: pytest.MonkeyPatch, purpose: Purpose, path: str
) -> None:
    alert, _other = make_alert(rows), make_alert(rows, email="lee@mail.example")
    rows.commit()
    token = token_of(alert, purpose)

    def write() -> None:
        with database_of(client.application).unit_of_work() as session:
            session.execute(update(SearchAlert).values(refusals=SearchAlert.refusals + 1))

    form = {"t": token, "List-Unsubscribe": "One-Click"}
    with somebody_else_writes(monkeypatch, asking, "alert_of_token", write, after=True):
        assert client.post(path.format(token=token), data=form).status_code in (200, 303)


def test_tokens_and_addresses_are_in_no_log(
    client: CheckingClient, rows: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ask(client)
    (alert,) = kept(rows)
    for purpose in ("confirm", "stop"):
        token = token_of(alert, purpose)
        client.get(f"/alerts/{purpose}?t={token}")
        client.post(f"/alerts/{purpose}", data={"t": token})
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("pathways")]
    assert ours
    assert not [
        line for line in ours if alert.link_key in line or "mail.example" in line or "plumbing" in line
    ]


@pytest.mark.parametrize("purpose", ["confirm", "stop"])
def test_no_title_holds_a_token(client: CheckingClient, running: SearchAlert, purpose: str) -> None:
    page = client.get(f"/alerts/stop?t={token_of(running, 'stop')}").text
    assert running.link_key not in page.split("<main")[0]


def test_a_database_that_is_away_loses_nothing_typed(client: CheckingClient) -> None:
    database = database_of(client.application)
    working = database.engine
    unsaved = SearchAlert(query=PLUMBING, email=KIM, link_key=new_link_key())
    database.engine = create_engine("sqlite:////nowhere/at/all.db")
    try:
        response = ask(client)
        page = client.get(f"/alerts/new?{PLUMBING}")
        link = client.get(f"/alerts/confirm?t={token_of(unsaved, 'confirm')}")
    finally:
        database.engine = working
    assert response.status_code == 503
    assert "Your address is still here" in text_of(response.text)
    assert f'value="{KIM}"' in response.text
    assert page.status_code == 200
    assert (link.status_code, link.headers["Retry-After"]) == (503, "10")


@pytest.fixture
def with_mail_at(
    seeded_catalogue: SeededCatalogue, client: CheckingClient
) -> Iterator[Callable[[int], CheckingClient]]:
    """Clients of the same service with a mail server on a port."""
    made = []

    def make(port: int) -> CheckingClient:
        base = seeded_catalogue.settings
        app = create_app(
            make_settings(
                base.instance_dir,
                database_url=base.database_url,
                mail_server=SecretStr(f"smtp://127.0.0.1:{port}"),
            )
        )
        made.append(app)
        app.test_client_class = CheckingClient
        opened = app.test_client()
        assert isinstance(opened, CheckingClient)
        return opened

    yield make
    for app in made:
        with database_of(app).unit_of_work() as session:
            session.execute(delete(SearchAlert))
            session.execute(delete(AttemptCount))
        database_of(app).close()


def test_a_mail_server_that_is_away_is_said_and_the_address_stays(
    with_mail_at: Callable[[int], CheckingClient],
) -> None:
    response = ask(with_mail_at(free_port()))
    assert response.status_code == 503
    assert "We could not send the letter just now." in text_of(response.text)
    assert f'value="{KIM}"' in response.text


def test_an_address_that_the_mail_server_refuses_is_said(
    with_mail_at: Callable[[int], CheckingClient],
) -> None:
    with receiving_mail() as (receiving, port):
        response = ask(with_mail_at(port), email="gone@mail.example")
    assert response.status_code == 422
    assert "That mailbox did not take our letter." in text_of(response.text)
    assert receiving.taken == []


def test_a_letter_goes_through_the_mail_server(with_mail_at: Callable[[int], CheckingClient]) -> None:
    with receiving_mail() as (receiving, port):
        assert ask(with_mail_at(port), email="lee@mail.example").status_code == 303
    (letter,) = receiving.letters
    assert link_in(letter, "/alerts/confirm?t=")
    assert letter["List-Unsubscribe"] is None


def test_a_service_without_a_mail_server_offers_the_feed_alone(
    seeded_catalogue: SeededCatalogue,
) -> None:
    base = seeded_catalogue.settings
    app = create_app(
        make_settings(
            base.instance_dir,
            database_url=base.database_url,
            env="production",
            secret_key=SecretStr("k" * 48),
        )
    )
    page = app.test_client().get(f"/alerts/new?{PLUMBING}").text
    database_of(app).close()
    assert "This site does not send letters." in text_of(page)
    assert 'name="email"' not in page
    assert any("/search.atom" in link for link in links_of(page))


def test_while_the_catalogue_is_made_nothing_is_kept(tmp_path: Path) -> None:
    app = create_app(make_settings(tmp_path / "empty"))
    page = app.test_client().get(f"/alerts/new?{PLUMBING}")
    database_of(app).close()
    assert page.status_code == 200
    assert "options" not in text_of(page.text)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(token=st.text(max_size=70) | st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
def test_whatever_is_in_a_link_the_page_is_whole(client: CheckingClient, token: str) -> None:
    said = token.encode("utf-8", "replace").decode()
    for path in ("confirm", "stop"):
        assert client.get(f"/alerts/{path}", query_string={"t": said}).status_code in (303, 404)
        assert client.post(f"/alerts/{path}", data={"t": said}).status_code == 404


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(search=st.text(max_size=60), email=st.text(max_size=40))
def test_whatever_is_typed_the_page_is_whole(client: CheckingClient, search: str, email: str) -> None:
    form = {"search": search.encode("utf-8", "replace"), "email": email.encode("utf-8", "replace")}
    assert client.post("/alerts/new", data=form).status_code in (303, 422)


def test_no_letter_carries_words_that_anybody_could_have_typed_before_a_yes(
    client: CheckingClient, post: Post
) -> None:
    ask(client, search="q=buy+at+https%3A%2F%2Fspam.example+now&near=consett&route=t-level")
    (letter,) = post()
    assert "spam" not in body_of(letter) + letter["Subject"]
    assert "near Consett" in body_of(letter) and "T Level" in body_of(letter)
