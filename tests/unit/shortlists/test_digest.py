"""The weekly letter: only when asked for, once a week, with counts and no label."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.accounts.models import Membership, StaffUser
from pathways.cli import main
from pathways.mail import Letter, MailNotSent
from pathways.shortlists.digest import letters_due, send_letters
from pathways.shortlists.models import AdviserDesk
from pathways.shortlists.operations.lists import want_digest
from pathways.shortlists.operations.sharing import make_share
from tests.harness.catalogue import make_app, make_settings
from tests.unit.shortlists.conftest import KEY, Schools, a_list

ADDRESS = "https://pathways.example/advisers"


def send(session: Session, letters: list[Letter], tmp_path: Path) -> int:
    """Send what is due, in the words of an application."""
    app = make_app(make_settings(tmp_path / "instance"))
    with app.test_request_context():
        return send_letters(session, None, letters.append, ADDRESS)


def a_waiting_list(session: Session, schools: Schools) -> None:
    make_share(session, a_list(session, schools.first, "ZQX-1", items=1), KEY, 90)
    want_digest(session, schools.first, wanted=True)
    session.commit()


def test_the_letter_counts_and_names_no_list(session: Session, schools: Schools, tmp_path: Path) -> None:
    a_waiting_list(session, schools)
    letters: list[Letter] = []
    assert send(session, letters, tmp_path) == 1
    (letter,) = letters
    user = session.get_one(StaffUser, schools.first.user_id)
    assert letter.to == user.email
    assert "1 shared list has no answer yet" in letter.text
    assert ADDRESS in letter.text and "stop these letters" in letter.text
    assert "ZQX" not in letter.text + letter.subject


def test_one_letter_a_week(
    session: Session, schools: Schools, tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    a_waiting_list(session, schools)
    letters: list[Letter] = []
    send(session, letters, tmp_path)
    began = clock.now()
    clock_at(began + timedelta(days=6))
    assert send(session, letters, tmp_path) == 0
    clock_at(began + timedelta(days=7) - timedelta(minutes=5))
    assert send(session, letters, tmp_path) == 1


def test_a_quiet_week_has_no_letter(session: Session, schools: Schools, tmp_path: Path) -> None:
    a_list(session, schools.first)
    want_digest(session, schools.first, wanted=True)
    session.commit()
    assert send(session, [], tmp_path) == 0


def test_lists_that_go_soon_are_in_it(
    session: Session, schools: Schools, tmp_path: Path, clock_at: Callable[[datetime], None]
) -> None:
    a_list(session, schools.first)
    want_digest(session, schools.first, wanted=True)
    session.commit()
    clock_at(datetime(2027, 8, 1, 9, tzinfo=UTC))
    letters: list[Letter] = []
    send(session, letters, tmp_path)
    assert "Lists go on 31 August 2027" in letters[0].text


def test_nobody_gets_a_letter_who_did_not_ask(session: Session, schools: Schools) -> None:
    make_share(session, a_list(session, schools.first), KEY)
    assert letters_due(session, clock.now()) == []
    want_digest(session, schools.first, wanted=False)
    assert letters_due(session, clock.now()) == []


@pytest.mark.parametrize("gone", ["removed", "disabled"])
def test_who_has_left_gets_none(session: Session, schools: Schools, gone: str) -> None:
    a_waiting_list(session, schools)
    assert len(letters_due(session, clock.now())) == 1
    if gone == "removed":
        found = select(Membership).where(Membership.user_id == schools.first.user_id)
        session.scalars(found).one().removed_at = clock.now()
    else:
        session.get_one(StaffUser, schools.first.user_id).active = False
    session.flush()
    assert letters_due(session, clock.now()) == []


def test_a_letter_that_was_not_taken_is_tried_again(
    session: Session, schools: Schools, tmp_path: Path
) -> None:
    a_waiting_list(session, schools)

    def refuse(_letter: Letter) -> None:
        raise MailNotSent("no server")

    app = make_app(make_settings(tmp_path / "instance"))
    with app.test_request_context(), pytest.raises(MailNotSent):
        send_letters(session, None, refuse, ADDRESS)
    session.rollback()
    assert session.scalars(select(AdviserDesk)).one().digest_sent_at is None


def test_the_command_sends_and_says_how_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schools: Schools
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "development")
    monkeypatch.setenv("PATHWAYS_INSTANCE_DIR", str(tmp_path / "made"))
    runner = CliRunner()
    assert runner.invoke(main, ["init"]).exit_code == 0
    result = runner.invoke(main, ["send-digests"])
    assert result.exit_code == 0, result.output
    assert "0 letters were sent." in result.output
