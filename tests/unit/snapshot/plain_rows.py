"""Rows said plainly, made into a segment in memory: what each part of the snapshot can be held to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pathways.snapshot.building import segment_arrays
from pathways.snapshot.columns import ENTRY_COLUMNS, NO_AREA, PROGRAMME_COLUMNS
from pathways.snapshot.contents import FIELD_END, NO_DAY, VENUE_WITHOUT_POINT, Contents, Words
from pathways.snapshot.day import Day
from pathways.snapshot.segment import Segment
from pathways.snapshot.store import Stored

TODAY = 20_000
WINDOW_ENDS = (TODAY + 31, TODAY + 92, TODAY + 183, TODAY + 365)
ROUTES, MODES = 4, 3
OCCUPATIONS = ("nurse", "plumber", "barber")
REQUIREMENTS = 3

Fields = tuple[tuple[tuple[str, ...], int], ...]
"""Fields of a text: the terms of each and what they weigh."""


@dataclass(frozen=True)
class PlainRow:
    """One row. Intakes are start, close (days or `NO_DAY`) and whether flexible; ``modes`` and ``areas`` are bits.

    ``occupation`` is a position in `OCCUPATIONS` or -1, ``entry`` one of so many `REQUIREMENTS`.
    """

    id: int
    point: tuple[float, float] | None = None
    roaming: int = VENUE_WITHOUT_POINT
    nation: int = 0
    districts: tuple[bytes, ...] = ()
    provider: int = 7
    route: int = 0
    modes: int = 0
    intakes: tuple[tuple[int, int, bool], ...] = ()
    words: Fields = ()
    where: Fields = ()
    areas: int = 0
    main_area: int = NO_AREA
    occupation: int = -1
    entry: int = 0

    @property
    def programme(self) -> tuple[Fields, int, int, int]:
        """What rows of one programme share."""
        return (self.words, self.main_area, self.occupation, self.entry)

    def next_intake(self) -> tuple[int, int] | None:
        """Start and close of what comes next, both `NO_DAY` without intakes; None when all is over."""
        open_ones = []
        for start, close, is_flexible in self.intakes:
            last_day = close if close != NO_DAY else NO_DAY if is_flexible else start
            if last_day >= TODAY:
                open_ones.append((TODAY if is_flexible else start, close))
        if self.intakes and not open_ones:
            return None
        return min(open_ones, default=(NO_DAY, NO_DAY))

    def bucket(self) -> int | None:
        """Which window the next start falls in (4 for later), None when all is over."""
        found = self.next_intake()
        return None if found is None else sum(found[0] > end for end in WINDOW_ENDS)

    def weights(self) -> dict[str, int]:
        """The best weight of each term."""
        best: dict[str, int] = {}
        for terms, weight in (*self.words, *self.where):
            for term in terms:
                best[term] = max(weight, best.get(term, 0))
        return best

    def has_phrase(self, phrase: Sequence[str]) -> bool:
        """Whether the terms stand one after another within one field."""
        wanted = tuple(phrase)
        return any(
            terms[at : at + len(wanted)] == wanted
            for terms, _ in (*self.words, *self.where)
            for at in range(len(terms))
        )


def segment_of(rows: Sequence[PlainRow]) -> Segment:
    """The segment that holds ``rows``."""
    return Segment(Stored(Path(), segment_arrays(contents_of(rows)), {}, 0))


def day_of(segment: Segment) -> Day:
    """The segment on `TODAY`."""
    return Day(segment, TODAY, WINDOW_ENDS)


def laid_out(segment: Segment, rows: Sequence[PlainRow]) -> list[PlainRow]:
    """``rows`` in the order in which the segment has them."""
    by_id = {row.id: row for row in rows}
    return [by_id[number] for number in segment.ids.tolist()]


def contents_of(rows: Sequence[PlainRow]) -> Contents:
    """What a segment of ``rows`` is built from."""
    n = len(rows)
    programmes = sorted({row.programme for row in rows})
    wheres = sorted({row.where for row in rows})
    providers = sorted({row.provider for row in rows})
    terms = sorted({term for row in rows for term in row.weights()}, reverse=True)
    intakes = [(at, *intake) for at, row in enumerate(rows) for intake in row.intakes]
    districts = [(at, code) for at, row in enumerate(rows) for code in row.districts]
    return Contents(
        ids=np.array([row.id for row in rows], np.int64),
        programme=np.array([programmes.index(row.programme) for row in rows], np.int32),
        venue=np.full(n, -1, np.int32),
        provider=np.array([providers.index(row.provider) for row in rows], np.int32),
        where=np.array([wheres.index(row.where) for row in rows], np.int32),
        lats=np.array([row.point[0] if row.point else np.nan for row in rows], np.float64),
        lngs=np.array([row.point[1] if row.point else np.nan for row in rows], np.float64),
        roaming=np.array([row.roaming for row in rows], np.uint8),
        nation=np.array([row.nation for row in rows], np.uint8),
        cells={
            "route": np.array([row.route for row in rows], np.uint8),
            "mode": np.array([row.modes for row in rows], np.uint8),
            "area": np.array([row.areas for row in rows], np.uint32),
        },
        intake_row=np.array([intake[0] for intake in intakes], np.int64),
        intake_start=np.array([intake[1] for intake in intakes], np.int32),
        intake_close=np.array([intake[2] for intake in intakes], np.int32),
        intake_flexible=np.array([intake[3] for intake in intakes], bool),
        district_row=np.array([at for at, _ in districts], np.int64),
        district_code=np.array([code for _, code in districts], "S9"),
        row_texts=[str(row.id).encode() for row in rows],
        programme_ids=np.arange(len(programmes), dtype=np.int64) + 100,
        programme_texts=[b"" for _ in programmes],
        programme_columns={name: [0] * len(programmes) for name in PROGRAMME_COLUMNS}
        | {
            "main_area": [main_area for _, main_area, _, _ in programmes],
            "occupation": [occupation for _, _, occupation, _ in programmes],
            "entry": [entry for _, _, _, entry in programmes],
        },
        entry={name: [0] * REQUIREMENTS for name in ENTRY_COLUMNS},
        occupations=OCCUPATIONS,
        venue_texts=[],
        provider_ids=np.array(providers, np.int64),
        provider_texts=[b"" for _ in providers],
        terms=terms,
        forms=terms,
        form_terms=np.arange(len(terms), dtype=np.int32),
        programme_words=words_of([words for words, _, _, _ in programmes], terms),
        where_words=words_of(wheres, terms),
        provider_names=words_of([() for _ in providers], terms),
    )


def words_of(texts: Sequence[Fields], terms: list[str]) -> Words:
    """Texts as runs of terms."""
    numbers: list[int] = []
    weights: list[int] = []
    offsets = [0]
    for fields in texts:
        for words, weight in fields:
            numbers += [*(terms.index(word) for word in words), FIELD_END]
            weights += [weight] * (len(words) + 1)
        offsets.append(len(numbers))
    return Words(np.array(numbers, np.int32), np.array(weights, np.uint8), np.array(offsets, np.int64))
