"""Every page and every state of it that a person can meet, by name.

Each state is visited with axe, walked through with the keyboard and measured. A template or macro that no state
renders fails `test_every_template_is_seen`; a page that is added gets its states here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Page

Service = Literal["ready", "building", "no-database"]
"""`building`: there is no snapshot yet. `no-database`: the snapshot is there, the database is not."""


@dataclass(frozen=True)
class State:
    """One page in one state. Names in braces in `path` are filled in from the seeded catalogue.

    With `form`, `path` is posted to, from the page at `start`. `enhanced` brings about what only a script can.
    """

    name: str
    path: str
    status: int = 200
    form: dict[str, str] = field(default_factory=dict)
    start: str = "/"
    service: Service = "ready"
    enhanced: Callable[[Page], None] | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def is_sent(self) -> bool:
        """Whether the state comes of sending a form."""
        return bool(self.form)


def _typing_a_place(page: Page) -> None:
    page.locator("#near").press_sequentially("pres", delay=20)
    page.get_by_role("option").first.wait_for()


def _opening_the_filters(page: Page) -> None:
    opener = page.locator("a.tool--filters:visible")
    if opener.count():
        opener.first.click()
        page.locator("#filters .panel__close:visible").wait_for()


def _opening_the_map(page: Page) -> None:
    opener = page.locator("[data-map-toggle]:visible")
    if opener.count():
        opener.first.click()


_ERRORS = (400, 403, 404, 405, 410, 413, 414, 422, 429, 500, 503)

HOME = [
    State("home", "/"),
    State("home, places suggested", "/", enhanced=_typing_a_place),
]
RESULTS = [
    State("results, everything", "/search"),
    State("results near a place", "/search?q=plumbing&near=consett&miles=20"),
    State("results, filters open", "/search?near=preston&miles=10", enhanced=_opening_the_filters),
    State("results, map open", "/search?near=preston&miles=10", enhanced=_opening_the_map),
    State(
        "results, many filters",
        "/search?near=bradford&miles=40&route=t-level&route=apprenticeship&level=3&area=health&mode=full-time&sort=distance",
    ),
    State("results, page two, by start", "/search?sort=start&page=2"),
    State("results, spelling put right", "/search?q=enjineering+wakfield"),
    State("results, nothing found", "/search?q=astronaut&near=consett&miles=1&route=t-level"),
    State("results, past the end", "/search?q=health&page=900"),
    State(
        "results, parameters dropped", "/search?miles=abc&near=ZZ99&level=9&page=-1&colour=red&for=eligible"
    ),
    State("results, over the border", "/search?near=cardiff&miles=10"),
    State("results, one provider", "/search?provider={provider_id}"),
    State("results, which place", "/search", status=422, form={"q": "plumbing", "near": "Richmond"}),
    State("results, place not known", "/search", status=422, form={"q": "plumbing", "near": "Qzxwvut"}),
    State("results, postcode of another island", "/search", status=422, form={"near": "BT1 1AA"}),
    State("results, catalogue being built", "/search?q=health", status=503, service="building"),
    State("results, database away", "/search?q=health&near=preston", service="no-database"),
]
PROGRAMMES = [
    State("programme", "/programmes/{programme}"),
    State(
        "programme, from a place and a search",
        "/programmes/{programme}?at={opportunity}&near=preston&from=q%3Dhealth",
    ),
    State("programme, apprenticeship", "/programmes/{apprenticeship}?near=consett"),
    State("programme, degree", "/programmes/{degree}?near=preston"),
    State("programme, with figures", "/programmes/{with_outcomes}"),
    State("programme, online", "/programmes/{online}?near=wakefield"),
    State("programme, no coordinates", "/programmes/{no_coordinates}?near=wakefield"),
    State("programme, supported internship", "/programmes/{supported_internship}"),
    State("programme, closed", "/programmes/{closed}"),
    State("programme, withdrawn", "/programmes/{withdrawn}", status=410),
    State(
        "programme, which place",
        "/programmes/{programme}",
        status=422,
        form={"near": "Richmond"},
        start="/programmes/{programme}",
    ),
    State("programme, database away", "/programmes/{programme}", service="no-database"),
    State("provider", "/providers/{provider}"),
    State("provider near a place", "/providers/{provider}?near=preston"),
    State("provider, withdrawn", "/providers/{withdrawn_provider}", status=410),
    State("provider, database away", "/providers/{provider}", status=503, service="no-database"),
]
GUIDES = [
    State("areas", "/areas"),
    State("area", "/areas/health"),
    State("area near a place", "/areas/building-construction?near=consett"),
    State(
        "area, place not known", "/areas/health", status=422, form={"near": "Qzxwvut"}, start="/areas/health"
    ),
    State("routes", "/routes"),
    State("route", "/routes/t-level"),
    State("route near a place", "/routes/apprenticeship?near=hartlepool"),
    State(
        "route, which place", "/routes/degree", status=422, form={"near": "Richmond"}, start="/routes/degree"
    ),
]
INFORMATION = [
    State("parents", "/parents"),
    State("your information", "/your-information"),
    State("sources", "/sources"),
    State("accessibility", "/accessibility"),
    State("help", "/help"),
    State("report", "/report?page=/search"),
    State(
        "report, nothing said",
        "/report",
        status=422,
        form={"page": "/", "kind": "", "text": ""},
        start="/report",
    ),
    State("report, thanks", "/report/thanks"),
    State("report, urgent thanks", "/report/thanks?urgent=yes"),
]
BROKEN = [State(f"error {code}", f"/raise/{code}", status=code) for code in _ERRORS]
BUILDING = [State("components", "/components")]

ALIKE = {state.name for state in BROKEN if state.status != 404}
"""Error pages are one page with other words: axe visits each, the ruler and the keyboard the first."""

STATES: list[State] = [*HOME, *RESULTS, *PROGRAMMES, *GUIDES, *INFORMATION, *BROKEN, *BUILDING]
MEASURED = [state for state in STATES if state.name not in ALIKE]
