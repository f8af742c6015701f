"""Which career areas an apprenticeship standard belongs to, worked out from its title, route and subject.

Our own rules, in ``seed_data/standards``. The first that says something counts:

1. words of the title (``words.csv``): of several rows the one with the most words, then the one further up;
2. the occupation that the whole title names, from our own table of occupations;
3. an official occupational route that means one career area (``route`` in ``subjects.csv``);
4. the sector subject area, tier 2 (``subject``);
5. any other official route (``wide-route``).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.occupations import OCCUPATIONS_FILE
from pathways.catalogue.vocabulary import Area
from pathways.words.analysis import term_of, words_of

FOLDER = "standards"


@dataclass(frozen=True, slots=True)
class Subject:
    """A sector subject area: its number in the official list, such as 5.2, and our career areas, main first."""

    tier2: str
    areas: tuple[Area, ...]


class AreaRules:
    """The rules of a seed folder, read once."""

    def __init__(self, seed_dir: Path) -> None:
        """Raises OSError, KeyError or ValueError for tables that are not as the README says."""
        self._phrases = [
            (_terms(row["words"]), _areas(row["areas"])) for row in read_rows(seed_dir / FOLDER / "words.csv")
        ]
        self._phrases.sort(key=lambda rule: -len(rule[0]))
        self._named: dict[str, tuple[Area, ...]] = {}
        for row in read_rows(seed_dir / OCCUPATIONS_FILE):
            for name in (row["name"], *row["aliases"].split(";")):
                self._named.setdefault(" ".join(words_of(name)), _areas(f"{row['area']};{row['areas']}"))
        self._kinds: dict[tuple[str, str], Subject] = {
            (row["kind"], _folded(row["name"])): Subject(row["tier2"], _areas(row["areas"]))
            for row in read_rows(seed_dir / FOLDER / "subjects.csv")
        }

    def areas_of(self, title: str, *, route: str = "", subject: str = "") -> tuple[Area, ...]:
        """The career areas, main first; empty when no rule knows the title, the route or the subject."""
        terms = _terms(title)
        for phrase, areas in self._phrases:
            if _holds(terms, phrase):
                return areas
        named = self._named.get(" ".join(words_of(title)))
        if named:
            return named
        for kind, name in (("route", route), ("subject", subject), ("wide-route", route)):
            found = self._kinds.get((kind, _folded(name)))
            if found:
                return found.areas
        return ()

    def tier2_of(self, subject: str) -> str:
        """The number of a sector subject area by its name; empty for one that the list does not hold."""
        found = self._kinds.get(("subject", _folded(subject)))
        return found.tier2 if found else ""


@cache
def area_rules(seed_dir: Path) -> AreaRules:
    """The rules in ``seed_dir``, read once."""
    return AreaRules(seed_dir)


def _areas(cell: str) -> tuple[Area, ...]:
    return tuple(Area(code) for code in cell.split(";") if code)


def _folded(name: str) -> str:
    return " ".join(words_of(name))


def _terms(text: str) -> tuple[str, ...]:
    return tuple(term_of(word) for word in words_of(text) if word != "and")


def _holds(terms: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    length = len(phrase)
    return any(terms[start : start + length] == phrase for start in range(len(terms) - length + 1))
