"""Which opportunities somebody wants side by side, and everything else that the address of the comparison carries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from pathways.catalogue.criteria import Learner
from pathways.catalogue.learner_query import said_pairs
from pathways.catalogue.query_values import shown
from pathways.database import LARGEST_ID

PARAMETER = "o"
"""The name under which each opportunity stands in the address. The plan's check boxes send it too."""
ONLY, DIFFERENCES = "only", "differences"
MOST, LEAST = 4, 2
MOST_READ = 100
"""Values that are looked at; nobody ticks more."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The opportunities to compare, in order; those beyond four; and values that stand for none."""

    ids: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()


def read_asked(values: Sequence[str]) -> AskedFor:
    """What the values of the address ask for. One that stands twice counts once."""
    ids, unread = [], []
    for value in dict.fromkeys(values[:MOST_READ]):
        number = value.strip()
        if number.isascii() and number.isdigit() and len(number) <= 19 and 1 <= int(number) <= LARGEST_ID:
            ids.append(int(number))
        elif number:
            unread.append(shown(number))
    unique = tuple(dict.fromkeys(ids))
    return AskedFor(unique[:MOST], unique[MOST:], tuple(unread))


@dataclass(frozen=True, slots=True)
class CompareAddress:
    """The state of the page, which its address holds whole. ``kept`` is the way back to a list."""

    ids: tuple[int, ...]
    near: str = ""
    said: Learner | None = None
    only_differences: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)

    def pairs(self, *without: str) -> list[tuple[str, str]]:
        """All of it as names and values, in the order of the address, for hidden fields."""
        pairs: list[tuple[str, Any]] = [(PARAMETER, str(one)) for one in self.ids]
        pairs += [("near", self.near)] if self.near else []
        pairs += said_pairs(self.said) if self.said is not None else []
        pairs += [(ONLY, DIFFERENCES)] if self.only_differences else []
        pairs += self.kept.items()
        return [pair for pair in pairs if pair[0] not in without]

    @property
    def address(self) -> str:
        """The one address of this state."""
        query = urlencode(self.pairs())
        return url_for("front.compare") + (f"?{query}" if query else "")
