"""Facet counts as a page and an answer show them, all segments added up."""

from collections.abc import Collection, Sequence
from typing import cast

import numpy as np

from pathways.catalogue.choosing import WINDOWS
from pathways.catalogue.codes import FACET_VALUES
from pathways.catalogue.counting_providers import provider_counts
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.results import FacetName, FacetValue
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.snapshot.selection import Selection

_WINDOW_VALUES = tuple(window.value for window in WINDOWS)


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
    facets["provider"] = provider_counts(snapshot, criteria, selections)
    return facets


def _added(selections: Sequence[Selection], name: str, size: int) -> list[int]:
    if not selections:
        return [0] * size
    counts = [selection.counts.by_value[name][:size] for selection in selections]
    added: list[int] = (counts[0] if len(counts) == 1 else np.sum(counts, axis=0)).tolist()
    return added
