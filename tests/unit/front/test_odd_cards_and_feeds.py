"""Lists, cards, maps and feeds of records that nobody would make up: nameless, endless, written from right to left."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.models import Outcome
from pathways.catalogue.results import Card, FacetValue, Results
from pathways.catalogue.twins import told_apart
from pathways.catalogue.vocabulary import Measure, MissingReason, Route, Sort
from pathways.front import list_options
from pathways.front.atom import Entry, Feed, tag, written
from pathways.front.card_words import card_words
from pathways.front.gallery_samples import HOME, sample_cards
from pathways.front.list_options import GAP, NEIGHBOURS, all_routes, page_numbers, route_tiles, sorts
from pathways.front.near_map import MOST_TOWNS, NEARNESS, RING_STEPS, SIZE, near_map
from pathways.front.outcome_words import FEW_PEOPLE, QUESTIONS, ShownOutcome, shown_outcomes
from pathways.places.place import Place
from tests.harness.atom import entries_of, read_feed, text_of
from tests.unit.front.searches import CONSETT, NOTHING, read, searches

pytestmark = pytest.mark.usefixtures("in_english")

NEW_YEARS_EVE = date(2026, 12, 31)
CARD = sample_cards(date(2026, 11, 21))[0]
BARE = replace(
    CARD, employer_name=None, venue_name=None, town=None, level=None, lat=None, lng=None, distance_miles=None,
    delivery="venue", next_start=None, start_text="", is_flexible=False, closes_on=None, money=None,
    fee_pence=None, pay_hourly_pence=None, pay_weekly_pence=None, hours_a_week=None, checked_on=None,
    taught_at_college=False,
)  # fmt: skip
NAMES = st.sampled_from(["</script>", "مدرسة", "\u202eegelloC", "🐶", "Moorside College", ""])
MONEYS = st.none() | st.sampled_from(["paid", "free", "loan", "fee"])


class Towns:
    """A gazetteer of towns with names of every length, all near one point."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def towns_near(self, lat: float, lng: float, miles: float, limit: int) -> list[Place]:
        """Every town, spread round the point."""
        return [
            Place(str(at), name, "town", lat + (at % 5 - 2) / 40, lng + (at // 5 - 2) / 25, None, None, "england")
            for at, name in enumerate(self.names[:limit])
        ]  # fmt: skip


# Cards


def test_record_of_which_nothing_is_known_says_so_in_every_place() -> None:
    words = card_words(BARE, NEW_YEARS_EVE)
    assert (words.where, words.start, words.money) == ("Place not given", "Ask for dates", "Ask about cost")
    assert (words.employer, words.town, words.age, words.tags) == ("", "", "", ())
    assert not words.is_on_map


@pytest.mark.parametrize(
    ("start", "words"), [(NEW_YEARS_EVE, "31 Dec 2026"), (date(2027, 1, 1), "1 Jan 2027")]
)
def test_start_at_the_end_of_a_year_names_its_own_year(start: date, words: str) -> None:
    assert card_words(replace(BARE, next_start=start), NEW_YEARS_EVE).start == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"money": "fee", "fee_pence": 0}, "There is a fee"),
        ({"money": "loan", "fee_pence": 0}, "Loan possible"),
        ({"money": "paid", "pay_weekly_pence": 0, "pay_hourly_pence": 0}, "You are paid"),
        ({"money": "paid", "pay_weekly_pence": 1, "hours_a_week": 0.0}, "£0.01 a week"),
        ({"money": "free", "fee_pence": 0}, "Free"),
        ({"money": "paid", "pay_weekly_pence": 30_000, "hours_a_week": 37.5}, "£300 for 37.5 hours a week"),
        ({"money": "paid", "pay_weekly_pence": 30_000, "hours_a_week": 30.04}, "£300 for 30 hours a week"),
    ],
)
def test_a_sum_of_nought_is_never_told_as_a_sum(changes: dict[str, object], words: str) -> None:
    assert card_words(replace(BARE, **changes), NEW_YEARS_EVE).money == words  # type: ignore[arg-type]


