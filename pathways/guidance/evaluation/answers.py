"""The guidance half of the evaluation: sets of answers of `seed_data/evaluation/answers.jsonl`, run and judged.

How a case is judged is told in `seed_data/evaluation/README.md`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answer_json import answers_of, read_answers_body
from pathways.guidance.answers import Answers
from pathways.guidance.balance import FIRST_SCREEN, HALF, LEAST_KINDS
from pathways.guidance.evaluation.bars import Bar, bar
from pathways.guidance.reasons import total_of
from pathways.guidance.standing import HIGHEST_UNASKED, is_bound
from pathways.guidance.suggest import suggest
from pathways.guidance.suggestions import Suggestion, Suggestions
from pathways.places.gazetteer import Gazetteer

ANSWERS_FILE = "evaluation/answers.jsonl"


@dataclass(frozen=True, slots=True)
class AnswerCase:
    """Somebody's answers, and what a careers adviser would insist on in the first ten suggestions, by code.

    ``wanted`` and ``unwanted`` map "areas", "routes" and "levels" to codes: of each list of wanted ones at least one
    must be there, of the unwanted ones none.
    """

    id: str
    about: str
    held_out: bool
    answers: dict[str, Any]
    wanted: dict[str, tuple[str, ...]]
    unwanted: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """What came of a case. ``is_bound``: nothing above level 3 may be in its first ten; ``keeps_bound``: nothing is."""

    case: AnswerCase
    count: int
    faults: tuple[str, ...]
    is_balanced: bool
    adds_up: bool
    is_bound: bool
    keeps_bound: bool
    titles: tuple[str, ...]


def read_answer_cases(path: Path) -> tuple[AnswerCase, ...]:
    """The cases in a file. Raises OSError when it cannot be read, KeyError or ValueError for a slip in it."""
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = {name.removesuffix("_any"): tuple(codes) for name, codes in row["first_ten"].items()}
        unwanted = {name: tuple(codes) for name, codes in row["not_first_ten"].items()}
        cases.append(AnswerCase(row["id"], row["about"], row["held_out"], row["answers"], wanted, unwanted))
    return tuple(cases)


def answers_in(case: AnswerCase, gazetteer: Gazetteer) -> Answers:
    """The answers of a case. Raises UnusableAnswersError, or ValueError for a place that is not known."""
    body = read_answers_body(case.answers)
    home = None
    if body.home:
        found = gazetteer.resolve(body.home)
        home = found.place or next(iter(found.choices), None)
        if home is None:
            raise ValueError(f"{case.id} is at {body.home!r}, which no place is called.")
    return answers_of(body, home)


def run_answers(
    snapshot: CatalogueSnapshot, gazetteer: Gazetteer, cases: Iterable[AnswerCase], today: date
) -> tuple[AnswerOutcome, ...]:
    """Run every case."""
    outcomes = []
    for case in cases:
        answers = answers_in(case, gazetteer)
        outcomes.append(judged(case, answers, suggest(snapshot, answers, today)))
    return tuple(outcomes)


def judged(case: AnswerCase, answers: Answers, found: Suggestions) -> AnswerOutcome:
    """Hold what was suggested against its case."""
    ten = found.items[:FIRST_SCREEN]
    page = [item for group in found.groups for item in group.items][:FIRST_SCREEN]
    return AnswerOutcome(
        case=case,
        count=len(found.items),
        faults=tuple(_faults(case, ten)),
        is_balanced=is_balanced(found, ten) and is_balanced(found, page),
        adds_up=all(abs(item.score - total_of(item.reasons)) < 1e-9 for item in found.items),
        is_bound=is_bound(answers),
        keeps_bound=all(
            (item.card.level or "") <= HIGHEST_UNASKED or item.card.level == "entry" for item in ten
        ),
        titles=tuple(item.card.title for item in ten),
    )


def is_balanced(found: Suggestions, ten: Sequence[Suggestion]) -> bool:
    """Whether the first ten have three areas and routes where the reach holds them, and none more than half."""
    for held, kinds in (
        (found.held_areas, Counter(item.area for item in ten)),
        (found.held_routes, Counter(item.card.route for item in ten)),
    ):
        if held > 1 and kinds and max(kinds.values()) > HALF:
            return False
        if len(kinds) < min(held, LEAST_KINDS):
            return False
    return True


def answer_bars(outcomes: Sequence[AnswerOutcome]) -> tuple[Bar, ...]:
    """The measures of guidance over some outcomes."""
    return (
        bar("sets of answers with a suggestion", 1.0, (one.count > 0 for one in outcomes)),
        bar(
            "three routes and areas on the first screen, none over half",
            1.0,
            (one.is_balanced for one in outcomes),
        ),
        bar("reasons add up to the score", 1.0, (one.adds_up for one in outcomes)),
        bar(
            "nothing above level 3 for those without it",
            1.0,
            (one.keeps_bound for one in outcomes if one.is_bound),
        ),
        bar("first ten hold what they must", 0.90, (not one.faults for one in outcomes)),
    )


def _faults(case: AnswerCase, ten: Sequence[Suggestion]) -> Iterable[str]:
    held: dict[str, set[str | None]] = {
        "areas": set[str | None]().union(*(item.card.areas for item in ten)),
        "routes": {item.card.route for item in ten},
        "levels": {item.card.level for item in ten},
    }
    main: dict[str, set[str | None]] = held | {"areas": {item.area for item in ten}}
    for name, codes in case.wanted.items():
        if codes and not held[name] & set(codes):
            yield f"none of {name} {', '.join(codes)}"
    for name, codes in case.unwanted.items():
        if main[name] & set(codes):
            yield f"{name} {', '.join(sorted(map(str, main[name] & set(codes))))}"
