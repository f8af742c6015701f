"""From pairs that are the same to groups, and which of a group is shown. Pure: nothing here reads the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from pathways.feeds.same_offer import Listing, likeness

Pair = tuple[float, int, int]
"""How sure it is that two listings are the same, and their ids, the smaller first."""


def same_pairs(listings: Sequence[Listing]) -> list[Pair]:
    """Every pair of listings of one provider that are the same, surest first, then by id."""
    found = []
    for sources in _blocks(listings):
        for ones, others in combinations(sources, 2):
            found += [pair for one in ones for other in others if (pair := _pair(one, other))]
    return _surest_first(found)


def pairs_around(listings: Sequence[Listing], seeds: Collection[int]) -> tuple[list[Pair], set[int]]:
    """The pairs of `same_pairs` that hang together with some listings, and the ids of all these.

    What does not hang together with them has no say in their groups, so that one listing costs no more than a look
    along the others, whatever else is the same.
    """
    found: set[Pair] = set()
    reached = {listing.id for listing in listings if listing.id in seeds}
    ahead = [listing for listing in listings if listing.id in reached]
    while ahead:
        one = ahead.pop()
        for other in listings:
            pair = _pair(one, other) if other.source_id != one.source_id else None
            if pair is not None:
                found.add(pair)
                if other.id not in reached:
                    reached.add(other.id)
                    ahead.append(other)
    return _surest_first(found), reached


def _pair(one: Listing, other: Listing) -> Pair | None:
    sure = likeness(one, other)
    return (sure, min(one.id, other.id), max(one.id, other.id)) if sure > 0 else None


def _surest_first(pairs: Iterable[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))


def groups_of(pairs: Iterable[Pair], source_of: dict[int, int]) -> list[list[int]]:
    """The groups that the pairs make, never two of one source in a group.

    What is the same as two listings of one source, as surely as each other, cannot be told apart from either: it
    stands alone. Otherwise the surer pair wins. The same of the same is the same, while no source is doubled.
    """
    found = list(pairs)
    rivals: dict[tuple[int, int], list[float]] = defaultdict(list)
    for sure, one, other in found:
        rivals[one, source_of[other]].append(sure)
        rivals[other, source_of[one]].append(sure)

    def is_tied(mine: int, theirs: int, sure: float) -> bool:
        best = rivals[mine, source_of[theirs]]
        return best.count(max(best)) > 1 or sure < max(best)

    group_of: dict[int, list[int]] = {}
    for sure, one, other in found:
        if is_tied(one, other, sure) or is_tied(other, one, sure):
            continue
        mine, theirs = group_of.get(one, [one]), group_of.get(other, [other])
        if mine is theirs:
            continue
        joined = sorted([*mine, *theirs])
        if len({source_of[key] for key in joined}) == len(joined):
            for key in joined:
                group_of[key] = joined
    unique = {group[0]: group for group in group_of.values()}
    return [unique[first] for first in sorted(unique)]


def _blocks(listings: Sequence[Listing]) -> Iterator[list[list[Listing]]]:
    """Listings that could be the same, by source: of one route and delivery, from more than one source."""
    blocks: dict[tuple[str, str], dict[int, list[Listing]]] = defaultdict(lambda: defaultdict(list))
    for listing in listings:
        blocks[listing.route, listing.delivery][listing.source_id].append(listing)
    yield from (list(sources.values()) for sources in blocks.values() if len(sources) > 1)
