"""Nothing moves once it is drawn, and the measurements find what they are for."""

from __future__ import annotations

import pytest

from tests.accessibility.checks import DOUBLE_TEXT, lost_with, measured, small_targets
from tests.accessibility.states import STATES, State
from tests.accessibility.visits import DESKTOP, PHONE, Setting, Visitor


@pytest.mark.parametrize(
    "state",
    [state for state in STATES if state.name in ("home", "results near a place", "programme")],
    ids=str,
)
def test_nothing_moves_after_the_page_is_drawn(visitor: Visitor, state: State, browser: object) -> None:
    script = """window.shifts = []; new PerformanceObserver(list => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
    }).observe({type: "layout-shift", buffered: true});"""
    for setting in (PHONE, DESKTOP):
        with visitor.visit(state, setting, script=script) as page:
            page.wait_for_timeout(300)
            assert sum(page.evaluate("window.shifts")) < 0.01


def test_the_measurements_find_what_they_are_for(visitor: Visitor, browser: object) -> None:
    with visitor.visit(State("home", "/"), Setting(320)) as page:
        page.evaluate(
            """() => { document.body.innerHTML = `<main><h1>x</h1><button id="tiny">x</button>
            <p>Words around <a id="inline" href="#">a link</a> in a sentence.</p><div id="wide">wide</div>
            <div id="low">many words here</div></main>`;
            const set = (id, values) => Object.assign(document.getElementById(id).style, values);
            set("tiny", {width: "20px", height: "20px", minHeight: "0", padding: "0"});
            set("wide", {width: "700px"});
            set("low", {height: "5px", overflow: "hidden"}); }"""
        )
        assert [name.split()[0] for name in small_targets(page)] == ["button#tiny"]
        assert measured(page, "tooWide()")[0].startswith("div#wide")
        assert measured(page, "clipped()")[0].startswith("div#low")
        page.evaluate("document.body.innerHTML = '<p id=set>word</p>'")
        page.evaluate(
            "Object.assign(document.getElementById('set').style, {width: '90%', overflow: 'hidden'})"
        )
        assert lost_with(page, DOUBLE_TEXT) == []
        assert lost_with(page, "#set { font-size: 40rem }")[0].startswith("p#set")
        assert measured(page, "clipped()") == [], "what was added is taken away again"
