"""The career areas of a course, listing or vacancy that gives no subject code, read out of its title.

First our own table of words that course titles use (``seed_data/title_words.csv``): the longest run of words in the
title that stands there decides. Then the careers thesaurus, which knows what people call jobs and subjects. Last the
words of the table that go with any subject, such as "management".
"""

import re
from functools import cache

from pathways.catalogue.careers_thesaurus import careers_occupations, careers_thesaurus
from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Area
from pathways.paths import resource_dir
from pathways.words.sentences import Piece, read_sentence
from pathways.words.thesaurus import Kind, Meaning

TITLE_WORDS_FILE = "title_words.csv"
LEAST_WEIGHT = 60
"""How surely (1 to 100) a term of the thesaurus must mean an area or a job: a wrong area is worse than none."""
SURE_OF_ANOTHER = 85
"""The weight from which a second part of a title adds an area beside the main one."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SAYS_NOTHING = re.compile(
    r"\b(level|entry|award|certificate|diploma|nvq|btec|city and guilds|ncfe|cache|qualification|introduction to|"
    r"principles of|introductory|extended|foundation|technical|national|[1-7]|in|for|of|the)\b",
    re.IGNORECASE,
)


def areas_of_title(title: str) -> tuple[Area, ...]:
    """The career areas of what is called ``title``, the main one first; none where no word tells."""
    words = _WORD.findall(title.lower())
    telling, telling_little = _own_words()
    return _longest_run(words, telling) or _by_thesaurus(title) or _longest_run(words, telling_little)


def _longest_run(words: list[str], table: dict[tuple[str, ...], tuple[Area, ...]]) -> tuple[Area, ...]:
    for length in range(min(max(map(len, table)), len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            if found := table.get(tuple(words[at : at + length])):
                return found
    return ()


def _by_thesaurus(title: str) -> tuple[Area, ...]:
    sentence = read_sentence(_SAYS_NOTHING.sub(" ", title), careers_thesaurus())
    told = [
        (piece, meaning)
        for piece in sentence.pieces
        if not piece.refused and (meaning := _surest(piece)) is not None
    ]
    if not told:
        return ()
    best = max(told, key=lambda one: (len(one[0].tokens), one[1].weight))
    areas = dict.fromkeys(_areas(best[1]))
    for _, meaning in told:
        if meaning.weight >= SURE_OF_ANOTHER:
            areas.setdefault(_areas(meaning)[0])
    return tuple(areas)


def _surest(piece: Piece) -> Meaning | None:
    meanings = [one for one in piece.of(Kind.AREA, Kind.OCCUPATION) if one.weight >= LEAST_WEIGHT]
    return max(meanings, key=lambda meaning: meaning.weight, default=None)


def _areas(meaning: Meaning) -> tuple[Area, ...]:
    if meaning.kind is Kind.AREA:
        return tuple(Area(value) for value in meaning.values)
    return careers_occupations()[meaning.values[0]].areas[:1]


@cache
def _own_words() -> tuple[dict[tuple[str, ...], tuple[Area, ...]], dict[tuple[str, ...], tuple[Area, ...]]]:
    """The table's words that tell by themselves, and those that count only when nothing else does."""
    tables: tuple[dict[tuple[str, ...], tuple[Area, ...]], ...] = ({}, {})
    for row in read_rows(resource_dir("seed_data") / TITLE_WORDS_FILE):
        words = tuple(_WORD.findall(row["words"]))
        tables[row["only_if_nothing_else"] == "yes"][words] = tuple(
            Area(area) for area in row["areas"].split(";")
        )
    return tables[0], tables[1]
