"""XML from anybody, as a stream: what is asked for comes one by one, and what would do harm is refused in words."""

from __future__ import annotations

import contextlib
import gzip
import io
import resource
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.bundle import Bundle
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.xml_encoding import Charset, charset_of
from pathways.feeds.xml_events import Found, Limits, read_elements
from pathways.feeds.xml_nodes import XmlNode

CATALOG = b"""<?xml version="1.0"?>
<a:catalog xmlns:a="urn:one" xmlns:b="urn:two">
  <b:Name>Moorside College</b:Name>
  <a:course id="1"><b:title>  Brick
     laying </b:title><a:start/></a:course>
  <a:COURSE b:ID=" 2 "><b:title/><b:title>Plumbing &amp; <i>heating</i> work</b:title></a:COURSE>
</a:catalog>"""


def elements(content: bytes, *wanted: str, **options: object) -> list[Found]:
    return list(read_elements(io.BytesIO(content), "feed.xml", wanted, **options))  # type: ignore[arg-type]


def refusal(content: bytes, *wanted: str, **options: object) -> str:
    with pytest.raises(FileRefusedError) as caught:
        elements(content, *wanted, **options)
    return str(caught.value)


def test_elements_asked_for_come_one_by_one_whatever_their_case_and_prefix() -> None:
    first, second = elements(CATALOG, "course")
    assert first.node.text_of("title") == "Brick laying"
    assert [child.name for child in first.node.children] == ["title", "start"]
    assert second.node.attribute("id") == "2"
    assert second.node.namespace == "urn:one"


def test_an_element_says_where_it_stands() -> None:
    first, second = elements(CATALOG, "course")
    assert (first.node.line, second.node.line) == (4, 6)
    assert [outer.name for outer in second.inside] == ["catalog"]
    assert second.inside[0].text_of("name") == "Moorside College"


def test_the_same_file_read_again_numbers_its_elements_the_same() -> None:
    once = [found.node.number for found in elements(CATALOG, "course", "title")]
    assert once == [found.node.number for found in elements(CATALOG, "course", "title")]
    assert len(set(once)) == 5


def test_what_was_asked_for_is_not_kept_in_what_it_stands_in() -> None:
    *_, catalog = elements(CATALOG, "course", "catalog")
    assert [child.name for child in catalog.node.children] == ["Name"]


def test_the_first_title_with_words_is_the_title_and_content_keeps_its_order() -> None:
    second = elements(CATALOG, "course")[1].node
    assert second.text_of("title") == "Plumbing & work"
    title = second.named("title")[1]
    assert [part.name if isinstance(part, XmlNode) else part for part in title.content][-2:] == ["i", " work"]
    assert second.text_of("nothing") == ""
    assert second.first("nothing") is None
    assert second.attribute("nothing") == ""


def test_comments_and_instructions_are_no_text() -> None:
    (found,) = elements(b"<c><t>Brick<!-- secret --><?run it?>laying<![CDATA[ & more]]></t></c>", "t")
    assert found.node.text == "Bricklaying & more"


def test_a_feed_in_another_shape_is_refused_by_its_root() -> None:
    def root(node: XmlNode) -> str:
        return "" if node.key == "catalog" else f"is {node.name}, and no catalog."

    assert refusal(b"<html><body/></html>", "course", root=root) == "feed.xml is html, and no catalog."
    assert len(elements(CATALOG, "course", root=root)) == 2


def test_a_long_file_is_read_with_little_memory() -> None:
    def pages() -> Iterator[bytes]:
        yield b"<catalog>"
        for _ in range(3_000):
            yield b"<course><title>" + b"long words " * 300 + b"</title></course>"
        yield b"</catalog>"

    stream = io.BufferedReader(Pieces(pages()))
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_elements(stream, "feed.xml", {"course"}))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 3_000
    assert peak < 3_000_000


