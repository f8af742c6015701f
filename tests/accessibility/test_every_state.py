"""Every page in every state, for everybody: at both widths, with and without scripts, light and dark.

One visit does for all checks of a state, for opening a page costs more than most of them.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.accessibility.checks import DOUBLE_TEXT, SPACED_TEXT, axe, lost_with, measured, small_targets, walk
from tests.accessibility.states import ALIKE, STATES, State
from tests.accessibility.visits import Setting, Visitor, look

WITH_SCRIPTS = (Setting(320, scheme="dark"), Setting(1280, scheme="light"))
WITHOUT_SCRIPTS = (
    Setting(320, scripts=False, scheme="light"),
    Setting(1280, scripts=False, scheme="dark"),
)
"""Each width, script and scheme meets each of the others at least once."""


@pytest.mark.parametrize("ways", [WITH_SCRIPTS, WITHOUT_SCRIPTS], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("state", STATES, ids=str)
def test_everybody_can_use(
    visitor: Visitor, state: State, ways: tuple[Setting, Setting], browser: object
) -> None:
    phone, desk = ways
    with visitor.visit(state, phone) as page:
        complaints = [f"{phone}: {said}" for said in seen_on_a_phone(page, state)]
        if state.enhanced is None:
            look(page, desk)
            complaints += [f"{desk}: {said}" for said in seen_on_a_desk(page, state, phone.scripts)]
    if state.enhanced is not None:
        # What a script opened on a phone may be another thing on a desk.
        with visitor.visit(state, desk) as page:
            complaints += [f"{desk}: {said}" for said in seen_on_a_desk(page, state, scripts=False)]
    assert not complaints, "\n".join(complaints)


def seen_on_a_phone(page: Page, state: State) -> list[str]:
    """Nothing needs scrolling sideways, a thumb hits everything, and text set wider apart loses nothing."""
    complaints = axe(page)
    if state.name not in ALIKE:
        complaints += measured(page, "tooWide()") + small_targets(page) + lost_with(page, SPACED_TEXT)
    return complaints


def seen_on_a_desk(page: Page, state: State, scripts: bool) -> list[str]:
    """Text twice as large loses nothing, and with scripts Tab reaches everything once and shows where it is."""
    complaints = axe(page)
    if state.name not in ALIKE:
        complaints += small_targets(page) + (walk(page) if scripts else []) + lost_with(page, DOUBLE_TEXT)
    return complaints
