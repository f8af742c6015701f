"""Words, phrases and exclusions, held to a loop over plain rows; and the word index they are looked up in."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.snapshot.matching import Choice, WantedWords, has_phrase, match
from tests.unit.snapshot.drawn_rows import ROWS, TERMS, a_few_times
from tests.unit.snapshot.plain_rows import PlainRow, laid_out, segment_of

_TERM = st.sampled_from((*TERMS, "unheard")).map(str.encode)
CHOICES = st.builds(Choice, _TERM, st.sampled_from((8, 6, 5)), st.sampled_from((0, 0, 50, 120)))
WORDS = st.lists(st.lists(CHOICES, min_size=1, max_size=3).map(tuple), max_size=3).map(tuple)
PHRASES = st.lists(st.lists(_TERM, min_size=1, max_size=3).map(tuple), max_size=2).map(tuple)


def weight_of(row: PlainRow, choices: tuple[Choice, ...]) -> int:
    """The most that one of the choices weighs in the row, zero when none is met."""
    held, best = row.weights(), 0
    for choice in choices:
        weight = held.get(choice.term.decode(), 0)
        if weight >= max(1, choice.least):
            best = max(best, weight * choice.share // 8, 1)
    return best


def is_excluded(row: PlainRow, terms: tuple[bytes, ...]) -> bool:
    return row.has_phrase([term.decode() for term in terms])


@a_few_times
@given(ROWS, WORDS, PHRASES, PHRASES)
def test_the_rows_and_weights_are_those_of_a_loop_over_all_rows(
    rows: list[PlainRow],
    words: tuple[tuple[Choice, ...], ...],
    phrases: tuple[tuple[bytes, ...], ...],
    without: tuple[tuple[bytes, ...], ...],
) -> None:
    segment = segment_of(rows)
    expected = {}
    for number, row in enumerate(laid_out(segment, rows)):
        weights = [weight_of(row, word) for word in words]
        has_all = all(weights) and all(is_excluded(row, phrase) for phrase in phrases)
        if has_all and not any(is_excluded(row, terms) for terms in without):
            expected[number] = sum(weights)
    found = match(segment, WantedWords(words, phrases, without))
    assert dict(zip(found.rows.tolist(), found.weights.tolist(), strict=True)) == expected
    assert found.rows.tolist() == sorted(expected)


@a_few_times
@given(ROWS)
def test_the_word_index_holds_each_row_once_under_each_term_with_its_best_weight(
    rows: list[PlainRow],
) -> None:
    segment = segment_of(rows)
    in_order = laid_out(segment, rows)
    for term in TERMS:
        held, weights = segment.postings(term.encode())
        plainly = {at: row.weights()[term] for at, row in enumerate(in_order) if term in row.weights()}
        assert held.tolist() == sorted(plainly)
        assert dict(zip(held.tolist(), weights.tolist(), strict=True)) == plainly
        assert segment.heaviest(term.encode()) == max(plainly.values(), default=0)
        assert (segment.number_of(term.encode()) is None) == (not plainly)


@a_few_times
@given(ROWS, st.sampled_from(("", "b", "ca", "hai", "plumb", "z")))
def test_known_words_are_found_by_how_they_begin(rows: list[PlainRow], start: str) -> None:
    segment = segment_of(rows)
    forms, terms = segment.forms_between(start.encode(), start.encode() + b"\xff")
    known = {term for row in rows for term in row.weights() if term.startswith(start)}
    assert forms.tolist() == sorted(term.encode() for term in known)
    assert terms.tolist() == forms.tolist()


@a_few_times
@given(ROWS, st.data())
def test_a_withdrawn_row_is_met_by_no_word(rows: list[PlainRow], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from([row.id for row in rows])))
    whole = segment_of(rows)
    left = whole.masking(np.array([*gone, 2**40], np.int64))
    for term in TERMS:
        wanted = WantedWords(((Choice(term.encode()),),))
        before = {int(whole.ids[row]) for row in match(whole, wanted).rows}
        assert {int(left.ids[row]) for row in match(left, wanted).rows} == before - gone


@pytest.mark.parametrize("rare", [0, 1, 3, 40, 300])
@pytest.mark.parametrize("common", [0, 1, 10], ids=["no columns", "columns for few", "columns for most"])
def test_a_rare_word_beside_a_common_one_finds_the_same_however_it_is_looked_up(
    rare: int, common: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pathways.snapshot.postings.COMMON", common)
    both = [((("care",), 20), (("nurs",), 120 if at % 7 else 50)) for at in range(rare)]
    rows = [
        PlainRow(at + 1, words=words)
        for at, words in enumerate([*both, *[((("care",), 20),)] * (300 - rare)])
    ]
    segment = segment_of([*rows, PlainRow(999, words=((("nurs",), 255),))])
    for words in (("care", "nurs"), ("nurs", "care")):
        found = match(segment, WantedWords(tuple((Choice(word.encode()),) for word in words)))
        weights = dict(zip(segment.ids[found.rows].tolist(), found.weights.tolist(), strict=True))
        assert weights == {at + 1: 140 if at % 7 else 70 for at in range(rare)}


@a_few_times
@given(ROWS, st.integers(0, 12))
def test_a_common_term_has_a_column_that_says_what_its_postings_say(
    rows: list[PlainRow], common: int
) -> None:
    with mock.patch("pathways.snapshot.postings.COMMON", common):
        segment = segment_of(rows)
    for term in (*TERMS, "unheard"):
        held = segment.count_of(term.encode())
        column = segment.column(term.encode())
        assert held == sum(term in row.weights() for row in rows)
        assert (column is not None) == (held * common > len(rows))
        if column is not None:
            assert column.tolist() == [row.weights().get(term, 0) for row in laid_out(segment, rows)]


def test_weights_of_many_words_do_not_run_over() -> None:
    segment = segment_of([PlainRow(1, words=((TERMS, 255),))])
    found = match(segment, WantedWords(tuple((Choice(term.encode()),) for term in TERMS)))
    assert found.weights.tolist() == [255 * len(TERMS)]


def test_a_phrase_does_not_reach_over_the_end_of_a_field_or_of_a_text() -> None:
    rows = [
        PlainRow(1, words=((("hair", "care"), 20),)),
        PlainRow(2, words=((("hair",), 20), (("care",), 20))),
        PlainRow(3, words=((("hair",), 20),), where=((("care",), 20),)),
        PlainRow(4, where=((("boiler", "hair", "care"), 50),)),
        PlainRow(5, words=((("care", "hair"), 20),)),
    ]
    segment = segment_of(rows)
    everything = np.arange(segment.n, dtype=np.int32)
    found = has_phrase(segment, everything, (b"hair", b"care"))
    assert {int(number) for number in segment.ids[found]} == {1, 4}
    assert not has_phrase(segment, everything, (b"hair", b"unheard")).any()
    assert not has_phrase(segment, everything, (b"zzz",)).any()
    assert has_phrase(segment, everything[:0], (b"hair",)).tolist() == []


def test_nothing_wanted_is_everything_with_no_weight() -> None:
    segment = segment_of([PlainRow(1), PlainRow(2, words=((("care",), 20),))])
    found = match(segment, WantedWords())
    assert found.rows.tolist() == [0, 1]
    assert found.weights.tolist() == [0, 0]


def test_a_catalogue_without_a_word_in_it_meets_none() -> None:
    segment = segment_of([PlainRow(1), PlainRow(2)])
    assert match(segment, WantedWords(((Choice(b"care"),),))).rows.tolist() == []
    assert segment.heaviest(b"care") == 0


def test_one_common_word_alone_brings_its_column_and_two_do_not() -> None:
    segment = segment_of([PlainRow(number, words=((("care", "nurs"), 20),)) for number in range(1, 9)])
    alone = match(segment, WantedWords(((Choice(b"care"),),)))
    assert alone.column is not None
    assert alone.column.tolist() == alone.weights.tolist() == [20] * 8
    assert match(segment, WantedWords(((Choice(b"care"),), (Choice(b"nurs"),)))).column is None
    assert match(segment, WantedWords(((Choice(b"care", least=50),),))).column is None
