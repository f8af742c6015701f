"""The ladder through a programme: real steps in the same line of work, near home, lowest first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.catalogue.criteria import Learner, SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.database import Database
from pathways.guidance.ladder import LADDER_MILES, ladder_of, step_before
from pathways.guidance.line_of_work import line_of_work_of
from pathways.guidance.rungs import RUNGS
from pathways.places.place import Place
from tests.factories import make_opportunity, make_programme, make_provider, make_venue
from tests.harness.catalogue import SeededCatalogue
from tests.unit.catalogue.small_world import POINTS, TODAY

CONSETT = Place("consett", "Consett", "town", 54.853, -1.832, "DH8", "E06000047", "england")
PRESTON = Place("preston", "Preston", "city", 53.759, -2.699, "PR1", "E07000123", "england")


class Valley:
    """A catalogue of a few programmes, each offered in one town."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.provider = make_provider(session)

    def add(self, title: str, level: Level | None, town: str = "Consett", **changes: Any) -> int:
        """A plumbing programme, subject area 5.2, unless ``changes`` say otherwise; its id."""
        lat, lng, district, lad_code = POINTS[town]
        place = {"lat": lat, "lng": lng, "town": town, "postcode_district": district, "lad_code": lad_code}
        values = {"subject_area": "5.2", "occupation": "plumber", "level": level} | changes
        programme = make_programme(self.session, provider=self.provider, title=title, **values)
        venue = make_venue(self.session, provider=self.provider, **place)
        make_opportunity(self.session, programme=programme, venue=venue)
        return int(programme.id or 0)


def published(database: Database, folder: Path) -> CatalogueSnapshot:
    publish(database, folder)
    return LiveCatalogue(folder, database).snapshot()


