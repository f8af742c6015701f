"""Every published format with a set of it that comes in, and the ways in which its files can be bad."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.unit.feeds import (
    made_directory,
    made_listings,
    made_standards,
    made_t_levels,
    made_training,
    made_vacancies,
    made_xcri,
)
from tests.unit.feeds.made_set import made_set
from tests.unit.feeds.test_directory_apprenticeships import COLUMNS as TRAINING_COLUMNS
from tests.unit.feeds.test_directory_apprenticeships import training
from tests.unit.places.conftest import ONSPD_HEADER, PRESTON_POSTCODES, PRESTON_SECTORS

COLLEGE = made_directory.COLLEGE
MEGABYTE = 1024**2
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of a format: the files of a good set by name, and which of them is spoilt."""

    command: str
    kind: str
    files: Files
    spoilt: str

    @property
    def content(self) -> bytes:
        """The file that is spoilt, as it should be."""
        return self.files[self.spoilt]

    @property
    def is_alone(self) -> bool:
        """Whether the set is one file, which a person may name by itself."""
        return len(self.files) == 1


def _json(content: object) -> bytes:
    return json.dumps(content).encode()


def _csv(rows: list[dict[str, str]], columns: tuple[str, ...] = ()) -> bytes:
    return made_directory.as_csv(rows, columns).encode()


def _xml_set() -> bytes:
    course = (
        "<KISCOURSE><KISCOURSEID>LAW1</KISCOURSEID><KISMODE>01</KISMODE><TITLE>Law</TITLE><KISLEVEL>03</KISLEVEL>"
        "<DISTANCE>0</DISTANCE><SANDWICH>0</SANDWICH><YEARABROAD>0</YEARABROAD><SBJ>CAH16-01-01</SBJ></KISCOURSE>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<KIS><INSTITUTION><PUBUKPRN>10007799</PUBUKPRN>'
        f"<UKPRN>10007799</UKPRN><COUNTRY>XF</COUNTRY><PUBUKPRNCOUNTRY>XF</PUBUKPRNCOUNTRY>{course}</INSTITUTION></KIS>"
    ).encode()


