"""Interest: what somebody would enjoy, against what work is like. The properties that the specification asks for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.codes import AREAS
from pathways.guidance.answers import ACTIVITIES, INTERESTS, LIKINGS, Answers, Liking
from pathways.guidance.interest import SCALE, enjoyed, interest_of, interest_sums
from pathways.guidance.profiles import INTEREST_LETTERS, Profiles, centred_unit, read_profiles
from pathways.paths import resource_dir

LIKED = st.dictionaries(st.sampled_from(ACTIVITIES), st.sampled_from(LIKINGS))


@pytest.fixture(scope="module")
def profiles() -> Profiles:
    return read_profiles(resource_dir("seed_data"))


def answering(said: dict[str, Liking]) -> Answers:
    return Answers(activities=tuple(sorted(said.items())))


def by_area(profiles: Profiles, said: dict[str, Liking]) -> dict[str, float]:
    found = interest_of(profiles.areas, interest_sums(answering(said)))
    return {area.value: value for area, value in zip(AREAS, found.tolist(), strict=True)}


@pytest.mark.parametrize("liking", LIKINGS)
def test_the_same_answer_to_everything_is_neutral(profiles: Profiles, liking: Liking) -> None:
    everywhere = by_area(profiles, dict.fromkeys(ACTIVITIES, liking))
    assert everywhere == pytest.approx(dict.fromkeys(everywhere, 0.5))


def test_saying_nothing_is_neutral(profiles: Profiles) -> None:
    assert list(by_area(profiles, {}).values()) == pytest.approx([0.5] * len(AREAS))


def test_somebody_who_enjoys_making_things_is_led_to_building_before_offices(profiles: Profiles) -> None:
    found = by_area(profiles, {"r1": "yes", "r2": "yes", "r3": "yes"})
    assert found["building-construction"] > found["health"] > found["business-admin"]


def test_somebody_who_enjoys_helping_is_led_to_care(profiles: Profiles) -> None:
    found = by_area(profiles, {"s1": "yes", "s2": "yes", "s3": "yes"})
    best = sorted(found, key=lambda area: -found[area])[:5]
    assert {"care-support", "early-years-teaching"} <= set(best)


@given(said=LIKED, code=st.sampled_from(ACTIVITIES))
def test_one_more_yes_never_lowers_what_loads_on_it(said: dict[str, Liking], code: str) -> None:
    profiles = read_profiles(resource_dir("seed_data"))
    letter = INTEREST_LETTERS.index(code[0])  # type: ignore[arg-type]
    for table in (profiles.areas, profiles.occupations):
        loads = table[:, letter] > 0
        before = {
            liking: interest_of(table, interest_sums(answering(said | {code: liking}))) for liking in LIKINGS
        }
        assert (before["yes"][loads] >= before["maybe"][loads]).all()
        assert (before["maybe"][loads] >= before["no"][loads]).all()
        # And it strictly helps: the scale is fixed, so nothing is squeezed at the ends.
        assert (before["yes"][loads] > before["no"][loads]).all()


@given(said=LIKED)
def test_interest_stays_between_nothing_and_everything(said: dict[str, Liking]) -> None:
    profiles = read_profiles(resource_dir("seed_data"))
    for table in (profiles.areas, profiles.occupations):
        raw = 0.5 + table @ interest_sums(answering(said)) / (2 * SCALE)
        assert (raw >= -1e-12).all()
        assert (raw <= 1 + 1e-12).all()


@given(st.lists(st.lists(st.floats(1, 7), min_size=6, max_size=6), min_size=1, max_size=8))
def test_profiles_are_centred_and_of_length_one_or_flat(rows: list[list[float]]) -> None:
    units = centred_unit(np.array(rows))
    assert np.allclose(units.sum(axis=1), 0.0, atol=1e-6)
    lengths = np.linalg.norm(units, axis=1)
    assert (np.isclose(lengths, 1.0) | np.isclose(lengths, 0.0)).all()


def test_a_flat_profile_is_neutral_whatever_is_enjoyed() -> None:
    flat = centred_unit(np.full((1, 6), 3.2))
    assert interest_of(flat, np.array([3.0, 0, 0, 0, 0, 0])).tolist() == [0.5]


def test_every_area_and_occupation_has_a_profile_that_tells_it_apart(profiles: Profiles) -> None:
    assert profiles.areas.shape == (len(AREAS), len(INTERESTS))
    assert np.allclose(np.linalg.norm(profiles.areas, axis=1), 1.0)
    assert len(profiles.known) == len(profiles.occupations) >= 400
    assert profiles.position[profiles.known[7].slug] == 7


def test_the_activities_named_are_those_that_the_work_is_like(profiles: Profiles) -> None:
    builder = profiles.areas[AREAS.index("building-construction")]  # type: ignore[arg-type]
    said = answering({"r2": "yes", "r1": "yes", "s1": "yes", "c1": "maybe"})
    assert enjoyed(said, builder, "yes") == ("r1", "r2")
    assert set(enjoyed(said, builder, "maybe")) <= {"c1"}
    assert enjoyed(said, builder, "no") == ()
