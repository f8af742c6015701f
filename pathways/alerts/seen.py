"""The opportunities that a search has shown already, packed into a short text."""

from collections.abc import Iterable
from itertools import accumulate, pairwise


def packed(ids: Iterable[int]) -> str:
    """Ids as a text: in rising order, each as its step from the one before. `3 1 1` stands for 3, 4 and 5."""
    rising = sorted(set(ids))
    return " ".join(str(later - earlier) for earlier, later in pairwise((0, *rising)))


def unpacked(text: str) -> frozenset[int]:
    """The ids that ``packed`` wrote."""
    return frozenset(accumulate(map(int, text.split())))
