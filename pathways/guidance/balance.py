"""The balanced order: greedy re-ranking by maximal marginal relevance, with guarantees for the first screen.

    next = the card with the most  L score - (1 - L) likeness to the cards chosen already

(Carbonell and Goldstein, 1998.) A chosen card makes others of its career area and of its route less welcome by
`LIKENESS` each, and each further card leaves `WEARING_OFF` of that.

The page groups cards by area, in the order in which the areas first come up. A card is added only where the first ten
in the balanced order, and the first ten of the page so grouped, keep to the rules: no area and no route has more than
half, and there are three routes and three areas when the reach holds them. Where the reach holds enough, an area has at
most four cards and a route of an area two: whoever wants more of one follows its link to the search.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FIRST_SCREEN = 10
LEAST_KINDS = 3
"""Routes and areas that the first screen has at the least, when the reach holds them."""

HALF = FIRST_SCREEN // 2
RELEVANCE = 0.8
LIKENESS = 0.35
WEARING_OFF = 0.6

Class = tuple[int, int]
"""A career area and a route, as codes: what makes two cards look alike."""


@dataclass(frozen=True, slots=True)
class Caps:
    """How many cards an area and a route within an area may have, and how many that look alike may run in a row.

    ``on_page``: whether the last holds for the page as well as for the balanced order; ``varied``: whether
    the rules of the first screen hold and likeness counts.
    """

    area: int
    alike: int
    running: int
    on_page: bool = False
    varied: bool = True


_MANY = 1 << 30
STRICT = Caps(area=4, alike=2, running=2, on_page=True)
LOOSE = Caps(area=HALF, alike=HALF, running=2)
THIN = Caps(area=HALF, alike=HALF, running=_MANY)
PASSES = (STRICT, LOOSE, THIN)
"""Tried one after another until the first screen is full or the reach holds no more."""

ALIKE = Caps(area=_MANY, alike=_MANY, running=_MANY, varied=False)
"""For "more like this", where variety is not what was asked for."""


def balanced(
    scores: NDArray[np.float64], classes: Sequence[Class], most: int, passes: Sequence[Caps] = PASSES
) -> list[int]:
    """Positions of at most ``most`` cards in the balanced order, each once.

    ``scores`` (float64) fall: the cards come best first, ties already broken. ``classes`` are theirs.
    """
    queues: dict[Class, list[int]] = {}
    for at, one in enumerate(classes):
        queues.setdefault(one, []).append(at)
    choosing = _Choosing(scores, queues)
    for caps in passes:
        if len(choosing.chosen) < min(most, FIRST_SCREEN):
            choosing.run(caps, most)
    return choosing.chosen


def in_page_order(classes: Sequence[Class]) -> list[int]:
    """Positions in page order: by area in the order in which each first comes up, and within it as they came."""
    first: dict[int, int] = {}
    for area, _ in classes:
        first.setdefault(area, len(first))
    return sorted(range(len(classes)), key=lambda at: first[classes[at][0]])


class _Choosing:
    """One list under way. A class stands for the best of its cards that is not chosen yet."""

    def __init__(self, scores: NDArray[np.float64], queues: dict[Class, list[int]]) -> None:
        self.scores = scores
        self.classes = list(queues)
        self.queues = list(queues.values())
        self.area = np.array([area for area, _ in self.classes], np.int64)
        self.route = np.array([route for _, route in self.classes], np.int64)
        self.heads = np.array([queue[0] for queue in self.queues], np.int64)
        self.worn = np.zeros((2, len(self.classes)))
        self.chosen: list[int] = []
        self.taken: list[Class] = []
        self.areas = len(set(self.area.tolist()))
        self.routes = len(set(self.route.tolist()))

    def run(self, caps: Caps, most: int) -> None:
        """Add cards while any is allowed, up to ``most``."""
        while len(self.chosen) < most:
            for at in self._by_worth(varied=caps.varied):
                if self._allowed(self.classes[at], caps):
                    self._take(at)
                    break
            else:
                return

    def _by_worth(self, *, varied: bool) -> list[int]:
        left = np.flatnonzero(self.heads >= 0)
        heads = self.heads[left]
        worth = self.scores[heads]
        if varied:
            worth = RELEVANCE * worth - (1.0 - RELEVANCE) * self.worn.sum(axis=0)[left]
        found: list[int] = left[np.lexsort((heads, -worth))].tolist()
        return found

    def _take(self, at: int) -> None:
        queue = self.queues[at]
        self.chosen.append(queue.pop(0))
        self.heads[at] = queue[0] if queue else -1
        self.taken.append(self.classes[at])
        self.worn *= WEARING_OFF
        self.worn[0] += LIKENESS * (self.area == self.area[at])
        self.worn[1] += LIKENESS * (self.route == self.route[at])

    def _allowed(self, one: Class, caps: Caps) -> bool:
        taken = [*self.taken, one]
        if self.areas > 1 and sum(area == one[0] for area, _ in taken) > caps.area:
            return False
        if len(self.classes) == 1:
            return True
        if taken.count(one) > caps.alike or (
            caps.running < len(taken) and _ends_alike(taken, caps.running + 1)
        ):
            return False
        page = [taken[at] for at in in_page_order(taken)]
        if caps.on_page and longest_run(page) > caps.running:
            return False
        if not caps.varied:
            return True
        return self._keeps(taken[:FIRST_SCREEN]) and self._keeps(page[:FIRST_SCREEN])

    def _keeps(self, first: list[Class]) -> bool:
        """Whether so many first cards keep the rules, or still can when more are added."""
        left = FIRST_SCREEN - len(first)
        for at, held in enumerate((self.areas, self.routes)):
            counted = Counter(one[at] for one in first)
            if held > 1 and max(counted.values()) > HALF:
                return False
            if min(held, LEAST_KINDS) - len(counted) > left:
                return False
        return True


def _ends_alike(taken: Sequence[Class], count: int) -> bool:
    """Whether the last so many cards all look alike."""
    return len(set(taken[-count:])) == 1


def longest_run(taken: Sequence[Class]) -> int:
    """How many cards in a row look alike at the most."""
    longest = run = 0
    before: Class | None = None
    for one in taken:
        run = run + 1 if one == before else 1
        longest, before = max(longest, run), one
    return longest
