"""The form: which fields each route has, how few are needed, and that a step loses nothing of the rest."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Delivery, Level, Route
from pathways.listings.content import EntryContent, ListingContent, OfferContent
from pathways.listings.forms.fields import Field
from pathways.listings.forms.page import fingerprint, read_step, show_step, with_part
from pathways.listings.forms.steps import (
    APPLY,
    ENTRY,
    HIGHER,
    LEARNING,
    MONEY,
    MORE,
    NEXT,
    OFFER_STEPS,
    STEPS,
    WAGED,
    WHAT,
    WHEN,
    WHERE,
    Step,
    levels_of,
    step_called,
)
from tests.harness.listings import ROUTE_SAYS, content_for, contents, offer_for

MOST_NEEDED = 12
NOT_ASKED = {
    "programme": {"route", "entry", "offers", "subject_area", "subject_codes"},
    "entry": {"after_compulsory_school", "points_usual_low", "points_usual_high"},
    "offer": {"key", "place_not_given", "starts"},
}
"""What the form does not ask for: chosen at the beginning, brought by feeds alone, or asked for in its own way."""


def needed_fields(route: Route) -> list[str]:
    """All that a provider has to say: the route and a first start, and the fields that are marked as needed."""
    declared = [field.name for step in (*STEPS, *OFFER_STEPS) for field in step.on(route) if field.is_needed]
    return ["route", "starts", *declared]


@pytest.mark.parametrize("route", list(Route), ids=str)
def test_no_route_needs_more_than_twelve_fields(route: Route) -> None:
    needed = needed_fields(route)
    assert len(needed) == len(set(needed)) <= MOST_NEEDED


@pytest.mark.parametrize("route", list(Route), ids=str)
def test_the_needed_fields_are_enough_to_publish(route: Route) -> None:
    """What `content_for` says is what is needed, and the checks find no error in it (test_checks)."""
    content = content_for(route, venue_id=1, duration_months=None)
    said = set(content.model_dump(exclude_defaults=True)) - {"entry", "offers"}
    said |= set(content.entry.model_dump(exclude_defaults=True))
    said |= set(content.offers[0].model_dump(exclude_defaults=True)) - {"key"}
    assert said - {"credits", "duration_months"} <= set(needed_fields(route))


@pytest.mark.parametrize(
    ("part", "model"),
    [("programme", ListingContent), ("entry", EntryContent), ("offer", OfferContent)],
)
def test_everything_that_a_listing_says_is_asked_for_once(part: str, model: type[Any]) -> None:
    asked = [field.name for step in (*STEPS, *OFFER_STEPS) if step.part == part for field in step.fields]
    assert len(asked) == len(set(asked))
    assert set(asked) | NOT_ASKED[part] == set(model.model_fields)
    assert not set(asked) & NOT_ASKED[part]


def names(step: Step, route: Route) -> set[str]:
    return {field.name for field in step.on(route)}


def test_a_vacancy_asks_for_pay_and_an_employer_and_a_course_does_not() -> None:
    for route in Route:
        asks_for_pay = {"pay_hourly_low", "pay_weekly_low", "pay_text"} <= names(MONEY, route)
        asks_for_employer = "employer_name" in names(WHERE, route)
        assert asks_for_pay is asks_for_employer is (route in WAGED)
        assert ("fee" in names(MONEY, route)) is (route not in WAGED)


def test_a_degree_asks_for_points_and_credits() -> None:
    for route in Route:
        assert ("credits" in names(LEARNING, route)) is (route in HIGHER)
        assert ("points" in names(ENTRY, route)) is (route in HIGHER or route is Route.DEGREE_APPRENTICESHIP)
    assert "top_up_to" in names(NEXT, Route.FOUNDATION_DEGREE)
    assert "top_up_to" not in names(NEXT, Route.DEGREE)


@pytest.mark.parametrize(
    ("route", "asked"),
    [
        (Route.T_LEVEL, True),
        (Route.SUPPORTED_INTERNSHIP, True),
        (Route.DEGREE, True),
        (Route.A_LEVEL, False),
        (Route.APPRENTICESHIP, False),
        (Route.ESSENTIAL_SKILLS, False),
    ],
)
def test_a_placement_is_asked_for_where_there_is_one(route: Route, asked: bool) -> None:
    assert ("placement_hours" in names(LEARNING, route)) is asked


@pytest.mark.parametrize(
    ("route", "levels"),
    [
        (Route.T_LEVEL, (Level.THREE,)),
        (Route.VOCATIONAL, (Level.ENTRY, Level.ONE, Level.TWO, Level.THREE)),
        (Route.SUPPORTED_INTERNSHIP, ()),
        (Route.DEGREE, (Level.SIX, Level.SEVEN)),
    ],
)
def test_the_levels_offered_are_those_of_the_route(route: Route, levels: tuple[Level, ...]) -> None:
    assert levels_of(route) == levels
    offered = [field.choices for field in WHAT.on(route) if field.name == "level"]
    assert [[code for code, _ in choices] for choices in offered] == ([[*levels]] if levels else [])


def test_steps_are_found_by_name() -> None:
    assert step_called("what", STEPS) is WHAT
    assert step_called("when", OFFER_STEPS) is WHEN
    assert step_called("when", STEPS) is None
    assert step_called("", STEPS) is None


def with_venues(step: Step, route: Route) -> tuple[Field, ...]:
    """The fields of a step, with venues to choose from."""
    from dataclasses import replace

    venues = (("3", "Main"), ("4", "Other"))
    return tuple(replace(one, choices=venues) if one.name == "venue_id" else one for one in step.on(route))


@given(contents(venue_ids=(3, 4)), st.sampled_from((*STEPS, *OFFER_STEPS)))
def test_a_step_sent_as_it_was_shown_changes_nothing(content: ListingContent, step: Step) -> None:
    offer = content.offers[0] if step.part == "offer" else None
    if step is WHAT and content.level is not None and content.level not in levels_of(content.route):
        content = content.model_copy(update={"level": None})
    if step is WHEN and offer is not None:
        unsaid = [
            start for start in offer.starts if not (start.starts_on or start.start_text or start.is_flexible)
        ]
        assert not unsaid
    read = read_step(step, show_step(step, content, offer), content, offer, with_venues(step, content.route))
    assert read.mistakes == {}
    assert read.content == content


@given(contents(venue_ids=(3, 4)), contents(venue_ids=(3, 4)), st.sampled_from(STEPS))
def test_a_step_changes_its_own_fields_and_nothing_else(
    ours: ListingContent, theirs: ListingContent, step: Step
) -> None:
    theirs = theirs.model_copy(update={"route": ours.route, "level": ours.level})
    read = read_step(step, show_step(step, theirs), ours, None, with_venues(step, ours.route))
    if read.content is None:
        return
    fields = {field.name for field in step.on(ours.route)}
    before, after = ours.model_dump(), read.content.model_dump()
    if step.part == "entry":
        assert {name: value for name, value in before.items() if name != "entry"} == {
            name: value for name, value in after.items() if name != "entry"
        }
        before, after = before["entry"], after["entry"]
    assert {name for name in before if before[name] != after[name]} <= fields


def test_a_step_of_one_place_leaves_the_others_alone() -> None:
    content = content_for(Route.DEGREE, offers=(offer_for(Route.DEGREE), offer_for(Route.DEGREE, key="2")))
    changed = with_part(APPLY, content, content.offer("2"), {"how_to_apply": "Ring us."})
    assert changed.offer("1") == content.offer("1")
    assert changed.offers[1].how_to_apply == "Ring us."


@pytest.mark.parametrize(
    ("step", "typed", "name"),
    [
        (LEARNING, {"duration_months": ["a year"]}, "duration_months"),
        (LEARNING, {"duration_months": ["99"]}, "duration_months"),
        (ENTRY, {"min_age": ["5"]}, "min_age"),
        (ENTRY, {"gcse_grade": ["0"]}, "gcse_grade"),
        (ENTRY, {"english": ["perhaps"]}, "english"),
        (WHAT, {"areas": ["magic"]}, "areas"),
        (WHAT, {"title": ["x" * 256]}, "title"),
        (MORE, {"last_starts_on": ["soon"]}, "last_starts_on"),
        (WHERE, {"delivery": ["by-pigeon"]}, "delivery"),
        (WHERE, {"venue_id": ["5"]}, "venue_id"),
        (WHERE, {"districts": ["Atlantis"]}, "districts"),
        (WHERE, {"hours_a_week": ["61"]}, "hours_a_week"),
        (WHERE, {"places": ["0"]}, "places"),
        (MONEY, {"fee": ["lots"]}, "fee"),
        (MONEY, {"fee": ["9999999"]}, "fee"),
        (APPLY, {"apply_url": ["javascript:alert(1)"]}, "apply_url"),
        (APPLY, {"apply_url": ["http://college.example"]}, "apply_url"),
        (WHEN, {"starts_on-0": ["soon"]}, "starts_on-0"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(step: Step, typed: dict[str, list[str]], name: str) -> None:
    content = content_for(Route.DEGREE)
    offer = content.offers[0] if step.part == "offer" else None
    read = read_step(step, typed, content, offer, with_venues(step, content.route))
    assert read.content is None
    assert list(read.mistakes) == [name]


def test_several_mistakes_are_all_said() -> None:
    typed = {"min_age": ["x"], "max_age": ["y"], "points": ["z"]}
    read = read_step(ENTRY, typed, content_for(Route.DEGREE), None, ENTRY.on(Route.DEGREE))
    assert set(read.mistakes) == {"min_age", "max_age", "points"}


def test_a_level_of_another_route_is_not_taken() -> None:
    read = read_step(WHAT, {"level": ["7"]}, content_for(Route.T_LEVEL), None, WHAT.on(Route.T_LEVEL))
    assert "level" in read.mistakes


def test_what_is_emptied_is_empty() -> None:
    content = content_for(Route.DEGREE, daily_life="Words", credits=360)
    read = read_step(LEARNING, {}, content, None, LEARNING.on(Route.DEGREE))
    assert read.content is not None
    assert (read.content.daily_life, read.content.credits) == ("", None)


def test_districts_are_kept_by_code_and_shown_by_name() -> None:
    content = content_for(Route.DEGREE)
    typed = show_step(WHERE, content, content.offers[0]) | {
        "delivery": ["area"],
        "districts": ["Hartlepool\nMiddlesbrough"],
    }
    read = read_step(WHERE, typed, content, content.offers[0], with_venues(WHERE, content.route))
    assert read.content is not None
    offer = read.content.offers[0]
    assert offer.delivery is Delivery.AREA
    assert offer.districts == ("E06000001", "E06000002")
    assert show_step(WHERE, read.content, offer)["districts"] == ["Hartlepool\nMiddlesbrough"]


def test_the_fingerprint_of_a_step_changes_with_its_own_fields_alone() -> None:
    content = content_for(Route.DEGREE)
    before = fingerprint(WHAT, content)
    assert fingerprint(WHAT, content.model_copy(update={"daily_life": "New"})) == before
    assert fingerprint(WHAT, content.model_copy(update={"title": "New"})) != before
    assert fingerprint(LEARNING, content) != before


@pytest.mark.parametrize("route", list(Route), ids=str)
def test_what_a_route_says_can_be_typed(route: Route) -> None:
    content = content_for(route, venue_id=3)
    begun = ListingContent(route=route, offers=({"key": "1"},))
    for step in STEPS:
        read = read_step(step, show_step(step, content), begun, None, step.on(route))
        assert read.content is not None, (step.name, read.mistakes)
        begun = read.content
    for step in OFFER_STEPS:
        fields = with_venues(step, route)
        read = read_step(step, show_step(step, content, content.offers[0]), begun, begun.offers[0], fields)
        assert read.content is not None, (step.name, read.mistakes)
        begun = read.content
    assert begun == content
    assert begun.title == ROUTE_SAYS[route]["title"]
