"""Words for the synthetic catalogue, drawn as words are in real text: a few very often, most of them seldom."""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pathways.catalogue.vocabulary import Route
from pathways.words.analysis import forms_of

COMPOUNDS = 20_000
"""Words made of two halves, so that the vocabulary is as large as a real catalogue's."""

ZIPF_EXPONENT = 1.07
TEXT_COLUMNS = ("summary", "daily_life", "you_will_learn", "leads_to")
_DRAWN_AT_ONCE = 1 << 16


class Wording:
    """Draws titles, job titles and descriptions from what the demonstration catalogue says."""

    def __init__(self, seed_dir: Path, random: np.random.Generator) -> None:
        self._random = random
        self._titles: dict[str, list[tuple[str, str]]] = {route.value: [] for route in Route}
        self._occupations: list[str] = []
        counts: Counter[str] = Counter()
        for path in sorted((seed_dir / "programmes").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    self._titles[row["route"]].append((row["title"], path.stem))
                    self._occupations.extend(
                        part.strip() for part in (row.get("occupation") or "").split(",")
                    )
                    for column in TEXT_COLUMNS:
                        counts.update(forms_of(row.get(column) or ""))
        everything = [title for titles in self._titles.values() for title in titles]
        common = [
            word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if word.isalpha()
        ]
        self._words = common + self._compounds(common)
        self._likely = _cumulative(len(self._words))
        for titles in self._titles.values():
            titles.extend(titles or everything)
        self._drawn: list[str] = []

    def _compounds(self, words: list[str]) -> list[str]:
        halves = [word for word in words if 4 <= len(word) <= 8]
        pairs = self._random.integers(0, len(halves), (COMPOUNDS, 2)).tolist()
        return sorted({halves[first] + halves[second] for first, second in pairs} - set(words))

    def some_words(self, count: int) -> str:
        """``count`` words, common ones more often."""
        if len(self._drawn) < count:
            picked = np.searchsorted(self._likely, self._random.random(_DRAWN_AT_ONCE))
            self._drawn.extend(self._words[at] for at in picked.tolist())
        taken, self._drawn = self._drawn[-count:], self._drawn[:-count]
        return " ".join(taken)

    def title(self, route: str, chance: float) -> tuple[str, str]:
        """A title for a route and its career area: the demonstration catalogue's, most with words of their own."""
        titles = self._titles[route]
        title, area = titles[int(chance * 7919) % len(titles)]
        return (title if chance < 0.2 else f"{title} with {self.some_words(1 if chance < 0.7 else 2)}"), area

    def occupation(self, chance: float) -> str:
        """A job title, or none for a third of programmes."""
        return "" if chance < 1 / 3 else self._occupations[int(chance * 7919) % len(self._occupations)]


def _cumulative(count: int) -> NDArray[np.float64]:
    weights = 1.0 / np.arange(1, count + 1) ** ZIPF_EXPONENT
    return np.asarray(np.cumsum(weights) / weights.sum())
