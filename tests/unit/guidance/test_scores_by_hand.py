"""The parts of a score held against the same worked out programme by programme, with nothing but the tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.codes import AREAS, DELIVERIES, LEVELS, MODES, MONEYS, ROUTES, day_number, day_of
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Area, Level, Mode, Route
from pathways.guidance.answers import ACTIVITIES, LEARNINGS, LIKINGS, MOST_AVOIDED, PATTERNS, WANTS, Answers
from pathways.guidance.balance import ALIKE, Class, balanced, in_page_order, longest_run
from pathways.guidance.choices import codes_of
from pathways.guidance.gathering import Wanted, best_positions, classes_of, find
from pathways.guidance.ground import By, Ground, exact_parts, rough_scores, shares_of, thousandths_at
from pathways.guidance.kinds import Kinds, kinds_of
from pathways.guidance.ladder import LADDER_MILES, ladder_of
from pathways.guidance.leanings import avoided_things, subject_leanings
from pathways.guidance.parts import Asked, parts_over
from pathways.guidance.reach import first_reach
from pathways.guidance.tastes import (
    FURTHER_AREA,
    avoid_by_kind,
    burdens,
    interest_by_kind,
    over_areas,
    subjects_by_area,
    subjects_by_kind,
)
from pathways.guidance.wants import NOT_SAID, want_parts
from pathways.guidance.ways import (
    DAY_RELEASE_IS_PART_TIME,
    PATTERN_UNKNOWN,
    START_LATE,
    START_TOO_SOON,
    START_UNKNOWN,
    learning_by_kind,
    pattern_by_cell,
    start_by_row,
    wanted_days,
)
from pathways.guidance.weights import LEARNING_BY_ROUTE, WEIGHTS, Part
from pathways.guidance.wishes import (
    AREA_ASKED,
    AREA_TOUCHED,
    AS_ASKED,
    SAME_AREA,
    SAME_OCCUPATION,
    SAME_SUBJECT,
    Wish,
    of_wish,
    read_wishes,
)
from pathways.guidance.wishes import (
    FURTHER_AREA as OCCUPATION_TOUCHED,
)
from pathways.snapshot.contents import NO_DAY
from tests.unit.guidance.drawn_answers import any_answers, some_of
from tests.unit.guidance.market_town import PROFILES, SEED, TODAY, asked_by, ground_for, names_at, titles_on

SUBJECTS = codes_of("subject")
AVOIDED = codes_of("avoid")
STRENGTHS = st.lists(st.floats(0, 1), min_size=len(AREAS), max_size=len(AREAS))


def kinds(town: CatalogueSnapshot) -> Kinds:
    """The kinds of the town's only segment."""
    return kinds_of(town.segments[0], PROFILES)


def areas_of(found: Kinds, at: int) -> set[str]:
    """All career areas of one kind."""
    return {area for place, area in enumerate(AREAS) if int(found.area_bits[at]) >> place & 1}


def main_of(found: Kinds, at: int) -> str | None:
    """The main career area of one kind."""
    place = int(found.main_area[at])
    return None if place < 0 else AREAS[place]


def by_kind(found: Kinds, of_one: Callable[[int], float]) -> list[float]:
    """One value for each kind, worked out one by one."""
    return [of_one(at) for at in range(found.count)]


# Likings


@given(subjects=some_of(SUBJECTS, 6))
def test_subjects_together_leave_what_each_leaves_of_the_rest(subjects: tuple[str, ...]) -> None:
    found = subjects_by_area(subjects, SEED)
    table = subject_leanings(SEED)
    for at, area in enumerate(AREAS):
        left = 1.0
        for subject in subjects:
            left *= 1.0 - table[subject].get(area, 0.0)
        assert found[at] == pytest.approx(1.0 - left)
    assert subjects_by_area(reversed(subjects), SEED) == pytest.approx(found)


def test_a_subject_that_is_not_in_the_table_points_nowhere() -> None:
    assert not subjects_by_area(("</script>", "مرحبا", ""), SEED).any()
    assert not subjects_by_area((), SEED).any()


