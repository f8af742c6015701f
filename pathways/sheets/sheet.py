"""What a sheet of paper says: plain words, with nothing of where they come from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One thing on a sheet. ``mark`` is a word or two at its right; ``note`` is somebody's own words about it."""

    title: str
    facts: tuple[str, ...] = ()
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Lines under a heading of their own. ``numbered``: their order means something."""

    heading: str
    lines: tuple[SheetLine, ...]
    numbered: bool = False
    nothing: str = ""
    """What to say where there are no lines."""


@dataclass(frozen=True, slots=True)
class SheetCode:
    """A QR code: the address it holds, what it is for, and the same in words for who cannot scan it."""

    target: str
    words: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, which fills one side of A4 and runs over only when it must.

    ``made_by`` stands under the title, ``notes`` after the parts, ``footer`` at the bottom of each side.
    ``side`` numbers the sides of one that runs over, with `{side}` and `{sides}` in it; empty for no numbers.
    """

    title: str
    made_by: str
    parts: tuple[SheetPart, ...]
    notes: str = ""
    code: SheetCode | None = None
    footer: str = ""
    side: str = ""
