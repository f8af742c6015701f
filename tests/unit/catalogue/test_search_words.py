"""Words find what a person would expect them to find, and say what became of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pathways.catalogue.cards import find_card
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.results import Results
from pathways.catalogue.search import search
from pathways.catalogue.similar import cards_of_programme, similar_to
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Delivery, Level, Route, Sort
from pathways.database import Database
from pathways.places.place import Place
from tests.factories import make_opportunity, make_programme, make_provider, make_venue
from tests.unit.catalogue.small_world import TODAY

CONSETT = Place("DH8", "Consett", "district", 54.853, -1.832, "DH8", "E06000047", "england")
OFFERED: dict[str, dict[str, Any]] = {
    "Plumbing studies": {"occupation": "plumber", "summary": "Pipes and boilers."},
    "Hairdressing": {"areas": (Area.HAIR_BEAUTY,), "summary": "Cut and colour. We help with careers."},
    "Adult nursing": {"areas": (Area.HEALTH,), "route": Route.DEGREE, "summary": "Learn on the ward."},
    "Health and Social Care": {"areas": (Area.CARE_SUPPORT,), "summary": "Care for people."},
    "Social studies and health": {"areas": (Area.LANGUAGES_HISTORY_SOCIETY,), "summary": "Care and history."},
    "Software development": {
        "areas": (Area.COMPUTING_DIGITAL,),
        "occupation": "web developer",
        "level": Level.FOUR,
    },
    "Engineering": {"areas": (Area.ENGINEERING_MAKING,), "summary": "Make things. Plumbing comes into it."},
    "Motor vehicle": {
        "areas": (Area.TRANSPORT_MOTOR_LOGISTICS,),
        "route": Route.APPRENTICESHIP,
        "summary": "Cars.",
    },
}


@pytest.fixture
def snapshot(database: Database, tmp_path: Path) -> CatalogueSnapshot:
    """One opportunity for each title, all in Consett, and one provider with a telling name."""
    with database.unit_of_work() as session:
        for title, changes in OFFERED.items():
            make_opportunity(session, programme=make_programme(session, title=title, **changes))
        named = make_provider(session, name="Falconhurst Engineering Academy")
        programme = make_programme(
            session, provider=named, title="Baking bread", areas=(Area.FOOD_HOSPITALITY_TRAVEL,)
        )
        make_opportunity(
            session, programme=programme, venue=make_venue(session, provider=named, lat=None, lng=None)
        )
    publish(database, tmp_path)
    return LiveCatalogue(tmp_path, database).snapshot()


def found(snapshot: CatalogueSnapshot, text: str, **changes: Any) -> Results:
    """What a search for words finds."""
    return search(snapshot, SearchCriteria(text=text, **changes), TODAY)


def titles(results: Results) -> list[str]:
    """The titles found, in order."""
    return [card.title for card in results.cards]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("plumbing", "Plumbing studies"),
        ("plumber", "Plumbing studies"),
        ("nurse", "Adult nursing"),
        ("hair", "Hairdressing"),
        ("web developer", "Software development"),
        ("level 4", "Software development"),
        ("apprenticeship cars", "Motor vehicle"),
        ("degree", "Adult nursing"),
        ("ward", "Adult nursing"),
        ("enjinering", "Engineering"),
        ("hairdresing", "Hairdressing"),
        ("soft ware", "Software development"),
        ("motorvehicle", "Motor vehicle"),
        ('"health and social care"', "Health and Social Care"),
        ("falconhurst", "Baking bread"),
        ("Falconhurst Engineering Academy", "Baking bread"),
    ],
)
def test_the_first_result_is_what_was_meant(snapshot: CatalogueSnapshot, text: str, first: str) -> None:
    assert titles(found(snapshot, text))[0] == first


def test_a_title_comes_before_a_description(snapshot: CatalogueSnapshot) -> None:
    assert titles(found(snapshot, "plumbing")) == ["Plumbing studies", "Engineering"]


def test_a_phrase_leaves_out_what_only_has_its_words(snapshot: CatalogueSnapshot) -> None:
    assert found(snapshot, "health social").total == 2
    assert titles(found(snapshot, '"social care"')) == ["Health and Social Care"]


def test_a_minus_leaves_out(snapshot: CatalogueSnapshot) -> None:
    assert titles(found(snapshot, "plumbing -engineering")) == ["Plumbing studies"]
    assert found(snapshot, "-plumbing").total == len(OFFERED) + 1 - 2
    assert "Health and Social Care" not in titles(found(snapshot, 'health -"social care"'))


def test_care_does_not_find_every_text_on_careers(snapshot: CatalogueSnapshot) -> None:
    assert "Hairdressing" not in titles(found(snapshot, "care"))


def test_mended_spelling_is_shown_and_can_be_refused(snapshot: CatalogueSnapshot) -> None:
    mended = found(snapshot, "enjinering")
    assert mended.correction is not None
    assert (mended.correction.typed, mended.correction.searched) == ("enjinering", "engineering")
    kept = found(snapshot, "enjinering", keep_spelling=True)
    assert kept.correction is None
    assert kept.total == 0
    assert [(way.drop, way.value) for way in kept.ways_on] == [("q", None)]


@pytest.mark.parametrize(
    "text", ["engineering", "eng", "level 3", "'engineering'", '"engineering"', "4", "it"]
)
def test_what_is_spelt_right_or_short_is_left_alone(snapshot: CatalogueSnapshot, text: str) -> None:
    assert found(snapshot, text).correction is None


def test_words_that_nothing_holds_together_are_let_go_and_named(snapshot: CatalogueSnapshot) -> None:
    results = found(snapshot, "plumbing xylophone", keep_spelling=True)
    assert results.ignored_words == ("xylophone",)
    assert titles(results)[0] == "Plumbing studies"
    loose = found(snapshot, '"boilers plumbing"')
    assert loose.ignored_words == ("boilers plumbing",)
    assert loose.total == 1


@pytest.mark.parametrize("text", ["", " ", "the of and", "!!!", "◼", '""', "- -"])
def test_nothing_to_look_for_shows_everything(snapshot: CatalogueSnapshot, text: str) -> None:
    results = found(snapshot, text)
    assert results.total == len(OFFERED) + 1
    assert results.ignored_words == ((text.strip(),) if text.strip() else ())


def test_an_empty_answer_names_what_to_drop_with_true_totals(snapshot: CatalogueSnapshot) -> None:
    asked = SearchCriteria(
        text="plumbing",
        place=CONSETT,
        miles=1,
        routes=frozenset({Route.DEGREE}),
        levels=frozenset({Level.TWO}),
    )
    results = search(snapshot, asked, TODAY)
    assert results.total == 0
    assert [(way.drop, way.total) for way in results.ways_on] == [("route", 2)]
    assert search(snapshot, replace(asked, routes=frozenset()), TODAY).total == 2
    nothing = search(snapshot, replace(asked, text="xylophone", keep_spelling=True), TODAY)
    assert {way.drop for way in nothing.ways_on} <= {"filters", "q", "all"}
    assert nothing.ways_on


def test_a_word_can_be_the_way_on(snapshot: CatalogueSnapshot) -> None:
    asked = SearchCriteria(
        text="software web", routes=frozenset({Route.VOCATIONAL}), levels=frozenset({Level.TWO})
    )
    assert search(snapshot, asked, TODAY).total == 0
    ways = {(way.drop, way.value): way.total for way in search(snapshot, asked, TODAY).ways_on}
    assert ways == {("level", None): 1}


def test_an_unplaced_venue_is_found_only_without_a_radius(snapshot: CatalogueSnapshot) -> None:
    assert found(snapshot, "baking", place=CONSETT, miles=60).total == 0
    anywhere = found(snapshot, "baking", place=CONSETT, miles=None)
    assert anywhere.total == 1
    assert anywhere.cards[0].distance_miles is None
    assert anywhere.cards[0].lat is None


def test_a_card_says_what_the_row_says(snapshot: CatalogueSnapshot) -> None:
    card = found(snapshot, "motor vehicle", place=CONSETT, sort=Sort.DISTANCE).cards[0]
    assert card.route == Route.APPRENTICESHIP
    assert card.areas == (Area.TRANSPORT_MOTOR_LOGISTICS,)
    assert card.provider_name == "Moorside College"
    assert (card.town, card.postcode_district, card.delivery) == ("Consett", "DH8", Delivery.VENUE)
    assert card.distance_miles == pytest.approx(0, abs=0.001)
    assert card.modes == ("full-time",)
    assert find_card(snapshot, card.id, TODAY, CONSETT) == card
    assert find_card(snapshot, 10**9, TODAY) is None
    assert cards_of_programme(snapshot, card.programme_id, CONSETT, TODAY) == (card,)


def test_what_is_alike_shares_words_or_the_area_and_is_another_programme(snapshot: CatalogueSnapshot) -> None:
    card = found(snapshot, "plumbing studies").cards[0]
    alike = similar_to(
        snapshot,
        title=card.title,
        areas=card.areas,
        programme_id=card.programme_id,
        place=CONSETT,
        limit=3,
        today=TODAY,
    )
    assert card.programme_id not in {one.programme_id for one in alike}
    gone = similar_to(
        snapshot,
        title="Plumbing",
        areas=("building-construction",),
        programme_id=0,
        place=None,
        limit=2,
        today=TODAY,
    )
    assert [one.title for one in gone] == ["Plumbing studies"]


def test_an_empty_catalogue_answers_with_nothing(tmp_path: Path, database: Database) -> None:
    publish(database, tmp_path)
    for snapshot in (LiveCatalogue(tmp_path, database).snapshot(), CatalogueSnapshot("", ())):
        for criteria in (SearchCriteria(), SearchCriteria(text="plumbing -care", place=CONSETT)):
            results = search(snapshot, criteria, TODAY)
            assert (results.total, results.cards, results.ways_on) == (0, (), ())
