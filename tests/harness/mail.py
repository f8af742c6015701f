"""A mail server on a port of its own, and reading what it took or what lies in an outbox."""

from __future__ import annotations

import email
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope


class ReceivingServer:
    """What a mail server took. Addresses that begin with `gone` are refused for good, with `full` for now."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.when_taken: Callable[[Envelope], None] = lambda _envelope: None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, *_: Any) -> str:  # noqa: N802
        if address.startswith("gone"):
            return "550 no such person"
        if address.startswith("full"):
            return "452 no room"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        self.when_taken(envelope)
        return "250 taken"

    @property
    def receivers(self) -> list[str]:
        """To whom it took letters, in order."""
        return [receiver for envelope in self.taken for receiver in envelope.rcpt_tos]

    @property
    def letters(self) -> list[EmailMessage]:
        """The letters that it took, in order."""
        return [message_from(bytes(envelope.content or b"")) for envelope in self.taken]  # type: ignore[arg-type]


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@contextmanager
def receiving_mail(port: int | None = None) -> Iterator[tuple[ReceivingServer, int]]:
    """A mail server that runs for the time of the block, and its port."""
    receiving = ReceivingServer()
    listening = free_port() if port is None else port
    controller = Controller(receiving, hostname="127.0.0.1", port=listening)
    controller.start()
    try:
        yield receiving, listening
    finally:
        controller.stop()


def message_from(content: bytes) -> EmailMessage:
    """A letter as it is read."""
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body_of(message: Message) -> str:
    """The text of a letter."""
    assert isinstance(message, EmailMessage)
    return str(message.get_content()).replace("\r\n", "\n")


def outbox(instance_dir: Path) -> list[EmailMessage]:
    """The letters in the outbox of an instance folder, oldest first."""
    return [message_from(path.read_bytes()) for path in sorted((instance_dir / "outbox").glob("*.eml"))]


def link_in(message: Message, path: str) -> str:
    """The address in a letter that begins, behind the host, with a path; without the host."""
    lines = [line for line in body_of(message).splitlines() if path in line]
    assert lines, f"no {path} in {body_of(message)}"
    return path + lines[0].split(path, 1)[1]
