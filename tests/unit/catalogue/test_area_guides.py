"""The twenty career areas as their table tells them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathways.catalogue.areas import area_guides
from pathways.catalogue.vocabulary import Area
from pathways.paths import resource_dir

HEADER = "slug,name,position,summary,what_people_do,good_if,jobs,ways_in\n"


def test_every_area_is_told_in_the_order_of_the_table() -> None:
    guides = area_guides(resource_dir("seed_data"))
    assert set(guides) == set(Area)
    assert next(iter(guides)) is Area.ANIMALS_LAND_ENVIRONMENT
    assert all(guide.jobs and guide.ways_in and guide.area is area for area, guide in guides.items())


def test_jobs_are_kept_apart(tmp_path: Path) -> None:
    rows = [f"{area},Name,{place},s,w,g,baker ; cook;,in" for place, area in enumerate(reversed(Area))]
    (tmp_path / "career_areas.csv").write_text(HEADER + "\n".join(rows))
    guides = area_guides(tmp_path)
    assert list(guides) == list(reversed(Area))
    assert guides[Area.HEALTH].jobs == ("baker", "cook")


def test_an_area_of_which_nothing_is_said_is_named(tmp_path: Path) -> None:
    (tmp_path / "career_areas.csv").write_text(HEADER + "health,Health,1,s,w,g,nurse,in\n")
    with pytest.raises(ValueError, match="sport-fitness"):
        area_guides(tmp_path)


def test_an_area_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    (tmp_path / "career_areas.csv").write_text(HEADER + "juggling,Juggling,1,s,w,g,juggler,in\n")
    with pytest.raises(ValueError, match="juggling"):
        area_guides(tmp_path)
