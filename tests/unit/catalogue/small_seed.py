"""A seed folder of a few rows, to be changed cell by cell."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from pathways.paths import resource_dir

Row = Mapping[str, str]

FACTS = (
    "sources.csv",
    "career_areas.csv",
    "route_defaults.csv",
    "route_subjects.csv",
    "minimum_wage.csv",
    "tariff_points.csv",
)
PROVIDER = {
    "ref": "gorse-hill",
    "name": "Gorse Hill Made-up College",
    "kind": "college",
    "nation": "england",
    "region": "North East",
    "about": "A college of four hundred students.",
    "careers": "People go on to trades and care.",
    "learning_here": "Small classes and a big workshop.",
    "answers": "Is it far? Ten minutes by bus.",
    "support": "A tutor for everybody.",
}
EMPLOYER = PROVIDER | {"ref": "flint-works", "name": "Flint Works", "kind": "employer"}
VENUE = {
    "ref": "gorse-consett",
    "provider": "gorse-hill",
    "name": "Gorse Hill Consett",
    "address": "Row Lane",
    "town": "Consett",
    "postcode_district": "DH8",
    "lad_code": "E06000047",
    "lat": "54.853",
    "lng": "-1.832",
    "getting_there": "By the bus station.",
}
NOWHERE = VENUE | {
    "ref": "gorse-van",
    "name": "Gorse Hill van",
    "lat": "",
    "lng": "",
    "postcode_district": "",
}
WORKS = VENUE | {"ref": "flint-consett", "provider": "flint-works", "name": "Flint Works"}
PLUMBING = {
    "ref": "plumb-two",
    "provider": "gorse-hill",
    "title": "Level 2 Diploma in Plumbing",
    "route": "vocational",
    "level": "2",
    "summary": "Learn the pipework of a whole house in one year.",
    "daily_life": "Three days at the bench and half a day of theory.",
    "you_will_learn": "Copper, plastic, heating and drains.",
    "leads_to": "An apprenticeship with a local firm.",
    "offered": "gorse-consett ft sep; gorse-van pt jan",
}
VACANCY = PLUMBING | {
    "ref": "plumb-job",
    "title": "Plumbing and Domestic Heating Technician apprenticeship",
    "route": "apprenticeship",
    "level": "3",
    "summary": "Fit boilers and bathrooms with a firm near home.",
    "daily_life": "Out in the van by eight, with a plumber beside you.",
    "offered": "flint-consett dr +40d close+20d pay=8.40 hours=37 places=2 @Flint Works: makes valves",
}


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as a CSV file; the columns are all that any row has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def make_seed_folder(
    folder: Path,
    *,
    programmes: Sequence[Row] = (PLUMBING, VACANCY),
    providers: Sequence[Row] = (PROVIDER, EMPLOYER),
    venues: Sequence[Row] = (VENUE, NOWHERE, WORKS),
    area: str = "building-construction",
) -> Path:
    """A folder with the project's own facts and only these listings."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FACTS:
        shutil.copy(resource_dir("seed_data") / name, folder / name)
    write_rows(folder / "providers.csv", providers)
    write_rows(folder / "venues.csv", venues)
    shutil.rmtree(folder / "programmes", ignore_errors=True)
    write_rows(folder / "programmes" / f"{area}.csv", programmes)
    return folder
