"""The load-test catalogue: any size, marked, the same every time, and in nobody's way."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from pathways import clock
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.demo import SOURCE_SLUG, demo
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.models import Opportunity, Programme, Provider, Source
from pathways.catalogue.publish import publish
from pathways.catalogue.search import search
from pathways.database import Database
from tests.factories import make_opportunity


def titles(database: Database) -> list[str]:
    """The titles of all programmes, in order."""
    with database.unit_of_work() as session:
        return list(session.execute(select(Programme.title).order_by(Programme.id)).scalars())


def count(database: Database, table: type) -> int:
    """How many rows a table has."""
    with database.unit_of_work() as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_made_up_catalogue_is_marked_and_searchable(database: Database, tmp_path: Path) -> None:
    told: list[int] = []
    demo(database, 400, 1, lambda _stage, done, _total: told.append(done))
    publish(database, tmp_path)
    results = search(
        LiveCatalogue(tmp_path, database).snapshot(), SearchCriteria(page_size=500), clock.today()
    )
    assert count(database, Opportunity) == 400
    assert 300 < results.total <= 400
    assert all(card.is_demonstration for card in results.cards)
    assert sum(value.count > 0 for value in results.facets["route"]) > 8
    assert told[-1] == 400


def test_the_same_seed_makes_the_same_catalogue_in_place_of_the_last(database: Database) -> None:
    with database.unit_of_work() as session:
        kept = make_opportunity(session).id
    demo(database, 120, 5)
    first = titles(database)
    demo(database, 120, 5)
    assert titles(database) == first
    demo(database, 60, 6)
    assert count(database, Opportunity) == 61
    assert titles(database) != first
    with database.unit_of_work() as session:
        assert session.get(Opportunity, kept) is not None
        source = session.execute(select(Source).where(Source.slug == SOURCE_SLUG)).scalar_one()
        assert source.is_demonstration
        made = select(Provider).where(Provider.source_id == source.id)
        assert all(one.is_demonstration and one.ukprn is None for one in session.execute(made).scalars())


def test_rows_can_be_added_after_it(database: Database) -> None:
    demo(database, 30, 1)
    with database.unit_of_work() as session:
        assert make_opportunity(session).id is not None
    assert count(database, Opportunity) == 31
