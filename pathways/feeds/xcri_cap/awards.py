"""The route and level of a course, by what its feed says of the qualification, the credits and the title."""

import re
from collections.abc import Iterator

from pathways.catalogue.vocabulary import Level, Nation, Route
from pathways.feeds.discover_uni.awards import route_and_level
from pathways.feeds.xcri_cap.refined import refined
from pathways.feeds.xml_nodes import XmlNode

_LEVEL_WORDS = re.compile(
    r"\b(entry)(?:[ -]level|\s[1-3])\b|\b(?:(RQF|QCF|NQF|FHEQ|CQFW)\s*)?level\s*(entry|[1-7])\b|\bL([1-7])\b",
    re.IGNORECASE,
)
_OTHER_FRAMEWORK = re.compile(r"\b(EQF|SCQF|NFQ|ECTS)\b", re.IGNORECASE)
_OF_SCOTLAND = {4: "1", 5: "2", 6: "3", 7: "4", 8: "5", 9: "6", 10: "6", 11: "7"}
"""SCQF levels beside those of England: "Qualifications can cross boundaries" (the regulators of the UK, 2019)."""
_OF_HIGHER_EDUCATION = {"4": "4", "5": "5", "6": "6", "7": "7", "C": "4", "I": "5", "H": "6", "M": "7"}
_DEGREES = (
    r"\bBachelors?\b|\bhonours\b|\bdegree\b|\bCertHE\b|\bDipHE\b|of higher education|\bPG(CE|Cert|Dip)\b"
    r"|postgraduate|\bMasters?\b|\bMBA\b|\bM(Sc|A|Eng|Phil|Res|Ed|Math|Phys|Chem)\b|\bB(A|Sc|Eng|Ed|Mus)\b|\bLLB\b"
)
_TITLES: tuple[tuple[Route, re.Pattern[str]], ...] = tuple(
    (route, re.compile(words, re.IGNORECASE))
    for route, words in (
        (Route.DEGREE_APPRENTICESHIP, r"degree apprentice"),
        (Route.FOUNDATION_APPRENTICESHIP, r"foundation apprentice"),
        (Route.APPRENTICESHIP, r"\bapprentice(ship)?s?\b"),
        (Route.SUPPORTED_INTERNSHIP, r"supported internship"),
        (Route.BOOTCAMP, r"skills bootcamp|\bbootcamp\b"),
        (Route.T_LEVEL, r"\bT[ -]Levels?\b"),
        (Route.V_LEVEL, r"\bV[ -]Levels?\b"),
        (Route.A_LEVEL, r"\b(GCE )?A[ -]Levels?\b|\bAS[ -]Levels?\b|\bA2\b"),
        (Route.ESSENTIAL_SKILLS, r"\bGCSEs?\b|functional skills?|\bESOL\b|essential skills"),
        (Route.HIGHER_TECHNICAL, r"\bHN[CD]\b|higher national|higher technical|\bHTQ\b"),
        (Route.FOUNDATION_DEGREE, r"foundation degree|\bFd(A|Sc|Eng)?\b"),
        (
            Route.DEGREE,
            _DEGREES,
        ),
    )
)
_ABOVE_SCHOOL = {Level.FOUR, Level.FIVE, Level.SIX, Level.SEVEN}
_STUDIED_AT_UNIVERSITY = re.compile(r"undergraduate|postgraduate|higher education", re.IGNORECASE)
_AWARDS = re.compile(r"\b(FdA|FdSc|FdEng|HNC|HND|CertHE|DipHE|LLB|B[A-Z][A-Za-z]{0,6}|M[A-Z][A-Za-z]{0,6})\b")
_SENIOR = re.compile(r"postgraduate|\bMasters?\b|\bPG(CE|Cert|Dip)\b", re.IGNORECASE)
_OF_HIGHER_EDUCATION_BY_NAME = (
    (re.compile(r"certificate of higher education|higher national certificate", re.IGNORECASE), Level.FOUR),
    (re.compile(r"diploma of higher education|higher national diploma", re.IGNORECASE), Level.FIVE),
)
_BACHELORS = re.compile(r"\bBachelors?\b|\bhonours\b", re.IGNORECASE)


def award_of(course: XmlNode, title: str) -> tuple[Route, Level | None]:
    """The route and level of a course. Without any word on its kind it is vocational, and of no known level."""
    told = next((node.text for node in refined(course.named("type"), "route")), "")
    said = list(_said_of_it(course))
    words = " | ".join([title, *said])
    level = _level_said(course) or _level_of_words(words)
    if told in set(Route):
        exact = next((node.text for node in refined(course.named("level"), "level")), "")
        return Route(told), Level(exact) if exact in set(Level) else None
    route = next((route for route, pattern in _TITLES if pattern.search(title)), None)
    route = route or next((route for route, pattern in _TITLES if pattern.search(" | ".join(said))), None)
    if route is None and _STUDIED_AT_UNIVERSITY.search(words):
        route = Route.DEGREE
    if route is None and level in _ABOVE_SCHOOL:
        route = Route.HIGHER_TECHNICAL if level in (Level.FOUR, Level.FIVE) else Route.DEGREE
    return route or Route.VOCATIONAL, level or _level_of_award(route, words)


def _said_of_it(course: XmlNode) -> Iterator[str]:
    for qualification in course.named("qualification"):
        for node in qualification.named("title", "abbr", "type", "educationLevel", "level"):
            if node.text:
                yield node.text


def _level_said(course: XmlNode) -> Level | None:
    """The level that elements made for it give, or the credits of a scheme whose levels are known."""
    nodes = [node for one in course.named("qualification") for node in one.named("educationLevel", "level")]
    for node in [*nodes, *course.named("level")]:
        if node.text in set(Level):
            return Level(node.text)
        if (level := _level_of_words(node.text)) is not None:
            return level
    for credit in course.named("credit"):
        scheme, level_text = credit.text_of("scheme").upper(), credit.text_of("level").upper()
        code = level_text.rpartition("#")[2].removeprefix("LEVEL").strip()
        if "SCQF" in scheme and code.isdigit() and int(code) in _OF_SCOTLAND:
            return Level(_OF_SCOTLAND[int(code)])
        if ("CATS" in scheme or "FHEQ" in scheme) and code in _OF_HIGHER_EDUCATION:
            return Level(_OF_HIGHER_EDUCATION[code])
    return None


def _level_of_words(words: str) -> Level | None:
    for match in _LEVEL_WORDS.finditer(words):
        if _OTHER_FRAMEWORK.search(words[max(0, match.start() - 8) : match.end() + 8]):
            continue
        found = next(part for part in (match[1], match[3], match[4]) if part)
        return Level(found.casefold())
    return None


def _level_of_award(route: Route | None, words: str) -> Level | None:
    fixed = {Route.T_LEVEL: Level.THREE, Route.A_LEVEL: Level.THREE, Route.FOUNDATION_DEGREE: Level.FIVE}
    if route in fixed:
        return fixed[route]
    for pattern, of_name in _OF_HIGHER_EDUCATION_BY_NAME:
        if pattern.search(words):
            return of_name
    if route in (Route.DEGREE, Route.HIGHER_TECHNICAL):
        if _SENIOR.search(words):
            return Level.SEVEN
        for award in _AWARDS.findall(words):
            level = route_and_level(award, Nation.ENGLAND)[1]
            if level is not None:
                return level
        if _BACHELORS.search(words):
            return Level.SIX
    return None
