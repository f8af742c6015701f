"""From text to words: one way of cutting, folding and stemming for the catalogue and for what people type.

A *form* is a word as written, folded to plain lower-case letters ("nursing"); its *term* is the stem that the
index is kept by ("nurs"). Stems are those of the Snowball English stemmer.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

LONGEST_WORD = 30
"""Bytes of a word that count; what is longer is cut, in the catalogue and in what is typed alike."""

IT_WORD = "infotech"
"""What "IT" becomes, so that the subject is not lost among the pronouns."""

_COMMON_WORDS = """
    a about all am an and any are as at be been but by can could do does for from get has have how i if in into is it
    its just like ll m me more my not of off on or our out re s so some than that the their them then there these they
    this to too up us ve want was we were what when where which who will with would you your
    course courses local near nearby programme programmes
"""
STOP_WORDS = frozenset(_COMMON_WORDS.split())
"""Words too common to tell one opportunity from another; never indexed and never required."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_SUBJECT_IT = re.compile(r"\bIT\b")
_TYPED_IT = re.compile(r"\bit\b", re.IGNORECASE)
_LETTER_LEVEL = re.compile(r"\b([tv]|a(?![\s-]?levels?\s+[1-7]\b))[\s-]?level(s?)\b")
_SYMBOL_NAMES = (
    (re.compile(r"\bc\+\+"), "cplusplus "),
    (re.compile(r"\bc#"), "csharp "),
    (re.compile(r"\.net\b"), " dotnet"),
)
_WORD = re.compile(r"[^\W_]+")
_SHORT_QUERY = 3

_APART = {"animal": "animal", "animals": "animal"}
"""Words that the stemmer would join to others of another meaning (animator, animation), with the term they have."""

_stemmer = snowballstemmer.stemmer("english")


def fold(text: str) -> str:
    """``text`` in plain lower case: accents, apostrophes and invisible marks gone, "T-Level" joined to "tlevel"."""
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
        text = "".join(mark for mark in spread if not unicodedata.combining(mark))
        text = _APOSTROPHES.sub("", text)
    folded = text.casefold().replace("'", "").replace("`", "")
    if "+" in folded or "#" in folded or ".net" in folded:
        for pattern, name in _SYMBOL_NAMES:
            folded = pattern.sub(name, folded)
    return _LETTER_LEVEL.sub(r"\1level\2", folded) if "level" in folded else folded


def words_of(text: str) -> list[str]:
    """The folded words of a record's text in order, stop words and all. "IT" in capitals is kept as the subject."""
    return _WORD.findall(fold(_SUBJECT_IT.sub(IT_WORD, text) if "IT" in text else text))


def form_of(word: str) -> str:
    """The form that a folded word is known by, cut to length; empty for a stop word."""
    return "" if word in STOP_WORDS else _cut(word)


def forms_of(text: str) -> list[str]:
    """The words of a record's text in order, without stop words."""
    return [form for form in map(form_of, words_of(text)) if form]


def forms_typed(text: str) -> list[str]:
    """The words of what a person typed, in order, stop words gone; "it" in a short search is the subject."""
    if len(text.split()) <= _SHORT_QUERY or _SUBJECT_IT.search(text):
        text = _TYPED_IT.sub(IT_WORD, text)
    return [form for form in map(form_of, _WORD.findall(fold(text))) if form]


@lru_cache(maxsize=200_000)
def term_of(form: str) -> str:
    """The stem of one folded word. Words with figures in them, and words not in plain letters, are left whole."""
    if not form.isascii() or not form.isalpha():
        return form
    return _APART.get(form) or str(_stemmer.stemWord(form))


def _cut(word: str) -> str:
    if len(word) <= LONGEST_WORD and word.isascii():
        return word
    return word.encode("utf-8", "ignore")[:LONGEST_WORD].decode("utf-8", "ignore")
