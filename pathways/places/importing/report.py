"""What an import of postcodes did: what came in, what was refused, and how to mend it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

EXAMPLES_OF_A_REASON: Final = 5
"""How many refused rows are shown for each reason; all of them are counted."""


class PostcodeFileError(Exception):
    """A file refused whole, or a folder that could not be written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused row: where it stands, the value, the rule it breaks and how to mend it."""

    file: str
    line: int
    column: str
    value: str
    rule: str
    mend: str


@dataclass
class PostcodeReport:
    """The tally of one import. Rows read = kept + outside + refused + repeated, always.

    `kept` counts rows that went in: of them `terminated` are no longer in use and `no_coordinates` have no
    point. `outside` lie outside Great Britain. `repeated` came again under the same code and the last
    counted. `version` is the version published, None after a dry run.
    """

    source: str = ""
    statement: str = ""
    files: list[str] = field(default_factory=list)
    read: int = 0
    kept: int = 0
    sectors: int = 0
    terminated: int = 0
    no_coordinates: int = 0
    outside: int = 0
    repeated: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[Refusal] = field(default_factory=list)
    version: str | None = None
    changed: bool = False

    @property
    def refused(self) -> int:
        """Rows refused, for whatever reason."""
        return sum(self.reasons.values())

    def refuse(self, reason: str, refusal: Refusal) -> None:
        """Count one refused row, and keep it as an example if few of its reason are kept yet."""
        self.reasons[reason] += 1
        if self.reasons[reason] <= EXAMPLES_OF_A_REASON:
            self.examples.append(refusal)
