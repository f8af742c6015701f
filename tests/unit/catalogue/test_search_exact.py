"""The search gives exactly what looking at every record one by one gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import MILES_CHOICES, Learner, SearchCriteria
from pathways.catalogue.eligible import judged_days
from pathways.catalogue.learner_query import HIGHEST_ANSWERS, STAGES, SUBJECT_ANSWERS
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, Sort, StartWindow
from pathways.database import Database
from pathways.eligibility.reasons import Verdict
from pathways.places.place import Place
from tests.unit.catalogue.plain_search import Record, records_of, search_plainly
from tests.unit.catalogue.small_world import POINTS, TODAY, WORDS, fill_small_world

PLACES = tuple(
    Place(district, town, "district", lat + 0.01, lng, district, lad_code, "england")
    for town, (lat, lng, district, lad_code) in POINTS.items()
)
CARDIFF = Place("CF10", "Cardiff", "district", 51.48, -3.18, "CF10", "W06000015", "wales")

TYPED = st.lists(
    st.sampled_from(
        [*WORDS, "plumb", "nursing", "hair", "electrical", "level", "plumber", "catering", "zebra"]
    ),
    max_size=3,
)


def some(values: type) -> st.SearchStrategy[frozenset]:  # type: ignore[type-arg]
    """Nothing chosen, or one or two of the values."""
    return st.frozensets(st.sampled_from(list(values)), max_size=2)


SEARCHES = st.builds(
    SearchCriteria,
    text=st.builds(
        lambda words, tail: " ".join(words) + tail,
        TYPED,
        st.sampled_from(["", "", "", " -care", ' "health"']),
    ),
    place=st.none() | st.sampled_from([*PLACES, CARDIFF]),
    miles=st.none() | st.sampled_from(MILES_CHOICES),
    routes=some(Route),
    levels=some(Level),
    areas=some(Area),
    modes=some(Mode),
    deliveries=some(Delivery),
    money=some(Money),
    start=st.none() | st.sampled_from(StartWindow),
    provider_id=st.none() | st.integers(1, 6),
    sort=st.sampled_from(Sort),
    keep_spelling=st.just(True),
    eligible_for=st.builds(
        Learner,
        stage=st.sampled_from(STAGES),
        english=st.none() | st.sampled_from(SUBJECT_ANSWERS),
        maths=st.none() | st.sampled_from(SUBJECT_ANSWERS),
        gcses=st.none() | st.integers(0, 9),
        highest=st.none() | st.sampled_from(HIGHEST_ANSWERS),
        points=st.none() | st.integers(0, 150),
    ),
)
FILTERS = [
    "eligible_for",
    "routes",
    "levels",
    "areas",
    "modes",
    "deliveries",
    "money",
    "start",
    "provider_id",
]


def _with_only(full: SearchCriteria, kept: set[str]) -> SearchCriteria:
    """``full`` without its filters but those of ``kept``."""
    plain = SearchCriteria(
        text=full.text, place=full.place, miles=full.miles, sort=full.sort, keep_spelling=True
    )
    return replace(plain, **{name: getattr(full, name) for name in kept})


FEW_FILTERS = st.builds(_with_only, SEARCHES, st.sets(st.sampled_from(FILTERS), max_size=2))


def published(database: Database, folder: Path, seed: int) -> tuple[CatalogueSnapshot, list[Record]]:
    """A small world in the database, and its snapshot."""
    with database.unit_of_work() as session:
        fill_small_world(session, seed, opportunities=120)
    publish(database, folder)
    return LiveCatalogue(folder, database).snapshot(), records_of(database)


def assert_same(snapshot: CatalogueSnapshot, records: list[Record], criteria: SearchCriteria) -> None:
    """Hold one search against the plain one: total, order, every count, every radius."""
    plain = search_plainly(records, criteria, TODAY)
    found = search(snapshot, replace(criteria, page_size=1000), TODAY)
    assert found.total == len(plain.ids)
    assert sorted(card.id for card in found.cards) == sorted(plain.ids)
    named = {word for card in found.cards for word in card.provider_name.casefold().split()}
    if criteria.sort is not Sort.FIT or not named & set(criteria.text.split()):
        assert [card.id for card in found.cards] == plain.ids
    for facet, counts in plain.facets.items():
        assert {value.value: value.count for value in found.facets[facet] if value.count} == dict(counts)  # type: ignore[index]
    assert [(wider.miles, wider.total) for wider in found.wider] == plain.wider
    assert found.ignored_words == plain.ignored
    assert all(way.total > 0 for way in found.ways_on)
    assert bool(found.ways_on) == (found.total == 0)


def test_any_search_finds_counts_and_orders_what_looking_at_each_record_does(
    database: Database, tmp_path: Path
) -> None:
    snapshot, records = published(database, tmp_path, seed=1)

    @given(criteria=FEW_FILTERS)
    def check(criteria: SearchCriteria) -> None:
        assert_same(snapshot, records, criteria)

    check()


def test_many_filters_at_once_are_exact_too(database: Database, tmp_path: Path) -> None:
    snapshot, records = published(database, tmp_path, seed=2)

    @given(criteria=SEARCHES)
    def check(criteria: SearchCriteria) -> None:
        assert_same(snapshot, records, criteria)

    check()


def test_what_somebody_can_apply_for_is_counted_exactly(database: Database, tmp_path: Path) -> None:
    snapshot, records = published(database, tmp_path, seed=5)

    @given(criteria=SEARCHES, kept=st.sets(st.sampled_from(FILTERS), max_size=1))
    def check(criteria: SearchCriteria, kept: set[str]) -> None:
        assert_same(snapshot, records, _with_only(criteria, kept | {"eligible_for"}))

    check()


def test_cards_say_what_the_filter_went_by(database: Database, tmp_path: Path) -> None:
    snapshot, _ = published(database, tmp_path, seed=6)

    @given(learner=SEARCHES.map(lambda criteria: criteria.eligible_for))
    def check(learner: Learner) -> None:
        found = search(snapshot, SearchCriteria(eligible_for=learner, page_size=1000), TODAY)
        assert all(
            card.eligibility and card.eligibility.verdict is not Verdict.NOT_YET for card in found.cards
        )
        everything = search(snapshot, SearchCriteria(page_size=1000), TODAY)
        assert {card.eligibility for card in everything.cards} == {None}
        barred = {card.id for card in everything.cards} - {card.id for card in found.cards}
        (judged,) = judged_days(snapshot, learner, TODAY)
        for key in sorted(barred)[:5]:
            _, row = snapshot.find(key) or (0, 0)
            assert judged.explain(row).verdict is Verdict.NOT_YET

    check()


def test_turning_the_pages_meets_every_result_once(database: Database, tmp_path: Path) -> None:
    snapshot, _ = published(database, tmp_path, seed=3)

    @given(criteria=FEW_FILTERS, size=st.integers(1, 50))
    def check(criteria: SearchCriteria, size: int) -> None:
        first = search(snapshot, replace(criteria, page_size=size), TODAY)
        pages = [
            search(snapshot, replace(criteria, page_size=size, page=page), TODAY)
            for page in range(1, first.pages + 1)
        ]
        ids = [card.id for page in pages for card in page.cards]
        assert len(ids) == len(set(ids)) == first.total

    check()


def test_a_page_past_the_end_is_empty_and_keeps_the_total(database: Database, tmp_path: Path) -> None:
    snapshot, _ = published(database, tmp_path, seed=4)
    first = search(snapshot, SearchCriteria(), TODAY)
    far = search(snapshot, SearchCriteria(page=10**9), TODAY)
    assert far.cards == ()
    assert far.total == first.total > 0
    assert far.facets == first.facets
