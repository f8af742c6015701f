"""Names of characters that HTML has and XML has not, such as &nbsp;, written as numbers while a file is read.

They need no document type: the list is HTML's own, each name stands for a character or two, and none for a text that
the file defines. CDATA and comments are left as they are, for there such a name is no reference.
"""

import re
from collections.abc import Callable
from html.entities import html5
from typing import BinaryIO

_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NUMBERS = {
    name.removesuffix(";").encode(): "".join(f"&#{ord(character)};" for character in characters).encode()
    for name, characters in html5.items()
    if name.endswith(";") and name.removesuffix(";") not in _OF_XML
}
_LONGEST = 2 + max(map(len, _NUMBERS))
_TOKEN = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,%d});|<!\[CDATA\[|<!--" % (_LONGEST - 3))
_ENDS = {b"<![CDATA[": b"]]>", b"<!--": b"-->"}


class NumberedCharacters:
    """A stream of XML in which names of HTML's characters are numbers. It holds no more than a block.

    ``told`` hears each name once, with the line where it stands first. Only encodings that write ASCII as ASCII are
    looked into; in others nothing is found.
    """

    def __init__(self, stream: BinaryIO, told: Callable[[str, int], None]) -> None:
        self._stream = stream
        self._told = told
        self._heard: set[bytes] = set()
        self._waiting = b""
        self._until = b""
        self._line = 1

    def read(self, size: int) -> bytes:
        """About as many bytes; none at the end."""
        while True:
            block = self._stream.read(size)
            done = self._numbered(self._waiting + block, is_last=not block)
            if done or not block:
                return done

    def _numbered(self, text: bytes, *, is_last: bool) -> bytes:
        """The text with numbers, but for its end: what begins there may go on in the next block."""
        safe = len(text) if is_last else max(0, len(text) - _LONGEST)
        done, place = [], 0
        while place < safe:
            if self._until:
                end = text.find(self._until, place)
                if end < 0 or end >= safe:
                    break
                end += len(self._until)
                done.append(text[place:end])
                self._until, place = b"", end
                continue
            found = _TOKEN.search(text, place)
            if found is None or found.start() >= safe:
                break
            done.append(text[place : found.start()])
            done.append(self._written(found, text))
            place = found.end()
        # In what is left whole, neither a name nor an end begins.
        last = max(place, safe)
        done.append(text[place:last])
        self._line += text.count(b"\n", 0, last)
        self._waiting = text[last:]
        return b"".join(done)

    def _written(self, found: re.Match[bytes], text: bytes) -> bytes:
        name = found[1]
        if name is None:
            self._until = _ENDS[found[0]]
            return found[0]
        number = _NUMBERS.get(name)
        if number is None:
            return found[0]
        if name not in self._heard:
            self._heard.add(name)
            self._told(name.decode(), self._line + text.count(b"\n", 0, found.start()))
        return number
