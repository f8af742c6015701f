"""What the first bytes of a file say of it, read by ourselves before any decoder sees them."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of picture that we take, as Pillow names them."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"


def kind_of(body: bytes) -> Kind | None:
    """The kind that the content of a file shows. Its name and what the browser says of it are not asked."""
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if body.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return Kind.WEBP
    return None


def webp_size(body: bytes) -> tuple[int, int] | None:
    """Width and height in points of a WebP picture; None when its header is none.

    Pillow asks for room for the whole of a WebP picture when it opens it, and so cannot be asked how large it is.
    """
    chunk, data = body[12:16], body[20:30]
    if len(data) < 10:
        return None
    if chunk == b"VP8X":
        return 1 + _little(data[4:7]), 1 + _little(data[7:10])
    if chunk == b"VP8L" and data[0] == 0x2F:
        bits = _little(data[1:5])
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if chunk == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        return _little(data[6:8]) & 0x3FFF, _little(data[8:10]) & 0x3FFF
    return None


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
