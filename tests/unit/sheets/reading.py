"""Reading a PDF back: its words, its sides, whether it is tagged, and what stands in it as black and white."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass(frozen=True)
class ReadBack:
    """A PDF as a reader has it. `sides` are the words of each side, spaces drawn together."""

    title: str
    is_tagged: bool
    language: str
    sides: tuple[str, ...]
    points: tuple[tuple[float, float], ...]

    @property
    def text(self) -> str:
        """All of the words."""
        return " ".join(self.sides)


def read_back(made: bytes) -> ReadBack:
    """What a PDF holds."""
    document = pypdfium2.PdfDocument(made)
    pages = [document[at] for at in range(len(document))]
    found = ReadBack(
        title=document.get_metadata_value("Title"),
        is_tagged=bool(pdfium.FPDFCatalog_IsTagged(document.raw)),
        language=said_language(made),
        sides=tuple(" ".join(page.get_textpage().get_text_range().split()) for page in pages),
        points=tuple(page.get_size() for page in pages),
    )
    document.close()
    return found


def said_language(made: bytes) -> str:
    """The language that the file says it is in."""
    found = re.search(rb"/Lang ?\(([^)]*)\)", made)
    return found.group(1).decode() if found else ""


def ink(made: bytes, side: int = 0) -> set[tuple[int, int, int]]:
    """The colours that a side is printed in, edges smoothed away."""
    document = pypdfium2.PdfDocument(made)
    bitmap = document[side].render(scale=1, no_smoothtext=True, no_smoothpath=True, no_smoothimage=True)
    width, channels, stride = bitmap.width, bitmap.n_channels, bitmap.stride
    raw = bytes(bitmap.buffer)
    found = {
        tuple(raw[row * stride + at * channels : row * stride + at * channels + 3])
        for row in range(bitmap.height)
        for at in range(width)
    }
    document.close()
    return found  # type: ignore[return-value]


def letters_high(made: bytes) -> list[float]:
    """How high the words `Level 3` stand on each side, in points to a tenth."""
    document = pypdfium2.PdfDocument(made)
    found = []
    for at in range(len(document)):
        text = document[at].get_textpage()
        place = text.search("Level 3").get_next()
        assert place is not None
        _, bottom, _, top = text.get_charbox(place[0])
        found.append(round(top - bottom, 1))
    document.close()
    return found
