"""What a course is about: its subjects as codes, as words that find it, and as career areas."""

from dataclasses import dataclass

from pathways.catalogue.vocabulary import Area
from pathways.feeds.plain_structure import one_line
from pathways.feeds.subject_lists import ListedSubject, SubjectList, SubjectLists, areas_in_order, list_of
from pathways.feeds.title_areas import areas_of_title
from pathways.feeds.xcri_cap.refined import refinement
from pathways.feeds.xml_nodes import XmlNode

_LONGEST_CODES, _LONGEST_WORDS = 200, 1_000


@dataclass(frozen=True, slots=True)
class Subjects:
    """``sector`` is a sector subject area such as 5.2; ``codes`` are of other lists, with spaces between."""

    areas: tuple[Area, ...]
    codes: str
    sector: str
    keywords: str


def subjects_of(course: XmlNode, title: str, lists: SubjectLists) -> Subjects:
    """The subjects of a course. Without a code that we know, the words of its subjects and title say the areas."""
    nodes = course.named("subject")
    told = [Area(node.text) for node in nodes if refinement(node) == "area" and node.text in set(Area)]
    listed: list[ListedSubject] = []
    codes: dict[str, None] = {}
    words: dict[str, None] = {}
    sector = ""
    for node in nodes:
        if refinement(node) in ("area", "keywords"):
            continue
        named, code = refinement(node), _code_of(node)
        its_list = list_of(code, named)
        found = lists.find(its_list, code) if its_list else None
        if found is not None:
            listed.append(found)
        if its_list is SubjectList.SECTOR and found is not None:
            sector = sector or found.code
        elif its_list is not None:
            codes.setdefault(code)
        label = one_line(node.text, 120)
        if label and label != code and "LDCS" not in label:
            words.setdefault(label.capitalize() if label.isupper() else label)
    areas = tuple(dict.fromkeys(told)) or areas_in_order(listed)
    if not areas:
        areas = areas_of_title(title) or tuple(area for word in words for area in areas_of_title(word))
    keywords = [one_line(node.text, _LONGEST_WORDS) for node in nodes if refinement(node) == "keywords"]
    # Where the areas are told so are the keywords: the names of codes are not to be added to them.
    fresh = [] if told else [word for word in words if word.casefold() not in title.casefold()]
    return Subjects(
        tuple(dict.fromkeys(areas)),
        _first_codes(codes),
        sector,
        ", ".join([*keywords, *fresh])[:_LONGEST_WORDS],
    )


def _code_of(node: XmlNode) -> str:
    """The code of a subject: in its identifier, or as its text ("LDCS1: DB.", "KC.3")."""
    written = node.attribute("identifier") or node.text.partition(":")[2] or node.text
    return written.strip().upper() if len(written) <= 20 else ""


def _first_codes(codes: dict[str, None]) -> str:
    kept = ""
    for code in codes:
        if len(kept) + len(code) + 1 > _LONGEST_CODES:
            break
        kept = f"{kept} {code}".strip()
    return kept
