"""The tables of the course directory: which columns each has, under which names, and one row for all of them.

The columns of the flat table are those of the directory's open data (LiveCoursesWithRegionsAndVenuesReport), as it
was published until July 2026. Those of the templates are the headers of the bulk-upload templates; the older uploads
have the headers of 2020.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pathways.feeds.course_directory.codes import FLAT_CODES
from pathways.feeds.course_directory.values import day_of_2020
from pathways.feeds.refusals import FileRefusedError

LEAST_SHARE = 0.5
"""A file with fewer of a table's columns than this is not that table at all."""


class TableKind(StrEnum):
    """What a table of the directory holds."""

    FLAT = "flat"
    COURSES = "courses"
    VENUES = "venues"
    PROVIDERS = "providers"
    APPRENTICESHIPS = "apprenticeships"


class DirectoryRow(NamedTuple):
    """One row of any of these tables, as text without spaces around it. What a table has no column for is empty."""

    ukprn: str = ""
    provider_name: str = ""
    trading_name: str = ""
    course_id: str = ""
    run_id: str = ""
    lars: str = ""
    course_type: str = ""
    sector: str = ""
    level: str = ""
    awarding_body: str = ""
    who_for: str = ""
    entry: str = ""
    will_learn: str = ""
    how_learn: str = ""
    bring: str = ""
    assessed: str = ""
    where_next: str = ""
    name: str = ""
    reference: str = ""
    delivery_mode: str = ""
    start_date: str = ""
    flexible: str = ""
    venue: str = ""
    venue_reference: str = ""
    national: str = ""
    region: str = ""
    sub_region: str = ""
    web_page: str = ""
    cost: str = ""
    cost_description: str = ""
    duration: str = ""
    duration_unit: str = ""
    study_mode: str = ""
    attendance: str = ""
    address_1: str = ""
    address_2: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    lat: str = ""
    lng: str = ""
    phone: str = ""
    updated: str = ""
    standard_code: str = ""
    delivery_method: str = ""
    information: str = ""
    radius: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: the column of each field, those that may be missing, and how its cells come to the usual words."""

    name: str
    kind: TableKind
    columns: dict[str, str]
    optional: frozenset[str] = frozenset()
    translations: dict[str, Callable[[str], str]] = field(default_factory=dict)
    inherits_text: bool = False

    @property
    def needed(self) -> list[str]:
        """The columns that must be there, in any order."""
        return [column for name, column in self.columns.items() if name not in self.optional]


class RowMaker:
    """Makes rows out of the cells of one file, whatever the order of its columns."""

    def __init__(self, shape: Shape, header: list[str]) -> None:
        places = {column: place for place, column in enumerate(header)}
        self._places = [places.get(shape.columns.get(name, ""), -1) for name in DirectoryRow._fields]
        self._changes = [
            (DirectoryRow._fields.index(name), change) for name, change in shape.translations.items()
        ]

    def row(self, cells: list[str]) -> DirectoryRow:
        """The row of these cells."""
        stripped = [cell.strip() for cell in cells]
        stripped.append("")
        found = [stripped[place] for place in self._places]
        for place, change in self._changes:
            found[place] = change(found[place])
        return DirectoryRow._make(found)


def shape_of(header: list[str], file: str) -> Shape:
    """The table that a header is of. Raises FileRefusedError for none, for missing columns and for repeated ones."""
    given = set(header)
    share, shape = max(
        ((len(given & set(shape.needed)) / len(shape.needed), shape) for shape in SHAPES),
        key=lambda found: found[0],
    )
    if share < LEAST_SHARE:
        raise FileRefusedError(
            f"{file} is none of the tables of the course directory. Bring in the table as it was published, "
            "or a template with its own headers."
        )
    if missing := [column for column in shape.needed if column not in given]:
        raise FileRefusedError(
            f"{file} has no column {', '.join(missing)}. It looks like {shape.name}: bring it in with all columns."
        )
    if repeated := sorted(column for column in shape.columns.values() if header.count(column) > 1):
        raise FileRefusedError(
            f"{file} has the column {', '.join(repeated)} more than once. Keep one of each."
        )
    return shape


_TEXTS = {
    "entry": "ENTRY_REQUIREMENTS",
    "will_learn": "WHAT_YOU_WILL_LEARN",
    "how_learn": "HOW_YOU_WILL_LEARN",
    "bring": "WHAT_YOU_WILL_NEED_TO_BRING",
    "assessed": "HOW_YOU_WILL_BE_ASSESSED",
    "where_next": "WHERE_NEXT",
    "name": "COURSE_NAME",
    "delivery_mode": "DELIVERY_MODE",
    "start_date": "START_DATE",
    "flexible": "FLEXIBLE_START_DATE",
    "national": "NATIONAL_DELIVERY",
    "sub_region": "SUB_REGION",
    "cost": "COST",
    "cost_description": "COST_DESCRIPTION",
    "duration": "DURATION",
    "duration_unit": "DURATION_UNIT",
    "study_mode": "STUDY_MODE",
    "attendance": "ATTENDANCE_PATTERN",
}
_TEMPLATE = {
    "who_for": "WHO_THIS_COURSE_IS_FOR",
    "reference": "YOUR_REFERENCE",
    "venue": "VENUE_NAME",
    "venue_reference": "YOUR_VENUE_REFERENCE",
    "web_page": "COURSE_WEBPAGE",
} | _TEXTS
_FLAT = {
    "ukprn": "PROVIDER_UKPRN",
    "provider_name": "PROVIDER_NAME",
    "course_id": "COURSE_ID",
    "run_id": "COURSE_RUN_ID",
    "lars": "LEARN_AIM_REF",
    "name": "COURSE_NAME",
    "delivery_mode": "DELIVER_MODE",
    "study_mode": "STUDY_MODE",
    "attendance": "ATTENDANCE_PATTERN",
    "flexible": "FLEXIBLE_STARTDATE",
    "start_date": "STARTDATE",
    "duration_unit": "DURATION_UNIT",
    "duration": "DURATION_VALUE",
    "cost": "COST",
    "cost_description": "COST_DESCRIPTION",
    "national": "NATIONAL",
    "region": "REGIONS",
    "venue": "LOCATION_NAME",
    "address_1": "LOCATION_ADDRESS1",
    "address_2": "LOCATION_ADDRESS2",
    "county": "LOCATION_COUNTY",
    "lat": "LOCATION_LATITUDE",
    "lng": "LOCATION_LONGITUDE",
    "postcode": "LOCATION_POSTCODE",
    "town": "LOCATION_TOWN",
    "web_page": "COURSE_URL",
    "updated": "UPDATED_DATE",
    "entry": "ENTRY_REQUIREMENTS",
    "assessed": "HOW_YOU_WILL_BE_ASSESSED",
}
_NON_LARS = {
    "course_type": "COURSE_TYPE",
    "sector": "SECTOR",
    "level": "EDUCATION_LEVEL",
    "awarding_body": "AWARDING_BODY",
}

SHAPES = (
    Shape(
        "the directory's flat table of courses",
        TableKind.FLAT,
        _FLAT | _NON_LARS | {"who_for": "WHO_THIS_COURSE_IS_FOR"},
        frozenset({"provider_name"}),
        FLAT_CODES,
    ),
    Shape(
        "the directory's flat table of courses as it was until 2023",
        TableKind.FLAT,
        _FLAT | {"who_for": "COURSE_DESCRIPTION"},
        frozenset({"provider_name"}),
        FLAT_CODES,
    ),
    Shape("the template of courses with a LARS code", TableKind.COURSES, {"lars": "LARS_QAN"} | _TEMPLATE),
    Shape("the template of courses without a LARS code", TableKind.COURSES, _NON_LARS | _TEMPLATE),
    Shape(
        "an upload of courses of 2020",
        TableKind.COURSES,
        {
            "lars": "LARS_QAN",
            "who_for": "WHO_IS_THIS_COURSE_FOR",
            "reference": "ID",
            "venue": "VENUE",
            "region": "REGION",
            "web_page": "URL",
        }
        | _TEXTS,
        translations={"start_date": day_of_2020},
        inherits_text=True,
    ),
    Shape(
        "the template of venues",
        TableKind.VENUES,
        {
            "venue_reference": "YOUR_VENUE_REFERENCE",
            "venue": "VENUE_NAME",
            "address_1": "ADDRESS_LINE_1",
            "address_2": "ADDRESS_LINE_2",
            "town": "TOWN_OR_CITY",
            "county": "COUNTY",
            "postcode": "POSTCODE",
            "phone": "PHONE",
            "web_page": "WEBSITE",
        },
    ),
    Shape(
        "the directory's table of providers",
        TableKind.PROVIDERS,
        {
            "ukprn": "PROVIDER_UKPRN",
            "provider_name": "PROVIDER_NAME",
            "trading_name": "TRADING_NAME",
            "web_page": "CONTACT_WEBSITE",
            "phone": "CONTACT_PHONE",
        },
    ),
    Shape(
        "an upload of apprenticeships of 2020",
        TableKind.APPRENTICESHIPS,
        {
            "standard_code": "STANDARD_CODE",
            "information": "APPRENTICESHIP_INFORMATION",
            "web_page": "APPRENTICESHIP_WEBPAGE",
            "delivery_method": "DELIVERY_METHOD",
            "venue": "VENUE",
            "radius": "RADIUS",
            "attendance": "DELIVERY_MODE",
            "national": "NATIONAL_DELIVERY",
            "region": "REGION",
            "sub_region": "SUB_REGION",
        },
    ),
)
