"""The press: words as JSON in, a PDF out, set by typst, which needs nothing of the system.

Texts reach the template as data, so that nothing in them is ever markup. The file is tagged for screen readers and
keeps to PDF/UA-1 wherever our font has every letter. As a command it reads the words and writes the PDF.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from pathways.paths import resource_dir


def press(words: str) -> bytes:
    """The PDF of some sheets: `title`, `language`, `made_at` (an ISO moment) and `sheets`, as JSON.

    How large the letters of each can be is measured one by one where there are several: measured together, hundreds
    would take gigabytes.
    """
    told = json.loads(words)
    made_at = datetime.fromisoformat(told["made_at"])
    if len(told["sheets"]) > 1:
        told["sheets"] = [
            {**sheet, "way": way} for sheet, way in zip(told["sheets"], _ways(told), strict=True)
        ]

    def set_in(*, to_the_standard: bool) -> bytes:
        return typst.compile(
            _folder() / "sheet.typ",
            root=_folder(),
            font_paths=[_fonts()],
            ignore_system_fonts=True,
            sys_inputs={"words": json.dumps(told)},
            pdf_standards="ua-1" if to_the_standard else [],
            timestamp=made_at,
        )

    try:
        return set_in(to_the_standard=True)
    except typst.TypstError:
        # A letter that no font of ours has: the standard forbids its empty box, a reader is better off with the rest.
        return set_in(to_the_standard=False)


def _ways(told: dict[str, Any]) -> list[int]:
    """For each sheet, which of the template's ways of setting it lets it fit on one side.

    Each is set by itself first and only then asked about: typst forgets the work of earlier runs when it sets a file
    and never when it is asked, so that asking alone keeps some 10 MB for each full sheet.
    """
    compiler = typst.Compiler(
        _folder() / "sheet.typ", root=_folder(), font_paths=[_fonts()], ignore_system_fonts=True
    )
    ways = []
    for sheet in told["sheets"]:
        compiler.compile(sys_inputs={"words": json.dumps({**told, "sheets": [sheet]})})
        ways.append(int(json.loads(compiler.query("<way>", field="value", one=True))))
    return ways


def _folder() -> Path:
    return resource_dir("templates") / "sheets"


def _fonts() -> Path:
    return resource_dir("static") / "build" / "fonts"


if __name__ == "__main__":
    sys.stdout.buffer.write(press(sys.stdin.buffer.read().decode()))
