"""One way to ask the catalogue for what was typed, and whether anything on offer answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pathways.catalogue.meeting import choices_of
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.snapshot.concepts import Concept, Refusals, Way, match_meant
from pathways.snapshot.matching import Matched, WantedWords
from pathways.words.query import Query

_LOOKED_AT = 4096


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, and things meant: all of them, or with ``any_concept`` any of the things.

    ``better`` are words that make a row fit better without being required.
    """

    query: Query = field(default_factory=Query)
    concepts: tuple[Concept, ...] = ()
    refusals: Refusals = field(default_factory=Refusals)
    better: tuple[Way, ...] = ()
    any_concept: bool = False

    @property
    def count(self) -> int:
        """How many weights are summed."""
        return len(self.query.words) + len(self.concepts) + len(self.better)

    @property
    def required(self) -> int:
        """How many of them have to be there."""
        return len(self.query.words) + (1 if self.any_concept and self.concepts else len(self.concepts))


def match_asked(snapshot: CatalogueSnapshot, asked: Asked) -> tuple[Matched, ...]:
    """The rows of each segment that meet what is asked for."""
    query = asked.query
    plain = [word for word in query.words if not word.exact]
    wanted = WantedWords(
        tuple(
            choices_of(snapshot.words, word, is_last=bool(plain) and word is plain[-1])
            for word in query.words
        ),
        tuple(tuple(term.encode() for term in phrase) for phrase in query.phrases),
        tuple(tuple(term.encode() for term in terms) for terms in query.without),
    )
    return tuple(
        match_meant(
            segment,
            wanted,
            asked.concepts,
            asked.refusals,
            better=asked.better,
            any_concept=asked.any_concept,
        )
        for segment in snapshot.segments
    )


def is_on_offer(snapshot: CatalogueSnapshot, matched: Sequence[Matched], today: date) -> bool:
    """Whether any row that matches is still on offer; the first rows nearly always tell."""
    for day, found in zip(snapshot.days(today), matched, strict=True):
        for start in range(0, len(found.rows), _LOOKED_AT):
            if day.not_over[day.cell[found.rows[start : start + _LOOKED_AT]]].any():
                return True
    return False


def first_good(
    snapshot: CatalogueSnapshot, tries: Sequence[Asked], today: date, *, least: int
) -> tuple[Asked, tuple[Matched, ...]] | None:
    """The first way to ask that something on offer meets with a mean weight of ``least`` or more, and its rows."""
    for place, asked in enumerate(tries):
        if asked in tries[:place]:
            continue
        matched = match_asked(snapshot, asked)
        good: Sequence[Matched] = matched
        if least:
            enough = least * asked.required
            good = [Matched(found.rows[found.weights >= enough], found.weights) for found in matched]
        if is_on_offer(snapshot, good, today):
            return asked, matched
    return None
