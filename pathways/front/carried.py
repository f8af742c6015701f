"""What the questionnaire and its results carry from page to page: answers and a few choices about the list, as codes.

Nothing is stored: all of it stands in the address, or in hidden fields of the form that leads to the next one.
"""

from dataclasses import dataclass, field, replace
from typing import Literal, cast
from urllib.parse import parse_qsl

from flask import url_for

from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.query_string import LARGEST_ID
from pathways.catalogue.query_values import Args, Notice, Reader
from pathways.catalogue.vocabulary import Area
from pathways.guidance.answer_query import read_answers, write_answers
from pathways.guidance.answers import Answers
from pathways.guidance.questions import CHECK, PAGES, page_after

Then = Literal["", "check", "suggestions"]
"""Where a page of the questionnaire leads when one answer is changed: on ("") or back to where that was asked for."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers; career areas not wanted; the opportunity to show more like; and where to go back to."""

    answers: Answers = field(default_factory=Answers)
    without: frozenset[Area] = frozenset()
    like: int | None = None
    then: Then = ""

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
    )
    return carried, (*notices, *reader.notices)


def question_address(page: str, carried: Carried) -> str:
    """Where a page of the questionnaire is asked, the answers so far with it."""
    return _with_query(url_for("front.question", page=page), carried.query)


def suggestions_address(carried: Carried) -> str:
    """Where the suggestions for these answers are."""
    return _with_query(url_for("front.suggestions"), replace(carried, then="").query)


def way_on(page: str, carried: Carried) -> str:
    """Where to go when ``page`` is done: on to the next, or back to where its change was asked for."""
    if carried.then == "suggestions" or page == CHECK:
        return suggestions_address(carried)
    here = replace(carried, then="")
    return question_address(CHECK if carried.then else page_after(page, carried.answers), here)


def is_page(name: str) -> bool:
    """Whether the questionnaire has a page of that name."""
    return name in PAGES or name == CHECK


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
