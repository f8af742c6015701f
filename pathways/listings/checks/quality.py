"""What would make a listing better: answers that students look for, and words that they can read."""

import re
from collections.abc import Iterator
from datetime import date

from pathways.catalogue.vocabulary import SubjectRule
from pathways.feeds.programmes_csv.law import ListingLaw
from pathways.listings.checks.problems import Problem, hint
from pathways.listings.content import EntryContent, ListingContent

HARDEST_GRADE = 9.0
"""Flesch-Kincaid grade (Kincaid and others, 1975): a grade is about the school year before it, so year 10."""
LONGEST_SENTENCE = 35
FEWEST_WORDS = 8
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_VOWELS = re.compile(r"[aeiouy]+")
_PROSE = ("summary", "daily_life", "you_will_learn", "leads_to", "support")


def answers_given(content: ListingContent, _law: ListingLaw, _day: date) -> Iterator[Problem]:
    """The questions of a programme's page have answers."""
    wanted = {"daily_life": "hint.day", "leads_to": "hint.next", "you_will_learn": "hint.learn"}
    for name, code in (wanted | {"support": "hint.support"}).items():
        if not getattr(content, name):
            yield hint(name, code)
    if not _says_something(content.entry):
        yield hint("entry.text", "hint.entry")
    for offer in content.offers:
        if not offer.contact_text:
            yield hint(f"offers.{offer.key}.contact_text", "hint.contact")


def readable(content: ListingContent, _law: ListingLaw, _day: date) -> Iterator[Problem]:
    """Prose can be read by most people of fifteen."""
    if content.summary and len(_WORD.findall(content.summary)) < FEWEST_WORDS:
        yield hint("summary", "hint.short")
    for name in _PROSE:
        text = getattr(content, name)
        longest = max((len(_WORD.findall(sentence)) for sentence in sentences_of(text)), default=0)
        if longest > LONGEST_SENTENCE:
            yield hint(name, "hint.long-sentence", words=longest)
        level = reading_grade(text)
        if level is not None and level > HARDEST_GRADE:
            yield hint(name, "hint.hard", year=min(round(level) + 1, 14))


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; a line ends one as well."""
    return [part for part in re.split(r"(?<=[.!?:;])\s+|\n+", text) if _WORD.search(part)]


def reading_grade(text: str) -> float | None:
    """The Flesch-Kincaid grade of a text; None for fewer than twenty words, of which it says nothing."""
    words, sentences = _WORD.findall(text), sentences_of(text)
    if len(words) < 20:
        return None
    spoken = sum(max(1, len(_VOWELS.findall(word.lower().removesuffix("e")))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def _says_something(entry: EntryContent) -> bool:
    rules = (entry.english, entry.maths)
    return bool(
        entry.text
        or entry.required_subjects
        or entry.gcse_count is not None
        or entry.level_held
        or entry.points is not None
        or any(rule is not SubjectRule.NOT_STATED for rule in rules)
    )
