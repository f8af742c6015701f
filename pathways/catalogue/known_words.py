"""The words that the published catalogue knows, all segments together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from pathways.snapshot.matching import Choice
from pathways.snapshot.segment import Segment
from pathways.words.analysis import STOP_WORDS, term_of
from pathways.words.run_together import split_word
from pathways.words.spelling import nearest_word
from pathways.words.thesaurus import Thesaurus
from pathways.words.tokens import readable, tokens_of

_MENDED_KEPT = 2048
_LETTERS_KEPT = 64

SAID = 3
"""Opportunities that a word which people say, though the catalogue does not, counts for in the mending of spelling."""


class KnownWords:
    """Looks words up in every segment; opportunities that are withdrawn or replaced do not count."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self._segments = segments
        self.forms_starting = lru_cache(maxsize=_LETTERS_KEPT)(self._forms_starting)
        self.nearest = lru_cache(maxsize=_MENDED_KEPT)(self._nearest)
        self.name_spans = lru_cache(maxsize=_MENDED_KEPT)(self._name_spans)

    def count_of_term(self, term: str) -> int:
        """How many opportunities hold a term."""
        return sum(len(segment.postings(term.encode())[0]) for segment in self._segments)

    def count_of(self, form: str) -> int:
        """How many opportunities hold a word, in any of its endings."""
        return self.count_of_term(term_of(form))

    def is_form(self, form: str) -> bool:
        """Whether a word stands in the catalogue just so."""
        # Arrays of bytes drop zeros at the end of a word: what comes next begins with a one.
        letters = form.encode()
        return any(len(segment.forms_between(letters, letters + b"\1")[0]) for segment in self._segments)

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

    @cached_property
    def _names(self) -> dict[str, frozenset[tuple[str, ...]]]:
        """The providers' names of two terms or more, as terms, by their first."""
        found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for segment in self._segments:
            numbers, ends = segment.arrays["provider_name_terms"], segment.arrays["provider_name_offsets"]
            for start, end in pairwise(ends.tolist()):
                name = tuple(segment.terms[numbers[start:end][numbers[start:end] >= 0]].tolist())
                if len(name) > 1:
                    found[name[0].decode()].add(tuple(term.decode() for term in name))
        return {first: frozenset(names) for first, names in found.items()}

    def _name_spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where whole names of providers stand in the readable form of ``text``, the longest where several begin."""
        tokens = [token for token in tokens_of(readable(text)) if token.word not in STOP_WORDS]
        terms = tuple(token.stem for token in tokens)
        spans = []
        for at, term in enumerate(terms):
            lengths = [len(name) for name in self._names.get(term, ()) if terms[at : at + len(name)] == name]
            if lengths:
                spans.append((tokens[at].start, tokens[at + max(lengths) - 1].end))
        return tuple(spans)

    def _nearest(self, form: str, thesaurus: Thesaurus) -> str | None:
        """The word of the catalogue or of the thesaurus most likely meant by ``form``, or None."""

        def count_of(word: str) -> int:
            return max(self.count_of(word), SAID if word in thesaurus.forms else 0)

        def starting(letters: str) -> Sequence[str]:
            said = (
                thesaurus.forms
                if not letters
                else [word for word in thesaurus.forms if word.startswith(letters)]
            )
            return [*self.forms_starting(letters), *said]

        return nearest_word(form, starting, count_of)

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
