"""Jobs and subjects that somebody has in mind, as codes: an occupation, a career area, or plain words of the catalogue.

Own words are read once, where they are typed, and go no further: only codes travel.
"""

import csv
import re
from functools import cache
from pathlib import Path

from pathways.catalogue.labels import area_name
from pathways.catalogue.vocabulary import Area
from pathways.paths import resource_dir
from pathways.places.postcodes import contains_full_postcode

OCCUPATION, AREA, WORDS = "occupation", "area", "words"
_PLAIN_WORDS = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+){0,3}")
LONGEST_WORDS = 40


def is_idea(code: str) -> bool:
    """Whether a code stands for something: a known occupation or area, or a few plain words of the catalogue."""
    kind, _colon, value = code.partition(":")
    if kind == OCCUPATION:
        return value in _occupation_names()
    if kind == AREA:
        return value in set(Area)
    return (
        kind == WORDS
        and len(value) <= LONGEST_WORDS
        and _PLAIN_WORDS.fullmatch(value) is not None
        and not contains_full_postcode(value)
    )


def idea_name(code: str) -> str:
    """What a page calls an idea: the name of the occupation or the area, or the words themselves."""
    kind, _colon, value = code.partition(":")
    if kind == AREA:
        return area_name(value)
    name = _occupation_names().get(value, value) if kind == OCCUPATION else value
    return name[:1].upper() + name[1:]


def _occupation_names() -> dict[str, str]:
    return _names_in(resource_dir("seed_data") / "occupations.csv")


@cache
def _names_in(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row["name"] for row in csv.DictReader(file)}
