"""One page of the questionnaire, worked out before it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pathways.front.answer_words import AnswerLine, answer_lines
from pathways.front.carried import (
    Carried,
    place_heard,
    question_address,
    settled,
    suggestions_address,
    way_on,
)
from pathways.front.idea_chips import IdeaChip, address_with_place, home_choices, idea_chips, without_place
from pathways.front.left_out_words import left_out_words
from pathways.front.near import AskedPlace
from pathways.front.questionnaire_words import WORDS, QuestionWords
from pathways.guidance.choices import Choice, choices
from pathways.guidance.questions import ACTIVITY_PAGES, CHECK, asks_points, forget, page_before, pages_for
from pathways.guidance.start_months import code_of_month, start_months
from pathways.web.formats import month_and_year
from pathways.web.language import gettext

FINISH_FROM = 4
"""The question from which there is a way to see at once what the answers so far come to."""


@dataclass(frozen=True)
class QuestionPage:
    """A page to draw. ``values`` are what its fields hold, as codes; ``errors`` are (address, words)."""

    name: str
    carried: Carried
    values: Mapping[str, list[str]]
    today: date
    notices: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    asked: AskedPlace = field(default_factory=AskedPlace)
    typed: str = ""
    unknown_words: tuple[str, ...] = ()

    @property
    def words(self) -> QuestionWords:
        """What the page asks and why."""
        return WORDS[self.name]

    @property
    def address(self) -> str:
        """The one address of this page with these answers."""
        return question_address(self.name, self.carried)

    @property
    def heading(self) -> str:
        """The h1."""
        return str(self.words.heading)

    @property
    def title(self) -> str:
        """The title: the h1, then which question this is or that something is to be put right."""
        if self.errors:
            return gettext("%(question)s One thing to put right", question=self.heading)
        if self.is_check or self.carried.then:
            return self.heading
        return gettext(
            "%(question)s Question %(number)s of %(total)s",
            question=self.heading,
            number=self.number,
            total=self.total,
        )

    @property
    def is_check(self) -> bool:
        """Whether this is the page on which all answers are checked."""
        return self.name == CHECK

    @property
    def number(self) -> int:
        """Which question this is, from 1; one more than there are for the last page."""
        pages = pages_for(self.carried.answers)
        return pages.index(self.name) + 1 if self.name in pages else len(pages) + 1

    @property
    def total(self) -> int:
        """How many questions this person is asked."""
        pages = pages_for(self.carried.answers)
        return len(pages) + (self.name not in pages and not self.is_check)

    @property
    def back(self) -> str | None:
        """The page before, or where the change of one answer was asked for; None on the first page."""
        if self.carried.then == "suggestions":
            return suggestions_address(self.carried)
        here = settled(self.carried)
        before = CHECK if self.carried.then else page_before(self.name, self.carried.answers)
        return question_address(before, here) if before else None

    @property
    def offers_to_finish(self) -> bool:
        """Whether there is a way to see what the answers so far come to."""
        return not self.carried.then and not self.is_check and self.number >= FINISH_FROM

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Every other answer, for hidden fields. Ideas already understood stay: their own page adds to them."""
        if self.name == "ideas":
            return (without_place(self.carried) if self.home_choices else self.carried).pairs()
        if self.is_check:
            return self.carried.pairs()
        return replace(self.carried, answers=forget(self.name, self.carried.answers)).pairs()

    @property
    def asks_points(self) -> bool:
        """Whether UCAS points are asked for."""
        return asks_points(self.carried.answers)

    @property
    def activities(self) -> tuple[Choice, ...]:
        """The six activities of this page."""
        here = ACTIVITY_PAGES[self.name]
        return tuple(choice for choice in choices("activity") if choice.code in here)

    @property
    def months(self) -> tuple[Choice, ...]:
        """The months to start in, with the one chosen before even when it is not offered any more."""
        offered = {code_of_month(month): month for month in start_months(self.today)}
        chosen = self.carried.answers.start_from
        if chosen and chosen not in offered:
            offered = {chosen: date.fromisoformat(f"{chosen}-01"), **offered}
        return tuple(Choice(code, month_and_year(month)) for code, month in offered.items())

    @property
    def ideas(self) -> tuple[IdeaChip, ...]:
        """What own words were understood as so far."""
        return idea_chips(self.carried)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What own words said that is no answer, a sentence each."""
        return left_out_words(self.carried.heard)

    @property
    def home_choices(self) -> tuple[Choice, ...]:
        """Two places to choose between, where own words name another than home."""
        return home_choices(self.carried)

    @property
    def home_from_words(self) -> str:
        """The name of the home that own words gave; empty when it was answered otherwise."""
        home, named = self.carried.answers.home, place_heard(self.carried)
        return home.name if home is not None and home == named else ""

    @property
    def status(self) -> str:
        """What is told to whoever does not see the page change."""
        if self.name != "ideas" or self.errors or not (self.ideas or self.left_out):
            return self.title
        names = ", ".join(chip.name for chip in self.ideas)
        understood = (f"{gettext('What we understood')}: {names}.",) if names else ()
        return " ".join((self.title, *understood, *self.left_out))

    @property
    def place_choices(self) -> list[tuple[str, str]]:
        """Places to choose among: the address that takes each, and its name."""
        if self.name == "ideas":
            return [(address_with_place(self.carried, place), place.name) for place in self.asked.choices]
        answers = self.carried.answers
        return [
            (way_on(self.name, replace(self.carried, answers=replace(answers, home=place))), place.name)
            for place in self.asked.choices
        ]

    @property
    def lines(self) -> tuple[AnswerLine, ...]:
        """Every answer with where to change it, for the page on which they are checked."""
        return answer_lines(self.carried, "check")

    def choices(self, field: str) -> tuple[Choice, ...]:
        """The choices of a field."""
        return choices(field)

    def chosen(self, field: str) -> list[str]:
        """What a field holds: codes, or what was typed."""
        return self.values.get(field, [])

    def error_of(self, field: str) -> str:
        """What is wrong with a field; empty when nothing is."""
        return next((words for address, words in self.errors if address == f"#{field}"), "")


def values_of(carried: Carried) -> dict[str, list[str]]:
    """What the fields of a page hold when it is opened: the answers as an address has them."""
    values: dict[str, list[str]] = {}
    for name, value in carried.pairs():
        values.setdefault(name, []).append(value)
    return values
