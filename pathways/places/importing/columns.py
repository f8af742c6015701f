"""From everything read to the columns that are published: sorted, each postcode once, sectors worked out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.places.arrays import LIVE
from pathways.places.importing.reading import Block
from pathways.places.importing.report import PostcodeReport
from pathways.places.postcode_keys import sector_keys_of

Columns = dict[str, NDArray[Any]]


def columns_of(blocks: Sequence[Block], *, are_sectors: bool, report: PostcodeReport) -> Columns:
    """The six columns of `PostcodeArrays`. A code that came twice counts once, as it came last."""
    keys = np.concatenate([block.keys for block in blocks])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    last = np.append(keys[1:] != keys[:-1], True) if len(keys) else np.zeros(0, dtype=np.bool_)
    order, keys = order[last], keys[last]
    lats = np.concatenate([block.lats for block in blocks])[order]
    lngs = np.concatenate([block.lngs for block in blocks])[order]
    states = np.concatenate([block.states for block in blocks])[order]
    authorities = np.concatenate([block.authorities for block in blocks])[order]
    report.repeated = len(last) - len(keys)
    report.kept = len(keys)
    report.terminated = int((states == 1).sum())
    report.no_coordinates = int((states == 2).sum())
    points = np.stack([lats, lngs], axis=1)
    if are_sectors:
        sectors: Columns = {"sector_keys": keys, "sector_points": points, "sector_authorities": authorities}
        units: Columns = {"unit_keys": keys[:0], "unit_points": points[:0], "unit_states": states[:0]}
    else:
        sectors = _sectors_from(keys, points, states, authorities)
        units = {"unit_keys": keys, "unit_points": points, "unit_states": states}
    report.sectors = len(sectors["sector_keys"])
    return {**sectors, **units}


def _sectors_from(
    keys: NDArray[np.uint64],
    points: NDArray[np.float32],
    states: NDArray[np.uint8],
    authorities: NDArray[np.bytes_],
) -> Columns:
    """Sectors as the mean of their living postcodes, each with the authority most of them lie in."""
    living = states == LIVE
    homes = sector_keys_of(keys[living])
    found, first, counts = np.unique(homes, return_index=True, return_counts=True)
    if not len(found):
        return {"sector_keys": found, "sector_points": points[:0], "sector_authorities": authorities[:0]}
    sums = np.add.reduceat(points[living].astype(np.float64), first, axis=0)
    codes, code_of_row = np.unique(authorities[living], return_inverse=True)
    sector_of_row = np.repeat(np.arange(len(found)), counts)
    pairs, votes = np.unique(sector_of_row * len(codes) + code_of_row, return_counts=True)
    by_votes = np.lexsort((votes, pairs // len(codes)))
    winners = np.zeros(len(found), dtype=np.intp)
    winners[(pairs // len(codes))[by_votes]] = (pairs % len(codes))[
        by_votes
    ]  # the last written has most votes
    return {
        "sector_keys": found,
        "sector_points": (sums / counts[:, None]).astype(np.float32),
        "sector_authorities": codes[winners],
    }