@given(strengths=STRENGTHS)
def test_main_area_counts_in_full_and_a_further_one_by_half(
    town: CatalogueSnapshot, strengths: list[float]
) -> None:
    found = kinds(town)
    strong = dict(zip(AREAS, strengths, strict=True))

    def of_one(at: int) -> float:
        main = main_of(found, at)
        further = max((strong[Area(area)] for area in areas_of(found, at)), default=0.0)
        return max(strong[Area(main)] if main else 0.0, FURTHER_AREA * further)

    assert over_areas(np.array(strengths), found).tolist() == pytest.approx(by_kind(found, of_one))


@given(subjects=some_of(SUBJECTS, 6), more=st.sampled_from(SUBJECTS))
def test_one_more_subject_never_speaks_against_anything(
    town: CatalogueSnapshot, subjects: tuple[str, ...], more: str
) -> None:
    found = kinds(town)
    fewer = subjects_by_kind(Answers(subjects=subjects), found, SEED)
    all_of_them = subjects_by_kind(Answers(subjects=(*subjects, more)), found, SEED)
    assert (all_of_them >= fewer - 1e-12).all()
    assert (all_of_them <= 1.0).all()


@given(avoid=some_of(AVOIDED, MOST_AVOIDED))
def test_burden_is_that_of_the_job_or_else_the_area_and_no_less_than_the_routes(
    town: CatalogueSnapshot, avoid: tuple[str, ...]
) -> None:
    found = kinds(town)
    held = burdens(avoid, found, PROFILES, SEED)
    assert held.shape == (len(avoid), found.count)
    for row, code in enumerate(avoid):
        thing = avoided_things(SEED)[code]

        def of_one(at: int, thing: object = thing) -> float:
            job = int(found.occupation[at])
            slug = next((name for name, place in PROFILES.position.items() if place == job), None)
            own = thing.occupations.get(slug) if slug else None  # type: ignore[attr-defined]
            of_area = thing.areas.get(main_of(found, at), 0.0)  # type: ignore[attr-defined]
            of_route = thing.routes.get(ROUTES[int(found.route[at])], 0.0)  # type: ignore[attr-defined]
            return max(of_area if own is None else own, of_route)

        assert held[row].tolist() == pytest.approx(by_kind(found, of_one))


@given(avoid=st.lists(st.sampled_from(AVOIDED), min_size=1, max_size=4, unique=True))
def test_the_worst_thing_counts_and_is_the_one_named(town: CatalogueSnapshot, avoid: list[str]) -> None:
    found = kinds(town)
    values, which = avoid_by_kind(Answers(avoid=tuple(avoid)), found, PROFILES, SEED)
    alone = [avoid_by_kind(Answers(avoid=(code,)), found, PROFILES, SEED)[0] for code in avoid]
    assert values.tolist() == np.min(alone, axis=0).tolist()
    for at in range(found.count):
        assert alone[int(which[at])][at] == values[at]


@given(
    liked=st.dictionaries(st.sampled_from(ACTIVITIES), st.sampled_from(LIKINGS)).map(
        lambda said: tuple(sorted(said.items()))
    )
)
def test_interest_stays_between_nothing_and_everything(
    town: CatalogueSnapshot, liked: tuple[tuple[str, str], ...]
) -> None:
    values = interest_by_kind(Answers(activities=liked), kinds(town), PROFILES)  # type: ignore[arg-type]
    assert ((values >= 0.0) & (values <= 1.0)).all()
    assert len(values) == kinds(town).count


def test_who_says_nothing_of_activities_leans_nowhere(town: CatalogueSnapshot) -> None:
    values = interest_by_kind(Answers(), kinds(town), PROFILES)
    assert values.tolist() == pytest.approx([0.5] * len(values))


# Ways


