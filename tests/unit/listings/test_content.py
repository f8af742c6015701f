"""What a listing says: made safe on the way in, and equal when it says the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pathways.catalogue.vocabulary import Area, Mode, Route
from pathways.listings.content import ListingContent, OfferContent, Start, from_json, to_json
from tests.harness.listings import content_for, contents, offer_for


@given(contents(venue_ids=(3, 4)))
def test_what_is_kept_as_json_is_had_back_the_same(content: ListingContent) -> None:
    assert from_json(to_json(content)) == content


@given(st.text(max_size=300))
def test_any_text_is_taken_and_holds_nothing_unseen(text: str) -> None:
    try:
        content = ListingContent(route=Route.DEGREE, summary=text)
    except UnicodeEncodeError:
        pytest.fail("a text broke the model")
    assert all(one.isprintable() or one == "\n" for one in content.summary)
    assert ListingContent(route=Route.DEGREE, summary=content.summary) == content


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two   words ", "two words"),
        ("line\r\nbreak", "line break"),
        ("nul\x00inside", "nul inside"),
        ("Come to PR1 2HE today", "Come to PR1 2 today"),
        ("\u202eright to left", "right to left"),
    ],
)
def test_a_line_is_tidied(typed: str, kept: str) -> None:
    assert ListingContent(route=Route.DEGREE, title=typed).title == kept


def test_prose_keeps_its_lines_but_not_a_page_of_empty_ones() -> None:
    content = ListingContent(route=Route.DEGREE, summary="One\r\n\r\n\r\n\r\ntwo\x0bthree ")
    assert content.summary == "One\n\ntwo\nthree"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://college.example",
        "https://user@college.example",
        "data:text/html,x",
        "//college.example",
        'https://college.example/"onclick=',
        "https://",
        "vbscript:x",
    ],
)
def test_only_https_is_a_link(address: str) -> None:
    with pytest.raises(ValidationError):
        OfferContent(key="1", apply_url=address)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "x" * 256},
        {"summary": "x" * 5_001},
        {"duration_months": 97},
        {"duration_months": -1},
        {"credits": 10**20},
        {"route": "no-such-route"},
        {"areas": ("no-such-area",)},
        {"entry": {"min_age": 5}},
        {"entry": {"gcse_grade": 10}},
        {"offers": ({"key": "0"},)},
        {"offers": ({"key": "1"}, {"key": "1"})},
        {"offers": ({"key": "1", "venue_id": 2**31},)},
        {"offers": ({"key": "1", "fee": -5},)},
        {"offers": ({"key": "1", "districts": ("E1",)},)},
        {"offers": ({"key": "1", "starts": ({"starts_on": "someday"},)},)},
        {"made_up": "field"},
    ],
    ids=str,
)
def test_what_no_table_could_hold_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ListingContent(**({"route": Route.DEGREE} | changes))


def test_what_has_no_order_of_its_own_is_put_in_order() -> None:
    one = ListingContent(
        route=Route.DEGREE,
        areas=(Area.SCIENCE_RESEARCH, Area.HEALTH, Area.ART_DESIGN_FASHION, Area.HEALTH),
        offers=({"key": "10", "modes": ("day-release", "full-time")}, {"key": "9"}),
    )
    assert one.areas == (Area.SCIENCE_RESEARCH, Area.ART_DESIGN_FASHION, Area.HEALTH)
    assert [offer.key for offer in one.offers] == ["9", "10"]
    assert one.offers[1].modes == (Mode.FULL_TIME, Mode.DAY_RELEASE)


def test_starts_stand_in_order_of_time_and_once() -> None:
    later, sooner = {"starts_on": date(2028, 9, 4)}, {"starts_on": date(2027, 9, 6)}
    offer = OfferContent(key="1", starts=(later, {"is_flexible": True}, sooner, later))
    assert [start.starts_on for start in offer.starts] == [date(2027, 9, 6), date(2028, 9, 4), None]


@pytest.mark.parametrize(
    ("starts", "last"),
    [
        ((Start(starts_on=date(2027, 9, 6)),), date(2027, 9, 6)),
        ((Start(starts_on=date(2027, 9, 6), closes_on=date(2027, 7, 1)),), date(2027, 7, 1)),
        ((Start(starts_on=date(2027, 9, 6)), Start(starts_on=date(2028, 1, 10))), date(2028, 1, 10)),
        ((Start(starts_on=date(2027, 9, 6)), Start(is_flexible=True)), None),
        ((Start(start_text="After a taster day"),), None),
        ((), None),
    ],
)
def test_the_last_day_to_apply_is_that_of_the_last_start(
    starts: tuple[Start, ...], last: date | None
) -> None:
    offer = OfferContent(**offer_for(Route.DEGREE, starts=starts))
    assert ListingContent(route=Route.DEGREE, offers=(offer,)).last_day == last


def test_the_last_day_of_a_listing_is_that_of_its_last_offer() -> None:
    first = offer_for(Route.DEGREE)
    second = offer_for(Route.DEGREE, key="2", starts=({"starts_on": date(2028, 1, 10)},))
    content = content_for(Route.DEGREE, offers=(first, second))
    assert content.last_day == date(2028, 1, 10)
    assert content_for(Route.DEGREE, offers=()).last_day is None


def test_a_new_offer_gets_a_key_that_no_other_has() -> None:
    content = content_for(Route.DEGREE, offers=({"key": "row-9"}, {"key": "3"}))
    assert content.next_key == "4"
    assert content_for(Route.DEGREE, offers=()).next_key == "1"
    assert content.offer("3") is not None and content.offer("9") is None
