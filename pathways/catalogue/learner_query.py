"""What somebody said of themselves, in an address: `for=eligible` with a stage, grades and points."""

from collections.abc import Iterable
from typing import Literal, get_args

from pathways.catalogue.criteria import Learner
from pathways.catalogue.query_values import Reader

Stage = Literal["year-8-9", "year-10-11", "year-12-13", "left-under-19", "19-24", "25-plus", "helping"]
SubjectAnswer = Literal["have", "expect", "not-yet", "unsure"]
HighestAnswer = Literal["none", "entry", "1", "2", "3", "4", "5", "6"]
STAGES: tuple[Stage, ...] = get_args(Stage)
SUBJECT_ANSWERS: tuple[SubjectAnswer, ...] = get_args(SubjectAnswer)
HIGHEST_ANSWERS: tuple[HighestAnswer, ...] = get_args(HighestAnswer)
LEARNER_PARAMETERS = ("stage", "english", "maths", "gcses", "highest", "points")
MOST_GCSES, MOST_POINTS = 15, 400


def read_learner(reader: Reader) -> Learner | None:
    """The learner to check for, or None. Without a stage nothing can be checked, so `for` is dropped."""
    wanted = reader.code("for", ("eligible",))
    said = read_said(reader)
    if wanted is not None and said is None:
        reader.drop("needs-stage", "for", wanted)
    return said if wanted is not None else None


def read_said(reader: Reader) -> Learner | None:
    """What somebody said of themselves, whether or not a list is to keep to it; None without a stage."""
    learner = read_so_far(reader)
    return learner if learner.stage else None


def read_so_far(reader: Reader) -> Learner:
    """The same with an empty stage where none was said: nothing can be checked yet, and no grade is forgotten."""
    return Learner(
        stage=reader.code("stage", STAGES) or "",
        english=reader.code("english", SUBJECT_ANSWERS),
        maths=reader.code("maths", SUBJECT_ANSWERS),
        gcses=reader.whole("gcses", 0, MOST_GCSES),
        highest=reader.code("highest", HIGHEST_ANSWERS),
        points=reader.whole("points", 0, MOST_POINTS),
    )


def write_learner(learner: Learner | None) -> Iterable[str]:
    """The same as `name=value` parts of a query; none for nobody."""
    return (
        ()
        if learner is None
        else ["for=eligible", *(f"{name}={value}" for name, value in said_pairs(learner))]
    )


def said_pairs(learner: Learner) -> list[tuple[str, str]]:
    """What somebody said, as the parameters of an address in their order."""
    answers = ((name, getattr(learner, name)) for name in LEARNER_PARAMETERS)
    return [(name, str(answer)) for name, answer in answers if answer is not None]
