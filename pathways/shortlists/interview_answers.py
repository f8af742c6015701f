"""The answers that a list holds: codes of an interview, with home, stage and grades as the list itself says them.

Those are kept once, in columns of their own that the form of details and an interview both write. So whichever was
saved last is what both show, and neither brings back what the other has changed.
"""

from dataclasses import replace
from hashlib import blake2b
from urllib.parse import parse_qs

from sqlalchemy.orm import Session

from pathways.catalogue.criteria import Learner
from pathways.front.carried import read_carried
from pathways.guidance.answer_query import write_answers
from pathways.guidance.answers import Answers
from pathways.shortlists.models import LONGEST_ANSWERS, Shortlist
from pathways.shortlists.operations.lists import change_details, keep_answers
from pathways.shortlists.rules.details import ListDetails, details_of, said_or_none

GRADES = ("english", "maths", "gcses", "highest", "points")


class TooMuchSaid(Exception):
    """The answers are longer than a list keeps. Nothing was written."""


def kept_answers(found: Shortlist) -> Answers:
    """What was answered so far. Home, stage and grades are the list's own, whatever an interview said before."""
    answers = read_carried(parse_qs(found.answers))[0].answers
    said = {name: [str(value)] for name, value in _columns(found) if value is not None}
    own = read_carried(said)[0].answers
    return replace(
        answers,
        home=own.home,
        stage=own.stage,
        english=own.english,
        maths=own.maths,
        gcses=own.gcses,
        highest=own.highest,
        points=own.points,
    )


def keep(session: Session, found: Shortlist, answers: Answers) -> None:
    """Keep answers with a list; its home, stage and grades change with them. Raises TooMuchSaid."""
    text = written(answers)
    if len(text) > LONGEST_ANSWERS:
        raise TooMuchSaid
    keep_answers(session, found, text)
    after = details_with(found, answers)
    if after != details_of(found):
        change_details(session, found, after, found.version)


def details_with(found: Shortlist, answers: Answers) -> ListDetails:
    """The details of a list with home, stage and grades as they were answered."""
    grades = {name: getattr(answers, name) for name in GRADES}
    return replace(
        details_of(found),
        home_place=answers.home.id if answers.home else None,
        learner=said_or_none(Learner(answers.stage or "", **grades)),
    )


def written(answers: Answers) -> str:
    """Answers as they are kept with a list: codes only."""
    return "&".join(write_answers(answers))


def mark_of(found: Shortlist) -> str:
    """A short mark of all that an interview asks and the list holds: a page knows by it whether any of it changed."""
    held = "|".join((found.answers, *(f"{name}={value}" for name, value in _columns(found))))
    return blake2b(held.encode(), digest_size=8).hexdigest()


def _columns(found: Shortlist) -> tuple[tuple[str, object], ...]:
    """What of an interview stands in columns of its own, by the name of its field."""
    names = ("stage", *GRADES)
    return (("home", found.home_place), *((name, getattr(found, name)) for name in names))
