"""A small Discover Uni set made for a test: two providers in Preston, a site each, four courses.

Everything in it can be changed before it is written: `made["SBJ"]` is the list of rows of that table.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from pathlib import Path

UNIVERSITY, COLLEGE = "10000001", "10005200"
NURSING, LAW, BUILDING, EVENING_LAW = "NURS1", "LAW1", "BUILD1", "LAW1"
PRESTON_SITE = {"LATITUDE": "53.7632", "LONGITUDE": "-2.7085"}

Row = dict[str, str]
KEY = ("PUBUKPRN", "UKPRN", "KISCOURSEID", "KISMODE")
COLUMNS: dict[str, tuple[str, ...]] = {
    "INSTITUTION": (
        "LEGAL_NAME",
        "FIRST_TRADING_NAME",
        "PROVTEL",
        "PROVURL",
        "PUBUKPRN",
        "UKPRN",
        "COUNTRY",
        "PUBUKPRNCOUNTRY",
    ),
    "LOCATION": ("UKPRN", "LOCID", "LOCNAME", "LATITUDE", "LONGITUDE", "LOCUKPRN", "LOCCOUNTRY"),
    "KISCOURSE": (
        *KEY,
        "TITLE",
        "KISAIMCODE",
        "KISLEVEL",
        "DISTANCE",
        "FOUNDATION",
        "HONOURS",
        "SANDWICH",
        "YEARABROAD",
        "NUMSTAGE",
        "CRSEURL",
    ),
    "COURSELOCATION": (*KEY, "LOCID"),
    "SBJ": (*KEY, "SBJ"),
    "KISAIM": ("KISAIMCODE", "KISAIMLABEL"),
    "TEFOutcome": ("PUBUKPRN", "UKPRN", "OVERALL_RATING"),
    "CONTINUATION": (
        *KEY,
        "CONTUNAVAILREASON",
        "CONTPOP",
        "CONTAGG",
        "CONTAGGYEAR",
        "CONTSBJ",
        "UCONT",
        "UDORMANT",
        "UGAINED",
        "ULEFT",
        "ULOWER",
    ),
    "EMPLOYMENT": (
        *KEY,
        "EMPUNAVAILREASON",
        "EMPPOP",
        "EMPRESP_RATE",
        "EMPAGG",
        "EMPAGGYEAR",
        "EMPSBJ",
        "WORKSTUDY",
        "STUDY",
        "UNEMP",
        "PREVWORKSTUD",
        "BOTH",
        "NOAVAIL",
        "WORK",
    ),
    "ENTRY": (
        *KEY,
        "ENTUNAVAILREASON",
        "ENTPOP",
        "ENTAGG",
        "ENTAGGYEAR",
        "ENTSBJ",
        "ACCESS",
        "ALEVEL",
        "BACC",
        "DEGREE",
        "FOUNDTN",
        "NOQUALS",
        "OTHER",
        "OTHERHE",
    ),
    "TARIFF": (
        *KEY,
        "TARUNAVAILREASON",
        "TARPOP",
        "TARAGG",
        "TARAGGYEAR",
        "TARSBJ",
        "T001",
        "T048",
        "T064",
        "T080",
        "T096",
        "T112",
        "T128",
        "T144",
        "T160",
        "T176",
        "T192",
        "T208",
        "T224",
        "T240",
    ),
    "GOSALARY": (
        *KEY,
        "GOSALUNAVAILREASON",
        "GOSALPOP",
        "GOSALRESP_RATE",
        "GOSALAGG",
        "GOSALAGGYEAR",
        "GOSALSBJ",
        "GOINSTLQ",
        "GOINSTMED",
        "GOINSTUQ",
    ),
    "GOSECSAL": ("GOSECSBJ", "KISMODE", "KISLEVEL", "GOSECPOP_UK", "GOSECLQ_UK", "GOSECMED_UK", "GOSECUQ_UK"),
    "LEO3SEC": ("LEO3SECSBJ", "KISMODE", "KISLEVEL", "LEO3SECPOP_UK", "LEO3LQ_UK", "LEO3MED_UK", "LEO3UQ_UK"),
    "LEO5SEC": ("LEO5SECSBJ", "KISMODE", "KISLEVEL", "LEO5SECPOP_UK", "LEO5LQ_UK", "LEO5MED_UK", "LEO5UQ_UK"),
}


class MadeSet(dict[str, list[Row]]):
    """The tables of a set by name, ready to be changed and written."""

    def add(self, table: str, **values: str) -> Row:
        """Add a row: what is not given is empty."""
        row = dict.fromkeys(COLUMNS[table], "") | values
        self.setdefault(table, []).append(row)
        return row

    def add_course(
        self,
        code: str,
        title: str,
        subject: str,
        *,
        teacher: str = UNIVERSITY,
        registrar: str | None = None,
        mode: str = "01",
        site: str | None = "MC",
        **values: str,
    ) -> Row:
        """Add a course with its subject and site, and a row in each table of outcomes: too few people."""
        key = {"PUBUKPRN": teacher, "UKPRN": registrar or teacher, "KISCOURSEID": code, "KISMODE": mode}
        course = self.add(
            "KISCOURSE", **key, TITLE=title, DISTANCE="0", SANDWICH="0", YEARABROAD="0", **values
        )
        self.add("SBJ", **key, SBJ=subject)
        if site is not None:
            self.add("COURSELOCATION", **key, LOCID=site)
        for table, reason in REASONS.items():
            self.add(table, **key, **{reason: "0"})
        return course

    def figure(self, table: str, code: str, mode: str = "01", **values: str) -> Row:
        """Fill in the row of a course in a table of outcomes."""
        row = next(row for row in self[table] if row["KISCOURSEID"] == code and row["KISMODE"] == mode)
        row.update(values)
        return row

    def write(self, folder: Path, *, gzipped: bool = False) -> Path:
        """Write every table as a file of `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in self:
            content = self.content(name)
            if gzipped:
                (folder / f"{name}.csv.gz").write_bytes(gzip.compress(content))
            else:
                (folder / f"{name}.csv").write_bytes(content)
        return folder

    def write_zip(self, path: Path) -> Path:
        """Write every table into a zip, within a folder as the publisher does."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in self:
                archive.writestr(f"set_2026/{name}.csv", self.content(name))
        return path

    def content(self, name: str) -> bytes:
        """A table as CSV bytes."""
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS[name], lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(self[name])
        return text.getvalue().encode()


REASONS = {
    "CONTINUATION": "CONTUNAVAILREASON",
    "EMPLOYMENT": "EMPUNAVAILREASON",
    "ENTRY": "ENTUNAVAILREASON",
    "TARIFF": "TARUNAVAILREASON",
    "GOSALARY": "GOSALUNAVAILREASON",
}


def made_set() -> MadeSet:
    """Nursing, law and evening law at a university, and building at a college that it registers for."""
    made = MadeSet({name: [] for name in COLUMNS})
    made.add(
        "INSTITUTION",
        LEGAL_NAME="University of Ribbleside",
        PROVTEL="01772 000000",
        PROVURL="www.ribbleside.ac.uk",
        PUBUKPRN=UNIVERSITY,
        UKPRN=UNIVERSITY,
        COUNTRY="XF",
        PUBUKPRNCOUNTRY="XF",
    )
    made.add(
        "INSTITUTION",
        LEGAL_NAME="Riverbank College, the",
        PUBUKPRN=COLLEGE,
        UKPRN=UNIVERSITY,
        COUNTRY="XF",
        PUBUKPRNCOUNTRY="XF",
    )
    made.add("LOCATION", UKPRN=UNIVERSITY, LOCID="MC", LOCNAME="Main Campus", LOCCOUNTRY="XF", **PRESTON_SITE)
    made.add(
        "LOCATION",
        UKPRN=UNIVERSITY,
        LOCID="RB",
        LOCNAME="Riverbank",
        LOCCOUNTRY="XF",
        LATITUDE="53.75",
        LONGITUDE="-2.69",
    )
    made.add_course(NURSING, "Nursing (non-specific)", "CAH02-04-01")
    made.add_course(LAW, "Law", "CAH16-01-01")
    made.add_course(EVENING_LAW, "Law", "CAH16-01-01", mode="02")
    made.add_course(BUILDING, "Building", "CAH13-01-02", teacher=COLLEGE, registrar=UNIVERSITY, site="RB")
    made.add(
        "GOSECSAL",
        GOSECSBJ="CAH02",
        KISMODE="01",
        KISLEVEL="03",
        GOSECPOP_UK="5000",
        GOSECLQ_UK="25000",
        GOSECMED_UK="27000",
        GOSECUQ_UK="29000",
    )
    made.add(
        "LEO3SEC",
        LEO3SECSBJ="CAH02",
        KISMODE="01",
        KISLEVEL="03",
        LEO3SECPOP_UK="9000",
        LEO3LQ_UK="24000",
        LEO3MED_UK="28000",
        LEO3UQ_UK="31000",
    )
    made.add(
        "LEO5SEC",
        LEO5SECSBJ="CAH02-04",
        KISMODE="01",
        KISLEVEL="03",
        LEO5SECPOP_UK="8000",
        LEO5LQ_UK="26000",
        LEO5MED_UK="31000",
        LEO5UQ_UK="35000",
    )
    return made
