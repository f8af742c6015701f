"""Uploads for tests: sheets as text, sent in and worked on until there is nothing left to do."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from pathways import clock
from pathways.database import Database
from pathways.listings.upload.judging.registers import Lookups, lookups
from pathways.listings.upload.models import Upload
from pathways.listings.upload.operations.storing import store_upload
from pathways.listings.upload.operations.working import work_once
from pathways.listings.upload.reading_feeds import read_file
from pathways.paths import resource_dir
from pathways.places.loading import load_gazetteer
from tests.harness.listings import ProviderWorld

PLUMBING = {
    "reference": "plumb-2",
    "title": "Plumbing diploma",
    "route": "vocational",
    "level": "2",
    "areas": "building-construction",
    "summary": "You learn the trade in our own workshop, with people who know it well.",
    "duration_months": "12",
    "delivery": "venue",
    "venue_name": "Main campus",
    "modes": "full-time",
    "starts": "06/09/2027 closes 30/07/2027",
    "money": "free",
    "fee": "",
    "how_to_apply": "Fill in the form on our site.",
}
"""A row of our own template that is right, in a world of `make_provider_world`."""
COURSE = {
    "LARS_QAN": "60333078",
    "WHO_THIS_COURSE_IS_FOR": "People who like plants.",
    "ENTRY_REQUIREMENTS": "None.",
    "WHAT_YOU_WILL_LEARN": "Growing things.",
    "HOW_YOU_WILL_LEARN": "Outdoors.",
    "WHAT_YOU_WILL_NEED_TO_BRING": "",
    "HOW_YOU_WILL_BE_ASSESSED": "By a portfolio.",
    "WHERE_NEXT": "Level 3.",
    "COURSE_NAME": "Horticulture Level 2",
    "YOUR_REFERENCE": "hort-2",
    "DELIVERY_MODE": "Classroom",
    "START_DATE": "06/09/2027",
    "FLEXIBLE_START_DATE": "",
    "VENUE_NAME": "Main campus",
    "YOUR_VENUE_REFERENCE": "",
    "NATIONAL_DELIVERY": "",
    "SUB_REGION": "",
    "COURSE_WEBPAGE": "https://college.example/horticulture",
    "COST": "450",
    "COST_DESCRIPTION": "",
    "DURATION": "1",
    "DURATION_UNIT": "Years",
    "STUDY_MODE": "Full time",
    "ATTENDANCE_PATTERN": "Daytime",
}
"""A row of the national template that is right there."""


def plumbing(**changes: str) -> dict[str, str]:
    """A row of our own template, with these cells."""
    return PLUMBING | changes


def course(**changes: str) -> dict[str, str]:
    """A row of the national template of courses, with these cells."""
    return COURSE | changes


def sheet(rows: Iterable[dict[str, str]], columns: Sequence[str] = (), encoding: str = "utf-8") -> bytes:
    """Rows as a CSV file."""
    given = list(rows)
    names = list(columns) or list(dict.fromkeys(name for row in given for name in row))
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, names, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(given)
    return file.getvalue().encode(encoding)


def looked_up(session: Session, world: ProviderWorld, folder: Path) -> Lookups:
    """What a provider's rows are looked up in."""
    return lookups(
        session,
        provider_id=world.provider_id,
        organisation_id=world.organisation.id or 0,
        gazetteer=load_gazetteer(folder, resource_dir("seed_data")),
        today=clock.today(),
    )


def sent(session: Session, world: ProviderWorld, body: bytes, folder: Path, name: str = "file.csv") -> Upload:
    """Send a file in. It is committed, and waits to be checked."""
    upload = store_upload(
        session,
        read_file(name, body),
        file_name=name,
        member=world.editor,
        provider_id=world.provider_id,
        lookups=looked_up(session, world, folder),
    )
    session.commit()
    return upload


def worked(database: Database, session: Session, folder: Path) -> None:
    """Let all work be done that waits, and read anew what the session has read."""
    session.rollback()
    while work_once(database, folder):
        pass
    session.expire_all()
