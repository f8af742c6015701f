"""Changes are published as a small segment beside the large one, and nobody can tell the difference."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from sqlalchemy import select

from pathways.catalogue.changes import record_change
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import CatalogueChange, Opportunity, Programme, Provider
from pathways.catalogue.publish import publish, publish_changes
from pathways.catalogue.search import search
from pathways.catalogue.similar import cards_of_programme
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import ListingState
from pathways.database import Database
from tests.factories import make_opportunity, make_programme, make_provider
from tests.unit.catalogue.plain_search import records_of
from tests.unit.catalogue.small_world import TODAY, fill_small_world
from tests.unit.catalogue.test_search_exact import FEW_FILTERS, assert_same


def opened(folder: Path, database: Database) -> CatalogueSnapshot:
    """The snapshot as a worker that has just started sees it."""
    return LiveCatalogue(folder, database).snapshot()


def change_some(database: Database, seed: int) -> None:
    """Withdraw some opportunities, reword some programmes, rename a provider and add new ones, noting each change."""
    chance = random.Random(seed)
    with database.unit_of_work() as session:
        ids = list(session.execute(select(Opportunity.id).order_by(Opportunity.id)).scalars())
        gone = chance.sample(ids, 15)
        for key in gone:
            session.get_one(Opportunity, key).state = ListingState.WITHDRAWN
        reworded = session.get_one(
            Programme, chance.choice(list(session.execute(select(Programme.id)).scalars()))
        )
        reworded.title = "Zoology and Plumbing"
        shown = select(Opportunity.id).where(Opportunity.programme_id == reworded.id)
        touched = [*gone, *session.execute(shown).scalars()]
        renamed = session.execute(select(Provider).order_by(Provider.id)).scalars().first()
        assert renamed is not None
        renamed.name = "Weardale Nursing College"
        owned = select(Opportunity.id).join(Programme, Programme.id == Opportunity.programme_id)
        touched += session.execute(owned.where(Programme.provider_id == renamed.id)).scalars()
        added = make_programme(
            session, provider=make_provider(session, name="Brand New Academy"), title="Falconry"
        )
        touched += [make_opportunity(session, programme=added, delivery="online").id or 0 for _ in range(3)]
        record_change(session, touched)


def test_a_small_segment_answers_as_a_whole_rebuild_does(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        fill_small_world(session, seed=5)
    publish(database, tmp_path / "followed")
    for seed in (1, 2):
        change_some(database, seed)
        assert publish_changes(database, tmp_path / "followed")
    publish(database, tmp_path / "rebuilt")
    followed, rebuilt = opened(tmp_path / "followed", database), opened(tmp_path / "rebuilt", database)
    assert len(followed.segments) == 2
    assert len(rebuilt.segments) == 1
    assert followed.size == rebuilt.size
    records = records_of(database)

    @given(criteria=FEW_FILTERS)
    def check(criteria: SearchCriteria) -> None:
        for asked in (criteria, replace(criteria, keep_spelling=False, text=criteria.text + " falconery")):
            one, other = search(followed, asked, TODAY), search(rebuilt, asked, TODAY)
            assert replace(one, version="") == replace(other, version="")
        assert_same(followed, records, criteria)

    check()


def test_a_new_opportunity_is_found_and_a_withdrawn_one_is_not(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        kept = make_opportunity(session, programme=make_programme(session, title="Thatching"))
        gone = make_opportunity(session, programme=make_programme(session, title="Hedge laying"))
    publish(database, tmp_path)
    live = LiveCatalogue(tmp_path, database)
    assert search(live.snapshot(), SearchCriteria(text="hedge"), TODAY).total == 1
    with database.unit_of_work() as session:
        session.get_one(Opportunity, gone.id).state = ListingState.WITHDRAWN
        added = make_opportunity(session, programme=make_programme(session, title="Dry stone walling"))
        record_change(session, [gone.id or 0, added.id or 0])
    publish_changes(database, tmp_path)
    snapshot = opened(tmp_path, database)
    assert [card.id for card in search(snapshot, SearchCriteria(text="walling"), TODAY).cards] == [added.id]
    assert search(snapshot, SearchCriteria(text="hedge", keep_spelling=True), TODAY).total == 0
    assert search(snapshot, SearchCriteria(text="thatching"), TODAY).cards[0].id == kept.id
    assert cards_of_programme(snapshot, gone.programme_id) == ()


def test_a_change_committed_late_under_an_early_number_is_not_missed(
    database: Database, tmp_path: Path
) -> None:
    with database.unit_of_work() as session:
        first, second = (make_opportunity(session) for _ in range(2))
        record_change(session, [first.id or 0])
    publish(database, tmp_path)
    with database.unit_of_work() as session:
        session.get_one(Opportunity, second.id).state = ListingState.WITHDRAWN
        record_change(session, [second.id or 0])
    assert publish_changes(database, tmp_path)
    with database.unit_of_work() as session:
        session.get_one(Opportunity, first.id).state = ListingState.WITHDRAWN
        session.add(CatalogueChange(id=0, opportunity_id=first.id))
    assert publish_changes(database, tmp_path)
    assert search(opened(tmp_path, database), SearchCriteria(), TODAY).total == 0


@pytest.mark.parametrize("everything", [None, []])
def test_only_a_change_of_everything_asks_for_a_whole_rebuild(
    database: Database, tmp_path: Path, everything: list[int] | None
) -> None:
    with database.unit_of_work() as session:
        make_opportunity(session)
    publish(database, tmp_path)
    with database.unit_of_work() as session:
        record_change(session, everything)
    assert (publish_changes(database, tmp_path) is None) == (everything is None)
