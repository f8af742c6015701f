"""What the questionnaire and its results carry from page to page: answers and a few choices about the list, as codes.

Nothing is stored: all of it stands in the address, or in hidden fields of the form that leads to the next one.
"""

from dataclasses import dataclass, field, replace
from typing import Literal, cast
from urllib.parse import parse_qsl, quote_plus

from flask import url_for

from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.query_values import Args, Notice, Reader
from pathways.catalogue.vocabulary import Area
from pathways.database import LARGEST_ID
from pathways.guidance.answer_query import read_answers, write_answers
from pathways.guidance.answers import Answers
from pathways.guidance.heard import HOME, is_heard, is_left_out, unheard
from pathways.guidance.questions import CHECK, PAGES, forget, page_after
from pathways.places.place import Place

LONGEST_PLACE_ID = 100

Then = Literal["", "check", "suggestions"]
"""Where a page of the questionnaire leads when one answer is changed: on ("") or back to where that was asked for."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers; career areas not wanted; the opportunity to show more like; and where to go back to.

    ``heard`` are the codes of what own words just said in answer to other questions (`guidance.heard`), to be shown
    once beside the words; a place among them need not be the home that was answered.
    """

    answers: Answers = field(default_factory=Answers)
    without: frozenset[Area] = frozenset()
    like: int | None = None
    then: Then = ""
    heard: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """All of it as names and values, for hidden fields."""
        return parse_qsl(self.query)

    @property
    def query(self) -> str:
        """All of it as an address has it, without a question mark; empty when there is nothing to carry."""
        parts = [*write_answers(self.answers), *(f"without={area}" for area in sorted(self.without))]
        if self.like is not None:
            parts.append(f"like={self.like}")
        if self.then:
            parts.append(f"then={self.then}")
        parts.extend(f"heard={quote_plus(code, safe=':')}" for code in self.heard)
        return "&".join(parts)


def read_carried(args: Args) -> tuple[Carried, tuple[Notice, ...]]:
    """What an address or form carries, and what in it had to be dropped. Never raises."""
    reader = Reader(args)
    answers, notices = read_answers(args, current_gazetteer())
    carried = Carried(
        answers=answers,
        without=reader.choices("without", Area),
        like=reader.whole("like", 1, LARGEST_ID),
        then=cast("Then", reader.code("then", ("check", "suggestions")) or ""),
        heard=tuple(code for code in dict.fromkeys(reader.values("heard")) if _is_heard(answers, code)),
    )
    return carried, (*notices, *reader.notices)


def settled(carried: Carried) -> Carried:
    """The same without what belongs to one page alone."""
    return replace(carried, then="", heard=())


def skipped(page: str, carried: Carried) -> Carried:
    """The same without the answer of a page; for own words that is everything they just said."""
    answers = forget(page, carried.answers)
    for code in carried.heard:
        answers = unheard(answers, code)
    return replace(carried, answers=answers, heard=())


def place_heard(carried: Carried) -> Place | None:
    """The place that own words named, None when they named none."""
    return next((place for code in carried.heard if (place := _place_of(code)) is not None), None)


def question_address(page: str, carried: Carried) -> str:
    """Where a page of the questionnaire is asked, the answers so far with it."""
    return _with_query(url_for("front.question", page=page), carried.query)


def suggestions_address(carried: Carried) -> str:
    """Where the suggestions for these answers are."""
    return _with_query(url_for("front.suggestions"), settled(carried).query)


def way_on(page: str, carried: Carried) -> str:
    """Where to go when ``page`` is done: on to the next, or back to where its change was asked for."""
    if carried.then == "suggestions" or page == CHECK:
        return suggestions_address(carried)
    here = settled(carried)
    return question_address(CHECK if carried.then else page_after(page, carried.answers), here)


def is_page(name: str) -> bool:
    """Whether the questionnaire has a page of that name."""
    return name in PAGES or name == CHECK


def _is_heard(answers: Answers, code: str) -> bool:
    return is_heard(answers, code) or is_left_out(code) or _place_of(code) is not None


def _place_of(code: str) -> Place | None:
    field, _, value = code.partition(":")
    return current_gazetteer().lookup(value) if field == HOME and len(value) <= LONGEST_PLACE_ID else None


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