@cache
def shapes() -> dict[str, Shape]:
    """Every shape of every format, by what a test calls it."""
    tables = {f"{name}.csv": made_set().content(name) for name in made_set()}
    venues = _csv([made_directory.venue_row()])
    sheet = _csv([made_listings.template_row(), made_listings.template_row(reference="b")])
    flat = _csv([made_directory.flat_row("run-1"), made_directory.online("run-3")])
    trained = made_standards.as_csv([made_training.trained(), made_training.trained("Plasterer")]).encode()
    delivered = made_standards.as_csv([made_training.delivered()]).encode()
    details = [made_standards.detail(), made_standards.detail("Baker", larsCode="89")]
    summary = [made_standards.summary("Stonemason"), made_standards.summary("Baker")]
    adverts = made_vacancies.page(made_vacancies.advert(), made_vacancies.found())
    lines = b"\n".join(_json(row) for row in adverts["vacancies"])
    providers = {"providers": [made_t_levels.provider()]}
    directory = {"tLevels": [made_t_levels.t_level()]}
    standards = [made_standards.item(), made_standards.item("Baker", larsCode=89, referenceNumber="ST0002")]
    postcodes = ("\r\n".join([ONSPD_HEADER, *PRESTON_POSTCODES]) + "\r\n").encode()
    sectors = "\n".join(
        ["sector,lat,lng,postcodes,p90_km,lad_code,country_code", *PRESTON_SECTORS, ""]
    ).encode()

    def uploaded(name: str, content: bytes) -> Files:
        return {f"{COLLEGE}/{name}": content, f"{COLLEGE}/venues.csv": venues}

    courses = uploaded("courses.csv", _csv([made_directory.course_row()]))
    bootcamps = uploaded("courses.csv", _csv([made_directory.bootcamp_row()]))
    apprenticeships = uploaded("apprenticeships.csv", _csv([training()], TRAINING_COLUMNS))
    both = {"by_standard.csv": trained, "by_district.csv": delivered}
    return {
        "discover-uni": Shape("discover-uni", "csv", tables, "KISCOURSE.csv"),
        "discover-uni-xml": Shape("discover-uni", "xml", {"kis.xml": _xml_set()}, "kis.xml"),
        "vacancies": Shape("vacancies", "json", {"page.json": _json(adverts)}, "page.json"),
        "vacancies-lines": Shape("vacancies", "lines", {"all.jsonl": lines}, "all.jsonl"),
        "t-levels-providers": Shape("t-levels", "json", {"ProviderData.json": _json(providers)}, "ProviderData.json"),
        "t-levels-directory": Shape("t-levels", "json", {"tlevels.json": _json(directory)}, "tlevels.json"),
        "course-directory": Shape("course-directory", "csv", {"courses.csv": flat}, "courses.csv"),
        "courses-upload": Shape("course-directory", "csv", courses, f"{COLLEGE}/courses.csv"),
        "bootcamps-upload": Shape("course-directory", "csv", bootcamps, f"{COLLEGE}/courses.csv"),
        "venues-upload": Shape("course-directory", "csv", courses, f"{COLLEGE}/venues.csv"),
        "apprenticeships-upload": Shape(
            "course-directory", "csv", apprenticeships, f"{COLLEGE}/apprenticeships.csv"
        ),
        "xcri-cap": Shape("xcri-cap", "xml", {"feed.xml": made_xcri.feed().encode()}, "feed.xml"),
        "xcri-cap-1.1": Shape("xcri-cap", "xml", {"old.xml": made_xcri.OLDER.encode()}, "old.xml"),
        "standards": Shape(
            "standards", "csv", {"merged.csv": made_standards.as_csv(details).encode()}, "merged.csv"
        ),
        "standards-summary": Shape(
            "standards", "csv", {"summary.csv": made_standards.as_csv(summary).encode()}, "summary.csv"
        ),
        "standards-json": Shape("standards", "json", {"standards.json": _json(standards)}, "standards.json"),
        "training-standards": Shape("apprenticeship-training", "csv", both, "by_standard.csv"),
        "training-districts": Shape("apprenticeship-training", "csv", both, "by_district.csv"),
        "postcodes": Shape("postcodes", "csv", {"ONSPD.csv": postcodes}, "ONSPD.csv"),
        "sectors": Shape("postcodes", "csv", {"sectors.csv": sectors}, "sectors.csv"),
        "programmes-csv": Shape("programmes-csv", "csv", {"sheet.csv": sheet}, "sheet.csv"),
    }  # fmt: skip


Spoil = Callable[[Shape], bytes]


def _head(shape: Shape) -> tuple[bytes, bytes, int]:
    """The first line of a table, the rest, and how many commas a row has."""
    header, rest = shape.content.split(b"\n", 1)
    return header.rstrip(b"\r"), rest, header.count(b",")


def _mixed_ends(shape: Shape) -> bytes:
    header, rest, _ = _head(shape)
    rows = rest.replace(b"\r\n", b"\n").split(b"\n")
    return header + b"\r" + b"".join(row + (b"\r\n", b"\n")[n % 2] for n, row in enumerate(rows) if row)


def _document_type(inside: bytes) -> Spoil:
    def spoil(shape: Shape) -> bytes:
        declaration, _, rest = shape.content.partition(b"?>")
        return declaration + b"?>" + inside + rest.replace(b"</", b"&x;</", 1)

    return spoil


def _before_the_end(inside: bytes) -> Spoil:
    """XML with something in front of its last closing tag."""

    def spoil(shape: Shape) -> bytes:
        place = shape.content.rindex(b"</")
        return shape.content[:place] + inside + shape.content[place:]

    return spoil


def _member(value: bytes) -> Spoil:
    """JSON whose first object has one more member."""
    return lambda shape: shape.content.replace(b"{", b'{"extra": ' + value + b", ", 1)


def _among_the_items(value: bytes) -> Spoil:
    """JSON whose first list has one more item; JSON lines with one more line."""
    return lambda shape: (
        value + b"\n" + shape.content
        if shape.kind == "lines"
        else shape.content.replace(b"[", b"[" + value + b", ", 1)
    )


