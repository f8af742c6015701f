"""One letter: plain text to one person."""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from email.utils import format_datetime, make_msgid

from pathways import clock

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
"""What an address may be made of: the HTML standard's rule for `type=email`, less strict about dots."""


class AddressInBrackets(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc]
    """A header that holds a web address. Folding one that is long would encode it, and no mail program reads that."""

    def fold(self, *, policy: Policy) -> str:
        """The header on one line, however long."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", AddressInBrackets)
_POLICY = SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in plain text. ``headers`` are further ones, such as `List-Unsubscribe`.

    A `Message-ID` among them takes the place of a new one: a letter that may be sent twice is told by it.
    """

    to: str
    subject: str
    text: str
    headers: tuple[tuple[str, str], ...] = field(default=())


def written(letter: Letter, *, sender: str, name: str) -> EmailMessage:
    """The message that goes out, from ``name`` at the address ``sender``.

    Raises ValueError when an address or a header could not stand in a message (a line end in it, say).
    """
    if not _ADDRESS.fullmatch(letter.to):
        raise ValueError("That is not an e-mail address.")
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(name, addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.now())
    if not any(header.lower() == "message-id" for header, _value in letter.headers):
        message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    # Letters that a machine writes ask for no answer from other machines (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    for header, value in letter.headers:
        message[header] = value
    message.set_content(letter.text)
    return message
