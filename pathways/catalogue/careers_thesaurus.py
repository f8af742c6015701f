"""The careers thesaurus with the occupations in it, read once, and the codes that its kinds may stand for."""

import csv
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.occupations import OCCUPATIONS_FILE
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, StartWindow
from pathways.paths import resource_dir
from pathways.words.negation import REFUSALS
from pathways.words.thesaurus import Kind, Meaning, Thesaurus
from pathways.words.thesaurus_rows import THESAURUS_FILE, FaultyRow, read_thesaurus

FACETS: dict[Kind, type[StrEnum]] = {
    Kind.ROUTE: Route,
    Kind.LEVEL: Level,
    Kind.MODE: Mode,
    Kind.DELIVERY: Delivery,
    Kind.MONEY: Money,
}
"""Kinds that narrow a search, and the codes of each."""

NAME_WEIGHT, ALIAS_WEIGHT = 100, 90
_log = logging.getLogger(__name__)
_additions: list[tuple[Meaning, ...]] = [()]
"""The terms that were added on the site: one entry, replaced whole."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """A job as people call it: its name, other names, and its career areas, the main one first."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    areas: tuple[Area, ...]


def read_occupations(seed_dir: Path) -> dict[str, Occupation]:
    """The occupations of the table by slug. Raises OSError when it cannot be read, ValueError for an unknown area."""
    return {
        row["slug"]: Occupation(
            row["slug"],
            row["name"],
            _several(row["aliases"]),
            tuple(Area(area) for area in (row["area"], *_several(row["areas"]))),
        )
        for row in read_rows(seed_dir / OCCUPATIONS_FILE)
    }


def allowed_codes(seed_dir: Path) -> dict[Kind, frozenset[str]]:
    """The codes that each kind of term may stand for; kinds that stand for plain words are not among them."""
    return {
        Kind.OCCUPATION: frozenset(read_occupations(seed_dir)),
        Kind.AREA: frozenset(Area),
        Kind.START: frozenset(StartWindow),
        **{kind: frozenset(facet) for kind, facet in FACETS.items()},
    }


def read_careers_thesaurus(
    seed_dir: Path, added: tuple[Meaning, ...] = ()
) -> tuple[Thesaurus, tuple[FaultyRow, ...]]:
    """The thesaurus of a folder with the names of its occupations and the refusals in it, and its faulty rows.

    ``added`` are terms that stand in no file.

    Raises OSError when a table cannot be read, ValueError when its columns are not those expected.
    """
    meanings, faults = read_thesaurus(seed_dir / THESAURUS_FILE, allowed_codes(seed_dir))
    return Thesaurus((*added, *meanings, *_occupation_names(seed_dir), *REFUSALS)), faults


@cache
def careers_thesaurus() -> Thesaurus:
    """The project's thesaurus, read once. A row at fault is left out and told in the log.

    It holds what was added on the site as well; see `set_additions`.
    """
    try:
        thesaurus, faults = read_careers_thesaurus(resource_dir("seed_data"), _additions[0])
    except (OSError, ValueError, csv.Error) as fault:
        _log.error("The careers thesaurus cannot be read: %s", fault)
        return Thesaurus(REFUSALS)
    for faulty in faults:
        _log.error("%s, line %d: %s", THESAURUS_FILE, faulty.line, faulty.fault)
    return thesaurus


def set_additions(added: tuple[Meaning, ...]) -> None:
    """Have searches of this process know these terms too, in place of those added before."""
    if added == _additions[0]:
        return
    _additions[0] = added
    careers_thesaurus.cache_clear()
    careers_thesaurus()


@cache
def careers_occupations() -> dict[str, Occupation]:
    """The project's occupations by slug, read once."""
    return read_occupations(resource_dir("seed_data"))


def _occupation_names(seed_dir: Path) -> Iterator[Meaning]:
    for occupation in read_occupations(seed_dir).values():
        yield Meaning(occupation.name, Kind.OCCUPATION, (occupation.slug,), NAME_WEIGHT)
        for alias in occupation.aliases:
            yield Meaning(alias, Kind.OCCUPATION, (occupation.slug,), ALIAS_WEIGHT)


def _several(values: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in values.split(";") if value.strip())
