"""Sending what is new through a real mail server: weekly, once, and whatever goes wrong with one letter alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.alerts.links import letter_id
from pathways.alerts.models import SearchAlert
from pathways.alerts.seen import packed, unpacked
from pathways.alerts.sending import MOST_FAILURES, MOST_REFUSALS, Tally, due_alerts, send_due
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.models import Opportunity
from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import ListingState
from pathways.mail import Letter, PostOffice, post_office
from pathways.settings import Settings
from tests.harness.alerts import PLUMBING, make_alert, make_due_alert
from tests.harness.mail import ReceivingServer, body_of, free_port, receiving_mail
from tests.unit.alerts.conftest import World

START = datetime(2026, 11, 29, 12, tzinfo=UTC)
SetClock = Callable[[datetime], None]
Server = tuple[ReceivingServer, int]


def write(alert: SearchAlert, criteria: SearchCriteria, new: Sequence[Card]) -> Letter:
    """A letter that names the search and the numbers of what is new."""
    numbers = " ".join(str(card.id) for card in new)
    return Letter(
        alert.email, criteria.text, numbers, (("Message-ID", letter_id(alert, "a key", "council.example")),)
    )


def office_at(port: int) -> PostOffice:
    return post_office(
        Settings(mail_server=SecretStr(f"smtp://127.0.0.1:{port}"), mail_from="site@council.example")
    )


def nothing(_stage: str, _done: int, _total: int) -> None:
    """No progress to show."""


def run(world: World, port: int, *, dry_run: bool = False) -> Tally:
    return send_due(
        world.database, office_at(port), world.grounds(), write, dry_run=dry_run, progress=nothing
    )


def kept(world: World) -> list[SearchAlert]:
    with world.database.open_session() as session:
        return list(session.execute(select(SearchAlert).order_by(SearchAlert.id)).scalars())


def all_of(world: World) -> str:
    return packed(card.id for card in world.cards())


def take_one_away(world: World, session: Session) -> int:
    """Withdraw an opportunity of the search; gives its number, for it to come back."""
    number = world.cards()[0].id
    set_state(world, session, number, ListingState.WITHDRAWN)
    return number


def set_state(world: World, session: Session, number: int, state: ListingState) -> None:
    session.get_one(Opportunity, number).state = state
    session.commit()
    world.publish()


def test_a_letter_tells_what_is_new_and_then_it_is_not_new_again(
    world: World, world_session: Session, mail_server: Server
) -> None:
    receiving, port = mail_server
    ids = [card.id for card in world.cards()]
    make_due_alert(world_session, seen=packed(ids[2:]))
    world_session.commit()
    assert run(world, port) == Tally(sent=1)
    (letter,) = receiving.letters
    assert letter["To"] == "kim@mail.example"
    assert body_of(letter).split() == [str(number) for number in ids[:2]]
    (alert,) = kept(world)
    assert unpacked(alert.seen) == set(ids)
    assert alert.next_letter_on == clock.today() + timedelta(days=7)
    assert run(world, port) == Tally()
    assert len(receiving.taken) == 1


def test_nothing_is_sent_when_nothing_is_new(
    world: World, world_session: Session, mail_server: Server
) -> None:
    receiving, port = mail_server
    make_due_alert(world_session, seen=all_of(world))
    world_session.commit()
    assert run(world, port) == Tally(quiet=1)
    assert receiving.taken == []
    (alert,) = kept(world)
    assert alert.next_letter_on == clock.today()


def test_after_a_quiet_week_news_is_told_on_the_day_it_comes(
    world: World, world_session: Session, mail_server: Server, clock_at: SetClock
) -> None:
    receiving, port = mail_server
    clock_at(START)
    number = take_one_away(world, world_session)
    make_due_alert(world_session, seen=all_of(world))
    world_session.commit()
    assert run(world, port) == Tally(quiet=1)
    clock_at(START + timedelta(days=1))
    set_state(world, world_session, number, ListingState.PUBLISHED)
    assert run(world, port) == Tally(sent=1)
    assert body_of(receiving.letters[0]).split() == [str(number)]


def test_letters_come_a_week_apart_whatever_the_hour(
    world: World, world_session: Session, mail_server: Server, clock_at: SetClock
) -> None:
    receiving, port = mail_server
    clock_at(START)
    make_due_alert(world_session)
    world_session.commit()
    run(world, port)
    with world.database.unit_of_work() as session:
        session.execute(select(SearchAlert)).scalar_one().seen = ""
    clock_at(START + timedelta(days=6, hours=11, minutes=59))
    assert run(world, port) == Tally()
    # A little earlier in the day than the first time: the seventh day is the seventh day.
    clock_at(START + timedelta(days=6, hours=12, minutes=1))
    assert run(world, port) == Tally(sent=1)
    assert len(receiving.taken) == 2


def test_only_what_was_said_yes_to_is_due_the_longest_waiting_first(session: Session) -> None:
    today = clock.today()
    make_alert(session)
    late = make_due_alert(session, next_letter_on=today - timedelta(days=2))
    now = make_due_alert(session)
    make_due_alert(session, next_letter_on=today + timedelta(days=1))
    latest = make_due_alert(session, next_letter_on=today - timedelta(days=9))
    assert due_alerts(session, today) == [latest.id, late.id, now.id]


def test_one_address_that_refuses_stops_no_other(
    world: World, world_session: Session, mail_server: Server
) -> None:
    receiving, port = mail_server
    for email in ("a@mail.example", "gone@mail.example", "full@mail.example", "b@mail.example"):
        make_due_alert(world_session, email=email)
    world_session.commit()
    assert run(world, port) == Tally(sent=2, refused=1, failed=1)
    assert receiving.receivers == ["a@mail.example", "b@mail.example"]
    today = clock.today()
    told = {alert.email: (alert.refusals, alert.next_letter_on, alert.seen) for alert in kept(world)}
    # Refused for good: again in a week, with the same news. Refused this once: at the next run.
    assert told["gone@mail.example"] == (1, today + timedelta(days=7), "")
    assert told["full@mail.example"] == (0, today, "")


def test_after_three_refusals_the_address_is_deleted(
    world: World, world_session: Session, mail_server: Server, clock_at: SetClock
) -> None:
    _receiving, port = mail_server
    clock_at(START)
    make_due_alert(world_session, email="gone@mail.example")
    world_session.commit()
    for week in range(MOST_REFUSALS - 1):
        clock_at(START + timedelta(days=7 * week))
        assert run(world, port) == Tally(refused=1)
        assert run(world, port) == Tally()
    clock_at(START + timedelta(days=7 * (MOST_REFUSALS - 1)))
    assert run(world, port) == Tally(ended=1)
    assert kept(world) == []


def test_a_letter_that_is_taken_forgives_earlier_refusals(
    world: World, world_session: Session, mail_server: Server
) -> None:
    _receiving, port = mail_server
    make_due_alert(world_session, refusals=2)
    world_session.commit()
    assert run(world, port) == Tally(sent=1)
    assert [alert.refusals for alert in kept(world)] == [0]


def test_while_the_server_is_down_nothing_is_lost(
    world: World, world_session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    number = MOST_FAILURES + 2
    for place in range(number):
        make_due_alert(world_session, email=f"kim{place}@mail.example")
    world_session.commit()
    assert run(world, port) == Tally(failed=MOST_FAILURES, left=2)
    assert [alert.seen for alert in kept(world)] == [""] * number
    assert "not sent" in caplog.text and "mail.example" not in caplog.text
    with receiving_mail(port) as (receiving, _port):
        assert run(world, port) == Tally(sent=number)
        assert len(set(receiving.receivers)) == number


def test_a_server_that_fails_now_and_then_is_tried_for_every_letter(
    world: World, world_session: Session, mail_server: Server
) -> None:
    receiving, port = mail_server
    for place in range(4):
        for _ in range(MOST_FAILURES - 1):
            make_due_alert(world_session, email=f"full{place}@mail.example")
        make_due_alert(world_session, email=f"kim{place}@mail.example")
    world_session.commit()
    assert run(world, port) == Tally(sent=4, failed=4 * (MOST_FAILURES - 1))
    assert receiving.receivers == [f"kim{place}@mail.example" for place in range(4)]


class Killed(BaseException):
    """As if the process had ended there."""


@pytest.mark.parametrize("taken", [1, 2, 3])
def test_killed_between_letters_and_run_again_each_is_sent_once(
    world: World, world_session: Session, mail_server: Server, taken: int
) -> None:
    receiving, port = mail_server
    for place in range(4):
        make_due_alert(world_session, email=f"kim{place}@mail.example")
    world_session.commit()

    def killed_after(_stage: str, done: int, _total: int) -> None:
        if done == taken:
            raise Killed

    with pytest.raises(Killed):
        send_due(
            world.database, office_at(port), world.grounds(), write, dry_run=False, progress=killed_after
        )
    assert len(receiving.taken) == taken
    assert run(world, port) == Tally(sent=4 - taken)
    assert sorted(receiving.receivers) == [f"kim{place}@mail.example" for place in range(4)]


def test_killed_before_a_letter_is_recorded_it_goes_again_under_the_same_number(
    world: World, world_session: Session, mail_server: Server
) -> None:
    receiving, port = mail_server
    make_due_alert(world_session)
    world_session.commit()
    office = office_at(port)

    class KilledAfterSending:
        def send(self, letter: Letter) -> None:
            office.send(letter)
            raise Killed

    with pytest.raises(Killed):
        send_due(
            world.database, KilledAfterSending(), world.grounds(), write, dry_run=False, progress=nothing
        )
    assert run(world, port) == Tally(sent=1)
    first, again = receiving.letters
    assert first["Message-ID"] == again["Message-ID"]
    assert body_of(first) == body_of(again)


def test_letters_stopped_while_one_is_under_way_stay_stopped(
    world: World, world_session: Session, mail_server: Server
) -> None:
    receiving, port = mail_server
    make_due_alert(world_session)
    world_session.commit()

    def stopped(_envelope: object) -> None:
        with world.database.unit_of_work() as session:
            session.delete(session.execute(select(SearchAlert)).scalar_one())

    receiving.when_taken = stopped
    assert run(world, port) == Tally(sent=1)
    assert kept(world) == []


def test_letters_stopped_before_their_turn_are_not_sent(
    world: World, world_session: Session, mail_server: Server
) -> None:
    receiving, port = mail_server
    make_due_alert(world_session, email="a@mail.example")
    make_due_alert(world_session, email="b@mail.example")
    world_session.commit()

    def other_stopped(_envelope: object) -> None:
        with world.database.unit_of_work() as session:
            for alert in session.execute(select(SearchAlert)).scalars():
                if alert.email == "b@mail.example":
                    session.delete(alert)

    receiving.when_taken = other_stopped
    assert run(world, port) == Tally(sent=1)
    assert receiving.receivers == ["a@mail.example"]


def test_a_search_whose_place_is_gone_is_left_alone(
    world: World, world_session: Session, mail_server: Server
) -> None:
    receiving, port = mail_server
    make_due_alert(world_session, query="q=plumbing&near=atlantis")
    make_due_alert(world_session, query=PLUMBING)
    world_session.commit()
    assert run(world, port) == Tally(sent=1, unreadable=1)
    assert len(receiving.taken) == 1


def test_a_dry_run_counts_and_changes_nothing(
    world: World, world_session: Session, mail_server: Server
) -> None:
    receiving, port = mail_server
    make_due_alert(world_session)
    make_due_alert(world_session, seen=all_of(world))
    make_alert(world_session, asked_at=clock.now() - timedelta(days=9))
    world_session.commit()
    before = [alert.model_dump() for alert in kept(world)]
    assert run(world, port, dry_run=True) == Tally(sent=1, quiet=1)
    assert receiving.taken == []
    assert [alert.model_dump() for alert in kept(world)] == before


def test_a_run_deletes_what_nobody_said_yes_to(
    world: World, world_session: Session, mail_server: Server
) -> None:
    _receiving, port = mail_server
    make_alert(world_session, asked_at=clock.now() - timedelta(days=2))
    make_alert(world_session, asked_at=clock.now())
    world_session.commit()
    assert run(world, port) == Tally(stale=1)
    assert len(kept(world)) == 1


def test_progress_goes_from_nothing_to_all(world: World, world_session: Session, mail_server: Server) -> None:
    _receiving, port = mail_server
    for _ in range(3):
        make_due_alert(world_session, seen=all_of(world))
    world_session.commit()
    told: list[tuple[int, int]] = []
    send_due(
        world.database,
        office_at(port),
        world.grounds(),
        write,
        dry_run=False,
        progress=lambda _stage, done, total: told.append((done, total)),
    )
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
