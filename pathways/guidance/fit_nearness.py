"""`python -m pathways.guidance.fit_nearness FLOWS.csv AUTHORITIES.csv SECTORS.csv [--plot FILE.svg]`.

Fits how the chance to train somewhere falls with distance, to where apprentices of England live and train, and prints
the two numbers of `seed_data/nearness.csv`.

For somebody who lives in authority i, the chance that they train in j is taken to be

    P(j | i) = supply_j f(d_ij) / sum over k of supply_k f(d_ik)      f(d) = (1 + d / scale) ^ -power

Supply is what is trained in j by people from everywhere: without it, f would learn where training is and not how far
people go. The two numbers are those under which the flows as they were are most likely. Distances are between the
centres of authorities, in miles. Within an authority nobody travels nothing: f is the mean over the distances between
its own postcode sectors, each counted by its postcodes. Only flows of up to `FURTHEST_FITTED` miles are fitted:
further ones are mostly the address of a provider that teaches from afar, and not a journey.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.dated import read_rows
from pathways.guidance.nearness import Decay
from pathways.guidance.nearness_plot import draw
from pathways.places.distance import haversine_miles

FURTHEST_FITTED = 40.0
SCALES, POWERS = (0.05, 50.0), (0.5, 6.0)
"""Where the two numbers are looked for."""

BIN = 0.1
"""Miles: distances within an authority are counted by so much."""

_ROUNDS, _TRIED = 6, 9


@dataclass(frozen=True)
class Flows:
    """Starts between n authorities: ``starts`` (float64, n x n, from row to column), ``miles`` (float64, n x n).

    ``inside`` (float64, n x bins) says which share of the pairs of sectors of an authority lies how far apart, in bins
    of `BIN` miles; each row sums to one.
    """

    starts: NDArray[np.float64]
    miles: NDArray[np.float64]
    inside: NDArray[np.float64]

    @property
    def middles(self) -> NDArray[np.float64]:
        """The middle of each bin of `inside`, in miles."""
        return np.arange(0.5, self.inside.shape[1]) * BIN

    @property
    def fitted(self) -> NDArray[np.bool_]:
        """Which pairs are near enough to be fitted (bool, n x n)."""
        return np.asarray(self.miles <= FURTHEST_FITTED)


def read_flows(flows: Path, authorities: Path, sectors: Path) -> Flows:
    """The flows between authorities of England that all three files know. Raises OSError or KeyError for odd files."""
    places = {row["lad_name"]: row for row in read_rows(authorities) if row["lad_code"].startswith("E")}
    names = sorted(places)
    position = {name: at for at, name in enumerate(names)}
    starts = np.zeros((len(names), len(names)))
    for row in read_rows(flows):
        home, work = position.get(row["learner_home_lad"]), position.get(row["delivery_lad"])
        if home is not None and work is not None:
            starts[home, work] += float(row["starts"])
    lats = np.array([float(places[name]["lat"]) for name in names])
    lngs = np.array([float(places[name]["lng"]) for name in names])
    miles = haversine_miles(lats[:, None], lngs[:, None], lats, lngs)
    of_code: dict[str, list[tuple[float, float, float]]] = {}
    for row in read_rows(sectors):
        point = float(row["lat"]), float(row["lng"]), float(row["postcodes"])
        of_code.setdefault(row["lad_code"], []).append(point)
    spreads = [_spread(of_code[places[name]["lad_code"]]) for name in names]
    bins = max(map(len, spreads))
    inside = np.array([np.pad(spread, (0, bins - len(spread))) for spread in spreads])
    return Flows(starts, miles, inside)


def _spread(sectors: list[tuple[float, float, float]]) -> NDArray[np.float64]:
    """The share of pairs of sectors, each counted by its postcodes, by their distance in bins of `BIN` miles."""
    lats, lngs, postcodes = np.array(sectors).T
    share = postcodes / postcodes.sum()
    miles = haversine_miles(lats[:, None], lngs[:, None], lats, lngs)
    bins = (miles / BIN).astype(np.int64).ravel()
    return np.bincount(bins, np.outer(share, share).ravel()).astype(np.float64)


def pull(flows: Flows, decay: Decay) -> NDArray[np.float64]:
    """The decay between every two authorities (float64, n x n); within one, its mean over pairs of sectors."""
    found = decay.chance(flows.miles)
    np.fill_diagonal(found, flows.inside @ decay.chance(flows.middles))
    return found


def chances(flows: Flows, decay: Decay) -> NDArray[np.float64]:
    """P(j | i) over the pairs that are fitted (float64, n x n); each row that has any sums to one."""
    weighted = flows.starts.sum(axis=0) * pull(flows, decay) * flows.fitted
    return np.asarray(weighted / np.maximum(weighted.sum(axis=1, keepdims=True), 1e-300))


def likelihood(flows: Flows, decay: Decay) -> float:
    """The mean log chance of a start being where it was: the larger the better."""
    counted = np.where(flows.fitted, flows.starts, 0.0)
    return float((counted * np.log(np.maximum(chances(flows, decay), 1e-300))).sum() / counted.sum())


def fit(flows: Flows) -> Decay:
    """The decay under which the flows are most likely: a grid, laid ever finer around its best point."""
    scales, powers = np.geomspace(*SCALES, _TRIED), np.linspace(*POWERS, _TRIED)
    best = Decay(float(scales[0]), float(powers[0]))
    for _ in range(_ROUNDS):
        tried = [Decay(float(scale), float(power)) for scale in scales for power in powers]
        best = max(tried, key=lambda decay: likelihood(flows, decay))
        scales = np.geomspace(*_beside(scales, best.scale), _TRIED)
        powers = np.linspace(*_beside(powers, best.power), _TRIED)
    return best


def _beside(tried: NDArray[np.float64], best: float) -> tuple[float, float]:
    """The values tried next to the best one."""
    at = int(np.argmin(abs(tried - best)))
    return float(tried[max(0, at - 1)]), float(tried[min(len(tried) - 1, at + 1)])


def by_distance(
    flows: Flows, decay: Decay, edges: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The share of starts by distance as it was and as the decay has it (float64), between the ``edges`` in miles."""
    miles = flows.miles.copy()
    np.fill_diagonal(miles, flows.inside @ flows.middles)
    counted = np.where(flows.fitted, flows.starts, 0.0)
    expected = counted.sum(axis=1, keepdims=True) * chances(flows, decay)
    at = np.digitize(miles, edges) - 1
    shares = [
        np.bincount(at[flows.fitted], amounts[flows.fitted], minlength=len(edges))[: len(edges) - 1]
        for amounts in (counted, expected)
    ]
    return shares[0] / counted.sum(), shares[1] / counted.sum()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command: fit, print, and draw where asked to."""
    parser = argparse.ArgumentParser(prog="python -m pathways.guidance.fit_nearness", description=__doc__)
    for name in ("flows", "authorities", "sectors"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--plot", type=Path, help="an SVG to write")
    given = parser.parse_args(arguments)
    flows = read_flows(given.flows, given.authorities, given.sectors)
    decay = fit(flows)
    edges = [0, 2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 35, 40]
    was, fitted = by_distance(flows, decay, edges)
    write = sys.stdout.write
    write(f"scale,{decay.scale:.2f},miles\npower,{decay.power:.3f},none\n")
    write(f"mean log chance of a start {likelihood(flows, decay):.4f}\n")
    for low, high, one, other in zip(edges, edges[1:], was, fitted, strict=False):
        write(f"{low:>3} to {high:>2} miles: {one:6.1%} as it was, {other:6.1%} fitted\n")
    if given.plot is not None:
        given.plot.write_text(draw(decay, edges, was.tolist(), fitted.tolist()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
