"""Pictures to send in as logos: good ones, and such as nobody should send."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from tests.harness.staff import form_token

GREEN, PLUM = (20, 120, 60), (110, 30, 90)
PLACE = {1: "N", 2: (54.0, 51.0, 0.0), 3: "W", 4: (1.0, 50.0, 0.0)}
"""Where a picture was taken, as a camera writes it."""


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """An image as a file."""
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def picture(
    size: tuple[int, int] = (300, 100), colour: Any = GREEN, kind: str = "PNG", **options: Any
) -> bytes:
    """A file of one colour."""
    return encoded(Image.new("RGB", size, colour), kind, **options)


def opened(content: bytes) -> Image.Image:
    """A file as an image, decoded whole."""
    image = Image.open(BytesIO(content))
    image.load()
    return image


def from_a_camera(*, turned: int = 6) -> bytes:
    """A JPEG on its side that knows where it was taken: green above and plum below when it is held upright."""
    upright = Image.new("RGB", (80, 120), GREEN)
    upright.paste(PLUM, (0, 60, 80, 120))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "Camera of somebody"
    exif.get_ifd(0x8825).update(PLACE)
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    return encoded(lying, "JPEG", quality=95, exif=exif, comment=b"Taken at home")


def png_chunk(name: bytes, data: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_says(width: int, height: int, body: bytes = b"") -> bytes:
    """A PNG whose header claims a size, whatever follows."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = png_chunk(b"IDAT", zlib.compress(body))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + data + png_chunk(b"IEND", b"")


def webp_that_says(width: int, height: int) -> bytes:
    """A WebP whose extended header claims a size."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + size
    return b"RIFF" + struct.pack("<I", len(body)) + body


def chunks_of(png: bytes) -> list[str]:
    """The names of the parts of a PNG, in order; nothing may follow the last."""
    names, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        names.append(png[at + 4 : at + 8].decode("ascii"))
        at += length + 12
    return names


def send_picture(
    client: FlaskClient,
    address: str,
    body: bytes,
    *,
    seen: str = "",
    name: str = "logo.png",
    kind: str = "image/png",
    token: str = "",
) -> TestResponse:
    """Send a file as a browser does, out of memory: the client would put a large one on disk and leave it open."""
    fields = {"csrf_token": token or form_token(client), "seen": seen}
    parts = [
        f'--cut\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    parts += [
        f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'.encode(),
        f"Content-Type: {kind}\r\n\r\n".encode() + body + b"\r\n--cut--\r\n",
    ]
    return client.post(address, data=b"".join(parts), content_type="multipart/form-data; boundary=cut")
