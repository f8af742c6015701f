"""JSON read as a stream of objects, bounded in depth and size: a page of results, a bare list, or JSON lines.

An item that cannot be used is reported and left out. A file that is not JSON is refused whole, with the place.
Lines of a ``.jsonl`` or ``.ndjson`` file stand alone: a spoilt line is one item left out.
"""

import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import IO, Any

import ijson

from pathways.feeds.bundle import Bundle, Entry
from pathways.feeds.json_values import DEEPEST, LARGEST_ITEM, JsonValue
from pathways.feeds.problems import Problems, RowProblem, shown
from pathways.feeds.refusals import FileRefusedError

JSON_ENDINGS = (".json", ".jsonl", ".ndjson")
"""What a format that reads items says its files end in."""
_LINE_ENDINGS = (".jsonl", ".ndjson")
_BLOCK = 64 * 1024
_ITEMS_BETWEEN_LOOKS = 200
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_MEND = "Correct the item, or ask the publisher for the file again."


@dataclass(frozen=True, slots=True)
class JsonItem:
    """One object. ``number`` counts the items of the file from 1; of JSON lines it is the line.

    ``found_in`` is the member of the page that listed it, empty for an object that stands by itself.
    """

    file: str
    number: int
    found_in: str
    value: dict[str, Any]


def read_items(
    bundle: Bundle,
    entry: Entry,
    lists: Collection[str],
    problems: Problems,
    counts: Counter[str],
    looked: Callable[[], None],
) -> Iterator[JsonItem]:
    """Each object of a file: the members of the lists so named, of a bare list, or objects one after another.

    An object at the top without such a list is an item itself. ``counts`` counts every item by its file, good or
    not; ``looked`` is called now and then, for a progress bar. Numbers are int or float.
    Raises FileRefusedError for a file that is not JSON, is cut off, or is nested deeper than any published one.
    """
    by_line = entry.name.lower().removesuffix(".gz").endswith(_LINE_ENDINGS)
    with bundle.open_bytes(entry) as stored:
        if stored.peek(3)[:3] == _BYTE_ORDER_MARK:
            stored.read(3)
        found = _lines(stored, entry, lists) if by_line else _document(stored, entry, lists)
        for number, found_in, item in found:
            counts[entry.name] += 1
            if counts[entry.name] % _ITEMS_BETWEEN_LOOKS == 0:
                looked()
            if item.flaw:
                problems.refuse(RowProblem(entry.name, number, "", "", item.flaw, _MEND))
            elif not isinstance(item.value, dict):
                problems.refuse(
                    RowProblem(entry.name, number, "", shown(item.value), "An item is an object", _MEND)
                )
            else:
                yield JsonItem(entry.name, number, found_in, item.value)
    looked()


_Found = Iterator[tuple[int, str, JsonValue]]


def _document(stored: IO[bytes], entry: Entry, lists: Collection[str]) -> _Found:
    number, watched = 0, _Watched(stored)
    try:
        for found_in, item in _values(watched, lists):
            number += 1
            yield number, found_in, item
    except _Unlikely as error:
        raise FileRefusedError(f"{entry.name} {error} after item {number}. It is not read.") from error
    except ijson.JSONError as error:
        if watched.ended:
            raise FileRefusedError(
                f"{entry.name} ends too soon, after item {number}: it is empty or was cut off. Download it again."
            ) from error
        why = "a number in it is far too large" if "overflow" in str(error) else "it is not JSON in UTF-8"
        raise FileRefusedError(
            f"{entry.name} goes wrong after item {number}: {why}. Download it again."
        ) from error


def _lines(stored: io.BufferedReader, entry: Entry, lists: Collection[str]) -> _Found:
    number = 0
    while line := stored.readline(LARGEST_ITEM + 1):
        number += 1
        if len(line) > LARGEST_ITEM:
            while line and not line.endswith(b"\n"):
                line = stored.readline(_BLOCK)
            yield number, "", _flawed(f"A line holds at most {LARGEST_ITEM // 1_000_000} MB")
            continue
        if not line.strip():
            continue
        try:
            # Whole before any of it is used: a line is good or it is not.
            found = list(_values(_Watched(io.BytesIO(line)), lists))
        except (_Unlikely, ijson.JSONError):
            found = [("", _flawed(f"A line is one JSON object, at most {DEEPEST} deep"))]
        for found_in, item in found:
            yield number, found_in, item
    if number == 0:
        raise FileRefusedError(f"{entry.name} is empty. Download it again.")


def _flawed(flaw: str) -> JsonValue:
    value = JsonValue()
    value.skip(flaw)
    return value


class _Unlikely(Exception):
    """Nested deeper, or with a longer text, than anything published."""


class _Watched:
    """The bytes of a file as the parser asks for them; stops one that finds nothing whole in a megabyte."""

    def __init__(self, stored: IO[bytes]) -> None:
        self._stored = stored
        self.without_event = 0
        self.ended = False

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        if self.without_event > LARGEST_ITEM:
            raise _Unlikely(f"holds a text of more than {LARGEST_ITEM // 1_000_000} MB")
        block = self._stored.read(size)
        self.without_event += len(block)
        self.ended = self.ended or (not block and size != 0)
        return block


def _events(watched: _Watched) -> Iterator[tuple[str, Any]]:
    depth = 0
    # Numbers of the machine: whole ones of any length would be converted digit by digit.
    for event, value in ijson.basic_parse(watched, buf_size=_BLOCK, multiple_values=True, use_float=True):
        watched.without_event = 0
        if event in ("start_map", "start_array"):
            depth += 1
            if depth > DEEPEST:
                raise _Unlikely(f"is nested more than {DEEPEST} deep")
        elif event in ("end_map", "end_array"):
            depth -= 1
        yield event, value


def _values(watched: _Watched, lists: Collection[str]) -> Iterator[tuple[str, JsonValue]]:
    """Each item of the stream with the list it stands in."""
    events = _events(watched)
    for event, given in events:
        if event == "start_array":
            yield from _members(events, "")
        elif event == "start_map":
            yield from _page(events, lists)
        else:
            value = JsonValue()
            value.take(event, given)
            yield "", value


def _members(events: Iterator[tuple[str, Any]], found_in: str) -> Iterator[tuple[str, JsonValue]]:
    """The members of a list that has just begun."""
    for event, given in events:
        if event == "end_array":
            return
        value = JsonValue()
        whole = value.take(event, given)
        while not whole:
            whole = value.take(*next(events))
        yield found_in, value


def _page(events: Iterator[tuple[str, Any]], lists: Collection[str]) -> Iterator[tuple[str, JsonValue]]:
    """The members of the named lists of an object that has just begun, or else the object itself."""
    whole, is_page, depth, key = JsonValue(), False, 1, ""
    whole.take("start_map", None)
    for event, given in events:
        if depth == 1 and event == "start_array" and key in lists:
            is_page = True
            yield from _members(events, key)
            continue
        if event == "map_key" and depth == 1:
            key = given
        depth += {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}.get(event, 0)
        if whole.take(event, given):
            break
    if not is_page:
        yield "", whole
