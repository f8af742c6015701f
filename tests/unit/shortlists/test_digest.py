"""The weekly letter: only when asked for, once a week, with counts and no label."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.models import Membership, Organisation, StaffUser
from pathways.accounts.roles import Role
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.database import Database
from pathways.mail import Letter, MailNotSent, RecipientRefused
from pathways.mail.text import WIDTH
from pathways.shortlists.digest import MOST_FAILURES, Tally, desks_due, send_digests
from pathways.shortlists.digest_letters import digest_letter
from pathways.shortlists.digest_links import TOKEN_LENGTH, desk_of_token, letter_id, token_for
from pathways.shortlists.models import AdviserDesk, ListKind
from pathways.shortlists.operations.lists import want_digest
from pathways.shortlists.operations.sharing import make_share
from pathways.shortlists.rules.whose import Whose
from tests.harness.staff import make_membership
from tests.unit.shortlists.conftest import KEY, Schools, a_list


@dataclass
class Post:
    """A post office that keeps what it is given; it refuses some addresses, and takes none when it is `shut`."""

    letters: list[Letter] = field(default_factory=list)
    refuses: tuple[str, ...] = ()
    shut: bool = False
    asked: int = 0

    def send(self, letter: Letter) -> None:
        self.asked += 1
        if self.shut:
            raise MailNotSent("no server")
        if letter.to in self.refuses:
            raise RecipientRefused("no such person")
        self.letters.append(letter)


@pytest.fixture(autouse=True)
def _in_words(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture
def snapshot(app: Flask) -> CatalogueSnapshot:
    return app.extensions["catalogue"].snapshot()  # type: ignore[no-any-return]


@pytest.fixture
def send(database: Database, snapshot: CatalogueSnapshot) -> Callable[..., Tally]:
    """Send what is due."""

    def run(post: Post, *, dry_run: bool = False) -> Tally:
        return send_digests(database, snapshot, post, digest_letter, dry_run=dry_run)

    return run


def a_waiting_list(session: Session, whose: Whose, label: str = "ZQX-1") -> None:
    """A list that was shared and not answered, of somebody who wants letters."""
    make_share(session, a_list(session, whose, label, items=1, kind=ListKind.GROUP), KEY, 90)
    want_digest(session, whose, wanted=True)
    session.commit()


def email_of(session: Session, whose: Whose) -> str:
    return session.get_one(StaffUser, whose.user_id).email


def many_waiting(session: Session, school: Whose, count: int) -> None:
    """So many advisers of a school who want letters and have something to be told."""
    organisation = session.get_one(Organisation, school.organisation_id)
    for _ in range(count):
        joined = make_membership(session, role=Role.ADVISER, organisation=organisation)
        a_waiting_list(session, Whose(school.organisation_id, joined.user_id))


def test_the_letter_counts_and_names_no_list(
    session: Session, schools: Schools, send: Callable[..., Tally]
) -> None:
    a_waiting_list(session, schools.first)
    post = Post()
    assert send(post) == Tally(sent=1)
    (letter,) = post.letters
    assert letter.to == email_of(session, schools.first)
    assert "1 shared list has no answer yet" in letter.text
    assert "This week at Harbour School:" in letter.text
    assert "/advisers\n" in letter.text and "To stop these letters" in letter.text
    assert "ZQX" not in letter.text + letter.subject
    assert all(len(line) <= WIDTH or " " not in line for line in letter.text.splitlines())


def test_the_letter_has_a_button_to_stop_for_mail_programs(
    session: Session, schools: Schools, send: Callable[..., Tally]
) -> None:
    a_waiting_list(session, schools.first)
    post = Post()
    send(post)
    headers = dict(post.letters[0].headers)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert "/advisers/letters/stop?t=" in address and address in post.letters[0].text


def test_one_letter_a_week(
    session: Session,
    schools: Schools,
    send: Callable[..., Tally],
    clock_at: Callable[[datetime], None],
) -> None:
    a_waiting_list(session, schools.first)
    first, second = Post(), Post()
    send(first)
    began = clock.now()
    clock_at(began + timedelta(days=6))
    assert send(second) == Tally()
    clock_at(began + timedelta(days=7) - timedelta(minutes=5))
    assert send(second) == Tally(sent=1)
    ids = [dict(post.letters[0].headers)["Message-ID"] for post in (first, second)]
    assert ids[0] != ids[1]


def test_a_quiet_week_has_no_letter_and_the_next_news_comes_at_once(
    session: Session, schools: Schools, send: Callable[..., Tally]
) -> None:
    a_list(session, schools.first)
    want_digest(session, schools.first, wanted=True)
    session.commit()
    assert send(Post()) == Tally(quiet=1)
    a_waiting_list(session, schools.first)
    assert send(Post()) == Tally(sent=1)


def test_lists_that_go_soon_are_in_it(
    session: Session,
    schools: Schools,
    send: Callable[..., Tally],
    clock_at: Callable[[datetime], None],
) -> None:
    a_list(session, schools.first)
    want_digest(session, schools.first, wanted=True)
    session.commit()
    clock_at(datetime(2027, 8, 1, 9, tzinfo=UTC))
    post = Post()
    send(post)
    assert "Lists go on 31 August 2027" in post.letters[0].text


def test_nobody_gets_a_letter_who_did_not_ask(session: Session, schools: Schools) -> None:
    make_share(session, a_list(session, schools.first), KEY)
    assert desks_due(session, clock.now()) == []
    want_digest(session, schools.first, wanted=False)
    assert desks_due(session, clock.now()) == []


@pytest.mark.parametrize("gone", ["removed", "disabled", "suspended", "editor"])
def test_who_has_left_gets_none(session: Session, schools: Schools, gone: str) -> None:
    a_waiting_list(session, schools.first)
    assert desks_due(session, clock.now()) == [schools.first]
    membership = session.scalars(select(Membership).where(Membership.user_id == schools.first.user_id)).one()
    if gone == "removed":
        membership.removed_at = clock.now()
    elif gone == "disabled":
        session.get_one(StaffUser, schools.first.user_id).active = False
    elif gone == "suspended":
        session.get_one(Organisation, schools.first.organisation_id).suspended_at = clock.now()
    else:
        membership.role = Role.PROVIDER_EDITOR
    session.flush()
    assert desks_due(session, clock.now()) == []


def test_one_refused_address_stops_nobody_elses_letter(
    session: Session, schools: Schools, send: Callable[..., Tally]
) -> None:
    for whose in (schools.first, schools.second, schools.other):
        a_waiting_list(session, whose)
    post = Post(refuses=(email_of(session, schools.first),))
    assert send(post) == Tally(sent=2, refused=1)
    assert [letter.to for letter in post.letters] == [
        email_of(session, schools.second),
        email_of(session, schools.other),
    ]
    assert send(post) == Tally(), "the one that was refused is asked again in a week, not each day"


def test_a_letter_that_was_not_taken_is_tried_again(
    session: Session, schools: Schools, send: Callable[..., Tally]
) -> None:
    a_waiting_list(session, schools.first)
    assert send(Post(shut=True)) == Tally(failed=1)
    assert session.scalars(select(AdviserDesk)).one().digest_sent_at is None
    assert send(Post()) == Tally(sent=1)


def test_a_server_that_takes_nothing_is_not_asked_for_ever(
    session: Session, schools: Schools, send: Callable[..., Tally]
) -> None:
    many_waiting(session, schools.first, MOST_FAILURES + 2)
    post = Post(shut=True)
    assert send(post) == Tally(failed=MOST_FAILURES, left=2)
    assert post.asked == MOST_FAILURES
    assert send(Post()) == Tally(sent=MOST_FAILURES + 2)


def test_who_stops_them_while_they_are_sent_gets_none(
    session: Session, schools: Schools, send: Callable[..., Tally], database: Database
) -> None:
    a_waiting_list(session, schools.first)
    a_waiting_list(session, schools.second)

    class Stopping(Post):
        def send(self, letter: Letter) -> None:
            super().send(letter)
            with database.unit_of_work() as own:
                want_digest(own, schools.second, wanted=False)

    post = Stopping()
    assert send(post) == Tally(sent=1)


def test_a_dry_run_counts_and_changes_nothing(
    session: Session, schools: Schools, send: Callable[..., Tally]
) -> None:
    a_waiting_list(session, schools.first)
    post = Post()
    assert send(post, dry_run=True) == Tally(sent=1)
    assert post.asked == 0
    assert send(post) == Tally(sent=1)


def test_a_link_to_stop_is_of_one_desk_and_needs_the_key(session: Session, schools: Schools) -> None:
    desks = []
    for whose in (schools.first, schools.second):
        want_digest(session, whose, wanted=True)
        desks.append(session.get_one(AdviserDesk, (whose.user_id, whose.organisation_id)))
    first, second = (token_for(desk, KEY) for desk in desks)
    assert len(first) == TOKEN_LENGTH and first != second
    assert desk_of_token(session, first, KEY) is desks[0]
    assert desk_of_token(session, second, KEY) is desks[1]
    assert desk_of_token(session, first, "another key" * 5) is None
    assert desk_of_token(session, second[:16] + first[16:], KEY) is None, "one's own proof opens no other"
    session.delete(desks[0])
    session.flush()
    assert desk_of_token(session, first, KEY) is None


@pytest.mark.parametrize("token", ["", "x" * 48, "0" * 48, "f" * 48, "é" * 48, "0" * 47, "\x00" * 48])
def test_what_is_no_link_stops_nothing(session: Session, schools: Schools, token: str) -> None:
    want_digest(session, schools.first, wanted=True)
    assert desk_of_token(session, token, KEY) is None


def test_a_letter_that_goes_twice_is_told_by_its_id() -> None:
    desk = AdviserDesk(user_id=1, organisation_id=2, wants_digest=True)
    assert letter_id(desk, KEY, "mail.example") == letter_id(desk, KEY, "mail.example")
    before = letter_id(desk, KEY, "mail.example")
    desk.digest_sent_at = datetime(2027, 3, 10, tzinfo=UTC)
    assert letter_id(desk, KEY, "mail.example") != before
