"""What a list may be called. A label is initials or a reference, never what tells who somebody is."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pathways.places.postcodes import contains_full_postcode
from pathways.shortlists.models import LONGEST_LABEL

MOST_LABELS = 300

LabelProblem = Literal[
    "missing", "too-long", "pupil-number", "date", "contact", "postcode", "twice", "there-already", "name"
]
REFUSED: tuple[LabelProblem, ...] = ("too-long", "pupil-number", "date", "contact", "postcode")
"""What no list may be called; ``name`` is a warning, and a label said ``twice`` is left out."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_PUPIL_NUMBER = re.compile(r"(?<![A-Z0-9])[A-Z]\d{11}[A-Z0-9](?![A-Z0-9])|\d{7,}", re.IGNORECASE)
"""A unique pupil number (a letter, eleven figures, a figure or letter), or so many figures that they are some other."""
_DATES = (
    re.compile(r"(?<!\d)\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<!\d)\d{4}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{1,2}(?!\d)"),
    re.compile(
        rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}\s*,?\s*(?:\d{{4}}|\d{{2}})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*\d{{4}}(?!\d)", re.IGNORECASE),
    re.compile(r"\b(?:dob|d\.o\.b|born)\b", re.IGNORECASE),
)
_CONTACT = re.compile(r"\S@\S|(?:\+44|\b0)\s*\d(?:[\s-]*\d){8,}")
_SPACED_NUMBER = re.compile(r"\d(?:[ -]?\d){9,}")
_NAME_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:['’-][A-ZÀ-Þ]?[a-zß-ÿ]+)*|[A-Z]['’][A-Z][a-z]+")
_NO_NAMES = frozenset(
    "year group form class tutor set list team house block course college sixth school template new the for and with"
    " near health care building digital business art sport science hands work option options plan plans only spring"
    " summer autumn winter term monday tuesday wednesday thursday friday english maths apprenticeship apprenticeships"
    " level levels degree degrees resit interview interviews meeting pupil student students pupils careers".split()
)


_FIGURES = re.compile(r"([0-9]+)")


def label_order(label: str) -> tuple[tuple[int, int, str], ...]:
    """What labels are sorted by: case does not count, and figures count as numbers, so that 11B-2 is before 11B-10."""
    parts = [part for part in _FIGURES.split(label.casefold()) if part]
    return tuple((0, int(part), part) if part[0] in "0123456789" else (1, 0, part) for part in parts)


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One pasted line that needs a look: which line (from 1), what it says, and what is wrong."""

    number: int
    text: str
    problem: LabelProblem


@dataclass(frozen=True, slots=True)
class Pasted:
    """Labels that can be used, in their order, and lines that need a look. ``too_many`` is how many lines are over."""

    labels: tuple[str, ...]
    refused: tuple[PastedLine, ...] = ()
    left_out: tuple[PastedLine, ...] = ()
    like_names: tuple[PastedLine, ...] = ()
    too_many: int = 0


def tidy_label(text: str) -> str:
    """A label on one line: no control characters, single spaces."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def is_taken(label: str, taken: Collection[str]) -> bool:
    """Whether a label is among those in use; case does not tell labels apart."""
    return label.casefold() in {each.casefold() for each in taken}


def free_label(label: str, taken: Collection[str]) -> str:
    """The label, with the first number behind it that makes it another than those in use: `11B-01 (2)`."""
    known = {each.casefold() for each in taken}
    number, free = 1, label
    while free.casefold() in known:
        number += 1
        ending = f" ({number})"
        free = label[: LONGEST_LABEL - len(ending)].rstrip() + ending
    return free


def tells_who(text: str) -> LabelProblem | None:
    """What in a text tells who somebody is and may not be kept anywhere: a pupil's number; None for nothing."""
    return "pupil-number" if _PUPIL_NUMBER.search(text) or _SPACED_NUMBER.search(text) else None


def problem_of(label: str) -> LabelProblem | None:
    """Why a tidy label may not be used, or `name` where it looks like somebody's; None when it may."""
    if not label:
        return "missing"
    if len(label) > LONGEST_LABEL:
        return "too-long"
    if any(pattern.search(label) for pattern in _DATES):
        return "date"
    if _CONTACT.search(label):
        return "contact"
    if (told := tells_who(label)) is not None:
        return told
    if contains_full_postcode(label):
        return "postcode"
    return "name" if looks_like_a_name(label) else None


def looks_like_a_name(label: str) -> bool:
    """Whether a label reads like a first name and a surname: two or three capitalised words and nothing else."""
    words = label.replace(",", " ").split()
    if not 2 <= len(words) <= 3 or any(word.casefold() in _NO_NAMES for word in words):
        return False
    if all(len(word) > 1 and word.isalpha() and word.isupper() for word in words):
        return all(len(word) > 3 for word in words)
    return all(_NAME_WORD.fullmatch(word) for word in words)


def read_labels(text: str, taken: Collection[str] = ()) -> Pasted:
    """Read pasted text, one label a line. ``taken`` are labels in use; case does not tell labels apart.

    At most `MOST_LABELS` are taken; empty lines are passed over. A label that looks like a name is among the labels
    too: whoever pastes decides.
    """
    known = {label.casefold() for label in taken}
    seen: set[str] = set()
    labels: list[str] = []
    refused: list[PastedLine] = []
    left_out: list[PastedLine] = []
    names: list[PastedLine] = []
    over = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        label = tidy_label(line)
        if not label:
            continue
        if len(labels) == MOST_LABELS:
            over += 1
            continue
        problem = problem_of(label)
        if label.casefold() in seen or label.casefold() in known:
            left_out.append(
                PastedLine(number, label, "twice" if label.casefold() in seen else "there-already")
            )
        elif problem in REFUSED:
            refused.append(PastedLine(number, label[: LONGEST_LABEL + 20], problem))
        else:
            seen.add(label.casefold())
            labels.append(label)
            if problem == "name":
                names.append(PastedLine(number, label, "name"))
    return Pasted(tuple(labels), tuple(refused), tuple(left_out), tuple(names), over)
