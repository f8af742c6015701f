"""The words that the published catalogue knows, all segments together."""

from collections.abc import Iterable
from functools import lru_cache

from pathways.snapshot.matching import Choice
from pathways.snapshot.segment import Segment
from pathways.words.analysis import term_of
from pathways.words.spelling import nearest_word, split_word

_MENDED_KEPT = 2048
_LETTERS_KEPT = 64


class KnownWords:
    """Looks words up in every segment; opportunities that are withdrawn or replaced do not count."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self._segments = segments
        self.forms_starting = lru_cache(maxsize=_LETTERS_KEPT)(self._forms_starting)
        self.nearest = lru_cache(maxsize=_MENDED_KEPT)(self._nearest)

    def count_of_term(self, term: str) -> int:
        """How many opportunities hold a term."""
        return sum(len(segment.postings(term.encode())[0]) for segment in self._segments)

    def count_of(self, form: str) -> int:
        """How many opportunities hold a word, in any of its endings."""
        return self.count_of_term(term_of(form))

    def heaviest(self, term: str) -> int:
        """The most that a term counts anywhere, zero when nothing holds it."""
        return max((_heaviest(segment, term.encode()) for segment in self._segments), default=0)

    def terms_beginning(self, letters: str) -> set[str]:
        """The terms of all known words that begin so."""
        first = letters.encode()
        return {
            term.decode()
            for segment in self._segments
            for term in segment.forms_between(first, first + b"\xff")[1].tolist()
        }

    def choices(self, terms: Iterable[str], share: int, least: int) -> tuple[Choice, ...]:
        """Choices for those of ``terms`` that weigh ``least`` or more somewhere."""
        possible = [term.encode() for term in terms]
        return tuple(
            Choice(term, share, least)
            for term in possible
            if any(segment.heaviest(term) >= max(1, least) for segment in self._segments)
        )

    def choices_beginning(self, letters: str, but: str, share: int, least: int) -> tuple[Choice, ...]:
        """Choices for every term of words that begin with ``letters``, save the term ``but``, that is in use."""
        return self.choices(sorted(self.terms_beginning(letters) - {but}), share, least)

    def split(self, form: str) -> tuple[str, str] | None:
        """The two known words run together in ``form``, or None."""
        return split_word(form, self.count_of)

    def _nearest(self, form: str) -> str | None:
        return nearest_word(form, self.forms_starting, self.count_of)

    def _forms_starting(self, letters: str) -> list[str]:
        first, last = (letters.encode(), letters.encode() + b"\xff") if letters else (b"", b"\xff")
        found: set[str] = set()
        for segment in self._segments:
            found.update(form.decode() for form in segment.forms_between(first, last)[0].tolist())
        return sorted(found)


def _heaviest(segment: Segment, term: bytes) -> int:
    """The most that a term counts in a row that is not masked."""
    if segment.masked is None:
        return segment.heaviest(term)
    return int(segment.postings(term)[1].max(initial=0))
