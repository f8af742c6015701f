"""From pairs that are the same to groups, and which of a group is shown. Pure: nothing here reads the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from pathways.feeds.same_offer import Listing, likeness


def same_pairs(listings: Sequence[Listing]) -> list[tuple[float, int, int]]:
    """Every pair of listings of one provider that are the same, surest first, then by id."""
    found = []
    for block in _blocks(listings):
        for one, other in combinations(block, 2):
            sure = likeness(one, other)
            if sure > 0:
                found.append((sure, min(one.id, other.id), max(one.id, other.id)))
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))


def groups_of(pairs: Iterable[tuple[float, int, int]], source_of: dict[int, int]) -> list[list[int]]:
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


def _blocks(listings: Sequence[Listing]) -> Iterator[list[Listing]]:
    """Listings that could be the same: of one route and delivery, from more than one source."""
    blocks: dict[tuple[str, str], list[Listing]] = defaultdict(list)
    for listing in listings:
        blocks[listing.route, listing.delivery].append(listing)
    yield from (block for block in blocks.values() if len({listing.source_id for listing in block}) > 1)
