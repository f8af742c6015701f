"""Titles of apprenticeship standards, compared as they are worded by tables, vacancies and prospectuses."""

import re

from pathways.words.analysis import words_of

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_LEVEL = re.compile(r"\blevel\s*[2-7]\b", re.IGNORECASE)
_TELLS_OF_A_DEGREE = frozenset({"degree", "integrated"})
_SAYS_NOTHING = frozenset({"apprentice", "apprenticeship", "apprenticeships", "standard", "and"})


def clean_title(title: str) -> str:
    """A title for comparing: folded, without the level, the word "apprenticeship" and marks of a degree.

    "Civil Engineer (Degree)", "Civil engineer (integrated degree) (level 6)" and "Civil Engineer" are one. Years
    and the rules of a regulator ("NMC 2018") stay, for they tell versions apart.
    """
    plain = _LEVEL.sub(" ", title)
    plain = _IN_BRACKETS.sub(_without_degree, plain)
    words = [word for word in words_of(plain) if word not in _SAYS_NOTHING]
    while words and words[-1] == "degree":
        words.pop()
    return " ".join(words)


def _without_degree(match: re.Match[str]) -> str:
    inside = set(words_of(match[1]))
    return " " if "degree" in inside and inside <= _TELLS_OF_A_DEGREE else match[0]
