"""Subject codes in plain names, and the career areas they belong to, from our own table."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from pathways.catalogue.vocabulary import Area

_CODERS_WORDS = re.compile(r"\s*\((?:non-specific|other)\)|(?<=\band )others in |^others in ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """One subject: its name, and its career areas, the main one first."""

    name: str
    areas: tuple[Area, ...]


class Subjects:
    """Every subject by code. A code that is not in the table is read as the wider subject it belongs to."""

    def __init__(self, facts: dict[str, SubjectFacts]) -> None:
        self._facts = facts

    def __getitem__(self, code: str) -> SubjectFacts | None:
        while code and code not in self._facts:
            code = code.rpartition("-")[0]
        return self._facts.get(code)

    def name(self, code: str) -> str:
        """The name of a subject; the code itself where nobody named it; empty for none."""
        facts = self[code]
        return facts.name if facts else code

    def areas(self, codes: list[str]) -> tuple[Area, ...]:
        """The career areas of several subjects, each once, the main area of the first subject first."""
        found: dict[Area, None] = {}
        mains = [facts.areas[0] for code in codes if (facts := self[code])]
        for area in [*mains, *(area for code in codes if (facts := self[code]) for area in facts.areas)]:
            found.setdefault(area)
        return tuple(found)


def load_subjects(seed_dir: Path) -> Subjects:
    """Read ``subject_areas.csv`` of the seed data."""
    with (seed_dir / "subject_areas.csv").open(encoding="utf-8", newline="") as file:
        return Subjects(
            {
                row["code"]: SubjectFacts(row["name"], tuple(Area(area) for area in row["areas"].split(";")))
                for row in csv.DictReader(file)
            }
        )


def plain_title(title: str) -> str:
    """A title without the words that only coders of subjects use: "Nursing (non-specific)" is "Nursing"."""
    plain = _CODERS_WORDS.sub("", title).strip()
    return plain[:1].upper() + plain[1:] if plain else title
