"""The larger catalogue that is measured answers as the smaller one does, so many times over."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.enlarged import enlarged
from pathways.catalogue.criteria import SearchCriteria
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.search import search
from pathways.catalogue.vocabulary import Route, Sort
from pathways.database import Database
from pathways.places.place import Place
from tests.unit.catalogue.small_world import TODAY, fill_small_world

CONSETT = Place("DH8", "Consett", "district", 54.85, -1.83, "DH8", "E06000047", "england")
TIMES = 3


@pytest.mark.parametrize(
    "criteria",
    [
        SearchCriteria(),
        SearchCriteria(text='"care"'),
        SearchCriteria(routes=frozenset({Route.DEGREE, Route.VOCATIONAL})),
        SearchCriteria(place=CONSETT, miles=60),
        SearchCriteria(text='"care"', place=CONSETT, miles=20, sort=Sort.START),
    ],
)
def test_every_count_is_so_many_times_as_large(
    criteria: SearchCriteria, database: Database, tmp_path: Path
) -> None:
    small = tmp_path / "small"
    with database.unit_of_work() as session:
        fill_small_world(session, 5, opportunities=120)
    publish(database, small)
    large = enlarged(small, TIMES)
    before = search(LiveCatalogue(small, database).snapshot(), criteria, TODAY)
    after = search(LiveCatalogue(large, database).snapshot(), criteria, TODAY)
    assert 0 < before.total * TIMES == after.total
    for facet, values in before.facets.items():
        if facet != "provider":
            assert [value.count for value in after.facets[facet]] == [TIMES * value.count for value in values]
    assert [wider.total for wider in after.wider] == [TIMES * wider.total for wider in before.wider]
    assert len({card.id for card in after.cards}) == len(after.cards) == min(after.total, after.page_size)
    assert {card.id // TIMES for card in after.cards} <= set(range(1, 121))


def test_the_larger_catalogue_is_made_once(database: Database, tmp_path: Path) -> None:
    with database.unit_of_work() as session:
        fill_small_world(session, 5, opportunities=20)
    publish(database, tmp_path / "small")
    first = LiveCatalogue(enlarged(tmp_path / "small", 2), database)
    again = LiveCatalogue(enlarged(tmp_path / "small", 2), database)
    assert first.version == again.version != ""
    assert first.snapshot().size == 2 * LiveCatalogue(tmp_path / "small", database).snapshot().size > 0