@pytest.mark.parametrize("learning", [None, *LEARNINGS])
def test_way_of_learning_is_read_off_the_table_of_routes(
    town: CatalogueSnapshot, learning: str | None
) -> None:
    found = kinds(town)
    values = learning_by_kind(Answers(learning=learning), found)  # type: ignore[arg-type]
    if learning in (None, "unsure"):
        assert set(values.tolist()) == {0.5}
        return
    table = LEARNING_BY_ROUTE[learning or ""]
    assert values.tolist() == by_kind(found, lambda at: table[ROUTES[int(found.route[at])]])


@given(patterns=some_of(PATTERNS, 3).filter(bool))
def test_pattern_is_met_when_any_mode_is_among_those_wanted(
    town: CatalogueSnapshot, patterns: tuple[str, ...]
) -> None:
    segment = town.segments[0]
    values = pattern_by_cell(Answers(patterns=patterns), segment)  # type: ignore[arg-type]
    for cell, bits in enumerate(segment.cells["mode"].tolist()):
        modes = {mode for at, mode in enumerate(MODES) if bits >> at & 1}
        if not modes:
            expected = PATTERN_UNKNOWN
        elif modes & set(patterns):
            expected = 1.0
        elif Mode.DAY_RELEASE in modes and "part-time" in patterns:
            expected = DAY_RELEASE_IS_PART_TIME
        else:
            expected = 0.0
        assert values[cell] == expected, modes


@given(month=st.dates(date(2026, 1, 1), date(2029, 12, 31)).map(lambda day: f"{day:%Y-%m}"))
def test_start_is_in_time_for_six_months_from_the_first(town: CatalogueSnapshot, month: str) -> None:
    ground = ground_for(town, Answers())
    first = date.fromisoformat(f"{month}-01")
    after = first.year * 12 + first.month + 5
    until = date(after // 12, after % 12 + 1, 1)
    for start, value in zip(
        ground.day.start[ground.rows].tolist(),
        start_by_row(Answers(start_from=month), ground).tolist(),
        strict=True,
    ):
        if start == NO_DAY:
            assert value == START_UNKNOWN
        elif start == day_number(TODAY) or first <= day_of(start) < until:
            assert value == 1.0
        else:
            assert value == (START_TOO_SOON if day_of(start) < first else START_LATE)


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2026-12", date(2026, 12, 1), date(2027, 5, 31)),
        ("2027-09", date(2027, 9, 1), date(2028, 2, 29)),
        ("2027-07", date(2027, 7, 1), date(2027, 12, 31)),
        ("2027-08", date(2027, 8, 1), date(2028, 1, 31)),
    ],
)
def test_half_a_year_ends_with_its_last_day_over_new_year_and_in_a_leap_year(
    month: str, first: date, last: date
) -> None:
    assert wanted_days(month) == (day_number(first), day_number(last))


# Wants and wishes


@given(wants=some_of(WANTS, 3).filter(bool))
def test_want_is_met_by_what_says_so_and_by_half_where_nothing_is_said(
    town: CatalogueSnapshot, wants: tuple[str, ...]
) -> None:
    segment = town.segments[0]
    parts = want_parts(Answers(wants=wants), segment)
    assert sum(part.weight for part in parts) == pytest.approx(WEIGHTS[Part.WANTS])
    assert [part.about for part in parts] == list(wants)
    for part in parts:
        for cell, value in enumerate(part.values.tolist()):
            delivery = DELIVERIES[int(segment.cells["delivery"][cell])]
            money = int(segment.cells["money"][cell])
            expected = {
                "online": 1.0 if delivery == "online" else 0.0,
                "in-person": {"online": 0.0, "national": NOT_SAID}.get(delivery, 1.0),
                "free": NOT_SAID if money == len(MONEYS) else float(MONEYS[money] in ("free", "paid")),
            }
            assert value == expected[part.about]


def wish(kind: str, value: str) -> Wish:
    """An idea that holds no words."""
    return Wish(kind, value, 0, None)


