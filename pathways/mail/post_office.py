"""Where letters are handed in: an SMTP server, a folder in development, or nowhere."""

import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from pathways import clock
from pathways.mail.letters import Letter, written
from pathways.settings import Settings

SECONDS_TO_WAIT = 10
"""How long a mail server may take for one step."""


class MailNotSent(Exception):
    """A letter was not taken: no server is set, it does not answer, or it refuses everything. Try again later."""


class RecipientRefused(MailNotSent):
    """The server refuses this address for good (a reply of 5xx, or an address that is none)."""


class PostOffice(Protocol):
    """Whatever takes letters."""

    def send(self, letter: Letter) -> None:
        """Hand in one letter. Raises MailNotSent, or RecipientRefused when trying again is no use."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server at ``address``: `smtp://`, `smtp+starttls://` or `smtps://`, with user and password if it asks."""

    address: str
    sender: str
    name: str

    def send(self, letter: Letter) -> None:
        """Hand one letter to the server, over a connection of its own."""
        message = _message(letter, self.sender, self.name)
        try:
            with closing(self._connect()) as server:
                server.send_message(message)
                with suppress(smtplib.SMTPException, OSError):
                    # The letter was taken: how the server says goodbye does not change that.
                    server.quit()
        except smtplib.SMTPRecipientsRefused as error:
            code = max((code for code, _reply in error.recipients.values()), default=0)
            if code >= 500:
                raise RecipientRefused(f"the mail server refuses the address ({code})") from error
            raise MailNotSent(f"the mail server cannot take the letter now ({code})") from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailNotSent(f"the mail server took no letter ({type(error).__name__})") from error

    def _connect(self) -> smtplib.SMTP:
        parts = urlsplit(self.address)
        host = parts.hostname or "localhost"
        server: smtplib.SMTP
        if parts.scheme == "smtps":
            context = ssl.create_default_context()
            server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS_TO_WAIT, context=context)
        else:
            server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS_TO_WAIT)
        try:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True, slots=True)
class Outbox:
    """A folder that keeps each letter as a file (`.eml`), for development and tests."""

    folder: Path
    sender: str
    name: str

    def send(self, letter: Letter) -> None:
        """Write one letter into the folder, whole or not at all."""
        message = _message(letter, self.sender, self.name)
        self.folder.mkdir(parents=True, exist_ok=True)
        place = self.folder / f"{clock.now():%Y%m%d-%H%M%S-%f}-{uuid4().hex[:6]}.eml"
        half = place.with_suffix(".part")
        half.write_bytes(message.as_bytes())
        half.replace(place)


@dataclass(frozen=True, slots=True)
class NoPostOffice:
    """A service for which no mail server is set."""

    def send(self, letter: Letter) -> None:
        """Send nothing, and say so."""
        raise MailNotSent(f"no mail server is set for “{letter.subject}” (PATHWAYS_MAIL_SERVER)")


def post_office(settings: Settings) -> PostOffice:
    """Where the service of ``settings`` hands in its letters."""
    if settings.mail_server:
        address = settings.mail_server.get_secret_value()
        return SmtpServer(address, sender=settings.sender_address, name=settings.site_name)
    if settings.env == "development":
        return Outbox(settings.instance_dir / "outbox", settings.sender_address, settings.site_name)
    return NoPostOffice()


def _message(letter: Letter, sender: str, name: str) -> EmailMessage:
    try:
        return written(letter, sender=sender, name=name)
    except (ValueError, HeaderParseError) as error:
        raise RecipientRefused("the address cannot stand in a letter") from error
