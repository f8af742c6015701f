"""Listings written as a sheet of the template, for a provider to change and bring back in."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from pathways.catalogue.vocabulary import MODE_COLUMNS
from pathways.feeds.programmes_csv.cells import write_day
from pathways.feeds.programmes_csv.columns import COLUMNS, NAMES, OF_THE_PROGRAMME, Part
from pathways.feeds.programmes_csv.listings import Listing, Offer
from pathways.feeds.records import IntakeRecord, VenueRecord
from pathways.spreadsheets import harmless


def write_sheet(file: TextIO, listings: Iterable[Listing]) -> None:
    """Write the header and a row for each offer. Open ``file`` with ``newline=""``."""
    writer = csv.DictWriter(file, NAMES, restval="")
    writer.writeheader()
    for listing in listings:
        writer.writerows(sheet_rows(listing))


def sheet_rows(listing: Listing) -> Iterator[dict[str, str]]:
    """The rows of one listing; only the first says what holds for the whole programme."""
    for place, offer in enumerate(listing.offers.values()):
        cells = _cells(listing, offer)
        if place:
            cells = {name: text for name, text in cells.items() if name not in OF_THE_PROGRAMME}
        yield {name: harmless(text) for name, text in cells.items()}


def _cells(listing: Listing, offer: Offer) -> dict[str, str]:
    main_first = sorted(listing.areas, key=lambda area: (not area.is_main, area.area.value))
    venue = offer.venue
    records = {
        Part.PROVIDER: listing.provider,
        Part.PROGRAMME: listing.programme,
        Part.ENTRY: listing.entry,
        Part.OFFER: offer.record,
        Part.VENUE: venue,
    }
    cells = {
        "reference": listing.programme.key,
        "provider": listing.provider.key,
        "areas": "; ".join(area.area.value for area in main_first),
        "offer": offer.record.key,
        "venue": venue.key if venue else "",
        "venue_on_map": "no" if venue and venue.lat is None else "",
        "districts": "; ".join(sorted(district.lad_code for district in offer.districts)),
        "modes": "; ".join(mode.value for mode, name in MODE_COLUMNS.items() if getattr(offer.record, name)),
        "starts": write_starts(offer.starts),
    }
    for column in COLUMNS:
        record = records.get(column.part)
        if record is not None:
            value = getattr(record, column.field)
            cells[column.name] = (
                "" if value == column.cell.empty or value is None else column.cell.write(value)
            )
    if venue is not None:
        cells["venue_postcode"] = _postcode(venue)
    return cells


def _postcode(venue: VenueRecord) -> str:
    return venue.postcode or venue.postcode_district


def write_starts(intakes: Iterable[IntakeRecord]) -> str:
    """The starts as a cell, in order of date."""
    ordered = sorted(intakes, key=lambda one: (one.starts_on is None, one.starts_on, repr(one)))
    return "; ".join(_write_start(intake) for intake in ordered)


def _write_start(intake: IntakeRecord) -> str:
    words = re.sub(r"[();]", " ", intake.start_text)
    parts = [
        "flexible" if intake.is_flexible else "",
        write_day(intake.starts_on) if intake.starts_on else "",
        f"({words})" if words.strip() else "",
        f"opens {write_day(intake.opens_on)}" if intake.opens_on else "",
        f"closes {write_day(intake.closes_on)}" if intake.closes_on else "",
    ]
    return " ".join(part for part in parts if part)
