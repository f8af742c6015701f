"""What somebody meant, met in several ways, and what was refused: held to a loop over plain rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.snapshot.columns import NO_AREA
from pathways.snapshot.concepts import Concept, Refusals, Way, match_meant
from pathways.snapshot.matching import Choice, WantedWords
from pathways.snapshot.segment import Segment
from tests.unit.snapshot.drawn_rows import ROWS, TERMS, a_few_times
from tests.unit.snapshot.plain_rows import MODES, OCCUPATIONS, ROUTES, PlainRow, segment_of

HEALTH, BUILDING, BEAUTY = 0, 1, 2
NO_WORDS = WantedWords()
_TERM = st.sampled_from((*TERMS, "unheard")).map(str.encode)
_CHOICES = st.lists(st.builds(Choice, _TERM), min_size=1, max_size=2).map(tuple)
WAYS = st.builds(Way, st.lists(_CHOICES, min_size=1, max_size=2).map(tuple), st.sampled_from((8, 6, 3)))
CONCEPTS = st.builds(
    Concept,
    ways=st.lists(WAYS, max_size=2).map(tuple),
    areas=st.integers(0, 7),
    in_area=st.sampled_from((0, 60, 200)),
    outside=st.sampled_from((8, 4)),
    least_outside=st.sampled_from((0, 100)),
    occupations=st.frozensets(st.sampled_from((*OCCUPATIONS, "astronaut")), max_size=2),
    as_occupation=st.sampled_from((0, 150)),
)
REFUSALS = st.builds(
    Refusals,
    words=st.lists(_CHOICES, max_size=1).map(tuple),
    codes=st.frozensets(st.integers(0, ROUTES), max_size=2).map(lambda codes: {"route": codes}),
    bits=st.integers(0, 2**MODES - 1).map(lambda bits: {"mode": bits}),
)
AREAS_OF_ROWS = st.tuples(
    st.sampled_from((HEALTH, BUILDING, BEAUTY, NO_AREA)),
    st.integers(0, 7),
    st.integers(-1, len(OCCUPATIONS) - 1),
)


@st.composite
def _rows_in_areas(draw: st.DrawFn) -> list[PlainRow]:
    """Rows whose programmes belong to areas and lead to occupations."""
    placed = []
    for row in draw(ROWS):
        main, further, occupation = draw(AREAS_OF_ROWS)
        held = further if main == NO_AREA else further | 1 << main
        placed.append(replace(row, main_area=main, areas=held, occupation=occupation))
    return placed


ROWS_IN_AREAS = _rows_in_areas()


def weight_of(row: PlainRow, concept: Concept) -> int:
    """How well a row meets a concept, zero for not at all."""
    held = row.weights()
    best = 0
    for way in concept.ways:
        weights = [max(held.get(choice.term.decode(), 0) for choice in word) for word in way.words]
        if all(weights):
            best = max(best, 1, sum(weights) * way.share // (8 * len(way.words)))
    if not concept.areas:
        return best
    belongs = bool(row.areas & concept.areas)
    if best and not belongs and concept.outside < 8:
        best = max(1, best * concept.outside // 8) if best >= concept.least_outside else 0
    if row.occupation >= 0 and OCCUPATIONS[row.occupation] in concept.occupations:
        best = max(best, concept.as_occupation)
    if belongs and concept.in_area:
        is_main = row.main_area != NO_AREA and bool(concept.areas >> row.main_area & 1)
        best = max(best, concept.in_area if is_main else concept.in_area * 6 // 8)
    return best


def is_refused(row: PlainRow, refusals: Refusals) -> bool:
    """Whether a row is what somebody does not want."""
    held = row.weights()
    if any(all(choice.term.decode() in held for choice in run) for run in refusals.words):
        return True
    if row.route in refusals.codes.get("route", ()):
        return True
    return bool(row.modes) and not row.modes & ~refusals.bits.get("mode", 0)


def found_weights(
    segment: Segment,
    *concepts: Concept,
    words: WantedWords = NO_WORDS,
    refusals: Refusals | None = None,
    better: tuple[Way, ...] = (),
    any_concept: bool = False,
) -> dict[int, int]:
    """What each row found weighs, by its id."""
    found = match_meant(
        segment, words, concepts, refusals or Refusals(), better=better, any_concept=any_concept
    )
    assert found.rows.tolist() == sorted(set(found.rows.tolist()))
    return dict(zip(segment.ids[found.rows].tolist(), found.weights.tolist(), strict=True))


def way(*terms: str, share: int = 8) -> Way:
    """Words that all have to be met."""
    return Way(tuple((Choice(term.encode()),) for term in terms), share)


@a_few_times
@given(ROWS_IN_AREAS, st.lists(CONCEPTS, min_size=1, max_size=3), st.booleans())
def test_every_row_meets_what_was_meant_as_well_as_it_holds_it(
    rows: list[PlainRow], concepts: list[Concept], any_concept: bool
) -> None:
    told = found_weights(segment_of(rows), *concepts, any_concept=any_concept)
    expected = {}
    for row in rows:
        weights = [weight_of(row, concept) for concept in concepts]
        if any(weights) if any_concept else all(weights):
            expected[row.id] = sum(weights)
    assert told == expected


@a_few_times
@given(ROWS_IN_AREAS, st.lists(CONCEPTS, max_size=2), REFUSALS)
def test_what_is_refused_is_left_out_and_nothing_else_changes(
    rows: list[PlainRow], concepts: list[Concept], refusals: Refusals
) -> None:
    segment = segment_of(rows)
    before = found_weights(segment, *concepts)
    unwanted = {row.id for row in rows if is_refused(row, refusals)}
    after = found_weights(segment, *concepts, refusals=refusals)
    assert after == {number: weight for number, weight in before.items() if number not in unwanted}


@a_few_times
@given(ROWS_IN_AREAS, CONCEPTS, WAYS)
def test_what_fits_better_weighs_more_and_leaves_nobody_out(
    rows: list[PlainRow], concept: Concept, better: Way
) -> None:
    segment = segment_of(rows)
    plain = found_weights(segment, concept)
    weighed = found_weights(segment, concept, better=(better,))
    more = {row.id: weight_of(row, Concept((better,))) for row in rows}
    assert weighed == {number: weight + more[number] for number, weight in plain.items()}


@a_few_times
@given(ROWS_IN_AREAS, CONCEPTS, st.sampled_from(TERMS), st.sampled_from(TERMS))
def test_words_typed_beside_what_was_meant_must_be_there_too(
    rows: list[PlainRow], concept: Concept, wanted: str, unwanted: str
) -> None:
    words = WantedWords(((Choice(wanted.encode()),),), without=((unwanted.encode(),),))
    told = found_weights(segment_of(rows), concept, words=words)
    expected = {}
    for row in rows:
        held, meant = row.weights(), weight_of(row, concept)
        if meant and wanted in held and unwanted not in held:
            expected[row.id] = meant + held[wanted]
    assert told == expected


@a_few_times
@given(ROWS_IN_AREAS, CONCEPTS)
def test_asking_twice_and_meaning_it_twice_give_the_same_rows(rows: list[PlainRow], concept: Concept) -> None:
    segment = segment_of(rows)
    once = found_weights(segment, concept)
    assert found_weights(segment, concept, concept) == {number: 2 * weight for number, weight in once.items()}
    assert found_weights(segment, concept) == once


def test_wanting_something_with_nothing_to_meet_it_finds_nobody() -> None:
    segment = segment_of([PlainRow(1, areas=1, main_area=HEALTH), PlainRow(2)])
    assert found_weights(segment, Concept()) == {}
    assert found_weights(segment, Concept((way("unheard"),), areas=1)) == {}
    assert found_weights(segment, Concept(areas=1 << BUILDING, in_area=90)) == {}
    assert found_weights(segment) == {1: 0, 2: 0}


def test_the_main_area_counts_whole_and_a_further_one_less() -> None:
    both = 1 << HEALTH | 1 << BEAUTY
    segment = segment_of(
        [
            PlainRow(1, areas=both, main_area=BEAUTY),
            PlainRow(2, areas=both, main_area=HEALTH),
            PlainRow(3, areas=both, main_area=NO_AREA),
            PlainRow(4, areas=1 << HEALTH, main_area=HEALTH),
        ]
    )
    assert found_weights(segment, Concept(areas=1 << BEAUTY, in_area=80)) == {1: 80, 2: 60, 3: 60}


def test_a_programme_for_the_very_job_is_found_without_a_word_of_it() -> None:
    segment = segment_of(
        [PlainRow(1, occupation=1), PlainRow(2, occupation=2), PlainRow(3), PlainRow(4, occupation=0)]
    )
    plumber = Concept(areas=1 << BUILDING, occupations=frozenset({"plumber"}), as_occupation=150)
    assert found_weights(segment, plumber) == {1: 150}
    assert found_weights(segment, replace(plumber, occupations=frozenset({"astronaut"}))) == {}
    assert found_weights(segment, replace(plumber, as_occupation=0)) == {}


def test_a_word_in_passing_outside_the_area_is_not_what_was_meant() -> None:
    segment = segment_of(
        [
            PlainRow(1, words=((("plumb",), 20),), areas=1 << HEALTH, main_area=HEALTH),
            PlainRow(2, words=((("plumb",), 20),), areas=1 << BUILDING, main_area=BUILDING),
            PlainRow(3, words=((("plumb",), 255),), areas=1 << HEALTH, main_area=HEALTH),
        ]
    )
    meant = Concept((way("plumb"),), 1 << BUILDING, outside=4, least_outside=50)
    assert found_weights(segment, meant) == {2: 20, 3: 127}


@pytest.mark.parametrize(("share", "weight"), [(8, 20), (4, 10), (1, 2)])
def test_a_way_counts_for_its_share(share: int, weight: int) -> None:
    segment = segment_of([PlainRow(1, words=((("care",), 20),))])
    assert found_weights(segment, Concept((way("care", share=share),))) == {1: weight}


def test_even_the_lightest_way_counts_for_something() -> None:
    segment = segment_of([PlainRow(1, words=((("care",), 2),))])
    assert found_weights(segment, Concept((way("care", share=1),))) == {1: 1}


def test_somebody_who_refuses_evenings_may_still_choose_a_course_held_at_other_times_too() -> None:
    days, evenings = 1, 2
    segment = segment_of(
        [
            PlainRow(1, modes=days),
            PlainRow(2, modes=evenings),
            PlainRow(3, modes=days | evenings),
            PlainRow(4),
        ]
    )
    assert set(found_weights(segment, refusals=Refusals(bits={"mode": evenings}))) == {1, 3, 4}
    assert set(found_weights(segment, refusals=Refusals(bits={"mode": days | evenings}))) == {4}


def test_refusing_a_run_of_words_needs_them_all_and_refusing_none_refuses_nobody() -> None:
    segment = segment_of(
        [PlainRow(1, words=((("hair", "care"), 20),)), PlainRow(2, words=((("care",), 20),)), PlainRow(3)]
    )
    run = (Choice(b"hair"), Choice(b"care"))
    assert set(found_weights(segment, refusals=Refusals(words=(run,)))) == {2, 3}
    assert set(found_weights(segment, refusals=Refusals(words=(run, (Choice(b"care"),))))) == {3}
    assert not Refusals().is_any
    assert Refusals(codes={"route": frozenset({1})}).is_any


def test_withdrawn_rows_meet_nothing_by_words_that_are_meant() -> None:
    segment = segment_of([PlainRow(number, words=((("care",), 20),)) for number in (1, 2, 3)])
    left = segment.masking(np.array([2]))
    assert found_weights(left, Concept((way("care"),))) == {1: 20, 3: 20}
