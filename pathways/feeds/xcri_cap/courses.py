"""A course of a feed as a programme of the catalogue, with its areas and what getting in takes."""

import re
from dataclasses import dataclass

from pathways.catalogue.vocabulary import Nation
from pathways.feeds.plain_structure import one_line
from pathways.feeds.records import AreaRecord, EntryRecord, ProgrammeRecord, ProviderRecord
from pathways.feeds.subject_lists import SubjectLists
from pathways.feeds.web_addresses import https_link
from pathways.feeds.xcri_cap.awards import award_of
from pathways.feeds.xcri_cap.complaints import Complaints
from pathways.feeds.xcri_cap.course_texts import course_texts
from pathways.feeds.xcri_cap.credits import credits_of
from pathways.feeds.xcri_cap.duration import duration_of
from pathways.feeds.xcri_cap.keys import own_code, slug_of
from pathways.feeds.xcri_cap.refined import refined, unrefined
from pathways.feeds.xcri_cap.subjects import subjects_of
from pathways.feeds.xml_nodes import XmlNode

LONGEST_TITLE = 255
_AGES = re.compile(r"^(\d{1,3})\s*(?:-\s*(\d{1,3})|(\+))$")
_LIKELY_AGES = range(13, 100)


@dataclass(frozen=True, slots=True)
class CourseParts:
    """A programme with its parts, in the order in which they are staged."""

    areas: tuple[AreaRecord, ...]
    entry: EntryRecord
    programme: ProgrammeRecord


def course_parts(
    course: XmlNode,
    key: str,
    title: str,
    provider: ProviderRecord,
    lists: SubjectLists,
    complaints: Complaints,
) -> CourseParts:
    """The programme of a course under ``key``."""
    texts = course_texts(course)
    route, level = award_of(course, title)
    subjects = subjects_of(course, title, lists)
    months, words = next(
        (found for one in course.named("presentation") if any(found := duration_of(one.first("duration")))),
        (None, ""),
    )
    lowest, highest = _ages(course)
    types = course.named("type")
    programme = ProgrammeRecord(
        key=key,
        provider_key=provider.key,
        title=title,
        slug=slug_of(title, "course"),
        route=route,
        level=level,
        nation=_nation(course) or provider.nation,
        registered_with=_awarded_by(course, provider),
        course_code=own_code(course),
        qualification_number=_number(course, "qan", "learningaim", "larscode"),
        standard_code=_number(course, "standardcode"),
        occupation=one_line(_said(types, "occupation"), 200),
        subject_area=subjects.sector,
        subject_codes=subjects.codes,
        keywords=subjects.keywords,
        summary=texts.summary,
        daily_life=texts.daily_life,
        you_will_learn=texts.you_will_learn,
        leads_to=texts.leads_to,
        top_up_to=one_line(_said(types, "topupto"), 255),
        assessment=texts.assessment,
        support=texts.support,
        quality_marks=one_line(_said(types, "qualitymarks"), 300),
        duration_months=months,
        duration_text=words,
        guided_hours=_hours(types),
        credits=credits_of(course),
        source_url=_address(course, complaints),
        source_dated_on=provider.source_dated_on,
    )
    return CourseParts(
        tuple(AreaRecord(key, area, is_main=place == 0) for place, area in enumerate(subjects.areas)),
        EntryRecord(key, min_age=lowest, max_age=highest, text=texts.entry),
        programme,
    )


def title_of(course: XmlNode) -> str:
    """The title, in English where it stands in several languages; empty for none."""
    titles = [node for node in course.named("title") if node.text]
    english = [node for node in titles if not node.attribute("lang").casefold().startswith("cy")]
    return one_line(next((node.text for node in [*english, *titles]), ""), LONGEST_TITLE)


def _said(nodes: list[XmlNode], kind: str) -> str:
    return next((node.text for node in refined(nodes, kind)), "")


def _nation(course: XmlNode) -> Nation | None:
    told = _said(course.named("type"), "nation")
    return Nation(told) if told in set(Nation) else None


def _awarded_by(course: XmlNode, provider: ProviderRecord) -> str:
    """Who awards the qualification of a degree that another teaches; empty where the provider does."""
    told = _said(course.named("type"), "registeredwith")
    return one_line(told, 200) if told.casefold() != provider.name.casefold() else ""


def _number(course: XmlNode, *kinds: str) -> str:
    identifiers = [*course.named("identifier")]
    for qualification in course.named("qualification"):
        identifiers += qualification.named("identifier")
    return next((node.text[:40] for node in refined(identifiers, *kinds) if node.text), "")


def _hours(types: list[XmlNode]) -> int | None:
    hours = _said(types, "guidedhours")
    return int(hours) if hours.isascii() and hours.isdigit() and 0 < int(hours[:6]) <= 10_000 else None


def _ages(course: XmlNode) -> tuple[int | None, int | None]:
    """The ages of the first presentation that gives some: "16-19", "16+"."""
    for presentation in course.named("presentation"):
        match = _AGES.match(presentation.text_of("age"))
        if match is None:
            continue
        low, high = int(match[1]), int(match[2]) if match[2] else None
        if low not in _LIKELY_AGES or (high is not None and high < low):
            continue
        return low, high if high in _LIKELY_AGES and high != _LIKELY_AGES[-1] else None
    return None, None


def _address(course: XmlNode, complaints: Complaints) -> str:
    if address := complaints.address_of(unrefined(course.named("url"))):
        return address
    identifiers = [
        node.text for node in unrefined(course.named("identifier")) if node.text.startswith("http")
    ]
    return next(filter(None, map(https_link, identifiers)), "")
