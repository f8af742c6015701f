"""Providers whose names were typed: in the results, and as spans of the words that are names and nothing else."""

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.filling.lexicon import PROVIDER_WEIGHT
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.snapshot.segment import Segment
from pathways.words.query import QueryWord


def named_providers(
    snapshot: CatalogueSnapshot, words: tuple[QueryWord, ...]
) -> tuple[NDArray[np.bool_], ...] | None:
    """For each segment, which providers' names were typed (bool, by provider); None when no word names any.

    A name is typed when all of its words are there; or when all that was typed stands in the name and one of
    the words means nothing else: no title, job title, career area or further words hold it.
    """
    terms = [word.term for word in words]
    if not terms:
        return None
    only_names = any(0 < snapshot.words.heaviest(term) <= PROVIDER_WEIGHT for term in terms)
    found = tuple(_named(segment, terms, whole_query=only_names) for segment in snapshot.segments)
    return found if any(named.any() for named in found) else None


def _named(segment: Segment, terms: list[str], *, whole_query: bool) -> NDArray[np.bool_]:
    names = segment.arrays["provider_name_terms"]
    held = np.zeros((len(terms), len(segment.provider_ids)), bool)
    for place, term in enumerate(terms):
        number = segment.number_of(term.encode())
        if number is not None:
            held[place, segment.name_owners[names == number]] = True
    sizes = segment.name_lengths
    named: NDArray[np.bool_] = (held.sum(axis=0) == sizes) & (sizes > 0)
    return named | held.all(axis=0) if whole_query else named
