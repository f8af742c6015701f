"""How many opportunities each provider has in a search, all segments added up."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.results import FacetValue
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.snapshot.selection import Selection

MOST_PROVIDERS = 20
"""Providers listed: those with the most, and the chosen one."""


def provider_counts(
    snapshot: CatalogueSnapshot, criteria: SearchCriteria, selections: Sequence[Selection]
) -> tuple[FacetValue, ...]:
    """The providers with the most, most first, and the chosen one; the label of each is its name."""
    if not selections:
        return ()
    ids, counts = _added_up(snapshot, selections)
    held = np.flatnonzero(counts)
    if len(held) > MOST_PROVIDERS:
        held = held[counts[held] >= np.partition(counts[held], -MOST_PROVIDERS)[-MOST_PROVIDERS]]
    leading = held[np.lexsort((ids[held], -counts[held]))[:MOST_PROVIDERS]].tolist()
    if criteria.provider_id is not None:
        at = int(np.searchsorted(ids, criteria.provider_id))
        if at < len(ids) and ids[at] == criteria.provider_id and at not in leading:
            leading.append(at)
    return tuple(
        FacetValue(str(number), snapshot.provider_name(number), count, number == criteria.provider_id)
        for number, count in zip(ids[leading].tolist(), counts[leading].tolist(), strict=True)
    )


def counts_by_provider(snapshot: CatalogueSnapshot, selections: Sequence[Selection]) -> dict[int, int]:
    """Every provider with something in a search, and how much; the number of a provider is the key."""
    if not selections:
        return {}
    ids, counts = _added_up(snapshot, selections)
    held = np.flatnonzero(counts)
    return dict(zip(ids[held].tolist(), counts[held].tolist(), strict=True))


def _added_up(
    snapshot: CatalogueSnapshot, selections: Sequence[Selection]
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The numbers of the providers in order, and how much each has."""
    if len(selections) == 1:
        return snapshot.segments[0].provider_ids, selections[0].providers
    counts = np.concatenate([selection.providers for selection in selections])
    every = np.concatenate([segment.provider_ids for segment in snapshot.segments])
    ids, inverse = np.unique(every, return_inverse=True)
    return ids, np.bincount(inverse, counts, minlength=len(ids)).astype(np.int64)
