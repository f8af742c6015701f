"""What every engine must answer alike: the total and every facet's counts."""

from __future__ import annotations

from dataclasses import dataclass

from pathways.catalogue.choosing import WINDOWS
from pathways.catalogue.codes import BIT_FACETS, CODE_FACETS, bits_of, code_of
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.results import Results

MOST_PROVIDERS = 20


@dataclass(frozen=True, slots=True)
class Counted:
    """The total, the counts by facet and code that are not zero, and the counts of the leading providers."""

    total: int
    counts: dict[str, dict[int, int]]
    providers: tuple[int, ...]


def of_results(results: Results) -> Counted:
    """What our own search counted."""
    counts = {}
    for name, values in (CODE_FACETS | BIT_FACETS | {"start": WINDOWS}).items():
        by_value = {value.value: value.count for value in results.facets[name]}  # type: ignore[index]
        counts[name] = {
            code: by_value[value.value] for code, value in enumerate(values) if by_value[value.value]
        }
    providers = sorted((value.count for value in results.facets["provider"]), reverse=True)[:MOST_PROVIDERS]
    return Counted(results.total, counts, tuple(count for count in providers if count))


def filters_of(criteria: SearchCriteria) -> dict[str, tuple[int, ...]]:
    """The filters as facet and codes, one of which must fit; the start window as the buckets it takes in."""
    found = {
        "route": [code_of("route", value) for value in criteria.routes],
        "level": [code_of("level", value) for value in criteria.levels],
        "money": [code_of("money", value) for value in criteria.money],
        "area": _positions(bits_of("area", criteria.areas)),
        "mode": _positions(bits_of("mode", criteria.modes)),
        "start": [] if criteria.start is None else list(range(WINDOWS.index(criteria.start) + 1)),
    }
    return {name: tuple(sorted(codes)) for name, codes in found.items() if codes}


def windows(by_bucket: dict[int, int]) -> dict[int, int]:
    """Counts within each start window from counts by bucket."""
    within, found = 0, {}
    for bucket in range(len(WINDOWS)):
        within += by_bucket.get(bucket, 0)
        if within:
            found[bucket] = within
    return found


def _positions(bits: int) -> list[int]:
    return [bit for bit in range(bits.bit_length()) if bits >> bit & 1]
