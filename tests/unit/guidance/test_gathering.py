"""What is in reach and open to somebody, and which programmes are worth a closer look."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.codes import AREAS, ROUTES
from pathways.catalogue.entry_law import entry_law
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Route
from pathways.eligibility.verdicts import Judged, applicant
from pathways.guidance import gathering
from pathways.guidance.answers import Answers
from pathways.guidance.gathering import Found, Wanted, best_positions, classes_of, find
from pathways.guidance.ground import Ground, exact_parts, rough_scores, thousandths_at
from pathways.guidance.parts import parts_over
from pathways.guidance.reach import Step
from pathways.snapshot.reach import FAR
from tests.unit.guidance.drawn_answers import PRESTON, any_answers
from tests.unit.guidance.market_town import (
    PROFILES,
    SEED,
    TITLES,
    TODAY,
    asked_by,
    ground_for,
    titles_on,
)

WITHOUT_JOURNEY = {"Childcare anywhere", "Web design online"}
IN_PRESTON = {"Health T Level", "Plumbing", "Steps to work", "Words for work"}
IN_BLACKBURN = {"A level Fine Art", "Plumbing apprenticeship"}


def verdicts(town: CatalogueSnapshot, answers: Answers) -> tuple[Judged, ...]:
    """What somebody could get into."""
    learner = answers.learner
    assert learner is not None
    someone = applicant(learner, entry_law(SEED), TODAY)
    return tuple(someone.table(segment.entry) for segment in town.segments)


def found_for(town: CatalogueSnapshot, wanted: Wanted, miles: float | None = None) -> Found:
    return find(town, wanted, Step(miles), PROFILES, TODAY)


def titles(found: Found) -> set[str]:
    return {title for ground in found.grounds for title in titles_on(ground)}


def titles_kept(grounds: Iterable[Ground]) -> set[str]:
    return {title for ground in grounds for title in titles_on(ground)}


@pytest.mark.parametrize(
    ("miles", "expected"),
    [
        (0.5, WITHOUT_JOURNEY | IN_PRESTON),
        (5.0, WITHOUT_JOURNEY | IN_PRESTON),
        (8.5, WITHOUT_JOURNEY | IN_PRESTON),
        (9.5, WITHOUT_JOURNEY | IN_PRESTON | IN_BLACKBURN),
        (20.0, WITHOUT_JOURNEY | IN_PRESTON | IN_BLACKBURN),
        (21.0, set(TITLES) - {"Truro joinery"}),
        (None, set(TITLES)),
    ],
)
def test_a_reach_holds_what_is_inside_it_and_what_needs_no_journey(
    town: CatalogueSnapshot, miles: float | None, expected: set[str]
) -> None:
    assert titles(found_for(town, Wanted(Answers(home=PRESTON)), miles)) == expected


@given(near=st.floats(0.1, 70), more=st.floats(0, 70))
def test_a_wider_reach_never_loses_anything(town: CatalogueSnapshot, near: float, more: float) -> None:
    wanted = Wanted(Answers(home=PRESTON))
    narrow, wide = found_for(town, wanted, near), found_for(town, wanted, near + more)
    assert titles(narrow) <= titles(wide)
    assert narrow.open_programmes <= wide.open_programmes
    assert narrow.open_at_places <= wide.open_at_places


def test_what_needs_no_journey_is_not_counted_as_near_home(town: CatalogueSnapshot) -> None:
    found = found_for(town, Wanted(Answers(home=PRESTON)), 5.0)
    assert found.programmes == found.open_programmes == 6
    assert found.open_at_places == 4


def test_an_area_that_was_put_aside_is_gone(town: CatalogueSnapshot) -> None:
    without = frozenset({Area.BUILDING_CONSTRUCTION, Area.HEALTH})
    left = titles(found_for(town, Wanted(Answers(), without=without)))
    assert left == set(TITLES) - {
        "Plumbing",
        "Plumbing apprenticeship",
        "Truro joinery",
        "Health T Level",
        "Nursing BSc",
    }


def test_a_further_area_does_not_put_a_programme_aside(town: CatalogueSnapshot) -> None:
    without = frozenset({Area.CARE_SUPPORT})
    assert "Health T Level" in titles(found_for(town, Wanted(Answers(), without=without)))


def test_putting_every_area_aside_leaves_nothing_and_breaks_nothing(town: CatalogueSnapshot) -> None:
    found = found_for(town, Wanted(Answers(), without=frozenset(Area)))
    assert titles(found) == set()
    assert (found.programmes, found.open_programmes, found.open_at_places) == (0, 0, 0)
    (ground,) = found.only_open()
    assert best_positions(ground, parts_over(asked_by(town, Answers()), 0, ground)).tolist() == []


def test_more_like_one_programme_leaves_that_programme_out(town: CatalogueSnapshot) -> None:
    ground = ground_for(town, Answers())
    at = titles_on(ground).index("Plumbing")
    programme = int(ground.day.segment.programme_ids[ground.programmes[at]])
    assert titles(found_for(town, Wanted(Answers(), but=programme))) == set(TITLES) - {"Plumbing"}


def test_a_sixteen_year_old_is_shown_no_degree_unless_it_was_asked_for(town: CatalogueSnapshot) -> None:
    shy = Answers(stage="year-10-11")
    bold = Answers(stage="year-10-11", ideas=("route:degree",))
    assert "Nursing BSc" not in titles(found_for(town, Wanted(shy)))
    assert "Nursing BSc" in titles(found_for(town, Wanted(bold)))


def test_what_somebody_could_not_get_into_is_closed_and_falls_away(town: CatalogueSnapshot) -> None:
    answers = Answers(stage="year-12-13", highest="1")
    found = found_for(town, Wanted(answers, verdicts(town, answers)))
    closed = {
        title
        for ground in found.grounds
        for title, shut in zip(titles_on(ground), ground.closed.tolist(), strict=True)
        if shut
    }
    assert titles_kept(found.only_open()) == titles(found) - closed
    assert found.open_programmes == found.programmes - len(closed)


def test_a_degree_that_was_asked_for_is_not_closed(town: CatalogueSnapshot) -> None:
    answers = Answers(stage="year-10-11", ideas=("route:degree",))
    found = found_for(town, Wanted(answers, verdicts(town, answers)))
    assert "Nursing BSc" in titles_kept(found.only_open())


def test_where_nothing_is_known_of_somebody_nothing_is_closed(town: CatalogueSnapshot) -> None:
    found = found_for(town, Wanted(Answers()))
    assert not any(ground.closed.any() for ground in found.grounds)
    assert found.only_open() == found.grounds


def test_distances_are_in_thousandths_and_far_where_there_is_none(town: CatalogueSnapshot) -> None:
    ground = ground_for(town, Answers(home=PRESTON), Step(40.0))
    far = dict(zip(titles_on(ground), thousandths_at(ground, np.arange(len(ground.rows))), strict=True))
    assert far["Plumbing"] == pytest.approx(0, abs=60)
    assert 8_850 < far["Plumbing apprenticeship"] < 8_950
    assert 20_000 < far["Nursing BSc"] < 21_000
    assert {far[title] for title in WITHOUT_JOURNEY} == {FAR}


@given(any_answers())
def test_the_rough_scores_are_the_exact_ones_less_one_where_closed(
    town: CatalogueSnapshot, answers: Answers
) -> None:
    judged = verdicts(town, answers) if answers.learner else ()
    (ground,) = find(town, Wanted(answers, judged), Step(None), PROFILES, TODAY).grounds
    parts = parts_over(asked_by(town, answers), 0, ground)
    every = np.arange(len(ground.rows))
    exact = exact_parts(ground, parts, every).sum(axis=1)
    assert rough_scores(ground, parts) == pytest.approx(exact - ground.closed, abs=1e-5)
    assert ((exact >= -1e-9) & (exact <= 1.0 + 1e-9)).all()


def test_the_exact_parts_of_a_few_rows_are_theirs(town: CatalogueSnapshot) -> None:
    answers = Answers(home=PRESTON, learning="work", patterns=("full-time",), start_from="2027-09")
    ground = ground_for(town, answers, Step(40.0))
    parts = parts_over(asked_by(town, answers), 0, ground)
    every = exact_parts(ground, parts, np.arange(len(ground.rows)))
    picked = np.array([4, 1, 1])
    assert exact_parts(ground, parts, picked).tolist() == every[picked].tolist()
    assert exact_parts(ground, parts, np.empty(0, np.int64)).shape == (0, len(parts))


def test_a_small_catalogue_is_looked_at_whole(town: CatalogueSnapshot) -> None:
    ground = ground_for(town, Answers())
    parts = parts_over(asked_by(town, Answers()), 0, ground)
    assert best_positions(ground, parts).tolist() == list(range(len(ground.rows)))


def test_of_a_large_one_the_best_and_the_best_of_each_area_and_route(
    town: CatalogueSnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "LOOKED_AT", 1)
    answers = Answers(ideas=("occupation:plumber",), learning="work")
    ground = ground_for(town, answers)
    parts = parts_over(asked_by(town, answers), 0, ground)
    seen = {titles_on(ground)[at] for at in best_positions(ground, parts).tolist()}
    # Of the two vocational programmes in building, the plumber's comes first; all others stand alone.
    assert seen == set(TITLES) - {"Truro joinery"}


def test_no_class_of_programme_is_lost_by_looking_closer_at_few(
    seeded: CatalogueSnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "LOOKED_AT", 5)
    answers = Answers(home=PRESTON)
    for place, ground in enumerate(find(seeded, Wanted(answers), Step(20.0), PROFILES, TODAY).grounds):
        parts = parts_over(asked_by(seeded, answers), place, ground)
        kept = best_positions(ground, parts)
        classes = [
            set(zip(*(codes.tolist() for codes in classes_of(ground, programmes)), strict=True))
            for programmes in (ground.programmes.astype(np.int64), ground.programmes[kept].astype(np.int64))
        ]
        assert classes[0] == classes[1]
        assert len(kept) < len(ground.rows)


def test_a_programme_is_known_by_its_area_and_route(town: CatalogueSnapshot) -> None:
    ground = ground_for(town, Answers())
    area, route = classes_of(ground, ground.programmes.astype(np.int64))
    told = {
        title: (AREAS[one], ROUTES[other])
        for title, one, other in zip(titles_on(ground), area.tolist(), route.tolist(), strict=True)
    }
    assert told["Health T Level"] == (Area.HEALTH, Route.T_LEVEL)
    assert told["Words for work"] == (Area.ENGLISH_MATHS_EVERYDAY_SKILLS, Route.ESSENTIAL_SKILLS)
    assert told["Steps to work"] == (Area.FOOD_HOSPITALITY_TRAVEL, Route.SUPPORTED_INTERNSHIP)
