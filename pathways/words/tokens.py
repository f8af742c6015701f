"""What somebody typed as tokens that know where they stand: words, dotted letters, single signs and emoji.

Unlike the words of a search, tokens keep the small ones ("with", "my"), for they belong to what people say.
"""

import re
import unicodedata
from dataclasses import dataclass

from pathways.words.analysis import IT_WORD, fold, term_of

MOST_TOKENS = 64
"""Tokens that are read; a pasted page is not a sentence."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"'})
# Marks that change how a sign looks and not what it means: joiners, skin tones, the signs of sexes.
_NO_MEANING = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u2640\u2642\U0001f3fb-\U0001f3ff]"
)
_PEOPLE = str.maketrans({"\U0001f468": "\U0001f9d1", "\U0001f469": "\U0001f9d1"})
_APART = "\u2e80-\u312f\u3400-\u9fff\uf900-\ufaff"
"""Scripts that write no gaps between words: each sign is a token."""
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f"
"""Marks that belong to the letter before them: vowel signs and accents."""
_TOKEN = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}[A-Za-z]?(?![A-Za-z])|[cC](?:\+\+|\#)|\.[nN][eE][tT]\b|[{_APART}]"
    rf"|(?:(?![{_APART}])[^\W_]|[{_MARKS}])+(?:['’‘ʼ`´](?:(?![{_APART}])[^\W_])+)*"
    r"|[£$€]+|[\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\U0001f000-\U0001faff]"
)
_LEVEL_LETTERS = frozenset("atv")
_NUMBER = re.compile(r"\s+[1-7]\b")
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One token: where it stands in the readable text, its folded ``word`` and the ``stem`` it is known by."""

    start: int
    end: int
    word: str
    stem: str


def readable(text: str) -> str:
    """``text`` with accents composed, quotation marks straight, and without marks that nobody sees."""
    meant = _NO_MEANING.sub("", unicodedata.normalize("NFC", text)).translate(_QUOTES)
    return "".join(sign if sign.isprintable() else " " for sign in meant)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a readable text in order. "T Level" is one, so is "i.t."; "it" in few words is the subject."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = _word(match.group())
        if not word:
            continue
        before = found[-1] if found else None
        if before and word in ("level", "levels") and _names_route(before.word, text[match.end() :]):
            found[-1] = _token(before.start, match.end(), before.word + word)
        elif len(found) == MOST_TOKENS:
            break
        else:
            found.append(_token(match.start(), match.end(), word))
    few = len(found) <= _SHORT
    return tuple(
        _as_subject(token) if few or text[token.start : token.end] == "IT" else token for token in found
    )


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of a text's tokens in order."""
    return tuple(token.stem for token in tokens_of(readable(text)))


def _names_route(letter: str, after: str) -> bool:
    """Whether a letter and "level" are a route. Before a number they are a level: "a level 2 course"."""
    return letter in _LEVEL_LETTERS and not (letter == "a" and _NUMBER.match(after))


def _word(typed: str) -> str:
    if "." in typed[1:]:
        joined = typed.replace(".", "").lower()
        return IT_WORD if joined == "it" else joined
    return fold(typed).strip().translate(_PEOPLE)


def _token(start: int, end: int, word: str) -> Token:
    return Token(start, end, word, term_of(word))


def _as_subject(token: Token) -> Token:
    return _token(token.start, token.end, IT_WORD) if token.word == "it" else token
