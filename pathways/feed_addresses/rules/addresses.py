"""An address as somebody typed it: one that we can fetch from, or refused in words."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from pathways.feed_addresses.models import LONGEST_ADDRESS

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<host>(?:{_LABEL}\.)*{_LABEL}|\[[0-9a-f:.]+\])(?::(?P<port>\d{{1,5}}))?"
    r"(?P<rest>[/?][!-~]*)?",
    re.IGNORECASE | re.ASCII,
)
_NAME = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?", re.ASCII)
_NEVER_IN_A_TARGET = frozenset('\\"<>^`{|}')
_PORTS = {"https": 443, "http": 80}
_INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "test", "invalid")
"""Last parts of names that are of no use outside one building."""


class AddressRefusedError(ValueError):
    """An address that we do not fetch from. The message says why, and what to write."""


@dataclass(frozen=True, slots=True)
class FeedUrl:
    """An address in parts. ``target`` is what the server is asked for: path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def text(self) -> str:
        """The address as it is kept and shown."""
        return f"{self.scheme}://{self.authority}{self.target}"

    @property
    def authority(self) -> str:
        """The host, with its port where it is not the usual one."""
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"

    def is_same_server(self, other: "FeedUrl") -> bool:
        """Whether both are asked of the same server in the same way."""
        return (self.scheme, self.host, self.port) == (other.scheme, other.host, other.port)


def read_address(typed: str, *, locally: bool = False) -> FeedUrl:
    """An https address of a named server, on the usual port, without a name or password in it.

    ``locally`` allows http, any port, and names and numbers of this machine: for tests and development.
    Raises AddressRefusedError.
    """
    text = typed.strip()
    if len(text) > LONGEST_ADDRESS:
        raise AddressRefusedError(f"The address is longer than {LONGEST_ADDRESS} letters. Use a shorter one.")
    text = text.partition("#")[0]
    if "@" in text.partition("://")[2].partition("/")[0]:
        raise AddressRefusedError("Leave out the name and password. We only read feeds that are open to all.")
    found = _ADDRESS.fullmatch(text)
    if found is None or _NEVER_IN_A_TARGET & set(found["rest"] or ""):
        raise AddressRefusedError(
            "Write the whole address, as a browser shows it: https:// and all that follows."
        )
    scheme, host = found["scheme"].lower(), found["host"].lower()
    if scheme != "https" and not (locally and scheme == "http"):
        raise AddressRefusedError("The address must begin with https://")
    port = int(found["port"] or _PORTS[scheme])
    if not locally and port != _PORTS[scheme]:
        raise AddressRefusedError("Leave out the number after the colon. We only read from the usual one.")
    if not locally and (not _NAME.fullmatch(host) or host.rpartition(".")[2] in _INSIDE):
        raise AddressRefusedError(
            "Use the name of a website that anybody can open, such as www.college.ac.uk"
        )
    if not 1 <= port <= 65_535:
        raise AddressRefusedError("The number after the colon is none that a server has.")
    rest = found["rest"] or "/"
    return FeedUrl(scheme, host, port, rest if rest.startswith("/") else f"/{rest}")


def sent_on(url: FeedUrl, location: str, *, locally: bool = False) -> FeedUrl:
    """Where a server sends us on to, if it stays on the same server. Raises AddressRefusedError."""
    try:
        onward = read_address(urljoin(url.text, location.strip()), locally=locally)
    except ValueError as error:
        raise AddressRefusedError(
            "The website sends us on to an address that we cannot use. Propose the address itself."
        ) from error
    if not onward.is_same_server(url):
        raise AddressRefusedError(
            f"The website sends us on to {onward.scheme}://{onward.authority}, which is not on the list. "
            "Propose that address."
        )
    return onward
