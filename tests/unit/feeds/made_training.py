"""The two tables of apprenticeship training, made small for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pathways.database import Database
from pathways.feeds.importing import ImportOptions, import_feed
from pathways.feeds.report import ImportReport
from pathways.feeds.training import TRAINING
from tests.unit.feeds.made_standards import as_csv
from tests.unit.feeds.running import quiet

STARTS = "starts_2024_25_and_2025_26_to_Apr"


def trained(standard: str = "Bricklayer", level: str = "Intermediate", **changes: Any) -> dict[str, Any]:
    """A row of the table of standards by provider."""
    row = {
        "ukprn": "10000534",
        "provider": "Moorside College",
        "provider_type": "General FE College incl Tertiary",
        "standard": standard,
        "apps_level": f"{level} Apprenticeship",
        "ssa_tier1": "Construction, Planning and the Built Environment",
        "ssa_tier2": "Building and Construction",
        STARTS: "12",
    }
    return row | changes


def delivered(district: str = "County Durham", **changes: Any) -> dict[str, Any]:
    """A row of the table of districts by provider."""
    row = {"ukprn": "10000534", "provider": "MOORSIDE COLLEGE", "delivery_lad": district, "starts": "5"}
    return row | changes


def write_training(
    path: Path, trained_rows: list[dict[str, Any]], delivered_rows: list[dict[str, Any]]
) -> Path:
    """Both tables, in a folder."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "provider_x_standard.csv").write_text(as_csv(trained_rows), encoding="utf-8")
    (path / "provider_x_delivery_lad.csv").write_text(as_csv(delivered_rows), encoding="utf-8")
    return path


def bring_in(database: Database, *paths: Path, **options: Any) -> ImportReport:
    """Import a set of training."""
    return import_feed(database, TRAINING, paths, ImportOptions(**options), quiet)
