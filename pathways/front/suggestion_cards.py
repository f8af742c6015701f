"""One suggestion as its card shows it: where it leads, how far it is, whether it is open, and why it is there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from flask import url_for

from pathways.catalogue.learner_query import said_pairs
from pathways.catalogue.results import Card
from pathways.front.carried import Carried, suggestions_address
from pathways.front.eligibility_words import all_reasons
from pathways.front.suggestion_words import journey_words
from pathways.guidance.ladder import Ladder
from pathways.guidance.reasons import Reason
from pathways.guidance.suggestions import Suggestion

FIRST_REASONS = 2
"""Reasons seen at once; the rest open beneath them."""
NEARNESS = "nearness"
SAYS_LITTLE = frozenset({"interest-none", "open"})
"""Reasons that are no help on a card: one says nothing of it, one is said once for the whole list."""


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion with its number on the page and the map, its link, its journey, and the list of more like it.

    ``ladder`` is drawn for the best few only; ``link_of`` gives the address of one of its cards.
    """

    number: int
    suggestion: Suggestion
    link: str
    journey: str
    more_like: str
    ladder: Ladder
    link_of: Callable[[Card], str]

    @property
    def first_reasons(self) -> tuple[Reason, ...]:
        """The reasons that are seen at once: the largest that say something the card does not say already."""
        told = self.journey and NEARNESS
        return tuple(
            reason
            for reason in self.suggestion.reasons
            if reason.kind != told and reason.code not in SAYS_LITTLE
        )[:FIRST_REASONS]

    @property
    def has_more_reasons(self) -> bool:
        """Whether there is more to read than what is seen at once."""
        told = self.suggestion.reasons
        return len(told) > len(self.first_reasons) and any(reason.kind != "open" for reason in told)

    @property
    def verdict_reasons(self) -> tuple[str, ...]:
        """What getting in hangs on, the weightiest first. The verdict itself is a tag of the card."""
        found = self.suggestion.card.eligibility
        return () if found is None else tuple(words for words in all_reasons(found) if words)

    @property
    def has_ladder(self) -> bool:
        """Whether there is a step before or after to show."""
        return bool(self.ladder.before or self.ladder.after)


def shown_suggestion(number: int, item: Suggestion, carried: Carried, ladder: Ladder) -> ShownSuggestion:
    """A suggestion, ready to be drawn on the page that ``carried`` stands for."""
    return ShownSuggestion(
        number=number,
        suggestion=item,
        link=programme_address(item.card, carried),
        journey=journey_words(item.minutes, carried.answers, item.card.distance_miles),
        more_like=suggestions_address(replace(carried, like=item.card.id)),
        ladder=ladder,
        link_of=lambda card: programme_address(card, carried),
    )


def programme_address(card: Card, carried: Carried) -> str:
    """The page of a card's programme: this offer picked, what the person said of themselves, and the way back."""
    answers = carried.answers
    query = [("at", str(card.id))]
    if answers.home is not None:
        query.append(("near", answers.home.id))
    if answers.learner is not None:
        query.extend(said_pairs(answers.learner))
    path = url_for("front.programme", programme_id=card.programme_id, slug=card.programme_slug)
    back = f"&answers={quote(carried.query, safe='')}" if carried.query else ""
    return f"{path}?{urlencode(query)}{back}"
