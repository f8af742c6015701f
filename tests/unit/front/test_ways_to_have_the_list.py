"""Orders, distances, pages, headings and the form: every state of a list has its own words and address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from pathways.catalogue.criteria import LONGEST_TEXT, MILES_CHOICES, SearchCriteria
from pathways.catalogue.query_string import parse_criteria
from pathways.catalogue.query_values import Notice
from pathways.catalogue.results import FacetValue, Results, Wider
from pathways.catalogue.vocabulary import Area, Level, Route, Sort, StartWindow
from pathways.front.filter_panel import ONE_ONLY, ORDER, filter_groups
from pathways.front.forms import LONGEST_PLACE, SearchForm, kept_fields
from pathways.front.gallery_samples import sample_cards
from pathways.front.headings import LONGEST_HEADED, count_words, filter_names, heading, miles_words, title
from pathways.front.list_options import GAP, distances, page_numbers, sorts, wider
from pathways.front.notice_words import MOST_SAID, notice_words
from pathways.front.results_page import ResultsPage, results_page
from pathways.places.postcodes import contains_full_postcode
from tests.unit.front.searches import NOTHING, PRESTON, TwoTowns, read, searches

pytestmark = pytest.mark.usefixtures("in_english")

TODAY = date(2026, 11, 21)


@given(searches)
def test_each_order_is_the_same_search_from_its_first_page(criteria: SearchCriteria) -> None:
    offered = sorts(criteria)
    assert [option.value for option in offered if option.chosen] == [criteria.sort.value]
    for option in offered:
        assert read(option.query) == replace(criteria, sort=Sort(option.value), page=1)
    if criteria.place is not None:
        assert [option.value for option in offered] == [sort.value for sort in Sort]


@given(searches)
def test_one_distance_is_chosen_and_each_can_be_asked_for(criteria: SearchCriteria) -> None:
    offered = distances(criteria)
    assert [option.value for option in offered] == [*map(str, MILES_CHOICES), "any"]
    (chosen,) = [option for option in offered if option.chosen]
    assert chosen.text == miles_words(criteria.miles)
    for option in offered:
        assert read(f"near=preston&miles={option.value}").miles in (*MILES_CHOICES, None)


@given(searches, st.lists(st.builds(Wider, st.sampled_from([30, 40, 60, None]), st.integers(0, 99))))
def test_looking_further_always_finds_more(criteria: SearchCriteria, found: list[Wider]) -> None:
    assume(criteria.place is not None)
    results = replace(NOTHING, total=20, wider=tuple(found))
    offered = wider(criteria, results)
    assert len(offered) == sum(1 for one in found if one.total > 20)
    for option in offered:
        assert read(option.query).place == criteria.place
        assert int(option.text.split()[0]) > results.total


@given(st.integers(1, 300), st.integers(1, 300))
def test_linked_pages_begin_at_the_first_end_at_the_last_and_never_double(here: int, last: int) -> None:
    numbers = page_numbers(here, last)
    pages = [number for number in numbers if number != GAP]
    assert pages[0] == 1
    assert pages[-1] == last
    assert pages == sorted(set(pages))
    assert len(numbers) <= 9
    if here <= last:
        assert {here, max(1, here - 1), min(last, here + 1)} <= set(pages)


@given(st.integers(1, 300), st.integers(1, 300))
def test_a_gap_stands_only_where_a_page_is_left_out(here: int, last: int) -> None:
    numbers = page_numbers(here, last)
    for before, after in pairwise(numbers):
        if GAP not in (before, after):
            assert after == before + 1
    for at, number in enumerate(numbers):
        if number == GAP:
            assert numbers[at + 1] - numbers[at - 1] > 1


@given(searches, st.integers(0, 10**6))
def test_a_title_begins_with_its_heading_and_says_the_count(criteria: SearchCriteria, total: int) -> None:
    said = title(criteria, total)
    assert said.startswith(heading(criteria))
    assert count_words(total) in said
    assert len(heading(criteria)) < LONGEST_HEADED + 40


@given(searches, st.integers(2, 400))
def test_two_pages_of_one_list_have_two_titles(criteria: SearchCriteria, page: int) -> None:
    assert title(replace(criteria, page=1), 9) != title(replace(criteria, page=page), 9)


@given(searches)
def test_two_orders_of_one_list_have_two_titles(criteria: SearchCriteria) -> None:
    assert len({title(replace(criteria, sort=sort), 9) for sort in Sort}) == len(Sort)


@given(searches)
def test_each_filter_has_one_name_in_words(criteria: SearchCriteria) -> None:
    several = (criteria.routes, criteria.levels, criteria.areas, criteria.modes, criteria.deliveries)
    names = filter_names(criteria)
    single = (criteria.start is not None, criteria.eligible_for is not None)
    assert len(names) == sum(map(len, (*several, criteria.money))) + sum(single)
    assert all(name[0].isupper() and "-" not in name[:3] for name in names)


def test_a_title_stops_before_it_is_a_paragraph() -> None:
    criteria = SearchCriteria(place=PRESTON, areas=frozenset(Area), levels=frozenset(Level))
    assert len(title(criteria, 9)) < 200


@pytest.mark.parametrize("length", [LONGEST_HEADED, LONGEST_HEADED + 1])
def test_only_words_that_are_too_long_are_cut_with_a_mark(length: int) -> None:
    assert ("…" in heading(SearchCriteria(text="a" * length))) == (length > LONGEST_HEADED)


facets = st.fixed_dictionaries(
    {
        name: st.lists(
            st.builds(
                FacetValue, st.sampled_from("123456789"), st.just("A name"), st.integers(0, 3), st.booleans()
            ),
            unique_by=lambda value: value.value,
            max_size=5,
        ).map(tuple)
        for name in ORDER
    }
)


@given(facets)
def test_the_panel_offers_what_would_leave_something_and_what_is_chosen(
    values: dict[str, tuple[FacetValue, ...]],
) -> None:
    groups = filter_groups(replace(NOTHING, facets=values))  # type: ignore[arg-type]
    assert [group.name for group in groups] == [
        name for name in ORDER if any(value.count or value.chosen for value in values[name])
    ]
    for group in groups:
        offered = {choice.value for choice in group.choices if choice.count is not None}
        assert offered == {value.value for value in values[group.name] if value.count or value.chosen}


@given(facets)
def test_no_two_boxes_on_the_page_share_an_id(values: dict[str, tuple[FacetValue, ...]]) -> None:
    groups = filter_groups(replace(NOTHING, facets=values))  # type: ignore[arg-type]
    ids = [choice.id for group in groups for choice in group.choices]
    assert len(ids) == len(set(ids))


@given(facets)
def test_where_one_may_be_chosen_one_always_is(values: dict[str, tuple[FacetValue, ...]]) -> None:
    for group in filter_groups(replace(NOTHING, facets=values)):  # type: ignore[arg-type]
        assert group.one_only == (group.name in ONE_ONLY)
        if group.one_only:
            first, *others = group.choices
            assert (first.text, first.value) == ("Any", "")
            assert first.chosen != any(choice.chosen for choice in others)


@given(searches)
def test_a_form_sent_again_with_its_words_and_place_is_the_same_search(criteria: SearchCriteria) -> None:
    sent = MultiDict([*kept_fields(criteria), ("q", criteria.text)])
    asked = SearchForm(sent).as_parameters(sent)
    if criteria.place is not None:
        asked["near"] = [criteria.place.id]
    again, notices = parse_criteria(asked, TwoTowns())
    assert again == replace(criteria, page=1, keep_spelling=False)
    assert not [notice for notice in notices if notice.dropped]


def test_words_kept_as_typed_stay_so_until_they_change() -> None:
    for typed, kept in (("enjinering", True), ("engineering", False), ("", False)):
        sent = MultiDict({"q": typed, "kept_spelling": "enjinering"})
        assert ("spelling" in SearchForm(sent).as_parameters(sent)) == kept


@given(st.text(max_size=400), st.text(max_size=400))
def test_whatever_is_typed_comes_out_short_and_printable(words: str, place: str) -> None:
    form = SearchForm(MultiDict({"q": words, "near": place}))
    assert len(form.q.data) <= LONGEST_TEXT
    assert len(form.near.data) <= LONGEST_PLACE
    assert (form.q.data + form.near.data).isprintable()


@pytest.mark.parametrize("typed", ["PR1 2HE", "pr12he", "near PR1  2HE please"])
def test_a_full_postcode_in_a_form_is_cut_at_once(typed: str) -> None:
    form = SearchForm(MultiDict({"q": typed, "near": typed, "kept_spelling": typed}))
    for field in (form.q, form.near, form.kept_spelling):
        assert not contains_full_postcode(field.data)
        assert "1 2" in field.data or "1-2" in field.data or "PR1" in field.data.upper()


def test_page_and_place_of_the_old_address_are_not_sent_again() -> None:
    sent = MultiDict({"q": "law", "page": "7", "near": "preston", "spelling": "kept", "level": "3"})
    assert SearchForm(sent).as_parameters(sent) == {"q": ["law"], "level": ["3"]}


def page(criteria: SearchCriteria, results: Results = NOTHING, *notices: Notice) -> ResultsPage:
    results = replace(results, criteria=criteria)
    return results_page(criteria, criteria, results, notices, None, today=TODAY, address="/search")


@given(searches)
def test_the_one_address_of_a_page_is_that_very_search(criteria: SearchCriteria) -> None:
    address = page(criteria).canonical
    assert address.startswith("/search")
    assert read(address.partition("?")[2]) == criteria


@given(searches)
def test_a_card_keeps_the_place_and_the_way_back(criteria: SearchCriteria) -> None:
    shown = page(criteria)
    suffix = shown.card_suffix
    assert ("near=" + criteria.place.id in suffix) if criteria.place else "&near=" not in suffix
    assert suffix.count("&") == (criteria.place is not None) + bool(shown.query)
    assert not set(suffix) & set(' "<>')


@given(searches)
def test_search_engines_keep_only_plain_lists(criteria: SearchCriteria) -> None:
    plain = not filter_names(criteria) and criteria.provider_id is None and criteria.page == 1
    assert page(criteria).is_filtered is not plain


@given(searches, st.integers(1, 50))
def test_another_page_of_a_list_changes_nothing_else(criteria: SearchCriteria, number: int) -> None:
    assert read(page(criteria).page_query(number)) == replace(criteria, page=number)


def test_what_the_form_keeps_unseen_is_order_and_spelling() -> None:
    assert page(SearchCriteria()).kept == ()
    kept = page(SearchCriteria(text="enjinering", sort=Sort.START, keep_spelling=True)).kept
    assert kept == (("sort", "start"), ("kept_spelling", "enjinering"))


def test_the_words_as_typed_are_an_address_of_their_own() -> None:
    asked = read(page(SearchCriteria(text="enjinering", page=3)).as_typed)
    assert asked == SearchCriteria(text="enjinering", keep_spelling=True)


def test_a_provider_is_named_when_it_has_something_here() -> None:
    values = (FacetValue("7", "Moorside College", 2, chosen=True),)
    found = replace(NOTHING, facets={"provider": values})
    assert page(SearchCriteria(provider_id=7), found).provider_name == "Moorside College"
    assert page(SearchCriteria(provider_id=8), found).provider_name is None
    assert page(SearchCriteria(), found).provider_name is None


def test_routes_that_were_asked_for_can_be_explained() -> None:
    asked = SearchCriteria(routes=frozenset({Route.T_LEVEL, Route.BOOTCAMP}))
    assert page(asked).routes_asked == ("bootcamp", "t-level")


def test_made_up_examples_are_only_spoken_of_where_there_are_some() -> None:
    made_up, real = sample_cards(TODAY)[:2]
    assert page(SearchCriteria(), replace(NOTHING, cards=(real, made_up))).has_examples
    assert not page(SearchCriteria(), replace(NOTHING, cards=(real,))).has_examples
    assert not page(SearchCriteria()).has_examples


def test_panel_asks_where_somebody_is_and_keeps_what_was_said() -> None:
    asked = page(read("for=eligible&stage=19-24&english=have&gcses=5"), NOTHING).learner_fields
    assert asked.is_answered
    chosen = {
        field.name: [code for code, _, chosen in field.options if chosen]
        for field in (asked.stage, *asked.picked)
    }
    assert chosen == {"stage": ["19-24"], "english": ["have"], "maths": [""], "highest": [""]}
    assert [(field.name, field.value) for field in asked.numbers] == [("gcses", "5"), ("points", "")]
    unasked = page(SearchCriteria()).learner_fields
    assert not unasked.is_answered
    assert unasked.stage.options[0] == ("", "Show me everything", True)


@given(st.dictionaries(st.sampled_from(["q", "near", "miles", "level", "page", "for"]), st.lists(st.text())))
def test_whatever_stands_in_an_address_is_met_with_a_few_short_sentences(args: dict[str, list[str]]) -> None:
    _criteria, notices = parse_criteria(args, TwoTowns())
    said = notice_words(notices)
    assert len(said) <= MOST_SAID
    assert all(words.endswith(".") and len(words) < 140 for words in said)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("level=9", "We left out “9”. It does not fit “Level”."),
        ("area=space", "We left out “space”. It does not fit “Career area”."),
        ("start=soon", "We left out “soon”. It does not fit “Start”."),
        ("start=now&start=3m", "Only one choice works for “Start”. We used the first."),
        ("near=ZZ99", "We do not know the place “ZZ99”, so we left it out."),
        ("for=eligible", "we need to know where you are now"),
        ("q=" + "law+" * 90, "Your search was very long."),
    ],
)
def test_what_was_left_out_is_named_as_the_page_names_it(query: str, words: str) -> None:
    _criteria, notices = parse_criteria(parse_qs(query), TwoTowns())
    assert any(words in said for said in notice_words(notices))


@given(st.sampled_from(list(StartWindow)))
def test_a_start_window_is_named_in_the_title(window: StartWindow) -> None:
    assert filter_names(SearchCriteria(start=window))[0] in title(SearchCriteria(start=window), 3)
