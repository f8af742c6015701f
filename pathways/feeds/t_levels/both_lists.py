"""T Levels that both lists tell of: the list of providers gives way at that place, for the directory says more."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from pathways.feeds.same_offer import NEAR_MILES
from pathways.feeds.t_levels.taught import Site, Taught
from pathways.places.distance import haversine_miles

Told = tuple[int, int]
"""The number of a provider and of a T Level."""


@dataclass(slots=True)
class Directory:
    """Where the directory says that each T Level of each provider is taught."""

    _sites: dict[Told, list[Site]] = field(default_factory=lambda: defaultdict(list))

    def note(self, taught: Taught) -> None:
        """Remember a T Level that the directory tells of. One that is taught online stands for no place."""
        if not taught.is_online:
            self._sites[taught.school.ukprn, taught.t_level.code].extend(taught.sites)

    def without_told(self, listed: Taught) -> tuple[Taught | None, tuple[Site, ...]]:
        """A T Level of the list of providers without the places that are told already, and those places.

        None when nothing of it is left.
        """
        known = self._sites.get((listed.school.ukprn, listed.t_level.code), [])
        told = tuple(site for site in listed.sites if any(same_place(site, other) for other in known))
        if not told:
            return listed, ()
        left = tuple(site for site in listed.sites if site not in told)
        return (replace(listed, sites=left) if left else None), told


def same_place(one: Site, other: Site) -> bool:
    """Whether two sites of a provider are one: by their postcodes, or by points that are close to each other."""
    first, second = (site.postcode.replace(" ", "").casefold() for site in (one, other))
    if first and first == second:
        return True
    if one.lat is None or one.lng is None or other.lat is None or other.lng is None:
        return False
    return bool(haversine_miles(one.lat, one.lng, other.lat, other.lng) <= NEAR_MILES)
