"""Answers in words, one line for each question, to be checked and changed."""

from dataclasses import dataclass, replace

from pathways.front.carried import Carried, Then, question_address
from pathways.front.grade_lines import grade_lines
from pathways.front.questionnaire_words import WORDS
from pathways.guidance.answers import LIKINGS, Answers
from pathways.guidance.choices import name_of
from pathways.guidance.ideas import idea_name
from pathways.guidance.questions import ACTIVITY_PAGES, pages_for
from pathways.guidance.start_months import month_of_code
from pathways.web.formats import month_and_year
from pathways.web.language import gettext


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question's short name, what was answered (empty: skipped), and where it can be changed."""

    page: str
    name: str
    said: tuple[str, ...]
    change: str


def answer_lines(carried: Carried, then: Then) -> tuple[AnswerLine, ...]:
    """Every question that this person is asked, in order. ``then``: where changing an answer leads back to."""
    back = replace(carried, then=then)
    return tuple(
        AnswerLine(page, str(WORDS[page].short), said(page, carried.answers), question_address(page, back))
        for page in pages_for(carried.answers)
    )


def said(page: str, answers: Answers) -> tuple[str, ...]:
    """What was answered on a page, in the words of its choices; empty when it was skipped."""
    if page in ACTIVITY_PAGES:
        return _activities(answers, ACTIVITY_PAGES[page])
    single = {"stage": answers.stage, "learning": answers.learning}
    if page in single:
        return _names(page, single[page])
    if page == "home":
        return (answers.home.name,) if answers.home else ()
    if page == "travel":
        minutes = "move" if answers.could_move else answers.travel_minutes
        return (*_names("travel", answers.travel_mode), *_names("minutes", str(minutes) if minutes else None))
    if page == "ideas":
        return (*map(idea_name, answers.ideas), *(name_of("want", code) for code in answers.wants))
    if page == "grades":
        return grade_lines(answers)
    if page == "time":
        month = answers.start_from and month_and_year(month_of_code(answers.start_from))
        start = (gettext("From %(month)s", month=month),) if month else ()
        return (*(name_of("pattern", code) for code in answers.patterns), *start)
    field, codes = {
        "subjects": ("subject", answers.subjects),
        "avoid": ("avoid", answers.avoid),
        "matters": ("matters", answers.matters),
    }[page]
    return tuple(name_of(field, code) for code in codes)


def _names(field: str, code: str | None) -> tuple[str, ...]:
    return (name_of(field, code),) if code else ()


def _activities(answers: Answers, codes: tuple[str, ...]) -> tuple[str, ...]:
    likings = answers.likings
    return tuple(
        f"{name_of('liking', liking)}: {name_of('activity', code)}"
        for liking in LIKINGS
        for code in codes
        if likings.get(code) == liking
    )
