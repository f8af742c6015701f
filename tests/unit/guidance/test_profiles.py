"""Profiles and tastes: what work draws on, laid over programmes that are known for one thing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.codes import AREAS
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import MOST_AVOIDED, Answers
from pathways.guidance.choices import codes_of
from pathways.guidance.leanings import avoided_things
from pathways.guidance.profiles import read_profiles
from pathways.guidance.tastes import FURTHER_AREA, avoid_by_kind, burdens, over_areas, subjects_by_area
from tests.unit.guidance.drawn_answers import some_of
from tests.unit.guidance.market_town import PROFILES, SEED, ground_for, of_kinds

AREA_ROWS = "area,r,i,a,s,e,c,occupations\nhealth,1,7,1,1,1,1,3\n"
COLUMNS = "slug,name,aliases,area,areas,soc2020,r,i,a,s,e,c,tier2\n"


def folder_with(tmp_path: Path, occupations: str, areas: str = AREA_ROWS) -> Path:
    (tmp_path / "occupations.csv").write_text(COLUMNS + occupations, encoding="utf-8")
    (tmp_path / "area_profiles.csv").write_text(areas, encoding="utf-8")
    return tmp_path


def test_an_occupation_has_its_main_area_first(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "nurse,nurse,,health,care-support; sport-fitness,1,1,2,3,4,5,6,1.2\n")
    (nurse,) = read_profiles(folder).known
    assert nurse.areas == ("health", "care-support", "sport-fitness")
    assert (nurse.slug, nurse.tier2) == ("nurse", 12)


@pytest.mark.parametrize(
    ("written", "tenths"), [("5.2", 52), (" 7.4 ", 74), ("15.1", 151), ("", -1), ("5", -1), (".2", -1)]
)
def test_a_subject_area_is_read_in_tenths_or_not_at_all(tmp_path: Path, written: str, tenths: int) -> None:
    folder = folder_with(tmp_path, f"job,job,,health,,1,1,2,3,4,5,6,{written}\n")
    assert read_profiles(folder).known[0].tier2 == tenths


def test_an_area_that_has_no_figures_is_neutral(tmp_path: Path) -> None:
    found = read_profiles(folder_with(tmp_path, ""))
    assert found.known == ()
    assert found.occupations.shape == (0, 6)
    lengths = np.linalg.norm(found.areas, axis=1)
    assert [AREAS[at].value for at in np.flatnonzero(lengths > 0.5).tolist()] == ["health"]
    assert found.areas[lengths < 0.5].tolist() == [[0.0] * 6] * (len(AREAS) - 1)


def test_what_stands_out_is_what_counts(tmp_path: Path) -> None:
    rows = "a,a,,health,,1,1,1,1,1,1,3,\nb,b,,health,,1,5,5,5,5,5,7,\nc,c,,health,,1,4,4,4,4,4,4,\n"
    low, high, flat = read_profiles(folder_with(tmp_path, rows)).occupations
    assert low == pytest.approx(high)
    assert low[5] > 0 > low[0]
    assert flat.tolist() == [0.0] * 6


@pytest.mark.parametrize("figure", ["", "high", "1,2"])
def test_a_figure_that_is_no_number_is_refused(tmp_path: Path, figure: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_profiles(folder_with(tmp_path, f'a,a,,health,,1,"{figure}",1,1,1,1,3,\n'))


def test_tables_that_are_not_there_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"area_profiles"):
        read_profiles(tmp_path)


def test_subjects_that_point_the_same_way_add_up_but_never_beyond_the_whole() -> None:
    health = AREAS.index("health")  # type: ignore[arg-type]
    one = subjects_by_area(["biology"], SEED)[health]
    other = subjects_by_area(["health-social-care"], SEED)[health]
    both = subjects_by_area(["biology", "health-social-care"], SEED)[health]
    assert max(one, other) < both < 1.0
    assert both == pytest.approx(one + other - one * other)


@pytest.mark.parametrize("subjects", [[], ["dragons"], ["dragons", "potions"]])
def test_no_known_subject_points_nowhere(subjects: list[str]) -> None:
    assert subjects_by_area(subjects, SEED).tolist() == [0.0] * len(AREAS)


def test_a_further_area_counts_half(town: CatalogueSnapshot) -> None:
    ground = ground_for(town, Answers())
    towards_care = np.array([0.8 if area == "care-support" else 0.0 for area in AREAS])
    found = of_kinds(ground, over_areas(towards_care, ground.kinds))
    assert found["Health T Level"] == pytest.approx(0.8 * FURTHER_AREA)
    assert set(found.values()) == {0.0, found["Health T Level"]}


def test_a_main_area_is_not_outdone_by_half_of_a_further_one(town: CatalogueSnapshot) -> None:
    ground = ground_for(town, Answers())
    pulls = np.array([{"health": 0.6, "care-support": 0.9}.get(area, 0.0) for area in AREAS])
    assert of_kinds(ground, over_areas(pulls, ground.kinds))["Health T Level"] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("avoid", "title", "held"),
    [
        ("exams", "A level Fine Art", 1.0),
        ("exams", "Health T Level", 0.4),
        ("exams", "Plumbing", 0.0),
        ("screens", "Web design online", 1.0),
        ("heights", "Plumbing", 0.5),
        ("writing", "Nursing BSc", 0.6),
        ("blood", "Plumbing", 0.0),
    ],
)
def test_what_a_programme_holds_of_a_thing_to_avoid(
    town: CatalogueSnapshot, avoid: str, title: str, held: float
) -> None:
    ground = ground_for(town, Answers())
    if title == "Plumbing" and "plumber" in avoided_things(SEED)[avoid].occupations:
        held = avoided_things(SEED)[avoid].occupations["plumber"]
    (found,) = burdens((avoid,), ground.kinds, PROFILES, SEED)
    assert of_kinds(ground, found)[title] == pytest.approx(held)


@given(some_of(codes_of("avoid"), MOST_AVOIDED).filter(bool), st.sampled_from(codes_of("avoid")))
def test_one_more_thing_to_avoid_never_speaks_for_anything(
    town: CatalogueSnapshot, avoid: tuple[str, ...], more: str
) -> None:
    kinds = ground_for(town, Answers()).kinds
    before, _ = avoid_by_kind(Answers(avoid=avoid), kinds, PROFILES, SEED)
    after, which = avoid_by_kind(Answers(avoid=(*avoid, more)), kinds, PROFILES, SEED)
    assert (after <= before + 1e-12).all()
    assert ((after >= 0.0) & (after <= 1.0)).all()
    assert which.max() <= len(avoid)
