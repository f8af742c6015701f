"""The tables of the Discover Uni set: one row model for each, with what every column must hold.

Columns are those of the published CSV files. Empty cells and `NA` mean that there is no figure.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from pathways.feeds.rows import Row, Table

_NO_FIGURE = ("", "NA", "N/A")


def _empty_to_none(value: object) -> object:
    return None if isinstance(value, str) and value.strip() in _NO_FIGURE else value


def _two_digits(value: object) -> object:
    return value.strip().zfill(2) if isinstance(value, str) else value


def _not_blank(value: str) -> str:
    if not value:
        raise ValueError("empty")
    return value


Ukprn = Annotated[
    str, StringConstraints(pattern=r"^[1-9]\d{7}$"), Field(description="a provider number of eight digits")
]
CourseId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=80),
    Field(description="a course identifier of 1 to 80 characters"),
]
StudyMode = Annotated[
    Literal["01", "02"], BeforeValidator(_two_digits), Field(description="01 (full-time) or 02 (part-time)")
]
Percent = Annotated[
    Annotated[int, Field(ge=0, le=100)] | None,
    BeforeValidator(_empty_to_none),
    Field(description="a whole number from 0 to 100, or empty"),
]
People = Annotated[
    Annotated[int, Field(ge=0, le=10_000_000)] | None,
    BeforeValidator(_empty_to_none),
    Field(description="a number of people, or empty"),
]
Pounds = Annotated[
    Annotated[int, Field(ge=0, le=1_000_000)] | None,
    BeforeValidator(_empty_to_none),
    Field(description="a whole number of pounds, or empty"),
]
Reason = Annotated[
    Literal["0", "1", "2"],
    Field(description="0, 1 or 2: the code of the reason why a figure is missing or shared"),
]
Aggregation = Annotated[
    Literal["", "11", "12", "13", "14", "21", "22", "23", "24"],
    Field(description="a level of aggregation (11 to 14, 21 to 24), or empty"),
]
Subject = Annotated[
    str,
    StringConstraints(pattern=r"^(CAH\d\d(-\d\d){0,2})?$"),
    Field(description="a subject code such as CAH02-04-01"),
]
Text = Annotated[
    str, StringConstraints(max_length=2_000), Field(description="text of at most 2,000 characters")
]
Country = Annotated[
    Literal["XF", "XG", "XH", "XI"],
    Field(description="XF (England), XG (Northern Ireland), XH (Scotland) or XI (Wales)"),
]
Name = Annotated[
    str,
    StringConstraints(max_length=200),
    AfterValidator(_not_blank),
    Field(description="a name of at most 200 characters"),
]
Degrees = Annotated[
    Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] | None,
    BeforeValidator(_empty_to_none),
    Field(description="degrees, such as 53.76, or empty"),
]
Flag = Annotated[Literal["", "0", "1", "2"], Field(description="0, 1 or 2, or empty")]


class CourseKeyed(Row):
    """A row that names its course: who teaches, who registers, the course and the study mode."""

    pubukprn: Ukprn
    ukprn: Ukprn
    kiscourseid: CourseId
    kismode: StudyMode

    @property
    def key(self) -> str:
        """The course's key within the source. The identifier comes last: it may hold any character."""
        return f"{self.pubukprn}:{self.ukprn}:{self.kismode}:{self.kiscourseid}"


class InstitutionRow(Row):
    """Who teaches (PUBUKPRN), with the body it registers students with (UKPRN)."""

    legal_name: Name
    first_trading_name: Text
    provtel: Text
    provurl: Text
    pubukprn: Ukprn
    ukprn: Ukprn
    pubukprncountry: Country


class LocationRow(Row):
    """A site of the registering body."""

    ukprn: Ukprn
    locid: Annotated[
        str,
        StringConstraints(max_length=100),
        AfterValidator(_not_blank),
        Field(description="a site identifier of at most 100 characters"),
    ]
    locname: Name
    latitude: Degrees
    longitude: Degrees
    loccountry: Country


class CourseRow(CourseKeyed):
    """A course. In some copies of the set the award, level, honours, stages and address are empty."""

    title: Name
    kisaimcode: Text
    kislevel: Text
    distance: Flag
    sandwich: Flag
    yearabroad: Flag
    numstage: Annotated[
        Annotated[int, Field(ge=1, le=8)] | None,
        BeforeValidator(_empty_to_none),
        Field(description="a number of years from 1 to 8, or empty"),
    ]
    crseurl: Text


class WelshCourseRow(CourseRow):
    """A course of a copy that has a column for its title in Welsh."""

    titlew: Text


class CourseLocationRow(CourseKeyed):
    """A site where a course is taught; an empty LOCID names none."""

    locid: Text


class SubjectRow(CourseKeyed):
    """A subject of a course."""

    sbj: Annotated[
        str,
        StringConstraints(pattern=r"^CAH\d\d(-\d\d){0,2}$"),
        Field(description="a subject code such as CAH02-04-01"),
    ]


class AimRow(Row):
    """The name of an award."""

    kisaimcode: Text
    kisaimlabel: Text


class RatingRow(Row):
    """A provider's rating in the Teaching Excellence Framework."""

    pubukprn: Ukprn
    overall_rating: Text


INSTITUTION = Table("INSTITUTION", InstitutionRow)
LOCATION = Table("LOCATION", LocationRow)
COURSE = Table("KISCOURSE", CourseRow)
WELSH_COURSE = Table("KISCOURSE", WelshCourseRow)
COURSE_LOCATION = Table("COURSELOCATION", CourseLocationRow)
SUBJECT = Table("SBJ", SubjectRow)
AIM = Table("KISAIM", AimRow)
RATING = Table("TEFOUTCOME", RatingRow)
