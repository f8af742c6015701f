"""`pathways send-digests`, as a timer runs it: a real snapshot, a real mail server, the site's own letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import Result
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pathways.accounts.models import StaffUser
from pathways.catalogue.models import Opportunity
from pathways.catalogue.one_at_a_time import one_at_a_time
from pathways.cli.digests import LOCK
from pathways.database import Database
from pathways.host.models import SiteSetting
from pathways.shortlists.models import AdviserDesk
from pathways.shortlists.operations.items import add_items
from pathways.shortlists.operations.lists import make_lists, want_digest
from pathways.shortlists.operations.sharing import make_share
from pathways.shortlists.rules.details import ListDetails
from pathways.shortlists.rules.new_item import NewItem
from pathways.shortlists.rules.whose import Whose
from tests.harness.catalogue import SeededCatalogue
from tests.harness.mail import ReceivingServer, body_of, free_port, link_in, outbox, receiving_mail
from tests.harness.staff import make_staff_world
from tests.unit.cli.conftest import invoke


@pytest.fixture
def database(own_site: SeededCatalogue, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The demonstration catalogue behind the command, with three advisers who want letters."""
    monkeypatch.setenv("PATHWAYS_SITE_ADDRESS", "https://pathways.council.example")
    opened = own_site.open_database()
    with opened.unit_of_work() as session:
        world = make_staff_world(session)
        for adviser, email in zip((*world.advisers, world.lead), EMAILS, strict=True):
            session.get_one(StaffUser, adviser).email = email
            a_desk(session, Whose(world.school, adviser))
        session.add(SiteSetting(name="site_name", value="Weardale Ways"))
    yield opened
    opened.close()


EMAILS = ("kim@school.example", "gone@school.example", "lee@school.example")


def a_desk(session: Session, whose: Whose) -> None:
    """A shared list without an answer, with something on it that has gone and something that has not changed."""
    (made,) = make_lists(session, whose, ListDetails("ZQX-1", purpose="ZQX purpose"))
    there = session.scalars(select(Opportunity.id).order_by(Opportunity.id)).first()
    for number in (2_000_000_000, there or 0):
        add_items(
            session, made, [NewItem(number, 7, {"card": {"title": "ZQX plumbing"}, "starts": []}, "t-level")]
        )
    make_share(session, made, "k" * 40)
    want_digest(session, whose, wanted=True)


def call(*arguments: str) -> Result:
    return invoke("send-digests", *arguments)


def sent_at(database: Database) -> list[bool]:
    """For each desk whether its letter is recorded, in the order of `EMAILS`."""
    with database.open_session() as session:
        found = select(AdviserDesk.digest_sent_at).order_by(AdviserDesk.user_id)
        return [moment is not None for moment in session.scalars(found)]


def test_a_run_sends_and_one_refused_address_does_not_end_it(
    database: Database, mail_server: ReceivingServer
) -> None:
    result = call()
    assert (result.exit_code, result.stdout) == (0, "Letters sent: 2\n  1 refused by the address\n")
    assert mail_server.receivers == ["kim@school.example", "lee@school.example"]
    assert sent_at(database) == [True, True, True]
    again = call()
    assert (again.exit_code, again.stdout) == (0, "Letters sent: 0\n")
    assert len(mail_server.taken) == 2


def test_letters_lead_to_the_desk_count_and_name_nobody(
    database: Database, mail_server: ReceivingServer
) -> None:
    call()
    letter = mail_server.letters[0]
    text = body_of(letter)
    assert letter["Subject"] == "Your lists this week"
    assert "- 1 shared list has no answer yet" in text
    assert "closed or changed" in text, "the snapshot was asked"
    assert "\nhttps://pathways.council.example/advisers\n" in text
    assert text.rstrip().endswith("Weardale Ways\nhttps://pathways.council.example/")
    assert "ZQX" not in letter.as_string()


