"""Markup from feeds as paragraphs and bullet lines: readable, and nothing that could run."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.feeds.plain_structure import LONGEST_TEXT, cut, one_line, structure_of, structure_of_text
from pathways.feeds.xml_events import read_elements
from pathways.feeds.xml_nodes import XmlNode


def element(inside: str) -> XmlNode:
    content = f'<c xmlns:h="http://www.w3.org/1999/xhtml"><d>{inside}</d></c>'.encode()
    return next(read_elements(io.BytesIO(content), "feed.xml", {"d"})).node


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("Plain words", "Plain words"),
        ("  wrapped\n   in a\tfeed ", "wrapped in a feed"),
        ("<h:div><h:p>One</h:p><h:p>Two</h:p></h:div>", "One\nTwo"),
        ("<h:p>Bring <h:b>boots</h:b>, and a <h:a href='x'>pen</h:a>.</h:p>", "Bring boots, and a pen."),
        ("To:<h:ul><h:li>cut</h:li><h:li><h:p>join</h:p></h:li></h:ul>More", "To:\n• cut\n• join\nMore"),
        ("<h:P>Wrong case</h:P><H:BR/>".replace("H:BR", "h:BR"), "Wrong case"),
        ("a<h:br/>b", "a\nb"),
        ("<h:table><h:tr><h:td>Fee</h:td><h:td>£5</h:td></h:tr></h:table>", "Fee £5"),
        ("<h:style>p{color:red}</h:style>seen<h:script>alert(1)</h:script>", "seen"),
        ("<h:p>seen</h:p><!-- not seen --><?php evil() ?>", "seen"),
        ("<h:iframe src='https://x.example'>frame</h:iframe><h:object>thing</h:object>seen", "seen"),
        ("<h:img src='x' alt='A picture'/>seen", "seen"),
        (
            "&lt;p&gt;Pasted &amp;amp; escaped&lt;/p&gt;&lt;ul&gt;&lt;li&gt;item&lt;/ul&gt;",
            "Pasted & escaped\n• item",
        ),
        ("<![CDATA[<p>In a section</p><script>alert(1)</script>]]>", "In a section"),
        ("&amp;lt;p&amp;gt;Twice&amp;lt;/p&amp;gt;", "Twice"),
        ("R&amp;D, a &lt; b and c &gt; d", "R&D, a < b and c > d"),
        ("<h:p>&lt;b&gt;Bold&lt;/b&gt; inside</h:p>", "Bold inside"),
        ("First.\n\n   Second.\n- one\n- two", "First.\nSecond.\n• one\n• two"),
        ("* starred\n· dotted", "• starred\n• dotted"),
        ("hid\u200bden \u202eturned", "hidden turned"),
        ("", ""),
        ("<h:div><h:p> </h:p><h:ul><h:li/></h:ul></h:div>", ""),
    ],
)
def test_markup_becomes_lines(inside: str, told: str) -> None:
    assert structure_of(element(inside)) == told


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '<a href="javascript:alert(1)">click</a>',
        "<style>@import 'x'</style>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
        "<p onclick='x'",
        "<!--<script>alert(1)</script>-->",
        "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<![CDATA[<script>alert(1)</script>]]>",
    ],
)
def test_nothing_of_an_attack_is_left_as_markup(attack: str) -> None:
    told = structure_of_text(f"Before {attack} after")
    assert not re.search(r"<[a-z/!]", told, re.IGNORECASE), told
    assert told.startswith("Before")


@given(st.text(max_size=300))
def test_no_text_gives_markup_or_empty_lines(text: str) -> None:
    told = structure_of_text(text)
    assert all(line and line == line.strip() for line in told.split("\n")) or told == ""
    assert not re.search(r"<(script|p|div|b|a|img|!--)[\s/>]", told, re.IGNORECASE)


PIECES = [
    "<p>",
    "</p>",
    "<li>",
    "</ul>",
    "<script>",
    "</script>",
    "&lt;",
    "&gt;",
    "&amp;",
    "<",
    ">",
    "b",
    " x ",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_mixture_of_tags_is_left_as_markup(pieces: list[str]) -> None:
    told = structure_of_text("".join(pieces))
    assert not re.search(r"<(script|p|li|b|ul)[\s/>]", told)


@given(st.lists(st.text("abc é&<.", min_size=1, max_size=30), min_size=1, max_size=5))
def test_paragraphs_come_back_as_they_went_out(paragraphs: list[str]) -> None:
    lines = [
        line
        for one in paragraphs
        if (line := structure_of_text(one)) and "\n" not in line and "&" not in line
    ]
    escaped = "".join(f"<h:p>{line.replace('<', '&lt;')}</h:p>" for line in lines)
    assert structure_of(element(f"<h:div>{escaped}</h:div>")) == "\n".join(lines)


def test_a_very_long_text_is_cut_at_a_sentence_or_a_word() -> None:
    assert cut("One. Two words. Three", 18) == "One. Two words."
    assert cut("abcdef ghijkl mnopqr", 12) == "abcdef..."
    assert cut("a" * 50, 10) == "aaaaaaa..."
    assert cut("short", 10) == "short"
    told = structure_of(element("words and " * 5_000))
    assert LONGEST_TEXT - 30 < len(told) <= LONGEST_TEXT


def test_one_line_has_no_line_ends_nor_bullets() -> None:
    assert one_line("<ul><li>a</li><li>b</li></ul>", 50) == "a b"
