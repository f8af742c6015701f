"""Opening what a person points at: a CSV file, the same in gzip, a zip, or a folder of them."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Final, cast

from pathways.places.importing.report import PostcodeFileError

LONGEST_LINE: Final = 10_000
"""Characters. A published row has some 400: a longer one is no row, and would fill the memory."""
MOST_FILES: Final = 5_000
MOST_BYTES: Final = 8 * 1024**3
"""Unpacked. The largest directory that is published has 1.5 GB."""
LARGEST_RATIO: Final = 200
"""Text that packs better than this holds nothing that anybody published."""
RATIO_IS_JUDGED_FROM: Final = 16 * 1024**2
_DRIVE: Final = re.compile(r"[A-Za-z]:")


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
            members = [member for member in archive.infolist() if not member.is_dir()]
        except (zipfile.BadZipFile, OSError, IndexError, NotImplementedError) as error:
            raise PostcodeFileError(
                f"{name} is not a zip file, or only part of one ({error}). Download it again."
            ) from error
        _look_over(name, members)
        return [
            CsvFile(f"{name}/{member.filename}", member.file_size, _opener(archive, member))
            for member in members
            if PurePosixPath(member.filename).suffix.lower() in (".csv", ".txt")
        ]
    if suffix == ".gz":
        stored = path.stat().st_size
        return [CsvFile(name, None, lambda: _unpacked(path, name, stored))]
    return [CsvFile(name, path.stat().st_size, lambda: path.open("rb"))]


def _look_over(name: str, members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse a zip whose list of members shows that it is no published one. Its sizes bind whoever reads it."""
    if len(members) > MOST_FILES:
        raise PostcodeFileError(
            f"{name} holds {len(members):,} files, more than any directory of postcodes. Give the file as it was "
            "published."
        )
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if ".." in path.parts or path.is_absolute() or _DRIVE.match(member.filename):
            raise PostcodeFileError(
                f"{name} holds a file named {member.filename!r}, outside its own folder. "
                "Make the zip again from the tables alone."
            )
    size = sum(member.file_size for member in members)
    stored = max(1, sum(member.compress_size for member in members))
    if size > MOST_BYTES or (size > RATIO_IS_JUDGED_FROM and size / stored > LARGEST_RATIO):
        raise PostcodeFileError(_swollen(name))


def _unpacked(path: Path, name: str, stored: int) -> IO[bytes]:
    return io.BufferedReader(_Bounded(cast("IO[bytes]", gzip.open(path, "rb")), name, stored))


def _swollen(name: str) -> str:
    return f"{name} unpacks to far more than a published directory holds. It is not read."


class _Bounded(io.RawIOBase):
    """What a gzip unpacks to, refused when it grows past what is sensible."""

    def __init__(self, plain: IO[bytes], name: str, stored: int) -> None:
        super().__init__()
        self._plain, self._name, self._stored = plain, name, max(1, stored)
        self._given = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer``. Raises PostcodeFileError past the limits."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        block = self._plain.read(len(view))
        view[: len(block)] = block
        self._given += len(block)
        swollen = self._given > RATIO_IS_JUDGED_FROM and self._given / self._stored > LARGEST_RATIO
        if swollen or self._given > MOST_BYTES:
            raise PostcodeFileError(_swollen(self._name))
        return len(block)

    def close(self) -> None:
        """Close what is unpacked as well."""
        self._plain.close()
        super().close()


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
                if len(line) > LONGEST_LINE:
                    raise PostcodeFileError(
                        f"{file.name} line {number} is longer than {LONGEST_LINE:,} characters, which no row of "
                        "postcodes is. Use the file as it was published."
                    )
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
    except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile) as error:
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
        if len(rest) > LONGEST_LINE:
            yield rest
            return
    yield from (rest + decoder.decode(b"", final=True)).splitlines(keepends=True)


def _encoding_of(file: CsvFile) -> str:
    """UTF-16 is told by its mark; everything else is read as UTF-8, whose own mark is dropped."""
    try:
        with file.open() as inner:
            start = inner.read(4)
    except (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, RuntimeError) as error:
        raise PostcodeFileError(f"{file.name} cannot be unpacked ({error}). Download it again.") from error
    return "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
