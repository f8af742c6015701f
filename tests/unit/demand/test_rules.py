"""What may be counted, kept and shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.results import Results
from pathways.catalogue.understanding import Understood
from pathways.catalogue.vocabulary import Area, Level, Route
from pathways.demand.models import LONGEST_PHRASE
from pathways.demand.retention import month_before
from pathways.demand.rules.phrases import may_keep, phrase_of
from pathways.demand.rules.showing import LEAST, STEP, shown
from pathways.demand.rules.terms import district_of, found_nothing, terms_of, unknown_words
from pathways.places.place import Place

PRESTON = Place("PR1-2", "Preston (PR1 2)", "sector", 53.76, -2.7, "PR1", "E07000123", "england")
NO_PLACE = Place("nowhere", "Nowhere", "town", 53.0, -2.0, None, None, "england")

EMPTY = Results(
    total=0,
    page=1,
    page_size=20,
    cards=(),
    facets={},
    wider=(),
    ways_on=(),
    correction=None,
    ignored_words=(),
    version="1",
    criteria=SearchCriteria(),
    understood=(),
    instead=False,
)


@given(st.integers(0, 9))
def test_a_few_are_never_shown(times: int) -> None:
    assert shown(times) is None


@given(st.integers(10, 10**9))
def test_a_count_is_shown_in_steps_of_five_and_never_far_off(times: int) -> None:
    told = shown(times)
    assert told is not None
    assert told % STEP == 0
    assert told >= LEAST
    assert abs(told - times) <= STEP // 2


@given(st.integers(0, 10_000))
def test_one_person_more_is_seen_by_one_step_at_most(times: int) -> None:
    assert (shown(times + 1) or LEAST) - (shown(times) or LEAST) in (0, STEP)


@pytest.mark.parametrize(
    ("times", "told"), [(10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1_002, 1_000)]
)
def test_counts_are_rounded_to_the_nearest_five(times: int, told: int) -> None:
    assert shown(times) == told


@given(st.text(max_size=200))
def test_a_phrase_is_short_and_plain_or_none_at_all(typed: str) -> None:
    phrase = phrase_of(typed)
    if phrase is not None:
        assert 0 < len(phrase) <= LONGEST_PHRASE
        assert "\0" not in phrase
        assert phrase == " ".join(phrase.split())


def test_the_same_words_are_one_phrase_however_they_are_typed() -> None:
    assert phrase_of("  Drone\tFLYING ") == phrase_of("drone flying") == "drone flying"


def test_a_full_postcode_never_is_in_a_phrase() -> None:
    phrase = phrase_of("drones near PR1 2HE")
    assert phrase is not None
    assert "2he" not in phrase.replace(" ", "")


def test_a_whole_story_is_no_phrase() -> None:
    assert phrase_of("word " * 20) is None
    assert phrase_of(" \n ") is None


@pytest.mark.parametrize(
    "phrase", ["drone flying", "yoga", "esports coaching", "t-shirt printing", "hair & nails"]
)
def test_words_that_tell_of_nobody_may_be_kept(phrase: str) -> None:
    assert may_keep(phrase, frozenset({"hair", "nails"}))


@pytest.mark.parametrize(
    "phrase",
    [
        "james",
        "sarah yoga",
        "mr patterson",
        "patterson's class",
        "my name is x",
        "i am fifteen",
        "call me",
        "dance 07700900123",
        "flat 2",
        "pr1 2he",
        "a@b.example",
        "www.example.com",
        "long lane street",
        "one two three four five six seven",
        "ünïcode",
        "x",
        "",
    ],
)
def test_what_may_tell_of_a_person_is_never_kept(phrase: str) -> None:
    assert not may_keep(phrase, frozenset())


def test_a_name_that_is_a_job_may_be_kept() -> None:
    assert not may_keep("mason", frozenset())
    assert may_keep("mason", frozenset({"mason"}))


@given(
    st.text(st.sampled_from("abc019@. "), max_size=20).filter(lambda text: any(c in "019@." for c in text))
)
def test_no_number_and_no_sign_is_ever_kept(phrase: str) -> None:
    assert not may_keep(phrase, frozenset())


def test_recognised_terms_are_counted_once_each() -> None:
    results = replace(
        EMPTY,
        understood=(
            Understood("nurse", "occupation", ("nurse",)),
            Understood("nursing", "occupation", ("nurse",)),
            Understood("health", "area", ("health",)),
        ),
        criteria=SearchCriteria(areas=frozenset({Area.HEALTH}), routes=frozenset({Route.DEGREE})),
    )
    assert terms_of(results) == ("occupation:nurse", "area:health", "route:degree")


def test_filters_are_terms_in_one_order() -> None:
    criteria = SearchCriteria(levels=frozenset({Level.THREE, Level.TWO}), routes=frozenset({Route.T_LEVEL}))
    assert terms_of(replace(EMPTY, criteria=criteria)) == ("route:t-level", "level:2", "level:3")


@pytest.mark.parametrize("facet", ["support", "who", "avoid", "matters", "place-word", "filler", "words"])
def test_what_somebody_says_of_themselves_is_not_counted(facet: str) -> None:
    results = replace(EMPTY, understood=(Understood("autism friendly", facet, ("support",)),))
    assert terms_of(results) == ()


def test_what_is_refused_is_not_counted_as_wanted() -> None:
    refused = Understood("not nursing", "occupation", ("nurse",), refused=True)
    assert terms_of(replace(EMPTY, understood=(refused,))) == ()


def test_a_place_is_counted_by_its_district() -> None:
    assert district_of(replace(EMPTY, criteria=SearchCriteria(place=PRESTON))) == "PR1"
    assert district_of(replace(EMPTY, criteria=SearchCriteria(place=NO_PLACE))) == ""
    assert district_of(EMPTY) == ""


def test_words_are_unknown_when_nothing_is_known_of_them() -> None:
    assert unknown_words(EMPTY, "zorbing") == "zorbing"
    assert unknown_words(replace(EMPTY, total=4, ignored_words=("zorbing",)), "zorbing") == "zorbing"
    assert unknown_words(replace(EMPTY, total=4), "plumbing") == ""
    known = replace(EMPTY, understood=(Understood("nurse", "occupation", ("nurse",)),))
    assert unknown_words(known, "nurse") == ""


@pytest.mark.parametrize(
    ("changes", "nothing"),
    [({"total": 0}, True), ({"total": 3}, False), ({"total": 3, "instead": True}, True)],
)
def test_the_nearest_thing_is_not_what_was_asked_for(changes: dict[str, int], nothing: bool) -> None:
    assert found_nothing(replace(EMPTY, **changes)) is nothing


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_go_back_one_by_one(day: date, back: int) -> None:
    month = month_before(day, back)
    assert month.day == 1
    assert (day.year * 12 + day.month) - (month.year * 12 + month.month) == back
