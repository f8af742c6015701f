"""What each part says of a programme: the answer that it rests on and the fact that meets it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.guidance.answers import Answers
from pathways.guidance.reach import Step
from pathways.guidance.reason_words import SENTENCES
from pathways.guidance.reasons import Reason
from pathways.guidance.showing import journey
from pathways.guidance.suggest import suggest
from pathways.guidance.suggestions import Suggestion
from tests.unit.guidance.drawn_answers import PRESTON, any_answers
from tests.unit.guidance.market_town import TITLES, TODAY


def suggested(town: CatalogueSnapshot, answers: Answers) -> dict[str, Suggestion]:
    return {item.card.title: item for item in suggest(town, answers, TODAY).items}


def reason(town: CatalogueSnapshot, title: str, kind: str, **said: Any) -> Reason:
    """The only reason of a kind that somebody is given for a programme."""
    (found,) = (one for one in suggested(town, Answers(**said))[title].reasons if one.kind == kind)
    return found


def code(town: CatalogueSnapshot, title: str, kind: str, **said: Any) -> str:
    return reason(town, title, kind, **said).code


@pytest.mark.parametrize(
    ("title", "matter", "expected"),
    [
        ("Plumbing apprenticeship", "earning-soon", "earning-paid"),
        ("Nursing BSc", "university-open", "university-fits"),
        ("Health T Level", "university-open", "university-fits"),
        ("Plumbing", "university-open", "university-partly"),
        ("Steps to work", "university-open", "university-hardly"),
        ("Web design online", "finish-quickly", "quick-fits"),
        ("Plumbing", "finish-quickly", "quick-fits"),
        ("Steps to work", "finish-quickly", "quick-partly"),
        ("Words for work", "finish-quickly", "quick-unknown"),
        ("Nursing BSc", "well-paid", "pay-fits"),
        ("Plumbing", "well-paid", "pay-unknown"),
        ("Steps to work", "support", "support-said"),
        ("Plumbing", "support", "support-unsaid"),
        ("Plumbing", "team", "team-fits"),
        ("Web design online", "team", "team-partly"),
        ("A level Fine Art", "team", "team-hardly"),
    ],
)
def test_what_matters_is_met_by_a_fact(
    town: CatalogueSnapshot, title: str, matter: str, expected: str
) -> None:
    assert code(town, title, "matters", matters=(matter,)) == expected


def test_facts_are_named_as_they_are(town: CatalogueSnapshot) -> None:
    quick = reason(town, "Web design online", "matters", matters=("finish-quickly",))
    paid = reason(town, "Nursing BSc", "matters", matters=("well-paid",))
    assert quick.values == {"months": 3}
    assert paid.values == {"pounds": 33_000}


@pytest.mark.parametrize(
    ("title", "learning", "expected"),
    [
        ("Plumbing apprenticeship", "work", "learning-fits"),
        ("Health T Level", "work", "learning-partly"),
        ("Nursing BSc", "work", "learning-hardly"),
        ("Nursing BSc", "class", "learning-fits"),
        ("Plumbing apprenticeship", "class", "learning-hardly"),
        ("Health T Level", "mix", "learning-fits"),
    ],
)
def test_a_way_of_learning_is_met_by_the_route(
    town: CatalogueSnapshot, title: str, learning: str, expected: str
) -> None:
    found = reason(town, title, "learning", learning=learning)
    assert found.code == expected
    assert found.values["learning"] == learning


@pytest.mark.parametrize(
    ("title", "month", "expected"),
    [
        ("Plumbing", "2027-09", "start-fits"),
        ("Plumbing", "2027-10", "start-soon"),
        ("Plumbing", "2027-01", "start-late"),
        ("Web design online", "2027-01", "start-fits"),
        ("Plumbing apprenticeship", "2029-01", "start-flexible"),
        ("Steps to work", "2027-09", "start-unknown"),
    ],
)
def test_a_start_is_told_by_when_it_is_wanted(
    town: CatalogueSnapshot, title: str, month: str, expected: str
) -> None:
    assert code(town, title, "start", start_from=month) == expected


@pytest.mark.parametrize(
    ("title", "pattern", "expected", "named"),
    [
        ("Words for work", "evening-weekend", "pattern-fits", ("evening-weekend",)),
        ("Web design online", "part-time", "pattern-fits", ("part-time",)),
        ("Childcare anywhere", "full-time", "pattern-unknown", None),
    ],
)
def test_a_pattern_is_told_by_what_fits(
    town: CatalogueSnapshot, title: str, pattern: str, expected: str, named: tuple[str, ...] | None
) -> None:
    found = reason(town, title, "pattern", patterns=(pattern,))
    assert found.code == expected
    assert found.values.get("modes") == named


def test_a_journey_is_told_in_minutes_to_whoever_said_how_they_travel(town: CatalogueSnapshot) -> None:
    found = reason(
        town, "Plumbing apprenticeship", "nearness", home=PRESTON, travel_mode="car", travel_minutes=90
    )
    assert found.code == "nearness-minutes"
    assert found.values == {"place": "Preston", "minutes": 30, "mode": "car"}


def test_a_journey_is_told_in_miles_to_whoever_did_not(town: CatalogueSnapshot) -> None:
    found = reason(town, "Plumbing apprenticeship", "nearness", home=PRESTON)
    assert found.code == "nearness-miles"
    assert found.values == {"place": "Preston", "miles": 8.9}


def test_what_needs_no_journey_says_so(town: CatalogueSnapshot) -> None:
    assert code(town, "Web design online", "nearness", home=PRESTON) == "nearness-online"
    assert code(town, "Childcare anywhere", "nearness", home=PRESTON) == "nearness-national"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Plumbing", "interest-yes-job"),
        ("Nursing BSc", "interest-none"),
    ],
)
def test_an_interest_names_the_activity_that_the_work_is_like(
    town: CatalogueSnapshot, title: str, expected: str
) -> None:
    found = suggested(town, Answers(activities=(("r1", "yes"),)))[title]
    (told,) = (one for one in found.reasons if one.kind == "interest")
    assert told.code == expected


def test_a_maybe_is_named_where_there_is_no_yes(town: CatalogueSnapshot) -> None:
    found = reason(town, "Plumbing", "interest", activities=(("r2", "maybe"), ("s1", "yes")))
    assert found.code == "interest-maybe-job"
    assert found.values == {"occupation": "plumber", "activity": "r2", "interest": "r"}


def test_an_area_stands_in_where_no_job_is_known(town: CatalogueSnapshot) -> None:
    found = reason(town, "Health T Level", "interest", activities=(("s1", "yes"), ("s2", "yes")))
    assert found.code == "interest-yes-area"
    assert found.values["area"] == "health"


def test_the_two_subjects_that_point_most_are_named(town: CatalogueSnapshot) -> None:
    subjects = ("art", "biology", "chemistry", "geography", "health-social-care")
    found = reason(town, "Health T Level", "subjects", subjects=subjects)
    named = found.values["subjects"]
    assert isinstance(named, tuple)
    assert len(named) == 2
    assert set(named) <= {"biology", "chemistry", "health-social-care"}


def test_an_idea_is_named_with_how_near_it_comes(town: CatalogueSnapshot) -> None:
    ideas = ("area:building-construction", "occupation:plumber")
    near = reason(town, "Plumbing", "ideas", ideas=ideas)
    far = reason(town, "Health T Level", "ideas", ideas=("occupation:nurse",))
    assert (near.code, near.values) == ("ideas-near", {"idea": "occupation:plumber"})
    assert (far.code, far.values) == ("ideas-far", {"idea": "occupation:nurse"})


def test_what_speaks_against_is_said_though_it_adds_little(town: CatalogueSnapshot) -> None:
    found = reason(town, "Nursing BSc", "avoid", avoid=("blood", "sums"))
    assert (found.code, found.against, found.values) == ("avoid-some", True, {"avoid": "blood"})
    assert reason(town, "Childcare anywhere", "avoid", avoid=("blood",)).code == "avoid-nothing"


def test_whoever_said_nothing_is_told_so(town: CatalogueSnapshot) -> None:
    for item in suggested(town, Answers()).values():
        assert [one.code for one in item.reasons] == ["open"]


@given(any_answers())
def test_every_reason_has_its_words_and_all_add_up(town: CatalogueSnapshot, answers: Answers) -> None:
    found = suggested(town, answers)
    assert set(found) <= set(TITLES)
    for item in found.values():
        assert {one.code for one in item.reasons} <= set(SENTENCES)
        assert item.score == pytest.approx(sum(one.weight for one in item.reasons), abs=1e-9)
        assert all(one.weight > 0.0 or one.against for one in item.reasons)


@given(any_answers())
def test_a_journey_is_only_told_where_there_is_one(town: CatalogueSnapshot, answers: Answers) -> None:
    for item in suggested(town, answers).values():
        said_how = answers.travel_mode is not None or answers.travel_minutes is not None
        assert (item.minutes is not None) == (said_how and item.card.distance_miles is not None)
        assert item.minutes is None or item.minutes % 5 == 0
        assert item.minutes == journey(answers, item.card)


@pytest.mark.parametrize(
    ("mode", "miles", "minutes"),
    [
        ("walk", 0.0, 5),
        ("walk", 1.0, 25),
        ("bike", 3.0, 25),
        ("bus", 0.0, 10),
        ("bus", 5.0, 40),
        ("train", 17.0, 60),
        ("car", 8.9, 30),
        (None, 5.0, 40),
    ],
)
def test_a_journey_is_worked_out_by_how_somebody_travels(
    town: CatalogueSnapshot, mode: Any, miles: float, minutes: int
) -> None:
    card = replace(suggested(town, Answers())["Plumbing"].card, distance_miles=miles)
    assert journey(Answers(travel_mode=mode, travel_minutes=90), card) == minutes


def test_verdicts_come_with_a_stage_and_never_without(town: CatalogueSnapshot) -> None:
    unknown = suggested(town, Answers(learning="work"))
    known = suggested(town, Answers(learning="work", stage="19-24", highest="3"))
    assert all(item.card.eligibility is None for item in unknown.values())
    assert all(item.card.eligibility is not None for item in known.values())


def test_a_reach_that_holds_too_little_is_widened_and_said(town: CatalogueSnapshot) -> None:
    near = suggest(town, Answers(home=PRESTON, travel_mode="walk", travel_minutes=15), TODAY)
    assert near.reach == Step(60.0, widened=True)
    assert near.widened is not None
    assert (near.widened.miles, near.widened.why) == (60, "too-few")
    assert "Nursing BSc" in {item.card.title for item in near.items}
    assert "Truro joinery" not in {item.card.title for item in near.items}


@pytest.mark.parametrize(("most", "count"), [(0, 0), (1, 1), (4, 4), (30, len(TITLES))])
def test_no_more_are_suggested_than_were_asked_for(town: CatalogueSnapshot, most: int, count: int) -> None:
    found = suggest(town, Answers(), TODAY, most=most)
    assert len(found.items) == count
    assert sum(len(group.items) for group in found.groups) == count
    assert found.considered == len(TITLES)
