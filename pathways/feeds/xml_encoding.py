"""In which characters an XML file is written, when what it says of itself is wrong.

A declaration that cannot be true is the most common fault of feeds: text pasted from Windows in a file that
calls itself UTF-8, or the other way round.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

WINDOWS = "windows-1252"
_BLOCK = 64 * 1024
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ONE_BYTE = {"iso8859-1", "cp1252"}
"""Windows-1252 and what it is commonly called: browsers read both as Windows-1252 (WHATWG Encoding)."""


@dataclass(frozen=True, slots=True)
class Charset:
    """How to read a file. ``override`` is None to believe it; ``wrong`` says what it claims and is not.

    ``line`` is where the first character stands that shows it.
    """

    override: str | None = None
    wrong: str = ""
    line: int = 0


def charset_of(stream: BinaryIO) -> Charset:
    """Look through a whole file, and leave the stream at its end. Memory does not grow with it."""
    head = stream.read(_BLOCK)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Charset()
    marked = head.startswith(codecs.BOM_UTF8)
    found = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    declared = found[1].decode() if found else ""
    name = _python_name(declared) if declared else "utf-8"
    if name not in {"utf-8", *_ONE_BYTE}:
        return Charset()
    bad_line, beyond_ascii = _utf8_fault(head, stream)
    if name == "utf-8" and bad_line:
        return Charset(WINDOWS, declared or "UTF-8, as it names no other", bad_line)
    if name in _ONE_BYTE:
        if (marked or beyond_ascii) and not bad_line:
            return Charset("utf-8", declared, beyond_ascii or 1)
        return Charset(WINDOWS)
    # The parser knows UTF-8 by that name alone; feeds write "utf8" too.
    return Charset() if declared.casefold() in ("", "utf-8") else Charset("utf-8")


def _python_name(declared: str) -> str:
    try:
        return codecs.lookup(declared).name
    except LookupError:
        return ""


def _utf8_fault(head: bytes, stream: BinaryIO) -> tuple[int, int]:
    """The line of the first byte that is not UTF-8, and that of the first character beyond ASCII; 0 for none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, beyond = 1, 0
    for block in _blocks(head, stream):
        if not beyond and not block.isascii():
            first = next(place for place, byte in enumerate(block) if byte > 127)
            beyond = line + block.count(b"\n", 0, first)
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n"), beyond
        line += block.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line, beyond
    return 0, beyond


def _blocks(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    yield head
    while block := stream.read(_BLOCK):
        yield block
