"""The count beside a choice is what choosing it gives, whatever was typed and whatever is chosen already."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pathways.schema  # noqa: F401  (makes the metadata whole)
from pathways.catalogue import settling
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.reading import Reading
from pathways.catalogue.results import FacetValue, Results
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Delivery, Level, Mode, Money, Route, StartWindow
from pathways.database import Database, metadata
from pathways.places.place import Place
from tests.unit.catalogue.small_world import POINTS, TODAY, fill_small_world
from tests.unit.words.small_thesaurus import small_thesaurus

THESAURUS = small_thesaurus()
CONSETT, TRURO = (
    Place(district, town, "district", lat, lng, district, lad_code, "england")
    for town, (lat, lng, district, lad_code) in POINTS.items()
    if town in ("Consett", "Truro")
)
PLAIN_WORDS = ("boiler", "hair", "plumbing", "nursing", "workshop", "plumbign", "zebra", '"health"', "-care")
THINGS = (
    "sparky",
    "plumber",
    "vet",
    "vet nurse",
    "animals",
    "cars",
    "hospitality",
    "maths",
    "🐶",
    "astronaut",
)
FILTERS = ("apprenticeship", "uni", "level 3", "evening", "weekends", "online", "paid", "as soon as possible")
SMALL_TALK = ("i want to", "idk", "not", "but not", "and", "or", "my daughter", "with")
FIELDS = {
    "route": ("routes", Route),
    "level": ("levels", Level),
    "area": ("areas", Area),
    "mode": ("modes", Mode),
    "delivery": ("deliveries", Delivery),
    "money": ("money", Money),
}

SENTENCES = st.lists(
    st.sampled_from(PLAIN_WORDS) | st.sampled_from(THINGS) | st.sampled_from(FILTERS) | st.sampled_from(SMALL_TALK),
    max_size=5,
).map(" ".join)  # fmt: skip
WITHOUT_FILTERS = st.lists(st.sampled_from(PLAIN_WORDS) | st.sampled_from(THINGS), max_size=3).map(" ".join)
WITH_FILTERS = st.builds(
    lambda filters, things: " ".join((*things, *filters)),
    st.lists(st.sampled_from(FILTERS), min_size=1, max_size=2),
    st.lists(st.sampled_from(THINGS), max_size=2),
)


def few(values: type) -> st.SearchStrategy[frozenset]:  # type: ignore[type-arg]
    """Mostly nothing chosen, sometimes one or two of the values."""
    return st.just(frozenset()) | st.frozensets(st.sampled_from(list(values)), max_size=2)


def searches(text: st.SearchStrategy[str]) -> st.SearchStrategy[SearchCriteria]:
    """Searches for such words, near and far, with a few filters chosen."""
    return st.builds(
        SearchCriteria,
        text=text,
        place=st.sampled_from([None, CONSETT, TRURO]),
        miles=st.sampled_from([5, 20, None]),
        routes=few(Route),
        levels=few(Level),
        areas=few(Area),
        modes=few(Mode),
        deliveries=few(Delivery),
        money=few(Money),
        start=st.none() | st.sampled_from(StartWindow),
        provider_id=st.none() | st.integers(1, 6),
        keep_spelling=st.sampled_from([False, False, False, True]),
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> CatalogueSnapshot:
    """A small world of sixty opportunities with every awkward case among them."""
    return open_world(tmp_path_factory.mktemp("world"), opportunities=60)


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> CatalogueSnapshot:
    """A snapshot of next to nothing."""
    return open_world(tmp_path_factory.mktemp("single"), opportunities=3)


def open_world(folder: Path, *, opportunities: int) -> CatalogueSnapshot:
    """A small world in a database in ``folder``, published there."""
    database = Database(f"sqlite:///{folder / 'world.db'}")
    metadata.create_all(database.engine)
    with database.unit_of_work() as session:
        fill_small_world(session, 1, opportunities=opportunities)
    publish(database, folder)
    return LiveCatalogue(folder, database).snapshot()


def found(snapshot: CatalogueSnapshot, criteria: SearchCriteria, day: date = TODAY) -> Results:
    """What a search finds, read by a few terms."""
    return search(snapshot, criteria, day, thesaurus=THESAURUS)


def clicked(criteria: SearchCriteria, facet: str, value: FacetValue) -> SearchCriteria:
    """The search with one choice of a facet in place of whatever was chosen of that facet."""
    if facet == "start":
        return replace(criteria, start=StartWindow(value.value))
    if facet == "provider":
        return replace(criteria, provider_id=int(value.value))
    field, kind = FIELDS[facet]
    return replace(criteria, **{field: frozenset({kind(value.value)})})


def some_choices(results: Results, chance: random.Random) -> list[tuple[str, FacetValue]]:
    """One choice of every facet that has any, those that leave something and those that leave nothing."""
    return [(facet, chance.choice(values)) for facet, values in results.facets.items() if values]


def assert_counts_are_true(
    snapshot: CatalogueSnapshot, criteria: SearchCriteria, chance: random.Random
) -> None:
    """Choose one value of every facet and hold its count against what is found then."""
    results = found(snapshot, criteria)
    for facet, value in some_choices(results, chance):
        total = found(snapshot, clicked(criteria, facet, value)).total
        assert total == value.count, (facet, value)


@settings(max_examples=25)
@given(criteria=searches(SENTENCES), chance=st.randoms(use_true_random=False))
def test_count_beside_a_choice_is_what_it_gives_for_any_words(
    world: CatalogueSnapshot, criteria: SearchCriteria, chance: random.Random
) -> None:
    assert_counts_are_true(world, criteria, chance)


@settings(max_examples=20)
@given(criteria=searches(WITHOUT_FILTERS), chance=st.randoms(use_true_random=False))
def test_count_is_true_where_the_words_hold_no_filter_and_are_read_once(
    world: CatalogueSnapshot, criteria: SearchCriteria, chance: random.Random
) -> None:
    assert_counts_are_true(world, criteria, chance)


@settings(max_examples=20)
@given(criteria=searches(WITH_FILTERS), chance=st.randoms(use_true_random=False))
def test_count_is_true_where_the_words_are_filters_themselves(
    world: CatalogueSnapshot, criteria: SearchCriteria, chance: random.Random
) -> None:
    assert_counts_are_true(world, criteria, chance)


@settings(max_examples=15)
@given(criteria=searches(SENTENCES), chance=st.randoms(use_true_random=False))
def test_count_is_true_in_a_catalogue_of_three(
    single: CatalogueSnapshot, criteria: SearchCriteria, chance: random.Random
) -> None:
    assert_counts_are_true(single, criteria, chance)


@settings(max_examples=25)
@given(criteria=searches(SENTENCES))
def test_choosing_never_changes_how_the_words_are_read(
    world: CatalogueSnapshot, criteria: SearchCriteria
) -> None:
    bare = found(world, settling.unfiltered(criteria))
    chosen = found(world, criteria)
    assert (chosen.understood, chosen.ignored_words, chosen.correction, chosen.instead) == (
        bare.understood,
        bare.ignored_words,
        bare.correction,
        bare.instead,
    )


@settings(max_examples=25)
@given(criteria=searches(SENTENCES), day=st.dates(date(2026, 12, 30), date(2027, 1, 2)))
def test_what_is_chosen_only_ever_takes_away(
    world: CatalogueSnapshot, criteria: SearchCriteria, day: date
) -> None:
    """Round the end of a year too; a facet that the words fill may be chosen otherwise and hold more."""
    results = found(world, criteria, day)
    if results.criteria.text != criteria.text:
        criteria = replace(criteria, text=results.criteria.text)
        results = found(world, criteria, day)
    bare = found(world, settling.unfiltered(criteria), day)
    assert results.total <= bare.total
    everything = {card.id for card in found(world, replace(bare.criteria, page_size=1000), day).cards}
    assert {card.id for card in found(world, replace(criteria, page_size=1000), day).cards} <= everything


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("said", ["apprenticeship", "uni"])
@pytest.mark.parametrize("place", [CONSETT, TRURO], ids=["consett", "truro"])
def test_route_chosen_over_the_one_in_the_words_gives_what_stands_beside_it(
    world: CatalogueSnapshot, thing: str, said: str, place: Place
) -> None:
    """Where the route in the words has nothing near, the words are read less strictly, and so they stay."""
    asked = SearchCriteria(text=f"{thing} {said}", place=place, miles=5)
    bare = found(world, asked)
    for value in bare.facets["route"]:
        chosen = found(world, clicked(asked, "route", value))
        assert (chosen.total, chosen.instead) == (value.count, bare.instead), value


def test_a_chosen_filter_costs_no_second_reading_where_the_words_hold_none(
    world: CatalogueSnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_texts: list[SearchCriteria] = []
    real = settling.read

    def counted(
        snapshot: CatalogueSnapshot, criteria: SearchCriteria, *rest: object, **more: bool
    ) -> Reading:
        read_texts.append(criteria)
        return real(snapshot, criteria, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(settling, "read", counted)
    route = next(
        value for value in found(world, SearchCriteria(text="sparky")).facets["route"] if value.count
    )
    read_texts.clear()
    assert found(world, SearchCriteria(text="sparky", routes=frozenset({Route(route.value)}))).total
    assert len(read_texts) == 1


@pytest.mark.parametrize("text", ["", "   ", "!!!", "ಕನ್ನಡ", "\u202eevil\u202c", "🐶" * 60, '"', "-", "not"])
@pytest.mark.parametrize("route", [None, Route.DEGREE])
def test_odd_words_are_counted_as_truly_as_any(
    world: CatalogueSnapshot, text: str, route: Route | None
) -> None:
    criteria = SearchCriteria(text=text, routes=frozenset({route} if route else ()))
    results = found(world, criteria)
    for value in results.facets["level"]:
        assert found(world, clicked(criteria, "level", value)).total == value.count
