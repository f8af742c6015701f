"""Rows refused or mended on the way in: where they stand, what is wrong and what would put it right."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

MOST_LISTED = 1_000
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing wrong with one row. ``line`` counts from 1, the header's line; ``column`` may be empty."""

    file: str
    line: int
    column: str
    value: str
    rule: str
    mend: str


@dataclass(slots=True)
class Problems:
    """Every problem counted, and the first thousand listed, so that a spoilt file cannot fill the memory.

    A refused row was left out; a noted one came in without the value that was wrong.
    """

    listed: list[RowProblem] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    rules: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    heard: Callable[[str, RowProblem], None] | None = None
    """Told of every problem as it is met, listed or not: "left out" or "came in without it"."""

    def refuse(self, problem: RowProblem) -> None:
        """Count a row that was left out."""
        self.refused[problem.file] += 1
        self._list("left out", problem)

    def note(self, problem: RowProblem) -> None:
        """Count a row that came in without the value that was wrong."""
        self.noted[problem.file] += 1
        self._list("came in without it", problem)

    def _list(self, what: str, problem: RowProblem) -> None:
        if self.heard is not None:
            self.heard(what, problem)
        self.rules[problem.file, problem.column, problem.rule] += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(problem)

    @property
    def total_refused(self) -> int:
        """How many rows were left out, over all files."""
        return sum(self.refused.values())

    @property
    def total_noted(self) -> int:
        """How many came in without a value that was wrong, over all files."""
        return sum(self.noted.values())

    def by_rule(self) -> list[dict[str, str | int]]:
        """Each broken rule with how often, most frequent first."""
        return [
            {"file": file, "column": column, "rule": rule, "rows": count}
            for (file, column, rule), count in self.rules.most_common()
        ]

    def as_list(self) -> list[dict[str, object]]:
        """The listed problems as plain values."""
        return [asdict(problem) for problem in self.listed]


def shown(value: object) -> str:
    """A value as a report shows it: printable, and not endless."""
    text = printable("" if value is None else str(value))
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "..."


def printable(text: str) -> str:
    """The text without what a terminal or a database would take for an order."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
