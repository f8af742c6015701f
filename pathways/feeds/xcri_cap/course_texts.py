"""What a course says of itself, sorted by the questions that a programme page answers."""

import re
from dataclasses import dataclass

from pathways.feeds.plain_structure import BULLET, LONGEST_TEXT, cut, structure_of
from pathways.feeds.xcri_cap.duration import without_directory_code
from pathways.feeds.xcri_cap.refined import refined, unrefined
from pathways.feeds.xml_nodes import XmlNode

LONGEST_SUMMARY = 400
LONGEST_ABSTRACT = 140
"""Of an abstract (XCRI-CAP 1.2): programs cut it there, in the middle of a word."""
_ONLY_A_CODE = re.compile(r"^NLD [A-Za-z ]{1,30}Code:?\s*\w{1,4}$", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?][\"')\u2019\u201d]?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class CourseTexts:
    """Texts by the fields of a programme, and what getting in takes."""

    summary: str
    daily_life: str
    you_will_learn: str
    leads_to: str
    assessment: str
    support: str
    entry: str


def course_texts(course: XmlNode) -> CourseTexts:
    """The texts of a course. Descriptions that no reader of a programme page looks for are left out."""
    descriptions = course.named("description")
    abstract = _told(unrefined(course.named("abstract")))
    general = _told([*unrefined(descriptions), *refined(descriptions, "aim", "specialfeature")])
    whole = general or _told(course.named("objective"))
    exact = _told(refined(descriptions, "summary"))
    summary = exact or _summary(abstract, whole)
    rest = whole.removeprefix(summary).strip()
    learn = _told([*course.named("objective"), *course.named("learningOutcome"),
                   *refined(descriptions, "learningoutcome", "topic", "structure")])  # fmt: skip
    return CourseTexts(
        summary=summary,
        daily_life=_told(refined(descriptions, "dailylife", "teachingstrategy", "contactpattern")),
        you_will_learn=_joined([rest, learn]),
        leads_to=_told(refined(descriptions, "careeroutcome", "leadsto")),
        assessment=_told([*course.named("assessment"), *refined(descriptions, "assessmentstrategy", "assessment")]),
        support=_told(refined(descriptions, "support")),
        entry=_told([*course.named("prerequisite", "entryRequirements", "entryProfile"),
                     *refined(descriptions, "prerequisite", "prerequisites", "entryrequirements")]),
    )  # fmt: skip


def _told(nodes: list[XmlNode]) -> str:
    return _joined([text for node in nodes if not _ONLY_A_CODE.match(text := structure_of(node))])


def _joined(texts: list[str]) -> str:
    """Texts one below the other, none twice, and none that is part of another."""
    kept = [text for text in dict.fromkeys(map(without_directory_code, texts)) if text]
    return cut(
        "\n".join(one for one in kept if not any(one != other and one in other for other in kept)),
        LONGEST_TEXT,
    )


def _summary(abstract: str, whole: str) -> str:
    """An abstract that was not cut off, else the first sentences of the whole description."""
    was_cut = len(abstract) >= LONGEST_ABSTRACT - 5 and not _SENTENCE.search(abstract[-2:])
    if abstract and not (was_cut and whole):
        return abstract
    paragraphs = [line for line in whole.split("\n") if not line.startswith(BULLET)]
    first = paragraphs[0] if paragraphs else whole
    if len(first) <= LONGEST_SUMMARY:
        return first
    ends = [end.end() for end in _SENTENCE.finditer(first) if end.end() <= LONGEST_SUMMARY]
    return first[: ends[-1]] if ends else cut(first, LONGEST_SUMMARY)
