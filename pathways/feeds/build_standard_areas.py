"""`python -m pathways.feeds.build_standard_areas STANDARDS.csv SUMMARY.csv SEED_DIR`.

Writes ``standard_areas.csv``: our own table of apprenticeship standards with their career areas.

`SUMMARY.csv` is the summary of apprenticeship starts by standard of the Department for Education: titles, bands of
level and sector subject areas; old frameworks are left out. `STANDARDS.csv` is the merged table of standards: LARS
codes, levels and official routes, for those that have them. Titles, codes and levels are facts, and come over as
they are; career areas follow from our rules (`standard_areas.py`) and from the reviewed `corrections.csv`.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pathways.catalogue.dated import read_rows
from pathways.catalogue.vocabulary import Level, Route
from pathways.feeds.standard_areas import FOLDER, AreaRules
from pathways.feeds.standards_known import STANDARDS_FILE, Band, route_of

COLUMNS = ("title", "lars_code", "band", "level", "route", "areas", "subject_area")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when every standard has a career area, else 1 and nothing is written."""
    parser = argparse.ArgumentParser(
        prog="python -m pathways.feeds.build_standard_areas", description=__doc__
    )
    parser.add_argument("standards", type=Path, help="the merged table of standards")
    parser.add_argument("summary", type=Path, help="the summary of starts by standard")
    parser.add_argument("seed_dir", type=Path, help="the folder seed_data")
    given = parser.parse_args(arguments)
    rows = table_of_standards(read_rows(given.standards), read_rows(given.summary), given.seed_dir)
    without = [row["title"] for row in rows if not row["areas"]]
    if without:
        sys.stderr.write("No rule gives these a career area:\n" + "\n".join(without) + "\n")
        return 1
    with (given.seed_dir / STANDARDS_FILE).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return 0


def table_of_standards(
    standards: Iterable[Mapping[str, str]], summary: Iterable[Mapping[str, str]], seed_dir: Path
) -> list[dict[str, str]]:
    """The rows of the table, in order of title and band, each title and band once."""
    rules = AreaRules(seed_dir)
    corrections = {row["title"]: row for row in read_rows(seed_dir / FOLDER / "corrections.csv")}
    detailed = {(row["title"], row["apps_level"]): row for row in standards}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in summary:
        if row["flag"] == "Framework":
            continue
        title, band = row["standard"].strip(), Band(row["apps_level"].split()[0].lower())
        known = detailed.get((row["standard"], row["apps_level"]), {})
        corrected = corrections.get(title, {})
        areas = rules.areas_of(title, route=known.get("route", ""), subject=row["ssa_tier2"])
        route = Route(corrected.get("route") or route_of(title))
        level = known.get("level", "") or (
            Level.TWO.value if route is Route.FOUNDATION_APPRENTICESHIP else ""
        )
        found.setdefault(
            (title, band),
            {
                "title": title,
                "lars_code": known.get("larsCode", ""),
                "band": band,
                "level": level,
                "route": route,
                "areas": corrected.get("areas") or ";".join(areas),
                "subject_area": rules.tier2_of(row["ssa_tier2"]),
            },
        )
    return [found[key] for key in sorted(found)]


if __name__ == "__main__":
    sys.exit(main())
