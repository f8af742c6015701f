"""Reading the seed files: every row checked, every fault named by file, line and column."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from pathways.catalogue.seeding.cells import SeedRow

Row = TypeVar("Row", bound=SeedRow)
PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that breaks a rule; ``column`` is empty when the whole row does."""

    file: str
    line: int
    column: str
    value: str
    rule: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" + (f", column {self.column}" if self.column else "")
        return f"{where}: {self.rule}" + (f" (found {self.value[:80]!r})" if self.value else "")


class SeedError(ValueError):
    """The seed files cannot be loaded; ``problems`` says why, one for each cell at fault."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        shown = [str(problem) for problem in problems[:PROBLEMS_SHOWN]]
        if len(problems) > PROBLEMS_SHOWN:
            shown.append(f"and {len(problems) - PROBLEMS_SHOWN} more.")
        super().__init__("\n".join(["The seed files cannot be loaded.", *shown]))


@dataclass(frozen=True, slots=True)
class Placed(Generic[Row]):
    """A checked row and the place it was read from."""

    file: str
    line: int
    row: Row

    def problem(self, column: str, value: str, rule: str) -> Problem:
        """A fault in this row that only shows beside other rows."""
        return Problem(self.file, self.line, column, value, rule)


def read_table(path: Path, model: type[Row], problems: list[Problem]) -> list[Placed[Row]]:
    """Every row of a CSV file that ``model`` accepts; the faults of the others are added to ``problems``."""
    rows = []
    for line, cells in _cells(path, problems):
        try:
            rows.append(Placed(path.name, line, model.model_validate(cells)))
        except ValidationError as error:
            problems.extend(_problems_of(path.name, line, cells, error))
    return rows


def _cells(path: Path, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.is_file():
        problems.append(Problem(path.name, 0, "", "", "the file is missing"))
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        try:
            header = next(reader, [])
            before = reader.line_num
            for values in reader:
                line, before = before + 1, reader.line_num
                if len(values) == len(header):
                    yield line, dict(zip(header, values, strict=True))
                elif values:
                    rule = f"has {len(values)} cells where the header has {len(header)}"
                    problems.append(Problem(path.name, line, "", values[0], rule))
        except (UnicodeDecodeError, csv.Error) as error:
            problems.append(
                Problem(path.name, reader.line_num, "", "", f"cannot be read as UTF-8 CSV: {error}")
            )


def _problems_of(file: str, line: int, cells: dict[str, str], error: ValidationError) -> Iterator[Problem]:
    """One problem for each column at fault: a cell that may be of two kinds fails both."""
    named: set[str] = set()
    for fault in error.errors():
        column = str(fault["loc"][0]) if fault["loc"] else ""
        if column not in named:
            named.add(column)
            yield Problem(
                file, line, column, cells.get(column, ""), fault["msg"].removeprefix("Value error, ")
            )
