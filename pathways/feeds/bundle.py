"""The files of one import: a folder, a zip, or single files, plain or gzipped, opened with care.

Nothing is ever unpacked to disk, so the names inside a zip cannot reach outside it. What comes out of a
compressed file is counted while it is read: a header that lies about the size does not help a bomb.
"""

import codecs
import gzip
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TextIO

from pathways.feeds.problems import printable
from pathways.feeds.refusals import FileRefusedError

BLOCK = 256 * 1024
MOST_ENTRIES = 2_000
MOST_BYTES = 2 * 1024**3
LARGEST_RATIO = 200
"""A megabyte of text squeezed more than this is not text that anybody published."""
RATIO_IS_JUDGED_FROM = 16 * 1024**2
UTF_8 = ("utf-8-sig",)
"""What published files are written in: UTF-8, with a byte order mark or without."""
SPREADSHEETS = ("utf-8-sig", "cp1252")
"""What spreadsheets save CSV in: UTF-8, or the usual Windows encoding (Windows-1252)."""
_FEW = 5
_DRIVE = re.compile(r"[A-Za-z]:")
_NAMES = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One readable file: on its own, or inside a zip. ``size`` is in bytes as stored."""

    name: str
    path: Path
    member: str | None
    size: int

    @property
    def stem(self) -> str:
        """The name without folders and endings, in capitals: ``data/sbj.csv.gz`` is ``SBJ``."""
        return PurePosixPath(self.name.replace("\\", "/")).name.split(".")[0].upper()


class Bundle:
    """Every file of an import, in order of name; a table is found by its name without ending and case."""

    def __init__(self, paths: Sequence[Path], endings: Sequence[str] = (".csv",)) -> None:
        """Look at ``paths`` without reading their contents; ``endings`` tell which files are read, plain or .gz.

        Raises FileRefusedError.
        """
        wanted = tuple(ending + packed for ending in endings for packed in ("", ".gz"))
        self.entries = [entry for path in paths for entry in _entries_of(path, wanted)]
        self._named: dict[str, list[Entry]] = {}
        for entry in self.entries:
            self._named.setdefault(entry.stem, []).append(entry)
        self.bytes_read = 0

    def __contains__(self, stem: str) -> bool:
        return stem in self._named

    def entry(self, stem: str) -> Entry:
        """The file called ``stem``. Raises FileRefusedError when it is missing, or there twice."""
        if stem not in self._named:
            raise FileRefusedError(f"{stem}.csv is missing. Bring it in beside the other files of the set.")
        first, *others = self._named[stem]
        if others:
            raise FileRefusedError(
                f"{first.name} and {others[0].name} are the same table twice. Keep one of them."
            )
        return first

    def total_bytes(self, stems: Sequence[str]) -> int:
        """How many stored bytes these files take together, for a progress bar."""
        return sum(entry.size for stem in stems for entry in self._named.get(stem, []))

    def told_others(self, known: Collection[str] = ()) -> str:
        """A sentence that names the files beside the ``known`` ones; empty when there are none."""
        others = [entry.name for entry in self.entries if entry.name not in known]
        if not others:
            return ""
        more = f" and {len(others) - _FEW:,} more" if len(others) > _FEW else ""
        return f" Look at {', '.join(others[:_FEW])}{more}: bring in the tables as they were published."

    @contextmanager
    def open_text(self, stem: str, encodings: Sequence[str] = UTF_8) -> Iterator[TextIO]:
        """The table as text in the first of ``encodings`` that it is written in (a byte order mark is dropped).

        Raises FileRefusedError when it is in none of them.
        """
        entry = self.entry(stem)
        encoding = next((one for one in encodings[:-1] if self._is_in(entry, one)), encodings[-1])
        try:
            with (
                self.open_bytes(entry) as plain,
                io.TextIOWrapper(plain, encoding=encoding, newline="") as text,
            ):
                yield text
        except UnicodeDecodeError as error:
            wanted = " or ".join(_NAMES[one] for one in encodings)
            raise FileRefusedError(
                f"{entry.name} is not {wanted} text (byte {error.object[error.start]:#04x}). "
                "Save it as CSV in UTF-8 and try again."
            ) from error

    def _is_in(self, entry: Entry, encoding: str) -> bool:
        """Whether a whole file can be read in an encoding; a block at a time, and not counted as progress."""
        before, decoder = self.bytes_read, codecs.getincrementaldecoder(encoding)()
        try:
            with self.open_bytes(entry) as plain:
                while block := plain.read(BLOCK):
                    decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        finally:
            self.bytes_read = before
        return True

    @contextmanager
    def open_bytes(self, entry: Entry) -> Iterator[io.BufferedReader]:
        """What a file holds, unpacked and bounded. Raises FileRefusedError for one that is damaged or a bomb."""
        try:
            with _open_stored(entry) as stored:
                counted = _Counted(stored, self)
                packed = entry.name.lower().endswith(".gz")
                plain: io.RawIOBase | gzip.GzipFile = (
                    gzip.GzipFile(fileobj=counted, mode="rb") if packed else counted
                )
                yield io.BufferedReader(_Limited(plain, entry, counted), BLOCK)
        except EOFError as error:
            raise FileRefusedError(
                f"{entry.name} ends too soon: it was cut off. Download it again."
            ) from error
        except (gzip.BadGzipFile, zlib.error, zipfile.BadZipFile) as error:
            raise _damaged(entry) from error


def _entries_of(path: Path, endings: tuple[str, ...]) -> list[Entry]:
    if path.is_dir():
        files = sorted(
            file
            for file in path.rglob("*")
            if file.is_file() and file.name.lower().endswith(endings) and not _is_of_a_mac(file.name)
        )
        return [Entry(str(file.relative_to(path)), file, None, file.stat().st_size) for file in files]
    if not path.is_file():
        raise FileRefusedError(f"{path} is neither a file nor a folder.")
    if path.suffix.lower() == ".zip":
        return _zip_entries(path, endings)
    if not path.name.lower().endswith(endings):
        raise FileRefusedError(f"{path.name} is not a {', '.join(endings)} or .zip file.")
    return [Entry(path.name, path, None, path.stat().st_size)]


def _zip_entries(path: Path, endings: tuple[str, ...]) -> list[Entry]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, IndexError, NotImplementedError) as error:
        raise FileRefusedError(
            f"{path.name} is not a zip file, or it is damaged. Download it again."
        ) from error
    if len(members) > MOST_ENTRIES:
        raise FileRefusedError(
            f"{path.name} holds {len(members):,} files; {MOST_ENTRIES:,} is the most that is read. "
            "Bring in the tables of one set alone."
        )
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise FileRefusedError(
            f"{path.name} would unpack to more than {MOST_BYTES // 1024**3} GB. It is not read."
        )
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if ".." in parts or member.filename.startswith(("/", "\\")) or _DRIVE.match(member.filename):
            raise FileRefusedError(
                f"{path.name} holds a file named {member.filename!r}, outside its own folder. "
                "Make the zip again from the tables alone."
            )
        if member.flag_bits & 1:
            raise FileRefusedError(f"{path.name} is locked with a password. Bring in a copy without one.")
    entries = [
        Entry(printable(member.filename), path, member.filename, member.compress_size)
        for member in members
        if member.filename.lower().endswith(endings) and not _is_of_a_mac(member.filename)
    ]
    if not entries:
        raise FileRefusedError(
            f"{path.name} holds no {' or '.join(_plain_endings(endings))} file. Bring in the files as published."
        )
    return entries


def _plain_endings(endings: tuple[str, ...]) -> list[str]:
    return [ending for ending in endings if not ending.endswith(".gz")]


@contextmanager
def _open_stored(entry: Entry) -> Iterator[IO[bytes]]:
    if entry.member is None:
        with entry.path.open("rb") as stored:
            yield stored
        return
    with zipfile.ZipFile(entry.path) as archive, _member_of(archive, entry) as member:
        yield member


def _member_of(archive: zipfile.ZipFile, entry: Entry) -> IO[bytes]:
    try:
        return archive.open(str(entry.member))
    except NotImplementedError as error:
        raise FileRefusedError(
            f"{entry.path.name} is packed in a way that is not read here. Make a plain zip of the files."
        ) from error
    except (OSError, IndexError) as error:
        raise _damaged(entry) from error


def _damaged(entry: Entry) -> FileRefusedError:
    return FileRefusedError(f"{entry.name} is damaged or not compressed as its name says. Download it again.")


def _is_of_a_mac(name: str) -> bool:
    """Whether a name is of the second file that a Mac packs beside each: no table, whatever its ending."""
    path = PurePosixPath(name.replace("\\", "/"))
    return "__MACOSX" in path.parts or path.name.startswith("._")


class _Counted(io.RawIOBase):
    """The stored bytes as they are read, counted for the progress bar."""

    def __init__(self, stored: IO[bytes], bundle: Bundle) -> None:
        super().__init__()
        self._stored = stored
        self._bundle = bundle
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        block = self._stored.read(size)
        self.count += len(block)
        self._bundle.bytes_read += len(block)
        return block


class _Limited(io.RawIOBase):
    """The unpacked bytes, refused when they grow past what is sensible."""

    def __init__(self, plain: io.RawIOBase | gzip.GzipFile, entry: Entry, counted: _Counted) -> None:
        super().__init__()
        self._plain = plain
        self._entry = entry
        self._counted = counted
        self._given = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer``; raises FileRefusedError past the limits."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            block = self._plain.read(len(view)) or b""
        except lzma.LZMAError as error:
            raise _damaged(self._entry) from error
        except OSError as error:
            # Without a number it is not the disk that says so, but what unpacks.
            if error.errno is None:
                raise _damaged(self._entry) from error
            raise
        view[: len(block)] = block
        self._given += len(block)
        stored = max(1, min(self._entry.size, self._counted.count))
        swollen = self._given > RATIO_IS_JUDGED_FROM and self._given / stored > LARGEST_RATIO
        if self._given > MOST_BYTES or swollen:
            raise FileRefusedError(
                f"{self._entry.name} unpacks to far more than a published table holds. It is not read."
            )
        return len(block)
