"""Judges rows of an upload of apprenticeships of 2020, by the rules of the import."""

from collections.abc import Sequence

from pathways.feeds.course_directory import apprenticeships
from pathways.feeds.course_directory.columns import DirectoryRow, RowMaker, Shape
from pathways.feeds.course_directory.rules import broken_rules
from pathways.feeds.records import OpportunityRecord, ProgrammeRecord
from pathways.listings.upload.collecting import Collected
from pathways.listings.upload.judging.directory import AREAS, offer_said, venue_of
from pathways.listings.upload.judging.judge import faults
from pathways.listings.upload.judging.registers import Lookups
from pathways.listings.upload.said import Judged, Line, Said, SaidOffer, programme_values, says_something

_FIELD_OF = {
    "title": "standard_code", "level": "standard_code", "summary": "information", "apply_url": "web_page",
    "how_to_apply": "web_page", "venue_id": "venue", "districts": "sub_region", "delivery": "delivery_method",
    "modes": "attendance",
}  # fmt: skip


class ApprenticeshipsJudge:
    """Judges rows of apprenticeship training. Rows of one standard are one programme."""

    def __init__(self, columns: Sequence[str], shape: Shape, lookups: Lookups) -> None:
        self._columns = tuple(columns)
        self._shape = shape
        self._lookups = lookups
        self._make = RowMaker(shape, list(columns))
        self._rules = apprenticeships.rules(
            lookups.directory.regions, lookups.standards.keys(), lookups.venues.by_name.keys()
        )

    def group(self, line: Line) -> str:
        """Rows of one standard belong together."""
        code = self._row(line).standard_code
        return f"standard-{code}"[:300] if code else f"row {line.number}"

    def column(self, field: str) -> str:
        """The upload's column for a field of a listing."""
        return AREAS if field == "areas" else self._shape.columns.get(_FIELD_OF.get(field, ""), "")

    def judge(self, lines: Sequence[Line]) -> Judged:
        """Read the rows of one standard."""
        judged, collected = Judged(), Collected()
        line_of: dict[str, int] = {}
        first: DirectoryRow | None = None
        for line in lines:
            row = self._row(line)
            if broken := broken_rules(row, self._rules):
                judged.faults += faults(line.number, broken, self._shape.columns)
                continue
            first = first or row
            venue = self._lookups.venues.find(row.venue)
            standard = self._lookups.standards[row.standard_code]
            place = str(venue.id) if venue else None
            apprenticeships.stage(collected, "", row, standard, place, self._lookups.directory.regions)
            for offer in collected.of(OpportunityRecord):
                judged.taken[line.number] = line_of.setdefault(offer.key, line.number)
        if first is not None:
            judged.said = _said(first, collected, line_of)
        return judged

    def _row(self, line: Line) -> DirectoryRow:
        return self._make.row([line.cells.get(name, "") for name in self._columns])


def _said(row: DirectoryRow, collected: Collected, line_of: dict[str, int]) -> Said:
    (record,) = collected.of(ProgrammeRecord)
    offers = [
        SaidOffer(
            line_of[offer.key],
            offer_said(offer, collected.parts_of(offer.key), venue_of(offer))
            | {"apply_url": record.source_url},
        )
        for offer in collected.of(OpportunityRecord)
    ]
    areas = collected.areas_of(record.key)
    return Said(
        (f"standard-{row.standard_code}"[:100],),
        programme_values(record, says_something),
        {},
        tuple(offers),
        {"areas": areas} if areas else {},
    )
