"""What own words say in answer to other questions: taken in as codes ("avoid:exams"), each of which can be undone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from pathways.catalogue.vocabulary import StartWindow
from pathways.guidance.answers import (
    LEARNINGS,
    MOST_AVOIDED,
    MOST_IDEAS,
    MOST_MATTERS,
    PATTERNS,
    WANTS,
    Answers,
)
from pathways.guidance.idea_words import IdeasRead
from pathways.guidance.ideas import is_idea
from pathways.guidance.start_months import code_of_month, start_months

HOME = "home"
USUAL_MONTH = 9
"""The month that "next year" and "after my exams" come to: when most courses begin."""

FULL, REFUSED = "full", "refused"
"""What own words say that no answer holds: more than there is room for, and what is not wanted."""

MOST_REFUSED = 3
_WITH_ROOM_FOR_SOME = ("ideas", "avoid", "matters")
_SEVERAL = {"want": "wants", "avoid": "avoid", "matters": "matters", "pattern": "patterns"}
_ONE = {"learning": "learning", "from": "start_from"}


def answers_with(answers: Answers, read: IdeasRead, today: date) -> Answers:
    """``answers`` with what was read taken in. What was answered before stays, and counts first."""
    return replace(
        answers,
        ideas=_more(answers.ideas, read.ideas, MOST_IDEAS),
        wants=_more(answers.wants, read.wants, len(WANTS)),
        avoid=_more(answers.avoid, read.avoid, MOST_AVOIDED),
        matters=_more(answers.matters, read.matters, MOST_MATTERS),
        patterns=answers.patterns or _more((), read.patterns, len(PATTERNS)),
        learning=answers.learning or next((one for one in LEARNINGS if one in read.learning), None),
        start_from=answers.start_from or (code_of_month(_month(read.start, today)) if read.start else None),
        home=answers.home or read.place,
    )


def heard_between(before: Answers, after: Answers) -> tuple[str, ...]:
    """The codes of what ``after`` answers, besides ideas, and ``before`` did not."""
    held, now = set(_codes(before)), _codes(after)
    return tuple(code for code in now if code not in held)


def left_out(read: IdeasRead, after: Answers) -> tuple[str, ...]:
    """The codes of what was read and ``after`` does not hold: there was no room for it, or it was not wanted."""
    full = [
        f"{FULL}:{name}"
        for name in _WITH_ROOM_FOR_SOME
        if not set(getattr(read, name)) <= set(getattr(after, name))
    ]
    refused = [f"{REFUSED}:{code}" for code in read.refused if code not in after.ideas]
    return (*full, *refused[:MOST_REFUSED])


def is_left_out(code: str) -> bool:
    """Whether a code stands for something that own words may say and no answer holds."""
    field, _, value = code.partition(":")
    return value in _WITH_ROOM_FOR_SOME if field == FULL else field == REFUSED and is_idea(value)


def is_heard(answers: Answers, code: str) -> bool:
    """Whether ``answers`` hold what a code stands for."""
    return code in _codes(answers)


def unheard(answers: Answers, code: str) -> Answers:
    """``answers`` without what a code stands for; as they were when they do not hold it."""
    if not is_heard(answers, code):
        return answers
    field, _, value = code.partition(":")
    if field in _SEVERAL:
        name = _SEVERAL[field]
        change: dict[str, Any] = {name: tuple(one for one in getattr(answers, name) if one != value)}
    else:
        change = {HOME if field == HOME else _ONE[field]: None}
    return replace(answers, **change)


def _codes(answers: Answers) -> tuple[str, ...]:
    several = [(field, code) for field, name in _SEVERAL.items() for code in getattr(answers, name)]
    single = [(field, getattr(answers, name)) for field, name in _ONE.items()]
    home = (HOME, answers.home and answers.home.id)
    return tuple(f"{field}:{code}" for field, code in (home, *several, *single) if code)


def _more(answered: Iterable[str], said: Iterable[str], most: int) -> tuple[Any, ...]:
    """What was answered and then what own words say, at most ``most``, each once and in order."""
    return tuple(sorted(tuple(dict.fromkeys((*answered, *said)))[:most]))


def _month(window: StartWindow, today: date) -> date:
    """The month from which somebody would start who names a window: this one, or the next usual one for a year."""
    offered = start_months(today)
    if window is not StartWindow.TWELVE_MONTHS:
        return offered[0]
    return next(month for month in offered[1:] if month.month == USUAL_MONTH)
