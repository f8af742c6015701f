"""The tables of subjects and of things to avoid point only to what exists, and the parts made of them keep bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.codes import AREAS
from pathways.catalogue.dated import read_rows
from pathways.guidance.answers import ACTIVITIES
from pathways.guidance.choices import codes_of
from pathways.guidance.leanings import avoided_things, subject_leanings
from pathways.guidance.tastes import subjects_by_area
from pathways.paths import resource_dir

SEED = resource_dir("seed_data")


def test_every_activity_is_asked_about_once_and_has_a_picture() -> None:
    rows = list(read_rows(SEED / "activities.csv"))
    assert tuple(row["code"] for row in rows) == ACTIVITIES
    assert all(row["interest"][0] == row["code"][0] and row["icon"] for row in rows)
    assert len({row["text"] for row in rows}) == len(rows)


def test_every_subject_points_somewhere_and_every_kind_of_work_is_pointed_to() -> None:
    leanings = subject_leanings(SEED)
    assert set(leanings) == set(codes_of("subject"))
    assert all(leanings.values())
    pointed_to = {area for areas in leanings.values() for area in areas}
    # Nobody studies these at school to get there: everyday skills lead everywhere.
    assert pointed_to == {area.value for area in AREAS} - {"english-maths-everyday-skills"}


def test_everything_to_avoid_is_held_by_something() -> None:
    for code, thing in avoided_things(SEED).items():
        assert code in codes_of("avoid")
        assert thing.areas or thing.occupations or thing.routes, code


def test_biology_points_to_health_and_not_to_finance() -> None:
    found = dict(
        zip((area.value for area in AREAS), subjects_by_area(["biology"], SEED).tolist(), strict=True)
    )
    assert found["health"] > 0.8
    assert found["finance-law"] == 0.0


@given(st.lists(st.sampled_from(sorted(codes_of("subject"))), max_size=6, unique=True))
def test_one_more_subject_never_takes_away(subjects: list[str]) -> None:
    before = subjects_by_area(subjects[:-1], SEED)
    after = subjects_by_area(subjects, SEED)
    assert (after >= before - 1e-12).all()
    assert (after <= 1.0).all()
    assert (after >= 0.0).all()


@pytest.mark.parametrize("cell", ["health:2", "nowhere:0.5", "health", "health:0"])
def test_a_slip_in_a_table_is_named(tmp_path: Path, cell: str) -> None:
    (tmp_path / "subjects.csv").write_text(f"code,label,areas\nbiology,Biology,{cell}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="biology"):
        subject_leanings(tmp_path)
