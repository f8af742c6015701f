"""The questions in their order, which of them a person is asked, and what each one fills in."""

from dataclasses import replace
from typing import Any

from pathways.guidance.answers import ACTIVITIES, Answers

ACTIVITY_PAGES: dict[str, tuple[str, ...]] = {
    f"activities-{number}": tuple(code for code in ACTIVITIES if code.endswith(str(number)))
    for number in (1, 2, 3)
}
"""One activity of each interest on each of three pages."""

PAGES: tuple[str, ...] = (
    "stage",
    "home",
    "travel",
    *ACTIVITY_PAGES,
    "subjects",
    "ideas",
    "avoid",
    "learning",
    "grades",
    "time",
    "matters",
)
"""Every page of the questionnaire, one idea to each, in order."""

CHECK = "check"
"""The page after the last question, where every answer can be seen and changed."""

_FIELDS: dict[str, dict[str, Any]] = {
    "stage": {"stage": None},
    "home": {"home": None},
    "travel": {"travel_mode": None, "travel_minutes": None, "could_move": False},
    "subjects": {"subjects": ()},
    "ideas": {"ideas": (), "wants": ()},
    "avoid": {"avoid": ()},
    "learning": {"learning": None},
    "grades": {"english": None, "maths": None, "gcses": None, "highest": None, "points": None},
    "time": {"patterns": (), "start_from": None},
    "matters": {"matters": ()},
}
"""The fields of the answers that a page fills in, each with its value when skipped."""

STAGES_WITHOUT_GRADES = frozenset({"year-8-9"})
STAGES_WITH_POINTS = frozenset({"year-12-13", "left-under-19", "19-24", "25-plus", "helping", None})


def is_asked(page: str, answers: Answers) -> bool:
    """Whether a page makes sense for somebody with these answers.

    Without a home there is nowhere to travel from; in Year 8 or 9 nobody has grades to expect. A page that was
    answered all the same (from an address, or before another answer changed) stays, so that it can be changed.
    """
    if page == "travel":
        return answers.home is not None or is_answered(page, answers)
    if page == "grades":
        return answers.stage not in STAGES_WITHOUT_GRADES or is_answered(page, answers)
    return True


def pages_for(answers: Answers) -> tuple[str, ...]:
    """The pages that somebody with these answers is asked, in order."""
    return tuple(page for page in PAGES if is_asked(page, answers))


def page_after(page: str, answers: Answers) -> str:
    """The next page to ask, or `CHECK` after the last. ``page`` need not be one that is asked."""
    later = PAGES[PAGES.index(page) + 1 :]
    return next((other for other in later if is_asked(other, answers)), CHECK)


def page_before(page: str, answers: Answers) -> str | None:
    """The page before this one, None before the first. ``page`` may be `CHECK`."""
    earlier = PAGES if page == CHECK else PAGES[: PAGES.index(page)]
    return next((other for other in reversed(earlier) if is_asked(other, answers)), None)


def is_answered(page: str, answers: Answers) -> bool:
    """Whether anything was answered on a page."""
    return forget(page, answers) != answers


def forget(page: str, answers: Answers) -> Answers:
    """The answers without those of one page, as if it had been skipped."""
    if page in ACTIVITY_PAGES:
        here = ACTIVITY_PAGES[page]
        return replace(answers, activities=tuple(pair for pair in answers.activities if pair[0] not in here))
    return replace(answers, **_FIELDS[page])


def asks_points(answers: Answers) -> bool:
    """Whether UCAS points can mean anything to somebody at this stage."""
    return answers.stage in STAGES_WITH_POINTS or answers.points is not None
