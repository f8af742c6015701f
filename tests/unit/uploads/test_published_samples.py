"""The two uploads of 2020 that are published as samples have exactly the problems that their rows deserve."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.factories import make_venue
from tests.unit.uploads.conftest import Office

NOT_WITH = {
    "Online": {
        "VENUE": "A course that is online has no venue",
        "STUDY_MODE": "A course that is online has no study mode",
        "ATTENDANCE_PATTERN": "A course that is online has no attendance",
    },
    "Work based": {
        "VENUE": "A course that is work based has no venue",
        "STUDY_MODE": "A course that is work based has no study mode",
        "ATTENDANCE_PATTERN": "A course that is work based has no attendance",
    },
}
NATIONAL = "A course that is online is neither national nor for sub-regions"
UNKNOWN_VENUE = "A venue is one of the provider's venues"


@pytest.fixture
def folder(shared_data: Path) -> Path:
    """Where the published files are."""
    return shared_data / "course_directory"


def modes_of(path: Path) -> dict[int, str]:
    """The delivery mode of each row, as the file itself says; the header is row 1."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {number: row["DELIVERY_MODE"] for number, row in enumerate(csv.DictReader(file), 2)}


def test_the_28_rows_of_courses(office: Office, folder: Path) -> None:
    path = folder / "courses.csv"
    upload = office.send(path.read_bytes(), path.name)
    modes = modes_of(path)
    assert len(modes) == 28
    assert Counter(modes.values()) == {"Online": 19, "Work based": 8, "Classroom based": 1}
    expected = {
        (number, column, rule)
        for number, mode in modes.items()
        for column, rule in NOT_WITH.get(mode, {}).items()
    }
    expected |= {(2, "VENUE", UNKNOWN_VENUE), (3, "NATIONAL_DELIVERY", NATIONAL)}
    assert set(office.wrong(upload)) == expected
    assert len(office.wrong(upload)) == 19 * 3 + 8 * 3 + 1 + 1
    assert office.rows(upload) == {"bad": 28}
    assert office.verdicts(upload) == {}


def test_with_its_venue_known_the_classroom_course_lacks_what_students_need(
    office: Office, folder: Path
) -> None:
    make_venue(office.session, provider=office.world.provider, name="Dudley", town="Dudley")
    office.session.commit()
    upload = office.send((folder / "courses.csv").read_bytes(), "courses.csv")
    assert [one for one in office.wrong(upload) if one[0] == 2] == [
        (2, "CAREER_AREAS", "Students look for programmes by career area."),
        (2, "EDUCATION_LEVEL", "Students need to know its level."),
    ]


def test_the_100_rows_of_apprenticeships(office: Office, folder: Path) -> None:
    path = folder / "apprenticeships_100.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 100
    upload = office.send(path.read_bytes(), path.name)
    found = office.wrong(upload)
    too_long = {(number, "VENUE", "It is no longer than 250 characters") for number in range(2, 102)}
    unknown = {one for one in found if one[1] == "STANDARD_CODE"}
    assert set(found) == too_long | unknown
    assert {rule for _, _, rule in unknown} == {"The standard is one that is known"}
    assert len(unknown) == 39, "the codes that no list of standards here knows"
    assert office.rows(upload) == {"bad": 100}


@pytest.mark.parametrize("name", ["template_courses_lars", "template_courses_nonlars", "template_venues"])
def test_the_templates_as_they_are_published_can_be_filled_in(
    office: Office, folder: Path, name: str
) -> None:
    header = (folder / f"{name}.csv").read_text(encoding="utf-8-sig").strip()
    upload = office.send((header + "\r\n" + "," * header.count(",") + "\r\n").encode(), f"{name}.csv")
    assert office.rows(upload) == {"bad": 1}
    assert office.wrong(upload)
