"""What a snapshot keeps of each programme for scoring and eligibility."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pathways.catalogue.changes import record_change
from pathways.catalogue.dated import read_rows
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.occupations import Occupations
from pathways.catalogue.publish import publish, publish_changes
from pathways.catalogue.subject_tiers import tenths_of, tenths_of_codes
from pathways.catalogue.vocabulary import Area, Level, Measure, Nation, Route, SubjectRule
from pathways.database import Database
from pathways.paths import resource_dir
from pathways.snapshot.columns import NO_AREA
from pathways.snapshot.segment import Segment
from tests.factories import make_opportunity, make_outcome, make_programme, make_provider


def add_offered(session: Session, **changes: Any) -> int:
    """A programme with one opportunity; its id."""
    programme = make_programme(session, **changes)
    make_opportunity(session, programme=programme)
    return int(programme.id or 0)


def segments_of(database: Database, folder: Path) -> tuple[Segment, ...]:
    return LiveCatalogue(folder, database).snapshot().segments


def columns_of(segment: Segment, programme_id: int) -> dict[str, Any]:
    at = segment.programme_ids.tolist().index(programme_id)
    return {name: column[at].item() for name, column in segment.programme_columns.items()}


def entry_of(segment: Segment, programme_id: int) -> dict[str, Any]:
    at = columns_of(segment, programme_id)["entry"]
    return {name: column[at].item() for name, column in segment.entry.items()}


def test_a_full_record_is_kept_number_by_number(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        known = add_offered(
            session,
            route=Route.HIGHER_TECHNICAL,
            level=Level.FIVE,
            areas=(Area.HEALTH, Area.CARE_SUPPORT),
            subject_area="5.2",
            occupation="something nobody does, Plumber",
            duration_months=24,
            placement_hours=315,
            class_hours_a_week=12,
            work_hours_a_week=20,
            taught_at_college=True,
            credits=240,
            support="A tutor of your own.",
            top_up_to="BSc Building Services",
        )
    publish(database, tmp_path)
    (segment,) = segments_of(database, tmp_path)
    found = columns_of(segment, known)
    assert segment.occupations[found.pop("occupation")] == "plumber"
    assert found.pop("entry") == 0
    assert found == {
        "main_area": list(Area).index(Area.HEALTH),
        "tier2": 52,
        "months": 24,
        "placement_hours": 315,
        "class_hours": 12,
        "work_hours": 20,
        "taught_at_college": True,
        "credits": 240,
        "earnings": -1,
        "support": True,
        "leads_on": True,
    }


def test_what_nobody_said_is_not_known(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        bare = add_offered(session, title="A course without words", areas=(), duration_months=None)
    publish(database, tmp_path)
    found = columns_of(segments_of(database, tmp_path)[0], bare)
    assert found["main_area"] == NO_AREA
    assert {found[name] for name in ("occupation", "tier2", "months", "credits", "earnings")} == {-1}
    assert not found["support"]
    assert not found["leads_on"]


def test_support_that_only_the_provider_tells_of_counts(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        helping = make_provider(session, support="A quiet room and a mentor.")
        helped = add_offered(session, provider=helping)
    publish(database, tmp_path)
    assert columns_of(segments_of(database, tmp_path)[0], helped)["support"]


def test_earnings_three_years_on_go_before_others(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        course, subject_only = (make_programme(session) for _ in range(2))
        for programme, years, pounds, subject in (
            (course, 1, 21_000, ""),
            (course, 3, 26_500, ""),
            (course, 3, 30_000, "All of engineering"),
            (course, 5, 33_000, ""),
            (subject_only, 5, 31_000, "All of engineering"),
        ):
            make_outcome(
                session,
                programme=programme,
                measure=Measure.EARNINGS,
                value=float(pounds),
                years_after=years,
                subject=subject,
            )
        ids = [int(programme.id or 0) for programme in (course, subject_only)]
        for programme in (course, subject_only):
            make_opportunity(session, programme=programme)
    publish(database, tmp_path)
    (segment,) = segments_of(database, tmp_path)
    assert [columns_of(segment, key)["earnings"] for key in ids] == [26_500, 31_000]


def test_entry_is_kept_by_distinct_requirement(database: Database, tmp_path: Path) -> None:
    asked = {
        "min_age": 18,
        "max_age": 24,
        "age_exceptions": "Up to 30 for carers.",
        "after_compulsory_school": False,
        "english": SubjectRule.NEEDED,
        "maths": SubjectRule.CAN_STUDY_ALONGSIDE,
        "gcse_count": 5,
        "gcse_grade": 6,
        "required_subjects": "Biology at 6",
        "level_held": Level.THREE,
        "points": 112,
        "points_usual_low": 96,
        "points_usual_high": 128,
        "needs_ehcp": True,
        "text": "An interview.",
    }
    with database.unit_of_work() as session:
        first, second = (
            add_offered(session, entry=asked, route=Route.DEGREE, level=Level.SIX, nation=Nation.WALES)
            for _ in range(2)
        )
        other = add_offered(session, entry=asked, route=Route.FOUNDATION_DEGREE, level=Level.FIVE)
    publish(database, tmp_path)
    (segment,) = segments_of(database, tmp_path)
    rules, levels, routes = list(SubjectRule), list(Level), list(Route)
    assert entry_of(segment, first) == {
        "min_age": 18,
        "max_age": 24,
        "age_exceptions": True,
        "after_school": False,
        "english": rules.index(SubjectRule.NEEDED),
        "maths": rules.index(SubjectRule.CAN_STUDY_ALONGSIDE),
        "gcse_count": 5,
        "gcse_grade": 6,
        "level_held": levels.index(Level.THREE),
        "points": 112,
        "points_low": 96,
        "needs_ehcp": True,
        "nation": list(Nation).index(Nation.WALES),
        "has_required_subjects": True,
        "has_text": True,
        "route": routes.index(Route.DEGREE),
        "level": levels.index(Level.SIX),
    }
    assert columns_of(segment, first)["entry"] == columns_of(segment, second)["entry"]
    assert entry_of(segment, other)["nation"] == list(Nation).index(Nation.ENGLAND)
    assert len(segment.entry["points"]) == 2


def test_a_small_segment_has_columns_of_its_own(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        add_offered(session, title="Plumbing")
    publish(database, tmp_path)
    with database.unit_of_work() as session:
        new = make_programme(session, title="Falconry", credits=60, entry={"points": 48})
        record_change(session, [make_opportunity(session, programme=new).id or 0])
        key = int(new.id or 0)
    publish_changes(database, tmp_path)
    small = segments_of(database, tmp_path)[1]
    assert columns_of(small, key)["credits"] == 60
    assert entry_of(small, key)["points"] == 48


@pytest.mark.parametrize(
    ("written", "kept"), [("5.2", 52), ("15.2", 152), ("", -1), ("5", -1), ("5.12", -1), ("a.b", -1)]
)
def test_a_sector_subject_area_is_kept_in_tenths(written: str, kept: int) -> None:
    assert tenths_of(written) == kept


@given(st.integers(1, 15), st.integers(0, 9))
def test_no_two_sector_subject_areas_share_a_number(first: int, second: int) -> None:
    assert divmod(tenths_of(f"{first}.{second}"), 10) == (first, second)


def test_published_degree_has_the_subject_area_of_its_codes(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        degree = add_offered(session, subject_codes="CAH99-99-99 CAH10-01-02 CAH11-01-01", route=Route.DEGREE)
        named = add_offered(session, subject_codes="CAH10-01-02", subject_area="5.2")
    publish(database, tmp_path)
    (segment,) = segments_of(database, tmp_path)
    assert [columns_of(segment, key)["tier2"] for key in (degree, named)] == [41, 52]


@pytest.mark.parametrize(
    ("codes", "tenths"),
    [
        ("CAH06-01-01", 33),
        ("CAH06-01-02", 31),
        ("CAH06-01", 31),
        ("CAH06", -1),
        ("", -1),
        ("CAH23-01-01", -1),
    ],
)
def test_longest_known_beginning_of_a_code_counts(codes: str, tenths: int) -> None:
    assert tenths_of_codes(resource_dir("seed_data"), codes) == tenths


def test_every_code_of_the_table_is_a_subject_that_courses_have() -> None:
    folder = resource_dir("seed_data")
    known = [row["code"] for row in read_rows(folder / "subject_areas.csv")]
    for row in read_rows(folder / "subject_tiers.csv"):
        assert any(code.startswith(row["code"]) for code in known), row
        assert 11 <= tenths_of(row["tier2"]) <= 155


def occupations_from(folder: Path, *rows: str) -> Occupations:
    (folder / "occupations.csv").write_text("\n".join(("slug,name,aliases", *rows)) + "\n", encoding="utf-8")
    return Occupations(folder)


def test_job_title_names_an_occupation_by_name_or_alias(tmp_path: Path) -> None:
    known = occupations_from(tmp_path, "vet-nurse,veterinary nurse,vet nurse;animal nurse", "chef,chef,cook")
    assert known.slugs[known.first_of("Animal Nurse ")] == "vet-nurse"
    assert known.slugs[known.first_of("baker of pies", "Cook")] == "chef"
    assert known.first_of("nurse") == -1
    assert known.first_of("") == -1


def test_a_name_goes_before_the_same_alias_of_an_earlier_row(tmp_path: Path) -> None:
    known = occupations_from(tmp_path, "chef,chef,cook", "cook,cook,")
    assert known.slugs[known.first_of("cook")] == "cook"


def test_every_occupation_is_found_by_its_own_name() -> None:
    known = Occupations(resource_dir("seed_data"))
    assert len(set(known.slugs)) == len(known.slugs)
    assert known.slugs[known.first_of("veterinary nurse")] == "veterinary-nurse"