@pytest.mark.parametrize("area", AREAS)
def test_area_that_was_asked_for_counts_most_where_it_is_the_main_one(
    town: CatalogueSnapshot, area: str
) -> None:
    found = kinds(town)
    values = of_wish(wish("area", area), 0, town.segments[0], found, PROFILES)

    def of_one(at: int) -> float:
        if main_of(found, at) == area:
            return AREA_ASKED
        return AREA_TOUCHED if area in areas_of(found, at) else 0.0

    assert values.tolist() == np.array(by_kind(found, of_one))[found.of_programme].tolist()


@pytest.mark.parametrize(
    "idea", [*(f"route:{route}" for route in Route), *(f"level:{level}" for level in Level)]
)
def test_route_or_level_that_was_asked_for_is_met_or_not(town: CatalogueSnapshot, idea: str) -> None:
    found = kinds(town)
    kind, _, value = idea.partition(":")
    values = of_wish(wish(kind, value), 0, town.segments[0], found, PROFILES)
    names = [names_at(found, int(at)) for at in found.of_programme]
    assert values.tolist() == [AS_ASKED if value == name[kind == "level"] else 0.0 for name in names]


@given(at=st.integers(0, len(PROFILES.known) - 1))
def test_job_that_was_asked_for_counts_by_how_near_another_is(town: CatalogueSnapshot, at: int) -> None:
    found, wanted = kinds(town), PROFILES.known[at]
    slug = next(name for name, place in PROFILES.position.items() if place == at)
    values = of_wish(wish("occupation", slug), 0, town.segments[0], found, PROFILES)

    def of_one(kind: int) -> float:
        if int(found.occupation[kind]) == at:
            return SAME_OCCUPATION
        if wanted.tier2 >= 0 and int(found.tier2[kind]) == wanted.tier2:
            return SAME_SUBJECT
        if main_of(found, kind) == wanted.areas[0]:
            return SAME_AREA
        touched = wanted.areas[0] in areas_of(found, kind) or main_of(found, kind) in wanted.areas[1:]
        return OCCUPATION_TOUCHED if touched else 0.0

    assert values.tolist() == np.array(by_kind(found, of_one))[found.of_programme].tolist()


@pytest.mark.parametrize(
    "idea",
    ["occupation:</script>", "occupation:", "words:zebra", "words:🐶", "area:", "route:none", "nonsense"],
)
def test_idea_that_names_nothing_gives_nothing_and_breaks_nothing(town: CatalogueSnapshot, idea: str) -> None:
    for one in read_wishes(town, (idea,), PROFILES, TODAY):
        assert not of_wish(one, 0, town.segments[0], kinds(town), PROFILES).any()


# Ground and gathering


@given(answers=any_answers())
def test_score_of_a_row_is_the_mean_of_its_parts_by_their_weights(
    town: CatalogueSnapshot, answers: Answers
) -> None:
    ground, parts = laid(town, answers)
    positions = np.arange(len(ground.rows), dtype=np.int64)
    exact = exact_parts(ground, parts, positions)
    assert sum(shares_of(parts)) == pytest.approx(1.0)
    weights = np.array([part.weight for part in parts])
    for at in positions.tolist():
        values = [part.values[ground.at(part.by, positions[at : at + 1])[0]] for part in parts]
        assert exact[at].sum() == pytest.approx(float(weights @ values / weights.sum()))
    rough = rough_scores(ground, parts)
    assert (rough + ground.closed).tolist() == pytest.approx(exact.sum(axis=1).tolist(), abs=1e-5)
    assert best_positions(ground, parts).tolist() == positions.tolist()


def laid(town: CatalogueSnapshot, answers: Answers) -> tuple[Ground, list]:  # type: ignore[type-arg]
    """The ground of the town for somebody, and the parts of a score laid over it."""
    ground = ground_for(town, answers)
    asked: Asked = asked_by(town, answers)
    return ground, parts_over(asked, 0, ground)


