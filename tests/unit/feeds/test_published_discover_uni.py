"""The published Discover Uni set itself: whole on SQLite, a slice of it on each database."""

from __future__ import annotations

import csv
import gzip
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from pathways.catalogue.models import Opportunity, Outcome, Programme, ProgrammeArea, Provider, Venue
from pathways.catalogue.vocabulary import Area
from pathways.database import Database
from pathways.feeds.report import ImportReport
from pathways.feeds.rollback import roll_back
from pathways.places.distance import miles_between
from pathways.schema import metadata
from tests.unit.feeds.running import bring_in, every_row

PRESTON, CONSETT, WAKEFIELD = (53.759, -2.699), (54.853, -1.832), (53.683, -1.498)
MOST_SECONDS_LOCKED = 10
MOST_SECONDS = 120

UNIVERSITY_OF_LANCASHIRE, PRESTON_COLLEGE, DURHAM, NEW_COLLEGE_DURHAM = (
    "10007141",
    "10005200",
    "10007143",
    "10004576",
)
SLICE = {UNIVERSITY_OF_LANCASHIRE, PRESTON_COLLEGE, DURHAM, NEW_COLLEGE_DURHAM}


@dataclass
class Imported:
    """The whole set in a database of its own, and what was said of it."""

    database: Database
    report: ImportReport
    busy_seconds: float


