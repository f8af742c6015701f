"""Rows drawn by chance: few words, few places and few days, so that they often meet."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from pathways.snapshot.contents import AREA_WIDE, NATIONAL, NO_DAY, ONLINE, VENUE_WITHOUT_POINT
from tests.unit.snapshot.plain_rows import MODES, ROUTES, TODAY, PlainRow

TERMS = ("boiler", "care", "hair", "nurs", "plumb")
DISTRICTS = (b"E06000047", b"E08000021", b"E08000037")
PLACES = (
    (54.853, -1.832), (54.868, -1.700), (54.776, -1.575), (54.973, -1.614), (53.759, -2.699), (50.263, -5.051),
)  # fmt: skip

_DAYS = st.sampled_from([TODAY + days for days in (-9, -1, 0, 1, 31, 32, 92, 150, 200, 365, 366, 500)])
_INTAKES = st.tuples(_DAYS | st.just(NO_DAY), _DAYS | st.just(NO_DAY), st.booleans())
_FIELDS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(TERMS), min_size=1, max_size=4).map(tuple),
        st.sampled_from((20, 50, 120, 255)),
    ),
    max_size=3,
).map(tuple)

ROWS = st.lists(
    st.builds(
        PlainRow,
        id=st.integers(1, 2**31 - 1),
        point=st.none() | st.sampled_from(PLACES),
        roaming=st.sampled_from((VENUE_WITHOUT_POINT, ONLINE, NATIONAL, AREA_WIDE)),
        nation=st.integers(0, 1),
        districts=st.sets(st.sampled_from(DISTRICTS), max_size=2).map(lambda codes: tuple(sorted(codes))),
        provider=st.sampled_from((3, 7, 2**31)),
        route=st.integers(0, ROUTES - 1),
        modes=st.integers(0, 2**MODES - 1),
        intakes=st.lists(_INTAKES, max_size=3).map(tuple),
        words=_FIELDS,
        where=_FIELDS,
    ),
    min_size=1,
    max_size=16,
    unique_by=lambda row: row.id,
)

a_few_times = settings(max_examples=settings().max_examples // 4)
"""An example holds many rows, so a quarter of the usual number of examples says as much."""
