"""A search is read from an address and written back into it without loss, whatever stands there."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import DEFAULT_MILES, LONGEST_TEXT, MILES_CHOICES, Learner, SearchCriteria
from pathways.catalogue.query_string import PARAMETERS, parse_criteria, write_query
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.places.place import Place
from pathways.places.postcodes import contains_full_postcode

PRESTON = Place("preston", "Preston", "city", 53.76, -2.70, "PR1", None, "england")
DISTRICT = Place("PR1", "Preston (PR1)", "district", 53.76, -2.70, "PR1", None, "england")
SECTOR = Place("PR1-2", "Preston (PR1 2)", "sector", 53.76, -2.70, "PR1", None, "england")


class FewPlaces:
    """A gazetteer of three places."""

    def lookup(self, place_id: str) -> Place | None:
        return next((place for place in (PRESTON, DISTRICT, SECTOR) if place.id == place_id), None)


def read(query: str) -> tuple[SearchCriteria, list[str]]:
    """The search in a query, and the codes of what was noted."""
    criteria, notices = parse_criteria(parse_qs(query, keep_blank_values=True), FewPlaces())
    return criteria, [f"{notice.code}:{notice.parameter}" for notice in notices]


def sets_of(kind: type) -> st.SearchStrategy[frozenset]:
    return st.frozensets(st.sampled_from(list(kind)), max_size=4)


LEARNERS = st.builds(
    Learner,
    stage=st.sampled_from(["year-10-11", "19-24"]),
    english=st.sampled_from([None, "have", "expect"]),
    maths=st.sampled_from([None, "not-yet"]),
    gcses=st.sampled_from([None, 0, 5]),
    highest=st.sampled_from([None, "none", "3"]),
    points=st.sampled_from([None, 96]),
)
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Cn", "Co")), max_size=30
)
SEARCHES = st.builds(
    SearchCriteria,
    text=WORDS.filter(lambda text: not contains_full_postcode(text)),
    place=st.sampled_from([None, PRESTON, DISTRICT, SECTOR]),
    miles=st.sampled_from([None, *MILES_CHOICES]),
    routes=sets_of(Route),
    levels=sets_of(Level),
    areas=sets_of(Area),
    modes=sets_of(Mode),
    deliveries=sets_of(Delivery),
    money=sets_of(Money),
    start=st.sampled_from([None, *StartWindow]),
    provider_id=st.sampled_from([None, 1, 4711]),
    eligible_for=st.none() | LEARNERS,
    sort=st.sampled_from(list(Sort)),
    page=st.integers(1, 10**9),
)


@given(SEARCHES)
def test_a_search_written_into_an_address_is_read_back_the_same(criteria: SearchCriteria) -> None:
    # A radius means nothing without a place, so it is not written.
    meant = criteria if criteria.place else replace(criteria, miles=DEFAULT_MILES)
    found, noted = read(write_query(criteria))
    assert found == meant
    assert noted == []


@given(SEARCHES)
def test_one_search_has_one_address(criteria: SearchCriteria) -> None:
    query = write_query(criteria)
    assert write_query(read(query)[0]) == query


@given(SEARCHES, st.randoms())
def test_the_order_of_parameters_in_an_address_does_not_matter(
    criteria: SearchCriteria, random: st.DataObject
) -> None:
    parts = write_query(criteria).split("&")
    random.shuffle(parts)
    assert read("&".join(parts))[0] == read(write_query(criteria))[0]


@given(
    st.dictionaries(
        st.sampled_from(sorted(PARAMETERS)) | st.text(max_size=5), st.lists(st.text(max_size=40), max_size=3)
    )
)
def test_nothing_in_an_address_can_break_the_reading(args: dict[str, list[str]]) -> None:
    criteria, notices = parse_criteria(args, FewPlaces())
    assert criteria.page >= 1
    assert criteria.miles is None or criteria.miles in MILES_CHOICES
    assert len(criteria.text) <= LONGEST_TEXT
    assert read(write_query(criteria))[1] == []
    assert all(len(notice.value) <= 40 for notice in notices)


def test_student_bookmarks_plumbing_near_preston() -> None:
    criteria, noted = read(
        "q=plumbing&near=preston&miles=10&route=apprenticeship&route=t-level&sort=distance"
    )
    assert criteria == SearchCriteria(
        text="plumbing",
        place=PRESTON,
        miles=10,
        routes=frozenset({Route.APPRENTICESHIP, Route.T_LEVEL}),
        sort=Sort.DISTANCE,
    )
    assert noted == []


def test_an_empty_address_is_the_search_for_everything() -> None:
    assert read("") == (SearchCriteria(), [])
    assert write_query(SearchCriteria()) == ""


def test_a_place_alone_means_twenty_miles() -> None:
    criteria, _ = read("near=PR1")
    assert (criteria.place, criteria.miles) == (DISTRICT, 20)
    assert write_query(criteria) == "near=PR1"


def test_any_distance_is_kept_apart_from_twenty_miles() -> None:
    criteria, _ = read("near=PR1&miles=any")
    assert criteria.miles is None
    assert write_query(criteria) == "near=PR1&miles=any"


@pytest.mark.parametrize("typed", ["pr1", "PR1", "Preston", "pr1 2", "PR1-2"])
def test_a_place_in_another_case_is_still_known(typed: str) -> None:
    assert read(f"near={quote_plus(typed)}")[0].place is not None


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("near=ZZ99", "unknown-place:near"),
        ("miles=abc&near=PR1", "not-a-number:miles"),
        ("miles=7&near=PR1", "unknown-value:miles"),
        ("miles=%C2%B2&near=PR1", "unknown-value:miles"),
        ("level=9", "unknown-value:level"),
        ("route=university", "unknown-value:route"),
        ("sort=best", "unknown-value:sort"),
        ("start=tomorrow", "unknown-value:start"),
        ("page=-1", "not-a-number:page"),
        ("page=0", "unknown-value:page"),
        ("page=99999999999", "unknown-value:page"),
        ("provider=x", "not-a-number:provider"),
        ("provider=99999999999", "unknown-value:provider"),
        ("for=eligible", "needs-stage:for"),
        ("for=everyone", "unknown-value:for"),
        ("for=eligible&stage=wizard", "unknown-value:stage"),
        ("for=eligible&stage=19-24&points=9999", "unknown-value:points"),
        ("q=" + "word+" * 100, "too-long:q"),
        ("sort=start&sort=closing", "only-one:sort"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(query: str, note: str) -> None:
    criteria, notices = parse_criteria(parse_qs(query, keep_blank_values=True), FewPlaces())
    assert note in [f"{notice.code}:{notice.parameter}" for notice in notices]
    assert next(notice for notice in notices if f"{notice.code}:{notice.parameter}" == note).dropped
    assert criteria.page == 1


def test_an_unknown_parameter_is_noted_but_is_no_mistake() -> None:
    _, notices = parse_criteria({"utm_source": ["poster"]}, FewPlaces())
    assert [(notice.code, notice.dropped) for notice in notices] == [("unknown-parameter", False)]


def test_a_good_value_beside_a_bad_one_still_counts() -> None:
    criteria, noted = read("level=9&level=3")
    assert criteria.levels == {Level.THREE}
    assert noted == ["unknown-value:level"]


def test_a_full_postcode_among_the_words_is_cut_to_its_sector() -> None:
    criteria, _ = read("q=nursing+near+PR1+2HE")
    assert criteria.text == "nursing near PR1 2"


def test_a_full_postcode_that_was_refused_is_not_repeated() -> None:
    _, notices = parse_criteria({"near": ["PR1 2HE"], "level": ["PR1 2HE"]}, FewPlaces())
    assert all("2HE" not in notice.value for notice in notices)


def test_the_learner_is_read_with_the_stage() -> None:
    criteria, noted = read("for=eligible&stage=year-10-11&english=expect&gcses=5")
    assert criteria.eligible_for == Learner("year-10-11", english="expect", gcses=5)
    assert noted == []


def test_the_spelling_as_typed_is_part_of_the_address() -> None:
    criteria, _ = read("q=enjinering&spelling=kept")
    assert criteria.keep_spelling
    assert write_query(criteria) == "q=enjinering&spelling=kept"
    assert write_query(criteria, text="") == ""


def test_a_change_goes_back_to_the_first_page() -> None:
    criteria = SearchCriteria(text="law", page=7)
    assert write_query(criteria, routes=frozenset({Route.DEGREE})) == "q=law&route=degree"
    assert write_query(criteria, page=8) == "q=law&page=8"


def test_control_characters_and_nul_mean_nothing() -> None:
    assert read("q=law%00%07+and%0Aorder")[0].text == "law and order"


def test_a_value_of_ten_thousand_characters_is_shortened_before_it_is_shown() -> None:
    _, notices = parse_criteria({"level": ["x" * 10_000]}, FewPlaces())
    assert len(notices[0].value) == 40
