"""Lists of T Levels made for a test, in both shapes, and short ways to bring them in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pathways.database import Database
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.report import ImportReport
from pathways.feeds.t_levels import T_LEVELS
from tests.unit.feeds.made_vacancies import write
from tests.unit.feeds.running import quiet

Json = dict[str, Any]
UKPRN = 10099998
HEALTH, DIGITAL, HEALTHCARE_SCIENCE, ONSITE, CATERING, EDUCATION = 41, 37, 42, 44, 56, 38


def place(*codes: int, year: int = 2022, **changes: Any) -> Json:
    """A place in Consett where a provider has taught T Levels from a year on."""
    return {
        "postcode": "DH8 5AB",
        "town": "CONSETT",
        "latitude": 54.852,
        "longitude": -1.831,
        "website": "https://moorside.example/t-levels",
        "deliveryYears": [{"year": year, "qualifications": list(codes)}],
    } | changes


def provider(*places: Json, **changes: Any) -> Json:
    """A provider of the list of providers."""
    return {
        "ukPrn": UKPRN,
        "name": "MOORSIDE HIGH SCHOOL",
        "website": "https://moorside.example/",
        "email": "office@moorside.example",
        "telephone": "01207 000000",
        "locations": list(places) or [place(HEALTH)],
    } | changes


def t_level(key: str = "7f246e5e", code: int = HEALTH, **changes: Any) -> Json:
    """A T Level of the directory of courses."""
    return {
        "offeringType": "TLevel",
        "tLevelId": key,
        "tLevelDefinitionId": "37832d20",
        "qualification": {
            "tLevelName": "T Level",
            "qualificationLevel": "3",
            "frameworkCode": code,
            "progType": 31,
        },
        "provider": {
            "providerName": "MOORSIDE COLLEGE",
            "ukprn": str(UKPRN),
            "town": None,
            "email": "jacqui.thorn@moorside.example",
            "telephone": "01207 000000",
            "website": "http://moorside.example",
        },
        "whoFor": "This T Level is for anyone who wants to work in health.",
        "entryRequirements": "Five GCSEs. Ring Jacqui on 01207 000001.",
        "whatYoullLearn": "How a body works.\r\n\r\nHow to keep people safe.",
        "howYoullLearn": "In class and on placement.",
        "howYoullBeAssessed": "Two exams.",
        "whatYouCanDoNext": "Ambulance support.",
        "website": "https://moorside.example/health",
        "startDate": "2021-09-01T00:00:00",
        "locations": [
            {
                "venueName": "MOORSIDE CAMPUS",
                "addressLine1": "Blast Row",
                "addressLine2": "",
                "town": "Consett",
                "postcode": "DH8 5AB",
                "email": "jacqui.thorn@moorside.example",
                "latitude": 54.852,
                "longitude": -1.831,
            }
        ],
        "deliveryMode": "ClassroomBased",
        "studyMode": "FullTime",
        "durationUnit": "Years",
        "durationValue": 2,
        "cost": None,
    } | changes


def bring_t_levels_in(database: Database, *paths: Path, **options: Any) -> ImportReport:
    """Import a set of T Levels."""
    return import_feed(database, T_LEVELS, paths, ImportOptions(**options), quiet)


def bring_in_providers(database: Database, folder: Path, *providers: Json, **options: Any) -> ImportReport:
    """Write the providers as one list and import it."""
    return bring_t_levels_in(
        database, write(folder / "providers.json", {"providers": list(providers)}), **options
    )


def bring_in_directory(database: Database, folder: Path, *rows: Json, **options: Any) -> ImportReport:
    """Write T Levels of the directory as one list and import it."""
    return bring_t_levels_in(database, write(folder / "tlevels.json", {"tLevels": list(rows)}), **options)
