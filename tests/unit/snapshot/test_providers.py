"""How many rows each provider has among those that pass, counted in three ways that agree."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest

from pathways.snapshot.chosen import Chosen
from pathways.snapshot.contents import NO_DAY
from pathways.snapshot.filters import Filters
from tests.unit.snapshot.plain_rows import TODAY, PlainRow, day_of, segment_of

OVER = ((TODAY - 1, NO_DAY, False),)
MOORSIDE, CITY, TRUST = 3, 7, 9
ROWS = [
    PlainRow(1, provider=MOORSIDE, route=0, modes=1),
    PlainRow(2, provider=MOORSIDE, route=1, modes=3),
    PlainRow(3, provider=MOORSIDE, route=1, modes=2, intakes=OVER),
    PlainRow(4, provider=CITY, route=1, modes=1),
    PlainRow(5, provider=CITY, route=2, modes=0),
    PlainRow(6, provider=TRUST, route=2, modes=2, intakes=OVER),
]


@pytest.mark.parametrize(
    ("routes", "modes", "last", "told"),
    [
        (set(), 0, None, {MOORSIDE: 2, CITY: 2, TRUST: 0}),
        ({1}, 0, None, {MOORSIDE: 1, CITY: 1, TRUST: 0}),
        ({0, 2}, 0, None, {MOORSIDE: 1, CITY: 1, TRUST: 0}),
        (set(), 1, None, {MOORSIDE: 2, CITY: 1, TRUST: 0}),
        (set(), 2, None, {MOORSIDE: 1, CITY: 0, TRUST: 0}),
        ({1}, 2, None, {MOORSIDE: 1, CITY: 0, TRUST: 0}),
        ({2}, 1, None, {MOORSIDE: 0, CITY: 0, TRUST: 0}),
        ({3}, 0, None, {MOORSIDE: 0, CITY: 0, TRUST: 0}),
        (set(), 0, 3, {MOORSIDE: 0, CITY: 0, TRUST: 0}),
    ],
)
@pytest.mark.parametrize("pays", [1, 6, 1_000])
def test_each_provider_is_told_how_many_of_its_rows_pass(
    routes: set[int], modes: int, last: int | None, told: dict[int, int], pays: int
) -> None:
    segment = segment_of(ROWS)
    day = day_of(segment)
    filters = Filters(day, Chosen(codes={"route": frozenset(routes)}, bits={"mode": modes}, last_bucket=last))
    with mock.patch("pathways.snapshot.providers._GATHERING_PAYS", pays):
        found = day.providers.passing(filters.names, filters.passes)
    assert dict(zip(segment.provider_ids.tolist(), found.tolist(), strict=True)) == told


def test_asking_for_one_route_after_another_is_answered_anew() -> None:
    day = day_of(segment_of(ROWS))
    for route, total in ((0, 1), (1, 2), (2, 1), (0, 1)):
        filters = Filters(day, Chosen(codes={"route": frozenset({route})}))
        assert int(day.providers.passing(filters.names, filters.passes).sum()) == total


def test_a_provider_whose_rows_are_all_hidden_has_none_in_any_way_of_counting() -> None:
    whole = day_of(segment_of(ROWS))
    assert whole.providers.of_all.tolist() == [2, 2, 0]
    day = whole.without(whole.segment.provider == 1)
    assert day.providers.of_all.tolist() == [2, 0, 0]
    for chosen in (
        Chosen(codes={"route": frozenset({1})}),
        Chosen(codes={"route": frozenset({1})}, bits={"mode": 3}),
    ):
        filters = Filters(day, chosen)
        assert day.providers.passing(filters.names, filters.passes).tolist() == [1, 0, 0]
    assert np.array_equal(whole.providers.of_all, [2, 2, 0])