@given(kept=st.lists(st.booleans(), min_size=10, max_size=10))
def test_part_of_a_ground_is_a_ground_of_those_rows(town: CatalogueSnapshot, kept: list[bool]) -> None:
    ground = ground_for(town, Answers())
    assert len(ground.rows) == 10
    less = ground.only(np.array(kept))
    expected = [title for title, is_kept in zip(titles_on(ground), kept, strict=True) if is_kept]
    assert titles_on(less) == expected
    positions = np.arange(len(less.rows), dtype=np.int64)
    assert less.at(By.ROW, positions).tolist() == positions.tolist()
    assert thousandths_at(less, positions).tolist() == thousandths_at(ground, np.flatnonzero(kept)).tolist()
    areas, routes = classes_of(less, less.programmes.astype(np.int64))
    assert len(areas) == len(routes) == len(expected)
    if not expected:
        assert best_positions(less, laid(town, Answers())[1]).tolist() == []


@given(without=st.frozensets(st.sampled_from(Area), max_size=20))
def test_areas_put_aside_take_away_exactly_their_own(
    town: CatalogueSnapshot, without: frozenset[Area]
) -> None:
    step = first_reach(Answers())
    everything = find(town, Wanted(Answers()), step, PROFILES, TODAY)
    left = find(town, Wanted(Answers(), without=without), step, PROFILES, TODAY)
    (ground,), (less,) = everything.grounds, left.grounds
    areas, _ = classes_of(ground, ground.programmes.astype(np.int64))
    gone = {AREAS.index(area) for area in without}
    assert less.rows.tolist() == [
        row for row, area in zip(ground.rows.tolist(), areas.tolist(), strict=True) if area not in gone
    ]
    assert left.programmes == left.open_programmes == len(less.rows)


# Order and ladder

CLASSES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=30)


@given(CLASSES)
def test_page_order_keeps_each_area_together_and_its_cards_in_turn(classes: list[Class]) -> None:
    order = in_page_order(classes)
    assert sorted(order) == list(range(len(classes)))
    areas = [area for area, _ in groupby(classes[at][0] for at in order)]
    assert areas == list(dict.fromkeys(area for area, _ in classes))
    for area in areas:
        own = [at for at in order if classes[at][0] == area]
        assert own == sorted(own)


@given(CLASSES)
def test_longest_run_is_that_of_neighbours_alone(classes: list[Class]) -> None:
    assert longest_run(classes) == max((len(list(run)) for _, run in groupby(classes)), default=0)


@given(CLASSES, st.integers(0, 40))
def test_where_variety_is_not_asked_for_the_best_come_in_their_order(classes: list[Class], most: int) -> None:
    scores = np.linspace(1.0, 0.0, len(classes))
    assert balanced(scores, classes, most, (ALIKE,)) == list(range(min(most, len(classes))))


@given(CLASSES, st.integers(0, 40))
def test_no_more_are_chosen_than_are_wanted_and_none_twice(classes: list[Class], most: int) -> None:
    chosen = balanced(np.full(len(classes), 0.5), classes, most)
    assert len(chosen) == len(set(chosen)) <= min(most, len(classes))
    assert bool(chosen) is (most > 0 and bool(classes))


@pytest.mark.parametrize("miles", [1, 5, LADDER_MILES, 200])
def test_no_step_of_a_ladder_is_further_than_was_asked(town: CatalogueSnapshot, miles: int) -> None:
    for programme_id in town.segments[0].programme_ids.tolist():
        ladder = ladder_of(town, programme_id, None, TODAY, miles=miles)
        for step in (*ladder.before, *ladder.after):
            assert step.card.programme_id != programme_id
            assert step.card.distance_miles is None or step.card.distance_miles <= miles


@pytest.mark.parametrize("programme_id", [0, -1, 2**31 - 1])
def test_programme_that_is_not_there_has_no_ladder(town: CatalogueSnapshot, programme_id: int) -> None:
    ladder = ladder_of(town, programme_id, None, TODAY)
    assert (ladder.before, ladder.after) == ((), ())


def test_levels_of_kinds_are_named_or_none(town: CatalogueSnapshot) -> None:
    found = kinds(town)
    named = {names_at(found, at) for at in range(found.count)}
    assert (Route.SUPPORTED_INTERNSHIP, None) in named
    assert {level for _, level in named} <= {None, *LEVELS}