class Pieces(io.RawIOBase):
    """A file made as it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self._left and (piece := next(self._pieces, b"")):
            self._left = piece
        taken, self._left = self._left[: len(view)], self._left[len(view) :]
        view[: len(taken)] = taken
        return len(taken)


LAUGHS = b'<!DOCTYPE c [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9)
) + b"]><c>&a8;</c>"  # fmt: skip
BLOW_UP = b'<!DOCTYPE c [<!ENTITY a "' + b"a" * 100_000 + b'">]><c>' + b"&a;" * 100_000 + b"</c>"


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS,
        BLOW_UP,
        b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><c>&x;</c>',
        b'<!DOCTYPE c SYSTEM "http://example.org/c.dtd"><c/>',
        b'<!DOCTYPE c [<!ENTITY % p SYSTEM "http://example.org/p"> %p;]><c/>',
        b"<!DOCTYPE c><c/>",
    ],
    ids=["billion laughs", "quadratic", "external file", "external type", "parameter", "bare type"],
)
def test_a_document_type_is_refused_before_anything_in_it_is_read(content: bytes) -> None:
    tracemalloc.start()
    try:
        message = refusal(content, "c")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert message.startswith("feed.xml has a document type")
    assert peak < 2_000_000


def endless(opening: bytes, repeated: bytes, times: int) -> io.BufferedReader:
    def pieces() -> Iterator[bytes]:
        yield opening
        for _ in range(times):
            yield repeated

    return io.BufferedReader(Pieces(pieces()))


@pytest.mark.parametrize(
    ("opening", "repeated", "why"),
    [
        (b"<c>", b"<d>" * 10_000, "more than 60 deep"),
        (b'<c a="', b"x" * 100_000, "a single tag or comment is longer"),
        (b"<c ", b" " * 100_000, "a single tag or comment is longer"),
        (b"<c><!--", b"x" * 100_000, "a single tag or comment is longer"),
        (b"<c><course>", b"words " * 10_000, "a text is longer than 1,000,000 characters"),
        (b"<c><course>", b"<p/>" * 10_000, "far more than a published record"),
        (b"<c>", b"<unknown>words</unknown>" * 3_000, "far more than a published record"),
        (b"<c>", b'<p title="%s"/>' % (b"x" * 100_000), "far more than a published record"),
    ],
    ids=["deep", "attribute", "blanks", "comment", "text", "elements", "siblings", "attributes"],
)
def test_bombs_of_ten_million_are_refused_in_words_and_little_memory(
    opening: bytes, repeated: bytes, why: str
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileRefusedError, match=why) as caught:
        list(read_elements(endless(opening, repeated, 1_000), "feed.xml", {"course"}))
    assert "feed.xml, near line 1:" in str(caught.value)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 120_000_000


def test_a_file_of_far_too_many_elements_is_refused() -> None:
    content = b"<c>" + b"<course/>" * 20 + b"</c>"
    assert "more than 10 elements" in refusal(content, "course", limits=Limits(elements=10))
    assert len(elements(content, "course", limits=Limits(elements=21))) == 20


@pytest.mark.parametrize("place", [1, 25, 60, len(CATALOG) - 3])
def test_a_file_that_was_cut_off_is_refused(place: int) -> None:
    assert "ends too soon" in refusal(CATALOG[:place], "course")


def test_an_empty_file_is_refused() -> None:
    assert "cut off or is empty" in refusal(b"", "course")


def test_a_gzip_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(CATALOG)
    (tmp_path / "feed.xml.gz").write_bytes(packed[: len(packed) // 2])
    bundle = Bundle([tmp_path], (".xml",))
    with (
        pytest.raises(FileRefusedError, match="ends too soon"),
        bundle.open_bytes(bundle.entries[0]) as stream,
    ):
        list(read_elements(stream, "feed.xml.gz", {"course"}))


def test_a_name_of_web_pages_for_a_character_is_refused_with_its_line() -> None:
    message = refusal(b"<c>\nfees&nbsp;apply</c>", "c")
    assert message.startswith("feed.xml line 2 uses a name for a character")
    assert message.endswith("Write the character itself.")


@pytest.mark.parametrize(
    "content",
    [b"<c><d></c>", b"<c>a & b</c>", b"<x:c/>", b"words", b"<c/><c/>", b"<c a='1' a='2'/>", b"<c>\x00</c>"],
)
def test_what_is_not_well_formed_is_refused_with_its_place(content: bytes) -> None:
    assert "feed.xml is not well-formed XML at line 1" in refusal(content, "c")


@pytest.mark.parametrize("declared", ["utf-7", "no-such-thing", "shift_jis", "utf-32"])
def test_characters_that_cannot_be_read_are_refused(declared: str) -> None:
    assert "feed.xml" in refusal(f'<?xml version="1.0" encoding="{declared}"?><c/>'.encode(), "nothing")


CAFE = '<?xml version="1.0"{}?>\n<c>\n<t>café “now”</t></c>'


@pytest.mark.parametrize(
    ("declared", "written", "expected"),
    [
        ("", "utf-8", Charset()),
        ("utf-8", "utf-8", Charset()),
        ("UTF-8", "windows-1252", Charset("windows-1252", "UTF-8", 3)),
        ("", "windows-1252", Charset("windows-1252", "UTF-8, as it names no other", 3)),
        ("iso-8859-1", "utf-8", Charset("utf-8", "iso-8859-1", 3)),
        ("windows-1252", "utf-8-sig", Charset("utf-8", "windows-1252", 1)),
        ("ISO-8859-1", "windows-1252", Charset("windows-1252")),
        ("utf-16", "utf-16", Charset()),
    ],
)
def test_characters_are_those_that_the_file_is_really_written_in(
    declared: str, written: str, expected: Charset
) -> None:
    content = CAFE.format(f' encoding="{declared}"' if declared else "").encode(written)
    charset = charset_of(io.BytesIO(content))
    assert (charset.override, charset.wrong) == (expected.override, expected.wrong)
    assert charset.line == expected.line or "sig" in written
    (found,) = elements(content, "t", encoding=charset.override)
    assert found.node.text == "café “now”"


def test_a_character_cut_in_two_by_a_block_is_still_a_character() -> None:
    content = b"<c>" + b"x" * (64 * 1024 - 4) + "é".encode() + b"</c>"
    assert charset_of(io.BytesIO(content)) == Charset()
    assert charset_of(io.BytesIO(content[: 64 * 1024])).override == "windows-1252"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200))
def test_any_text_in_utf8_is_read_as_it_is(text: str) -> None:
    if not text.isascii():
        text = text.replace("\ufffe", "").replace("\uffff", "")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    content = f"<c><t>{escaped}</t></c>".encode()
    assert charset_of(io.BytesIO(content)) == Charset()
    (found,) = elements(content, "t")
    assert found.node.text == " ".join(text.split())


@given(
    st.lists(
        st.tuples(st.integers(0, len(CATALOG) - 1), st.integers(0, 40), st.binary(max_size=12)), max_size=6
    )
)
def test_a_spoilt_file_is_read_or_refused_and_never_anything_else(
    spoils: list[tuple[int, int, bytes]],
) -> None:
    content = CATALOG
    for place, taken, put in spoils:
        content = content[:place] + put + content[place + taken :]
    charset = charset_of(io.BytesIO(content))
    found: list[Found] = []
    with contextlib.suppress(FileRefusedError):
        found = elements(content, "course", encoding=charset.override)
    assert all(course.node.key == "course" for course in found)
