"""The nearness part: how much less likely people are to train somewhere, the further it is from home.

    nearness = exp(-(d / scale) ^ shape)      d in straight-line miles

The two numbers are fitted by `fit_nearness` to where apprentices in England live and train, and kept with their source
in `seed_data/nearness.csv`. What has no place of its own (online, across an area, in the whole country) counts as
`WITHOUT_PLACE`: no journey, but nobody to meet either.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pathways.catalogue.dated import read_rows

WITHOUT_PLACE = 0.4


@dataclass(frozen=True, slots=True)
class Decay:
    """``scale`` is the distance in miles at which nearness is 1/e; ``shape`` how sudden the fall is."""

    scale: float
    shape: float

    def of(self, miles: ArrayLike) -> NDArray[np.float64]:
        """Nearness (float64, 0 to 1) at distances in miles: 1 at home, never rising with distance."""
        far = np.asarray(miles, np.float64) / self.scale
        return np.asarray(np.exp(-(far**self.shape)), np.float64)


@cache
def fitted_decay(seed_dir: Path) -> Decay:
    """The decay of ``seed_dir``. Raises KeyError or ValueError when a number is missing or no number."""
    values = {row["name"]: float(row["value"]) for row in read_rows(seed_dir / "nearness.csv")}
    return Decay(values["scale"], values["shape"])
