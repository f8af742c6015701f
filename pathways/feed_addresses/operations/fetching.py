"""Asking one address for its file: bounded in size and time, without credentials, never sent on to elsewhere."""

import http.client
import ssl
from dataclasses import dataclass
from importlib.metadata import version

from pathways.feed_addresses.models import LONGEST_MARK
from pathways.feed_addresses.operations.connecting import USUAL, Bounds, CutOff, FetchRefusedError, connected
from pathways.feed_addresses.rules.addresses import AddressRefusedError, FeedUrl, read_address, sent_on
from pathways.listings.upload.reading import MOST_BYTES

MOST_SENT_ON = 3
_BLOCK = 64 * 1024
_CUT_OFF = "The file was cut off on its way. We ask again at the next run."
_SENT_ON = (301, 302, 303, 307, 308)
_WORDS = {
    401: "asks for a name and password. We only read feeds that are open to all",
    403: "does not let us read this address",
    404: "has nothing at this address",
    410: "says that this address is gone for good",
    429: "says that we ask too often. We ask again at the next run",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """What a server said of the version of a file: its ETag and its date, as it wrote them. Either may be empty."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered. ``body`` is None when the file is the one that we have."""

    body: bytes | None
    marks: Marks


def fetch(
    address: str, marks: Marks, *, about: str, locally: bool = False, bounds: Bounds = USUAL
) -> Fetched:
    """Ask an address for its file, if it is another than that of ``marks``. ``about`` says who asks.

    Raises FetchRefusedError, with words, for whatever else comes of it.
    """
    timer = CutOff(bounds)
    try:
        with timer.running():
            url = read_address(address, locally=locally)
            for _ in range(MOST_SENT_ON + 1):
                answer = _asked(url, marks, about, bounds, timer, locally=locally)
                if isinstance(answer, Fetched):
                    return answer
                url = sent_on(url, answer, locally=locally)
        raise FetchRefusedError("The website sends us round in circles. Propose the address of the file.")
    except AddressRefusedError as error:
        raise FetchRefusedError(str(error)) from error
    except ssl.SSLCertVerificationError as error:
        raise FetchRefusedError(
            f"The website cannot prove who it is ({error.verify_message}). Its certificate has to be mended."
        ) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if timer.is_over:
            raise FetchRefusedError(
                f"The website took longer than {bounds.seconds:g} seconds. We ask again at the next run."
            ) from error
        raise FetchRefusedError(
            f"The website did not answer as websites do ({_said(error)}). We ask again at the next run."
        ) from error


def _asked(
    url: FeedUrl, marks: Marks, about: str, bounds: Bounds, timer: CutOff, *, locally: bool
) -> Fetched | str:
    """What a server answers, or where it sends us on to."""
    connection = connected(url, bounds, timer, locally=locally)
    try:
        connection.putrequest("GET", url.target, skip_host=True, skip_accept_encoding=True)
        for name, value in _headers(url, marks, about).items():
            connection.putheader(name, value)
        connection.endheaders()
        with connection.getresponse() as response:
            if response.status in _SENT_ON and response.getheader("Location"):
                return str(response.getheader("Location"))
            if response.status == http.client.NOT_MODIFIED and (marks.etag or marks.last_modified):
                return Fetched(None, marks)
            if response.status != http.client.OK:
                words = _WORDS.get(response.status, f"answers with an error ({response.status})")
                raise FetchRefusedError(f"The website {words}.")
            told = response.length
            try:
                body = _body(response, told)
            except ssl.SSLEOFError as error:
                # A secure line that ends without a goodbye may have been cut by somebody on the way, or by ourselves.
                raise (TimeoutError() if timer.is_over else FetchRefusedError(_CUT_OFF)) from error
            if timer.is_over:
                raise TimeoutError
            if told is not None and len(body) < told:
                raise FetchRefusedError(_CUT_OFF)
            return Fetched(
                body, Marks(_mark(response.getheader("ETag")), _mark(response.getheader("Last-Modified")))
            )
    finally:
        connection.close()


def _headers(url: FeedUrl, marks: Marks, about: str) -> dict[str, str]:
    given = {
        "Host": url.authority,
        "User-Agent": f"Pathways/{version('pathways')} (feeds of courses; {about})",
        "Accept": "application/xml, text/xml, text/csv, */*;q=0.1",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "If-None-Match": marks.etag,
        "If-Modified-Since": marks.last_modified,
    }
    return {name: value for name, value in given.items() if value}


def _body(response: http.client.HTTPResponse, told: int | None) -> bytes:
    packed = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if packed != "identity":
        raise FetchRefusedError("The website packs the file, though we asked for it plain.")
    if told is not None and told > MOST_BYTES:
        raise FetchRefusedError(_too_large())
    body = bytearray()
    # `read` believes a part that says its size is below nothing, and takes all that comes; `read1` takes a block.
    while block := response.read1(min(_BLOCK, MOST_BYTES + 1 - len(body))):
        body += block
        if len(body) > MOST_BYTES:
            raise FetchRefusedError(_too_large())
    return bytes(body)


def _too_large() -> str:
    return f"The file is larger than {MOST_BYTES // 1024**2} MB. Split it into several feeds."


def _mark(value: str | None) -> str:
    """What a server says of a version, if it can be sent back as it is."""
    text = (value or "").strip()
    return text if len(text) <= LONGEST_MARK and text.isascii() and text.isprintable() else ""


def _said(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it was silent"
    return (getattr(error, "strerror", None) or type(error).__name__)[:100]
