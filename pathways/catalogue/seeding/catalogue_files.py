"""The whole of ``seed_data`` in memory: every file read, every row checked, alone and beside the others."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pathways.catalogue.filling.progress import Progress
from pathways.catalogue.seeding.fact_rows import (
    CareerAreaRow,
    MinimumWageRow,
    RouteDefaults,
    RouteSubject,
    SourceRow,
    TariffPointsRow,
)
from pathways.catalogue.seeding.files import Placed, Problem, Row, SeedError, read_table
from pathways.catalogue.seeding.rows import ProgrammeRow, ProviderRow, VenueRow
from pathways.catalogue.seeding.rules import faults_between_rows
from pathways.catalogue.vocabulary import Area, Route


@dataclass(frozen=True, slots=True)
class SeedFiles:
    """Checked rows, with their lookups by reference."""

    sources: list[SourceRow]
    career_areas: list[CareerAreaRow]
    minimum_wage: list[MinimumWageRow]
    tariff_points: list[TariffPointsRow]
    providers: dict[str, ProviderRow]
    venues: dict[str, VenueRow]
    defaults: dict[Route, RouteDefaults]
    programmes: list[tuple[Area, ProgrammeRow]]


def read_seed_files(seed_dir: Path, today: date, progress: Progress) -> SeedFiles:
    """Everything in ``seed_dir`` that is loaded. Raises SeedError naming each fault by file and line."""
    problems: list[Problem] = []
    venues = read_table(seed_dir / "venues.csv", VenueRow, problems)
    providers = {
        placed.row.ref: placed.row for placed in read_table(seed_dir / "providers.csv", ProviderRow, problems)
    }
    subjects = _rows(read_table(seed_dir / "route_subjects.csv", RouteSubject, problems))
    defaults = {
        row.route: row for row in _rows(read_table(seed_dir / "route_defaults.csv", RouteDefaults, problems))
    }
    programmes, areas = _read_programmes(seed_dir / "programmes", problems, progress)
    by_ref = {placed.row.ref: placed.row for placed in venues}
    problems.extend(
        Problem("route_defaults.csv", 0, "route", route, "has no row")
        for route in Route
        if route not in defaults
    )
    files = SeedFiles(
        sources=_rows(read_table(seed_dir / "sources.csv", SourceRow, problems)),
        career_areas=_rows(read_table(seed_dir / "career_areas.csv", CareerAreaRow, problems)),
        minimum_wage=_rows(read_table(seed_dir / "minimum_wage.csv", MinimumWageRow, problems)),
        tariff_points=_rows(read_table(seed_dir / "tariff_points.csv", TariffPointsRow, problems)),
        providers=providers,
        venues=by_ref,
        defaults=defaults,
        programmes=[(areas[placed.file], placed.row) for placed in programmes],
    )
    if not problems:
        problems.extend(
            placed.problem("provider", placed.row.provider, "is not in providers.csv")
            for placed in venues
            if placed.row.provider not in providers
        )
    if not problems:
        problems.extend(faults_between_rows(programmes, areas, providers, by_ref, subjects, today))
    if problems:
        raise SeedError(problems)
    return files


def _read_programmes(
    folder: Path, problems: list[Problem], progress: Progress
) -> tuple[list[Placed[ProgrammeRow]], dict[str, Area]]:
    programmes: list[Placed[ProgrammeRow]] = []
    areas: dict[str, Area] = {}
    paths = sorted(folder.glob("*.csv"))
    for done, path in enumerate(paths, 1):
        if path.stem not in set(Area):
            problems.append(Problem(path.name, 0, "", path.stem, "is not named after a career area"))
            continue
        areas[path.name] = Area(path.stem)
        programmes.extend(read_table(path, ProgrammeRow, problems))
        progress("Reading programmes", done, len(paths))
    return programmes, areas


def _rows(placed: list[Placed[Row]]) -> list[Row]:
    return [each.row for each in placed]
