"""Rows of a postcode file to arrays, a block at a time, with every refused row accounted for."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pathways.places.arrays import LIVE, NO_COORDINATES, TERMINATED
from pathways.places.grid import grid_to_wgs84
from pathways.places.importing.formats import Layout
from pathways.places.importing.limits import DistrictLimits
from pathways.places.importing.report import PostcodeReport, Refusal
from pathways.places.importing.row_codes import outside_great_britain, postcode_in_row, sector_in_row
from pathways.places.postcode_keys import keys_of

BLOCK_ROWS: Final = 40_000
"""Rows turned into arrays at once: enough for NumPy to pay, few enough to stay small."""

_NO_GRID_REFERENCE: Final = frozenset(("9", "90"))
_ROLES: Final = ("code", "lat", "lng", "east", "north", "quality", "ended", "country", "authority")

Row = tuple[int, list[str]]
"""Line number and every cell."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Block:
    """Accepted rows as columns of one length: uint64 keys, float32 degrees, uint8 states, S9 authorities."""

    keys: NDArray[np.uint64]
    lats: NDArray[np.float32]
    lngs: NDArray[np.float32]
    states: NDArray[np.uint8]
    authorities: NDArray[np.bytes_]


def blocks_of(
    rows: Iterable[Row], layout: Layout, file_name: str, limits: DistrictLimits, report: PostcodeReport
) -> Iterator[Block]:
    """Read rows (line number, cells) into blocks, counting into `report` whatever does not go in."""
    reader = _BlockReader(layout, file_name, limits, report)
    steady = iter(rows)
    for first in steady:
        yield reader.read(_with_first(first, islice(steady, BLOCK_ROWS - 1)))


def _with_first(first: Row, rest: Iterable[Row]) -> Iterator[Row]:
    yield first
    yield from rest


class _BlockReader:
    def __init__(
        self, layout: Layout, file_name: str, limits: DistrictLimits, report: PostcodeReport
    ) -> None:
        columns = [(role, getattr(layout, role)) for role in _ROLES if getattr(layout, role) is not None]
        self._roles = [role for role, _ in columns]
        self._numbers_of_columns = [number for _, number in columns]
        self._names = dict(
            zip(self._roles, (layout.names[number] for number in self._numbers_of_columns), strict=True)
        )
        self._layout, self._file, self._limits, self._report = layout, file_name, limits, report
        self._read_code = sector_in_row if layout.kind == "sectors" else postcode_in_row

    def read(self, rows: Iterable[Row]) -> Block:
        lines, codes, cells = self._columns(rows)
        keys = keys_of(codes)
        lats, lngs, good = self._points(lines, cells)
        ended = _flags(cells.get("ended"), len(lines), lambda cell: bool(cell.strip()))
        placeless = _flags(
            cells.get("quality"), len(lines), lambda cell: cell.strip() in _NO_GRID_REFERENCE
        ) | _placeless(lats, lngs)
        lats[placeless], lngs[placeless] = np.nan, np.nan
        states = np.where(ended, TERMINATED, np.where(placeless, NO_COORDINATES, LIVE)).astype(np.uint8)
        wrong = np.zeros(len(lines), dtype=np.bool_)
        placed = np.flatnonzero(good & ~placeless)
        wrong[placed] = ~self._limits.allow(keys[placed], lats[placed], lngs[placed])
        if self._layout.kind == "sectors":
            wrong |= good & placeless  # a sector without a point says nothing
        for row in np.flatnonzero(wrong).tolist():
            self._refuse_point(lines[row], {role: column[row] for role, column in cells.items()})
        good &= ~wrong
        authorities = np.array(cells.get("authority") or [""] * len(lines), dtype="S9")
        return Block(
            keys[good],
            lats[good].astype(np.float32),
            lngs[good].astype(np.float32),
            states[good],
            authorities[good],
        )

    def _columns(self, rows: Iterable[Row]) -> tuple[list[int], list[str], dict[str, tuple[str, ...]]]:
        """Line numbers, codes in fixed width and the needed columns of the rows that lie in Great Britain."""
        report, read_code = self._report, self._read_code
        pick = itemgetter(*self._numbers_of_columns)
        country = self._roles.index("country") if "country" in self._roles else None
        lines: list[int] = []
        codes: list[str] = []
        picked: list[tuple[str, ...]] = []
        for line, row in rows:
            if not row:
                continue
            report.read += 1
            try:
                cells = pick(row)
            except IndexError:
                self._refuse(
                    "too-few-columns",
                    line,
                    "row",
                    f"{len(row)} columns",
                    f"A row has at least {1 + max(self._numbers_of_columns)} columns",
                    "Use the file as it was published: this row is cut short",
                )
                continue
            code = read_code(cells[0])
            if code is None:
                self._refuse(
                    "not-a-postcode",
                    line,
                    self._names["code"],
                    cells[0],
                    "The code is a postcode such as PR1 2HE, or in a sectors file one such as PR1 2",
                    "Correct the code or take the row out",
                )
            elif outside_great_britain(code, cells[country] if country is not None else ""):
                report.outside += 1
            else:
                lines.append(line)
                codes.append(code)
                picked.append(cells)
        columns = list(zip(*picked, strict=True)) or [()] * len(self._roles)
        return lines, codes, dict(zip(self._roles, columns, strict=True))

    def _points(self, lines: list[int], cells: dict[str, tuple[str, ...]]) -> tuple[Floats, Floats, Flags]:
        """Degrees of each row, not-a-number where there are none, and which rows hold numbers or nothing."""
        roles = ("lat", "lng") if "lat" in cells else ("east", "north")
        good = np.ones(len(lines), dtype=np.bool_)
        read: list[Floats] = []
        for role in roles:
            numbers, are_numbers = _numbers(cells[role])
            for row in np.flatnonzero(good & ~are_numbers).tolist():
                self._refuse(
                    "not-a-number",
                    lines[row],
                    self._names[role],
                    cells[role][row],
                    "Coordinates are numbers, or empty",
                    "Correct the number or leave it empty",
                )
            good &= are_numbers
            read.append(numbers)
        return (*(_degrees(*read) if roles[0] == "east" else (read[0], read[1])), good)

    def _refuse_point(self, line: int, cells: dict[str, str]) -> None:
        roles = [role for role in ("lat", "lng", "east", "north") if role in cells]
        self._refuse(
            "not-in-its-district",
            line,
            " and ".join(self._names[role] for role in roles),
            ", ".join(cells[role] for role in roles),
            "A postcode lies in or near its district, on land and in Great Britain",
            "Check the two numbers: they may be swapped, cut short or those of another place",
        )

    def _refuse(self, reason: str, line: int, column: str, value: str, rule: str, mend: str) -> None:
        self._report.refuse(reason, Refusal(self._file, line, column, value[:80], rule, mend))


