"""Names of HTML's characters in XML: read as HTML reads them and told, with document types refused as before."""

from __future__ import annotations

import html
import io
from html.entities import html5
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Programme
from pathways.database import Database
from pathways.feeds.named_characters import NumberedCharacters
from pathways.feeds.refusals import FeedRefusedError
from tests.unit.feeds.made_xcri import bring_feed_in, course, feed
from tests.unit.feeds.running import every_row

OF_XML = {"amp", "lt", "gt", "quot", "apos"}
NAMES = sorted({name.removesuffix(";") for name in html5 if name.endswith(";")} - OF_XML)


def numbered(text: bytes, size: int = 64) -> tuple[bytes, list[tuple[str, int]]]:
    """The whole of a text, read in blocks of a size, and what was told on the way."""
    told: list[tuple[str, int]] = []
    stream = NumberedCharacters(io.BytesIO(text), lambda name, line: told.append((name, line)))
    blocks = []
    while block := stream.read(size):
        blocks.append(block)
    return b"".join(blocks), told


@pytest.mark.parametrize(
    ("given_text", "read"),
    [
        (b"<a>fees&nbsp;apply</a>", b"<a>fees&#160;apply</a>"),
        (b"caf&eacute; &pound;5 &ndash; &hellip;", b"caf&#233; &#163;5 &#8211; &#8230;"),
        (b"R&amp;D &lt;b&gt; &quot;&apos;", b"R&amp;D &lt;b&gt; &quot;&apos;"),
        (b"&#160; &#xA0; & &; &nbsp &;nbsp;", b"&#160; &#xA0; & &; &nbsp &;nbsp;"),
        (b"&plumbing; &NBSP;", b"&plumbing; &NBSP;"),
        (b"&amp;nbsp;", b"&amp;nbsp;"),
        (b"<![CDATA[a&nbsp;b]]>&nbsp;", b"<![CDATA[a&nbsp;b]]>&#160;"),
        (b"<!-- &nbsp; -->&nbsp;<!---->&nbsp;", b"<!-- &nbsp; -->&#160;<!---->&#160;"),
        (b"<![CDATA[ <!-- ]]>&nbsp;", b"<![CDATA[ <!-- ]]>&#160;"),
        (b"<!-- <![CDATA[ -->&nbsp;", b"<!-- <![CDATA[ -->&#160;"),
        (b"<![CDATA[ never ends &nbsp;", b"<![CDATA[ never ends &nbsp;"),
        (b"&NotEqualTilde;", b"&#8770;&#824;"),
        (b"&LT;b&GT;", b"&#60;b&#62;"),
        (b"", b""),
    ],
)
@pytest.mark.parametrize("size", [1, 7, 64, 4096])
def test_a_name_becomes_a_number_where_it_is_a_reference(given_text: bytes, read: bytes, size: int) -> None:
    assert numbered(given_text, size)[0] == read


def test_every_name_of_html_becomes_what_html_means_by_it() -> None:
    text = "<a>" + "".join(f"<b>&{name};</b>" for name in NAMES) + "</a>"
    written, told = numbered(text.encode())
    read = [node.text for node in ET.fromstring(written)]
    # XML reads every kind of line end as one.
    assert read == [html.unescape(f"&{name};") for name in NAMES]
    assert [name for name, _ in told] == NAMES


def test_each_name_is_told_once_with_the_line_where_it_stands_first() -> None:
    lines = [b"x" * 50, b"&eacute;", b"&nbsp;&eacute;", b"", b"&nbsp;&pound;"]
    for size in (1, 16, 33, 1000):
        assert numbered(b"\n".join(lines), size)[1] == [("eacute", 2), ("nbsp", 3), ("pound", 5)]


PIECES = st.sampled_from([
    b"&nbsp;", b"&eacute;", b"&amp;", b"&", b";", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"\n", b"words", b"]", b"-",
    b"&CounterClockwiseContourIntegral;",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(b"".join), st.integers(1, 90))
def test_blocks_of_any_size_give_the_same_text_and_tell_the_same(text: bytes, size: int) -> None:
    assert numbered(text, size) == numbered(text, 100_000)
    assert numbered(text, size)[0].count(b"\n") == text.count(b"\n")


def test_it_holds_no_more_than_a_block() -> None:
    class Endless:
        def __init__(self) -> None:
            self.left = 500

        def read(self, size: int) -> bytes:
            self.left -= 1
            return b"<![CDATA[" + b"&nbsp;" * (size // 6) if self.left > 0 else b""

    stream = NumberedCharacters(Endless(), lambda *_: None)  # type: ignore[arg-type]
    longest = 0
    while block := stream.read(60_000):
        longest = max(longest, len(block))
    assert longest < 70_000


def test_a_feed_with_names_of_html_comes_in_and_each_is_told_once(
    database: Database, session: Session, tmp_path: Path
) -> None:
    told = course("Caf&eacute;&nbsp;skills", "<abstract>&pound;5&nbsp;off &ndash; R&amp;D</abstract>")
    report = bring_feed_in(database, tmp_path, feed(told))
    programme = session.execute(select(Programme)).scalar_one()
    assert programme.title == "Café skills"
    assert "£5 off – R&D" in programme.summary + programme.you_will_learn
    problems = [problem for problem in report.problems.listed if problem.value.startswith("&")]
    assert [problem.value for problem in problems] == ["&eacute;", "&nbsp;", "&pound;", "&ndash;"]
    assert all(problem.line > 1 for problem in problems)
    assert report.problems.total_refused == 0


def test_in_cdata_they_are_text_of_html_as_ever_and_nothing_is_told(
    database: Database, session: Session, tmp_path: Path
) -> None:
    told = course("Plumbing", "<abstract><![CDATA[<p>Fees&nbsp;apply</p>]]></abstract>")
    report = bring_feed_in(database, tmp_path, feed(told))
    assert report.problems.total_noted == 0
    programme = session.execute(select(Programme)).scalar_one()
    assert "Fees apply" in programme.summary.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "beginning",
    [
        "<!DOCTYPE catalog>",
        '<!DOCTYPE catalog [<!ENTITY nbsp "&#160;">]>',
        '<!DOCTYPE c PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    ],
)
def test_a_document_type_is_refused_though_it_only_says_what_the_names_mean(
    database: Database, tmp_path: Path, beginning: str
) -> None:
    before = every_row(database)
    with_type = feed(course("Fees&nbsp;apply")).replace("<catalog", f"{beginning}<catalog", 1)
    with pytest.raises(FeedRefusedError, match="document type"):
        bring_feed_in(database, tmp_path, with_type)
    assert every_row(database) == before
