"""A logo is a small PNG that we wrote ourselves; whatever cannot become one is refused for a reason."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pathways.logos.rules.headers import Kind, kind_of, webp_size
from pathways.logos.rules.picture import HIGHEST, MOST_BYTES, MOST_POINTS, WIDEST, Picture, make_picture
from pathways.logos.rules.refusals import LogoRefused, Refusal
from pathways.logos.views.words import REFUSALS
from tests.harness.pictures import (
    GREEN,
    PLUM,
    chunks_of,
    encoded,
    from_a_camera,
    opened,
    picture,
    png_chunk,
    png_that_says,
    webp_that_says,
)

ONLY_THE_PICTURE = {"IHDR", "IDAT", "IEND"}
LARGEST_RESULT = 4 * WIDEST * HIGHEST + 4_096


def check_made(made: Picture) -> None:
    """What holds of every logo, whatever it was made of."""
    image = opened(made.content)
    assert image.format == "PNG"
    assert image.size == (made.width, made.height)
    assert 1 <= made.width <= WIDEST and 1 <= made.height <= HIGHEST
    assert image.mode in ("RGB", "RGBA")
    assert set(chunks_of(made.content)) == ONLY_THE_PICTURE
    assert len(made.content) <= LARGEST_RESULT


def refused(body: bytes) -> Refusal:
    """Why a file is refused."""
    with pytest.raises(LogoRefused) as caught:
        make_picture(body)
    return caught.value.reason


def attempted(body: bytes) -> Refusal | Picture:
    """The logo made of a file, or why there is none."""
    try:
        return make_picture(body)
    except LogoRefused as caught:
        return caught.reason


def near(one: object, other: tuple[int, ...]) -> bool:
    """Whether two colours look alike."""
    assert isinstance(one, tuple)
    return all(abs(a - b) < 12 for a, b in zip(one[:3], other, strict=True))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_picture_of_each_kind_becomes_a_png(kind: Kind) -> None:
    body = picture(kind=kind.value)
    assert kind_of(body) is kind
    made = make_picture(body)
    check_made(made)
    assert (made.width, made.height) == (300, 100)
    assert near(opened(made.content).getpixel((150, 50)), GREEN)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ((400, 160), (400, 160)),
        ((401, 160), (400, 160)),
        ((800, 320), (400, 160)),
        ((1_000, 100), (400, 40)),
        ((100, 1_000), (16, 160)),
        ((10, 4), (10, 4)),
        ((1, 1), (1, 1)),
        ((6_000, 1), (400, 1)),
        ((1, 6_000), (1, 160)),
    ],
)
def test_a_picture_is_made_to_fit_and_never_larger(sent: tuple[int, int], expected: tuple[int, int]) -> None:
    made = make_picture(picture(sent))
    check_made(made)
    assert (made.width, made.height) == expected


def test_a_photograph_stands_upright_and_forgets_where_it_was_taken() -> None:
    body = from_a_camera()
    assert b"Camera of somebody" in body and b"Taken at home" in body
    assert opened(body).getexif().get_ifd(0x8825)
    made = make_picture(body)
    check_made(made)
    image = opened(made.content)
    assert image.size == (80, 120)
    assert near(image.getpixel((40, 20)), GREEN) and near(image.getpixel((40, 100)), PLUM)
    assert image.info == {} and dict(image.getexif()) == {}
    assert b"Camera" not in made.content and b"home" not in made.content


def test_words_and_profiles_in_a_png_are_dropped() -> None:
    body = picture()
    words = png_chunk(b"tEXt", b"Author\0Somebody at home") + png_chunk(b"tIME", b"\x07\xea\x01\x01\0\0\0")
    marked = body[:33] + words + body[33:]
    assert {"tEXt", "tIME"} <= set(chunks_of(marked))
    check_made(make_picture(marked))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_depth_is_taken(mode: str) -> None:
    check_made(make_picture(encoded(Image.new(mode, (500, 90)))))


def test_greys_of_sixteen_bits_stay_the_greys_that_they_are() -> None:
    made = make_picture(encoded(Image.new("I;16", (20, 20), 40_000)))
    assert near(opened(made.content).getpixel((5, 5)), (156, 156, 156))


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_jpeg_for_the_press_is_shown_in_the_colours_of_a_screen(mode: str) -> None:
    made = make_picture(encoded(Image.new("RGB", (60, 60), GREEN).convert(mode), "JPEG", quality=95))
    check_made(made)
    if mode == "CMYK":
        assert near(opened(made.content).getpixel((30, 30)), GREEN)


def test_what_can_be_seen_through_stays_so() -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    clear.paste((*GREEN, 255), (0, 0, 20, 40))
    for body in (encoded(clear), encoded(clear, "WEBP", lossless=True), encoded(clear.quantize())):
        image = opened(make_picture(body).content)
        assert image.getpixel((35, 20))[3] == 0
        assert image.getpixel((5, 20))[3] == 255


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_is_kept(kind: str) -> None:
    frames = [Image.new("RGB", (50, 50), colour) for colour in (PLUM, GREEN)]
    body = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
    assert getattr(opened(body), "n_frames", 1) == 2
    made = make_picture(body)
    check_made(made)
    assert near(opened(made.content).getpixel((25, 25)), PLUM)


def test_the_same_picture_has_the_same_address_and_another_has_another() -> None:
    first, again = make_picture(picture()), make_picture(picture(kind="WEBP", lossless=True))
    assert first.digest == again.digest
    assert len(first.digest) == 32
    assert make_picture(picture(colour=PLUM)).digest != first.digest


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
POLYGLOT = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(document.cookie)//"


@pytest.mark.parametrize(
    "body",
    [
        SVG,
        b"<?xml version='1.0'?>" + SVG,
        POLYGLOT,
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"RIFF\0\0\0\0AVI LIST",
        b"BM" + b"\0" * 60,
        b"\x89PN",
        b" " + picture(),
    ],
)
def test_other_kinds_are_refused_whatever_they_call_themselves(body: bytes) -> None:
    assert refused(body) is Refusal.WRONG_KIND


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM", "ICO"])
def test_pictures_of_other_kinds_are_refused(kind: str) -> None:
    assert refused(picture((48, 48), kind=kind)) is Refusal.WRONG_KIND


@pytest.mark.parametrize("kind", list(Kind))
def test_a_script_behind_a_picture_does_not_reach_the_logo(kind: Kind) -> None:
    made = make_picture(picture(kind=kind.value) + b"<script>alert(1)</script>")
    check_made(made)
    assert b"script" not in made.content


def test_nothing_is_no_picture() -> None:
    assert refused(b"") is Refusal.NO_FILE


def test_a_file_of_more_than_a_megabyte_is_refused_and_one_of_a_megabyte_is_not() -> None:
    body = picture()
    exactly = body + b"\0" * (MOST_BYTES - len(body))
    check_made(make_picture(exactly))
    assert refused(exactly + b"\0") is Refusal.TOO_LARGE


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_picture_that_is_cut_off_is_refused(kind: Kind, part: float) -> None:
    noise = Image.effect_noise((200, 80), 90).convert("RGB")
    body = encoded(noise, kind.value)
    assert refused(body[: int(len(body) * part)]) is Refusal.BROKEN


@pytest.mark.parametrize("make", [png_that_says, webp_that_says], ids=["png", "webp"])
@pytest.mark.parametrize("size", [(4_001, 4_000), (16_000, 16_000), (16_383, 16_383), (1_000, 16_001)])
def test_a_header_that_claims_too_much_is_refused_before_anything_is_decoded(
    make: Callable[[int, int], bytes], size: tuple[int, int]
) -> None:
    tracemalloc.start()
    try:
        assert refused(make(*size)) is Refusal.TOO_MANY_POINTS
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [(2**31 - 1, 2**31 - 1), (2**31 - 1, 1), (0, 10), (10, 0)])
def test_a_header_that_makes_no_sense_is_refused(size: tuple[int, int]) -> None:
    assert refused(png_that_says(*size)) in (Refusal.TOO_MANY_POINTS, Refusal.BROKEN)


def test_a_bomb_of_a_few_bytes_is_refused() -> None:
    bomb = encoded(Image.new("1", (10_000, 10_000)))
    assert len(bomb) < 20_000
    assert refused(bomb) is Refusal.TOO_MANY_POINTS


def test_a_jpeg_of_too_many_points_is_refused() -> None:
    assert refused(encoded(Image.new("L", (4_001, 4_000)), "JPEG", quality=5)) is Refusal.TOO_MANY_POINTS


def test_a_picture_of_exactly_as_many_points_as_allowed_is_taken() -> None:
    side = 4_000
    assert side * side == MOST_POINTS
    made = make_picture(encoded(Image.new("1", (side, side))))
    assert (made.width, made.height) == (160, 160)


def test_words_packed_very_small_in_a_png_are_refused_and_not_unpacked() -> None:
    packed = zlib.compress(b"a" * 200_000_000, 9)
    body = picture()
    bomb = body[:33] + png_chunk(b"zTXt", b"Comment\0\0" + packed) + body[33:]
    assert len(bomb) < MOST_BYTES
    assert refused(bomb) is Refusal.BROKEN


@pytest.mark.parametrize("lossless", [True, False])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_size_of_a_webp_is_read_from_its_header(lossless: bool, mode: str) -> None:
    clear = Image.new(mode, (401, 333), 0)
    assert webp_size(encoded(clear, "WEBP", lossless=lossless)) == (401, 333)
    moving = encoded(clear, "WEBP", save_all=True, append_images=[Image.new(mode, (401, 333), "red")])
    assert webp_size(moving) == (401, 333)


@pytest.mark.parametrize("chunk", [b"VP8 ", b"VP8L", b"ANMF", b"EXIF", b"\0\0\0\0"])
def test_a_webp_without_a_header_is_refused(chunk: bytes) -> None:
    body = b"RIFF" + struct.pack("<I", 40) + b"WEBP" + chunk + struct.pack("<I", 20) + b"\x01" * 20
    assert webp_size(body) is None
    assert refused(body) is Refusal.BROKEN
    assert refused(body[:24]) is Refusal.BROKEN


def test_every_refusal_is_told_in_words() -> None:
    assert set(REFUSALS) == set(Refusal)


_GOOD = [
    picture((40, 30)),
    picture((40, 30), kind="JPEG"),
    picture((40, 30), kind="WEBP"),
    picture((40, 30), kind="WEBP", lossless=True),
    encoded(Image.new("RGBA", (30, 30), (1, 2, 3, 90))),
    encoded(Image.new("P", (30, 30))),
    from_a_camera(),
    png_that_says(5, 5, b"\0" * 80),
]
_beginnings = st.sampled_from(
    [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x24\0\0\0WEBPVP8 ", b"GIF89a", b""]
)


@st.composite
def spoilt_pictures(draw: st.DrawFn) -> bytes:
    """A good picture with bytes changed, cut off, put in or written twice."""
    body = bytearray(draw(st.sampled_from(_GOOD)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(body) - 1)))
        what = draw(st.sampled_from(["change", "cut", "insert", "twice"]))
        if what == "change" and body:
            body[at] = draw(st.integers(0, 255))
        elif what == "cut":
            del body[at : at + draw(st.integers(1, 40))]
        elif what == "insert":
            body[at:at] = draw(st.binary(max_size=20))
        else:
            body[at:at] = body[: draw(st.integers(0, 60))]
    return bytes(body)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.builds(bytes.__add__, _beginnings, st.binary(max_size=200)),
        spoilt_pictures(),
    )
)
def test_whatever_is_sent_is_refused_or_becomes_a_small_bare_picture(body: bytes) -> None:
    made = attempted(body)
    if isinstance(made, Picture):
        check_made(made)


@given(st.integers(1, 30_000), st.integers(1, 30_000))
def test_whatever_a_png_claims_of_its_size_little_is_made_of_it(width: int, height: int) -> None:
    """Only what the header says decides; a picture that lacks the points it promises is refused."""
    why = refused(png_that_says(width, height))
    assert why is (Refusal.TOO_MANY_POINTS if width * height > MOST_POINTS else Refusal.BROKEN)
