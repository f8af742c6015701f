"""Rungs: how far up each programme stands, and what shares its line of work."""

from __future__ import annotations

import numpy as np
import pytest

from pathways.catalogue.codes import LEVELS
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.ladder import ladder_of
from pathways.guidance.line_of_work import LineOfWork, line_of_work_of
from pathways.guidance.rungs import DEGREE_RUNG, RUNGS, rungs_of
from tests.unit.guidance.drawn_answers import PRESTON
from tests.unit.guidance.market_town import TITLES, TODAY, ground_for, titles_on


def programme_ids(town: CatalogueSnapshot) -> dict[str, int]:
    ground = ground_for(town, Answers())
    ids = ground.day.segment.programme_ids[ground.programmes].tolist()
    return dict(zip(titles_on(ground), ids, strict=True))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Words for work", LineOfWork(1, "plumber", -1)),
        ("Plumbing", LineOfWork(2, "plumber", 52)),
        ("Plumbing apprenticeship", LineOfWork(2, "plumber", 52)),
        ("Truro joinery", LineOfWork(3, "carpenter", 52)),
        ("Health T Level", LineOfWork(3, "", -1)),
        ("Nursing BSc", LineOfWork(DEGREE_RUNG, "nurse", 12)),
        ("Steps to work", LineOfWork(-1, "", -1)),
    ],
)
def test_a_programme_stands_on_the_rung_of_its_level(
    town: CatalogueSnapshot, title: str, expected: LineOfWork
) -> None:
    assert line_of_work_of(town, programme_ids(town)[title]) == expected


@pytest.mark.parametrize("gone", [-1, 0, 999_999_999])
def test_a_programme_that_is_not_there_stands_nowhere(town: CatalogueSnapshot, gone: int) -> None:
    assert line_of_work_of(town, gone) is None
    assert ladder_of(town, gone, PRESTON, TODAY).after == ()


@pytest.mark.parametrize(
    ("line", "job", "subject"),
    [
        (LineOfWork(2, "plumber", 52), {"Plumbing", "Plumbing apprenticeship", "Words for work"}, {"Truro joinery"}),
        (LineOfWork(2, "", 52), set(), {"Plumbing", "Plumbing apprenticeship", "Truro joinery"}),
        (LineOfWork(5, "nurse", -1), {"Nursing BSc"}, set()),
        (LineOfWork(5, "lamplighter", 12), set(), {"Nursing BSc"}),
        (LineOfWork(3, "", -1), set(), set()),
    ],
)  # fmt: skip
def test_a_line_of_work_is_a_job_before_a_subject(
    town: CatalogueSnapshot, line: LineOfWork, job: set[str], subject: set[str]
) -> None:
    segment = town.segments[0]
    by_id = dict(zip(segment.programme_ids.tolist(), line.shared_by(segment).tolist(), strict=True))
    shared = {title: by_id[number] for title, number in programme_ids(town).items()}
    assert {title for title, how in shared.items() if how == 2} == job
    assert {title for title, how in shared.items() if how == 1} == subject


def test_a_further_rung_in_another_town_is_too_far(town: CatalogueSnapshot) -> None:
    plumbing = programme_ids(town)["Plumbing"]
    assert ladder_of(town, plumbing, PRESTON, TODAY).after == ()
    before = ladder_of(town, plumbing, PRESTON, TODAY).before
    assert [step.card.title for step in before] == ["Words for work"]


@pytest.mark.parametrize("title", TITLES)
def test_no_ladder_leads_to_where_it_starts(town: CatalogueSnapshot, title: str) -> None:
    found = ladder_of(town, programme_ids(town)[title], PRESTON, TODAY)
    assert title not in {step.card.title for step in (*found.before, *found.after)}


def test_every_programme_of_the_catalogue_with_a_level_has_a_rung(seeded: CatalogueSnapshot) -> None:
    for segment in seeded.segments:
        rungs = rungs_of(segment)
        levels = segment.entry["level"][segment.programme_columns["entry"]]
        assert ((rungs >= 0) | (levels < 0)).all()
        assert rungs.max() < len(RUNGS)
        for rung, own in enumerate(RUNGS):
            here = np.isin(levels, [LEVELS.index(level) for level in own])
            assert (rungs[here] == rung).all()
