"""What people earned across the whole United Kingdom, by subject: the tables that name no provider."""

from dataclasses import dataclass

from pydantic import Field

from pathways.feeds.discover_uni.tables import People, Pounds, StudyMode, Subject, Text
from pathways.feeds.rows import Row, Table

FIRST_DEGREE = "03"


class SectorRow(Row):
    """Earnings of everybody who took a subject, in pounds a year; whole United Kingdom."""

    subject: Subject
    kismode: StudyMode
    kislevel: Text
    people: People
    low: Pounds
    median: Pounds
    high: Pounds


class FifteenMonthsRow(SectorRow):
    """Fifteen months after the course, from the Graduate Outcomes survey."""

    subject: Subject = Field(alias="GOSECSBJ")
    people: People = Field(alias="GOSECPOP_UK")
    low: Pounds = Field(alias="GOSECLQ_UK")
    median: Pounds = Field(alias="GOSECMED_UK")
    high: Pounds = Field(alias="GOSECUQ_UK")


class ThreeYearsRow(SectorRow):
    """Three years after the course, from tax records."""

    subject: Subject = Field(alias="LEO3SECSBJ")
    people: People = Field(alias="LEO3SECPOP_UK")
    low: Pounds = Field(alias="LEO3LQ_UK")
    median: Pounds = Field(alias="LEO3MED_UK")
    high: Pounds = Field(alias="LEO3UQ_UK")


class FiveYearsRow(SectorRow):
    """Five years after the course, from tax records."""

    subject: Subject = Field(alias="LEO5SECSBJ")
    people: People = Field(alias="LEO5SECPOP_UK")
    low: Pounds = Field(alias="LEO5LQ_UK")
    median: Pounds = Field(alias="LEO5MED_UK")
    high: Pounds = Field(alias="LEO5UQ_UK")


FIFTEEN_MONTHS = Table("GOSECSAL", FifteenMonthsRow)
THREE_YEARS = Table("LEO3SEC", ThreeYearsRow)
FIVE_YEARS = Table("LEO5SEC", FiveYearsRow)


@dataclass(frozen=True, slots=True)
class SectorPay:
    """Quartiles and median in pounds a year, how many people they rest on, and the subject they are of."""

    code: str
    people: int | None
    low: int | None
    median: int
    high: int | None


class SectorTable:
    """One of the tables, asked by subject."""

    def __init__(self) -> None:
        self._pay: dict[tuple[str, str, str], SectorPay] = {}

    def add(self, row: SectorRow) -> None:
        """Keep a row that has a figure."""
        if row.median is not None:
            pay = SectorPay(row.subject, row.people, row.low, row.median, row.high)
            self._pay[row.subject, row.kismode, row.kislevel] = pay

    def find(self, code: str, mode: str, level: str) -> SectorPay | None:
        """The figure of a subject, or of the narrowest wider one that has a figure.

        ``mode`` is 01 or 02. Where a course does not give its level, first degrees are meant.
        """
        while code:
            found = self._pay.get((code, mode, level or FIRST_DEGREE))
            if found:
                return found
            code = code.rpartition("-")[0]
        return None
