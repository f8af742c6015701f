"""Slips are mended by the catalogue's own words, and what is searched for is what is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.results import Results
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.database import Database
from pathways.words.thesaurus import Thesaurus
from tests.factories import make_opportunity, make_programme

TITLES = (
    "Esports", "Sports Coaching", "Lorry Driving C + E", "Games Programming in C++", "Chartered Surveying",
    "Bricklaying", "Health and Social Care", "Bed Making",
)  # fmt: skip


TYPED_PARTS = (
    "e-sports", "c#", "c++", "bricklaiyng", "-bed", '"social care"', "helth", "part-tim", "the", "e", "b-ed", "it",
)  # fmt: skip


@pytest.fixture
def snapshot(database: Database, tmp_path: Path) -> CatalogueSnapshot:
    """One programme of each title, published."""
    with database.unit_of_work() as session:
        for title in TITLES:
            make_opportunity(session, programme=make_programme(session, title=title))
    publish(database, tmp_path)
    return LiveCatalogue(tmp_path, database).snapshot()


def searched(snapshot: CatalogueSnapshot, text: str) -> Results:
    """What a search for words alone finds."""
    return search(snapshot, SearchCriteria(text=text), thesaurus=Thesaurus(()))


@pytest.mark.parametrize(
    ("typed", "shown", "first"),
    [
        ("e-sports", "esports", "Esports"),
        ("e sports", "esports", "Esports"),
        ("brick laying", "bricklaying", "Bricklaying"),
        ("bricklaiyng", "bricklaying", "Bricklaying"),
        ("helth-care", "health-care", "Health and Social Care"),
        ("healthcare -bricklaying", "health care -bricklaying", "Health and Social Care"),
    ],
)
def test_a_slip_is_mended_and_shown(snapshot: CatalogueSnapshot, typed: str, shown: str, first: str) -> None:
    results = searched(snapshot, typed)
    assert results.correction is not None
    assert (results.correction.typed, results.correction.searched) == (typed, shown)
    assert results.cards[0].title == first


@pytest.mark.parametrize(
    "typed", ["c++", "c + e", "sports coaching", "health-care", '"brick laying"', "b ed"]
)
def test_what_can_be_meant_as_it_stands_is_left(snapshot: CatalogueSnapshot, typed: str) -> None:
    assert searched(snapshot, typed).correction is None


def test_a_name_with_a_sign_is_never_taken_for_another_word(snapshot: CatalogueSnapshot) -> None:
    results = searched(snapshot, "c#")
    assert (results.total, results.correction) == (0, None)
    assert [card.title for card in searched(snapshot, "c++").cards] == ["Games Programming in C++"]


def test_a_phrase_that_nothing_holds_is_named_as_it_was_written(snapshot: CatalogueSnapshot) -> None:
    results = searched(snapshot, '"coaching sports"')
    assert results.ignored_words == ("coaching sports",)
    assert results.cards[0].title == "Sports Coaching"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(TYPED_PARTS),
        min_size=1,
        max_size=5,
    )
)
def test_searching_for_what_is_shown_finds_the_same(snapshot: CatalogueSnapshot, parts: list[str]) -> None:
    mended = searched(snapshot, " ".join(parts))
    if mended.correction is not None:
        again = search(snapshot, SearchCriteria(text=mended.correction.searched, keep_spelling=True))
        assert [card.id for card in again.cards] == [card.id for card in mended.cards]
        assert mended.correction.searched != mended.correction.typed
