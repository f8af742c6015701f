"""An opportunity that two sources list is shown once, names both, and comes apart again when they do."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pathways.catalogue.editing import mark_edited
from pathways.catalogue.filling.rows import fill
from pathways.catalogue.models import CatalogueChange, Opportunity, Programme, SameOffer, Source
from pathways.catalogue.programmes import programme_page
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database
from pathways.feeds.grouping import groups_of, pairs_around, same_pairs
from pathways.feeds.records import IntakeRecord, Part, Record
from pathways.feeds.rollback import roll_back
from pathways.feeds.same_offer import Listing, cleaned_name, cleaned_title, likeness
from tests.unit.feeds.made_feed import CAMPUS, COLLEGE, bring_records_in, plumbing

MOORSIDE = replace(COLLEGE, ukprn=10004599)
BASE: list[Record | Part] = [MOORSIDE, CAMPUS]
ONE = Listing(
    1, 1, 10004599, "Moorside College", "vocational", "2", "Plumbing", "", "", "", "venue", "DH8 5EE",
    54.85, -1.83, "", frozenset({"full_time"}), (date(2027, 9, 6),),
)  # fmt: skip
OTHER = replace(ONE, id=2, source_id=2)


def shown(database: Database) -> dict[str, str]:
    """What a snapshot would show: each opportunity's own source and key, with the sources that its card names."""
    with database.open_session() as session:
        contents = fill(session.connection(), None, lambda *_: None)
        found = {}
        for key, text in zip(contents.ids.tolist(), contents.row_texts, strict=True):
            row = session.execute(
                select(Source.slug, Opportunity.source_key).join(Opportunity).where(Opportunity.id == key)
            ).one()
            found[f"{row.slug}/{row.source_key}"] = json.loads(text)[12]
        return found


def two_sources(database: Database, theirs: Sequence[Record | Part] | None = None) -> None:
    bring_records_in(database, [*BASE, *plumbing()], source="one")
    bring_records_in(database, theirs or [*BASE, *plumbing("p9", title="Plumbing")], source="two")


def test_what_two_sources_list_is_shown_once_and_names_both(database: Database, session: Session) -> None:
    two_sources(database)
    assert shown(database) == {"one/plumbing@campus": "Made for a test (one); Made for a test (two)"}
    for programme in session.execute(select(Programme.id)).scalars():
        detail = programme_page(session, programme)
        assert detail is not None
        assert sorted(detail.source_names.split("; ")) == ["Made for a test (one)", "Made for a test (two)"]


def test_the_report_says_how_many(database: Database) -> None:
    bring_records_in(database, [*BASE, *plumbing()], source="one")
    report = bring_records_in(database, [*BASE, *plumbing("p9"), *plumbing("gas", title="Gas")], source="two")
    assert report.listed_twice == 1
    assert any("1 opportunities are listed by more than one source" in line for line in report.lines())


