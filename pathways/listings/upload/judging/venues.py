"""Judges rows of the national template of venues, by the rules of the import."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pathways.catalogue.models import Venue
from pathways.feeds.course_directory import where
from pathways.feeds.course_directory.columns import DirectoryRow, RowMaker, Shape
from pathways.feeds.course_directory.rules import broken_rules
from pathways.feeds.course_directory.venues import venue_record
from pathways.listings.upload.judging.judge import faults
from pathways.listings.upload.judging.registers import Lookups
from pathways.listings.upload.said import Fault, Judged, Line
from pathways.listings.values import clean_line


@dataclass(frozen=True, slots=True)
class SaidVenue:
    """What a row says of a venue. The postcode of a place of teaching is public, and kept whole."""

    reference: str
    name: str
    address: str
    town: str
    postcode: str

    def as_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))

    def is_said_of(self, venue: Venue) -> bool:
        """Whether a venue says the same already."""
        ours = (venue.name, venue.address, venue.town, venue.postcode)
        return ours == (self.name, self.address, self.town, self.postcode)


class VenuesJudge:
    """Judges rows of venues. Each is by itself, under the provider's own reference."""

    def __init__(self, columns: Sequence[str], shape: Shape, lookups: Lookups) -> None:
        self._columns = tuple(columns)
        self._shape = shape
        self._lookups = lookups
        self._make = RowMaker(shape, list(columns))
        self._rules = (where.venue_row, where.postcode_rule(lookups.directory.gazetteer))

    def group(self, line: Line) -> str:
        """Rows of one reference belong together, and only one of them can be used."""
        reference = self._row(line).venue_reference.lower()
        return f"={reference}"[:300] if reference else f"row {line.number}"

    def column(self, field: str) -> str:
        """The template's column for a field."""
        return self._shape.columns.get(field, "")

    def judge(self, lines: Sequence[Line]) -> Judged:
        """What is wrong in the rows of one reference."""
        judged = Judged()
        for line in lines:
            broken = broken_rules(self._row(line), self._rules)
            judged.faults += faults(line.number, broken, self._shape.columns)
        judged.faults += [
            Fault(
                line.number,
                self._shape.columns["venue_reference"],
                "Each venue has a reference of its own",
                f"Change the reference, or take the row out: row {lines[0].number} has it already.",
            )
            for line in lines[1:]
        ]
        return judged

    def venue(self, line: Line) -> SaidVenue:
        """What a row without faults says."""
        row = self._row(line)
        record, _ = venue_record("", row, self._lookups.directory.gazetteer)
        return SaidVenue(
            row.venue_reference[:180],
            clean_line(record.name),
            clean_line(record.address),
            clean_line(record.town),
            record.postcode,
        )

    def known(self, said: SaidVenue) -> Venue | None:
        """The provider's venue that is meant, if it has one of that reference or name."""
        return self._lookups.venues.find(said.reference, said.name)

    def says_nothing_new(self, said: SaidVenue, known: Venue) -> bool:
        """Whether a venue says the same already, and is found by the reference that the row gives it."""
        return said.is_said_of(known) and not self._lookups.venues.lacks_reference(known, said.reference)

    def _row(self, line: Line) -> DirectoryRow:
        return self._make.row([line.cells.get(name, "") for name in self._columns])
