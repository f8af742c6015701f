"""The picture that becomes a logo: read with care, made small, and written anew by us.

Nothing of the file that was sent is kept: no metadata, no colour profile, no bytes behind the picture.
"""

from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO

from PIL import Image, ImageOps

from pathways.logos.rules.headers import Kind, kind_of, webp_size
from pathways.logos.rules.refusals import LogoRefused, Refusal

MOST_BYTES = 1024 * 1024
MOST_POINTS = 16_000_000
WIDEST, HIGHEST = 400, 160
"""Points that a logo has at most. A smaller one stays as it is."""

# Pillow's own guard, beneath ours.
Image.MAX_IMAGE_PIXELS = MOST_POINTS


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of our own making, with its size in points."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """What its address is made of: 32 hexadecimal digits."""
        return blake2b(self.content, digest_size=16).hexdigest()


def make_picture(body: bytes) -> Picture:
    """A logo made of the content of a file. Raises LogoRefused for whatever is no picture that we take."""
    if not body:
        raise LogoRefused(Refusal.NO_FILE)
    if len(body) > MOST_BYTES:
        raise LogoRefused(Refusal.TOO_LARGE)
    kind = kind_of(body)
    if kind is None:
        raise LogoRefused(Refusal.WRONG_KIND)
    if kind is Kind.WEBP:
        _check_size(webp_size(body))
    try:
        return _written(_read(body, kind))
    except LogoRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise LogoRefused(Refusal.TOO_MANY_POINTS) from None
    except Exception as error:
        # A decoder may raise anything for bytes that were made up.
        raise LogoRefused(Refusal.BROKEN) from error


def _check_size(size: tuple[int, int] | None) -> None:
    if size is None or min(size) < 1:
        raise LogoRefused(Refusal.BROKEN)
    if size[0] * size[1] > MOST_POINTS:
        raise LogoRefused(Refusal.TOO_MANY_POINTS)


def _read(body: bytes, kind: Kind) -> Image.Image:
    """The first picture of a file, upright, in colours with or without see-through parts, small enough."""
    with Image.open(BytesIO(body), formats=(kind.value,)) as opened:
        _check_size(opened.size)
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    plain = _eight_bits(upright).convert("RGBA" if upright.has_transparency_data else "RGB")
    plain.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    return plain


def _eight_bits(image: Image.Image) -> Image.Image:
    """Greys of sixteen bits as greys of eight; Pillow would cut them off and not make them smaller."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value / 256).convert("L")


def _written(image: Image.Image) -> Picture:
    """A picture that knows nothing but its points, as PNG."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    written = BytesIO()
    bare.save(written, "PNG", optimize=True)
    return Picture(written.getvalue(), *bare.size)
