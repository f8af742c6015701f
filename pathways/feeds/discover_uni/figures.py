"""The tables of outcomes: the row model of each, and what they say in common.

The first digit of an aggregation is the number of years of students put together; the second is the width: 4
for the course alone, 3, 2 and 1 for ever wider subjects at the same provider. The reason code 1 says that the
course is too new for a figure of its own, 0 that too few people took it, 2 that there is no figure at all.
"""

from functools import cache

from pydantic import Field

from pathways.feeds.discover_uni.tables import (
    Aggregation,
    CourseKeyed,
    People,
    Percent,
    Pounds,
    Reason,
    Subject,
    Text,
)
from pathways.feeds.rows import Table


class FigureRow(CourseKeyed):
    """What every table of outcomes says of a figure, whatever its columns are called there."""

    reason: Reason
    people: People
    aggregation: Aggregation
    period: Text
    subject: Subject

    def percentages(self) -> dict[str, int]:
        """The shares of people by column, in per cent."""
        cells = vars(self)
        return {
            column: cell for name, column in _own_columns(type(self)) if (cell := cells[name]) is not None
        }


@cache
def _own_columns(row: type[FigureRow]) -> tuple[tuple[str, str], ...]:
    """The fields, with their columns, that one table has and the others have not."""
    shared = FigureRow.model_fields
    return tuple((name, str(field.alias)) for name, field in row.model_fields.items() if name not in shared)


class ContinuationRow(FigureRow):
    """What the students of a year were doing a year after they started."""

    reason: Reason = Field(alias="CONTUNAVAILREASON")
    people: People = Field(alias="CONTPOP")
    aggregation: Aggregation = Field(alias="CONTAGG")
    period: Text = Field(alias="CONTAGGYEAR")
    subject: Subject = Field(alias="CONTSBJ")
    ucont: Percent
    udormant: Percent
    ugained: Percent
    uleft: Percent
    ulower: Percent


class EmploymentRow(FigureRow):
    """What people were doing 15 months after the course."""

    reason: Reason = Field(alias="EMPUNAVAILREASON")
    people: People = Field(alias="EMPPOP")
    aggregation: Aggregation = Field(alias="EMPAGG")
    period: Text = Field(alias="EMPAGGYEAR")
    subject: Subject = Field(alias="EMPSBJ")
    empresp_rate: Percent
    workstudy: Percent
    study: Percent
    unemp: Percent
    prevworkstud: Percent
    both: Percent
    noavail: Percent
    work: Percent


class SalaryRow(FigureRow):
    """What people in full-time work earned 15 months after the course, in pounds a year."""

    reason: Reason = Field(alias="GOSALUNAVAILREASON")
    people: People = Field(alias="GOSALPOP")
    aggregation: Aggregation = Field(alias="GOSALAGG")
    period: Text = Field(alias="GOSALAGGYEAR")
    subject: Subject = Field(alias="GOSALSBJ")
    gosalresp_rate: Percent
    goinstlq: Pounds
    goinstmed: Pounds
    goinstuq: Pounds


class EntryRow(FigureRow):
    """The highest qualification that students came with."""

    reason: Reason = Field(alias="ENTUNAVAILREASON")
    people: People = Field(alias="ENTPOP")
    aggregation: Aggregation = Field(alias="ENTAGG")
    period: Text = Field(alias="ENTAGGYEAR")
    subject: Subject = Field(alias="ENTSBJ")
    access: Percent
    alevel: Percent
    bacc: Percent
    degree: Percent
    foundtn: Percent
    noquals: Percent
    other: Percent
    otherhe: Percent


class TariffRow(FigureRow):
    """The UCAS tariff points that students came with, by band: T048 is 48 to 63, T240 is 240 or more."""

    reason: Reason = Field(alias="TARUNAVAILREASON")
    people: People = Field(alias="TARPOP")
    aggregation: Aggregation = Field(alias="TARAGG")
    period: Text = Field(alias="TARAGGYEAR")
    subject: Subject = Field(alias="TARSBJ")
    t001: Percent
    t048: Percent
    t064: Percent
    t080: Percent
    t096: Percent
    t112: Percent
    t128: Percent
    t144: Percent
    t160: Percent
    t176: Percent
    t192: Percent
    t208: Percent
    t224: Percent
    t240: Percent


CONTINUATION = Table("CONTINUATION", ContinuationRow)
EMPLOYMENT = Table("EMPLOYMENT", EmploymentRow)
SALARY = Table("GOSALARY", SalaryRow)
ENTRY = Table("ENTRY", EntryRow)
TARIFF = Table("TARIFF", TariffRow)