def test_within_one_source_nothing_is_ever_the_same(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b"), *plumbing("c")], source="one")
    assert len(shown(database)) == 3
    assert session.execute(select(func.count()).select_from(SameOffer)).scalar_one() == 0


def test_one_that_could_be_either_of_two_is_neither(database: Database) -> None:
    bring_records_in(database, [*BASE, *plumbing("a"), *plumbing("b")], source="one")
    bring_records_in(database, [*BASE, *plumbing("x")], source="two")
    assert set(shown(database)) == {"one/a@campus", "one/b@campus", "two/x@campus"}


def test_another_course_of_the_same_provider_stays_apart(database: Database) -> None:
    two_sources(database, [*BASE, *plumbing("gas", title="Gas fitting")])
    assert len(shown(database)) == 2


def test_they_come_apart_when_one_changes_and_together_when_it_changes_back(database: Database) -> None:
    two_sources(database)
    bring_records_in(database, [*BASE, *plumbing("p9", title="Gas fitting")], source="two")
    assert set(shown(database)) == {"one/plumbing@campus", "two/p9@campus"}
    roll_back(database, "two")
    assert list(shown(database)) == ["one/plumbing@campus"]


def test_when_the_shown_one_is_withdrawn_the_other_is_shown(database: Database) -> None:
    two_sources(database, [*BASE, *plumbing("p9"), *plumbing("gas", title="Gas")])
    bring_records_in(database, [*BASE, *plumbing("new", title="Roofing")], source="one", force=True)
    assert set(shown(database)) == {"one/new@campus", "two/p9@campus", "two/gas@campus"}
    assert shown(database)["two/p9@campus"] == "Made for a test (two)"


def test_one_withdrawn_by_hand_never_hides_the_other(database: Database) -> None:
    two_sources(database)
    with database.unit_of_work() as session:
        row = session.execute(
            select(Opportunity).where(Opportunity.source_key == "plumbing@campus")
        ).scalar_one()
        row.state = ListingState.WITHDRAWN
    assert list(shown(database)) == ["two/p9@campus"]


def test_a_source_taken_back_whole_leaves_no_trace(database: Database, session: Session) -> None:
    two_sources(database)
    roll_back(database, "two")
    assert shown(database) == {"one/plumbing@campus": "Made for a test (one)"}
    assert session.execute(select(func.count()).select_from(SameOffer)).scalar_one() == 0


def test_the_shown_one_is_edited_here_or_says_when_it_starts_or_was_checked_last(
    database: Database, clock_at: Callable[[datetime], None]
) -> None:
    clock_at(datetime(2027, 1, 4, 12, tzinfo=UTC))
    two_sources(database)
    assert list(shown(database)) == ["one/plumbing@campus"]
    clock_at(datetime(2027, 1, 8, 12, tzinfo=UTC))
    bring_records_in(database, [*BASE, *plumbing("p9")], source="two")
    assert list(shown(database)) == ["two/p9@campus"], "checked last"
    dated = [*plumbing()[:3], IntakeRecord("plumbing@campus", starts_on=date(2027, 9, 6)), plumbing()[3]]
    clock_at(datetime(2027, 1, 6, 12, tzinfo=UTC))
    bring_records_in(database, [*BASE, *dated], source="one")
    assert list(shown(database)) == ["one/plumbing@campus"], "says when it starts"
    with database.unit_of_work() as session:
        edited = session.execute(
            select(Opportunity.id).where(Opportunity.source_key == "p9@campus")
        ).scalar_one()
        mark_edited(session, Opportunity, [edited])
    bring_records_in(database, [*BASE, *dated], source="one")
    assert list(shown(database)) == ["two/p9@campus"], "edited here"


def test_the_publisher_hears_of_what_comes_together(database: Database, session: Session) -> None:
    bring_records_in(database, [*BASE, *plumbing()], source="one")
    told = session.execute(select(func.max(CatalogueChange.id))).scalar_one()
    session.rollback()
    bring_records_in(database, [*BASE, *plumbing("p9")], source="two")
    heard = set(
        session.execute(select(CatalogueChange.opportunity_id).where(CatalogueChange.id > told)).scalars()
    )
    assert heard == set(session.execute(select(Opportunity.id)).scalars())
    session.rollback()
    bring_records_in(database, [*BASE, *plumbing("p9")], source="two")
    assert session.execute(select(func.max(CatalogueChange.id))).scalar_one() == told + 3


def test_three_sources_make_one_group(database: Database) -> None:
    two_sources(database)
    bring_records_in(database, [*BASE, *plumbing("z")], source="three")
    (names,) = shown(database).values()
    assert names == "Made for a test (one); Made for a test (three); Made for a test (two)"


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"source_id": 1}, False),
        ({"route": "t-level"}, False),
        ({"level": "3"}, False),
        ({"level": None}, True),
        ({"ukprn": 10009999}, False),
        ({"ukprn": None, "provider_name": "The Moorside College Ltd"}, True),
        ({"ukprn": None, "provider_name": "Moorside University"}, False),
        ({"title": "Plumbing (full time)"}, True),
        ({"title": "Plumbing with gas"}, False),
        ({"delivery": "online"}, False),
        ({"lat": None, "lng": None, "postcode": "dh85ee"}, True),
        ({"lat": None, "lng": None, "postcode": ""}, False),
        ({"lat": 54.86}, False),
        ({"employer_name": "Miller Ltd"}, False),
        ({"modes": frozenset({"part_time"})}, False),
        ({"modes": frozenset()}, True),
        ({"starts": ()}, True),
        ({"starts": (date(2027, 9, 20),)}, True),
        ({"starts": (date(2028, 9, 4),)}, False),
    ],
)
def test_what_tells_two_listings_apart(change: dict[str, Any], same: bool) -> None:
    assert (likeness(ONE, replace(OTHER, **change)) > 0) is same