def _degrees(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Grid metres to degrees: zeros are no point; what is off the grid stays a point, to be refused."""
    nowhere = (east <= 0.0) | (north <= 0.0)
    lats, lngs = grid_to_wgs84(np.where(nowhere, np.nan, east), np.where(nowhere, np.nan, north))
    off_the_grid = np.isnan(lats) & ~nowhere & ~np.isnan(east + north)
    return np.where(off_the_grid, -90.0, lats), np.where(off_the_grid, 0.0, lngs)


def _placeless(lats: Floats, lngs: Floats) -> Flags:
    """No point at all: nothing written, 0 and 0, or the 99.999999 that ONS writes for "none"."""
    nothing = np.isnan(lats) | np.isnan(lngs)
    return np.asarray(
        nothing | ((lats == 0.0) & (lngs == 0.0)) | (np.abs(lats - 100.0) < 1e-5), dtype=np.bool_
    )


def _flags(cells: tuple[str, ...] | None, rows: int, test: Callable[[str], bool]) -> Flags:
    if cells is None:
        return np.zeros(rows, dtype=np.bool_)
    answers = {cell: test(cell) for cell in set(cells)}  # few different cells, many rows
    return np.fromiter(map(answers.__getitem__, cells), dtype=np.bool_, count=rows)


def _numbers(cells: tuple[str, ...]) -> tuple[Floats, Flags]:
    """Cells as numbers, empty ones not-a-number; and which cells are numbers or empty."""
    try:
        numbers = np.array([cell or "nan" for cell in cells], dtype=np.float64)
    except ValueError:
        numbers = np.array([_number(cell) for cell in cells], dtype=np.float64)
    are_numbers = ~np.isinf(numbers)
    return np.where(are_numbers, numbers, np.nan), are_numbers


def _number(cell: str) -> float:
    """A cell as a number: not-a-number when empty, infinite when it is none, so that it is refused."""
    try:
        return float(cell) if cell.strip() else math.nan
    except ValueError:
        return math.inf
