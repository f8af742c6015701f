"""Printing sheets: one for a person, or one for each of a class in a single file."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pathways import clock
from pathways.paths import PACKAGE_DIR
from pathways.sheets.press import press
from pathways.sheets.printable import printable
from pathways.sheets.qr import qr_drawing
from pathways.sheets.sheet import Sheet

PDF_TYPE = "application/pdf"
MOST_IN_THIS_PROCESS = 20
"""Sheets. What a larger file needs in memory goes with the process that made it."""
LONGEST_SECONDS = 120


def print_sheets(sheets: Sequence[Sheet], *, title: str, language: str = "en") -> bytes:
    """One PDF with each of ``sheets`` on a side of its own. ``title`` is the file's, ``language`` a code such as `en`.

    What that takes is measured by `python -m bench.sheets`. Raises ValueError without any sheet.
    """
    if not sheets:
        raise ValueError("There is nothing to print.")
    words = json.dumps(
        {
            "title": printable(title),
            "language": language,
            "made_at": clock.now().replace(microsecond=0).isoformat(),
            "sheets": [_plain(sheet) for sheet in sheets],
        }
    )
    return press(words) if len(sheets) <= MOST_IN_THIS_PROCESS else _elsewhere(words)


def _elsewhere(words: str) -> bytes:
    """The same by a process of its own. Raises subprocess.SubprocessError when it fails or takes too long."""
    command = [sys.executable, "-m", "pathways.sheets.press"]
    done = subprocess.run(  # noqa: S603  (our own module; the words go in as data)
        command,
        input=words.encode(),
        capture_output=True,
        check=True,
        timeout=LONGEST_SECONDS,
        cwd=PACKAGE_DIR.parent,
    )
    return done.stdout


def _plain(sheet: Sheet) -> dict[str, Any]:
    picture = qr_drawing(sheet.code.target).svg if sheet.code else None
    return {**_printable(asdict(sheet)), "picture": picture}


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(inner) for name, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list | tuple) else value
