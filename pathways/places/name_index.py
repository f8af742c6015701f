"""Finding named places: by exact name, by name and county, by a misspelt name, by its beginning."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pathways.places.counties import NATIONS, lies_in, lies_just_in
from pathways.places.seed import DOMINANT_BY, NamedPlace

_AFTER_ALL_LETTERS = "\uffff"


def allowed_edits(name: str) -> int:
    """How many slips of the keyboard a name of this length may hold.

    Short words are somebody's real word more often than a slip: "law" is not Lowestoft.
    """
    return 0 if len(name) < 5 else 1 if len(name) < 8 else 2


class NameIndex:
    """Every named place under every name it answers to."""

    def __init__(self, named: Iterable[NamedPlace]) -> None:
        self.named = list(named)
        self._by_key: dict[str, list[NamedPlace]] = defaultdict(list)
        self._by_letters: dict[str, list[NamedPlace]] = defaultdict(list)
        words: list[tuple[str, int, int]] = []
        for number, one in enumerate(self.named):
            for place_in_keys, key in enumerate(one.keys):
                self._by_key[key].append(one)
                self._by_letters[key.replace(" ", "")].append(one)
                words.append((key, int(place_in_keys > 0), number))
                # A name is found by its first word and, less readily, by any later one: "tyne" for Newcastle.
                lateness, gap = 2, key.find(" ")
                while gap >= 0:
                    words.append((key[gap + 1 :], lateness + (place_in_keys > 0), number))
                    lateness, gap = lateness + 2, key.find(" ", gap + 1)
        words.sort()
        self._words = words
        self._word_keys = [word[0] for word in words]
        self._keys = list(self._by_key)

    def called(self, name: str) -> list[NamedPlace]:
        """Places of exactly this normal name, with or without its gaps, largest first."""
        return _largest_first(self._by_key.get(name) or self._by_letters.get(name.replace(" ", "")) or ())

    def called_with_county(self, name: str) -> list[NamedPlace]:
        """Places whose name comes first and whose county or nation follows: `richmond north yorkshire`."""
        words = name.split(" ")
        for end in range(len(words) - 1, 0, -1):
            where = " ".join(words[end:]).removeprefix("in ")
            if found := [one for one in self.called(" ".join(words[:end])) if lies_in(one, where)]:
                return [one for one in found if lies_just_in(one, where)] or found
        return []

    def in_county(self, where: str) -> list[NamedPlace]:
        """Towns of a county written by itself (`devon`, `w yorks`), largest first; none for a nation."""
        if where in NATIONS:
            return []
        return _largest_first(one for one in self.named if one.size > 0 and lies_in(one, where))

    def spelt_like(self, name: str) -> list[NamedPlace]:
        """Places whose name is nearest to a misspelt one, largest first; none when nothing is near enough.

        Distance: optimal string alignment (a swap of neighbours counts as one slip). The first letter has
        to be right when only one slip is allowed, as it nearly always is.
        """
        edits = allowed_edits(name)
        if edits == 0:
            return []
        matches = process.extract(name, self._keys, scorer=OSA.distance, score_cutoff=edits, limit=20)
        good = [
            (distance, key)
            for key, distance, _ in matches
            if (key[0] == name[0] or (edits > 1 and distance == 1)) and allowed_edits(key) >= distance
        ]
        if not good:
            return []
        least = min(distance for distance, _ in good)
        unique = {id(one): one for distance, key in good if distance == least for one in self._by_key[key]}
        return _largest_first(unique.values())

    def starting_with(self, prefix: str, limit: int) -> list[NamedPlace]:
        """Places with a name, or a word in it, that begins so; best first, each once."""
        first = bisect_left(self._word_keys, prefix)
        last = bisect_left(self._word_keys, prefix + _AFTER_ALL_LETTERS)
        found: dict[int, tuple[tuple[float, int, str], NamedPlace]] = {}
        for key, lateness, number in self._words[first:last]:
            one = self.named[number]
            whole = key == prefix and lateness == 0
            rank = (lateness - 10.0 * whole - one.size, len(key), one.place.name)
            if number not in found or rank < found[number][0]:
                found[number] = (rank, one)
        return [one for _, one in sorted(found.values(), key=lambda pair: pair[0])[:limit]]


def plainly_meant(found: list[NamedPlace], name: str) -> NamedPlace | None:
    """The one place meant by a name that several may share, None when a person has to be asked.

    A far larger place counts before the rest, unless it only has the name as another one: Yarmouth may be
    Great Yarmouth, or Yarmouth on the Isle of Wight.
    """
    if len(found) == 1:
        return found[0]
    if not found or found[0].size - found[1].size < DOMINANT_BY:
        return None
    borrowed = found[0].keys[0] != name and any(one.keys[0] == name and one.size > 0 for one in found[1:])
    return None if borrowed else found[0]


def _largest_first(found: Iterable[NamedPlace]) -> list[NamedPlace]:
    return sorted(found, key=lambda one: (-one.size, one.place.name))
