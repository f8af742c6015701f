"""A search is understood: filters, jobs, areas and refusals in the words; totals and counts stay exact."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.results import Results
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Delivery, Level, Route
from pathways.database import Database
from pathways.places.place import Place
from tests.factories import make_opportunity, make_programme, make_provider, make_venue
from tests.unit.catalogue.small_world import TODAY
from tests.unit.words.small_thesaurus import small_thesaurus

CONSETT = Place("DH8", "Consett", "district", 54.853, -1.832, "DH8", "E06000047", "england")
TRURO = Place("TR1", "Truro", "district", 50.263, -5.051, "TR1", "E06000052", "england")
OFFERED: dict[str, dict[str, Any]] = {
    "Electrical installation": {"areas": (Area.BUILDING_CONSTRUCTION,), "occupation": "electrician"},
    "Joinery": {
        "areas": (Area.BUILDING_CONSTRUCTION,),
        "route": Route.APPRENTICESHIP,
        "summary": "With an electrician.",
    },
    "Animal care": {"areas": (Area.ANIMALS_LAND_ENVIRONMENT,), "level": Level.THREE},
    "Farming": {"areas": (Area.ANIMALS_LAND_ENVIRONMENT,), "route": Route.APPRENTICESHIP},
    "Zoology": {"areas": (Area.ANIMALS_LAND_ENVIRONMENT,), "route": Route.DEGREE},
    "Hospitality": {"areas": (Area.FOOD_HOSPITALITY_TRAVEL,)},
    "Hospital porters": {"areas": (Area.HEALTH,)},
    "Mathematics": {"areas": (Area.SCIENCE_RESEARCH,), "route": Route.A_LEVEL},
    "Car mechanics": {"areas": (Area.TRANSPORT_MOTOR_LOGISTICS,), "route": Route.APPRENTICESHIP},
}


@pytest.fixture
def snapshot(database: Database, tmp_path: Path) -> CatalogueSnapshot:
    """One opportunity of each in Consett, farming in Truro too, and a university that teaches baking."""
    with database.unit_of_work() as session:
        for title, changes in OFFERED.items():
            programme = make_programme(session, title=title, **changes)
            make_opportunity(session, programme=programme)
            if title == "Farming":
                venue = make_venue(session, town="Truro", lat=TRURO.lat, lng=TRURO.lng)
                make_opportunity(session, programme=programme, venue=venue)
        named = make_provider(session, name="University of Cars")
        baking = make_programme(
            session, provider=named, title="Baking", areas=(Area.FOOD_HOSPITALITY_TRAVEL,)
        )
        make_opportunity(session, programme=baking, delivery=Delivery.ONLINE, venue=None)
    publish(database, tmp_path)
    return LiveCatalogue(tmp_path, database).snapshot()


def found(snapshot: CatalogueSnapshot, text: str, **changes: Any) -> Results:
    """What a search finds, read by a few terms."""
    return search(snapshot, SearchCriteria(text=text, **changes), TODAY, thesaurus=small_thesaurus())


def titles(results: Results) -> list[str]:
    """The titles found, in order, each once."""
    return list(dict.fromkeys(card.title for card in results.cards))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sparky", "Electrical installation"),
        ("sparkies", "Electrical installation"),
        ("sparki", "Electrical installation"),
        ("idk want to do something with cars", "Car mechanics"),
        ("hospitality", "Hospitality"),
        ("maths", "Mathematics"),
        ("uni of life with animals", "Zoology"),
        ("University of Cars", "Baking"),
    ],
)
def test_what_was_meant_comes_first(snapshot: CatalogueSnapshot, text: str, first: str) -> None:
    assert titles(found(snapshot, text))[0] == first


def test_a_job_leaves_out_what_only_shares_its_area(snapshot: CatalogueSnapshot) -> None:
    assert titles(found(snapshot, "sparky")) == ["Electrical installation"]


def test_an_emoji_is_read(snapshot: CatalogueSnapshot) -> None:
    assert set(titles(found(snapshot, "🐶"))) == {"Animal care", "Farming", "Zoology"}


def test_an_area_brings_everything_in_it_and_its_words_first(snapshot: CatalogueSnapshot) -> None:
    results = found(snapshot, "animals")
    assert titles(results)[0] == "Animal care"
    assert set(titles(results)) == {"Animal care", "Farming", "Zoology"}


def test_words_that_name_a_filter_become_it(snapshot: CatalogueSnapshot) -> None:
    results = found(snapshot, "animals apprenticeship")
    assert titles(results) == ["Farming"]
    assert results.criteria.routes == {Route.APPRENTICESHIP}
    assert results.criteria.text == "animals"
    again = search(snapshot, results.criteria, TODAY, thesaurus=small_thesaurus())
    assert (again.total, again.facets) == (results.total, results.facets)


def test_a_filter_that_was_chosen_goes_before_the_words(snapshot: CatalogueSnapshot) -> None:
    results = found(snapshot, "animals apprenticeship", routes=frozenset({Route.DEGREE}))
    assert titles(results) == ["Zoology"]


def test_words_in_quotes_stay_words(snapshot: CatalogueSnapshot) -> None:
    results = found(snapshot, 'animals "apprenticeship"')
    assert results.criteria.routes == frozenset()


def test_as_typed_means_nothing_but_the_words(snapshot: CatalogueSnapshot) -> None:
    results = found(snapshot, "animals apprenticeship", keep_spelling=True)
    assert results.understood == ()
    assert results.criteria.routes == frozenset()


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("animals not uni", "Zoology"),
        ("animals but not level 3", "Animal care"),
        ("cars, hate animals", "Farming"),
    ],
)
def test_what_is_refused_is_left_out(snapshot: CatalogueSnapshot, text: str, gone: str) -> None:
    results = found(snapshot, text)
    assert results.total
    assert gone not in titles(results)
    assert any(one.refused for one in results.understood)


def test_a_refusal_alone_leaves_all_the_rest(snapshot: CatalogueSnapshot) -> None:
    assert found(snapshot, "not animals").total == found(snapshot, "").total - 4


@pytest.mark.parametrize(
    "text", ["animals", "sparky", "animals apprenticeship", "cars not uni", "electrician in truro"]
)
def test_totals_facets_and_pages_are_exact(snapshot: CatalogueSnapshot, text: str) -> None:
    for place in (None, CONSETT, TRURO):
        results = found(snapshot, text, place=place, page_size=2)
        paged = [
            card.id
            for page in range(1, results.pages + 1)
            for card in search(
                snapshot, replace(results.criteria, page=page), TODAY, thesaurus=small_thesaurus()
            ).cards
        ]
        assert len(paged) == len(set(paged)) == results.total
        for value in results.facets["area"]:
            chosen = replace(results.criteria, areas=frozenset({Area(value.value)}))
            assert search(snapshot, chosen, TODAY, thesaurus=small_thesaurus()).total == value.count


def test_where_nothing_near_is_quite_that_the_same_area_is_shown_and_said(
    snapshot: CatalogueSnapshot,
) -> None:
    assert found(snapshot, "vet").instead
    assert not found(snapshot, "sparky").instead
    results = found(snapshot, "vet", place=TRURO)
    assert results.instead
    assert titles(results) == ["Farming"]
    assert all(wider.total for wider in results.wider)


def test_a_filter_in_the_words_gives_way_before_nothing_is_shown(snapshot: CatalogueSnapshot) -> None:
    results = found(snapshot, "maths apprenticeship")
    assert results.instead
    assert titles(results) == ["Mathematics"]
    assert results.ignored_words == ("apprenticeship",)


def test_filters_that_were_chosen_do_not_change_how_words_are_read(snapshot: CatalogueSnapshot) -> None:
    results = found(snapshot, "sparky", routes=frozenset({Route.DEGREE}))
    assert (results.total, results.instead) == (0, False)
    assert [way.drop for way in results.ways_on] == ["route"]


@pytest.mark.parametrize("text", ["idk", "ಕನ್ನಡ", "zzzzz qqqqq", "not", "my daughter", "!!!"])
def test_what_is_not_understood_still_leads_on(snapshot: CatalogueSnapshot, text: str) -> None:
    results = found(snapshot, text)
    assert results.total or results.ways_on
