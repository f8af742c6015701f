"""Each reason that the rules of entry can give, in the very words that somebody reads."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.codes import LEVELS, NATIONS
from pathways.catalogue.vocabulary import Level, Nation
from pathways.eligibility.reasons import Eligibility, EligibilityReason, Reason, Verdict
from pathways.front.eligibility_words import all_reasons, reason_words, verdict_heading, verdict_tag
from tests.unit.test_plain_english import HIGHEST_GRADE, grade

pytestmark = pytest.mark.usefixtures("in_english")

THREE = LEVELS.index(Level.THREE)
ANYTHING = {
    "age": 18,
    "level": THREE,
    "count": 5,
    "grade": 4,
    "held": 64,
    "points": 112,
    "nation": 0,
    "year": 11,
    "day": date(2027, 6, 25).toordinal(),
}


def said(code: Reason, **values: int) -> str:
    return reason_words(EligibilityReason(code, values))


@pytest.mark.parametrize(
    ("code", "age", "words"),
    [
        (Reason.TOO_YOUNG, 16, "You need to be 16 when it starts."),
        (Reason.TOO_YOUNG, 19, "You need to be 19 when it starts."),
        (Reason.TOO_OLD, 21, "It takes people up to 21 when it starts."),
        (Reason.PERHAPS_TOO_OLD, 24, "It takes people up to 24. Check your age on the day it starts."),
        (
            Reason.OLDER_BUT_EXCEPTIONS,
            21,
            "It takes people up to 21, and a few who are older. You could ask if that fits you.",
        ),
    ],
)
def test_ages_are_told_as_on_the_first_day(code: Reason, age: int, words: str) -> None:
    assert said(code, age=age) == words


@pytest.mark.parametrize(
    ("level", "first", "have", "usual"),
    [
        (Level.ENTRY, "entry level first, first steps.", "entry level, first steps.", "entry level."),
        (
            Level.TWO,
            "level 2 first, like GCSE grades 4 to 9.",
            "level 2, like GCSE grades 4 to 9.",
            "level 2.",
        ),
        (Level.THREE, "level 3 first, like A levels.", "level 3, like A levels.", "level 3."),
        (Level.SIX, "level 6 first, like a full degree.", "level 6, like a full degree.", "level 6."),
    ],
)
def test_a_level_is_told_with_what_it_is_like(level: Level, first: str, have: str, usual: str) -> None:
    number = LEVELS.index(level)
    assert said(Reason.LEVEL_MISSING, level=number) == f"It asks for {first}"
    assert said(Reason.LEVEL_EXPECTED, level=number) == f"It asks for {have} You could, once you have that."
    assert said(Reason.LEVEL_NOT_SAID, level=number) == f"It asks for {have} You could, if you have that."
    assert said(Reason.USUAL_LEVEL_MISSING, level=number) == f"Most like this ask for {first}"
    assert said(Reason.USUAL_LEVEL_EXPECTED, level=number).startswith(f"Most like this ask for {have}")
    assert said(Reason.USUAL_LEVEL_NOT_SAID, level=number).startswith(f"Most like this ask for {have}")
    assert said(Reason.USUAL_LEVEL_OR_EXPERIENCE, level=number) == (
        f"Most like this ask for {usual} What you have done at work may count too: ask them."
    )


@pytest.mark.parametrize(
    ("count", "grade_asked", "words"),
    [
        (1, 4, "You need 1 GCSE at grade 4 or above."),
        (2, 4, "You need 2 GCSEs at grade 4 or above."),
        (5, 5, "You need 5 GCSEs at grade 5 or above."),
        (4, 0, "You need 4 GCSEs at grade 0 or above."),
        (1, -1, "You need 1 GCSE."),
        (5, -1, "You need 5 GCSEs."),
    ],
)
def test_gcses_are_counted_with_their_grade_where_one_is_asked(
    count: int, grade_asked: int, words: str
) -> None:
    assert said(Reason.GCSES_FEWER, count=count, grade=grade_asked) == words
    for code, rest in (
        (Reason.GCSES_EXPECTED, "You could, if you get what you expect."),
        (Reason.GCSES_NOT_SAID, "You could, if you have them or get them."),
        (Reason.GCSES_GRADE_NOT_SAID, "Check that your grades fit."),
    ):
        assert said(code, count=count, grade=grade_asked) == f"{words} {rest}"


@pytest.mark.parametrize(
    ("subject", "missing", "expected", "not_said", "alongside"),
    [
        (
            "English",
            Reason.ENGLISH_MISSING,
            Reason.ENGLISH_EXPECTED,
            Reason.ENGLISH_NOT_SAID,
            Reason.ENGLISH_ALONGSIDE,
        ),
        ("maths", Reason.MATHS_MISSING, Reason.MATHS_EXPECTED, Reason.MATHS_NOT_SAID, Reason.MATHS_ALONGSIDE),
    ],
)
def test_english_and_maths_are_told_alike(
    subject: str, missing: Reason, expected: Reason, not_said: Reason, alongside: Reason
) -> None:
    assert said(missing) == f"You need {subject}: GCSE grade 4 or the like."
    assert said(expected) == f"You could, if you get grade 4 in {subject}."
    assert said(not_said) == f"You could, if you have grade 4 in {subject} or get it."
    assert said(alongside) == f"You could, if you study {subject} alongside."


@pytest.mark.parametrize(
    ("nation", "name"),
    [
        (Nation.ENGLAND, "England"),
        (Nation.SCOTLAND, "Scotland"),
        (Nation.WALES, "Wales"),
        (Nation.NORTHERN_IRELAND, "Northern Ireland"),
    ],
)
def test_another_nation_is_named_as_it_is(nation: Nation, name: str) -> None:
    assert said(Reason.OTHER_NATION, nation=NATIONS.index(nation)).startswith(f"This is in {name}. ")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 6, 25), "25 June 2027"),
        (date(2028, 6, 30), "30 June 2028"),
        (date(2027, 5, 31), "31 May 2027"),
    ],
)
def test_the_first_day_after_school_is_a_date(day: date, words: str) -> None:
    told = said(Reason.SCHOOL_ENDS_FIRST, day=day.toordinal(), year=10)
    assert f"If you are in Year 10 now, that is after {words}." in told


def test_points_that_are_too_few_are_no_closed_door() -> None:
    words = said(Reason.POINTS_FEWER, points=112, held=64)
    assert "112" in words
    assert "64" in words
    assert "Ask them" in words
    assert said(Reason.POINTS_NOT_SAID, points=80) == "They ask for 80 UCAS points, or grades like that."
    assert said(Reason.POINTS_USUALLY_MORE, points=80).endswith("That is not a rule.")


def test_no_obstacle_says_nothing() -> None:
    assert said(Reason.NOTHING) == ""


def test_all_the_sentences_together_read_easily() -> None:
    sentences = [reason_words(EligibilityReason(code, ANYTHING)) for code in Reason]
    assert grade([words for words in sentences if len(words.split()) >= 6]) <= HIGHEST_GRADE


@given(st.lists(st.sampled_from([code for code in Reason if code is not Reason.NOTHING]), unique=True))
def test_what_stands_in_the_way_is_told_before_what_must_be_so(codes: list[Reason]) -> None:
    reasons = tuple(EligibilityReason(code, ANYTHING) for code in codes)
    told = all_reasons(Eligibility(Verdict.NOT_YET, reasons))
    weights = {reason_words(reason): reason.verdict for reason in reasons}
    assert [weights[words] for words in told] == sorted(weights[words] for words in told)
    assert len(told) == len(codes), "an age of 18 never goes without saying"


@given(st.lists(st.sampled_from(list(Reason)), unique=True), st.sampled_from(list(Verdict)))
def test_only_somebody_too_old_is_told_that_it_is_for_younger_people(
    codes: list[Reason], verdict: Verdict
) -> None:
    found = Eligibility(verdict, tuple(EligibilityReason(code, ANYTHING) for code in codes))
    is_for_younger = verdict_heading(found) == "This one is for younger people"
    assert is_for_younger == (Reason.TOO_OLD in codes)


@pytest.mark.parametrize(
    ("verdict", "tag", "heading"),
    [
        (Verdict.YES, "You can apply", "You can apply"),
        (Verdict.IF, "You could, if…", "You could apply, if this is so"),
        (Verdict.NOT_YET, "Not yet", "Not yet, but here is how you could get there"),
    ],
)
def test_box_says_in_full_what_the_card_says_in_brief(verdict: Verdict, tag: str, heading: str) -> None:
    assert verdict_tag(verdict) == tag
    assert verdict_heading(Eligibility(verdict, ())) == heading
