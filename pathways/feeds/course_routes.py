"""The route and the level of a course, from its title, its type and the level that its row gives.

| In the title or the type | Route | Level where the row gives none |
|---|---|---|
| GCSE | essential skills | 2 |
| functional skills, essential skills, ESOL, Multiply | essential skills | as the title says |
| Skills Bootcamp | bootcamp | as the title says |
| supported internship | supported internship | none |
| T Level (not its foundation or transition year) | T Level | 3 |
| V Level | V Level | 3 |
| A level, AS level, GCE | A level | 3 |
| foundation degree, FdA, FdSc, FdEng | foundation degree | 5 |
| HNC, HND, HTQ, Higher National, Higher Technical | higher technical | HNC 4, HND 5 |
| BA, BSc, BEng, LLB, bachelor, honours degree | degree | 6 |
| MA, MSc, MBA, master | degree | 7 |
| Access to Higher Education | vocational | 3 |
| anything else | vocational | as the title says |
"""

import re

from pathways.catalogue.vocabulary import Level, Route

_OF_TYPES = {
    "essential skills": Route.ESSENTIAL_SKILLS,
    "multiply": Route.ESSENTIAL_SKILLS,
    "t levels": Route.T_LEVEL,
    "htqs": Route.HIGHER_TECHNICAL,
    "skills bootcamp": Route.BOOTCAMP,
    "as levels": Route.A_LEVEL,
    "a levels": Route.A_LEVEL,
}
_NOT_YET = re.compile(r"\bt[- ]?levels? (foundation|transition)", re.IGNORECASE)


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})(?!\w)", re.IGNORECASE)


_ACCESS = _words(r"access to (?:he|higher education)")
_IN_TITLES: tuple[tuple[re.Pattern[str], Route, Level | None], ...] = (
    (_words(r"skills boot ?camps?|boot ?camp"), Route.BOOTCAMP, None),
    (_words(r"supported internships?"), Route.SUPPORTED_INTERNSHIP, None),
    (_words(r"gcses?|i?gcse"), Route.ESSENTIAL_SKILLS, Level.TWO),
    (
        _words(r"functional (?:skills?|english|maths)|essential skills|esol|multiply|skills for life"),
        Route.ESSENTIAL_SKILLS,
        None,
    ),
    (_words(r"t[- ]levels?"), Route.T_LEVEL, Level.THREE),
    (_words(r"v[- ]levels?"), Route.V_LEVEL, Level.THREE),
    (_words(r"(?<!in )a[s2]?[- ]levels?(?! ?\d)|gce"), Route.A_LEVEL, Level.THREE),
    (_words(r"foundation degrees?|fda|fdsc|fdeng"), Route.FOUNDATION_DEGREE, Level.FIVE),
    (_words(r"hnc|higher national certificate"), Route.HIGHER_TECHNICAL, Level.FOUR),
    (_words(r"hnd|higher national diploma"), Route.HIGHER_TECHNICAL, Level.FIVE),
    (_words(r"htq|higher nationals?|higher technical(?: qualification)?"), Route.HIGHER_TECHNICAL, None),
    (_words(r"ba|bsc|beng|llb|bachelor(?:'?s)?|(?:honours|hons) degree|degree"), Route.DEGREE, Level.SIX),
    (_words(r"ma|msc|mba|meng|master(?:'?s)?(?: degree)? (?:of|in)"), Route.DEGREE, Level.SEVEN),
)
_LEVEL = re.compile(r"\b(?:level|lvl|l|nvq)\s?([1-7])\b", re.IGNORECASE)
_ENTRY = re.compile(r"\b(?:entry|pre-entry|e[1-3])\b(?! (?:to|into|requirement))", re.IGNORECASE)


def route_of(title: str, course_type: str = "") -> tuple[Route, Level | None]:
    """The route that a title and a type tell, and the level that goes with the route, if one does."""
    if course_type.lower() == "degree":
        found = _route_in(title)
        return found if found and found[0] is not Route.ESSENTIAL_SKILLS else (Route.DEGREE, Level.SIX)
    if by_type := _OF_TYPES.get(course_type.lower()):
        found = _route_in(title)
        usual = Level.THREE if by_type in (Route.T_LEVEL, Route.A_LEVEL) else None
        return by_type, found[1] if found and found[0] is by_type else usual
    return _route_in(title) or (Route.VOCATIONAL, Level.THREE if _ACCESS.search(title) else None)


def level_in_title(title: str) -> Level | None:
    """The level that a title names: "Level 2", "NVQ 3", "Entry 3"; None where it names none, or several."""
    levels = {Level(number) for number in _LEVEL.findall(title)}
    if _ENTRY.search(title):
        levels.add(Level.ENTRY)
    return levels.pop() if len(levels) == 1 else None


def route_and_level(
    title: str, course_type: str = "", level: Level | None = None
) -> tuple[Route, Level | None]:
    """The route and the level of a course: the level of its row, else that of its title, else that of its route."""
    route, usual = route_of(title, course_type)
    return route, level or level_in_title(title) or usual


def _route_in(title: str) -> tuple[Route, Level | None] | None:
    if _ACCESS.search(title) or _NOT_YET.search(title):
        return None
    return next(((route, level) for pattern, route, level in _IN_TITLES if pattern.search(title)), None)
