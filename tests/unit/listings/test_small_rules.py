"""The small rules of listings: what changed, who speaks for a provider, where a pin goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.vocabulary import Area, Route
from pathways.listings.content import ListingContent
from pathways.listings.rules.differences import Difference, as_text, differences
from pathways.listings.rules.pin import DIRECTIONS, STEP_MILES, moved
from pathways.listings.rules.proof import domain_of_email, domain_of_website, is_their_domain
from pathways.places.distance import miles_between
from tests.harness.listings import content_for, contents, offer_for

BASE = content_for(Route.DEGREE)


@given(contents())
def test_what_is_the_same_differs_in_nothing(content: ListingContent) -> None:
    assert differences(content, content) == []


@given(contents(), contents())
def test_differences_the_other_way_round_are_the_same_turned(
    one: ListingContent, other: ListingContent
) -> None:
    there = {(change.field, change.offer, change.before, change.after) for change in differences(one, other)}
    back = {(change.field, change.offer, change.after, change.before) for change in differences(other, one)}
    assert there == back
    assert bool(there) is (one != other) or not there


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"title": "New"}, Difference("title", "BSc Paramedic science", "New")),
        ({"summary": ""}, Difference("summary", BASE.summary, "")),
        ({"credits": None}, Difference("credits", "360", "")),
        ({"areas": (Area.SCIENCE_RESEARCH,)}, Difference("areas", "health", "science-research")),
        ({"taught_at_college": True}, Difference("taught_at_college", "", "yes")),
    ],
)
def test_a_change_of_the_programme_is_told_by_its_field(
    changes: dict[str, object], found: Difference
) -> None:
    assert differences(BASE, BASE.model_copy(update=changes)) == [found]


def test_a_change_of_who_it_is_for_is_told() -> None:
    changed = content_for(Route.DEGREE, entry={"min_age": 18})
    assert differences(BASE, changed) == [Difference("entry.min_age", "", "18")]


def test_a_change_of_one_place_names_it() -> None:
    changed = content_for(Route.DEGREE, offers=(offer_for(Route.DEGREE, week_text="Two days"),))
    assert differences(BASE, changed) == [Difference("week_text", "", "Two days", offer="1")]


def test_a_place_that_comes_or_goes_is_told_with_all_that_it_says() -> None:
    more = content_for(Route.DEGREE, offers=(offer_for(Route.DEGREE), offer_for(Route.DEGREE, key="2")))
    found = differences(BASE, more)
    assert found[0] == Difference("offer", "", "yes", offer="2")
    assert {change.offer for change in found} == {"2"}
    assert Difference("delivery", "", "online", offer="2") in found


def test_a_start_is_told_in_words() -> None:
    changed = content_for(Route.DEGREE, offers=(offer_for(Route.DEGREE, starts=({"is_flexible": True},)),))
    (found,) = differences(BASE, changed)
    assert (found.before, found.after) == ("starts_on 2027-09-06", "is_flexible yes")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, ""),
        (True, "yes"),
        ("", ""),
        (0, "0"),
        ((), ""),
        (("a", "b"), "a; b"),
        ({"a": None, "b": 2}, "b 2"),
        (Route.DEGREE, "degree"),
    ],
)
def test_values_are_told_in_few_words(value: object, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("office@college.example", "college.example"),
        ("Office@College.Example.", "college.example"),
        ("odd@at@college.example", "college.example"),
        ("nothing", ""),
        ("", ""),
    ],
)
def test_the_domain_of_an_address_is_what_follows_the_at(email: str, domain: str) -> None:
    assert domain_of_email(email) == domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.college.example/courses", "college.example"),
        ("https://College.Example", "college.example"),
        ("https://[", ""),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_the_domain_of_a_website_is_its_host(address: str, domain: str) -> None:
    assert domain_of_website(address) == domain


@pytest.mark.parametrize(
    ("domain", "website", "email", "theirs"),
    [
        ("college.ac.uk", "https://www.college.ac.uk", "", True),
        ("college.ac.uk", "", "info@college.ac.uk", True),
        ("staff.college.ac.uk", "https://college.ac.uk", "", True),
        ("college.ac.uk", "https://apply.college.ac.uk", "", True),
        ("evil-college.ac.uk", "https://college.ac.uk", "", False),
        ("college.ac.uk.evil.example", "https://college.ac.uk", "", False),
        ("ac.uk", "https://college.ac.uk", "", False),
        ("uk", "https://college.uk", "", False),
        ("gmail.com", "", "college@gmail.com", False),
        ("gmail.com", "https://gmail.com", "", False),
        ("", "https://college.ac.uk", "", False),
        ("college.ac.uk", "", "", False),
        ("other.ac.uk", "https://college.ac.uk", "info@college.ac.uk", False),
    ],
)
def test_who_writes_from_the_providers_domain_may_speak_for_it(
    domain: str, website: str, email: str, theirs: bool
) -> None:
    assert is_their_domain(domain, website=website, email=email) is theirs


@given(st.floats(50, 60), st.floats(-6, 1.7), st.sampled_from(sorted(DIRECTIONS)))
def test_a_pin_goes_a_tenth_of_a_mile(lat: float, lng: float, direction: str) -> None:
    there = moved(lat, lng, direction)
    assert miles_between(lat, lng, *there) == pytest.approx(STEP_MILES, abs=0.01)


@given(st.floats(50, 60), st.floats(-6, 1.7))
def test_a_pin_that_goes_round_comes_back(lat: float, lng: float) -> None:
    point = (lat, lng)
    for direction in ("north", "east", "south", "west"):
        point = moved(*point, direction)
    assert miles_between(lat, lng, *point) < 0.01


@pytest.mark.parametrize(
    ("direction", "north", "east"),
    [("north", 1, 0), ("south", -1, 0), ("east", 0, 1), ("west", 0, -1), ("up", 0, 0), ("", 0, 0)],
)
def test_a_pin_goes_where_it_is_told(direction: str, north: int, east: int) -> None:
    lat, lng = moved(54.0, -1.5, direction)
    assert (lat > 54.0) - (lat < 54.0) == north
    assert (lng > -1.5) - (lng < -1.5) == east
