"""A vacancy as a programme of the catalogue with its entry requirement and career areas."""

import re
from dataclasses import dataclass

from pathways.catalogue.vocabulary import Area, Level, Nation, Route
from pathways.feeds.plain_structure import one_line
from pathways.feeds.records import AreaRecord, EntryRecord, ProgrammeRecord
from pathways.feeds.standard_areas import AreaRules
from pathways.feeds.standards_known import KnownStandards
from pathways.feeds.title_areas import areas_of_title
from pathways.feeds.vacancies.durations import months_of
from pathways.feeds.vacancies.references import shown_reference
from pathways.feeds.vacancies.vacancy import Vacancy
from pathways.places.names import slug

_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Training:
    """What a vacancy trains for: the standard's title, its route and level, and its career areas, main first."""

    title: str
    code: str
    route: Route
    level: Level | None
    areas: tuple[Area, ...]
    subject_area: str = ""


def training_of(vacancy: Vacancy, standards: KnownStandards, rules: AreaRules) -> Training:
    """The standard of a vacancy by our own table, by its code or else its title.

    Only the table says that a standard holds a degree, or is a foundation apprenticeship. What the table does
    not hold is an apprenticeship, its areas read from the titles of the standard and of the vacancy.
    """
    known = standards.find(lars_code=vacancy.course_code, title=vacancy.course_title, level=vacancy.level)
    if known is not None:
        return Training(
            known.title,
            vacancy.course_code or known.lars_code,
            known.route,
            vacancy.level or known.level,
            known.areas,
            known.subject_area,
        )
    areas = (
        rules.areas_of(vacancy.course_title)
        or rules.areas_of(vacancy.title)
        or rules.areas_of("", route=vacancy.occupational_route)
        or areas_of_title(vacancy.title)
    )
    return Training(vacancy.course_title, vacancy.course_code, Route.APPRENTICESHIP, vacancy.level, areas)


def programme_parts(
    vacancy: Vacancy, training: Training, least_age: int | None
) -> list[AreaRecord | EntryRecord]:
    """The career areas and the entry requirement; ``least_age`` is what the law asks of the route."""
    areas = [AreaRecord(vacancy.key, area, is_main=place == 0) for place, area in enumerate(training.areas)]
    return [*areas, EntryRecord(vacancy.key, min_age=least_age, text=vacancy.texts.get("entry", ""))]


def programme_record(vacancy: Vacancy, training: Training, provider_key: str) -> ProgrammeRecord:
    """The programme of a vacancy. Its words are found by the names of the standard and of the employer as well."""
    texts = vacancy.texts
    return ProgrammeRecord(
        key=vacancy.key,
        provider_key=provider_key,
        title=vacancy.title,
        slug=slug(vacancy.title)[:120] or "apprenticeship",
        route=training.route,
        level=training.level,
        nation=Nation.ENGLAND,  # whose standards these are, wherever the employer sits
        course_code=shown_reference(vacancy.key),
        standard_code=training.code[:40],
        occupation=one_line(_IN_BRACKETS.sub("", training.title), 200),
        subject_area=training.subject_area,
        keywords=", ".join(dict.fromkeys(word for word in (vacancy.course_title, training.title) if word)),
        summary=texts.get("summary", "") or _in_short(vacancy, training),
        daily_life=texts.get("daily_life", ""),
        you_will_learn=texts.get("you_will_learn", ""),
        leads_to=texts.get("leads_to", ""),
        duration_months=months_of(vacancy.duration),
        duration_text=vacancy.duration,
        source_url=vacancy.web_address,
        source_dated_on=vacancy.posted_on,
    )


def _in_short(vacancy: Vacancy, training: Training) -> str:
    """What can be said where the list describes nothing."""
    who = f" with {vacancy.employer}" if vacancy.employer else ""
    what = f" You train as: {training.title}." if training.title else ""
    return f"A paid job{who} with training.{what}"
