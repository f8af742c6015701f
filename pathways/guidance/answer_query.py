"""Answers in an address: read from it as option codes, and written back into it by one function.

What is unknown, malformed or too many is dropped and noted; nothing here raises. No free text has a place here:
``idea`` holds codes of what was understood.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar, cast
from urllib.parse import quote_plus

from pathways.catalogue.learner_query import (
    HIGHEST_ANSWERS,
    MOST_GCSES,
    MOST_POINTS,
    STAGES,
    SUBJECT_ANSWERS,
    HighestAnswer,
    SubjectAnswer,
)
from pathways.catalogue.query_string import PlaceLookup
from pathways.catalogue.query_values import Args, Notice, Reader, shown
from pathways.guidance.answers import (
    ACTIVITIES,
    LEARNINGS,
    LIKINGS,
    MATTERS,
    MINUTES,
    MOST_AVOIDED,
    MOST_IDEAS,
    MOST_MATTERS,
    MOST_SUBJECTS,
    PATTERNS,
    WANTS,
    Answers,
    Liking,
)
from pathways.guidance.choices import codes_of
from pathways.guidance.ideas import is_idea
from pathways.places.place import Place
from pathways.places.travel import TRAVEL_MODES

PARAMETERS: tuple[str, ...] = (
    "stage",
    "home",
    "travel",
    "minutes",
    *LIKINGS,
    "subject",
    "idea",
    "want",
    "avoid",
    "learning",
    "english",
    "maths",
    "gcses",
    "highest",
    "points",
    "pattern",
    "from",
    "matters",
)
"""Every parameter that holds an answer, in the order in which an address has them."""

COULD_MOVE = "move"
_MONTH = re.compile(r"20[2-9]\d-(0[1-9]|1[0-2])")
Code = TypeVar("Code", bound=str)


def read_answers(args: Args, places: PlaceLookup) -> tuple[Answers, tuple[Notice, ...]]:
    """The answers that an address or a form holds, and what had to be dropped from it.

    ``args`` maps each parameter to its decoded values in order. ``home`` must be a canonical place. Notices have the
    codes of `catalogue.query_values.Notice`, and `too-many` where only the first few of repeated values were taken.
    """
    reader = Reader(args)
    minutes = reader.code("minutes", (*map(str, MINUTES), COULD_MOVE))
    answers = Answers(
        stage=_one(reader, "stage", STAGES),
        home=_read_home(reader, places),
        travel_mode=_one(reader, "travel", TRAVEL_MODES),
        travel_minutes=int(minutes) if minutes and minutes != COULD_MOVE else None,
        could_move=minutes == COULD_MOVE,
        activities=_read_activities(reader),
        subjects=_several(reader, "subject", codes_of("subject"), MOST_SUBJECTS),
        ideas=_read_ideas(reader),
        wants=_several(reader, "want", WANTS, len(WANTS)),
        avoid=_several(reader, "avoid", codes_of("avoid"), MOST_AVOIDED),
        learning=_one(reader, "learning", LEARNINGS),
        english=cast("SubjectAnswer | None", _one(reader, "english", SUBJECT_ANSWERS)),
        maths=cast("SubjectAnswer | None", _one(reader, "maths", SUBJECT_ANSWERS)),
        gcses=reader.whole("gcses", 0, MOST_GCSES),
        highest=cast("HighestAnswer | None", _one(reader, "highest", HIGHEST_ANSWERS)),
        points=reader.whole("points", 0, MOST_POINTS),
        patterns=_several(reader, "pattern", PATTERNS, len(PATTERNS)),
        start_from=_read_month(reader),
        matters=_several(reader, "matters", MATTERS, MOST_MATTERS),
    )
    return answers, tuple(reader.notices)


def write_answers(answers: Answers) -> list[str]:
    """The answers as the `name=value` parts that stand for them in an address: equal answers, equal parts."""
    said = answers.activities
    minutes = COULD_MOVE if answers.could_move else answers.travel_minutes
    values: dict[str, Iterable[object]] = {
        "stage": _given(answers.stage),
        "home": _given(answers.home and answers.home.id),
        "travel": _given(answers.travel_mode),
        "minutes": _given(minutes),
        "subject": answers.subjects,
        "idea": answers.ideas,
        "want": answers.wants,
        "avoid": answers.avoid,
        "learning": _given(answers.learning),
        "english": _given(answers.english),
        "maths": _given(answers.maths),
        "gcses": _given(answers.gcses),
        "highest": _given(answers.highest),
        "points": _given(answers.points),
        "pattern": answers.patterns,
        "from": _given(answers.start_from),
        "matters": answers.matters,
    }
    values |= {liking: [code for code, liked in said if liked == liking] for liking in LIKINGS}
    return [f"{name}={quote_plus(str(value), safe=':')}" for name in PARAMETERS for value in values[name]]


def _given(value: object) -> tuple[object, ...]:
    return () if value is None else (value,)


def _one(reader: Reader, parameter: str, allowed: Sequence[Code]) -> Code | None:
    return cast("Code | None", reader.code(parameter, allowed))


def _several(reader: Reader, parameter: str, allowed: Sequence[Code], most: int) -> tuple[Code, ...]:
    """The known codes, sorted; of too many the first."""
    found: list[Code] = []
    for value in dict.fromkeys(reader.values(parameter)):
        if value not in allowed:
            reader.drop("unknown-value", parameter, value)
        elif len(found) == most:
            reader.drop("too-many", parameter, value)
        else:
            found.append(cast("Code", value))
    return tuple(sorted(found))


def _read_home(reader: Reader, places: PlaceLookup) -> Place | None:
    value = reader.one("home")
    if value is None:
        return None
    for spelling in (value, value.upper().replace(" ", "-"), value.lower().replace(" ", "-")):
        if len(spelling) <= 100 and (place := places.lookup(spelling)) is not None:
            return place
    reader.drop("unknown-place", "home", value)
    return None


def _read_activities(reader: Reader) -> tuple[tuple[str, Liking], ...]:
    """What was said of each activity. Said twice in two ways, the first way in the order yes, maybe, no counts."""
    found: dict[str, Liking] = {}
    for liking in LIKINGS:
        for code in dict.fromkeys(reader.values(liking)):
            if code not in ACTIVITIES:
                reader.drop("unknown-value", liking, code)
            elif code in found:
                reader.drop("only-one", "activities", code)
            else:
                found[code] = liking
    return tuple(sorted(found.items()))


def _read_ideas(reader: Reader) -> tuple[str, ...]:
    found: list[str] = []
    for value in dict.fromkeys(reader.values("idea")):
        if not is_idea(value):
            reader.drop("unknown-value", "idea", shown(value))
        elif len(found) == MOST_IDEAS:
            reader.drop("too-many", "idea", value)
        else:
            found.append(value)
    return tuple(sorted(found))


def _read_month(reader: Reader) -> str | None:
    value = reader.one("from")
    if value is None or _MONTH.fullmatch(value):
        return value
    reader.drop("unknown-value", "from", value)
    return None
