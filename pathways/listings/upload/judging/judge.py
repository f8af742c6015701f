"""What every judge does, and the checks of listings said of rows and columns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pydantic import ValidationError

from pathways.feeds.broken import Broken
from pathways.listings.checks import CheckFacts, Problem, check, errors_in
from pathways.listings.content import ListingContent
from pathways.listings.upload.merging import content_with
from pathways.listings.upload.said import Fault, Judged, Line, Said, SaidOffer

MENDED_HERE = {
    "Bring in the apprenticeship standards first.": "Check the number of the standard.",
    "Add it to the table of venues, or correct its name.": (
        "Correct the name, or add the venue to your venues and check again."
    ),
}
"""What somebody at a terminal is told, as whoever sent a file can do it."""
_TOO_MUCH = {"string_too_long", "too_long", "less_than_equal"}


class Judge(Protocol):
    """Reads the rows of one kind of file."""

    def group(self, line: Line) -> str:
        """The key that a row shares with all rows of its programme."""

    def judge(self, lines: Sequence[Line]) -> Judged:
        """All rows of one programme: what is wrong in each, and what the good ones say."""

    def column(self, field: str) -> str:
        """The column of a field of a listing; empty for none."""


@dataclass(slots=True)
class Weighed:
    """What comes of the rows of one programme. Without content there is nothing to publish."""

    faults: list[Fault]
    content: ListingContent | None
    used: frozenset[int]


def faults(line: int, broken: Iterable[Broken], columns: Mapping[str, str] | None = None) -> list[Fault]:
    """What is wrong with a row: of each column the first thing, in words for whoever sent the file.

    ``columns`` are the names of the file's columns by the names that the rules have for them.
    """
    found: dict[str, Fault] = {}
    for one in broken:
        column = (columns or {}).get(one.field, one.field)
        says_it_twice = one.mend == f"Write {one.rule.removeprefix(f'{one.field} is ')}."
        mend = "" if says_it_twice else MENDED_HERE.get(one.mend, one.mend)
        found.setdefault(column, Fault(line, column, one.rule, mend))
    return list(found.values())


def weigh(
    judge: Judge, judged: Judged, before: ListingContent | None, facts: CheckFacts, day: date
) -> Weighed:
    """Hold what the good rows say against the checks of listings. A place that fails them is left out with its row."""
    faults = list(judged.faults)
    said = judged.said
    offers: Sequence[SaidOffer] = said.offers if said else ()
    while said is not None and offers:
        content, found = _attempt(judge, said, offers, before, facts, day)
        if not found:
            lines = {offer.line for offer in offers}
            used = frozenset(line for line, first in judged.taken.items() if first in lines)
            return Weighed(faults, content, used)
        faults += [one for _, one in found]
        of_places = {line for line, _ in found if line is not None}
        if any(line is None for line, _ in found):
            break
        offers = [offer for offer in offers if offer.line not in of_places]
    return Weighed(faults, None, frozenset())


def _attempt(
    judge: Judge,
    said: Said,
    offers: Sequence[SaidOffer],
    before: ListingContent | None,
    facts: CheckFacts,
    day: date,
) -> tuple[ListingContent | None, list[tuple[int | None, Fault]]]:
    """The content, or what is wrong: with the line of the place, or with None where the whole programme is meant."""
    first = offers[0].line
    try:
        content, line_of = content_with(said, offers, before)
    except ValidationError as wrong:
        return None, [(None, one) for one in _unfit(judge, wrong, first)]
    errors = errors_in(check(content, facts, day))
    return content, [_placed(judge, problem, line_of, first) for problem in errors]


def _placed(judge: Judge, problem: Problem, line_of: dict[str, int], first: int) -> tuple[int | None, Fault]:
    key = problem.offer_key
    line = line_of.get(key) if key is not None else None
    if key is not None and line is None:
        rule = "A place that this listing has already, and that the file does not mention, is not right"
        return None, Fault(first, "", f"{rule}: {problem.words}", "Mend it in the listing, then check again.")
    said = Fault(line or first, judge.column(problem.own_field), problem.words, problem.mend)
    return line, said


def _unfit(judge: Judge, wrong: ValidationError, first: int) -> Iterable[Fault]:
    seen: dict[str, Fault] = {}
    for one in wrong.errors(include_url=False, include_input=False):
        names = [
            str(part) for part in one["loc"] if not str(part).isdigit() and part not in ("offers", "entry")
        ]
        name = names[0] if names else ""
        too_much = one["type"] in _TOO_MUCH
        rule = "This is more than a listing can hold" if too_much else "This does not fit in a listing"
        mend = "Shorten it." if too_much else "Correct it, or leave it empty."
        seen.setdefault(name, Fault(first, judge.column(name), rule, mend))
    return seen.values()
