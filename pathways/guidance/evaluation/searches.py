"""The search half of the evaluation: cases of `seed_data/evaluation/searches.csv`, run and judged.

How a case is judged is told in `seed_data/evaluation/README.md`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.dated import read_rows
from pathways.catalogue.results import Card, Results
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.understanding_place import place_in_words
from pathways.guidance.evaluation.bars import Bar, bar
from pathways.places.gazetteer import Gazetteer
from pathways.words.analysis import fold
from pathways.words.thesaurus import Thesaurus

CASES_FILE = "evaluation/searches.csv"
FIRST_TEN = 10
NAMES = frozenset({"job-title", "everyday-name", "hobby"})
SAID = frozenset({"sentence", "emoji", "text-speak", "language"})


@dataclass(frozen=True, slots=True)
class SearchCase:
    """What somebody types, and what a careers adviser would expect. ``areas``: any one of them is right."""

    id: str
    kind: str
    query: str
    near: str
    areas: frozenset[str]
    first_ten: tuple[str, ...]
    not_first_ten: tuple[str, ...]
    held_out: bool


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """What came of a case. ``kept``: the first ten hold what they must and nothing of what they must not."""

    case: SearchCase
    first: bool
    in_three: bool
    kept: bool
    has_way_on: bool
    titles: tuple[str, ...]


def read_search_cases(path: Path) -> tuple[SearchCase, ...]:
    """The cases in a file. Raises OSError when it cannot be read."""
    return tuple(
        SearchCase(
            row["id"],
            row["kind"],
            row["query"],
            row["near"],
            frozenset(_several(row["area"])),
            _several(row["first_ten"]),
            _several(row["not_first_ten"]),
            row["held_out"] == "yes",
        )
        for row in read_rows(path)
    )


def criteria_of(case: SearchCase, gazetteer: Gazetteer) -> SearchCriteria:
    """The search that a case asks for, with the place in its words when it gives no other.

    Raises ValueError when the place of the case is not known.
    """
    place = None
    if case.near:
        found = gazetteer.resolve(case.near)
        place = found.place or next(iter(found.choices), None)
        if place is None:
            raise ValueError(f"{case.id} is near {case.near!r}, which no place is called.")
    return place_in_words(SearchCriteria(text=case.query, place=place), gazetteer).criteria


def judged(case: SearchCase, results: Results) -> SearchOutcome:
    """Hold what a search found against its case."""
    ten = results.cards[:FIRST_TEN]
    right = [not case.areas or bool(case.areas & set(card.areas)) for card in ten[:3]]
    kept = all(any(_is(card, wanted) for card in ten) for wanted in case.first_ten) and not any(
        _is(card, unwanted) for card in ten for unwanted in case.not_first_ten
    )
    goes_on = bool(ten or results.ways_on or any(wider.total for wider in results.wider))
    return SearchOutcome(
        case, bool(right[:1] and right[0]), any(right), kept, goes_on, tuple(card.title for card in ten)
    )


def run_searches(
    snapshot: CatalogueSnapshot,
    gazetteer: Gazetteer,
    cases: Iterable[SearchCase],
    today: date,
    thesaurus: Thesaurus | None = None,
) -> tuple[SearchOutcome, ...]:
    """Run every case. ``thesaurus`` is the project's own when none is given."""
    return tuple(
        judged(case, search(snapshot, criteria_of(case, gazetteer), today, thesaurus=thesaurus))
        for case in cases
    )


def search_bars(outcomes: Sequence[SearchOutcome]) -> tuple[Bar, ...]:
    """The measures of search over some outcomes."""

    def among(kinds: frozenset[str], right: Callable[[SearchOutcome], bool]) -> list[bool]:
        return [right(one) for one in outcomes if one.case.kind in kinds and one.case.areas]

    return (
        bar("job title, everyday name or hobby: right area first", 0.90, among(NAMES, lambda one: one.first)),
        bar("the same: right area in the first three", 0.97, among(NAMES, lambda one: one.in_three)),
        bar("misspelt: right area first", 0.95, among(frozenset({"misspelt"}), lambda one: one.first)),
        bar(
            "sentence, emoji, text-speak, other language: right area first",
            0.90,
            among(SAID, lambda one: one.first),
        ),
        bar("results or a way on", 1.0, (one.has_way_on for one in outcomes)),
        bar("first ten hold what they must", 0.90, (one.kept for one in outcomes)),
    )


def _is(card: Card, wanted: str) -> bool:
    facet, colon, code = wanted.partition(":")
    if not colon:
        return re.search(rf"\b{re.escape(fold(wanted))}", fold(card.title)) is not None
    held = {
        "area": card.areas[:1],
        "route": (card.route,),
        "level": (card.level,),
        "mode": card.modes,
        "delivery": (card.delivery,),
    }
    return code in held[facet]


def _several(values: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in values.split(";") if value.strip())
