"""The first so many of many, in an order that never leaves two rows level: rank, then what breaks ties, then the id."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

ID_BITS = 32
_BLOCK = 64
_WORTH_BLOCKS = 4096


def order_keys(ranks: NDArray[np.int64], ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """One whole number for each row, less for what comes first: ``ranks`` (below 2 to the 31), then the id."""
    return ranks << ID_BITS | ids


def contenders(ranks: NDArray[np.integer[Any]], count: int) -> NDArray[np.int64]:
    """Positions of all whose rank is no more than the ``count``-th least: the first ``count`` whatever breaks ties."""
    if count <= 0 or not len(ranks):
        return np.empty(0, np.int64)
    if count >= len(ranks):
        return np.arange(len(ranks))
    if len(ranks) > _WORTH_BLOCKS and len(ranks) // _BLOCK > count:
        # The count-th least of the least of each block is no less than the count-th least of all.
        whole = len(ranks) // _BLOCK * _BLOCK
        least = ranks[:whole].reshape(-1, _BLOCK).min(axis=1)
        candidates = np.flatnonzero(ranks <= np.partition(least, count - 1)[count - 1])
        picked = ranks[candidates]
        return np.asarray(candidates[picked <= np.partition(picked, count - 1)[count - 1]])
    return np.flatnonzero(ranks <= np.partition(ranks, count - 1)[count - 1])


def first_of(keys: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Positions of the ``count`` least keys, least first (int64). Keys are all different."""
    if count >= len(keys):
        return np.argsort(keys)
    if count <= 0:
        return np.empty(0, np.int64)
    nearest = np.argpartition(keys, count - 1)[:count]
    return np.asarray(nearest[np.argsort(keys[nearest])])
