"""What somebody typed in the search box, taken apart: words, phrases in quotes, and what to leave out."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pathways.words.analysis import forms_typed, term_of

MOST_WORDS = 12
"""Words of a search that are read; a pasted page is not a search."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"', "\x00": " "})
_PART = re.compile(r'(?:(?<=\s)|^)(-?)"([^"]*)"|(?:(?<=\s)|^)(-)(?=[^\s\-"])([^\s"]+)|([^\s"]+)|"')


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word to look for. ``exact`` words stood in quotes: no spelling is mended and no ending is added."""

    form: str
    term: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search in words. ``phrases`` and ``without`` hold terms (stems) in the order written."""

    words: tuple[QueryWord, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for in words."""
        return not (self.words or self.without)


@lru_cache(maxsize=4096)
def read_query(text: str) -> Query:
    """Take ``text`` apart. Never raises: unbalanced quotes, lone minuses and signs are read as best they can be."""
    words: list[QueryWord] = []
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    plain: list[str] = []
    for part in _PART.finditer(text.translate(_QUOTES)):
        minus, quoted, lone_minus, unwanted, word = part.groups()
        if quoted is not None:
            forms = forms_typed(quoted)
            terms = tuple(term_of(form) for form in forms)
            if not terms:
                continue
            if minus:
                without.append(terms)
                continue
            words.extend(QueryWord(form, term, exact=True) for form, term in zip(forms, terms, strict=True))
            if len(terms) > 1:
                phrases.append(terms)
        elif lone_minus:
            terms = tuple(term_of(form) for form in forms_typed(unwanted))
            if terms:
                without.append(terms)
        elif word is not None:
            plain.append(word)
    words.extend(QueryWord(form, term_of(form)) for form in forms_typed(" ".join(plain)))
    unique = tuple({(word.term, word.exact): word for word in words}.values())[:MOST_WORDS]
    return Query(unique, tuple(phrases), tuple(without))
