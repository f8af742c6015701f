"""Which terms of the thesaurus count: those without which some search would come out otherwise.

A term is tried alone and in a sentence. The plural of another term, or what an occupation is called anyway, changes
nothing, because stems and names are read without it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.reading import read
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.understanding_place import Places, place_in_words
from pathways.words.thesaurus import Kind, Meaning, Thesaurus

PROBES: dict[Kind, tuple[str, ...]] = {
    Kind.FILLER: ("{} plumbing", "plumbing {}"),
    Kind.WHO: ("{} plumbing", "plumbing for {}"),
    Kind.PLACE_WORD: ("plumbing {} Preston", "plumbing {}"),
}
"""Searches that a term is tried in, by its kind; others are tried alone and beside a subject."""

OTHERWISE = ("{}", "{} plumbing", "plumbing {}")


@dataclass(frozen=True, slots=True)
class TriedTerm:
    """A term and whether it counts."""

    meaning: Meaning
    counts: bool


def tried_terms(
    snapshot: CatalogueSnapshot, places: Places, thesaurus: Thesaurus, rows: Iterable[Meaning], today: date
) -> Iterator[TriedTerm]:
    """Try every one of ``rows``, all of them meanings of ``thesaurus``, with it and without it."""

    def outcome(text: str, known: Thesaurus) -> tuple[object, ...]:
        asked = place_in_words(SearchCriteria(text=text), places, known).criteria
        found = read(snapshot, asked, today, known)
        rows = tuple((part.rows.tobytes(), part.weights.tobytes()) for part in found.matched or ())
        return found.criteria, found.count, rows

    for meaning in rows:
        without = thesaurus.without(meaning)
        texts = (probe.format(meaning.term) for probe in PROBES.get(meaning.kind, OTHERWISE))
        yield TriedTerm(meaning, any(outcome(text, thesaurus) != outcome(text, without) for text in texts))
