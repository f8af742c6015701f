"""The columns of a CSV file, looked at before it is read: which table of a format it is, and what it has."""

import csv

from pathways.feeds.bundle import Bundle, Entry


def columns_of(bundle: Bundle, entry: Entry) -> list[str]:
    """The header of a file, in capitals; empty for one without. Raises FileRefusedError for one that is no text."""
    with bundle.open_text(entry.stem) as text:
        try:
            return [cell.strip().upper() for cell in next(csv.reader(text), [])]
        except csv.Error:
            return []
