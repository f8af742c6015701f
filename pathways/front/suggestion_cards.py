"""One suggestion as its card shows it: where it leads, how far it is, whether it is open, and why it is there."""

from collections import Counter
from collections.abc import Callable, Sequence
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
"""Reasons seen at once, on a phone only the first; all open beneath them."""
NEARNESS = "nearness"
LEAST_SHARED = 4
"""Cards that share what getting in hangs on, from which it is said once above them."""
SAYS_LITTLE = frozenset({"interest-none", "open"})
"""Reasons that are no help on a card: one says nothing of it, one is said once for the whole list."""


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion with its number on the page and the map, its link, its journey, and the list of more like it.

    ``told`` is what getting in hangs on where the page has said it already. ``ladder`` is drawn for the best few only;
    ``link_of`` gives the address of one of its cards.
    """

    number: int
    suggestion: Suggestion
    link: str
    journey: str
    more_like: str
    ladder: Ladder
    link_of: Callable[[Card], str]
    told: str = ""

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
        """Whether there is more to read than the one reason that a phone shows at once."""
        told = self.suggestion.reasons
        return len(told) > 1 and any(reason.kind != "open" for reason in told)

    @property
    def verdict_reasons(self) -> tuple[str, ...]:
        """What getting in hangs on, the weightiest first. The verdict itself is a tag of the card."""
        return verdict_reasons(self.suggestion)

    @property
    def first_verdict_reason(self) -> str:
        """What getting in hangs on first; empty when there is nothing, or the page has said it for all."""
        first = next(iter(self.verdict_reasons), "")
        return "" if first == self.told else first

    @property
    def has_more_verdict_reasons(self) -> bool:
        """Whether getting in hangs on more than is seen at once."""
        return any(words != self.first_verdict_reason for words in self.verdict_reasons)

    @property
    def has_ladder(self) -> bool:
        """Whether there is a step before or after to show."""
        return bool(self.ladder.before or self.ladder.after)


def verdict_reasons(item: Suggestion) -> tuple[str, ...]:
    """What getting in hangs on, the weightiest first; nothing where nothing is known of the person."""
    found = item.card.eligibility
    return () if found is None else tuple(words for words in all_reasons(found) if words)


def shared_reason(items: Sequence[Suggestion]) -> str:
    """What getting in hangs on first for most of these, to be said once above them; empty when they differ."""
    firsts = Counter(reasons[0] for item in items if (reasons := verdict_reasons(item)))
    for words, count in firsts.most_common(1):
        if count >= LEAST_SHARED and 2 * count > len(items):
            return words
    return ""


def shown_suggestion(
    number: int, item: Suggestion, carried: Carried, ladder: Ladder, told: str = ""
) -> ShownSuggestion:
    """A suggestion, ready to be drawn on the page that ``carried`` stands for."""
    return ShownSuggestion(
        number=number,
        suggestion=item,
        link=programme_address(item.card, carried),
        journey=journey_words(item.minutes, carried.answers, item.card.distance_miles),
        more_like=suggestions_address(replace(carried, like=item.card.id)),
        ladder=ladder,
        link_of=lambda card: programme_address(card, carried),
        told=told,
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
