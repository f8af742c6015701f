"""Published texts as plain ones: no markup, no odd characters, and nobody's own name, telephone or e-mail.

A person who answers for a vacancy did not ask to be listed here: sentences that name one are left out.
"""

import html
import re

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters but tab and line ends, lone surrogates, and what is no character."""
_BREAKS = re.compile(r"[ \t\r\n\u2028\u2029\u00a0]*[\r\n\u2028\u2029]+[ \t\r\n\u2028\u2029\u00a0]*")
_SPACES = re.compile(r"[ \t\u00a0]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_ENDS = ".!?:;,"
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<![\d£.,])(?:\+44|0044|\(?0)[\d\s()-]{8,14}\d(?!\d)")


def plain_text(text: str) -> str:
    """A text without markup, unfit characters and needless space; line ends that part its paragraphs stay."""
    if "<" in text or "&" in text:
        text = html.unescape(_MARKUP.sub(" ", re.sub(r"(?i)<(?:br|/p|/li|/h\d)\b[^<>]{0,200}>", "\n", text)))
        text = _MARKUP.sub(" ", text)
    text = _SPACES.sub(" ", _UNFIT.sub("", text))
    return _BREAKS.sub("\n", text).strip()


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


def cut(text: str, longest: int) -> str:
    """At most ``longest`` characters of a text, ended at a word, with three dots where something was left out."""
    if len(text) <= longest:
        return text
    begun = text[: longest - 3]
    whole, gap, _ = begun.rpartition(" ")
    return (whole if gap and len(whole) > longest // 2 else begun).rstrip(" .,;:") + "..."


def one_line(text: str, longest: int) -> str:
    """A text on one line, of at most ``longest`` characters."""
    return cut(" ".join(text.split()), longest)


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
