"""Whether somebody could get onto a programme, why, and what could come first: from the real catalogue near Preston."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask

from pathways.catalogue.codes import LEVELS
from pathways.catalogue.criteria import Learner
from pathways.catalogue.current import current_gazetteer
from pathways.catalogue.models import EntryRequirement, Intake, Opportunity, Programme, Provider, Source
from pathways.catalogue.programmes import Offer, ProgrammeDetail
from pathways.catalogue.vocabulary import Area, Level, Nation, Route, SubjectRule
from pathways.front.offers import ShownOffer, show_offers
from pathways.front.programme_entry import EntryCheck, entry_check, said_in_address
from pathways.places.place import Place

TODAY = date(2026, 11, 21)
GROWN_UP = Learner("19-24")


@pytest.fixture(autouse=True)
def request_on_the_site(app: Flask) -> Iterator[None]:
    """A request on the service, so that the catalogue can be asked."""
    with app.test_request_context("/"):
        yield


def detail(
    *,
    route: Route = Route.VOCATIONAL,
    level: Level | None = Level.THREE,
    area: Area | None = Area.HEALTH,
    **entry: Any,
) -> ProgrammeDetail:
    """A health course of level 3 in England that asks for what the test names."""
    values: dict[str, Any] = {"id": 2**30, "title": "Health", "nation": Nation.ENGLAND}
    nobody: dict[str, Any] = {"name": "Moorside College"}
    return ProgrammeDetail(
        programme=Programme(**values, route=route, level=level),
        provider=Provider(**nobody),
        source=Source(**nobody),
        entry=EntryRequirement(programme_id=2**30, **entry),
        areas=() if area is None else (area,),
        outcomes=(),
        offers=(),
    )


def offer(start: date | None, *, flexible: bool = False) -> ShownOffer:
    """An offer that starts on a day, or at any time."""
    values: dict[str, Any] = {"id": 1}
    intake = Intake(opportunity_id=1, starts_on=start, is_flexible=flexible)
    made = Offer(Opportunity(**values), None, (intake,), ())
    (shown,) = show_offers([made], place=None, chosen_id=None, today=TODAY)
    return shown


NEXT_YEAR = offer(date(2027, 9, 6))


def check(
    said: Learner | None,
    known: ProgrammeDetail | None = None,
    when: ShownOffer = NEXT_YEAR,
    place: Place | None = None,
) -> EntryCheck:
    return entry_check(known or detail(), when, said, place, TODAY)


def preston() -> Place:
    place = current_gazetteer().lookup("preston")
    assert place is not None
    return place


def test_nobody_is_judged_who_said_nothing() -> None:
    found = check(None)
    assert (found.code, found.heading, found.reasons) == ("", "", ())
    assert not found.fields.is_answered
    assert (found.resit, found.step, found.other_steps) == (None, None, None)


def test_nobody_is_judged_for_what_is_over() -> None:
    found = check(GROWN_UP, when=offer(TODAY - timedelta(days=30)))
    assert found.code == ""
    assert found.fields.is_answered, "what was said stays in the form"


@pytest.mark.parametrize(
    ("maths", "code"),
    [("have", "yes"), ("expect", "if"), ("unsure", "if"), (None, "if"), ("not-yet", "not-yet")],
)
def test_pass_in_maths_decides_where_it_is_needed(maths: str | None, code: str) -> None:
    wants_maths = detail(level=Level.TWO, maths=SubjectRule.NEEDED)
    assert check(Learner("19-24", maths=maths, highest="2"), wants_maths).code == code


@pytest.mark.parametrize(("subject", "word"), [("english", "english"), ("maths", "maths")])
def test_someone_without_a_pass_is_told_where_to_resit_near_home(subject: str, word: str) -> None:
    needed: dict[str, Any] = {subject: SubjectRule.NEEDED}
    lacking: dict[str, Any] = {subject: "not-yet"}
    wants_it = detail(level=Level.TWO, **needed)
    said = replace(GROWN_UP, **lacking)
    resit = check(said, wants_it, place=preston()).resit
    assert resit is not None
    assert word in resit.cards[0].title.casefold()
    assert {card.route for card in resit.cards} == {"essential-skills"}
    assert all(
        card.distance_miles is None or card.distance_miles <= (resit.criteria.miles or 9999)
        for card in resit.cards
    )
    assert resit.total >= len(resit.cards)


def test_someone_who_has_the_pass_is_sent_nowhere() -> None:
    wants_maths = detail(level=Level.TWO, maths=SubjectRule.NEEDED)
    assert check(Learner("19-24", maths="have"), wants_maths).resit is None
    assert check(Learner("19-24", maths="expect"), wants_maths).resit is None


def test_someone_without_the_level_is_shown_something_below_it_in_the_same_kind_of_work() -> None:
    found = check(Learner("19-24", highest="none"), detail(level_held=Level.TWO), place=preston())
    assert found.code == "not-yet"
    assert found.step is None, "nobody knows this programme, so no ladder runs through it"
    assert found.other_steps is not None
    for card in found.other_steps.cards:
        assert "health" in card.areas
        assert LEVELS.index(Level(str(card.level))) < LEVELS.index(Level.THREE)
        assert card.eligibility is not None


@pytest.mark.parametrize(
    ("level", "area"), [(Level.ENTRY, Area.HEALTH), (Level.THREE, None)], ids=["nothing below", "no area"]
)
def test_where_nothing_can_come_first_nothing_is_offered(level: Level, area: Area | None) -> None:
    known = detail(level=level, area=area, level_held=Level.TWO)
    found = check(Learner("19-24", highest="none"), known, place=preston())
    assert found.code == "not-yet"
    assert found.other_steps is None


def test_somebody_too_young_is_not_sent_to_study() -> None:
    found = check(Learner("19-24", highest="3"), detail(min_age=30), place=preston())
    assert found.code == "not-yet"
    assert found.reasons == ("You need to be 30 when it starts.",)
    assert (found.resit, found.step, found.other_steps) == (None, None, None)


def test_somebody_too_old_is_told_so_plainly() -> None:
    found = check(Learner("25-plus"), detail(max_age=18))
    assert found.code == "not-yet"
    assert found.heading == "This one is for younger people"


def test_pupil_is_judged_on_the_day_it_starts_and_not_today() -> None:
    pupil = Learner("year-10-11")
    known = detail(route=Route.APPRENTICESHIP, level=Level.TWO, min_age=16)
    now = check(pupil, known, offer(TODAY + timedelta(days=14)))
    later = check(pupil, known, offer(date(2029, 9, 3)))
    assert now.code == "not-yet"
    assert later.code != "not-yet"


def test_start_at_any_time_is_judged_as_if_it_were_today() -> None:
    pupil = Learner("year-10-11")
    known = detail(route=Route.APPRENTICESHIP, level=Level.TWO, min_age=16)
    flexible = check(pupil, known, offer(None, flexible=True))
    assert flexible == check(pupil, known, offer(TODAY))
    assert flexible.code == "not-yet"


def test_every_answer_has_a_heading_and_no_answer_has_none() -> None:
    for highest in (None, "none", "2", "3", "6"):
        found = check(Learner("19-24", highest=highest), detail(level_held=Level.TWO))
        assert found.code in ("yes", "if", "not-yet")
        assert found.heading
        assert found.code == "yes" or all(found.reasons)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", None),
        ("?maths=have", None),
        ("?stage=wizard", None),
        ("?stage=19-24", GROWN_UP),
        ("?stage=19-24&maths=have&gcses=0", Learner("19-24", maths="have", gcses=0)),
        ("?stage=19-24&maths=perhaps&points=9999", GROWN_UP),
        (f"?from={quote('for=eligible&stage=25-plus')}", Learner("25-plus")),
        (f"?from={quote('stage=25-plus')}", None),
        (f"?stage=19-24&from={quote('for=eligible&stage=25-plus')}", GROWN_UP),
        (f"?from={quote('q=law')}", None),
    ],
)
def test_what_somebody_said_is_read_from_the_page_or_from_the_list_they_left(
    app: Flask, query: str, said: Learner | None
) -> None:
    with app.test_request_context(f"/programmes/1/any{query}"):
        assert said_in_address() == said
