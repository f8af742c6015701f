"""`python -m bench.course_directory`: a made-up flat table of the course directory brought in, timed and weighed.

The table is marked as made up in every name. Its courses, runs, venues and postcodes repeat as those of the published
table do: about five runs a course, a hundred courses a provider, four venues a provider.
"""

from __future__ import annotations

import argparse
import csv
import random
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.watched import HEADER, Wish, databases, watch
from pathways.catalogue.dated import read_rows
from pathways.feeds.course_directory import COURSE_DIRECTORY
from pathways.feeds.course_directory.columns import SHAPES
from pathways.feeds.importing import FeedFormat
from pathways.paths import resource_dir

RUNS_A_COURSE, COURSES_A_PROVIDER, VENUES_A_PROVIDER = 5, 100, 4
FIRST_START = date(2026, 9, 7)
SUBJECTS = (
    "Plumbing", "Bricklaying", "Hairdressing", "Beauty Therapy", "Childcare", "Health and Social Care", "Nursing",
    "Accounting", "Business Administration", "Computing", "Web Design", "Motor Vehicle Maintenance", "Welding",
    "Electrical Installation", "Carpentry", "Animal Care", "Horticulture", "Floristry", "Art and Design", "Pottery",
    "Photography", "Music Technology", "Performing Arts", "Spanish", "British Sign Language", "Counselling",
    "Teaching Assistant", "Professional Cookery", "Food Hygiene", "First Aid", "Sport", "Personal Training",
    "Public Services", "Applied Science", "Team Leading", "Customer Service", "Retail", "Logistics", "Engineering",
)  # fmt: skip
KINDS = ("Award", "Certificate", "Diploma", "Extended Diploma", "Workshop", "Evening Class", "Taster")
SENTENCES = (
    "This made-up course is for people who are new to the subject and want to try it with others. ",
    "You will work in small groups with a tutor, and there is time to ask about anything. ",
    "No grades are needed, only that you come along and give it a go. ",
    "Bring a pen, stout shoes and something to eat at noon. ",
)


def made_rows(rows: int, seed: int) -> Iterator[list[str]]:
    """The header and so many rows of the flat table as it is published."""
    chance = random.Random(seed)
    columns = list(SHAPES[0].columns.values())
    yield columns
    districts = [
        row for row in read_rows(resource_dir("seed_data") / "districts.csv") if row["nation"] == "england"
    ]
    regions = [row["name"] for row in read_rows(resource_dir("seed_data") / "sub_regions.csv")]
    made = provider = 0
    while made < rows:
        provider += 1
        venues = [_venue(chance, provider, number, districts) for number in range(VENUES_A_PROVIDER)]
        for _ in range(COURSES_A_PROVIDER):
            course = _course(chance, provider)
            for _ in range(chance.randint(1, 2 * RUNS_A_COURSE - 1)):
                if made == rows:
                    return
                made += 1
                cells = course | _run(chance, venues, regions)
                yield [cells.get(column, "") for column in columns]


def _venue(
    chance: random.Random, provider: int, number: int, districts: list[dict[str, str]]
) -> dict[str, str]:
    district = chance.choice(districts)
    return {
        "LOCATION_NAME": f"Made-up Campus {provider}-{number}",
        "LOCATION_ADDRESS1": f"{chance.randint(1, 200)} Invented Street",
        "LOCATION_TOWN": district["town"],
        "LOCATION_POSTCODE": f"{district['district']} {chance.randint(1, 9)}AB",
        "LOCATION_LATITUDE": district["lat"],
        "LOCATION_LONGITUDE": district["lng"],
    }


def _course(chance: random.Random, provider: int) -> dict[str, str]:
    level = chance.choice(("Level 1", "Level 2", "Level 3", "Introduction"))
    return {
        "PROVIDER_UKPRN": str(10_900_000 + provider),
        "PROVIDER_NAME": f"Made-up College {provider}",
        "COURSE_ID": str(uuid.UUID(int=chance.getrandbits(128))),
        "LEARN_AIM_REF": f"{chance.randint(10_000_000, 69_999_999)}",
        "COURSE_NAME": f"{chance.choice(SUBJECTS)} {chance.choice(KINDS)} {level} {chance.randint(1, 40)}",
        "WHO_THIS_COURSE_IS_FOR": "".join(chance.choices(SENTENCES, k=8)),
        "ENTRY_REQUIREMENTS": "".join(chance.choices(SENTENCES, k=2)),
        "HOW_YOU_WILL_BE_ASSESSED": "".join(chance.choices(SENTENCES, k=2)),
        "COURSE_URL": f"https://made-up.example/{provider}/{chance.randint(1, 9999)}",
        "UPDATED_DATE": "01/11/2026",
        "DURATION_UNIT": chance.choice(("2", "3")),
        "DURATION_VALUE": str(chance.randint(1, 36)),
    }


def _run(chance: random.Random, venues: list[dict[str, str]], regions: list[str]) -> dict[str, str]:
    mode = chance.choices(("1", "2", "3", "4"), (70, 15, 8, 7))[0]
    flexible = chance.random() < 0.2
    start = FIRST_START + timedelta(days=chance.randint(0, 400))
    national = mode == "3" and chance.random() < 0.5
    cells = {
        "COURSE_RUN_ID": str(uuid.UUID(int=chance.getrandbits(128))),
        "DELIVER_MODE": mode,
        "FLEXIBLE_STARTDATE": str(flexible),
        "STARTDATE": "" if flexible else start.strftime("%d/%m/%Y"),
        "COST": chance.choice(("0", "45.50", "450", "1200")),
        "COST_DESCRIPTION": chance.choice(("", "Free if you are under 19 or on a low wage.")),
        "NATIONAL": str(national),
    }
    if mode in "14":
        cells |= chance.choice(venues) | {
            "STUDY_MODE": chance.choice("123"),
            "ATTENDANCE_PATTERN": chance.choice("1234"),
        }
    elif mode == "3" and not national:
        cells["REGIONS"] = ",".join(chance.sample(regions, 3))
    return cells


def write_table(path: Path, rows: int, seed: int = 1) -> None:
    """Write the made-up table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(made_rows(rows, seed))


def main() -> None:
    """Write the table, bring it in, print what it took in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.course_directory", description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--file", type=Path, default=Path("instance/bench-course-directory.csv"))
    parser.add_argument("--postgresql", metavar="ADDRESS", help="a server on which databases may be made")
    parser.add_argument("--no-sqlite", action="store_true")
    parser.add_argument("--again", action="store_true", help="bring it in twice")
    parser.add_argument("--only-write", action="store_true", help="write the table and stop")
    parser.add_argument("--statements", action="store_true", help="print each statement of over 0.3 seconds")
    wishes = parser.parse_args()
    wishes.file.parent.mkdir(parents=True, exist_ok=True)
    if not wishes.file.exists():
        write_table(wishes.file, wishes.rows)
    print(f"{wishes.file}: {wishes.file.stat().st_size / 1e6:.0f} MB")
    if wishes.only_write:
        return
    steps = ("first", "again")[: 2 if wishes.again else 1]
    print(HEADER)
    for name, url in databases(wishes.postgresql, sqlite=not wishes.no_sqlite):
        for step in steps:
            taken = watch(Wish(url, feed, (wishes.file,), tell_statements=wishes.statements))
            print(taken.line(name, step), flush=True)


def feed() -> FeedFormat:
    """The course directory."""
    return COURSE_DIRECTORY


if __name__ == "__main__":
    main()
