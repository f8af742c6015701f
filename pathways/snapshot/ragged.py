"""Lists of different lengths kept as one flat array with offsets, and texts kept the same way."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


def ranges(starts: NDArray[Any], ends: NDArray[Any]) -> NDArray[np.int64]:
    """Every whole number of every half-open range, one range after another (int64)."""
    lengths = (ends - starts).astype(np.int64)
    total = int(lengths.sum())
    if not total:
        return np.empty(0, np.int64)
    before = np.cumsum(lengths) - lengths
    shifts: NDArray[np.int64] = np.repeat(starts.astype(np.int64) - before, lengths)
    return np.arange(total, dtype=np.int64) + shifts


def joined_runs(
    starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same rising half-open ranges with those that touch made into one: starts and ends."""
    if not len(starts):
        return starts, ends
    begins = np.ones(len(starts), bool)
    begins[1:] = starts[1:] != ends[:-1]
    return starts[begins], ends[np.append(np.flatnonzero(begins)[1:] - 1, len(ends) - 1)]


def gather(values: NDArray[Any], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[Any]:
    """The parts of ``values`` in every half-open range, one after another."""
    parts = [values[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return np.concatenate(parts) if parts else values[:0]


def offsets_of(owners: NDArray[Any], count: int) -> NDArray[np.int64]:
    """Offsets (``count`` + 1) of the runs of each owner in ``owners``, which is sorted and holds 0 to count - 1."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(np.bincount(owners, minlength=count)))).astype(
        np.int64
    )


def pack_texts(texts: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Texts as one run of bytes and their offsets (one more than there are texts)."""
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    return np.frombuffer(b"".join(texts), np.uint8), offsets


class Texts:
    """Texts that `pack_texts` packed, read one at a time."""

    def __init__(self, data: NDArray[np.uint8], offsets: NDArray[np.int64]) -> None:
        # A view gives plain numbers and bytes at once, where an array would first make objects of its own.
        self._data, self._offsets = memoryview(data.data), memoryview(offsets.data)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> bytes:
        """One text. Raises IndexError past the end."""
        return bytes(self._data[self._offsets[index] : self._offsets[index + 1]])