@pytest.mark.parametrize("code", ["standard_code", "qualification_number", "course_code"])
def test_a_code_that_both_give_decides(code: str) -> None:
    mine = replace(ONE, **{code: "G400"})
    assert likeness(mine, replace(OTHER, **{code: "g400 "})) > likeness(ONE, OTHER)
    assert likeness(mine, replace(OTHER, **{code: "G401"})) == 0
    assert likeness(mine, OTHER) == likeness(ONE, OTHER)


def test_a_providers_own_course_code_means_nothing_to_another_source() -> None:
    assert likeness(replace(ONE, course_code="PLUMB-27"), replace(OTHER, course_code="18-00231")) > 0


def test_names_and_titles_are_cleaned_of_what_lists_write_differently() -> None:
    assert cleaned_name("The Preston's College & Co. Ltd") == cleaned_name("PRESTONS COLLEGE AND CO")
    assert cleaned_name("City College Norwich") != cleaned_name("City College Peterborough")
    assert cleaned_name("The Company") == "the company"
    assert cleaned_title("Level 3 Diploma in Sport", True) == cleaned_title("Sport: diploma", True)
    assert cleaned_title("Maths Level 1", False) != cleaned_title("Maths Level 2", False)


PAIRS = st.lists(
    st.tuples(st.sampled_from([0.5, 0.7, 0.9]), st.integers(1, 8), st.integers(1, 8)), max_size=14
)


@given(PAIRS, st.lists(st.integers(1, 4), min_size=8, max_size=8))
def test_no_group_holds_two_of_one_source_and_nobody_is_in_two_groups(
    drawn: list[tuple[float, int, int]], sources: list[int]
) -> None:
    source_of = dict(enumerate(sources, 1))
    pairs = sorted(
        {(min(a, b), max(a, b)): sure for sure, a, b in drawn if source_of[a] != source_of[b]}.items(),
        key=lambda pair: (-pair[1], pair[0]),
    )
    groups = groups_of([(sure, one, other) for (one, other), sure in pairs], source_of)
    for group in groups:
        assert len(group) > 1
        assert len({source_of[key] for key in group}) == len(group)
    everybody = [key for group in groups for key in group]
    assert len(everybody) == len(set(everybody))


def test_the_same_of_the_same_is_the_same_whatever_the_order() -> None:
    ends = [ONE, replace(OTHER, title="Plumbing "), replace(ONE, id=3, source_id=3, level=None)]
    for order in permutations(ends):
        pairs = same_pairs(order)
        assert groups_of(pairs, {listing.id: listing.source_id for listing in order}) == [[1, 2, 3]]


def test_a_surer_pair_wins_over_a_less_sure_one() -> None:
    coded = replace(ONE, qualification_number="601")
    theirs = [replace(OTHER, qualification_number="601"), replace(OTHER, id=3)]
    pairs = same_pairs([coded, *theirs])
    assert groups_of(pairs, {1: 1, 2: 2, 3: 2}) == [[1, 2]]


@given(
    st.lists(
        st.tuples(st.integers(1, 3), st.sampled_from(["Plumbing", "Plumbing studies", "Joinery", "Tiling"])),
        max_size=9,
    ),
    st.sets(st.integers(0, 8), max_size=2),
)
def test_looking_around_one_listing_finds_the_groups_that_looking_at_all_finds(
    drawn: list[tuple[int, str]], seeds: set[int]
) -> None:
    listings = [
        replace(ONE, id=number, source_id=source, title=title) for number, (source, title) in enumerate(drawn)
    ]
    source_of = {listing.id: listing.source_id for listing in listings}
    pairs, reached = pairs_around(listings, seeds)
    everything = groups_of(same_pairs(listings), source_of)
    assert groups_of(pairs, source_of) == [group for group in everything if set(group) & reached]
    assert seeds & set(source_of) <= reached
