"""Tables read as a stream of typed rows. A row that breaks a rule is reported and left out."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TextIO, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from pathways.feeds.bundle import Bundle
from pathways.feeds.problems import Problems, RowProblem, shown
from pathways.feeds.refusals import FileRefusedError

LONGEST_FIELD = 100_000
LONGEST_LINE = 1_000_000
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
    csv.field_size_limit(LONGEST_FIELD)
    name = bundle.entry(table.name).name
    with bundle.open_text(table.name) as text:
        reader = csv.reader(_lines(text), strict=True)
        header, places = _header(reader, table, name)
        wanted = list(zip(table.columns, places, strict=True))
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
                continue
            values = {column: cells[place] for column, place in wanted}
            if "\0" in "".join(cells):
                problems.refuse(_nul_inside(name, reader.line_num))
                continue
            try:
                row = table.row.model_validate(values)
            except ValidationError as error:
                problems.refuse(_broken_rule(name, reader.line_num, table.row, error))
                if refused is not None:
                    refused(values)
                continue
            yield reader.line_num, row
    looked()


def _lines(text: TextIO) -> Iterator[str]:
    """Line by line, the end of a line beyond all measure left out: its row is refused for what is missing then."""
    while line := text.readline(LONGEST_LINE):
        rest = line
        while len(rest) == LONGEST_LINE and not rest.endswith(("\n", "\r")):
            rest = text.readline(LONGEST_LINE)
        yield line


def _header(reader: Iterator[list[str]], table: Table[RowType], name: str) -> tuple[list[str], list[int]]:
    try:
        header = [cell.strip().upper() for cell in next(reader)]
    except StopIteration:
        raise FileRefusedError(f"{name} is empty. Download it again.") from None
    except csv.Error as error:
        raise FileRefusedError(
            f"{name} is not a CSV table: its first line cannot be read ({error})."
        ) from error
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
    return header, [header.index(column) for column in table.columns]


def _unreadable(name: str, line: int, error: csv.Error) -> RowProblem:
    return RowProblem(
        name,
        line,
        "",
        "",
        f"The row can be read as CSV ({error})",
        "Look for a quote mark that is never closed.",
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
