"""Published texts without anybody's own name, telephone or e-mail, and as one paragraph.

A person who answers for a vacancy did not ask to be listed here: sentences that name one are left out.
"""

import re

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_ENDS = ".!?:;,"
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![\d£.,])(?:\+44|0044|\(?0)[\d\s()-]{8,14}\d(?!\d)")


def without_contacts(text: str, names: tuple[str, ...] = ()) -> str:
    """The text without the sentences that hold an e-mail address, a telephone number or one of ``names``."""
    wanted = [name.casefold() for name in names if name.strip()]
    if not wanted and "@" not in text and not _TELEPHONE.search(text):
        return text
    kept = [piece for piece in _sentences(text) if not _is_personal(piece, wanted)]
    return "".join(kept).strip()


def flowing(text: str) -> str:
    """A text of several lines as one paragraph: the items of a list stand apart by semicolons."""
    lines = [line.strip(" \t•*·-–") for line in text.splitlines()]
    told = [line for line in lines if line]
    return " ".join(
        line if line[-1] in _ENDS or at == len(told) - 1 else f"{line};" for at, line in enumerate(told)
    )


def _sentences(text: str) -> list[str]:
    """The sentences of a text, each with the space after it, so that joined they are the text again."""
    pieces, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        pieces.append(text[start : end.end()])
        start = end.end()
    return [*pieces, text[start:]]


def _is_personal(piece: str, names: list[str]) -> bool:
    folded = " ".join(piece.split()).casefold()
    return (
        _EMAIL.search(piece) is not None
        or _TELEPHONE.search(piece) is not None
        or any(name in folded for name in names)
    )
