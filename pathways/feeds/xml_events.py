"""XML as a stream: the elements that a format asks for, one at a time, from files that nobody vouches for.

Document types are refused, and entities and references outside with them. Depth, the size of a text, a tag and
an element, and the number of elements are bounded, so that memory does not grow with the file.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from defusedxml import DefusedXmlException, DTDForbidden
from defusedxml.ElementTree import DefusedXMLParser

from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.xml_nodes import XmlNode

BLOCK = 64 * 1024
_CUT_OFF = {expat.errors.codes[message] for message in (
    expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN,
    expat.errors.XML_ERROR_PARTIAL_CHAR, expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
)}  # fmt: skip
_UNDEFINED = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read. A tag is counted in bytes, a text and what is held of an element in characters."""

    depth: int = 60
    tag: int = 512 * 1024
    text: int = 1_000_000
    held: int = 8_000_000
    held_elements: int = 50_000
    elements: int = 50_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """An element that was asked for, whole, and those it stands in, the root first.

    Of those, only what was read so far is there, without the elements that were asked for themselves.
    """

    node: XmlNode
    inside: tuple[XmlNode, ...]


class Readable(Protocol):
    """What can be read in blocks."""

    def read(self, size: int, /) -> bytes:
        """About as many bytes; none at the end."""
        ...


def read_elements(
    stream: Readable,
    file: str,
    wanted: Collection[str],
    *,
    root: Callable[[XmlNode], str] | None = None,
    encoding: str | None = None,
    looked: Callable[[], None] = lambda: None,
    limits: Limits = Limits(),
) -> Iterator[Found]:
    """Each element with one of the ``wanted`` local names (in small letters), as soon as it has ended.

    ``root`` is shown the first element and answers why the file is not what it should be, or nothing.
    ``encoding`` goes before what the file declares. ``looked`` is called now and then, for a progress bar.
    Raises FileRefusedError, with ``file`` named, for a file that is damaged, not XML, or past a limit.
    """
    reader = _Reader(file, frozenset(wanted), root, limits)
    parser = DefusedXMLParser(target=reader, encoding=encoding, forbid_dtd=True)
    reader.follow(parser)
    with _refused_in_words(file):
        while block := stream.read(BLOCK):
            looked()
            parser.feed(block)
            reader.look_at_tag(len(block))
            yield from reader.take()
        parser.close()
    yield from reader.take()


@contextmanager
def _refused_in_words(file: str) -> Iterator[None]:
    try:
        yield
    except DTDForbidden as error:
        raise FileRefusedError(
            f"{file} has a document type (<!DOCTYPE>), which can hide anything. Bring it in without one."
        ) from error
    except DefusedXmlException as error:
        raise FileRefusedError(
            f"{file} declares entities or points to files outside itself. Bring it in without them."
        ) from error
    except ParseError as error:
        line, place = error.position
        if error.code in _CUT_OFF:
            message = f"{file} ends too soon, at line {line}: it was cut off or is empty. Download it again."
        elif error.code == _UNDEFINED:
            message = (
                f"{file} line {line} uses a name for a character (such as &nbsp;) that XML does not know. "
                "Write the character itself."
            )
        else:
            reason = str(error).partition(":")[0]
            message = (
                f"{file} is not well-formed XML at line {line}, place {place + 1} ({reason}). Mend it there."
            )
        raise FileRefusedError(message) from error
    except (ValueError, LookupError) as error:
        raise FileRefusedError(
            f"{file} is in characters that are not read here ({error}). Save it in UTF-8."
        ) from error


class _Reader:
    """What the parser calls. It keeps the open elements, and of closed ones only those of a wanted one."""

    def __init__(
        self, file: str, wanted: frozenset[str], root: Callable[[XmlNode], str] | None, limits: Limits
    ) -> None:
        self._file = file
        self._wanted = wanted
        self._root = root
        self._limits = limits
        self._open: list[XmlNode] = []
        self._texts: list[int] = []
        self._held_before: list[tuple[int, int]] = []
        self._held = (0, 0)
        self._count = 0
        self._seen = 0
        self._seen_before = -1
        self._waiting = 0
        self._ready: deque[Found] = deque()

    def follow(self, parser: DefusedXMLParser) -> None:
        """Ask this parser for the line."""
        self._expat: expat.XMLParserType = parser.parser

    def take(self) -> Iterator[Found]:
        """What has ended since the last time."""
        while self._ready:
            yield self._ready.popleft()

    def look_at_tag(self, size: int) -> None:
        """Refuse when so many bytes went by without anything in them ending: a tag, or a text, without end."""
        self._waiting = self._waiting + size if self._seen == self._seen_before else 0
        self._seen_before = self._seen
        if self._waiting > self._limits.tag:
            self._refuse(f"a single tag or comment is longer than {self._limits.tag // 1024} kB")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises FileRefusedError past a limit, and for a root that is not the right one."""
        self._seen += 1
        self._count += 1
        limits = self._limits
        if len(self._open) >= limits.depth:
            self._refuse(f"elements stand in one another more than {limits.depth} deep")
        if self._count > limits.elements:
            self._refuse(f"it holds more than {limits.elements:,} elements")
        namespace, _, name = tag.rpartition("}")
        node = XmlNode(name, namespace[1:], attributes, self._expat.CurrentLineNumber, self._count)
        if not self._open and self._root and (reason := self._root(node)):
            raise FileRefusedError(f"{self._file} {reason}")
        self._held_before.append(self._held)
        self._hold(len(tag) + sum(len(name) + len(value) for name, value in attributes.items()), 1)
        self._open.append(node)
        self._texts.append(0)

    def data(self, text: str) -> None:
        """Characters. Raises FileRefusedError when the element holds too many."""
        self._seen += 1
        self._texts[-1] += len(text)
        if self._texts[-1] > self._limits.text:
            self._refuse(f"a text is longer than {self._limits.text:,} characters")
        self._hold(len(text), 0)
        self._open[-1].content.append(text)

    def end(self, _tag: str) -> None:
        """An element ends: a wanted one is ready, another becomes part of what it stands in."""
        self._seen += 1
        node = self._open.pop()
        self._texts.pop()
        before = self._held_before.pop()
        if node.key in self._wanted:
            self._held = before
            self._ready.append(Found(node, tuple(self._open)))
        elif self._open:
            self._open[-1].content.append(node)

    def close(self) -> None:
        """The file has ended."""

    def _hold(self, characters: int, elements: int) -> None:
        self._held = (self._held[0] + characters, self._held[1] + elements)
        if self._held[0] > self._limits.held or self._held[1] > self._limits.held_elements:
            self._refuse("an element holds far more than a published record")

    def _refuse(self, why: str) -> None:
        line = self._expat.CurrentLineNumber
        raise FileRefusedError(f"{self._file}, near line {line}: {why}. It is not read.")
