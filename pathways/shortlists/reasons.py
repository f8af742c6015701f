"""Why a suggestion was made, in the words that go onto a list."""

from pathways.front.suggestion_cards import SAYS_LITTLE
from pathways.guidance.suggestions import Suggestion

MOST_REASONS = 4


def reasons_of(item: Suggestion) -> tuple[str, ...]:
    """The weightiest reasons that speak for a suggestion and say something."""
    told = [reason.text for reason in item.reasons if not reason.against and reason.code not in SAYS_LITTLE]
    return tuple(told[:MOST_REASONS])