@given(
    name=NAMES,
    employer=st.none() | NAMES,
    money=MONEYS,
    fee=st.none() | st.integers(0, 10**6),
    weekly=st.none() | st.integers(0, 10**5),
    miles=st.none() | st.floats(0, 700),
    today=st.dates(date(2020, 2, 29), date(2032, 2, 29)),
)
def test_no_fact_of_a_card_is_ever_left_blank(
    name: str, employer: str | None, money: str | None, fee: int | None, weekly: int | None,
    miles: float | None, today: date,
) -> None:  # fmt: skip
    card = replace(
        BARE, title=name, provider_name=name, employer_name=employer, money=money, fee_pence=fee,
        pay_weekly_pence=weekly, distance_miles=miles,
    )  # fmt: skip
    words = card_words(card, today)
    assert words.where
    assert words.level
    assert words.start
    assert words.money
    assert words.title == name
    assert (words.provider == "") is (name in ((employer or ""), ""))


@pytest.mark.parametrize("name", ["</script>", "مدرسة", "🐶"])
def test_twins_are_told_apart_by_the_names_of_their_sites_whatever_these_are(name: str) -> None:
    cards = [
        replace(BARE, id=1, venue_name=name),
        replace(BARE, id=2, venue_name="Docks"),
        replace(BARE, id=3),
    ]
    assert told_apart(cards) == {1: name, 2: "Docks"}


@given(st.permutations(range(6)))
def test_the_order_of_a_list_changes_nothing_that_is_told(order: list[int]) -> None:
    cards = [
        replace(BARE, id=at, venue_name=("Docks", "Quay", None)[at % 3], modes=(("full-time",), ())[at % 2])
        for at in range(6)
    ]
    assert told_apart([cards[at] for at in order]) == told_apart(cards)
    assert told_apart(card for card in cards) == told_apart(cards)


# Lists


@given(here=st.integers(1, 60), last=st.integers(1, 60))
def test_page_numbers_are_the_ends_and_the_neighbours_and_gaps_between(here: int, last: int) -> None:
    linked = {1, last} | {page for page in range(1, last + 1) if abs(page - here) <= NEIGHBOURS}
    expected: list[int] = []
    for page in sorted(linked):
        if expected and page - 1 not in linked:
            expected.append(GAP)
        expected.append(page)
    assert page_numbers(here, last) == tuple(expected)


@pytest.mark.parametrize(
    ("here", "last", "numbers"),
    [
        (1, 1, (1,)),
        (10**9, 3, (1, GAP, 3)),
        (10**9, 1, (1,)),
        (3, 2, (1, 2)),
        (5, 9, (1, 0, 3, 4, 5, 6, 7, 0, 9)),
    ],
)
def test_past_the_end_of_a_list_its_ends_are_still_linked(
    here: int, last: int, numbers: tuple[int, ...]
) -> None:
    assert page_numbers(here, last) == numbers


def with_routes(criteria: SearchCriteria, counts: dict[Route, int]) -> Results:
    """What a search found, as far as its routes go."""
    values = tuple(
        FacetValue(route, route, count, route in criteria.routes) for route, count in counts.items()
    )
    return replace(NOTHING, facets={"route": values}, criteria=criteria)


@given(criteria=searches, counts=st.dictionaries(st.sampled_from(Route), st.integers(0, 5_000)))
def test_tile_of_a_route_leads_to_it_alone_and_back(
    criteria: SearchCriteria, counts: dict[Route, int]
) -> None:
    results = with_routes(criteria, counts)
    tiles = route_tiles(criteria, results)
    assert [tile.route for tile in tiles] == [one for one in counts if counts[one] or one in criteria.routes]
    for tile in tiles:
        leads_to = read(tile.query)
        back = tile.chosen and len(criteria.routes) == 1
        assert leads_to.routes == (frozenset() if back else {Route(tile.route)})
        assert leads_to == replace(criteria, routes=leads_to.routes, page=1)
        assert tile.count == counts[Route(tile.route)]
    everything = all_routes(criteria, results)
    assert everything.text == f"{sum(counts.values()):,}"
    assert everything.chosen is not bool(criteria.routes)


def test_a_list_that_found_nothing_has_no_tile_and_no_number() -> None:
    assert route_tiles(SearchCriteria(), NOTHING) == ()
    assert all_routes(SearchCriteria(), NOTHING).text == "0"
    assert list_options.wider(SearchCriteria(), NOTHING) == ()


def test_the_longest_word_of_a_tile_may_break() -> None:
    (tile,) = route_tiles(SearchCriteria(), with_routes(SearchCriteria(), {Route.APPRENTICESHIP: 1}))
    assert tile.name.replace("\u00ad", "") == "Apprenticeship"
    assert "\u00ad" in tile.name


