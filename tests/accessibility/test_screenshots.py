"""Pictures of the pages, to be looked at.

`make screenshots` writes every state, at two widths, light and dark, into test-results/screenshots, and what a first
look shows into docs/images for the README. In the ordinary run only the page of components and the README's pictures
are drawn, to see that they can be.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.accessibility.states import STATES, State
from tests.accessibility.visits import Setting, Visitor

FOLDER = os.environ.get("PATHWAYS_SCREENSHOTS")
DRAWN = STATES if FOLDER else [state for state in STATES if state.name == "components"]
SETTINGS = [Setting(width, scheme=scheme) for width in (360, 1280) for scheme in ("light", "dark")]
PICTURES = os.environ.get("PATHWAYS_PICTURES")
NURSING = State("picture of results", "/search?q=nursing&near=PR1")
LEAST_BYTES = 5_000
"""A picture of an empty page is smaller than this."""


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
@pytest.mark.parametrize("state", DRAWN, ids=str)
def test_a_picture_can_be_taken(
    visitor: Visitor, state: State, setting: Setting, tmp_path: Path, browser: object
) -> None:
    folder = Path(FOLDER) if FOLDER else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    name = "-".join("".join(letter if letter.isalnum() else " " for letter in state.name).split())
    place = folder / f"{name}-{setting.width}-{setting.scheme}.png"
    with visitor.visit(state, setting) as page:
        page.screenshot(path=place, full_page=True)
    assert place.stat().st_size > LEAST_BYTES


def test_the_picture_of_the_readme_can_be_taken(visitor: Visitor, tmp_path: Path, browser: object) -> None:
    folder = Path(PICTURES) if PICTURES else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "results-wide.png"
    with visitor.visit(NURSING, Setting(1280)) as page:
        page.screenshot(path=place)
    assert place.stat().st_size > LEAST_BYTES
