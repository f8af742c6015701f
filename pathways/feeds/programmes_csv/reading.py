"""Sheets of our own template, read into a staging area."""

from collections import Counter

from pathways import clock
from pathways.feeds.bundle import SPREADSHEETS, Entry
from pathways.feeds.importing import Reading
from pathways.feeds.problems import RowProblem, shown
from pathways.feeds.programmes_csv.columns import NAMES, NEEDED
from pathways.feeds.programmes_csv.listings import Listing
from pathways.feeds.programmes_csv.sheet import Registers, Sheet
from pathways.feeds.refusals import FileRefusedError
from pathways.feeds.rows import read_cells
from pathways.feeds.staging import Staging

_MARK_READ_AS_WINDOWS = "\u00ef\u00bb\u00bf"


def read_sheets(reading: Reading, registers: Registers) -> None:
    """Read every sheet of an import. Raises FileRefusedError for a file that is no sheet of the template."""
    if not reading.bundle.entries:
        raise FileRefusedError("There is no CSV file to read. Bring in a sheet of the template.")
    sheet = Sheet(registers, clock.today())
    for entry in reading.bundle.entries:
        _read_sheet(reading, entry, sheet)
    for listing in sheet.listings.values():
        stage_listing(reading.staging, listing)


def _read_sheet(reading: Reading, entry: Entry, sheet: Sheet) -> None:
    total = sum(one.size for one in reading.bundle.entries)

    def looked() -> None:
        reading.progress("Reading", reading.bundle.bytes_read, total)

    rows = read_cells(reading.bundle, entry.stem, reading.problems, reading.rows, looked, SPREADSHEETS)
    columns = columns_of(next(rows)[1], entry.name)
    for line, given in rows:
        cells = {name: given[place].strip() for name, place in columns.items()}
        if broken := sheet.take(cells):
            first, *others = broken
            more = (
                f" ({len(others)} more in this row: {', '.join(one.field for one in others)}.)"
                if others
                else ""
            )
            reading.problems.refuse(
                RowProblem(entry.name, line, first.field, shown(first.value), first.rule, first.mend + more)
            )
            if cells["reference"]:
                reading.staging.hold(cells["reference"])


def columns_of(header: list[str], file: str) -> dict[str, int]:
    """Where each column stands. Raises FileRefusedError for a missing, repeated or unknown one."""
    names = [name.lower().removeprefix(_MARK_READ_AS_WINDOWS).replace(" ", "_") for name in header]
    if missing := sorted(NEEDED - set(names)):
        raise FileRefusedError(f"{file} has no column {', '.join(missing)}. Use the template's own headers.")
    counts = Counter(name for name in names if name)
    if repeated := [shown(name) for name, count in counts.items() if count > 1]:
        raise FileRefusedError(
            f"{file} has the column {', '.join(repeated)} more than once. Keep one of each."
        )
    if unknown := [shown(name) for name in sorted(set(counts) - set(NAMES))]:
        raise FileRefusedError(
            f"{file} has a column that the template has not: {', '.join(unknown)[:200]}. Take it out, or correct it."
        )
    return {name: place for place, name in enumerate(names) if name}


def stage_listing(staging: Staging, listing: Listing) -> None:
    """Stage a listing, each record after its parts."""
    staging.add(listing.provider)
    for area in listing.areas:
        staging.add_part(area)
    staging.add_part(listing.entry)
    staging.add(listing.programme)
    for offer in listing.offers.values():
        if offer.venue is not None:
            staging.add(offer.venue)
        for start in offer.starts:
            staging.add_part(start)
        for district in offer.districts:
            staging.add_part(district)
        staging.add(offer.record)
