"""The occupations that the project knows by name, in the order of their table."""

from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.words.analysis import words_of

OCCUPATIONS_FILE = "occupations.csv"


class Occupations:
    """Every occupation's slug, and which of them a job title names."""

    def __init__(self, seed_dir: Path) -> None:
        """Read the table in ``seed_dir``. Raises OSError when it cannot be read."""
        self.slugs: list[str] = []
        self._named: dict[str, int] = {}
        aliases: list[tuple[str, int]] = []
        for place, row in enumerate(read_rows(seed_dir / OCCUPATIONS_FILE)):
            self.slugs.append(row["slug"])
            self._named.setdefault(_folded(row["name"]), place)
            aliases.extend((_folded(alias), place) for alias in row["aliases"].split(";") if alias.strip())
        # A name goes before an alias, whichever row comes first.
        for alias, place in aliases:
            self._named.setdefault(alias, place)

    def first_of(self, *job_titles: str) -> int:
        """The position of the first occupation that one of the titles names, -1 when none does."""
        for title in job_titles:
            found = self._named.get(_folded(title))
            if found is not None:
                return found
        return -1


@cache
def known_occupations(seed_dir: Path) -> Occupations:
    """The occupations of the table in ``seed_dir``, read once."""
    return Occupations(seed_dir)


def _folded(title: str) -> str:
    return " ".join(words_of(title))
