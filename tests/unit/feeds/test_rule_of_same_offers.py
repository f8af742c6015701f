"""The rule of same offers against a plain reading of it: it has no order, groups are sound, and odd names are safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways.catalogue.models import Opportunity, SameOffer, Source
from pathways.database import Database
from pathways.feeds.grouping import groups_of, same_pairs
from pathways.feeds.records import OpportunityRecord, Part, Record
from pathways.feeds.same_offer import DAYS_APART, Listing, cleaned_name, cleaned_title, likeness
from pathways.feeds.same_offers import find_same_offers
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing

ONE = Listing(
    1, 1, 10004599, "Moorside College", "vocational", "2", "Plumbing", "", "", "", "venue", "DH8 5EE",
    54.85, -1.83, "", frozenset({"full_time"}), (date(2026, 12, 31),),
)  # fmt: skip
OTHER = replace(ONE, id=2, source_id=2)

CODES = st.sampled_from(["", "0", "  ", "G400", "g400 ", "0G400", "601/1234/5", "PLUMB"])
LISTINGS = st.builds(
    Listing,
    id=st.integers(1, 6),
    source_id=st.integers(1, 3),
    ukprn=st.sampled_from([None, 10004599, 10004600]),
    provider_name=st.sampled_from(
        ["Moorside College", "The Moorside College Ltd", "Fell", "", "\u5317\u4eac"]
    ),
    route=st.sampled_from(["vocational", "t-level"]),
    level=st.sampled_from([None, "2", "3"]),
    title=st.sampled_from(
        ["Plumbing", "Plumbing Level 2", "Plumming Studies", "Plumbing Studies", "HNC", "", "!"]
    ),
    standard_code=CODES,
    qualification_number=CODES,
    course_code=CODES,
    delivery=st.sampled_from(["venue", "online"]),
    postcode=st.sampled_from(["DH8 5EE", "dh85ee", ""]),
    lat=st.sampled_from([None, 54.85, 54.8528]),
    lng=st.sampled_from([None, -1.83]),
    employer_name=st.sampled_from(["", "Miller", "Miller Ltd"]),
    modes=st.frozensets(st.sampled_from(["full_time", "part_time"])),
    starts=st.lists(st.dates(date(2026, 12, 1), date(2027, 1, 31)), max_size=2).map(tuple),
)


@given(LISTINGS, LISTINGS)
def test_the_order_of_two_listings_means_nothing_and_a_likeness_is_a_share(
    one: Listing, other: Listing
) -> None:
    sure = likeness(one, other)
    assert sure == likeness(other, one)
    assert 0 <= sure <= 1


@given(LISTINGS, LISTINGS)
def test_what_is_called_the_same_breaks_none_of_the_plain_rules(one: Listing, other: Listing) -> None:
    """Each rule in its own words, without the code that is tried."""
    if likeness(one, other) == 0:
        return
    assert one.source_id != other.source_id
    assert (one.route, one.delivery) == (other.route, other.delivery)
    assert None in (one.level, other.level) or one.level == other.level
    assert None in (one.ukprn, other.ukprn) or one.ukprn == other.ukprn
    assert not one.modes or not other.modes or one.modes & other.modes
    days = [abs(a - b) for a in one.starts for b in other.starts]
    assert not days or min(days) <= timedelta(days=DAYS_APART)
    assert one.employer_name[:6] == other.employer_name[:6]
    assert one.title.strip("!")
    assert other.title.strip("!")


@given(LISTINGS)
def test_a_listing_that_says_enough_is_the_same_as_its_copy_in_another_source(listing: Listing) -> None:
    copy = replace(listing, source_id=listing.source_id + 1)
    named = bool(listing.ukprn) or bool(cleaned_name(listing.provider_name))
    point = listing.lat is not None and listing.lng is not None
    placed = listing.delivery != "venue" or bool(listing.postcode) or point
    titled = bool(cleaned_title(listing.title, bool(listing.level)))
    assert (likeness(listing, copy) > 0) is (named and placed and titled)


@pytest.mark.parametrize(
    ("start", "same"),
    [
        (date(2027, 1, 1), True),
        (date(2027, 1, 21), True),
        (date(2027, 1, 22), False),
        (date(2026, 12, 10), True),
        (date(2026, 12, 9), False),
        (date(2025, 12, 31), False),
    ],
)
def test_three_weeks_are_counted_over_the_end_of_a_year(start: date, same: bool) -> None:
    assert (likeness(ONE, replace(OTHER, starts=(start,))) > 0) is same
    assert (likeness(ONE, replace(OTHER, starts=(date(2030, 1, 1), start))) > 0) is same


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("\u5317\u4eac", "", False),
        ("\u5317\u4eac", "\u4e0a\u6d77", False),
        ("\u5317\u4eac", "\u5317\u4eac", True),
        ("Caff\u00e8 Nero", "Caffe Nero Ltd", True),
        ("L\u2019Or\u00e9al UK", "L'Oreal", True),
        ("T\u0177 Mawr", "T Mawr", False),
        ("T\u0177 Mawr", "Ty Mawr", True),
        ("Marks & Spencer plc", "Marks and Spencer", True),
        ("Limited", "The Company", False),
    ],
)
def test_an_employer_is_told_by_name_in_any_script_and_with_any_accent(
    mine: str, theirs: str, same: bool
) -> None:
    one, other = replace(ONE, employer_name=mine), replace(OTHER, employer_name=theirs)
    assert (likeness(one, other) > 0) is same


@given(st.text(max_size=40), st.text(max_size=40))
def test_cleaning_a_clean_name_changes_nothing_and_no_name_is_lost(name: str, other: str) -> None:
    cleaned = cleaned_name(name)
    assert cleaned_name(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.split())
    if any(letter.isalnum() for letter in name):
        assert cleaned
    if cleaned != cleaned_name(other):
        assert name != other


@given(
    st.lists(st.sampled_from(["plumbing", "Gas", "level 2", "in", "HNC", "&", "9-1", "\u00e9"]), max_size=6)
)
def test_the_words_of_a_title_come_in_no_order_and_once(words: list[str]) -> None:
    told = cleaned_title(" ".join(words), True)
    assert list(told) == sorted(set(told))
    backwards = cleaned_title(" , ".join(reversed(words)), True)
    assert told == backwards
    assert not {"in", "level", "and"} & set(told)


SURE = st.sampled_from([0.5, 0.7, 0.9])
LINKS = st.dictionaries(
    st.tuples(st.integers(1, 7), st.integers(1, 7)).filter(lambda pair: pair[0] < pair[1]), SURE, max_size=10
)


def plain_groups(pairs: Sequence[tuple[float, int, int]], source_of: dict[int, int]) -> list[list[int]]:
    """The same rule the long way: each pair is let in unless it has a rival, or would double a source."""
    groups = [{key} for key in source_of]

    def has_rival(one: int, other: int, sure: float) -> bool:
        return any(
            rival >= sure
            for rival, a, b in pairs
            for mine, theirs in ((a, b), (b, a))
            if mine == one and theirs != other and source_of[theirs] == source_of[other]
        )

    for sure, one, other in pairs:
        if has_rival(one, other, sure) or has_rival(other, one, sure):
            continue
        joined = next(group for group in groups if one in group) | next(
            group for group in groups if other in group
        )
        if len({source_of[key] for key in joined}) == len(joined):
            groups = [group for group in groups if not group & joined] + [joined]
    return sorted(sorted(group) for group in groups if len(group) > 1)


@given(LINKS, st.lists(st.integers(1, 4), min_size=7, max_size=7))
def test_groups_are_those_of_a_plain_reading_of_the_rule(
    links: dict[tuple[int, int], float], sources: list[int]
) -> None:
    source_of = dict(enumerate(sources, 1))
    pairs = sorted(
        ((sure, a, b) for (a, b), sure in links.items() if source_of[a] != source_of[b]),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    assert groups_of(pairs, source_of) == plain_groups(pairs, source_of)


def test_a_chain_through_four_sources_is_one_group_and_a_fifth_of_the_first_source_stands_alone() -> None:
    chain = [(0.9, 1, 2), (0.9, 2, 3), (0.9, 3, 4)]
    assert groups_of(chain, {1: 1, 2: 2, 3: 3, 4: 4}) == [[1, 2, 3, 4]]
    assert groups_of([*chain, (0.8, 4, 5)], {1: 1, 2: 2, 3: 3, 4: 4, 5: 1}) == [[1, 2, 3, 4]]
    assert groups_of([*chain, (0.8, 4, 5)], {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}) == [[1, 2, 3, 4, 5]]


def test_two_chains_are_joined_only_where_no_source_is_doubled() -> None:
    pairs = [(0.9, 1, 2), (0.9, 3, 4), (0.7, 2, 3)]
    assert groups_of(pairs, {1: 1, 2: 2, 3: 3, 4: 4}) == [[1, 2, 3, 4]]
    assert groups_of(pairs, {1: 1, 2: 2, 3: 3, 4: 1}) == [[1, 2], [3, 4]]


def test_what_cannot_be_told_apart_stands_alone() -> None:
    twins = [ONE, OTHER, replace(OTHER, id=3)]
    assert groups_of(same_pairs(twins), {1: 1, 2: 2, 3: 2}) == []
    assert groups_of([], {}) == []
    assert same_pairs([]) == same_pairs([ONE]) == []


def test_groups_do_not_hang_on_the_order_in_which_listings_come() -> None:
    four = [ONE, OTHER, replace(ONE, id=3, source_id=3), replace(ONE, id=4, source_id=4, title="Roofing")]
    found = {str(same_pairs(order)) for order in permutations(four)}
    assert len(found) == 1


MOORSIDE = replace(COLLEGE, ukprn=10004599)


def listed_twice(session: Session) -> dict[str, str]:
    """Each opportunity that is listed twice, by its source, with the source of the one that is shown for it."""
    session.rollback()
    slug = dict(
        session.execute(
            select(Opportunity.id, Source.slug).join(Source, Source.id == Opportunity.source_id)
        ).all()  # type: ignore[arg-type]
    )
    rows = session.execute(select(SameOffer.opportunity_id, SameOffer.shown_id)).all()
    return {slug[row.opportunity_id]: slug[row.shown_id] for row in rows}


def bring(database: Database, source: str, provider: Record, records: Sequence[Record | Part] = ()) -> None:
    bring_records_in(database, [provider, CAMPUS, *(records or plumbing())], source=source, force=True)


def test_two_sources_with_one_ukprn_and_two_names_list_the_same_offer(
    database: Database, session: Session
) -> None:
    bring(database, "one", MOORSIDE)
    bring(database, "two", replace(MOORSIDE, name="Consett Skills Group"))
    assert listed_twice(session) == {"one": "one", "two": "one"}


def test_a_provider_without_a_number_is_the_one_of_its_name_only_where_one_number_has_it(
    database: Database, session: Session
) -> None:
    bring(database, "one", MOORSIDE)
    bring(database, "two", replace(COLLEGE, name="THE MOORSIDE COLLEGE"))
    assert listed_twice(session) == {"one": "one", "two": "one"}
    session.rollback()
    bring(database, "three", replace(COLLEGE, ukprn=10009999), plumbing(title="Roofing"))
    assert listed_twice(session) == {}


def test_providers_in_another_script_are_not_all_one(database: Database, session: Session) -> None:
    bring(database, "one", replace(COLLEGE, name="\u5317\u4eac"))
    bring(database, "two", replace(COLLEGE, name="\u4e0a\u6d77"))
    assert listed_twice(session) == {}


def test_a_chain_of_three_sources_comes_apart_when_its_middle_goes(
    database: Database, session: Session
) -> None:
    """The first and the last say different levels; the one between says none."""
    for source, level in (("one", "2"), ("two", None), ("three", "2")):
        bring(database, source, MOORSIDE, plumbing(level=level))
    assert listed_twice(session) == dict.fromkeys(("one", "two", "three"), "one")
    session.rollback()
    bring(database, "two", MOORSIDE, plumbing(title="Roofing"))
    assert listed_twice(session) == {"one": "one", "three": "one"}


def test_looking_again_changes_nothing_and_an_empty_catalogue_has_nothing_twice(
    database: Database, session: Session
) -> None:
    with database.engine.connect() as connection:
        assert find_same_offers(connection) == 0
    for source in ("one", "two", "three"):
        bring(database, source, MOORSIDE)
    before = listed_twice(session)
    session.rollback()
    with database.engine.connect() as connection:
        assert [find_same_offers(connection) for _ in range(2)] == [2, 2]
    assert listed_twice(session) == before


def test_an_employers_vacancy_is_never_that_of_another_employer(database: Database, session: Session) -> None:
    for source, employer in (("one", "\u5317\u4eac"), ("two", "")):
        *parts, offer = plumbing()
        assert isinstance(offer, OpportunityRecord)
        bring(database, source, MOORSIDE, [*parts, replace(offer, employer_name=employer)])
    assert listed_twice(session) == {}
