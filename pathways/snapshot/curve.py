"""A space-filling curve, so that opportunities near each other on the ground are near each other in the arrays."""

import numpy as np
from numpy.typing import NDArray

ORDER = 16
"""Bits for each of the two directions."""

_SOUTH, _NORTH, _WEST, _EAST = 49.0, 61.5, -9.0, 2.5


def hilbert_keys(lats: NDArray[np.float64], lngs: NDArray[np.float64]) -> NDArray[np.uint64]:
    """Where each point (WGS84 degrees, float64, one dimension) lies along a Hilbert curve over the United Kingdom.

    Algorithm: the table-free rotation of Wikipedia's "Hilbert curve", xy2d, taken bit by bit over whole arrays.
    """
    side = (1 << ORDER) - 1
    x = np.clip((lngs - _WEST) / (_EAST - _WEST) * side, 0, side).astype(np.int64)
    y = np.clip((lats - _SOUTH) / (_NORTH - _SOUTH) * side, 0, side).astype(np.int64)
    keys = np.zeros(len(x), np.int64)
    step = 1 << (ORDER - 1)
    while step:
        right = ((x & step) > 0).astype(np.int64)
        up = ((y & step) > 0).astype(np.int64)
        keys += step * step * ((3 * right) ^ up)
        flip = (up == 0) & (right == 1)
        x, y = np.where(flip, side - x, x), np.where(flip, side - y, y)
        x, y = np.where(up == 0, y, x), np.where(up == 0, x, y)
        step >>= 1
    return keys.astype(np.uint64)
