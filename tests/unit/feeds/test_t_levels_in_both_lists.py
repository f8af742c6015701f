"""A T Level that the directory and the list of providers both tell of comes in once, as the directory tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, Programme, Venue
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database
from pathways.feeds.report import ImportReport
from pathways.feeds.t_levels.both_lists import Directory, same_place
from pathways.feeds.t_levels.subjects import t_levels
from pathways.feeds.t_levels.taught import School, Site, Taught
from pathways.paths import resource_dir
from tests.unit.feeds.made_t_levels import DIGITAL, HEALTH, UKPRN, bring_t_levels_in, place, provider, t_level
from tests.unit.feeds.made_vacancies import write
from tests.unit.feeds.running import every_row

SEED = resource_dir("seed_data")
ELSEWHERE = {"postcode": "NE1 1AA", "latitude": 54.97, "longitude": -1.61, "town": "Newcastle"}


def bring_both_in(
    database: Database,
    folder: Path,
    listed: list[Any],
    rows: list[Any],
    *,
    directory_first: bool,
    **options: Any,
) -> ImportReport:
    """A folder with both lists, read in either order."""
    names = ("b", "a") if directory_first else ("a", "b")
    write(folder / f"{names[0]}-providers.json", {"providers": listed})
    write(folder / f"{names[1]}-directory.json", {"tLevels": rows})
    return bring_t_levels_in(database, folder, **options)


def offers(session: Session) -> list[tuple[str, str]]:
    """The key and the postcode district of each opportunity that is published."""
    session.rollback()
    rows = session.execute(
        select(Programme.source_key, Venue.postcode_district)
        .join(Opportunity, Opportunity.programme_id == Programme.id)  # type: ignore[arg-type]
        .join(Venue, Venue.id == Opportunity.venue_id)  # type: ignore[arg-type]
        .where(Opportunity.state == ListingState.PUBLISHED)  # type: ignore[arg-type]
        .order_by(Programme.source_key, Venue.postcode_district)
    )
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize("directory_first", [True, False])
def test_told_by_both_it_comes_in_once_whichever_list_is_read_first(
    database: Database, session: Session, tmp_path: Path, directory_first: bool
) -> None:
    report = bring_both_in(database, tmp_path, [provider()], [t_level()], directory_first=directory_first)
    assert offers(session) == [("7f246e5e", "DH8")]
    problem = report.problems.listed[0]
    assert (problem.column, problem.value) == ("locations", f"{UKPRN}:{HEALTH} DH8 5AB")
    assert "as the directory tells it" in problem.mend
    assert (report.problems.total_refused, report.problems.total_noted) == (0, 1)


def test_what_only_one_of_them_tells_of_stays(database: Database, session: Session, tmp_path: Path) -> None:
    listed = provider(place(HEALTH, DIGITAL), place(HEALTH, **ELSEWHERE))
    bring_both_in(database, tmp_path, [listed], [t_level()], directory_first=True)
    assert offers(session) == [
        (f"{UKPRN}:{DIGITAL}", "DH8"),
        (f"{UKPRN}:{HEALTH}", "NE1"),
        ("7f246e5e", "DH8"),
    ]


def test_the_same_place_of_another_provider_is_another_offer(
    database: Database, session: Session, tmp_path: Path
) -> None:
    bring_both_in(database, tmp_path, [provider(ukPrn=UKPRN + 1)], [t_level()], directory_first=False)
    assert offers(session) == [(f"{UKPRN + 1}:{HEALTH}", "DH8"), ("7f246e5e", "DH8")]


def test_two_rows_of_the_directory_at_one_place_stay_two(
    database: Database, session: Session, tmp_path: Path
) -> None:
    rows = [t_level(), t_level("other", startDate="2029-09-01T00:00:00")]
    report = bring_both_in(database, tmp_path, [provider()], rows, directory_first=True)
    assert offers(session) == [("7f246e5e", "DH8"), ("other", "DH8")]
    assert report.problems.total_noted == 1


def test_one_that_is_taught_online_stands_for_no_place(
    database: Database, session: Session, tmp_path: Path
) -> None:
    report = bring_both_in(
        database, tmp_path, [provider()], [t_level(deliveryMode="Online")], directory_first=True
    )
    assert offers(session) == [(f"{UKPRN}:{HEALTH}", "DH8"), ("7f246e5e", "DH8")]
    assert report.problems.total_noted == 0


def test_when_the_directory_begins_to_tell_of_it_the_listed_one_is_withdrawn_and_comes_back(
    database: Database, session: Session, tmp_path: Path
) -> None:
    listed = [provider(place(HEALTH, DIGITAL))]
    bring_both_in(database, tmp_path / "a", listed, [t_level(code=DIGITAL)], directory_first=True)
    before = every_row(database)
    both = [t_level(code=DIGITAL), t_level("new")]
    bring_both_in(database, tmp_path / "b", listed, both, directory_first=True)
    assert offers(session) == [("7f246e5e", "DH8"), ("new", "DH8")]
    again = bring_both_in(database, tmp_path / "c", listed, both, directory_first=False)
    assert again.counts.changes == 0
    bring_both_in(database, tmp_path / "d", listed, [t_level(code=DIGITAL)], directory_first=True, force=True)
    assert offers(session) == [(f"{UKPRN}:{HEALTH}", "DH8"), ("7f246e5e", "DH8")]
    assert len(before["opportunity"]) == 2


def site(postcode: str = "", lat: float | None = None, lng: float | None = None) -> Site:
    return Site("", (), "", postcode, lat, lng, "")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (site("DH8 5AB"), site("dh85ab"), True),
        (site("DH8 5AB"), site("DH8 5AC"), False),
        (site("DH8 5AB", 54.852, -1.831), site("DH8 5AC", 54.853, -1.831), True),
        (site("DH8 5AB", 54.852, -1.831), site("DH8 5AC", 54.862, -1.831), False),
        (site("DH8 5AB", 54.852, -1.831), site("DH8 5AB", 0.0, 0.0), True),
        (site("", 54.852, -1.831), site("DH8 5AC"), False),
        (site(), site(), False),
    ],
)
def test_places_are_the_same_by_postcode_or_when_their_points_are_close(
    one: Site, other: Site, same: bool
) -> None:
    assert same_place(one, other) is same
    assert same_place(other, one) is same


SITES = st.lists(st.sampled_from(["DH8 5AB", "NE1 1AA", "PR1 2HE", "CA1 1AA"]), unique=True)


@given(SITES, SITES)
def test_each_place_of_the_list_is_told_once_and_none_is_lost(told: list[str], listed: list[str]) -> None:
    one = next(iter(t_levels(SEED).values()))
    school = School(UKPRN, "Moorside", "", "", "")
    directory = Directory()
    directory.note(Taught("a", school, one, tuple(map(site, told))))
    left, gone = directory.without_told(Taught("b", school, one, tuple(map(site, listed))))
    kept = [place.postcode for place in left.sites] if left else []
    assert {place.postcode for place in gone} == set(told) & set(listed)
    assert sorted([*kept, *(place.postcode for place in gone)]) == sorted(listed)
    assert (left is None) is (bool(listed) and set(listed) <= set(told))
