"""What somebody has in mind, as codes: an occupation, a career area, a route, a level, or plain words of the catalogue.

Own words are read once, where they are typed, and go no further: only codes travel.
"""

import csv
import re
from functools import cache
from pathlib import Path

from pathways.catalogue.labels import facet_value_name
from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.paths import resource_dir
from pathways.places.postcodes import contains_full_postcode

OCCUPATION, WORDS = "occupation", "words"
KINDS: dict[str, type[Area] | type[Level] | type[Route]] = {"area": Area, "level": Level, "route": Route}
"""The kinds of idea whose values are codes of the catalogue."""
_PLAIN_WORDS = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+){0,3}")
LONGEST_WORDS = 40


def is_idea(code: str) -> bool:
    """Whether a code stands for something known, or for a few plain words of the catalogue."""
    kind, _colon, value = code.partition(":")
    if kind == OCCUPATION:
        return value in _occupation_names()
    if kind in KINDS:
        return value in set(KINDS[kind])
    return (
        kind == WORDS
        and len(value) <= LONGEST_WORDS
        and _PLAIN_WORDS.fullmatch(value) is not None
        and not contains_full_postcode(value)
    )


def idea_name(code: str) -> str:
    """What a page calls an idea: the name of the occupation, area, route or level, or the words themselves."""
    kind, _colon, value = code.partition(":")
    if kind in KINDS:
        return facet_value_name(kind, value)
    name = _occupation_names().get(value, value) if kind == OCCUPATION else value
    return name[:1].upper() + name[1:]


def _occupation_names() -> dict[str, str]:
    return _names_in(resource_dir("seed_data") / "occupations.csv")


@cache
def _names_in(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row["name"] for row in csv.DictReader(file)}
