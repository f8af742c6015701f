"""Small tables of the course directory made for a test: the flat table, and the templates that providers fill in.

Every value can be changed: `flat_row(COST="")` is a row that is right but for its cost.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pathways.database import Database
from pathways.feeds.course_directory import COURSE_DIRECTORY
from pathways.feeds.course_directory.columns import DirectoryRow
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.report import ImportReport

COLLEGE, OTHER_COLLEGE = "10005200", "10004772"
PLUMBING, ESOL = "0b6f6f3a-0000-4000-8000-000000000001", "0b6f6f3a-0000-4000-8000-000000000002"

Row = dict[str, str]
Rule = Callable[[DirectoryRow], Any]

FLAT_COLUMNS = (
    "PROVIDER_UKPRN", "COURSE_ID", "COURSE_RUN_ID", "LEARN_AIM_REF", "COURSE_NAME", "WHO_THIS_COURSE_IS_FOR",
    "DELIVER_MODE", "STUDY_MODE", "ATTENDANCE_PATTERN", "FLEXIBLE_STARTDATE", "STARTDATE", "DURATION_UNIT",
    "DURATION_VALUE", "COST", "COST_DESCRIPTION", "NATIONAL", "REGIONS", "LOCATION_NAME", "LOCATION_ADDRESS1",
    "LOCATION_ADDRESS2", "LOCATION_COUNTY", "LOCATION_EMAIL", "LOCATION_LATITUDE", "LOCATION_LONGITUDE",
    "LOCATION_POSTCODE", "LOCATION_TELEPHONE", "LOCATION_TOWN", "LOCATION_WEBSITE", "COURSE_URL", "UPDATED_DATE",
    "ENTRY_REQUIREMENTS", "HOW_YOU_WILL_BE_ASSESSED", "COURSE_TYPE", "SECTOR", "EDUCATION_LEVEL", "AWARDING_BODY",
)  # fmt: skip
COURSE_COLUMNS = (
    "LARS_QAN", "WHO_THIS_COURSE_IS_FOR", "ENTRY_REQUIREMENTS", "WHAT_YOU_WILL_LEARN", "HOW_YOU_WILL_LEARN",
    "WHAT_YOU_WILL_NEED_TO_BRING", "HOW_YOU_WILL_BE_ASSESSED", "WHERE_NEXT", "COURSE_NAME", "YOUR_REFERENCE",
    "DELIVERY_MODE", "START_DATE", "FLEXIBLE_START_DATE", "VENUE_NAME", "YOUR_VENUE_REFERENCE", "NATIONAL_DELIVERY",
    "SUB_REGION", "COURSE_WEBPAGE", "COST", "COST_DESCRIPTION", "DURATION", "DURATION_UNIT", "STUDY_MODE",
    "ATTENDANCE_PATTERN",
)  # fmt: skip
NON_LARS_COLUMNS = ("COURSE_TYPE", "SECTOR", "EDUCATION_LEVEL", "AWARDING_BODY", *COURSE_COLUMNS[1:])
VENUE_COLUMNS = (
    "YOUR_VENUE_REFERENCE", "VENUE_NAME", "ADDRESS_LINE_1", "ADDRESS_LINE_2", "TOWN_OR_CITY", "COUNTY", "POSTCODE",
    "EMAIL", "PHONE", "WEBSITE",
)  # fmt: skip
PRESTON = {
    "LOCATION_NAME": "Main Campus",
    "LOCATION_ADDRESS1": "1 Made-up Street",
    "LOCATION_TOWN": "Preston",
    "LOCATION_POSTCODE": "PR1 2HE",
    "LOCATION_LATITUDE": "53.7632",
    "LOCATION_LONGITUDE": "-2.7085",
}
NOT_TAUGHT_AT_A_VENUE: Row = {"STUDY_MODE": "", "ATTENDANCE_PATTERN": ""} | dict.fromkeys(PRESTON, "")

RIGHT = DirectoryRow(
    ukprn=COLLEGE,
    course_id=PLUMBING,
    run_id="run-1",
    lars="60333078",
    name="Plumbing Level 2",
    who_for="People who like to fix things.",
    delivery_mode="Classroom",
    start_date="07/09/2027",
    venue="Main Campus",
    postcode="PR1 2HE",
    cost="450",
    duration="36",
    duration_unit="Weeks",
    study_mode="Full time",
    attendance="Daytime",
    web_page="https://college.example/plumbing",
)
"""A row that keeps every rule, to be spoilt by a test."""


def flat_row(run: str = "run-1", **values: str) -> Row:
    """A row of the flat table: a plumbing course at a campus in Preston."""
    return (
        dict.fromkeys(FLAT_COLUMNS, "")
        | PRESTON
        | {
            "PROVIDER_UKPRN": COLLEGE,
            "COURSE_ID": PLUMBING,
            "COURSE_RUN_ID": run,
            "LEARN_AIM_REF": "60333078",
            "COURSE_NAME": "Plumbing Level 2",
            "WHO_THIS_COURSE_IS_FOR": "People who like to fix things.",
            "DELIVER_MODE": "1",
            "STUDY_MODE": "1",
            "ATTENDANCE_PATTERN": "1",
            "FLEXIBLE_STARTDATE": "False",
            "STARTDATE": "07/09/2027",
            "DURATION_UNIT": "2",
            "DURATION_VALUE": "36",
            "COST": "450.00",
            "NATIONAL": "False",
            "COURSE_URL": "https://college.example/plumbing",
            "UPDATED_DATE": "01/11/2026",
        }
        | values
    )


def online(run: str = "run-online", **values: str) -> Row:
    """A run of an ESOL course that is taught online."""
    return flat_row(
        run,
        **NOT_TAUGHT_AT_A_VENUE
        | {"COURSE_ID": ESOL, "COURSE_NAME": "ESOL Entry 3", "DELIVER_MODE": "2"}
        | values,
    )


def work_based(run: str = "run-work", **values: str) -> Row:
    """A run of a course that is taught at work."""
    return flat_row(run, **NOT_TAUGHT_AT_A_VENUE | {"DELIVER_MODE": "3", "NATIONAL": "True"} | values)


def course_row(**values: str) -> Row:
    """A row of the template of courses with a LARS code."""
    return (
        dict.fromkeys(COURSE_COLUMNS, "")
        | {
            "LARS_QAN": "60333078",
            "WHO_THIS_COURSE_IS_FOR": "People who like to fix things.",
            "WHAT_YOU_WILL_LEARN": "Pipes and taps.",
            "COURSE_NAME": "Plumbing Level 2",
            "YOUR_REFERENCE": "PLUMB2",
            "DELIVERY_MODE": "Classroom",
            "START_DATE": "07/09/2027",
            "VENUE_NAME": "Main Campus",
            "COURSE_WEBPAGE": "https://college.example/plumbing",
            "COST": "450",
            "DURATION": "36",
            "DURATION_UNIT": "Weeks",
            "STUDY_MODE": "Part-time",
            "ATTENDANCE_PATTERN": "Evening",
        }
        | values
    )


def bootcamp_row(**values: str) -> Row:
    """A row of the template of courses without a LARS code."""
    row = course_row(**{
        "COURSE_TYPE": "Skills Bootcamp",
        "SECTOR": "DIGITAL",
        "EDUCATION_LEVEL": "3",
        "AWARDING_BODY": "Made-up Awards",
        "COURSE_NAME": "Skills Bootcamp in Coding",
        **values,
    })  # fmt: skip
    return {column: row[column] for column in NON_LARS_COLUMNS}


def venue_row(**values: str) -> Row:
    """A row of the template of venues."""
    return (
        dict.fromkeys(VENUE_COLUMNS, "")
        | {
            "YOUR_VENUE_REFERENCE": "MAIN",
            "VENUE_NAME": "Main Campus",
            "ADDRESS_LINE_1": "1 Made-up Street",
            "TOWN_OR_CITY": "Preston",
            "POSTCODE": "PR1 2HE",
        }
        | values
    )


def as_csv(rows: Iterable[Row], columns: Sequence[str] = (), ends: str = "\r\n") -> str:
    """The rows as CSV text, with the columns of the first unless others are named."""
    made = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns) or list(made[0]), lineterminator=ends, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(made)
    return text.getvalue()


def write(path: Path, rows: Iterable[Row], columns: Sequence[str] = (), encoding: str = "utf-8") -> Path:
    """Write the rows to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_csv(rows, columns).encode(encoding))
    return path


def bring_in(database: Database, *paths: Path, **options: Any) -> ImportReport:
    """Import tables of the course directory."""
    return import_feed(database, COURSE_DIRECTORY, paths, ImportOptions(**options), lambda *_: None)
