"""Counts gathered in the memory of one process until they are written: adding one costs no more than a dictionary."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from pathways.demand.models import SeenBy, What

MOST_KEYS = 50_000
"""Different things counted between two writings. More are let go: a flood must not fill the memory."""


@dataclass(frozen=True, slots=True)
class OfProgramme:
    """A programme was found, opened, saved or put on a list."""

    month: date
    programme_id: int
    what: What


@dataclass(frozen=True, slots=True)
class Seen:
    """Something of a provider was shown for a search."""

    month: date
    provider_id: int
    kind: SeenBy
    value: str


@dataclass(frozen=True, slots=True)
class Unmet:
    """A term found nothing from a district."""

    month: date
    district: str
    term: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Unknown words were typed. The words are in memory alone until they were typed ten times."""

    month: date
    phrase: str


Counted = OfProgramme | Seen | Unmet | Typed


@dataclass
class Gathered:
    """What one process counted since it last wrote. Safe to use from several threads."""

    most: int = MOST_KEYS
    _counts: Counter[Counted] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def add(self, counted: Iterable[Counted]) -> None:
        """Count each thing once more."""
        with self._lock:
            for one in counted:
                if one in self._counts or len(self._counts) < self.most:
                    self._counts[one] += 1

    def take(self) -> Counter[Counted]:
        """Everything counted so far, which is no longer held here."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return taken

    def put_back(self, counts: Counter[Counted]) -> None:
        """Hold counts again that could not be written."""
        with self._lock:
            for one, times in counts.items():
                if one in self._counts or len(self._counts) < self.most:
                    self._counts[one] += times
