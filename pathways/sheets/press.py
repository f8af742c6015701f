"""The press: words as JSON in, a PDF out, set by typst, which needs nothing of the system.

Texts reach the template as data, so that nothing in them is ever markup. The file is tagged for screen readers and
keeps to PDF/UA-1 wherever our font has every letter. As a command it reads the words and writes the PDF.
"""

import json
import sys
from datetime import datetime

import typst

from pathways.paths import resource_dir


def press(words: str) -> bytes:
    """The PDF of some sheets: `title`, `language`, `made_at` (an ISO moment) and `sheets`, as JSON."""
    template = resource_dir("templates") / "sheets"
    fonts = resource_dir("static") / "build" / "fonts"
    made_at = datetime.fromisoformat(json.loads(words)["made_at"])

    def set_in(*, to_the_standard: bool) -> bytes:
        return typst.compile(
            template / "sheet.typ",
            root=template,
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs={"words": words},
            pdf_standards="ua-1" if to_the_standard else [],
            timestamp=made_at,
        )

    try:
        return set_in(to_the_standard=True)
    except typst.TypstError:
        # A letter that no font of ours has: the standard forbids its empty box, a reader is better off with the rest.
        return set_in(to_the_standard=False)


if __name__ == "__main__":
    sys.stdout.buffer.write(press(sys.stdin.buffer.read().decode()))