def test_nearest_first_is_offered_where_there_is_a_place_or_it_was_asked_for() -> None:
    def offered(**changes: object) -> set[str]:
        return {option.value for option in sorts(SearchCriteria(**changes))}  # type: ignore[arg-type]

    assert Sort.DISTANCE not in offered()
    assert Sort.DISTANCE in offered(place=CONSETT)
    assert Sort.DISTANCE in offered(sort=Sort.DISTANCE)
    assert len(sorts(SearchCriteria(sort=Sort.DISTANCE))) == len(Sort)


# Maps


@given(
    names=st.lists(st.text("abcdefghij ", min_size=1, max_size=40), max_size=25),
    points=st.lists(st.tuples(st.floats(53.5, 54.0), st.floats(-3.1, -2.3)), min_size=1, max_size=12),
)
def test_names_of_towns_stay_inside_and_are_few(names: list[str], points: list[tuple[float, float]]) -> None:
    cards = [replace(CARD, lat=lat, lng=lng) for lat, lng in points]
    found = near_map(cards, HOME, Towns(*names))  # type: ignore[arg-type]
    assert found is not None
    assert len(found.towns) <= MOST_TOWNS
    for town in found.towns:
        assert 0 < town.x < SIZE
        assert 0 < town.y < SIZE
    marks = [(stop.x, stop.y) for stop in found.stops]
    for at, (x, y) in enumerate(marks):
        assert all((x - a) ** 2 + (y - b) ** 2 >= NEARNESS**2 for a, b in marks[:at])


@pytest.mark.parametrize("miles", RING_STEPS)
def test_stop_exactly_on_a_ring_is_held_by_it(miles: float) -> None:
    found = near_map([replace(CARD, lat=HOME.lat - miles * 0.9999 / 69.1, lng=HOME.lng)], HOME, Towns())  # type: ignore[arg-type]
    assert found is not None
    assert found.rings[-1].miles == max(miles, RING_STEPS[1])
    assert [ring.miles for ring in found.rings] == sorted({ring.miles for ring in found.rings})
    assert len(found.rings) <= 3


def test_everything_at_home_is_one_mark_in_the_middle_with_the_smallest_ring() -> None:
    cards = [replace(CARD, lat=HOME.lat, lng=HOME.lng) for _ in range(20)]
    found = near_map(cards, HOME, Towns("Home"))  # type: ignore[arg-type]
    assert found is not None
    (stop,) = found.stops
    assert (stop.x, stop.y, stop.text) == (SIZE / 2, SIZE / 2, "1 +19")
    assert found.rings[-1].miles == RING_STEPS[1]
    assert found.towns == ()


# Figures


def figure(measure: Measure, value: float | None = None, **values: object) -> Outcome:
    """A published figure."""
    return Outcome(
        **({"programme_id": 1, "measure": measure, "value": value, "source_name": "A publisher"} | values)
    )


def only(outcome: Outcome) -> ShownOutcome:
    """The one figure as it is shown."""
    (shown,) = shown_outcomes([outcome])
    return shown


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0 in 100"), (0.4, "0 in 100"), (99.6, "100 in 100"), (100, "100 in")]
)
def test_share_of_nobody_and_of_everybody_is_a_figure(value: float, said: str) -> None:
    shown = only(figure(Measure.ACHIEVEMENT, value))
    assert shown.answer.startswith(said)
    assert shown.is_figure


@pytest.mark.parametrize(
    "detail", ["", "null", "[]", "7", '"text"', "{", '{"months_after": "soon"}', "\u202e{}"]
)
def test_note_that_says_nothing_leaves_the_figure(detail: str) -> None:
    assert only(figure(Measure.EMPLOYMENT, 80, detail=detail)).answer.endswith("work or study afterwards.")


@pytest.mark.parametrize("low_high", [(None, 30_000), (20_000, None), (None, None)])
def test_half_a_range_is_no_range(low_high: tuple[float | None, float | None]) -> None:
    low, high = low_high
    shown = only(figure(Measure.EARNINGS, 25_000.4, low=low, high=high, years_after=5))
    assert shown.answer == "The middle person earned £25,000 a year 5 years after."