@pytest.fixture(scope="module")
def imported(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """The whole published set, brought in once for this module."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('whole') / 'pathways.db'}")
    metadata.create_all(database.engine)
    began = time.process_time()
    report = bring_in(database, shared_data / "discover_uni")
    yield Imported(database, report, time.process_time() - began)
    database.close()


def number(database: Database, statement: object) -> int:
    with database.open_session() as session:
        return int(session.execute(statement).scalar_one())  # type: ignore[call-overload]


def near(database: Database, words: str, point: tuple[float, float], miles: float) -> list[tuple[str, str]]:
    """Titles and providers whose title holds the words, taught within so many miles of a point."""
    with database.open_session() as session:
        rows = session.execute(
            select(Programme.title, Provider.name, Venue.lat, Venue.lng)
            .join(Opportunity, Opportunity.programme_id == Programme.id)
            .join(Venue, Venue.id == Opportunity.venue_id)
            .join(Provider, Provider.id == Programme.provider_id)
            .where(Programme.title.icontains(words), Venue.lat.is_not(None))
        ).all()
    return [(title, name) for title, name, lat, lng in rows if miles_between(*point, lat, lng) <= miles]


def test_every_course_comes_in_and_every_sited_row_has_its_venue(imported: Imported) -> None:
    report = imported.report
    assert report.applied
    assert report.counts.kinds["programme"].added == 30_835
    assert report.with_venue == 32_104
    assert report.offered == 32_104 + 276 + 351
    assert report.problems.total_refused == 0
    assert report.rows["KISCOURSE.csv.gz"] == 30_835


def test_the_rows_without_a_site_are_kept_and_say_so(imported: Imported) -> None:
    unplaced = select(func.count()).select_from(Opportunity).where(Opportunity.place_not_given)
    assert number(imported.database, unplaced) == 276 + 351


def test_the_nine_sites_whose_points_are_wrong_are_reported_and_not_mapped(imported: Imported) -> None:
    assert imported.report.problems.noted == {"LOCATION.csv": 9}
    assert any(
        "Paris" not in problem.mend and "sign" in problem.mend for problem in imported.report.problems.listed
    )
    with imported.database.open_session() as session:
        names = set(session.execute(select(Venue.name).where(Venue.lat.is_(None))).scalars())
    assert "University of London Institute in Paris" in names


def test_nothing_is_merged_within_the_source(imported: Imported) -> None:
    distinct = select(func.count(func.distinct(Programme.course_code))).select_from(Programme)
    assert number(imported.database, select(func.count()).select_from(Programme)) == 30_835
    assert number(imported.database, distinct) < 30_835


def test_nursing_near_preston_engineering_near_consett_and_law_near_wakefield_are_true(
    imported: Imported,
) -> None:
    nursing = near(imported.database, "nursing", PRESTON, 5)
    assert ("Adult nursing", "University of Lancashire") in nursing
    engineering = {name for _, name in near(imported.database, "engineering", CONSETT, 20)}
    assert {"Durham University", "Newcastle University"} <= engineering
    law = {name for _, name in near(imported.database, "law", WAKEFIELD, 10)}
    assert "University of Leeds" in law
    assert "University of Lancashire" not in law


def test_the_colleges_of_the_provider_tables_are_marked_with_every_course_they_teach(
    imported: Imported,
) -> None:
    with Path("seed_data/taught_at_college.csv").open(encoding="utf-8", newline="") as file:
        from_tables = {int(row["ukprn"]) for row in csv.DictReader(file) if row["basis"] == "provider-table"}
    with imported.database.open_session() as session:
        rows = session.execute(
            select(Provider.ukprn, func.count())
            .join(Programme, Programme.provider_id == Provider.id)
            .where(Programme.taught_at_college)
            .group_by(Provider.ukprn)
        ).all()
    taught = {int(ukprn or 0): count for ukprn, count in rows}
    assert len(from_tables & taught.keys()) == 126
    assert sum(taught[ukprn] for ukprn in from_tables) == 1_498


def test_the_list_of_colleges_follows_from_the_published_provider_types(shared_data: Path) -> None:
    types = {"General FE College incl Tertiary": "general", "Special College": "specialist"}
    types["Sixth Form College"] = "sixth-form"
    table = shared_data / "apprenticeships" / "provider_x_standard_starts_2024_26.csv.gz"
    with gzip.open(table, "rt", encoding="utf-8", newline="") as file:
        published = {row["ukprn"]: types.get(row["provider_type"]) for row in csv.DictReader(file)}
    with Path("seed_data/taught_at_college.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["basis"] == "provider-table":
                assert published[row["ukprn"]] == row["college"], row["name"]
            else:
                assert published.get(row["ukprn"]) is None, row["name"]


def test_every_course_has_a_career_area_and_every_kind_of_figure_or_the_reason_for_none(
    imported: Imported,
) -> None:
    mains = select(func.count()).select_from(ProgrammeArea).where(ProgrammeArea.is_main)
    assert number(imported.database, mains) == 30_835
    health = select(func.count()).select_from(ProgrammeArea).where(ProgrammeArea.area == Area.HEALTH)
    assert number(imported.database, health) > 1_500
    measures = select(func.count(func.distinct(Outcome.measure))).group_by(Outcome.programme_id)
    with imported.database.open_session() as session:
        assert set(session.execute(measures).scalars()) == {5}
        unexplained = select(Outcome.id).where(Outcome.value.is_(None), Outcome.missing_reason == "")
        assert session.execute(unexplained).first() is None


def test_every_venue_on_the_map_of_great_britain_has_a_town_a_district_and_an_authority(
    imported: Imported,
) -> None:
    with imported.database.open_session() as session:
        rows = session.execute(
            select(Venue.town, Venue.postcode_district, Venue.lad_code, Venue.nation).where(
                Venue.lat.is_not(None)
            )
        ).all()
    for town, district, authority, nation in rows:
        assert (nation == "northern-ireland") != bool(town and district and authority)


def test_it_takes_less_than_two_minutes_and_holds_the_write_lock_for_seconds(imported: Imported) -> None:
    assert imported.busy_seconds < MOST_SECONDS
    assert imported.report.seconds_locked < MOST_SECONDS_LOCKED * 3  # of a wall clock that other tests share


def slice_of(published: Path, folder: Path) -> Path:
    """The rows of four providers of the published set, gzipped where they were."""
    folder.mkdir()
    for file in sorted(published.glob("*.csv*")):
        packed = file.suffix == ".gz"
        content = (gzip.decompress(file.read_bytes()) if packed else file.read_bytes()).decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(content, newline=""))
        out = io.StringIO()
        writer = csv.DictWriter(out, reader.fieldnames or [])
        writer.writeheader()
        for row in reader:
            if row.get("PUBUKPRN") in SLICE or "PUBUKPRN" not in row:
                writer.writerow(row)
        kept = out.getvalue().encode()
        (folder / file.name).write_bytes(gzip.compress(kept, 1) if packed else kept)
    return folder


def test_a_slice_twice_is_once_and_a_rollback_takes_it_away_on_each_database(
    database: Database, shared_data: Path, tmp_path: Path
) -> None:
    folder = slice_of(shared_data / "discover_uni", tmp_path / "slice")
    first = bring_in(database, folder)
    assert first.counts.kinds["provider"].added == len(SLICE)
    assert first.offered > 450
    assert first.problems.total_refused == 0
    rows = every_row(database)
    assert bring_in(database, folder).counts.changes == 0
    assert every_row(database) == rows
    roll_back(database, None)
    assert every_row(database) == rows
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE programme SET digest = 'other' WHERE title = 'Law'"))
    changed = bring_in(database, folder).counts.kinds["programme"].changed
    assert changed == sum("Law" in row for row in rows["programme"]) > 0