def test_student_sees_the_way_from_level_2_to_a_degree_in_town(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        valley.add("First pipes", Level.ONE)
        here = valley.add("Plumbing", Level.TWO)
        valley.add("More plumbing", Level.THREE)
        valley.add("HNC Building Services", Level.FOUR, route=Route.HIGHER_TECHNICAL, credits=120)
        valley.add(
            "Building Services BSc", Level.SIX, route=Route.DEGREE, taught_at_college=True, credits=360
        )
    found = ladder_of(published(database, tmp_path), here, CONSETT, TODAY)
    assert [step.card.title for step in found.before] == ["First pipes"]
    assert [step.card.title for step in found.after] == [
        "More plumbing",
        "HNC Building Services",
        "Building Services BSc",
    ]
    assert [step.credits for step in found.after] == [None, 120, 360]
    assert {step.shares for step in found.after} == {"occupation"}
    assert all(step.card.distance_miles == pytest.approx(0, abs=0.1) for step in found.after)


def test_career_area_alone_is_no_step(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        here = valley.add("Plumbing", Level.TWO, areas=(Area.BUILDING_CONSTRUCTION,))
        valley.add("Bricks", Level.THREE, subject_area="5.3", occupation="bricklayer")
    assert ladder_of(published(database, tmp_path), here, CONSETT, TODAY).after == ()


def test_same_job_goes_before_same_subject_though_it_is_further(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        here = valley.add("Plumbing", Level.TWO)
        valley.add("Carpentry near", Level.THREE, occupation="carpenter")
        valley.add("Plumbing further", Level.THREE, "Newcastle")
    (step,) = ladder_of(published(database, tmp_path), here, CONSETT, TODAY).after
    assert (step.card.title, step.shares) == ("Plumbing further", "occupation")


def test_subject_carries_on_where_no_job_does(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        here = valley.add("Plumbing", Level.TWO, occupation="")
        valley.add("Far carpentry", Level.THREE, "Newcastle", occupation="carpenter")
        valley.add("Near carpentry", Level.THREE, "Stanley", occupation="carpenter")
    (step,) = ladder_of(published(database, tmp_path), here, CONSETT, TODAY).after
    assert (step.card.title, step.shares) == ("Near carpentry", "subject")


def test_steps_stay_within_reach(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        here = valley.add("Plumbing", Level.TWO)
        valley.add("Plumbing in Preston", Level.THREE, "Preston")
    snapshot = published(database, tmp_path)
    assert ladder_of(snapshot, here, CONSETT, TODAY).after == ()
    assert [step.card.title for step in ladder_of(snapshot, here, PRESTON, TODAY).after] == [
        "Plumbing in Preston"
    ]
    assert ladder_of(snapshot, here, CONSETT, TODAY, miles=60).after == ()


def test_without_a_place_the_programmes_own_town_is_home(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        here = valley.add("Plumbing", Level.TWO, "Truro")
        valley.add("Plumbing in Truro", Level.THREE, "Truro")
        valley.add("Plumbing in Preston", Level.THREE, "Preston")
    (step,) = ladder_of(published(database, tmp_path), here, None, TODAY).after
    assert step.card.title == "Plumbing in Truro"


def test_what_is_over_is_no_step(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        here = valley.add("Plumbing", Level.TWO)
        gone = make_programme(
            session, provider=valley.provider, level=Level.THREE, subject_area="5.2", title="Gone"
        )
        make_opportunity(session, programme=gone, intakes=({"starts_on": date(2020, 9, 1)},))
    assert ladder_of(published(database, tmp_path), here, CONSETT, TODAY).after == ()


def test_a_top_up_is_noticed(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        here = valley.add("More plumbing", Level.THREE)
        valley.add(
            "FdSc Building", None, route=Route.FOUNDATION_DEGREE, top_up_to="BSc Building", credits=240
        )
    (step,) = ladder_of(published(database, tmp_path), here, CONSETT, TODAY).after
    assert step.leads_on
    assert (step.credits, step.card.level) == (240, None)


def test_nothing_is_made_up_for_what_stands_on_no_rung(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        here = valley.add("Supported internship", None, route=Route.SUPPORTED_INTERNSHIP)
        valley.add("More plumbing", Level.THREE)
    snapshot = published(database, tmp_path)
    assert ladder_of(snapshot, here, CONSETT, TODAY) == ladder_of(snapshot, 987654, CONSETT, TODAY)
    assert ladder_of(snapshot, here, CONSETT, TODAY).after == ()


def test_after_a_degree_comes_only_level_7(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        degree = valley.add("Building BSc", Level.SIX, route=Route.DEGREE)
        college = valley.add("More plumbing", Level.THREE)
        valley.add("Senior engineer apprenticeship", Level.SEVEN, route=Route.APPRENTICESHIP)
    snapshot = published(database, tmp_path)
    assert [step.card.level for step in ladder_of(snapshot, degree, CONSETT, TODAY).after] == ["7"]
    assert [step.card.level for step in ladder_of(snapshot, college, CONSETT, TODAY).after] == ["6"]


def test_step_before_is_one_that_this_person_could_take(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        valley = Valley(session)
        here = valley.add("Building BSc", Level.SIX, route=Route.DEGREE)
        valley.add("HNC Building", Level.FOUR, route=Route.HIGHER_TECHNICAL)
        valley.add("T Level", Level.THREE, route=Route.T_LEVEL)
        valley.add("Plumbing", Level.TWO)
    snapshot = published(database, tmp_path)

    def before(learner: Learner) -> str | None:
        step = step_before(snapshot, here, learner, CONSETT, TODAY)
        return step.card.title if step else None

    assert before(Learner("year-10-11")) == "T Level"
    assert before(Learner("year-12-13")) == "HNC Building"
    assert before(Learner("year-8-9")) is None
    assert step_before(snapshot, 987654, Learner("helping"), CONSETT, TODAY) is None


def test_every_ladder_of_the_catalogue_climbs_in_line_and_in_reach(seeded_catalogue: SeededCatalogue) -> None:
    database = seeded_catalogue.open_database()
    snapshot = LiveCatalogue(seeded_catalogue.instance_dir, database).snapshot()
    ids = snapshot.segments[0].programme_ids.tolist()

    @given(st.sampled_from(ids), st.sampled_from([None, CONSETT, PRESTON]))
    def check(programme_id: int, place: Place | None) -> None:
        own = line_of_work_of(snapshot, programme_id)
        found = ladder_of(snapshot, programme_id, place)
        assert own is not None
        steps = [line_of_work_of(snapshot, step.card.programme_id) for step in (*found.before, *found.after)]
        rungs = [step.rung for step in steps if step is not None]
        assert rungs == sorted(set(rungs))
        assert own.rung not in rungs
        assert len(found.before) <= 1
        for step, standing in zip((*found.before, *found.after), steps, strict=True):
            assert standing is not None
            assert (
                standing.occupation == own.occupation
                if step.shares == "occupation"
                else standing.tier2 == own.tier2
            )
            assert step.card.distance_miles is None or step.card.distance_miles <= LADDER_MILES
            assert step.card.programme_id != programme_id
        if place is not None:
            listed = search(snapshot, SearchCriteria(place=place, miles=LADDER_MILES, page_size=5000))
            assert {step.card.id for step in found.after} <= {card.id for card in listed.cards}

    check()
    database.close()


def test_every_level_stands_on_one_rung() -> None:
    assert sorted(level for rung in RUNGS for level in rung) == sorted(Level)
