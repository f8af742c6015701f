"""The word index as it is built: terms in order, each text's words once, and what is too common for a list."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pathways.snapshot.building import segment_arrays, turns
from pathways.snapshot.contents import FIELD_END
from pathways.snapshot.postings import COMMON, FORM_BYTES
from tests.unit.snapshot.drawn_rows import ROWS, a_few_times
from tests.unit.snapshot.plain_rows import Fields, PlainRow, contents_of


def index_of(rows: list[PlainRow]) -> dict[str, NDArray[Any]]:
    """The arrays of a segment of the rows."""
    return segment_arrays(contents_of(rows))


def test_terms_and_forms_stand_in_the_order_of_the_alphabet_whatever_order_they_came_in() -> None:
    words: Fields = ((("plumb", "care", "nurs", "boiler"), 20),)
    arrays = index_of([PlainRow(1, words=words)])
    assert arrays["terms"].tolist() == [b"boiler", b"care", b"nurs", b"plumb"]
    assert arrays["forms"].tolist() == arrays["terms"].tolist()
    assert arrays["form_terms"].tolist() == [0, 1, 2, 3]


def test_several_forms_share_a_term() -> None:
    contents = contents_of([PlainRow(1, words=((("nurs", "care"), 20),))])
    at = contents.terms.index("nurs")
    forms = ["nursing", "nurse", "nurses", "care"]
    of_care = contents.terms.index("care")
    arrays = segment_arrays(
        replace(contents, forms=forms, form_terms=np.array([at, at, at, of_care], np.int32))
    )
    assert arrays["forms"].tolist() == [b"care", b"nurse", b"nurses", b"nursing"]
    assert arrays["terms"][arrays["form_terms"]].tolist() == [b"care", b"nurs", b"nurs", b"nurs"]


def test_words_of_other_scripts_are_kept_by_their_bytes() -> None:
    arrays = index_of([PlainRow(1, words=((("медсестра", "care"), 20),))])
    assert [term.decode() for term in arrays["terms"].tolist()] == ["care", "медсестра"]
    assert arrays["terms"].dtype.itemsize == FORM_BYTES


@a_few_times
@given(ROWS)
def test_runs_for_phrases_keep_the_order_of_the_text_and_the_ends_of_fields(rows: list[PlainRow]) -> None:
    arrays = index_of(rows)
    offsets = arrays["programme_run_offsets"].tolist()
    runs = set()
    for start, end in pairwise(offsets):
        run = arrays["programme_run"][start:end].tolist()
        runs.add(tuple("|" if term == FIELD_END else arrays["terms"][term].decode() for term in run))
    assert runs == {tuple(word for terms, _ in row.words for word in (*terms, "|")) for row in rows}


@a_few_times
@given(ROWS)
def test_offsets_of_terms_rise_and_end_with_the_last_posting(rows: list[PlainRow]) -> None:
    arrays = index_of(rows)
    offsets = arrays["term_offsets"]
    assert offsets[0] == 0
    assert offsets[-1] == len(arrays["posting_rows"]) == len(arrays["posting_weights"])
    assert (np.diff(offsets) > 0).all()
    assert len(offsets) == len(arrays["terms"]) + 1


@pytest.mark.parametrize(("holding", "is_common"), [(1, False), (10, False), (11, True), (100, True)])
def test_a_term_is_common_when_more_than_one_row_in_ten_holds_it(holding: int, is_common: bool) -> None:
    assert COMMON == 10
    care: Fields = ((("care",), 50),)
    rows = [PlainRow(number, words=care if number <= holding else ()) for number in range(1, 101)]
    arrays = index_of(rows)
    assert arrays["common_terms"].tolist() == ([0] if is_common else [])
    assert arrays["common_weights"].shape == (int(is_common), 100)
    assert int(np.count_nonzero(arrays["common_weights"])) == (holding if is_common else 0)


def test_a_word_in_the_programme_and_in_the_place_counts_once_for_the_more_it_weighs() -> None:
    rows = [
        PlainRow(1, words=((("preston",), 20), (("preston",), 90)), where=((("preston",), 50),)),
        PlainRow(2, where=((("preston",), 50),)),
    ]
    arrays = index_of(rows)
    by_id = dict(
        zip(arrays["id"][arrays["posting_rows"]].tolist(), arrays["posting_weights"].tolist(), strict=True)
    )
    assert by_id == {1: 90, 2: 50}
    assert arrays["term_heaviest"].tolist() == [90]


def test_an_empty_catalogue_has_an_empty_index() -> None:
    arrays = index_of([])
    for name in ("id", "terms", "forms", "posting_rows", "term_heaviest", "common_terms", "programme_run"):
        assert len(arrays[name]) == 0, name
    assert arrays["term_offsets"].tolist() == [0]
    assert arrays["point_starts"].tolist() == [0]


@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=50))
def test_a_turn_depends_on_the_id_alone(ids: list[int]) -> None:
    together = turns(np.array(ids, np.int64)).tolist()
    alone = [int(turns(np.array([number], np.int64))[0]) for number in ids]
    assert together == alone
    assert all(0 <= turn < 1024 for turn in together)


def test_neighbouring_ids_do_not_take_neighbouring_turns() -> None:
    found = turns(np.arange(1, 1001, dtype=np.int64)).astype(int)
    assert len(set(found.tolist())) > 600
    assert np.abs(np.diff(found)).min() > 10
    assert np.abs(np.corrcoef(np.arange(1000), found)[0, 1]) < 0.1
