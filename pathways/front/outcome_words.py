"""How people got on, in words: published figures, what they rest on, and why there is sometimes none."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from pathways.catalogue.models import Outcome
from pathways.catalogue.vocabulary import Measure, MissingReason
from pathways.front.entry_spread import spread_words
from pathways.web.language import gettext as _
from pathways.web.language import ngettext

FEW_PEOPLE = 20

QUESTIONS = {
    Measure.CONTINUATION: _l("Do people stay after the first year?"),
    Measure.ACHIEVEMENT: _l("Do people finish and pass?"),
    Measure.EMPLOYMENT: _l("Do people have work or study afterwards?"),
    Measure.EARNINGS: _l("What do people earn afterwards?"),
    Measure.SATISFACTION: _l("What do students say?"),
    Measure.ENTRY_TARIFF: _l("How many UCAS points did students come with?"),
    Measure.ENTRY_QUALIFICATIONS: _l("What had students done before?"),
}
REASONS: Mapping[str, LazyString] = {
    MissingReason.TOO_FEW_PEOPLE: _l(
        "No figure: too few people took it to publish one. That is common and says nothing bad."
    ),
    MissingReason.NEW_COURSE: _l("No figure yet: the course is new. That says nothing bad."),
    MissingReason.NOT_COLLECTED: _l(
        "No figures are collected for this kind of course. That is normal and says nothing bad."
    ),
    MissingReason.NO_POINTS: _l(
        "No figure: people came without UCAS points. That is normal and says nothing bad."
    ),
}
NO_FIGURE = _l("No figure has been published for this course. That is normal and says nothing bad.")


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """One figure: the question it answers, the answer, what it rests on, and who published it."""

    question: str
    answer: str
    notes: tuple[str, ...]
    source: str
    is_figure: bool


def shown_outcomes(outcomes: Iterable[Outcome]) -> list[ShownOutcome]:
    """Every figure in words, or the reason why there is none, in the order of the questions.

    When the same question has a figure, the reasons why another year has none are left out.
    """
    order = list(QUESTIONS)
    rows = sorted(outcomes, key=lambda row: (order.index(row.measure), row.years_after or 0, row.subject))
    answered = {row.measure for row in rows if not row.missing_reason}
    said: set[tuple[Measure, str]] = set()
    shown = []
    for row in rows:
        if row.missing_reason:
            if row.measure in answered or (row.measure, row.missing_reason) in said:
                continue
            said.add((row.measure, row.missing_reason))
        shown.append(_shown(row))
    return shown


def _shown(row: Outcome) -> ShownOutcome:
    detail = _detail(row)
    answer = _answer(row, detail)
    return ShownOutcome(
        question=str(QUESTIONS[row.measure]),
        answer=answer or str(REASONS.get(row.missing_reason, NO_FIGURE)),
        notes=tuple(_notes(row, detail)) if answer else (),
        source=row.source_name,
        is_figure=bool(answer),
    )


def _detail(row: Outcome) -> Mapping[str, Any]:
    try:
        detail = json.loads(row.detail) if row.detail else {}
    except ValueError:
        return {}
    return detail if isinstance(detail, dict) else {}


def _answer(row: Outcome, detail: Mapping[str, Any]) -> str:
    """The figure in a sentence; empty when the record holds none."""
    if row.measure in (Measure.ENTRY_TARIFF, Measure.ENTRY_QUALIFICATIONS):
        return spread_words(row, detail)
    if row.value is None:
        return ""
    if row.measure is Measure.EARNINGS:
        return _earnings(row, round(row.value), _when(row.years_after, detail))
    words = {
        Measure.CONTINUATION: _("%(count)s in 100 were still there after a year, or had finished."),
        Measure.ACHIEVEMENT: _("%(count)s in 100 finished and passed."),
        Measure.SATISFACTION: _("%(count)s in 100 said good things about it."),
        Measure.EMPLOYMENT: _("%(count)s in 100 were in work or study %(when)s."),
    }
    return words[row.measure] % {"count": round(row.value), "when": _when(row.years_after, detail)}


def _earnings(row: Outcome, pounds: int, when: str) -> str:
    middle = _("The middle person earned £%(pounds)s a year %(when)s.", pounds=f"{pounds:,}", when=when)
    if row.low is None or row.high is None:
        return middle
    half = _(
        "Half earned between £%(low)s and £%(high)s.", low=f"{round(row.low):,}", high=f"{round(row.high):,}"
    )
    return f"{middle} {half}"


def _when(years: int | None, detail: Mapping[str, Any]) -> str:
    months = detail.get("months_after")
    if isinstance(months, int):
        return _("%(months)s months after", months=months)
    if years is None:
        return _("afterwards")
    return ngettext("%(num)s year after", "%(num)s years after", years)


def _notes(row: Outcome, detail: Mapping[str, Any]) -> Iterable[str]:
    covers, subject = detail.get("covers"), row.subject
    if covers == "course-and-others":
        yield _("This is for this course and others in %(subject)s there.", subject=subject)
    elif covers == "sector":
        yield _("This is for all graduates in %(subject)s, and not this course alone.", subject=subject)
    elif subject and covers != "course":
        yield _("This is for other courses in %(subject)s there.", subject=subject)
    if detail.get("years") == 2:
        yield _("It joins two years together.")
    if row.people is not None:
        people = f"{row.people:,}"
        yield ngettext(
            "It is based on %(people)s person.",
            "It is based on %(people)s people.",
            row.people,
            people=people,
        )
        if row.people < FEW_PEOPLE:
            yield _("That is few, so it may change a lot from year to year.")
    if row.period:
        yield _("Years: %(period)s.", period=row.period)
