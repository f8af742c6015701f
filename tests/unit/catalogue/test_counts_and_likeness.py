"""Counts of providers, what is like a programme, and a search in the words of the catalogue turned into numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathways.catalogue import counting_providers
from pathways.catalogue.choosing import WINDOWS, centre_of, chosen_from
from pathways.catalogue.criteria import MILES_CHOICES, SearchCriteria
from pathways.catalogue.search import search
from pathways.catalogue.similar import cards_of_programme, similar_to
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Mode, Route, StartWindow
from tests.unit.catalogue.consett import BUILDING, CONSETT, HEALTH, TRURO


def test_providers_come_by_how_much_they_offer(consett: CatalogueSnapshot) -> None:
    providers = search(consett, SearchCriteria()).facets["provider"]
    assert [(one.label, one.count) for one in providers] == [
        ("Moorside College", 6),
        ("Otter Wharf Training", 1),
        ("Carrick Roads Nursing School", 1),
    ]
    assert not any(one.chosen for one in providers)


def test_only_providers_of_what_is_found_are_listed(consett: CatalogueSnapshot) -> None:
    found = search(consett, SearchCriteria(text="dental nursing", keep_spelling=True)).facets["provider"]
    assert [one.label for one in found] == ["Carrick Roads Nursing School"]


def test_the_chosen_provider_is_listed_even_with_nothing(consett: CatalogueSnapshot) -> None:
    everything = search(consett, SearchCriteria()).facets["provider"]
    wharf = next(one for one in everything if one.label == "Otter Wharf Training")
    asked = SearchCriteria(text="bricklaying", keep_spelling=True, provider_id=int(wharf.value))
    chosen = [one for one in search(consett, asked).facets["provider"] if one.chosen]
    assert [(one.label, one.count) for one in chosen] == [("Otter Wharf Training", 0)]


def test_a_provider_that_does_not_exist_is_not_listed(consett: CatalogueSnapshot) -> None:
    found = search(consett, SearchCriteria(provider_id=2**31 - 1))
    assert found.total == 0
    assert not any(one.chosen for one in found.facets["provider"])


def test_a_short_list_holds_those_with_the_most(
    consett: CatalogueSnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting_providers, "MOST_PROVIDERS", 1)
    listed = search(consett, SearchCriteria()).facets["provider"]
    assert [one.label for one in listed] == ["Moorside College"]


def like(snapshot: CatalogueSnapshot, title: str, area: Area, **changes: object) -> list[str]:
    """The titles of what is like a programme that is not in the catalogue."""
    asked: dict[str, object] = {"programme_id": 0, "place": CONSETT, "limit": 10}
    found = similar_to(snapshot, title=title, areas=(area,), **(asked | changes))  # type: ignore[arg-type]
    return [card.title for card in found]


def test_what_shares_words_comes_before_what_shares_the_area(consett: CatalogueSnapshot) -> None:
    found = like(consett, "Plumbing", BUILDING)
    assert found[0] == "Plumbing studies"
    assert set(found) == {"Plumbing studies", "Plumber apprenticeship", "Bricklaying"}


def test_what_is_near_comes_before_what_is_far(consett: CatalogueSnapshot) -> None:
    near_consett, near_truro = (like(consett, "Nursing", HEALTH, place=place) for place in (CONSETT, TRURO))
    assert near_consett[0] == "Adult nursing"
    assert near_truro[0] == "Dental nursing"
    assert "Dental nursing" in near_consett


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_no_more_is_given_than_was_asked_for(consett: CatalogueSnapshot, limit: int) -> None:
    assert len(like(consett, "Nursing", HEALTH, limit=limit)) == limit


def test_a_programme_is_not_like_itself(consett: CatalogueSnapshot) -> None:
    own = next(card for card in search(consett, SearchCriteria()).cards if card.title == "Bricklaying")
    assert "Bricklaying" not in like(consett, "Bricklaying", BUILDING, programme_id=own.programme_id)
    assert [card.id for card in cards_of_programme(consett, own.programme_id)] == [own.id]
    assert cards_of_programme(consett, 0) == ()


def test_what_is_over_is_never_offered_as_alike(consett: CatalogueSnapshot) -> None:
    assert "Thatching roofs" not in like(consett, "Thatching roofs", BUILDING)


def test_a_search_for_anything_chooses_nothing() -> None:
    chosen = chosen_from(SearchCriteria())
    assert chosen.centre is None
    assert chosen.radii == ()
    assert not any(chosen.codes.values())
    assert not any(chosen.bits.values())
    assert (chosen.last_bucket, chosen.provider_id) == (None, None)


@pytest.mark.parametrize("miles", MILES_CHOICES)
def test_a_radius_is_counted_with_every_wider_one(miles: int) -> None:
    radii = chosen_from(SearchCriteria(place=CONSETT, miles=miles)).radii
    assert radii[0] == miles
    assert radii == MILES_CHOICES[MILES_CHOICES.index(miles) :]


def test_any_distance_keeps_the_place_and_drops_the_radius() -> None:
    chosen = chosen_from(SearchCriteria(place=CONSETT, miles=None))
    assert chosen.radii == ()
    assert chosen.centre == centre_of(CONSETT)
    assert chosen_from(SearchCriteria(miles=5)).radii == ()


def test_a_place_without_a_district_council_has_an_empty_one() -> None:
    assert centre_of(CONSETT).district == b"E06000047"
    assert centre_of(replace(CONSETT, lad_code=None)).district == b""


@pytest.mark.parametrize("window", StartWindow)
def test_each_window_reaches_further_than_the_one_before(window: StartWindow) -> None:
    last = chosen_from(SearchCriteria(start=window)).last_bucket
    assert last is not None
    assert WINDOWS[last] is window


def test_several_choices_of_one_facet_are_all_kept() -> None:
    asked = SearchCriteria(
        routes=frozenset({Route.DEGREE, Route.T_LEVEL}), modes=frozenset({Mode.PART_TIME, Mode.FULL_TIME})
    )
    chosen = chosen_from(asked)
    assert len(chosen.codes["route"]) == 2
    assert chosen.bits["mode"].bit_count() == 2
