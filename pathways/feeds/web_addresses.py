"""Addresses of the web as feeds write them: kept when they can be followed safely."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pathways.feeds.problems import Problems, RowProblem, shown

LONGEST_ADDRESS = 500
RULE = "An address is one of the web, without a sign-in and under the usual port"
MEND = "Write the whole https address; until then nothing is linked."
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,60}[a-z0-9]")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def https_link(given: str) -> str:
    """The address under https as `https_address` has it, or empty: for formats that pass a bad one over."""
    return https_address(given) or ""


def note_bad_address(problems: Problems, file: str, line: int, column: str, given: str) -> None:
    """Report an address that is not kept, by where it stands. One that may hold a person's own is not shown."""
    if https_address(given) is None:
        value = "(not shown)" if "@" in given else shown(given.strip())
        problems.note(RowProblem(file, line, column, value, RULE, MEND))


@lru_cache(maxsize=20_000)
def https_address(given: str, *, http_too: bool = True) -> str | None:
    """The address under https, empty when none is given, None for one that is no address of the web.

    ``http`` is made ``https``, as pages link to nothing else and what is served on one is served on the other;
    without ``http_too`` it is wrong: who fills in our own template can be asked for the right one.
    """
    address = given.strip()
    if not address:
        return ""
    if not http_too and address.lower().startswith("http://"):
        return None
    if not _SCHEME.match(address):
        if "://" in address or ":" in address.split("/")[0] or "." not in address.split("/")[0]:
            return None
        address = f"https://{address}"
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or re.search(r'[\s<>"\\^`{|}]', address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").rstrip(".")
    try:
        ascii_host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return None
    if not _HOST.fullmatch(ascii_host) or "@" in parts.netloc or port not in (None, 80, 443):
        return None
    rest = address.split("://", 1)[1][len(parts.netloc) :]
    kept = f"https://{ascii_host}{rest}"
    return kept if len(kept) <= LONGEST_ADDRESS else None
