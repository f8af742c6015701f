"""What is meant is met in several ways, and what is refused is left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pathways.catalogue.codes import bits_of, code_of
from pathways.catalogue.live import LiveCatalogue
from pathways.catalogue.publish import publish
from pathways.catalogue.vocabulary import Area, Route
from pathways.database import Database
from pathways.snapshot.concepts import Concept, Refusals, Way, match_meant
from pathways.snapshot.matching import Choice, WantedWords
from pathways.snapshot.segment import Segment
from tests.factories import make_opportunity, make_programme

PLUMBING, HAIR, CARE = "Plumbing", "Hairdressing", "Care at home"
WORD = WantedWords()


@pytest.fixture
def segment(database: Database, tmp_path: Path) -> Segment:
    """Three programmes in three areas; the last mentions plumbing in passing."""
    with database.unit_of_work() as session:
        for title, area, route, summary in (
            (PLUMBING, Area.BUILDING_CONSTRUCTION, Route.APPRENTICESHIP, "Pipes."),
            (HAIR, Area.HAIR_BEAUTY, Route.VOCATIONAL, "Scissors."),
            (CARE, Area.CARE_SUPPORT, Route.DEGREE, "No plumbing."),
        ):
            made = make_programme(session, title=title, areas=(area,), route=route, summary=summary)
            make_opportunity(session, programme=made)
    publish(database, tmp_path)
    return LiveCatalogue(tmp_path, database).snapshot().segments[0]


def way(term: str, share: int = 8) -> Way:
    """One word to be met."""
    return Way(((Choice(term.encode()),),), share)


def weights(
    segment: Segment, *concepts: Concept, refusals: Refusals | None = None, **options: object
) -> dict[str, int]:
    """What each row that is found weighs, by title."""
    found = match_meant(segment, WORD, concepts, refusals or Refusals(), **options)  # type: ignore[arg-type]
    titles = dict(zip(range(segment.n), title_by_row(segment), strict=True))
    return {
        titles[row]: weight for row, weight in zip(found.rows.tolist(), found.weights.tolist(), strict=True)
    }


def title_by_row(segment: Segment) -> list[str]:
    """The title of every row, by its main area."""
    by_area = {Area.BUILDING_CONSTRUCTION: PLUMBING, Area.HAIR_BEAUTY: HAIR, Area.CARE_SUPPORT: CARE}
    main = segment.programme_columns["main_area"][segment.programme]
    return [by_area[list(Area)[area]] for area in main.tolist()]


def test_any_way_meets_a_concept_for_its_share(segment: Segment) -> None:
    found = weights(segment, Concept((way("plumb"), way("hairdress", share=4))))
    assert found[PLUMBING] == 255
    assert found[HAIR] == 127
    assert found[CARE] == 20


def test_all_words_of_a_way_are_needed(segment: Segment) -> None:
    both = Way(((Choice(b"plumb"),), (Choice(b"pipe"),)))
    assert weights(segment, Concept((both,))) == {PLUMBING: (255 + 20) // 2}


def test_belonging_to_an_area_is_enough_where_it_counts(segment: Segment) -> None:
    hair = bits_of("area", [Area.HAIR_BEAUTY])
    assert weights(segment, Concept((), hair, in_area=60)) == {HAIR: 60}
    assert weights(segment, Concept((), hair)) == {}


def test_words_outside_the_area_count_less_or_not_at_all(segment: Segment) -> None:
    building = bits_of("area", [Area.BUILDING_CONSTRUCTION])
    assert weights(segment, Concept((way("plumb"),), building, outside=4)) == {PLUMBING: 255, CARE: 10}
    assert weights(segment, Concept((way("plumb"),), building, outside=4, least_outside=50)) == {
        PLUMBING: 255
    }


def test_all_concepts_are_needed_unless_any_will_do(segment: Segment) -> None:
    plumbing, care = Concept((way("plumb"),)), Concept((way("care"),))
    assert set(weights(segment, plumbing, care)) == {CARE}
    either = weights(segment, plumbing, care, any_concept=True)
    assert set(either) == {PLUMBING, CARE}
    assert either[CARE] == weights(segment, plumbing, care)[CARE]


def test_what_is_better_is_not_required(segment: Segment) -> None:
    plain, better = weights(segment, Concept((way("plumb"),))), (way("pipe"),)
    assert weights(segment, Concept((way("plumb"),)), better=better) == plain | {
        PLUMBING: plain[PLUMBING] + 20
    }


def test_what_is_refused_is_left_out(segment: Segment) -> None:
    everything = {PLUMBING, HAIR, CARE}
    no_degree = Refusals(codes={"route": frozenset({code_of("route", Route.DEGREE)})})
    assert set(weights(segment, refusals=no_degree)) == everything - {CARE}
    no_hair = Refusals(bits={"area": bits_of("area", [Area.HAIR_BEAUTY])})
    assert set(weights(segment, refusals=no_hair)) == everything - {HAIR}
    no_plumbing = Refusals(words=((Choice(b"plumb", least=160),),))
    assert set(weights(segment, refusals=no_plumbing)) == everything - {PLUMBING}
    assert not Refusals().is_any


def test_what_was_worked_out_is_kept_and_not_changed(segment: Segment) -> None:
    concept = Concept((way("plumb"),))
    first = weights(segment, concept, concept)
    assert weights(segment, concept, concept) == first
    assert np.array_equal(list(weights(segment, concept).values()), [255, 20])
