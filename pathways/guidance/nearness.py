"""The nearness part: how much less likely people are to train somewhere, the further it is from home.

    f(d) = (1 + d / scale) ^ -power      nearness = 1 - ln f(d) / ln f(FURTHEST)

with d in straight-line miles. The two numbers are fitted by `fit_nearness` to where apprentices in England live and
train, and kept with their source in `seed_data/nearness.csv`. In a model of choice, chances are proportional to supply
times f, and what adds up is the logarithm (McFadden, "Conditional logit analysis of qualitative choice behavior",
1974); so that is what a score adds. Nearness is 1 at home and falls to 0 at `FURTHEST`. What has no place of its own
(online, across an area, in the whole country) counts as `WITHOUT_PLACE`: no journey, but nobody to meet either.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pathways.catalogue.dated import read_rows

WITHOUT_PLACE = 0.4
FURTHEST = 60.0
"""Miles at which nothing is left of nearness: as far as suggestions look."""


@dataclass(frozen=True, slots=True)
class Decay:
    """``scale`` is in miles: the chance is 2 to the -``power`` of what it is at home where the distance is that."""

    scale: float
    power: float

    def chance(self, miles: ArrayLike) -> NDArray[np.float64]:
        """The chance f (float64, 0 to 1) at distances in miles, relative to that at home for the same supply."""
        return np.asarray((1.0 + np.asarray(miles, np.float64) / self.scale) ** -self.power, np.float64)

    def nearness(self, miles: ArrayLike) -> NDArray[np.float64]:
        """Nearness (float64, 0 to 1) at distances in miles: 1 at home, never rising with distance."""
        far = np.log1p(np.asarray(miles, np.float64) / self.scale) / np.log1p(FURTHEST / self.scale)
        return np.asarray(np.clip(1.0 - far, 0.0, 1.0), np.float64)


@cache
def fitted_decay(seed_dir: Path) -> Decay:
    """The decay of ``seed_dir``. Raises KeyError or ValueError when a number is missing or no number."""
    values = {row["name"]: float(row["value"]) for row in read_rows(seed_dir / "nearness.csv")}
    return Decay(values["scale"], values["power"])
