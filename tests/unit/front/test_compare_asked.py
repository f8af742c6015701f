"""What an address asks to have side by side, and how it is written again."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import Learner
from pathways.database import LARGEST_ID
from pathways.front.compare_asked import MOST, AskedFor, CompareAddress, read_asked


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ([], AskedFor()),
        (["3", "1"], AskedFor((3, 1))),
        (["3", "1", "3", " 1 "], AskedFor((3, 1))),
        (["1", "2", "3", "4", "5", "6"], AskedFor((1, 2, 3, 4), (5, 6))),
        (["1", "abc", "-2", "0", "1.5"], AskedFor((1,), (), ("abc", "-2", "0", "1.5"))),
        (["", "  "], AskedFor()),
        (["٣", "²"], AskedFor((), (), ("٣", "²"))),
        ([str(LARGEST_ID), str(LARGEST_ID + 1)], AskedFor((LARGEST_ID,), (), (str(LARGEST_ID + 1),))),
        (["9" * 50], AskedFor((), (), ("9" * 39 + "…",))),
        (["PR1 2HE"], AskedFor((), (), ("PR1 2",))),
    ],
)
def test_numbers_are_taken_and_the_rest_is_told(values: list[str], asked: AskedFor) -> None:
    assert read_asked(values) == asked


@given(st.lists(st.one_of(st.text(max_size=30), st.integers().map(str)), max_size=150))
def test_whatever_stands_there_gives_at_most_four_once_each(values: list[str]) -> None:
    asked = read_asked(values)
    everything = (*asked.ids, *asked.beyond)
    assert len(asked.ids) <= MOST
    assert len(set(everything)) == len(everything)
    assert all(1 <= one <= LARGEST_ID for one in everything)
    assert not asked.beyond or len(asked.ids) == MOST


@given(st.lists(st.integers(1, LARGEST_ID), max_size=MOST, unique=True))
def test_what_is_written_is_read_as_the_same(ids: list[int]) -> None:
    pairs = CompareAddress(tuple(ids)).pairs()
    assert read_asked([value for name, value in pairs if name == "o"]) == AskedFor(tuple(ids))


@pytest.mark.usefixtures("on_a_page")
def test_address_holds_everything() -> None:
    state = CompareAddress(
        (7, 3),
        near="preston",
        said=Learner(stage="19-24", maths="have"),
        only_differences=True,
        kept={"from": "q=nurse"},
    )
    parts = urlsplit(state.address)
    assert parts.path == "/compare"
    assert parse_qs(parts.query) == {
        "o": ["7", "3"],
        "near": ["preston"],
        "stage": ["19-24"],
        "maths": ["have"],
        "only": ["differences"],
        "from": ["q=nurse"],
    }


@pytest.mark.usefixtures("on_a_page")
def test_nothing_asked_is_a_bare_address() -> None:
    assert CompareAddress(()).address == "/compare"


def test_fields_leave_out_what_a_form_asks_itself() -> None:
    state = CompareAddress((7,), near="preston", said=Learner(stage="19-24"))
    assert state.pairs("stage", "near") == [("o", "7")]
