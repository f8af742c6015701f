"""Judges rows of our own template: one sheet for every route."""

from collections.abc import Sequence
from typing import Any

from pathways.feeds.broken import Broken
from pathways.feeds.programmes_csv.columns import COLUMNS, OF_THE_PROGRAMME, Part
from pathways.feeds.programmes_csv.listings import Listing
from pathways.feeds.programmes_csv.sheet import Sheet
from pathways.listings.upload.judging.judge import faults
from pathways.listings.upload.judging.registers import Lookups
from pathways.listings.upload.said import (
    Judged,
    Line,
    Mentions,
    Said,
    SaidOffer,
    entry_values,
    offer_values,
    programme_values,
)

OF_PROVIDER = tuple(column.name for column in COLUMNS if column.part is Part.PROVIDER)
OF_VENUE = tuple(column.name for column in COLUMNS if column.part is Part.VENUE)
_COLUMN_OF = {
    "text": "entry_text",
    "venue_id": "venue_name",
    "offers": "reference",
    "place_not_given": "venue_name",
}


class ProgrammesJudge:
    """Judges rows by the rules of the import. Who teaches is whoever sent them, whatever a row says."""

    def __init__(self, columns: Sequence[str], lookups: Lookups) -> None:
        self._lookups = lookups
        self._given = frozenset(columns)

    def group(self, line: Line) -> str:
        """Rows of one reference belong together."""
        reference = line.cells.get("reference", "")
        return f"={reference}"[:300] if reference else f"row {line.number}"

    def column(self, field: str) -> str:
        """Columns have the names of their fields, but for a few."""
        return _COLUMN_OF.get(field, field)

    def judge(self, lines: Sequence[Line]) -> Judged:
        """Read the rows of one reference."""
        judged, sheet = Judged(), Sheet(self._lookups.sheet, self._lookups.today)
        first_of: dict[str, int] = {}
        venues: dict[str, int | None] = {}
        keys: dict[str, str] = {}
        listing: Listing | None = None
        for line in lines:
            cells, venue_id, unknown = self._with_own_names(line)
            starts = _starts(listing)
            broken = sheet.take(cells)
            if unknown is not None:
                broken.append(unknown)
            judged.faults += faults(line.number, [one for one in broken if _is_here(one, line, lines)])
            listing = sheet.listings.get(cells["reference"], listing)
            if broken or listing is None:
                continue
            changed = [key for key, number in _starts(listing).items() if starts.get(key) != number]
            key = next(iter(changed), next(iter(listing.offers)))
            if key not in first_of:
                first_of[key], venues[key], keys[key] = line.number, venue_id, cells.get("offer", "")
            judged.taken[line.number] = first_of[key]
        if listing is not None:
            judged.said = self._said(listing, lines[0], first_of, venues, keys)
        return judged

    def _with_own_names(self, line: Line) -> tuple[dict[str, str], int | None, Broken | None]:
        """The cells with the provider's own name and venue, the id of the venue, and what is wrong with its name."""
        nobody = dict.fromkeys((*OF_PROVIDER, "provider"), "")
        cells = dict(line.cells) | nobody | {"provider_name": self._lookups.provider_name}
        cells["reference"] = cells.get("reference", "")
        named, key = cells.get("venue_name", ""), cells.get("venue", "")
        venue = self._lookups.venues.find(key, named)
        if venue is not None:
            cells |= dict.fromkeys(OF_VENUE, "") | {"venue_name": venue.name}
            return cells, venue.id, None
        if not (named or key):
            return cells, None, None
        column = "venue_name" if named else "venue"
        mend = "Correct the name, or add the venue to your venues and check again."
        unknown = Broken(column, named or key, "That venue is not one of yours", mend)
        return cells | {"venue_name": named or key}, None, unknown

    def _said(
        self,
        listing: Listing,
        first: Line,
        first_of: dict[str, int],
        venues: dict[str, int | None],
        keys: dict[str, str],
    ) -> Said:
        areas = {"areas": tuple(area.area for area in listing.areas)} if listing.areas else {}
        told = bool(first.cells.get("areas"))
        return Said(
            (listing.programme.key,),
            programme_values(listing.programme, self._mentioned(Part.PROGRAMME)) | (areas if told else {}),
            entry_values(listing.entry, self._mentioned(Part.ENTRY)),
            tuple(
                SaidOffer(
                    first_of[key],
                    offer_values(
                        offer.record, offer.starts, offer.districts, self._mentioned(Part.OFFER), venues[key]
                    ),
                    keys[key],
                )
                for key, offer in listing.offers.items()
                if key in first_of
            ),
            {} if told else areas,
        )

    def _mentioned(self, part: Part) -> Mentions:
        names = {column.field for column in COLUMNS if column.part is part and column.name in self._given}

        def mentions(name: str, _value: Any) -> bool:
            return name in names

        return mentions


def _starts(listing: Listing | None) -> dict[str, int]:
    """How many starts each offer has so far: a row adds an offer, or starts to one."""
    return {key: len(offer.starts) for key, offer in listing.offers.items()} if listing else {}


def _is_here(broken: Broken, line: Line, lines: Sequence[Line]) -> bool:
    """Whether what is wrong stands in this row: what later rows leave empty stands in the first one."""
    return line is lines[0] or broken.field not in OF_THE_PROGRAMME or bool(line.cells.get(broken.field))