LAUGHS = (
    b'<!DOCTYPE c [<!ENTITY y "ha"><!ENTITY x0 "&y;&y;">'
    + b"".join(b'<!ENTITY x%d "%s">' % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 10))
    + b'<!ENTITY x "&x9;">]>'
)
BLOW_UP = b'<!DOCTYPE c [<!ENTITY x "' + b"a" * 200_000 + b'">]>'

REFUSED: dict[str, dict[str, Spoil]] = {
    "any": {
        "empty": lambda _: b"",
        "nuls": lambda _: b"\0" * 1000,
        "a web page": lambda _: b"<!doctype html><html><title>Sign in</title><p>Not found</p></html>",
        "a zip under another name": lambda shape: zipped({"a.csv": shape.content}),
    },
    "csv": {
        "a feed": lambda _: made_xcri.feed().encode(),
        "a page of JSON": lambda _: _json(made_vacancies.page(made_vacancies.advert())),
        "sixteen bits without a mark": lambda shape: shape.content.decode().encode("utf-16-be"),
        "another table": lambda _: b"NAME,PEOPLE\r\nPreston,147900\r\n",
        "a first cell of ten megabytes": lambda shape: b"x" * 10 * MEGABYTE + shape.content,
        "a quote that is never closed": lambda shape: b'"' + shape.content,
        "a column twice": lambda shape: shape.content.replace(b"\n", b"\n" * 2).replace(
            _head(shape)[0], _head(shape)[0].split(b",")[0] + b"," + _head(shape)[0].split(b",")[0]
        ),
    },
    "xml": {
        "a table": lambda _: b"NAME,PEOPLE\r\nPreston,147900\r\n",
        "laughs": _document_type(LAUGHS),
        "blow-up": lambda shape: _document_type(BLOW_UP)(shape).replace(b"&x;", b"&x;" * 50_000),
        "a file outside": _document_type(b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "an address outside": _document_type(b'<!DOCTYPE c [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>'),
        "a parameter": _document_type(b'<!DOCTYPE c [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>'),
        "a document type": _document_type(b"<!DOCTYPE c>"),
        "a document type outside": _document_type(b'<!DOCTYPE c SYSTEM "http://127.0.0.1:9/c.dtd">'),
        "no such name": _document_type(b""),
        "ten thousand deep": _before_the_end(b"<d>" * 10_000 + b"</d>" * 10_000),
        "a text of ten megabytes": _before_the_end(b"<d>" + b"x" * 10 * MEGABYTE + b"</d>"),
        "a member of ten megabytes": _before_the_end(b'<d a="' + b"x" * 10 * MEGABYTE + b'"/>'),
        "a nul": _before_the_end(b"\0"),
        "a nul by number": _before_the_end(b"&#0;"),
        "cut off": lambda shape: shape.content[:-12],
        "no such charset": lambda shape: shape.content.replace(b"?>", b"?>", 1).replace(
            b'<?xml version="1.0"', b'<?xml version="1.0" encoding="no-such"', 1
        ).replace(b' encoding="UTF-8"', b"", 1),
    },
    "json": {
        "a table": lambda _: b"NAME,PEOPLE\r\nPreston,147900\r\n",
        "a feed": lambda _: made_xcri.feed().encode(),
        "ten thousand lists deep": _member(b"[" * 10_000 + b"]" * 10_000),
        "ten thousand objects deep": _member(b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
        "a text of ten megabytes": _member(b'"' + b"x" * 10 * MEGABYTE + b'"'),
        "not a number": _member(b"NaN"),
        "infinity": _member(b"Infinity"),
        "below infinity": _member(b"-Infinity"),
        "far too large": _member(b"1e999"),
        "ten thousand digits": _member(b"9" * 10_000),
        "cut off": lambda shape: shape.content[:-3],
        "latin": lambda shape: shape.content.replace(b'"', b'"\xe9', 1),
        "sixteen bits": lambda shape: shape.content.decode().encode("utf-16"),
        "two commas": lambda shape: shape.content.replace(b", ", b",, ", 1),
    },
    "lines": {
        "a table": lambda _: b"NAME,PEOPLE\r\nPreston,147900\r\n",
        "nothing but deep lines": lambda _: b"[" * 10_000 + b"\n" + b"[" * 10_000,
        "sixteen bits": lambda shape: shape.content.decode().encode("utf-16"),
    },
}  # fmt: skip
"""Ways in which a file is refused whole, for any format and for each kind."""

LEFT_OUT: dict[str, dict[str, Spoil]] = {
    "csv": {
        "a cell of ten megabytes": lambda shape: (
            shape.content + b"x" * 10 * MEGABYTE + b"," * _head(shape)[2] + b"\r\n"
        ),
        "a nul in a row": lambda shape: shape.content + b"\0" + b"," * _head(shape)[2] + b"\r\n",
        "mixed line ends": _mixed_ends,
        "a row too short": lambda shape: shape.content + b"alone\r\n",
        "a row of a million cells": lambda shape: shape.content + b"," * 1_000_000 + b"\r\n",
    },
    "json": {
        "a number of twenty digits": _among_the_items(b"9007199254740993"),
        "no object": _among_the_items(b"[[1]]"),
        "a nul in a text": _among_the_items(b'{"title": "a\\u0000b"}'),
        "a large item": _among_the_items(b'{"a": [' + b"1," * 100_000 + b"1]}"),
    },
    "lines": {
        "a number of twenty digits": _among_the_items(b"9007199254740993"),
        "ten thousand deep": _among_the_items(b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
        "not a number": _among_the_items(b'{"a": NaN}'),
        "a line of ten megabytes": _among_the_items(b'{"a": "' + b"x" * 10 * MEGABYTE + b'"}'),
        "cut off": lambda shape: shape.content + b'\n{"vacancyReference": "1',
    },
}
"""Ways in which a row or an item is bad: it is left out, or the file is refused; the rest stays as it was."""


def zipped(members: Files) -> bytes:
    """A zip of files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def locked(members: Files) -> bytes:
    """The same with its members marked as locked with a password."""
    packed = bytearray(zipped(members))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := packed.find(mark, place + 1)) >= 0:
            packed[place + flags] |= 1
    return bytes(packed)


def bomb(shape: Shape, megabytes: int) -> bytes:
    """The file that is spoilt with so much white space behind it that nobody can mean it."""
    return shape.content + b"\n" + b" " * megabytes * MEGABYTE


PACKED: dict[str, tuple[str, Callable[[Shape], bytes]]] = {
    "a gzip cut off": (".gz", lambda shape: gzip.compress(shape.content)[: -len(shape.content) // 20 - 12]),
    "no gzip": (".gz", lambda shape: shape.content),
    "a gzip bomb": (".gz", lambda shape: gzip.compress(bomb(shape, 100), 9)),
    "no zip": (".zip", lambda shape: shape.content),
    "a zip cut off": (".zip", lambda shape: zipped(shape.files)[:-40]),
    "a zip with a name above itself": (".zip", lambda shape: zipped({**shape.files, f"../{shape.spoilt}": b"x"})),
    "a zip with a name from the root": (".zip", lambda shape: zipped({**shape.files, f"/etc/{shape.spoilt}": b"x"})),
    "a zip with a name of Windows": (".zip", lambda shape: zipped({**shape.files, f"C:\\up\\{shape.spoilt}": b"x"})),
    "a zip bomb": (".zip", lambda shape: zipped({**shape.files, shape.spoilt: bomb(shape, 100)})),
    "a zip of many files": (".zip", lambda shape: zipped({f"{n}/{shape.spoilt}": b"" for n in range(2_001)})),
    "a locked zip": (".zip", lambda shape: locked(shape.files)),
    "an empty zip": (".zip", lambda _: zipped({})),
}  # fmt: skip
"""Ways in which a packed file is refused whole: the ending of its name, and what it holds."""


def write(folder: Path, files: Files) -> Path:
    """Write files into a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
