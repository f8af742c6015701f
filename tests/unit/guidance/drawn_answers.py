"""Answers for property tests: any that a person could give, and places for them to live in."""

from __future__ import annotations

from hypothesis import strategies as st

from pathways.catalogue.learner_query import HIGHEST_ANSWERS, STAGES, SUBJECT_ANSWERS
from pathways.guidance.answers import (
    ACTIVITIES,
    LEARNINGS,
    LIKINGS,
    MATTERS,
    MINUTES,
    MOST_AVOIDED,
    MOST_MATTERS,
    MOST_SUBJECTS,
    PATTERNS,
    WANTS,
    Answers,
)
from pathways.guidance.choices import codes_of
from pathways.places.place import Place
from pathways.places.travel import TRAVEL_MODES

PRESTON = Place("preston", "Preston", "city", 53.759, -2.699, "PR1", "E07000123", "england")
SECTOR = Place("PR1-2", "Preston (PR1 2)", "sector", 53.76, -2.7, "PR1", "E07000123", "england")


class Places:
    """A gazetteer of two places."""

    def lookup(self, place_id: str) -> Place | None:
        """The place with this id."""
        return {place.id: place for place in (PRESTON, SECTOR)}.get(place_id)


def some_of(codes: tuple[str, ...], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """A few codes, sorted as answers keep them."""
    return st.lists(st.sampled_from(codes), max_size=most, unique=True).map(lambda kept: tuple(sorted(kept)))


def any_answers() -> st.SearchStrategy[Answers]:
    """Whatever a person could have answered, from nothing at all to everything."""
    ideas = ("occupation:veterinary-nurse", "area:health", "words:anime", "words:computer games")
    travel = st.one_of(
        st.builds(lambda minutes: (minutes, False), st.sampled_from((None, *MINUTES))), st.just((None, True))
    )
    return st.builds(
        lambda travel, **fields: Answers(travel_minutes=travel[0], could_move=travel[1], **fields),
        travel=travel,
        stage=st.sampled_from((None, *STAGES)),
        home=st.sampled_from((None, PRESTON, SECTOR)),
        travel_mode=st.sampled_from((None, *TRAVEL_MODES)),
        activities=st.dictionaries(st.sampled_from(ACTIVITIES), st.sampled_from(LIKINGS)).map(
            lambda said: tuple(sorted(said.items()))
        ),
        subjects=some_of(codes_of("subject"), MOST_SUBJECTS),
        ideas=some_of(ideas, 4),
        wants=some_of(WANTS, 3),
        avoid=some_of(codes_of("avoid"), MOST_AVOIDED),
        learning=st.sampled_from((None, *LEARNINGS)),
        english=st.sampled_from((None, *SUBJECT_ANSWERS)),
        maths=st.sampled_from((None, *SUBJECT_ANSWERS)),
        gcses=st.one_of(st.none(), st.integers(0, 15)),
        highest=st.sampled_from((None, *HIGHEST_ANSWERS)),
        points=st.one_of(st.none(), st.integers(0, 400)),
        patterns=some_of(PATTERNS, 3),
        start_from=st.sampled_from((None, "2027-01", "2027-09", "2031-12")),
        matters=some_of(MATTERS, MOST_MATTERS),
    )
