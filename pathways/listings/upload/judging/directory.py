"""Judges rows of the national course directory's templates, and of uploads of 2020, by the rules of the import."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pathways.catalogue.vocabulary import Area, Money
from pathways.feeds.broken import Broken
from pathways.feeds.course_directory import where
from pathways.feeds.course_directory.columns import DirectoryRow, RowMaker, Shape
from pathways.feeds.course_directory.courses import programme_parts, programme_record
from pathways.feeds.course_directory.offers import Offers, terms_of
from pathways.feeds.course_directory.reading import course_key
from pathways.feeds.course_directory.rules import LARS_RULES, NON_LARS_RULES, broken_rules
from pathways.feeds.course_directory.values import DeliveryMode, answer, day, delivery_mode
from pathways.feeds.records import AreaRecord, DistrictRecord, EntryRecord, IntakeRecord
from pathways.feeds.records import OpportunityRecord as Opportunity
from pathways.listings.upload.judging.judge import faults
from pathways.listings.upload.judging.registers import Lookups
from pathways.listings.upload.said import (
    Judged,
    Line,
    Said,
    SaidOffer,
    entry_values,
    offer_values,
    programme_values,
    says_something,
)

AREAS, LEVEL = "CAREER_AREAS", "EDUCATION_LEVEL"
ADDED = (AREAS, LEVEL)
"""Columns that the templates lack and that students need: read where they stand in a file, and offered for mending."""
_FREE = re.compile(r"\b(free|no cost|fully[ -]funded)\b", re.IGNORECASE)
_FIELD_OF = {
    "title": "name", "summary": "who_for", "daily_life": "how_learn", "you_will_learn": "will_learn",
    "leads_to": "where_next", "assessment": "assessed", "text": "entry", "keywords": "awarding_body",
    "course_code": "reference", "duration_months": "duration", "delivery": "delivery_mode", "venue_id": "venue",
    "districts": "sub_region", "modes": "study_mode", "starts": "start_date", "money": "cost", "fee": "cost",
    "cost_text": "cost_description", "apply_url": "web_page", "how_to_apply": "web_page", "offers": "name",
    "week_text": "study_mode", "qualification_number": "lars",
}  # fmt: skip


class DirectoryJudge:
    """Judges rows of courses. Rows of one learning aim (or type and level) and one name are one programme."""

    def __init__(self, columns: Sequence[str], shape: Shape, lookups: Lookups) -> None:
        self._columns = tuple(columns)
        self._shape = shape
        self._lookups = lookups
        self._make = RowMaker(shape, list(columns))
        self._rules = (
            *(LARS_RULES if "lars" in shape.columns else NON_LARS_RULES),
            where.region_rule(lookups.directory.regions),
            where.known_venue_rule(lookups.venues.by_name),
        )

    def group(self, line: Line) -> str:
        """Rows of one course, told apart as the import does."""
        row = self._row(line)
        return course_key("", row)[:300] if row.name else f"row {line.number}"

    def column(self, field: str) -> str:
        """The template's column for a field of a listing."""
        if field in ("areas", "level"):
            return AREAS if field == "areas" else self._shape.columns.get("level", LEVEL)
        return self._shape.columns.get(_FIELD_OF.get(field, ""), "")

    def judge(self, lines: Sequence[Line]) -> Judged:
        """Read the rows of one course."""
        judged, offers = Judged(), Offers()
        line_of: dict[str, int] = {}
        rows: list[tuple[Line, DirectoryRow]] = []
        for line in lines:
            row = self._row(line)
            broken = broken_rules(row, self._rules)
            areas_wrong = _wrong_areas(line.cells)
            judged.faults += faults(line.number, [*broken, *areas_wrong], self._shape.columns)
            if broken or areas_wrong:
                continue
            rows.append((line, row))
            self._take(judged, offers, line, row, line_of)
        if rows:
            judged.said = self._said(rows, offers, line_of)
        return judged

    def _row(self, line: Line) -> DirectoryRow:
        row = self._make.row([line.cells.get(name, "") for name in self._columns])
        return (
            row if "level" in self._shape.columns else row._replace(level=line.cells.get(LEVEL, "").strip())
        )

    def _take(
        self, judged: Judged, offers: Offers, line: Line, row: DirectoryRow, line_of: dict[str, int]
    ) -> None:
        venue = self._lookups.venues.find(row.venue, row.venue_reference)
        regions = self._lookups.directory.regions
        is_local = delivery_mode(row.delivery_mode) is DeliveryMode.WORK_BASED and not answer(row.national)
        districts = tuple(regions.authorities(where.region_names(row, regions))) if is_local else ()
        terms = terms_of(row, "", str(venue.id) if venue else None, districts, offers)
        offers.add(terms, day(row.start_date) if row.start_date else None)
        key = next(key for key, (known, _) in offers.found.items() if known == terms)
        judged.taken[line.number] = line_of.setdefault(key, line.number)

    def _said(
        self, rows: Sequence[tuple[Line, DirectoryRow]], offers: Offers, line_of: Mapping[str, int]
    ) -> Said:
        first, row = rows[0]
        record = programme_record("", "", row)
        parts = programme_parts("", row, self._lookups.directory)
        given = tuple(Area(part.strip()) for part in first.cells.get(AREAS, "").split(";") if part.strip())
        guessed = tuple(part.area for part in parts if isinstance(part, AreaRecord))
        entry = next(part for part in parts if isinstance(part, EntryRecord))
        own = [one.reference for _, one in rows if one.reference]
        key = course_key("", row).strip(":")[:100]
        found = [
            (line_of[offer.key], offer_said(offer, parts, venue_of(offer)))
            for parts, offer in offers.take({"": record.duration_text})
        ]
        return Said(
            tuple(dict.fromkeys([*(name[:100] for name in own), key])),
            programme_values(record, says_something) | ({"areas": given} if given else {}),
            entry_values(entry, says_something),
            tuple(SaidOffer(line, values) for line, values in sorted(found, key=lambda one: one[0])),
            {"areas": guessed} if guessed else {},
        )


def venue_of(offer: Opportunity) -> int | None:
    """The id of the venue, where it is the key of the venue."""
    return int(offer.venue_key) if offer.venue_key else None


def offer_said(offer: Opportunity, parts: Sequence[Any], venue_id: int | None) -> dict[str, Any]:
    """What an offer says of a place. A cost that is told in words alone is a fee, unless they say that it is free."""
    values = offer_values(
        offer,
        [part for part in parts if isinstance(part, IntakeRecord)],
        [part for part in parts if isinstance(part, DistrictRecord)],
        says_something,
        venue_id,
    )
    if offer.money is None and offer.cost_text:
        values["money"] = Money.FREE if _FREE.search(offer.cost_text) else Money.FEE
    return values


def _wrong_areas(cells: Mapping[str, str]) -> list[Broken]:
    known = {area.value for area in Area}
    wrong = [
        one for one in (part.strip() for part in cells.get(AREAS, "").split(";")) if one and one not in known
    ]
    if not wrong:
        return []
    return [
        Broken(
            AREAS,
            wrong[0],
            f"A career area is one of {', '.join(sorted(known))}",
            "Write one or more, with ; between.",
        )
    ]
