"""What somebody chose, in the numbers of a snapshot: a place, filters and a provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pathways.snapshot.reach import Centre


@dataclass(frozen=True, slots=True)
class Chosen:
    """Place and filters.

    ``codes`` and ``bits``: for each facet the codes, or the set bits, of which one must fit; empty or zero for no
    choice. ``last_bucket``: the latest start bucket wanted, None for any; rows that are over are left out anyway.
    ``radii``: the radius in miles, then the wider ones to count as well; empty for any distance.
    """

    centre: Centre | None = None
    radii: tuple[int, ...] = ()
    codes: Mapping[str, frozenset[int]] = field(default_factory=dict)
    bits: Mapping[str, int] = field(default_factory=dict)
    last_bucket: int | None = None
    provider_id: int | None = None