def test_letters_carry_a_button_to_stop(database: Database, mail_server: ReceivingServer) -> None:
    call()
    letter = mail_server.letters[0]
    link = link_in(letter, "/advisers/letters/stop?t=")
    assert letter["List-Unsubscribe"] == f"<https://pathways.council.example{link}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Date"] and letter["Message-ID"]
    assert link_in(mail_server.letters[1], "/advisers/letters/stop?t=") != link


def test_a_server_that_is_down_fails_the_run_and_the_next_one_sends(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("PATHWAYS_MAIL_SERVER", f"smtp://127.0.0.1:{port}")
    result = call()
    assert result.exit_code == 1
    assert "3 not sent, for the mail server took none; they stay due" in result.stdout
    assert sent_at(database) == [False, False, False]
    with receiving_mail(port) as (receiving, _port):
        assert call().exit_code == 0
    assert len(receiving.taken) == 2


def test_two_runs_at_once_are_one_too_many(
    database: Database, own_catalogue: SeededCatalogue, mail_server: ReceivingServer
) -> None:
    with one_at_a_time(database, own_catalogue.instance_dir, LOCK) as held:
        assert held is not None
        result = call()
    assert result.exit_code == 1
    assert "another run" in result.stderr
    assert mail_server.taken == []
    assert call().exit_code == 0


def test_without_a_catalogue_nothing_is_sent_and_nothing_marked_as_sent(
    database: Database, own_catalogue: SeededCatalogue, mail_server: ReceivingServer
) -> None:
    (own_catalogue.instance_dir / "snapshot").rename(own_catalogue.instance_dir / "elsewhere")
    result = call()
    assert result.exit_code == 1
    assert "pathways index" in result.stderr
    assert mail_server.taken == []
    assert sent_at(database) == [False, False, False]


def test_a_database_that_goes_away_ends_the_run_in_words(
    database: Database, mail_server: ReceivingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_envelope: object) -> None:
        def fail(*_arguments: object, **_names: object) -> None:
            raise OperationalError("SELECT 1", {}, Exception("the server closed the connection"))

        monkeypatch.setattr("pathways.shortlists.digest.watch", fail)

    mail_server.when_taken = away
    result = call()
    assert result.exit_code == 1
    assert "The database went away" in result.stderr
    assert "Traceback" not in result.output
    assert sent_at(database) == [True, False, False], "what was taken is recorded"


def test_a_database_that_is_away_from_the_start_is_told(
    database: Database, mail_server: ReceivingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_DATABASE_URL", f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/none")
    result = call()
    assert result.exit_code == 1
    assert "Traceback" not in result.output and result.output.startswith("Error:")
    assert mail_server.taken == []


def test_stopping_the_command_loses_nothing(
    database: Database, mail_server: ReceivingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_envelope: object) -> None:
        def stop(*_arguments: object, **_names: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("pathways.shortlists.digest.watch", stop)

    mail_server.when_taken = interrupted
    result = call()
    assert result.exit_code == 1
    assert "run it again" in result.stderr
    assert sent_at(database) == [True, False, False]


def test_a_dry_run_needs_no_server_and_sends_nothing(
    database: Database, own_catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "production")
    monkeypatch.setenv("PATHWAYS_SECRET_KEY", "k" * 48)
    result = call("--dry-run")
    assert (result.exit_code, result.stdout) == (0, "Letters that would be sent: 3\n")
    assert outbox(own_catalogue.instance_dir) == []
    assert sent_at(database) == [False, False, False]


def test_production_without_a_mail_server_is_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATHWAYS_ENV", "production")
    monkeypatch.setenv("PATHWAYS_SECRET_KEY", "k" * 48)
    result = call()
    assert result.exit_code == 1
    assert "PATHWAYS_MAIL_SERVER" in result.stderr


def test_addresses_are_never_written_to_the_terminal(
    database: Database, mail_server: ReceivingServer
) -> None:
    assert "school.example" not in call().output


def test_in_development_letters_lie_in_the_outbox(
    database: Database, own_catalogue: SeededCatalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PATHWAYS_MAIL_SERVER", raising=False)
    assert call().exit_code == 0
    assert sorted(letter["To"] for letter in outbox(own_catalogue.instance_dir)) == sorted(EMAILS)
