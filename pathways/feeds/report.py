"""What an import says when it is done: to the terminal, and as JSON for a file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pathways.feeds.comparing import Counts
from pathways.feeds.problems import Problems, shown

MOST_SHOWN = 10
OPPORTUNITIES = "opportunities"


@dataclass(slots=True)
class ImportReport:
    """One import: what came in, what it changed, what was refused and why. Seconds are of a wall clock.

    ``what`` names what ``offered`` counts.
    """

    format: str
    source: str
    files: list[str]
    dry_run: bool
    what: str = OPPORTUNITIES
    applied: bool = False
    refused_because: str = ""
    warnings: list[str] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    counts: Counts = field(default_factory=Counts)
    offered: int = 0
    with_venue: int = 0
    with_place: int = 0
    past: int = 0
    outside_area: int = 0
    listed_twice: int = 0
    problems: Problems = field(default_factory=Problems)
    seconds: float = 0.0
    seconds_locked: float = 0.0

    def as_dict(self) -> dict[str, object]:
        """Plain values, for JSON."""
        return {
            "format": self.format,
            "source": self.source,
            "files": self.files,
            "dry_run": self.dry_run,
            "applied": self.applied,
            "refused_because": self.refused_because,
            "warnings": self.warnings,
            "rows_read": dict(self.rows),
            "rows_refused": dict(self.problems.refused),
            "rows_noted": dict(self.problems.noted),
            "counts": self.counts.as_dict(),
            "edited_here": dict(self.counts.edited),
            "offered": {"what": self.what, "number": self.offered},
            "opportunities": {
                "offered": self.offered,
                "with_a_venue": self.with_venue,
                "with_a_place_on_the_map": self.with_place,
                "without_a_place": self.offered - self.with_place,
                "past": self.past,
                "outside_the_area": self.outside_area,
                "listed_by_another_source_too": self.listed_twice,
            },
            "problem_counts": self.problems.by_rule(),
            "problems": self.problems.as_list(),
            "seconds": round(self.seconds, 1),
            "seconds_locked": round(self.seconds_locked, 2),
        }

    def lines(self) -> Iterator[str]:
        """The report in words, a line at a time."""
        if self.refused_because:
            yield f"Nothing was changed: {self.refused_because}"
            yield f"What was brought in: {shown(', '.join(self.files))}"
        yield from self._came_in()
        for name, counts in self.counts.kinds.items():
            yield (
                f"  {name:<12} {counts.added:>8,} added {counts.changed:>8,} changed "
                f"{counts.same:>8,} the same {counts.withdrawn:>8,} withdrawn"
            )
        for name, number in self.counts.edited.items():
            if number:
                yield (
                    f"{number:,} {name} records were edited here and stay as they are; what the source now says "
                    "is kept beside them."
                )
        if self.listed_twice:
            yield f"{self.listed_twice:,} opportunities are listed by more than one source; each is shown once."
        yield from (f"Note: {warning}" for warning in self.warnings)
        if self.problems.rules:
            refused = self.problems.total_refused
            yield (
                f"{refused:,} {'row was' if refused == 1 else 'rows were'} refused, "
                f"{self.problems.total_noted:,} came in without a value that was wrong:"
            )
            for (file, column, rule), count in self.problems.rules.most_common(MOST_SHOWN):
                yield f"  {count:>6,} x {file} {column}: {rule}".rstrip()
            first = self.problems.listed[0]
            yield f"  The first: {first.file} line {first.line}, {first.column} {first.value!r}. {first.mend}"
        if self.dry_run and not self.refused_because:
            yield "Dry run: nothing was changed."

    def _came_in(self) -> Iterator[str]:
        came_in = f"{self.offered:,} {self.what} came in from {sum(self.rows.values()):,} rows"
        if self.what == OPPORTUNITIES:
            yield (
                f"{came_in}: "
                f"{self.with_venue:,} at a named site, {self.with_place:,} of them with a place on the map, "
                f"{self.offered - self.with_place:,} without a place, {self.past:,} past."
            )
        else:
            yield f"{came_in}."
        if self.outside_area:
            yield f"{self.outside_area:,} more are outside the area that imports keep to, and were not brought in."
