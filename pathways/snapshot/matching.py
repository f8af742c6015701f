"""Which rows hold the words that were asked for, and how well: over one segment's word index."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pathways.snapshot.ragged import ranges
from pathways.snapshot.segment import Segment

_LOOKING_UP_PAYS = 24
"""How many times more rows one word has than another from which looking the fewer up beats a table of all."""

WHOLE_SHARE = 8
"""Shares of a term's weight are counted in eighths."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One term that a word may be met by, for ``share`` eighths of its weight, where it weighs at least ``least``."""

    term: bytes
    share: int = WHOLE_SHARE
    least: int = 0


@dataclass(frozen=True, slots=True)
class WantedWords:
    """Every word must be met by one of its choices, every phrase must stand as written, nothing of ``without``."""

    words: tuple[tuple[Choice, ...], ...] = ()
    phrases: tuple[tuple[bytes, ...], ...] = ()
    without: tuple[tuple[bytes, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows that match (sorted) and the sum of their words' weights (uint16, at most 255 for each word).

    ``column`` is there for one common word alone: its weight in every row (uint8, n), zero where it is not; rows
    that are masked have theirs too.
    """

    rows: NDArray[np.int32]
    weights: NDArray[np.uint16]
    column: NDArray[np.uint8] | None = None


def match(segment: Segment, wanted: WantedWords) -> Matched:
    """The rows of ``segment`` that ``wanted`` asks for."""
    if wanted.words:
        found = _all_words(segment, wanted.words)
    else:
        rows = np.arange(segment.n, dtype=np.int32)
        found = Matched(rows, np.zeros(segment.n, np.uint16))
    for phrase in wanted.phrases:
        found = _kept(found, has_phrase(segment, found.rows, phrase))
    for terms in wanted.without:
        found = _kept(found, ~_holds(segment, found.rows, terms))
    return found


def _all_words(segment: Segment, words: Sequence[Sequence[Choice]]) -> Matched:
    """Common words are looked up in their columns, row by row of what the others leave; the rarest comes first."""
    plain = sorted((word[0] for word in words if _is_plain(word)), key=lambda one: segment.count_of(one.term))
    parts = [_one_word(segment, word) for word in words if not _is_plain(word)]
    columns = [segment.column(choice.term) for choice in plain]
    looked_up = [column for column in columns[not parts :] if column is not None]
    parts += [
        _one_choice(segment, choice)
        for at, (choice, column) in enumerate(zip(plain, columns, strict=True))
        if column is None or (at == 0 and not parts)
    ]
    if len(words) == 1 and plain:
        return replace(parts[0], column=columns[0])
    parts.sort(key=lambda part: len(part.rows))
    found = parts[0]
    for part in parts[1:]:
        found = _both(segment.n, found, part)
    for column in looked_up:
        added = column.take(found.rows)
        kept = np.flatnonzero(added)
        found = Matched(found.rows.take(kept), found.weights.take(kept) + added.take(kept))
    return found


def _is_plain(word: Sequence[Choice]) -> bool:
    return len(word) == 1 and word[0].share == WHOLE_SHARE and not word[0].least


def _one_word(segment: Segment, choices: Sequence[Choice]) -> Matched:
    parts = sorted((_one_choice(segment, choice) for choice in choices), key=lambda part: len(part.rows))
    found = parts[0]
    for part in parts[1:]:
        found = _either(found, part)
    return found


def _either(fewer: Matched, more: Matched) -> Matched:
    """The rows of both, with the greater weight where both have one."""
    if not len(fewer.rows):
        return more
    at = np.searchsorted(more.rows, fewer.rows)
    shared = more.rows.take(np.minimum(at, len(more.rows) - 1)) == fewer.rows
    weights = more.weights.copy()
    both = at[shared]
    weights[both] = np.maximum(weights[both], fewer.weights[shared])
    new = ~shared
    if not new.any():
        return Matched(more.rows, weights)
    place = at[new] + np.arange(np.count_nonzero(new))
    old = np.ones(len(more.rows) + len(place), bool)
    old[place] = False
    rows, summed = np.empty(len(old), np.int32), np.empty(len(old), np.uint16)
    rows[place], summed[place] = fewer.rows[new], fewer.weights[new]
    rows[old], summed[old] = more.rows, weights
    return Matched(rows, summed)


def _one_choice(segment: Segment, choice: Choice) -> Matched:
    rows, weights = segment.postings(choice.term)
    if choice.least:
        heavy = np.flatnonzero(weights >= choice.least)
        rows, weights = rows.take(heavy), weights.take(heavy)
    if choice.share == WHOLE_SHARE:
        return Matched(rows, weights.astype(np.uint16))
    shared = weights.astype(np.uint16) * np.uint16(choice.share) // np.uint16(WHOLE_SHARE)
    return Matched(rows, np.maximum(shared, np.uint16(1)))


def _both(n: int, fewer: Matched, more: Matched) -> Matched:
    if not len(fewer.rows):
        return fewer
    if len(fewer.rows) * _LOOKING_UP_PAYS < len(more.rows):
        at = np.minimum(np.searchsorted(more.rows, fewer.rows), len(more.rows) - 1)
        kept = np.flatnonzero(more.rows[at] == fewer.rows)
        added = more.weights[at[kept]]
    else:
        table = np.zeros(n, np.uint16)
        table[more.rows] = more.weights
        added = table.take(fewer.rows)
        kept = np.flatnonzero(added)
        added = added.take(kept)
    return Matched(fewer.rows.take(kept), fewer.weights.take(kept) + added)


def _kept(found: Matched, keep: NDArray[np.bool_]) -> Matched:
    return Matched(found.rows[keep], found.weights[keep])


def _holds(segment: Segment, rows: NDArray[np.int32], terms: tuple[bytes, ...]) -> NDArray[np.bool_]:
    if len(terms) > 1:
        return has_phrase(segment, rows, terms)
    table = np.zeros(segment.n, bool)
    table[segment.postings(terms[0])[0]] = True
    return table[rows]


def has_phrase(segment: Segment, rows: NDArray[np.int32], phrase: tuple[bytes, ...]) -> NDArray[np.bool_]:
    """Whether each row (bool) has the terms of ``phrase`` one after another, within one field of its texts."""
    at = np.searchsorted(segment.terms, np.array(phrase, segment.terms.dtype))
    known = at < len(segment.terms)
    if not known.all() or (segment.terms[at] != np.array(phrase, segment.terms.dtype)).any():
        return np.zeros(len(rows), bool)
    terms = at.astype(np.int32)
    return _in_runs(segment, "programme_run", segment.programme[rows], terms) | _in_runs(
        segment, "where_run", segment.where[rows], terms
    )


def _in_runs(
    segment: Segment, name: str, texts: NDArray[np.int32], terms: NDArray[np.int32]
) -> NDArray[np.bool_]:
    unique, back = np.unique(texts, return_inverse=True)
    offsets = segment.arrays[f"{name}_offsets"]
    starts, ends = offsets[unique], offsets[unique + 1]
    run = segment.arrays[name][ranges(starts, ends)]
    hit = np.ones(max(0, len(run) - len(terms) + 1), bool)
    for step, term in enumerate(terms.tolist()):
        hit &= run[step : step + len(hit)] == term
    # A hit may not reach over the end of its own text: fields end with a mark, so the last field ends every text.
    owner = np.repeat(np.arange(len(unique)), ends - starts)
    found = np.zeros(len(unique), bool)
    found[owner[np.flatnonzero(hit)]] = True
    return found[back]
