"""Why something is suggested: for each part of a score, the person's own answer and a fact that meets it, as codes.

The words are made by `reason_words`. The weights of a suggestion's reasons add up to its score.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pathways.guidance.reason_words import Value, sentence
from pathways.guidance.weights import Part

DECIMALS = 4
"""Decimals of weights and scores that are shown; rounding is done before adding up, so that the sum is the score."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. ``kind`` is the part, ``code`` which words say it, ``values`` what the words name.

    ``weight`` is what it adds to the score. ``against`` marks what speaks against the suggestion: it adds less than
    it could.
    """

    kind: str
    weight: float
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    against: bool = False

    @property
    def text(self) -> str:
        """The reason in words, in the reader's language. Needs an application's context."""
        return sentence(self.code, self.values)


@dataclass(frozen=True, slots=True)
class Said:
    """What a part has to say of one opportunity, before its weight."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    against: bool = False


def weighed(part: Part, weight: float, said: Said) -> Reason:
    """The reason that a part gives, its weight rounded."""
    return Reason(part.value, round(weight, DECIMALS), said.code, said.values, said.against)


def in_order(reasons: list[Reason]) -> tuple[Reason, ...]:
    """Reasons that count, largest first; what speaks against is kept however little it counts."""
    counted = [reason for reason in reasons if reason.weight > 0.0 or reason.against]
    return tuple(sorted(counted, key=lambda reason: (-reason.weight, reason.kind, reason.code)))


def total_of(reasons: tuple[Reason, ...]) -> float:
    """The score that reasons add up to."""
    return round(sum(reason.weight for reason in reasons), DECIMALS)
