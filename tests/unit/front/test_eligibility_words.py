"""Verdicts and reasons as people read them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from pathways.eligibility.periods import day_number
from pathways.eligibility.reasons import Eligibility, EligibilityReason, Reason, Verdict
from pathways.eligibility.verdicts import applicant
from pathways.front.eligibility_words import all_reasons, reason_words, verdict_heading, verdict_tag
from tests.unit.eligibility.learners import LAW, NEXT_SEPTEMBER, TODAY, Said, columns_of, people, requirements

pytestmark = pytest.mark.usefixtures("in_english")
VALUES = {"age": 16, "level": 3, "count": 5, "grade": 4, "held": 2, "points": 112, "nation": 2, "year": 11}
VALUES["day"] = date(2027, 6, 25).toordinal()


def said(code: Reason, **values: int) -> str:
    return reason_words(EligibilityReason(code, VALUES | values))


@pytest.mark.parametrize("code", [reason for reason in Reason if reason is not Reason.NOTHING])
def test_every_reason_is_short_sentences_to_you(code: Reason) -> None:
    words = said(code)
    assert words.endswith(".")
    assert "%" not in words
    assert "should" not in words
    assert all(len(sentence.split()) <= 25 for sentence in words.split(". "))


def test_no_two_reasons_sound_alike() -> None:
    words = [said(code) for code in Reason]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("code", "values", "words"),
    [
        (
            Reason.OLD_ENOUGH_SOON,
            {"age": 19},
            "You need to be 19 by the day it starts.",
        ),
        (Reason.GCSES_FEWER, {"count": 1}, "You need 1 GCSE at grade 4 or above."),
        (Reason.GCSES_FEWER, {"grade": -1}, "You need 5 GCSEs."),
        (Reason.LEVEL_MISSING, {}, "It asks for level 3 first, like A levels."),
        (
            Reason.SCHOOL_ENDS_FIRST,
            {},
            (
                "You could, once Year 11 is over. If you are in Year 11 now, that is after 25 June 2027. "
                "Ask about a later start."
            ),
        ),
        (
            Reason.PERHAPS_AT_SCHOOL,
            {"year": 9},
            "You need to have finished Year 11 by the start. You could, if you are in Year 9 now.",
        ),
        (Reason.PERHAPS_AT_SCHOOL, {"year": 0}, "You need to have finished Year 11 by the start."),
        (Reason.OTHER_NATION, {}, "This is in Wales. Rules differ there, so ask before you count on it."),
        (
            Reason.POINTS_FEWER,
            {"held": 96},
            "They ask for 112 UCAS points, and you said 96. Ask them: many look at more.",
        ),
    ],
)
def test_numbers_stand_in_the_sentence(code: Reason, values: dict[str, int], words: str) -> None:
    assert said(code, **values) == words


def test_a_verdict_is_named_the_same_way_everywhere() -> None:
    assert [verdict_tag(verdict) for verdict in Verdict] == ["Not yet", "You could, if…", "You can apply"]
    assert verdict_heading(Eligibility(Verdict.YES, ())) == "You can apply"
    too_old = Eligibility(Verdict.NOT_YET, (EligibilityReason(Reason.TOO_OLD, {"age": 21}),))
    assert "younger" in verdict_heading(too_old)
    too_young = Eligibility(Verdict.NOT_YET, (EligibilityReason(Reason.TOO_YOUNG, {"age": 21}),))
    assert verdict_heading(too_young).startswith("Not yet")


@given(people, requirements)
def test_whatever_the_rules_find_can_be_said(who: Said, asked: dict[str, int]) -> None:
    found = applicant(who, LAW, TODAY).explain(columns_of(asked), 0, day_number(NEXT_SEPTEMBER))
    of_school = {reason.code for reason in found.reasons} & {
        Reason.PERHAPS_AT_SCHOOL,
        Reason.SCHOOL_ENDS_FIRST,
        Reason.STILL_AT_SCHOOL,
    }
    soon = [reason for reason in found.reasons if reason.code is Reason.OLD_ENOUGH_SOON]
    unsaid = [reason for reason in soon if of_school and reason.values["age"] <= 16]
    assert len(all_reasons(found)) == len(found.reasons) - len(unsaid)
    assert all(words and "%(" not in words for words in all_reasons(found))
    assert verdict_heading(found)


def eligibility(*codes: Reason, **values: int) -> Eligibility:
    return Eligibility(Verdict.IF, tuple(EligibilityReason(code, VALUES | values) for code in codes))


def test_a_pupil_reads_of_the_end_of_year_11_and_not_of_being_16_as_well() -> None:
    both = eligibility(Reason.OLD_ENOUGH_SOON, Reason.PERHAPS_AT_SCHOOL)
    assert all_reasons(both) == [said(Reason.PERHAPS_AT_SCHOOL)]
    assert len(all_reasons(eligibility(Reason.OLD_ENOUGH_SOON, Reason.PERHAPS_AT_SCHOOL, age=18))) == 2
    assert all_reasons(eligibility(Reason.OLD_ENOUGH_SOON)) == ["You need to be 16 by the day it starts."]


def test_a_plan_that_few_people_have_is_told_before_an_age() -> None:
    found = all_reasons(eligibility(Reason.PERHAPS_TOO_OLD, Reason.NEEDS_EHCP))
    assert "EHCP" in found[0]
