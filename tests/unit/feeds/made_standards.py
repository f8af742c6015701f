"""Tables and lists of standards, made small for tests."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pathways.database import Database
from pathways.feeds.importing import ImportOptions
from pathways.feeds.report import ImportReport
from pathways.feeds.standards import import_standards
from tests.unit.feeds.running import quiet

DETAILS = (
    "title", "apps_level", "level", "larsCode", "route", "typical_duration_months", "max_funding_2021",
    "typical_job_titles",
)  # fmt: skip
SUMMARY = ("standard", "apps_level", "ssa_tier2", "flag")


def detail(title: str = "Stonemason", **changes: Any) -> dict[str, Any]:
    """A row of the merged table."""
    row = {
        "title": title,
        "apps_level": "Intermediate Apprenticeship",
        "level": "2",
        "larsCode": "211",
        "route": "Construction",
        "typical_duration_months": "24",
        "max_funding_2021": "15000",
        "typical_job_titles": "banker mason|memorial mason",
    }
    return row | changes


def bare(title: str, band: str = "Higher Apprenticeship") -> dict[str, Any]:
    """A row of the merged table of which only the title and the band are known."""
    return dict.fromkeys(DETAILS, "") | {"title": title, "apps_level": band}


def summary(title: str, band: str = "Advanced Apprenticeship", flag: str = "Standard") -> dict[str, Any]:
    """A row of the summary."""
    return {"standard": title, "apps_level": band, "ssa_tier2": "Engineering", "flag": flag}


def item(title: str = "Stonemason", **changes: Any) -> dict[str, Any]:
    """An item of Skills England's list, with members that are not used here as well."""
    made = {
        "referenceNumber": "ST0001",
        "title": title,
        "status": "Approved for delivery",
        "level": 2,
        "larsCode": 211,
        "route": "Construction and the built environment",
        "typicalDuration": 24,
        "maxFunding": 16000,
        "typicalJobTitles": ["Banker mason", "Memorial mason"],
        "version": "1.1",
        "lastUpdated": "2026-05-14T09:30:00",
        "standardPageUrl": "https://skillsengland.education.gov.uk/apprenticeships/st0001",
        "skills": [{"skillId": "x", "detail": "Cut stone."}],
        "tbMainContact": "somebody@example.org",
    }
    return made | changes


def write_details(path: Path, *rows: dict[str, Any]) -> Path:
    """A merged table."""
    return _write(path / "standards_merged.csv", DETAILS, rows)


def write_summary(path: Path, *rows: dict[str, Any]) -> Path:
    """A summary."""
    return _write(path / "standards_summary.csv", SUMMARY, rows)


def write_list(path: Path, *items: Any, name: str = "standards.json") -> Path:
    """A list in JSON."""
    path.mkdir(parents=True, exist_ok=True)
    (path / name).write_text(json.dumps(items), encoding="utf-8")
    return path / name


def as_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str] = ()) -> str:
    """Rows as a table; the columns are those of the first row unless they are given."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns or list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _write(path: Path, columns: tuple[str, ...], rows: tuple[dict[str, Any], ...]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_csv(rows, columns), encoding="utf-8")
    return path


def bring_in(database: Database, *paths: Path, **options: Any) -> ImportReport:
    """Import a set of standards."""
    return import_standards(database, paths, ImportOptions(**options), quiet)
