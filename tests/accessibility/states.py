"""Every page and every state of it that a person can meet, by name.

Each state is visited with axe, walked through with the keyboard and measured. A template or macro that no state
renders fails `test_every_template_is_seen`; a page that is added gets its states here.
"""

from __future__ import annotations

from playwright.sync_api import Page

from pathways.catalogue.vocabulary import Area
from tests.accessibility.desk_states import DESK
from tests.accessibility.staff_states import STAFF
from tests.accessibility.state import Service, State

__all__ = ["ALIKE", "MEASURED", "STATES", "Service", "State"]


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
    State(
        "results, what you can apply for",
        "/search?near=preston&miles=40&for=eligible&stage=year-10-11&english=have&gcses=5",
    ),
    State(
        "results, nothing to apply for yet", "/search?near=preston&route=degree&for=eligible&stage=year-8-9"
    ),
    State("results, nothing found", "/search?q=astronaut&near=consett&miles=1&route=t-level"),
    State("results, words understood", "/search?q=sparky+not+university"),
    State("results, the nearest instead", "/search?q=astronaut+supported+internship&near=consett"),
    State("results, not understood", "/search?q=idk"),
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
    State(
        "programme, you could if",
        "/programmes/{apprenticeship}?near=consett&stage=year-10-11&english=not-yet",
    ),
    State("programme, not yet", "/programmes/{degree}?near=preston&stage=year-10-11"),
    State("programme, you can apply", "/programmes/{degree}?near=preston&stage=25-plus&highest=3&points=140"),
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
    State("provider, database away", "/providers/{provider}", service="no-database"),
    State("provider not known, database away", "/providers/999999", status=503, service="no-database"),
]
COMPARISONS = [
    State(
        "comparison of four, with a place and grades",
        "/compare?o={apprenticeship_offer}&o={degree_offer}&o={online_offer}&o={with_outcomes_offer}&near=preston"
        "&stage=year-10-11&english=not-yet",
    ),
    State("comparison of two", "/compare?o={apprenticeship_offer}&o={degree_offer}&from=q%3Dhealth"),
    State("comparison, differences alone", "/compare?o={degree_offer}&o={online_offer}&only=differences"),
    State(
        "comparison, some left out",
        "/compare?o=999999&o=abc&o={degree_offer}&o={online_offer}&o={opportunity}&o={with_outcomes_offer}&o=1",
    ),
    State("comparison with one", "/compare?o={degree_offer}&near=preston"),
    State("comparison with nothing", "/compare"),
    State(
        "comparison, which place",
        "/compare?o={apprenticeship_offer}&o={degree_offer}",
        status=422,
        form={"near": "Richmond"},
        start="/compare",
    ),
    State(
        "comparison, database away",
        "/compare?o={apprenticeship_offer}&o={degree_offer}&near=preston",
        service="no-database",
    ),
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
_SOME = "stage=year-10-11&home=preston&travel=bus&minutes=45&yes=r1&yes=s2&no=c1&subject=maths&learning=work"
_ALL = f"{_SOME}&idea=occupation:electrician&avoid=blood&english=expect&maths=have&gcses=5&highest=1&matters=team"
_EVERY_AREA = "&".join(f"without={area.value}" for area in Area)
QUESTIONS = [
    State("question, first", "/questions/stage"),
    State("question, home", "/questions/home?stage=helping"),
    State("question, travel", f"/questions/travel?{_SOME}"),
    State("question, activities", f"/questions/activities-1?{_SOME}"),
    State("question, subjects", f"/questions/subjects?{_SOME}"),
    State("question, ideas", f"/questions/ideas?{_ALL}"),
    State(
        "question, ideas that name a place",
        "/questions/ideas?stage=year-10-11&home=durham&idea=area:animals-land-environment&avoid=exams"
        "&heard=home:durham&heard=avoid:exams&heard=full:matters&heard=refused:area:health&want=online",
    ),
    State("question, ideas that name another place", "/questions/ideas?home=preston&heard=home:durham"),
    State("question, avoid", f"/questions/avoid?{_ALL}"),
    State("question, learning", f"/questions/learning?{_SOME}"),
    State("question, grades", "/questions/grades?stage=year-12-13&points=96&gcses=5"),
    State("question, time", f"/questions/time?{_SOME}&from=2026-01"),
    State("question, one answer to change", f"/questions/matters?{_ALL}&then=suggestions"),
    State("question, answers not known", "/questions/stage?stage=wizard&home=atlantis&yes=z9&gcses=many"),
    State("question, check", f"/questions/check?{_ALL}"),
    State("question, nothing to check", "/questions/check"),
    State(
        "question, which place",
        "/questions/home",
        status=422,
        form={"near": "Richmond", "stage": "19-24"},
        start="/questions/home",
    ),
    State(
        "question, place not known",
        "/questions/home",
        status=422,
        form={"near": "Qzxwvut"},
        start="/questions/home",
    ),
    State(
        "question, which place is meant",
        "/questions/ideas",
        status=422,
        form={"ideas": "cars near Richmond"},
        start="/questions/ideas",
    ),
    State(
        "question, words not known",
        "/questions/ideas",
        status=422,
        form={"ideas": "electrician qzxwvut", "idea": "area:health"},
        start="/questions/ideas",
    ),
    State(
        "question, points not a number",
        "/questions/grades",
        status=422,
        form={"points": "lots", "stage": "year-12-13"},
        start="/questions/grades?stage=year-12-13",
    ),
]
SUGGESTIONS = [
    State("suggestions", f"/suggestions?{_ALL}"),
    State("suggestions, nothing answered", "/suggestions"),
    State("suggestions, map open", f"/suggestions?{_SOME}", enhanced=_opening_the_map),
    State("suggestions, more like one", f"/suggestions?{_SOME}&like={{opportunity}}&without=health"),
    State("suggestions, widened", "/suggestions?home=PR1&travel=walk&minutes=15&stage=25-plus"),
    State("suggestions, everything left out", f"/suggestions?{_SOME}&{_EVERY_AREA}"),
    State("suggestions, catalogue being built", f"/suggestions?{_SOME}", status=503, service="building"),
    State("suggestions, database away", f"/suggestions?{_SOME}", service="no-database"),
]
_MINE = {"plan": "{plan_cookie}"}
_TYPED = {"version": "0", "status": "keen", "note": "Ask about the bus", "do": "keep"}
PLANS = [
    State("plan, none yet", "/plan"),
    State("plan, forgotten here", "/plan?said=left"),
    State(
        "plan, words with slips",
        "/plan/open",
        status=422,
        form={"code": "aple anchor zigzag zone yogga", "shared": "yes"},
        start="/plan",
    ),
    State(
        "plan, words of none",
        "/plan/open",
        status=422,
        form={"code": "apple anchor zigzag zone yoga"},
        start="/plan",
    ),
    State(
        "plan, words not looked up",
        "/plan/open",
        status=503,
        form={"code": "apple anchor zigzag zone yoga"},
        start="/plan",
        service="no-database",
    ),
    State("plan, with things in it", "/plan?said=kept", cookies=_MINE),
    State("plan, with nothing in it", "/plan", cookies={"plan": "{empty_cookie}"}),
    State(
        "plan, note too long",
        "/plan/items/{opportunity}",
        status=422,
        form={**_TYPED, "note": "A long story. " * 40},
        cookies=_MINE,
        start="/plan",
    ),
    State(
        "plan, changed elsewhere",
        "/plan/items/{opportunity}",
        status=409,
        form=_TYPED,
        cookies=_MINE,
        start="/plan",
    ),
    State(
        "plan, taken out elsewhere",
        "/plan/items/999998",
        status=409,
        form=_TYPED,
        cookies=_MINE,
        start="/plan",
    ),
    State(
        "plan, taken out elsewhere, note too long",
        "/plan/items/999998",
        status=409,
        form={**_TYPED, "note": "A long story. " * 40},
        cookies=_MINE,
        start="/plan",
    ),
    State(
        "plan, put back, note too long",
        "/plan/save",
        status=422,
        form={**_TYPED, "opportunity": "{opportunity}", "note": "A long story. " * 40},
        cookies=_MINE,
        start="/plan",
    ),
    State(
        "plan, no room to put back",
        "/plan/save",
        status=422,
        form={**_TYPED, "opportunity": "{opportunity}"},
        cookies={"plan": "{full_cookie}"},
        start="/plan",
    ),
    State(
        "plan, not there to put back",
        "/plan/save",
        status=404,
        form={**_TYPED, "opportunity": "999998"},
        cookies=_MINE,
        start="/plan",
    ),
    State("plan, not open any more", "/plan/items/1", status=404, form=_TYPED, start="/plan"),
    State(
        "plan, note not kept",
        "/plan/items/1",
        status=503,
        form=_TYPED,
        cookies=_MINE,
        start="/areas",
        service="no-database",
    ),
    State("plan, database away", "/plan", status=503, cookies=_MINE, service="no-database"),
    State(
        "plan, no room",
        "/plan/save",
        status=422,
        form={"opportunity": "{opportunity}"},
        cookies={"plan": "{full_cookie}"},
        start="/plan",
    ),
    State("next steps", "/plan/next-steps?said=calendar-ended", cookies=_MINE),
    State("next steps, nothing saved", "/plan/next-steps", cookies={"plan": "{empty_cookie}"}),
    State(
        "next steps, a calendar address",
        "/plan/calendar",
        form={"do": "make"},
        cookies={"plan": "{sharing_cookie}"},
        start="/plan/next-steps",
    ),
    State("next steps, calendar made before", "/plan/next-steps", cookies={"plan": "{full_cookie}"}),
    State("next steps, database away", "/plan/next-steps", status=503, cookies=_MINE, service="no-database"),
    State("comparison with a plan", "/compare?o={degree_offer}&o={online_offer}", cookies=_MINE),
    State("plan, to be deleted", "/plan/delete", cookies=_MINE),
    State("plan, shown to nobody", "/plan/show", cookies={"plan": "{empty_cookie}"}),
    State("plan, shown to some", "/plan/show?said=ended", cookies=_MINE),
    State(
        "plan, a new link",
        "/plan/show",
        form={"days": "7", "notes": "yes"},
        cookies={"plan": "{sharing_cookie}"},
        start="/plan/show",
    ),
    State(
        "plan, too many links",
        "/plan/show",
        status=422,
        form={"days": "7"},
        cookies={"plan": "{full_cookie}"},
        start="/plan/show",
    ),
    State("shared plan", "/shared/{shared}", cookies={"shared": "{shared_token}"}),
    State("shared, nothing there", "/shared/p999999", status=404),
    State("results with a plan", "/search?near=preston&miles=10", cookies=_MINE),
    State("programme with a plan", "/programmes/{programme}?at={opportunity}", cookies=_MINE),
    State("suggestions with a plan", f"/suggestions?{_SOME}", cookies=_MINE),
]
INFORMATION = [
    State("how suggestions work", "/how-suggestions-work"),
    State("parents", "/parents"),
    State("your information", "/your-information"),
    State("sources", "/sources"),
    State("sources, database away", "/sources", service="no-database"),
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
_LETTERS = "/alerts/new?q=plumbing&near=consett&route=apprenticeship"
ALERTS = [
    State("letters, asking", _LETTERS),
    State("letters, what was said of oneself left out", f"{_LETTERS}&for=eligible&stage=19-24&level=99"),
    State("letters, nothing quite like it yet", "/alerts/new?q=astronaut+supported+internship&near=consett"),
    State(
        "letters, no address",
        "/alerts/new",
        status=422,
        form={"search": "q=plumbing&near=consett", "email": "kim at mail"},
        start=_LETTERS,
    ),
    State(
        "letters, database away",
        "/alerts/new",
        status=503,
        form={"search": "q=plumbing&near=consett", "email": "kim@mail.example"},
        start=_LETTERS,
        service="no-database",
    ),
    State("letters, asked for", "/alerts/asked"),
    State("letters, say yes", "/alerts/confirm?t={confirm_token}"),
    State("letters, on", "/alerts/on"),
    State("letters, stop", "/alerts/stop?t={stop_token}"),
    State("letters, stopped", "/alerts/stopped"),
    State("letters, link that does not work", "/alerts/confirm?t=old", status=404),
]
BROKEN = [State(f"error {code}", f"/raise/{code}", status=code) for code in _ERRORS]
BUILDING = [State("components", "/components")]

ALIKE = {state.name for state in BROKEN if state.status != 404}
"""Error pages are one page with other words: axe visits each, the ruler and the keyboard the first."""

STATES: list[State] = [
    *HOME,
    *RESULTS,
    *PROGRAMMES,
    *COMPARISONS,
    *GUIDES,
    *QUESTIONS,
    *SUGGESTIONS,
    *PLANS,
    *INFORMATION,
    *ALERTS,
    *DESK,
    *STAFF,
    *BROKEN,
    *BUILDING,
]
MEASURED = [state for state in STATES if state.name not in ALIKE]
