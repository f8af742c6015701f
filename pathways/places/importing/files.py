"""Opening what a person points at: a CSV file, the same in gzip, a zip, or a folder of them."""

from __future__ import annotations

import codecs
import csv
import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from pathways.places.importing.report import PostcodeFileError


@dataclass(frozen=True, slots=True)
class CsvFile:
    """One CSV file, wherever it lies: `name` is for messages, `size` its bytes unpacked, None if unknown."""

    name: str
    size: int | None
    open: Callable[[], IO[bytes]]


@contextmanager
def csv_files(paths: Sequence[Path]) -> Iterator[list[CsvFile]]:
    """Every CSV file in the paths given, zips held open while in use.

    Raises PostcodeFileError for a path that does not exist, a zip that is not one, or nothing to read.
    """
    with ExitStack() as stack:
        found: list[CsvFile] = []
        for path in paths:
            found += _files_at(path, path.name, stack)
        if not found:
            raise PostcodeFileError(
                f"There is no CSV file in {', '.join(str(path) for path in paths)}. "
                "Give the file, folder or zip as it was published."
            )
        yield found


def _files_at(path: Path, name: str, stack: ExitStack) -> list[CsvFile]:
    """The CSV files at a path; a name shows where in a folder or zip it lies, which tells documents."""
    if path.is_dir():
        inside = sorted(child for child in path.rglob("*") if child.is_file() and _is_table(child.name))
        return [
            one for child in inside for one in _files_at(child, child.relative_to(path).as_posix(), stack)
        ]
    if not path.is_file():
        raise PostcodeFileError(f"{path} does not exist. Check the name.")
    suffix = path.suffix.lower()
    if suffix == ".zip":
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
        except (zipfile.BadZipFile, OSError) as error:
            raise PostcodeFileError(
                f"{name} is not a zip file, or only part of one ({error}). Download it again."
            ) from error
        return [
            CsvFile(f"{name}/{member.filename}", member.file_size, _opener(archive, member))
            for member in archive.infolist()
            if not member.is_dir() and PurePosixPath(member.filename).suffix.lower() in (".csv", ".txt")
        ]
    if suffix == ".gz":
        return [CsvFile(name, None, lambda: cast("IO[bytes]", gzip.open(path, "rb")))]
    return [CsvFile(name, path.stat().st_size, lambda: path.open("rb"))]


def _is_table(name: str) -> bool:
    return name.lower().endswith((".csv", ".csv.gz", ".zip"))


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(member)


def rows_of(file: CsvFile, on_bytes: Callable[[int], None]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file as (line number, cells). Reads as it goes; `on_bytes` is told each block's bytes.

    Raises PostcodeFileError for text that is not UTF-8, and for a file that ends before its time.
    """
    encoding = _encoding_of(file)
    try:
        with file.open() as inner:
            commas = -1
            for number, line in enumerate(_lines(inner, encoding, on_bytes), start=1):
                if line.count(",") == commas:
                    # Just enough commas to part the columns, so none stands inside quotation marks: a plain
                    # split, several times as fast as the csv module, gives the same cells.
                    yield number, line.rstrip("\r\n").replace('"', "").split(",")
                else:
                    row = next(csv.reader([line]), [])
                    commas = len(row) - 1 if commas < 1 else commas
                    yield number, row
    except UnicodeDecodeError as error:
        raise PostcodeFileError(
            f"{file.name} is not UTF-8 text (byte {error.start} of a block). Save it as CSV "
            "UTF-8, or use the file as it was published."
        ) from error
    except csv.Error as error:
        raise PostcodeFileError(
            f"{file.name} is not a CSV file ({error}). Use the file as it was published."
        ) from error
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise PostcodeFileError(
            f"{file.name} is damaged or cut short ({error}). Download it again."
        ) from error
    except OSError as error:
        raise PostcodeFileError(f"{file.name} cannot be read ({error}).") from error


def _lines(inner: IO[bytes], encoding: str, on_bytes: Callable[[int], None]) -> Iterator[str]:
    """The lines of a binary stream as text, decoded and counted a block at a time."""
    decoder = codecs.getincrementaldecoder(encoding)()
    rest = ""
    while block := inner.read(1 << 18):
        on_bytes(len(block))
        lines = (rest + decoder.decode(block)).splitlines(keepends=True)
        rest = lines.pop() if lines else ""
        yield from lines
    yield from (rest + decoder.decode(b"", final=True)).splitlines(keepends=True)


def _encoding_of(file: CsvFile) -> str:
    """UTF-16 is told by its mark; everything else is read as UTF-8, whose own mark is dropped."""
    try:
        with file.open() as inner:
            start = inner.read(4)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
        raise PostcodeFileError(f"{file.name} cannot be unpacked ({error}). Download it again.") from error
    return "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
