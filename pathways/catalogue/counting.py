"""Facet counts as a page and an answer show them, all segments added up."""

from collections.abc import Collection, Sequence
from typing import cast

import numpy as np

from pathways.catalogue.choosing import WINDOWS
from pathways.catalogue.codes import FACET_VALUES
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.results import FacetName, FacetValue
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.snapshot.selection import Selection

_WINDOW_VALUES = tuple(window.value for window in WINDOWS)

MOST_PROVIDERS = 20
"""Providers listed: those with the most, and the chosen one."""


def facets_of(
    snapshot: CatalogueSnapshot, criteria: SearchCriteria, selections: Sequence[Selection]
) -> dict[FacetName, tuple[FacetValue, ...]]:
    """Every facet with every value it may have, in the catalogue's order; providers by count.

    The label of a value is its code, but a provider's is its name.
    """
    chosen: dict[str, Collection[str]] = {
        "route": criteria.routes,
        "level": criteria.levels,
        "area": criteria.areas,
        "mode": criteria.modes,
        "delivery": criteria.deliveries,
        "money": criteria.money,
    }
    facets: dict[FacetName, tuple[FacetValue, ...]] = {}
    for name, values in FACET_VALUES.items():
        counts, picked = _added(selections, name, len(values)), chosen[name]
        facets[cast("FacetName", name)] = tuple(
            FacetValue(value, value, count, value in picked)
            for value, count in zip(values, counts, strict=False)
        )
    within = np.cumsum(_added(selections, "start", len(WINDOWS) + 1)).tolist()
    facets["start"] = tuple(
        FacetValue(value, value, count, value == criteria.start)
        for value, count in zip(_WINDOW_VALUES, within, strict=False)
    )
    facets["provider"] = _providers(snapshot, criteria, selections)
    return facets


def _added(selections: Sequence[Selection], name: str, size: int) -> list[int]:
    if not selections:
        return [0] * size
    counts = [selection.counts.by_value[name][:size] for selection in selections]
    added: list[int] = (counts[0] if len(counts) == 1 else np.sum(counts, axis=0)).tolist()
    return added


def _providers(
    snapshot: CatalogueSnapshot, criteria: SearchCriteria, selections: Sequence[Selection]
) -> tuple[FacetValue, ...]:
    if not selections:
        return ()
    if len(selections) == 1:
        ids, counts = snapshot.segments[0].provider_ids, selections[0].providers
    else:
        counts = np.concatenate([selection.providers for selection in selections])
        every = np.concatenate([segment.provider_ids for segment in snapshot.segments])
        ids, inverse = np.unique(every, return_inverse=True)
        counts = np.bincount(inverse, counts, minlength=len(ids)).astype(np.int64)
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