@given(people=st.integers(0, 3_000_000))
def test_few_people_are_called_few(people: int) -> None:
    notes = only(figure(Measure.CONTINUATION, 90, people=people)).notes
    assert f"{people:,} {'person' if people == 1 else 'people'}." in notes[0]
    assert (len(notes) == 2) is (people < FEW_PEOPLE)


OUTCOMES = st.lists(
    st.builds(
        lambda measure, value, reason, subject: figure(
            measure, None if reason else value, missing_reason=reason, subject=subject
        ),
        st.sampled_from([measure for measure in Measure if not measure.value.startswith("entry")]),
        st.integers(0, 100),
        st.sampled_from(["", "", *MissingReason, "</script>"]),
        st.sampled_from(["", "Law", "مدرسة"]),
    ),
    max_size=10,
)


@given(OUTCOMES)
def test_each_question_is_answered_or_its_silence_explained_once(outcomes: list[Outcome]) -> None:
    shown = shown_outcomes(outcomes)
    order = [str(question) for question in QUESTIONS.values()]
    asked = [order.index(one.question) for one in shown]
    assert asked == sorted(asked)
    assert {one.question for one in shown} == {str(QUESTIONS[row.measure]) for row in outcomes}
    assert sum(one.is_figure for one in shown) == sum(not row.missing_reason for row in outcomes)
    for question in {one.question for one in shown}:
        own = [one for one in shown if one.question == question]
        if any(one.is_figure for one in own):
            assert all(one.is_figure for one in own)
    assert all(one.notes == () for one in shown if not one.is_figure)
    assert not any("</script>" in one.answer for one in shown)


def test_detail_may_say_what_a_figure_covers_and_that_two_years_were_joined() -> None:
    said = json.dumps({"covers": "sector", "years": 2})
    notes = only(figure(Measure.EARNINGS, 1, subject="Law", detail=said, period="2022 to 2023")).notes
    assert notes == (
        "This is for all graduates in Law, and not this course alone.",
        "It joins two years together.",
        "Years: 2022 to 2023.",
    )


# Feeds


def feed_of(*entries: Entry, language: str = "en-GB") -> Feed:
    """A feed that holds nothing else of note."""
    moment = datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    return Feed(
        id="tag:x,2026:y", title="A title", subtitle="", address="https://x.example/?a=1&b=2",
        page="https://x.example/", author="Us", rights="", updated=moment, language=language, entries=entries,
    )  # fmt: skip


def entry(title: str, **changes: object) -> Entry:
    """An entry of a feed."""
    moment = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    made = Entry("tag:x,2026:1", title, "https://x.example/1?a=1&b=2", "Us", "", moment, moment)
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("title", ["</script>", "]]>", "مدرسة \u202etest", "🐶 care", "a & b", "'\"<>"])
def test_name_in_a_feed_is_the_name_that_was_given(title: str) -> None:
    (found,) = entries_of(read_feed(written(feed_of(entry(title, author=title, terms=((title, title),))))))
    assert text_of(found, "title") == title
    assert text_of(found, "author/{http://www.w3.org/2005/Atom}name") == title


def test_moment_in_a_feed_carries_its_offset_and_no_fraction() -> None:
    summer = datetime(2027, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    document = read_feed(written(replace(feed_of(entry("A", updated=summer)), updated=summer)))
    (found,) = entries_of(document)
    assert text_of(found, "updated") == text_of(document, "updated") == "2027-07-01T00:30:00+01:00"
    alone = read_feed(written(feed_of()))
    assert text_of(alone, "updated") == "2026-12-31T23:59:59+00:00"


def test_text_that_is_empty_is_no_element() -> None:
    content = written(feed_of(entry("A")))
    assert b"<subtitle" not in content
    assert b"<rights" not in content
    assert b"<summary" not in content


@pytest.mark.parametrize("address", ["", "//", "https://", "mailto:us@x.example", "not an address"])
def test_name_of_a_thing_is_made_even_of_an_address_without_a_host(address: str) -> None:
    assert tag(address, "opportunity/1") == "tag:localhost,2026:opportunity/1"


def test_twenty_cards_of_nothing_are_cards_all_the_same() -> None:
    cards: list[Card] = [replace(BARE, id=number) for number in range(20)]
    assert told_apart(cards) == {}
    assert near_map(cards, HOME, Towns("Leyland")) is None  # type: ignore[arg-type]
