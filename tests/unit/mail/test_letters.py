"""Letters: what goes out, through a real mail server and into the outbox."""

import email
from collections.abc import Iterator
from datetime import UTC, datetime
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from pathways import clock
from pathways.mail import Letter, MailNotSent, PostOffice, RecipientRefused, post_office
from pathways.mail.letters import written
from pathways.settings import Settings
from tests.harness.mail import ReceivingServer, body_of, free_port, receiving_mail

LETTER = Letter(
    "someone@school.example", "Three new plumbing courses – near you", "Hello,\n\nŵ and £ arrive.\n"
)


@pytest.fixture
def server() -> Iterator[tuple[ReceivingServer, int]]:
    with receiving_mail() as running:
        yield running


def office_at(port: int, login: str = "") -> PostOffice:
    return post_office(
        Settings(mail_server=SecretStr(f"smtp://{login}127.0.0.1:{port}"), mail_from="site@council.example")
    )


def test_a_letter_arrives_as_it_was_written(server: tuple[ReceivingServer, int]) -> None:
    receiving, port = server
    office_at(port).send(LETTER)
    (envelope,) = receiving.taken
    assert envelope.rcpt_tos == ["someone@school.example"]
    assert envelope.mail_from == "site@council.example"
    assert isinstance(envelope.content, bytes)
    message = email.message_from_bytes(envelope.content, policy=default)
    assert message["Subject"] == LETTER.subject
    assert body_of(message) == LETTER.text


def test_an_address_refused_for_good_is_told_from_one_refused_for_now(
    server: tuple[ReceivingServer, int],
) -> None:
    _receiving, port = server
    with pytest.raises(RecipientRefused):
        office_at(port).send(Letter("gone@school.example", "a", "b"))
    with pytest.raises(MailNotSent) as raised:
        office_at(port).send(Letter("full@school.example", "a", "b"))
    assert not isinstance(raised.value, RecipientRefused)


def test_a_server_that_is_away_is_no_fault_of_the_address() -> None:
    with pytest.raises(MailNotSent) as raised:
        office_at(free_port()).send(LETTER)
    assert not isinstance(raised.value, RecipientRefused)
    assert "someone@school.example" not in str(raised.value)


def test_the_server_is_told_who_we_are_when_it_asks() -> None:
    receiving, port, seen = ReceivingServer(), free_port(), []

    def let_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        seen.append((data.login, data.password))
        return AuthResult(success=True)

    controller = Controller(
        receiving, hostname="127.0.0.1", port=port, authenticator=let_in, auth_require_tls=False
    )
    controller.start()
    try:
        office_at(port, login="site:p%40ss%2Fword@").send(LETTER)
    finally:
        controller.stop()
    assert seen == [(b"site", b"p@ss/word")]
    assert len(receiving.taken) == 1


def test_starttls_is_never_done_without(server: tuple[ReceivingServer, int]) -> None:
    receiving, port = server
    office = post_office(Settings(mail_server=SecretStr(f"smtp+starttls://127.0.0.1:{port}")))
    with pytest.raises(MailNotSent):
        office.send(LETTER)
    assert receiving.taken == []


def test_in_development_letters_lie_in_the_outbox(tmp_path: Path) -> None:
    office = post_office(Settings(env="development", instance_dir=tmp_path))
    office.send(LETTER)
    office.send(LETTER)
    files = sorted((tmp_path / "outbox").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    message = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert (message["To"], body_of(message)) == (LETTER.to, LETTER.text)


def test_production_without_a_server_says_so(tmp_path: Path) -> None:
    with pytest.raises(MailNotSent, match="PATHWAYS_MAIL_SERVER"):
        post_office(Settings(instance_dir=tmp_path)).send(LETTER)


def test_letters_carry_a_day_a_number_and_their_own_headers() -> None:
    clock.set_clock(lambda: datetime(2026, 11, 29, 9, 5, tzinfo=UTC))
    try:
        stop = (("List-Unsubscribe", "<https://site.example/stop>"),)
        message = written(Letter("a@b.example", "s", "t", stop), sender="x@y.example", name="Site – North")
    finally:
        clock.set_clock(None)
    assert message["Date"] == "Sun, 29 Nov 2026 09:05:00 +0000"
    assert message["Message-ID"].endswith("@y.example>")
    assert message["List-Unsubscribe"] == "<https://site.example/stop>"
    assert str(message["From"]) == "Site – North <x@y.example>"


def test_a_long_address_in_a_header_stays_readable_for_mail_programs() -> None:
    stop = f"<https://pathways.council.example/stop?t={'a1' * 40}>"
    letter = Letter("a@b.example", "A subject – long enough " * 6, "t", (("List-Unsubscribe", stop),))
    lines = written(letter, sender="x@y.example", name="Site").as_bytes().split(b"\r\n")
    assert f"List-Unsubscribe: {stop}".encode() in lines
    assert max(len(line) for line in lines if not line.startswith(b"List-Unsubscribe")) <= 78


def test_a_letter_that_may_go_twice_keeps_its_number() -> None:
    letter = Letter("a@b.example", "s", "t", (("Message-ID", "<the-same@y.example>"),))
    message = written(letter, sender="x@y.example", name="Site")
    assert message.get_all("Message-ID") == ["<the-same@y.example>"]


def test_a_letter_that_was_taken_is_sent_whatever_follows(server: tuple[ReceivingServer, int]) -> None:
    receiving, port = server

    async def hang_up(smtp: Any, session: Any, envelope: Any) -> str:
        smtp.transport.close()
        return "221 gone"

    receiving.handle_QUIT = hang_up  # type: ignore[attr-defined]
    office_at(port).send(LETTER)
    assert len(receiving.taken) == 1


TYPED = st.text(max_size=30) | st.from_regex(r"[a-z.]{0,9}@[a-z.,\n]{0,9}")


@given(TYPED, st.text(max_size=30), st.text(max_size=60))
def test_nothing_typed_adds_a_header_or_a_recipient(to: str, subject: str, text: str) -> None:
    try:
        message = written(Letter(to, subject, text), sender="x@y.example", name="Site")
    except (ValueError, email.errors.HeaderParseError):
        return
    names = [name.lower() for name, _value in email.message_from_bytes(message.as_bytes()).items()]
    assert names.count("to") == 1
    assert not {"bcc", "cc", "reply-to"} & set(names)
    assert len(message["To"].addresses) == 1


@pytest.mark.parametrize(
    "to", ["a@b.example\nBcc: c@d.example", "no address", "", "a@b.example, c@d.example"]
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, to: str) -> None:
    with pytest.raises(RecipientRefused):
        post_office(Settings(env="development", instance_dir=tmp_path)).send(Letter(to, "a", "b"))
    assert not list(tmp_path.glob("outbox/*"))


@pytest.mark.parametrize(
    "address", ["mail.example", "http://mail.example", "smtp://", "smtp://a b:25", "smtp://h:port"]
)
def test_a_mail_server_that_is_no_address_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(ValidationError, match="smtp"):
        Settings(mail_server=SecretStr(address))


def test_letters_come_from_the_host_unless_said() -> None:
    assert Settings(host_contact="help@council.example").sender_address == "help@council.example"
    assert (
        Settings(host_contact="a@b.c", mail_from="site@council.example").sender_address
        == "site@council.example"
    )
    with pytest.raises(ValidationError, match=r"pathways@council\.example"):
        Settings(mail_from="Council <a@b.c>")


def test_the_password_of_the_mail_server_is_never_shown() -> None:
    assert "hush" not in repr(Settings(mail_server=SecretStr("smtp://me:hush@mail.example")))
