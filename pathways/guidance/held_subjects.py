"""What somebody holds already: English and maths that they have passed are not suggested to them once more."""

import json

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.codes import ROUTES
from pathways.catalogue.vocabulary import Route
from pathways.guidance.answers import Answers
from pathways.snapshot.segment import Segment

ENGLISH, MATHS = 1, 2
_TITLE = 2
"""Where the text of a programme in a snapshot has its title."""


def without_what_is_held(answers: Answers, segment: Segment) -> NDArray[np.bool_] | None:
    """Which programmes of ``segment`` may be suggested (bool); None where all may.

    Left out are courses in English or maths alone for somebody who has a grade 4 in it, unless they have everyday
    skills in mind.
    """
    held = (ENGLISH if answers.english == "have" else 0) | (MATHS if answers.maths == "have" else 0)
    if not held or any("skills" in idea or "english" in idea or "maths" in idea for idea in answers.ideas):
        return None
    taught: NDArray[np.uint8] = segment.keep("English and maths taught", _taught)
    return np.asarray((taught == 0) | ((taught & ~np.uint8(held)) != 0))


def helps_with_what_is_missing(answers: Answers, title: str) -> bool:
    """Whether a course in everyday skills teaches English or maths that somebody does not have yet."""
    missing = (ENGLISH if answers.english == "not-yet" else 0) | (MATHS if answers.maths == "not-yet" else 0)
    return bool(subjects_in(title) & missing)


def subjects_in(title: str) -> int:
    """Which of English and maths a course in everyday skills teaches, by its title, as bits."""
    words = title.lower()
    english = ENGLISH if "english" in words or "esol" in words else 0
    return english | (MATHS if "maths" in words or "mathematics" in words else 0)


def _taught(segment: Segment) -> NDArray[np.uint8]:
    """The subjects (bits, uint8) of each programme of everyday skills; 0 for all others."""
    taught = np.zeros(len(segment.programme_ids), np.uint8)
    routes = segment.entry["route"][segment.programme_columns["entry"]]
    for at in np.flatnonzero(routes == ROUTES.index(Route.ESSENTIAL_SKILLS)).tolist():
        taught[at] = subjects_in(json.loads(segment.programme_texts[at])[_TITLE])
    return taught
