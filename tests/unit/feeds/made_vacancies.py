"""Vacancies made for a test, in both shapes, and short ways to bring them in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pathways.database import Database
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.report import ImportReport
from pathways.feeds.vacancies import VACANCIES
from tests.unit.feeds.running import quiet

Json = dict[str, Any]


def advert(reference: str | int = "1000300001", **changes: Any) -> Json:
    """An advert of the vacancy service: a plumbing job in Consett that opens nothing surprising."""
    return {
        "vacancyReference": reference,
        "title": "Plumbing apprentice",
        "description": "You will fit bathrooms and mend boilers beside people who know how.",
        "employerName": "DERWENT HEATING LTD",
        "providerName": "RIVERBANK TRAINING LIMITED",
        "ukprn": 10099999,
        "hoursPerWeek": 37.0,
        "numberOfPositions": 2,
        "isNationalVacancy": False,
        "postedDate": "2026-11-02T09:11:43.55Z",
        "closingDate": "2026-12-15T00:00:00Z",
        "startDate": "2027-01-11T00:00:00Z",
        "vacancyUrl": f"https://vacancies.example/apprenticeship/{reference}",
        "course": {
            "larsCode": 225,
            "title": "Plumbing and domestic heating technician (level 3)",
            "level": 3,
            "route": "Construction and the built environment",
        },
        "wage": {
            "wageAmount": 9.5,
            "wageType": "Custom",
            "wageUnit": "Hourly",
            "wageAdditionalInformation": "£9.50",
            "workingWeekDescription": "Monday to Friday, 8am to 4pm.",
        },
        "location": {"lat": 54.852, "lon": -1.831},
        "address": {"addressLine1": "4 Front Street", "addressLine3": "Consett", "postcode": "DH8 5AB"},
        "expectedDuration": "4 Years",
        "apprenticeshipLevel": "Advanced",
    } | changes


def found(reference: str = "VAC1000300009", **changes: Any) -> Json:
    """A row of the search service, which says less."""
    return {
        "id": 1000300009,
        "vacancyReference": reference,
        "title": "Apprentice baker",
        "employerName": "Stotties of Stanley",
        "closingDate": "2026-12-20T00:00:00Z",
        "postedDate": "2026-11-20T10:00:00Z",
        "courseTitle": "Baker",
        "courseId": 0,
        "wageText": "£14,000.00",
        "wageType": 4,
        "addressLine1": "2 Oven Row",
        "addressLine4": "Stanley",
        "postCode": "DH9 8AF",
        "vacancySource": 0,
        "applicationUrl": None,
    } | changes


def page(*vacancies: Json) -> Json:
    """A page of results, as the services answer."""
    return {"vacancies": list(vacancies), "total": len(vacancies), "totalPages": 1}


def write(path: Path, content: Any) -> Path:
    """Write JSON to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def bring_vacancies_in(database: Database, *paths: Path, **options: Any) -> ImportReport:
    """Import a set of vacancies."""
    return import_feed(database, VACANCIES, paths, ImportOptions(**options), quiet)


def bring_in_rows(database: Database, folder: Path, *vacancies: Json, **options: Any) -> ImportReport:
    """Write the vacancies as one page and import it."""
    return bring_vacancies_in(database, write(folder / "page.json", page(*vacancies)), **options)
