"""Text with markup in it, as paragraphs and bullet lines of plain text: what pages show, and nothing that could run.

Markup comes as elements (XHTML inside a feed) or escaped in a text, as HTML pasted whole.
"""

import html
import re
from html.parser import HTMLParser

from pathways.feeds.xml_nodes import XmlNode

BULLET = "\N{BULLET} "
LONGEST_TEXT = 20_000
"""Characters of a text that are kept. Aggregators may cut at 4,000 (XCRI-CAP 1.2, descriptive text elements)."""

_BLOCKS = frozenset(
    "address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr legend main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_CELLS = frozenset({"td", "th"})
_LEFT_OUT = frozenset(
    "applet audio base button canvas embed frame frameset head iframe link map math meta noembed noframes noscript"
    " object option script select style svg template textarea title video xmp".split()
)
_EMPTY = frozenset("base br embed frame hr img input link meta wbr".split())
_INLINE = frozenset("a abbr acronym b big cite code del em font i img input ins kbd label li q s samp small span strike"
                    " strong sub sup tt u var wbr".split())  # fmt: skip
_MARKUP = re.compile(r"<!--|<[/!]?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")
_MOST_ESCAPES = 4
"""Markup is found escaped once, and twice where a program did so again."""
_REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffd\ufffe\uffff]"
)
"""Control characters, those that are not seen or turn the writing round, and what is no character at all."""
_OWN_BULLET = re.compile(r"^(?:(?:[\u2022\u00b7\u25cf\u25aa\u2023\u2043*]|-(?=\s))\s*)+")
_BREAKS = re.compile(r"<(?:br|p|li|div|ul|ol|h[1-6]|table)\b", re.IGNORECASE)


class _Lines:
    """Lines as they come out of markup."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._is_item = False
        self._hidden = 0

    def start(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._hidden += tag not in _EMPTY
        elif tag == "li" or tag in _BLOCKS:
            self.break_line()
            self._is_item = self._is_item or tag == "li"
        elif tag in _CELLS:
            self._line.append(" ")

    def end(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._hidden = max(0, self._hidden - (tag not in _EMPTY))
        elif tag == "li" or tag in _BLOCKS:
            self.break_line()
            self._is_item = self._is_item and tag not in ("li", "ul", "ol")
        elif tag in _CELLS:
            self._line.append(" ")

    def text(self, text: str) -> None:
        if not self._hidden:
            self._line.append(text)

    def break_line(self) -> None:
        line = " ".join(_UNFIT.sub("", "".join(self._line)).split())
        self._line.clear()
        if bare := _OWN_BULLET.sub("", line):
            item = self._is_item or bare != line
            self._lines.append(f"{BULLET}{bare}" if item else bare)
            self._is_item = False

    def told(self) -> str:
        self.break_line()
        return "\n".join(self._lines)


class _Pasted(HTMLParser):
    """HTML that was pasted into a text."""

    def __init__(self, lines: _Lines) -> None:
        super().__init__(convert_charrefs=True)
        self._lines = lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._lines.start(tag)

    def handle_endtag(self, tag: str) -> None:
        self._lines.end(tag)

    def handle_data(self, data: str) -> None:
        self._lines.text(data)


def structure_of_text(text: str) -> str:
    """A text as paragraphs and bullet lines with a line end between. What looks like HTML in it is read as HTML.

    Without markup, an empty line parts paragraphs, and a line that begins with a bullet is one.
    """
    for _ in range(_MOST_ESCAPES):
        if _is_markup(text):
            lines = _Lines()
            parser = _Pasted(lines)
            parser.feed(text)
            parser.close()
            text = lines.told().replace("\n", "\n\n")
        elif _REFERENCE.search(text):
            text = html.unescape(text)
        else:
            break
    lines = _Lines()
    for line in _MARKUP.sub("", text).splitlines():
        if not line.strip() or _OWN_BULLET.match(line.strip()):
            lines.break_line()
        lines.text(f"{line} ")
    return lines.told()


def structure_of(node: XmlNode) -> str:
    """What an element of a feed says, as paragraphs and bullet lines, cut at a word when it is very long."""
    if any(True for _ in node.children):
        lines = _Lines()
        _walk(node, lines)
        told = lines.told()
        if _is_markup(told) or _REFERENCE.search(told):
            # Markup that was escaped within markup.
            told = structure_of_text(told.replace("\n", "\n\n"))
    else:
        told = structure_of_text("".join(part for part in node.content if isinstance(part, str)))
    return cut(told, LONGEST_TEXT)


def plain_text(text: str) -> str:
    """What a service says, with its own lines and without their bullets: there each end of a line parts two of them.

    Text with markup that parts its lines is read as a page would show it.
    """
    if not _BREAKS.search(text):
        text = ("<br>" if _is_markup(text) else "\n\n").join(text.splitlines())
    return "\n".join(line.removeprefix(BULLET) for line in structure_of_text(text).split("\n"))


def one_line(text: str, longest: int) -> str:
    """A text on one line of at most ``longest`` characters."""
    return cut(" ".join(structure_of_text(text).replace(BULLET, " ").split()), longest)


def cut(text: str, longest: int) -> str:
    """At most ``longest`` characters: whole sentences where two thirds of it are, or else whole words and dots."""
    if len(text) <= longest:
        return text
    ends = [end.end() for end in re.finditer(r"[.!?](?=\s)", text[: longest + 1])]
    if ends and ends[-1] > longest * 2 // 3:
        return text[: ends[-1]]
    begun = text[: longest - 3]
    whole, gap, _ = begun.rpartition(" ")
    return (whole if gap else begun).rstrip(" .,;:\n") + "..."


def _is_markup(text: str) -> bool:
    known = _BLOCKS | _CELLS | _LEFT_OUT | _INLINE
    return any(not found[1] or found[1].lower() in known for found in _MARKUP.finditer(text))


def _walk(node: XmlNode, lines: _Lines) -> None:
    for part in node.content:
        if isinstance(part, str):
            lines.text(part)
            continue
        lines.start(part.key)
        _walk(part, lines)
        lines.end(part.key)
