"""Whether two opportunities of different sources are the same one: the rule, on plain values.

The same provider teaches the same thing in the same place, in a week and with a start that agree. What one source
does not say cannot tell against it; what both say and say differently does. Read docs/data.md for the rule in words.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import Indel

from pathways.places.distance import haversine_miles

NEAR_MILES = 0.2
DAYS_APART = 21
"""Starts so near to each other are the same start: a term begins on a day, and enrolment some days before."""
LIKE_TITLES = 0.92

_UCAS = re.compile(r"[A-Z]{1,2}\d{2,3}[A-Z]?|\d[A-Z]\d{2}", re.ASCII)
_NOT_LETTERS = re.compile(r"[\W_]+")
_LEVEL = re.compile(r"\blevel \d\b")
_LEGAL = frozenset("the limited ltd plc llp corporation company co of and uk".split())
_SAID_ELSEWHERE = frozenset(
    "a an and for in of on the to with level course programme study full part time day evening online "
    "apprenticeship hons honours".split()
)
_IN_FULL = {
    "hnc": "higher national certificate",
    "hnd": "higher national diploma",
    "it": "information technology",
}
"""Words of a title that other columns say, or that say nothing."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One opportunity, with what its programme and provider say, as the rule needs it. ``modes`` empty: not stated."""

    id: int
    source_id: int
    ukprn: int | None
    provider_name: str
    route: str
    level: str | None
    title: str
    standard_code: str
    qualification_number: str
    course_code: str
    delivery: str
    postcode: str
    lat: float | None
    lng: float | None
    employer_name: str
    modes: frozenset[str]
    starts: tuple[date, ...]


def likeness(one: Listing, other: Listing) -> float:
    """From 0 (not the same) to 1 (the same, and both give the same code). The order of the two means nothing."""
    if one.source_id == other.source_id or one.route != other.route or one.delivery != other.delivery:
        return 0.0
    if one.level and other.level and one.level != other.level:
        return 0.0
    if not same_provider(one, other) or not _same_place(one, other) or not _same_employer(one, other):
        return 0.0
    if one.modes and other.modes and not one.modes & other.modes:
        return 0.0
    if not _starts_agree(one.starts, other.starts):
        return 0.0
    return _same_subject(one, other)


def same_provider(one: Listing, other: Listing) -> bool:
    """By provider number where both give one, else by name."""
    if one.ukprn and other.ukprn:
        return one.ukprn == other.ukprn
    return bool(cleaned_name(one.provider_name)) and cleaned_name(one.provider_name) == cleaned_name(
        other.provider_name
    )


@lru_cache(maxsize=50_000)
def cleaned_name(name: str) -> str:
    """The name of an organisation without what differs between lists of them."""
    words = _folded(name).split()
    kept = [word for word in words if word not in _LEGAL]
    return " ".join(kept or words)


@lru_cache(maxsize=200_000)
def cleaned_title(title: str, without_level: bool) -> tuple[str, ...]:
    """The words of a title that say what is taught, in order of the alphabet; its level too, unless told not to."""
    text = _folded(title)
    if without_level:
        text = _LEVEL.sub(" ", text)
    words = " ".join(_IN_FULL.get(word, word) for word in text.split()).split()
    return tuple(sorted({word for word in words if word not in _SAID_ELSEWHERE}))


def _folded(text: str) -> str:
    """Words in small letters of any script, without accents and marks."""
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text).casefold()
        text = "".join(mark for mark in spread if not unicodedata.combining(mark))
    return _NOT_LETTERS.sub(" ", text.lower().replace("&", " and ").replace("'", "").replace("’", ""))


def _same_subject(one: Listing, other: Listing) -> float:
    codes = [
        (one.standard_code, other.standard_code),
        (one.qualification_number, other.qualification_number),
        (_ucas(one.course_code), _ucas(other.course_code)),
    ]
    said = [(a.strip().upper().lstrip("0"), b.strip().upper().lstrip("0")) for a, b in codes if a and b]
    if any(a != b for a, b in said):
        return 0.0
    known_level = bool(one.level and other.level)
    alike = _titles_alike(cleaned_title(one.title, known_level), cleaned_title(other.title, known_level))
    if said:
        # The same code under titles with nothing in common: one qualification taught as two courses.
        return 0.9 + alike / 10 if alike >= 0.5 else 0.0
    return alike * 0.9 if alike >= LIKE_TITLES else 0.0


def _ucas(code: str) -> str:
    """A course code that UCAS gave, so that it means the same in every list; else nothing."""
    return code.strip().upper() if _UCAS.fullmatch(code.strip().upper()) else ""


def _titles_alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    # A number or a word of its own that only one of them has makes another course of it; a slip of the pen does not.
    own, theirs = set(one) - set(other), set(other) - set(one)
    if len(own) != len(theirs) or any(word.isdigit() for word in own | theirs):
        return min(0.9, len(set(one) & set(other)) / max(len(one), len(other)))
    pairs = zip(sorted(own), sorted(theirs), strict=True)
    if all(min(len(a), len(b)) > 4 and Indel.normalized_similarity(a, b) >= 0.85 for a, b in pairs):
        return float(max(LIKE_TITLES, Indel.normalized_similarity(" ".join(one), " ".join(other))))
    return min(0.9, len(set(one) & set(other)) / max(len(one), len(other)))


def _same_place(one: Listing, other: Listing) -> bool:
    if one.delivery != "venue":
        return True
    if one.lat is not None and one.lng is not None and other.lat is not None and other.lng is not None:
        return bool(haversine_miles(one.lat, one.lng, other.lat, other.lng) <= NEAR_MILES)
    first, second = (place.replace(" ", "").upper() for place in (one.postcode, other.postcode))
    return bool(first) and first == second


def _same_employer(one: Listing, other: Listing) -> bool:
    return cleaned_name(one.employer_name) == cleaned_name(other.employer_name)


def _starts_agree(ones: tuple[date, ...], others: tuple[date, ...]) -> bool:
    if not ones or not others:
        return True
    return any(abs((a - b).days) <= DAYS_APART for a in ones for b in others)
