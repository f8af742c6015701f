"""Tables read as a stream of typed rows. A row that breaks a rule is reported and left out."""

import csv
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TextIO, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from pathways.feeds.bundle import UTF_8, Bundle
from pathways.feeds.problems import Problems, RowProblem, shown
from pathways.feeds.refusals import FileRefusedError

LONGEST_FIELD = 100_000
LONGEST_LINE = 1_000_000
"""Characters. A longer line is passed over in parts of this length, so that no line fills the memory."""
ROWS_BETWEEN_LOOKS = 2_000


class Row(BaseModel):
    """One row of a published table: columns in small letters, each with a description of what is right."""

    model_config = ConfigDict(
        alias_generator=str.upper,
        extra="ignore",
        str_strip_whitespace=True,
        frozen=True,
        populate_by_name=True,
    )


RowType = TypeVar("RowType", bound=Row)


@dataclass(frozen=True, slots=True)
class Table(Generic[RowType]):
    """A table of a set: its name without ending, and the model of its rows."""

    name: str
    row: type[RowType]

    @property
    def columns(self) -> list[str]:
        """The columns that must be there, whatever their order."""
        return [str(field.alias) for field in self.row.model_fields.values()]


def read_rows(
    bundle: Bundle,
    table: Table[RowType],
    problems: Problems,
    counts: Counter[str],
    looked: Callable[[], None],
    refused: Callable[[dict[str, str]], None] | None = None,
) -> Iterator[tuple[int, RowType]]:
    """Each good row with the line it ends on; ``counts`` counts every row by its file, good or not.

    ``looked`` is called now and then, for a progress bar. ``refused`` is given the cells, by column, of each
    row that breaks a rule of its columns.
    Raises FileRefusedError for a file that cannot be read or lacks a column. Memory does not grow with it.
    """
    name = bundle.entry(table.name).name
    rows = read_cells(bundle, table.name, problems, counts, looked)
    places = _places(next(rows)[1], table, name)
    wanted = list(zip(table.columns, places, strict=True))
    for line, cells in rows:
        values = {column: cells[place] for column, place in wanted}
        try:
            row = table.row.model_validate(values)
        except ValidationError as error:
            problems.refuse(_broken_rule(name, line, table.row, error))
            if refused is not None:
                refused(values)
            continue
        yield line, row


def read_cells(
    bundle: Bundle,
    stem: str,
    problems: Problems,
    counts: Counter[str],
    looked: Callable[[], None],
    encodings: Sequence[str] = UTF_8,
) -> Generator[tuple[int, list[str]]]:
    """The header in capitals, then each row with as many cells, with the line it ends on.

    A row that cannot be read, or is of another width, is reported and left out. Raises FileRefusedError for a
    file that cannot be read. Memory does not grow with it, nor with the length of a line.
    """
    csv.field_size_limit(LONGEST_FIELD)
    name = bundle.entry(stem).name
    with bundle.open_text(stem, encodings) as text:
        reader = csv.reader(_lines(text), strict=True)
        header = _header(reader, name)
        yield reader.line_num, header
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                counts[name] += 1
                problems.refuse(_unreadable(name, reader.line_num, error))
                continue
            if reader.line_num % ROWS_BETWEEN_LOOKS == 0:
                looked()
            if not cells:
                continue
            counts[name] += 1
            if len(cells) != len(header):
                problems.refuse(_wrong_width(name, reader.line_num, len(cells), len(header)))
            elif "\0" in "".join(cells):
                problems.refuse(_nul_inside(name, reader.line_num))
            else:
                yield reader.line_num, cells
    looked()


def _lines(text: TextIO) -> Iterator[str]:
    """The lines of a text. One that is too long gives a cell that is too long, which is reported as such."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            while (rest := text.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            line = "x" * (LONGEST_FIELD + 1)
        yield line


def _header(reader: Iterator[list[str]], name: str) -> list[str]:
    try:
        return [cell.strip().upper() for cell in next(reader)]
    except StopIteration:
        raise FileRefusedError(f"{name} is empty. Download it again.") from None
    except csv.Error as error:
        raise FileRefusedError(
            f"{name} is not a CSV table: its first line cannot be read ({error}). Save it as CSV and try again."
        ) from error


def _places(header: list[str], table: Table[RowType], name: str) -> list[int]:
    missing = [column for column in table.columns if column not in header]
    if missing:
        raise FileRefusedError(
            f"{name} has no column {', '.join(missing)}. Bring in the table as it was published."
        )
    repeated = [column for column in table.columns if header.count(column) > 1]
    if repeated:
        raise FileRefusedError(
            f"{name} has the column {', '.join(repeated)} more than once. Keep one of each."
        )
    return [header.index(column) for column in table.columns]


def _unreadable(name: str, line: int, error: csv.Error) -> RowProblem:
    return RowProblem(
        name,
        line,
        "",
        "",
        f"The row can be read as CSV ({error})",
        "Look for a quote mark that is never closed, or for far too much text in one cell.",
    )


def _nul_inside(name: str, line: int) -> RowProblem:
    return RowProblem(
        name, line, "", "", "A row holds text only, without NUL characters", "Save the table again as CSV."
    )


def _wrong_width(name: str, line: int, found: int, wanted: int) -> RowProblem:
    return RowProblem(
        name,
        line,
        "",
        f"{found} cells",
        f"A row has as many cells as the header: {wanted}",
        "Look for a missing comma, or for a comma that needs quote marks around its text.",
    )


def _broken_rule(name: str, line: int, model: type[Row], error: ValidationError) -> RowProblem:
    first = error.errors(include_url=False, include_context=False)[0]
    column = str(first["loc"][0]) if first["loc"] else ""
    described = next(
        (field.description for field in model.model_fields.values() if field.alias == column), None
    )
    rule = f"{column} is {described}" if described else str(first["msg"])
    mend = f"Write {described} in {column}." if described else "Correct the row and bring the set in again."
    return RowProblem(name, line, column, shown(first["input"]) if column else "", rule, mend)
