"""What somebody can apply for in a catalogue: each row judged, the closed ones left out, the counts still true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from pathways import clock
from pathways.catalogue.cards import card_of
from pathways.catalogue.criteria import Learner, SearchCriteria
from pathways.catalogue.eligible import days_for, judged_days, verdict_on
from pathways.catalogue.models import EntryRequirement, Programme
from pathways.catalogue.search import search
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.vocabulary import Level, Nation, Route, SubjectRule
from pathways.eligibility.reasons import Verdict
from tests.unit.catalogue.consett import CONSETT
from tests.unit.eligibility.learners import STAGES

TODAY = date(2026, 11, 21)
YEAR_9, YEAR_11 = Learner("year-8-9"), Learner("year-10-11")
GROWN = Learner("25-plus", english="have", maths="have", highest="3")


def offered_to(snapshot: CatalogueSnapshot, learner: Learner | None, **changes: object) -> dict[str, str]:
    """The titles that somebody is shown, with the verdict on each."""
    asked = replace(SearchCriteria(eligible_for=learner), **changes)  # type: ignore[arg-type]
    return {
        card.title: card.eligibility.verdict.code if card.eligibility else "unjudged"
        for card in search(snapshot, asked).cards
    }


def test_without_anybody_everything_on_offer_is_shown_and_nothing_judged(consett: CatalogueSnapshot) -> None:
    found = offered_to(consett, None)
    assert len(found) == 8
    assert set(found.values()) == {"unjudged"}


def test_somebody_of_25_with_a_levels_is_shown_everything_with_a_yes(consett: CatalogueSnapshot) -> None:
    found = offered_to(consett, GROWN)
    assert set(found) == set(offered_to(consett, None))
    assert found["Adult nursing"] == found["Bricklaying"] == found["Pharmacy services"] == "yes"


def test_nursing_degree_is_not_shown_in_year_11_and_courses_are(consett: CatalogueSnapshot) -> None:
    found = offered_to(consett, YEAR_11)
    assert "Adult nursing" not in found
    assert "Bricklaying" not in found
    assert found["Plumbing studies"] == "if"
    assert "not-yet" not in found.values()


def test_who_has_no_maths_is_not_shown_what_needs_it(consett: CatalogueSnapshot) -> None:
    without = Learner("19-24", english="have", maths="not-yet", highest="2")
    assert "Pharmacy services" not in offered_to(consett, without)
    assert offered_to(consett, replace(without, maths="unsure"))["Pharmacy services"] == "if"
    assert offered_to(consett, replace(without, maths="have"))["Pharmacy services"] == "yes"


@pytest.mark.parametrize("stage", STAGES)
def test_days_hold_exactly_the_rows_that_are_not_shut(consett: CatalogueSnapshot, stage: str) -> None:
    today, learner = clock.today(), Learner(stage)
    for judged in judged_days(consett, learner, today):
        rows = np.arange(judged.day.segment.n)
        verdicts = judged.verdicts(rows)
        assert verdicts.tolist() == [judged.explain(row).verdict for row in rows.tolist()]
    shown = search(consett, SearchCriteria(eligible_for=learner), today)
    on_offer = search(consett, SearchCriteria(), today)
    open_to = [
        card.id for card in on_offer.cards if verdict_of(consett, card.id, learner) is not Verdict.NOT_YET
    ]
    assert sorted(card.id for card in shown.cards) == sorted(open_to)
    assert shown.total == len(open_to)


def verdict_of(snapshot: CatalogueSnapshot, opportunity_id: int, learner: Learner) -> Verdict:
    """The verdict on one opportunity of the catalogue."""
    found = snapshot.find(opportunity_id)
    assert found is not None
    place, row = found
    return judged_days(snapshot, learner, clock.today())[place].explain(row).verdict


def test_the_same_person_is_judged_once_a_day(consett: CatalogueSnapshot) -> None:
    today = clock.today()
    first, again = (judged_days(consett, Learner("19-24", points=96), today) for _ in range(2))
    assert all(one is other for one, other in zip(first, again, strict=True))
    assert judged_days(consett, Learner("19-24", points=95), today)[0] is not first[0]


def test_days_for_nobody_are_the_days_themselves(consett: CatalogueSnapshot) -> None:
    today = clock.today()
    assert days_for(consett, None, today) == consett.days(today)
    assert days_for(consett, YEAR_9, today) != consett.days(today)


@pytest.mark.parametrize("learner", [YEAR_9, YEAR_11, GROWN])
def test_facets_count_only_what_somebody_can_apply_for(consett: CatalogueSnapshot, learner: Learner) -> None:
    asked = SearchCriteria(eligible_for=learner, place=CONSETT, miles=None)
    results = search(consett, asked)
    for value in results.facets["route"]:
        chosen = replace(asked, routes=frozenset({Route(value.value)}))
        assert search(consett, chosen).total == value.count
    assert sum(value.count for value in results.facets["route"]) == results.total
    assert sum(value.count for value in results.facets["provider"]) == results.total


def record(**entry: object) -> tuple[EntryRequirement, Programme]:
    """A record as the database has it, of a level 3 course."""
    programme = Programme(
        provider_id=1, source_id=1, source_key="p", title="Course", slug="course",
        route=Route.VOCATIONAL, level=Level.THREE, nation=Nation.ENGLAND,
    )  # fmt: skip
    return EntryRequirement(programme_id=1, **entry), programme


@pytest.mark.parametrize(
    ("entry", "learner", "verdict"),
    [
        ({}, GROWN, Verdict.YES),
        ({"min_age": 30}, GROWN, Verdict.IF),
        ({"max_age": 24}, GROWN, Verdict.NOT_YET),
        ({"max_age": 24, "age_exceptions": "Care leavers to 30."}, GROWN, Verdict.IF),
        ({"english": SubjectRule.NEEDED}, replace(GROWN, english="not-yet"), Verdict.NOT_YET),
        ({"level_held": Level.FOUR}, GROWN, Verdict.NOT_YET),
        ({"points": 96}, GROWN, Verdict.IF),
        ({"required_subjects": "Biology"}, GROWN, Verdict.IF),
        ({"needs_ehcp": True}, GROWN, Verdict.IF),
        ({"text": "An interview."}, GROWN, Verdict.YES),
    ],
)
def test_a_record_of_the_database_is_judged_like_a_row(
    entry: dict[str, object], learner: Learner, verdict: Verdict
) -> None:
    asked, programme = record(**entry)
    assert verdict_on(asked, programme, date(2027, 9, 6), learner, TODAY).verdict is verdict
    assert verdict_on(asked, programme, None, learner, TODAY).verdict is verdict


def test_a_record_that_states_nothing_is_open_to_whoever_holds_the_usual_level() -> None:
    _, programme = record()
    assert verdict_on(None, programme, None, GROWN, TODAY).verdict is Verdict.YES
    assert verdict_on(None, programme, None, YEAR_9, TODAY).verdict is not Verdict.YES


def test_cards_carry_the_verdict_that_the_day_gives(consett: CatalogueSnapshot) -> None:
    for card in search(consett, SearchCriteria(eligible_for=YEAR_11)).cards:
        assert card.eligibility is not None
        assert card.eligibility.verdict is verdict_of(consett, card.id, YEAR_11)
        found = consett.find(card.id)
        assert found is not None
        assert card_of(consett, *found, None, clock.today()).eligibility is None
