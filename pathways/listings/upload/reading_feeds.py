"""Any file that was sent in, by what it is. A feed is kept as it came, for reading it takes time."""

from pathways.feeds.refusals import FileRefusedError
from pathways.listings.upload.judging.xcri import COLUMNS
from pathways.listings.upload.models import UploadKind
from pathways.listings.upload.reading import MOST_BYTES, ReadFile, read_table

_LOOKED_AT = 200


def is_feed(name: str, body: bytes) -> bool:
    """Whether a file is meant to be XML: by its name, or by how it begins."""
    start = body[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    return name.lower().endswith(".xml") or start.startswith(b"<?xml")


def read_file(name: str, body: bytes) -> ReadFile:
    """Read a file that was sent in. Raises FileRefusedError, with words for whoever sent it."""
    if not is_feed(name, body):
        return read_table(name, body)
    if len(body) > MOST_BYTES:
        raise FileRefusedError("The file is larger than 5 MB. Split it in two and send each by itself.")
    return ReadFile(UploadKind.XCRI_CAP, COLUMNS, [], body)
