"""The twenty career areas in plain words, read from the project's own table of them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Area


@dataclass(frozen=True, slots=True)
class AreaGuide:
    """A career area in plain words. ``jobs`` are job titles to search for."""

    area: Area
    name: str
    summary: str
    what_people_do: str
    good_if: str
    jobs: tuple[str, ...]
    ways_in: str


@cache
def area_guides(seed_dir: Path) -> dict[Area, AreaGuide]:
    """Every career area's guide, in the order in which they are listed, read once from career_areas.csv.

    Raises ValueError when one has no guide, or the table names one that does not exist.
    """
    rows = sorted(read_rows(seed_dir / "career_areas.csv"), key=lambda row: int(row["position"]))
    guides = {Area(row["slug"]): _guide(row) for row in rows}
    if missing := set(Area) - set(guides):
        raise ValueError(f"career_areas.csv says nothing of {', '.join(sorted(missing))}.")
    return guides


def _guide(row: dict[str, str]) -> AreaGuide:
    return AreaGuide(
        area=Area(row["slug"]),
        name=row["name"],
        summary=row["summary"],
        what_people_do=row["what_people_do"],
        good_if=row["good_if"],
        jobs=tuple(job.strip() for job in row["jobs"].split(";") if job.strip()),
        ways_in=row["ways_in"],
    )
