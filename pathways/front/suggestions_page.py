"""The page of suggestions, worked out before it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pathways.catalogue.labels import area_name
from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Route
from pathways.front.answer_words import AnswerLine, answer_lines
from pathways.front.carried import Carried, suggestions_address
from pathways.front.headings import count_words
from pathways.front.near_map import NearMap
from pathways.front.suggestion_cards import shared_reason
from pathways.front.suggestion_groups import AreaGroup, area_groups
from pathways.front.suggestion_words import nation_words, summary_words, widened_words
from pathways.guidance.choices import Choice, choices
from pathways.guidance.ladder import Ladder
from pathways.guidance.questions import forget
from pathways.guidance.suggestions import Suggestions
from pathways.web.language import gettext


@dataclass(frozen=True, slots=True)
class Undo:
    """Something asked of the list, in words, and the address of the page without it."""

    text: str
    address: str


@dataclass(frozen=True)
class SuggestionsPage:
    """Suggestions for what is carried. ``liked`` is the card to show more like; ``notices`` are sentences.

    ``ladders`` holds those of the best few, by the id of the opportunity.
    """

    carried: Carried
    found: Suggestions
    notices: tuple[str, ...]
    near_map: NearMap | None
    liked: Card | None
    today: date
    ladders: Mapping[int, Ladder]

    @cached_property
    def address(self) -> str:
        """The one address of this page."""
        return suggestions_address(self.carried)

    @property
    def heading(self) -> str:
        """The h1."""
        if self.carried.answers.home is None:
            return gettext("What could fit you")
        return gettext("What could fit you near %(place)s", place=self.carried.answers.home.name)

    @property
    def title(self) -> str:
        """The title, which begins with the h1 and tells the states of the page apart."""
        parts = [self.count, *(undo.text for undo in self.undos[:3])]
        return f"{self.heading}: {', '.join(parts)}"

    @property
    def count(self) -> str:
        """How many there are, in words."""
        return count_words(len(self.found.items))

    @property
    def summary(self) -> tuple[str, ...]:
        """What was looked at and what came of it, in a few sentences."""
        return summary_words(self.carried.answers, self.found)

    @property
    def widened(self) -> str:
        """That the reach was widened and why; empty when it was not."""
        return widened_words(self.carried.answers, self.found)

    @property
    def other_nation(self) -> str:
        """What to know of a home outside England; empty within it."""
        return nation_words(self.carried.answers)

    @cached_property
    def told(self) -> str:
        """What getting in hangs on for most of the cards, said once above them; empty when they differ."""
        return shared_reason(self.found.items)

    @cached_property
    def groups(self) -> tuple[AreaGroup, ...]:
        """The groups, their suggestions numbered down the page."""
        return area_groups(self.carried, self.found, self.ladders, self.told)

    @property
    def first_groups(self) -> tuple[AreaGroup, ...]:
        """The groups of the first screen, which is balanced; they come first."""
        return tuple(group for group in self.groups if group.seen)

    @property
    def later_groups(self) -> tuple[AreaGroup, ...]:
        """The groups that open beneath the first."""
        return self.groups[len(self.first_groups) :]

    @property
    def undos(self) -> tuple[Undo, ...]:
        """What was asked of the list, each with the way to undo it."""
        undos = [
            Undo(
                gettext("Not %(area)s", area=area_name(area)),
                suggestions_address(replace(self.carried, without=self.carried.without - {area})),
            )
            for area in sorted(self.carried.without)
        ]
        if self.liked is not None:
            without = suggestions_address(replace(self.carried, like=None))
            undos.insert(0, Undo(gettext("More like %(title)s", title=self.liked.title), without))
        return tuple(undos)

    @property
    def lines(self) -> tuple[AnswerLine, ...]:
        """Every answer, each with the way to change it and come back here."""
        return answer_lines(self.carried, "suggestions")

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(bool(line.said) for line in self.lines)

    @property
    def travel_modes(self) -> tuple[Choice, ...]:
        """The ways of travelling, to change in place."""
        return choices("travel")

    @property
    def minutes(self) -> tuple[Choice, ...]:
        """The times that a journey may take, to change in place."""
        return choices("minutes")

    @property
    def minutes_chosen(self) -> str:
        """The code of the time chosen."""
        answers = self.carried.answers
        return "move" if answers.could_move else str(answers.travel_minutes or "")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """All but the journey, for the form that changes it."""
        return replace(self.carried, answers=forget("travel", self.carried.answers), then="").pairs()

    @property
    def all_routes(self) -> tuple[str, ...]:
        """Every route, to be explained where there is nothing to suggest."""
        return tuple(Route)

    @property
    def has_examples(self) -> bool:
        """Whether any card is of the demonstration catalogue."""
        return any(item.card.is_demonstration for item in self.found.items)
