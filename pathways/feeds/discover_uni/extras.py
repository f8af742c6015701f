"""Accreditations and the numbers that UCAS knows courses by: tables that a set may have or leave out."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, StringConstraints

from pathways.feeds.discover_uni.tables import CourseKeyed, Text
from pathways.feeds.rows import Row, Table

DEPENDS = "1"
Kind = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{1,10}$"), Field(description="the number of an accreditation")
]


class AccreditationRow(Row):
    """What an accreditation says, in English and, where published, in Welsh."""

    acctype: Kind
    acctext: Text
    acctextw: Text


class AccreditedRow(CourseKeyed):
    """An accreditation of a course. ``accdepend`` 1: it depends on what somebody chooses to study."""

    acctype: Kind
    accdepend: Annotated[str, StringConstraints(pattern=r"^[01]?$"), Field(description="0 or 1, or empty")]


class UcasRow(CourseKeyed):
    """The number under which UCAS lists a course at a site."""

    locid: Text
    ucascourseid: Annotated[
        str,
        StringConstraints(pattern=r"^\w{1,20}$"),
        Field(description="a UCAS number of at most 20 characters"),
    ]


ACCREDITATION = Table("ACCREDITATIONTABLE", AccreditationRow)
ACCREDITED = Table("ACCREDITATION", AccreditedRow)
UCAS = Table("UCASCOURSEID", UcasRow)


@dataclass(slots=True)
class Extras:
    """What these tables said: texts by accreditation, sentences by course, UCAS numbers by course and site."""

    texts: dict[str, str] = field(default_factory=dict)
    accredited: dict[str, list[str]] = field(default_factory=dict)
    ucas: dict[tuple[str, str], str] = field(default_factory=dict)

    def add_text(self, row: AccreditationRow) -> None:
        """Keep what an accreditation says; the Welsh where there is no English."""
        self.texts[row.acctype] = " ".join((row.acctext or row.acctextw).split())

    def add_accredited(self, row: AccreditedRow) -> bool:
        """Note that a course is accredited. False when nothing says what its accreditation is."""
        text = self.texts.get(row.acctype, "")
        if not text:
            return False
        sentence = text if text.endswith(".") else f"{text}."
        if row.accdepend == DEPENDS:
            sentence += " It depends on what you choose to study."
        said = self.accredited.setdefault(row.key, [])
        if sentence not in said:
            said.append(sentence)
        return True

    def sentences(self, course: str) -> str:
        """The accreditations of a course in words; empty for none."""
        said = self.accredited.get(course)
        return f"Discover Uni lists this recognition: {' '.join(said)}" if said else ""

    def how_to_apply(self, course: str, site: str) -> str:
        """How UCAS knows the course at a site; empty where it is not said."""
        number = self.ucas.get((course, site))
        return f"UCAS lists this course here under the number {number}." if number else ""
