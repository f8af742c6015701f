"""Kinds: programmes that scoring cannot tell apart are worked out once, and all others stay apart."""

from __future__ import annotations

import numpy as np
import pytest

from pathways.catalogue.codes import AREAS, LEVELS, ROUTES
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Route
from pathways.guidance.answers import Answers
from pathways.guidance.kinds import Kinds, kinds_of
from tests.unit.guidance.market_town import PROFILES, TITLES, ground_for, names_at, titles_on


def kind_by_title(town: CatalogueSnapshot) -> tuple[Kinds, dict[str, int]]:
    ground = ground_for(town, Answers())
    of_rows = ground.kinds.of_programme[ground.programmes]
    return ground.kinds, dict(zip(titles_on(ground), of_rows.tolist(), strict=True))


@pytest.mark.parametrize(
    ("title", "route", "level"),
    [
        ("Plumbing", "vocational", "2"),
        ("Plumbing apprenticeship", "apprenticeship", "2"),
        ("Health T Level", "t-level", "3"),
        ("Nursing BSc", "degree", "6"),
        ("Words for work", "essential-skills", "1"),
        ("Steps to work", "supported-internship", None),
    ],
)
def test_a_kind_says_its_route_and_level(
    town: CatalogueSnapshot, title: str, route: str, level: str | None
) -> None:
    kinds, known = kind_by_title(town)
    assert names_at(kinds, known[title]) == (route, level)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Plumbing", "plumber"),
        ("Plumbing apprenticeship", "plumber"),
        ("Nursing BSc", "nurse"),
        ("Web design online", "web-designer"),
        ("Truro joinery", "carpenter"),
        ("Words for work", None),
        ("Health T Level", None),
    ],
)
def test_a_kind_knows_the_job_that_it_leads_to(town: CatalogueSnapshot, title: str, slug: str | None) -> None:
    kinds, known = kind_by_title(town)
    occupation = int(kinds.occupation[known[title]])
    assert (PROFILES.known[occupation].slug if occupation >= 0 else None) == slug


def test_a_kind_has_one_main_area_and_all_of_its_areas(town: CatalogueSnapshot) -> None:
    kinds, known = kind_by_title(town)
    health = known["Health T Level"]
    assert AREAS[kinds.main_area[health]] is Area.HEALTH
    held = {area for at, area in enumerate(AREAS) if int(kinds.area_bits[health]) >> at & 1}
    assert held == {Area.HEALTH, Area.CARE_SUPPORT}


def test_subject_areas_stand_in_tenths(town: CatalogueSnapshot) -> None:
    kinds, known = kind_by_title(town)
    assert kinds.tier2[known["Plumbing"]] == kinds.tier2[known["Truro joinery"]] == 52
    assert kinds.tier2[known["Nursing BSc"]] == 12
    assert kinds.tier2[known["Health T Level"]] == -1


def test_ten_programmes_that_differ_are_ten_kinds(town: CatalogueSnapshot) -> None:
    kinds, known = kind_by_title(town)
    assert kinds.count == len(set(known.values())) == len(TITLES)


def test_kinds_are_worked_out_once_for_a_segment(seeded: CatalogueSnapshot) -> None:
    for segment in seeded.segments:
        assert kinds_of(segment, PROFILES) is kinds_of(segment, PROFILES)


def test_all_programmes_of_a_kind_are_alike_and_no_two_kinds_are(seeded: CatalogueSnapshot) -> None:
    for segment in seeded.segments:
        kinds = kinds_of(segment, PROFILES)
        columns = segment.programme_columns
        assert len(kinds.of_programme) == len(segment.programme_ids)
        assert kinds.count < len(segment.programme_ids)
        assert (kinds.tier2[kinds.of_programme] == columns["tier2"]).all()
        main = np.where(kinds.main_area < 0, 255, kinds.main_area)[kinds.of_programme]
        assert (main == columns["main_area"]).all()
        assert (kinds.route[kinds.of_programme] == segment.entry["route"][columns["entry"]]).all()
        told = zip(
            kinds.main_area.tolist(),
            kinds.area_bits.tolist(),
            kinds.occupation.tolist(),
            kinds.tier2.tolist(),
            kinds.route.tolist(),
            kinds.level.tolist(),
            strict=True,
        )
        assert len(set(told)) == kinds.count


def test_no_everyday_skills_of_the_catalogue_claim_a_job(seeded: CatalogueSnapshot) -> None:
    for segment in seeded.segments:
        kinds = kinds_of(segment, PROFILES)
        skills = kinds.route == ROUTES.index(Route.ESSENTIAL_SKILLS)
        assert skills.any()
        assert (kinds.occupation[skills] == -1).all()
        assert (kinds.occupation[~skills] >= 0).any()


def test_levels_and_routes_of_kinds_are_known_ones(seeded: CatalogueSnapshot) -> None:
    for segment in seeded.segments:
        kinds = kinds_of(segment, PROFILES)
        for at in range(kinds.count):
            route, level = names_at(kinds, at)
            assert route in set(ROUTES)
            assert level is None or level in set(LEVELS)
