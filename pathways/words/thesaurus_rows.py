"""The rows of `seed_data/thesaurus.csv` as meanings, and what is wrong with those that are none."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pathways.words.thesaurus import LONGEST_TERM, Kind, Meaning
from pathways.words.tokens import stems_of

THESAURUS_FILE = "thesaurus.csv"
COLUMNS = ("term", "kind", "value", "weight", "direction", "note")
HEAVIEST = 100
NO_VALUE = frozenset({Kind.FILLER, Kind.PLACE_WORD, Kind.WHO, Kind.SUPPORT, Kind.NOT})
"""Kinds whose terms need not stand for anything more."""

_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row that cannot be used: its line in the file, and why."""

    line: int
    fault: str


def read_thesaurus(
    path: Path, allowed: Mapping[Kind, frozenset[str]]
) -> tuple[tuple[Meaning, ...], tuple[FaultyRow, ...]]:
    """The meanings in a file, and the rows that cannot be used. ``allowed`` lists codes by kind.

    Raises OSError when the file cannot be read, ValueError when its columns are not `COLUMNS`.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path.name} must have the columns {', '.join(COLUMNS)}.")
        return read_rows(((reader.line_num, row) for row in reader), allowed)


def read_rows(
    rows: Iterable[tuple[int, Mapping[str, str | None]]], allowed: Mapping[Kind, frozenset[str]]
) -> tuple[tuple[Meaning, ...], tuple[FaultyRow, ...]]:
    """The meanings of rows given with their lines, and those that cannot be used."""
    meanings: list[Meaning] = []
    faults: list[FaultyRow] = []
    for line, row in rows:
        try:
            meanings.append(_meaning(row, allowed))
        except ValueError as fault:
            faults.append(FaultyRow(line, str(fault)))
    return tuple(meanings), tuple(faults)


def _meaning(row: Mapping[str, str | None], allowed: Mapping[Kind, frozenset[str]]) -> Meaning:
    term = (row.get("term") or "").strip()
    length = len(stems_of(term))
    if not 0 < length <= LONGEST_TERM:
        raise ValueError(f"The term {term!r} has {length} words; it must have 1 to {LONGEST_TERM}.")
    kind = _KINDS.get(row.get("kind") or "")
    if kind is None or kind is Kind.NOT:
        raise ValueError(f"The kind {row.get('kind')!r} of {term!r} is not known.")
    values = tuple(value.strip() for value in (row.get("value") or "").split(";") if value.strip())
    if not values and kind not in NO_VALUE:
        raise ValueError(f"{term!r} is of kind {kind} and needs a value.")
    strange = set(values) - allowed[kind] if kind in allowed else set()
    if strange:
        raise ValueError(f"{term!r} stands for {', '.join(sorted(strange))}, which is no {kind}.")
    weight = row.get("weight") or ""
    if not (weight.isascii() and weight.isdigit() and 1 <= int(weight) <= HEAVIEST):
        raise ValueError(f"The weight {weight!r} of {term!r} is not a number from 1 to {HEAVIEST}.")
    direction = row.get("direction")
    if direction not in ("one-way", "two-way"):
        raise ValueError(f"The direction {direction!r} of {term!r} is neither one-way nor two-way.")
    return Meaning(term, kind, values, int(weight), two_way=direction == "two-way")
