"""Timing: the same calls in blocks, several rounds, the median of the rounds for each call."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean, median
from typing import Any


@dataclass(frozen=True, slots=True)
class Timed:
    """How long calls took, in milliseconds: one median over the rounds for each call."""

    medians: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The mean over the calls."""
        return mean(self.medians)

    @property
    def median(self) -> float:
        """The time that half of the calls stay within."""
        return median(self.medians)

    @property
    def p95(self) -> float:
        """The time that 95 of 100 calls stay within."""
        return sorted(self.medians)[int(len(self.medians) * 0.95)]

    @property
    def a_second(self) -> float:
        """Calls a second, one after another."""
        return 1000 / self.mean


def timed(call: Callable[[Any], Any], arguments: Sequence[Any], rounds: int) -> Timed:
    """Call each argument in ``rounds`` rounds with the clock running. Whoever calls has called each once for warmth."""
    taken: list[list[float]] = [[] for _ in arguments]
    for _ in range(rounds):
        for at, argument in enumerate(arguments):
            begun = time.perf_counter()
            call(argument)
            taken[at].append((time.perf_counter() - begun) * 1000)
    return Timed(tuple(median(times) for times in taken))
