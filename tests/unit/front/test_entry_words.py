"""What is needed to get in, as sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.models import EntryRequirement
from pathways.catalogue.vocabulary import Level, SubjectRule
from pathways.front.entry_words import asks_for_nothing, entry_lines, own_words, told_lines

pytestmark = pytest.mark.usefixtures("in_english")


def entry(**values: object) -> EntryRequirement:
    return EntryRequirement(**({"programme_id": 1, "after_compulsory_school": False} | values))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"needs_ehcp": True}, "You need an education, health and care plan (EHCP)."),
        ({"min_age": 16, "max_age": 21}, "You are 16 to 21 when you start."),
        ({"min_age": 19}, "You are 19 or over when you start."),
        ({"max_age": 24}, "You are 24 or under when you start."),
        ({"age_exceptions": "to 24 for care leavers"}, "Exceptions: to 24 for care leavers."),
        ({"gcse_count": 5, "gcse_grade": 4}, "5 GCSEs at grade 4 or above."),
        ({"gcse_count": 1, "gcse_grade": 6}, "1 GCSE at grade 6 or above."),
        ({"gcse_count": 3}, "3 GCSEs."),
        ({"gcse_count": 0}, "No GCSEs are asked for."),
        ({"english": SubjectRule.NEEDED}, "You need English: GCSE grade 4 or the like."),
        ({"maths": SubjectRule.CAN_STUDY_ALONGSIDE}, "No pass in maths yet? You study it alongside."),
        (
            {"maths": SubjectRule.NOT_NEEDED, "english": SubjectRule.NOT_NEEDED},
            "You do not need English or maths passes.",
        ),
        ({"required_subjects": "Art at grade 5!"}, "Subjects asked for: Art at grade 5!"),
        ({"level_held": Level.THREE}, "You have finished something at level 3, like A levels."),
        ({"points": 112}, "112 UCAS points. UCAS turns grades into points."),
        (
            {"points_usual_low": 80, "points_usual_high": 112},
            "Half of the students came with 80 to 112 UCAS points.",
        ),
    ],
)
def test_each_rule_is_one_sentence(values: dict[str, object], sentence: str) -> None:
    assert sentence in entry_lines(entry(**values))


def test_nothing_known_says_nothing() -> None:
    assert entry_lines(None) == []
    assert entry_lines(entry()) == []


def test_school_leaver_of_sixteen_is_told_about_year_eleven() -> None:
    assert "You have passed the last day of Year 11." in entry_lines(
        entry(min_age=16, after_compulsory_school=True)
    )
    assert "You have passed the last day of Year 11." not in entry_lines(
        entry(min_age=19, after_compulsory_school=True)
    )


def test_usual_points_are_said_not_to_be_a_rule() -> None:
    assert "That is what they had, and not a rule." in entry_lines(
        entry(points_usual_low=80, points_usual_high=112)
    )


def test_asking_for_nothing_is_only_said_when_it_is_known() -> None:
    free = {"english": SubjectRule.NOT_NEEDED, "maths": SubjectRule.NOT_NEEDED}
    assert asks_for_nothing(entry(**free))
    assert not asks_for_nothing(entry(**free, gcse_count=3))
    assert not asks_for_nothing(entry(**free, text="Bring your portfolio."))
    assert not asks_for_nothing(entry())
    assert not asks_for_nothing(None)


rules = st.sampled_from(list(SubjectRule))
numbers = st.none() | st.integers(0, 12)


@given(english=rules, maths=rules, count=numbers, low=st.none() | st.integers(13, 60))
def test_any_rule_reads_as_short_sentences(
    english: SubjectRule, maths: SubjectRule, count: int | None, low: int | None
) -> None:
    lines = entry_lines(entry(english=english, maths=maths, gcse_count=count, min_age=low))
    for line in lines:
        assert line[0].isupper() or line[0].isdigit()
        assert line.endswith((".", "?", "!"))
        assert len(line.split()) <= 25
    assert len(lines) == len(set(lines))


def test_all_that_is_said_has_their_own_words_last() -> None:
    said = entry(gcse_count=4, gcse_grade=4, text="bring a drawing")
    assert told_lines(said) == ["4 GCSEs at grade 4 or above.", "In their own words: Bring a drawing."]


def test_their_own_words_alone_need_no_label() -> None:
    assert told_lines(entry(text="bring a drawing")) == ["Bring a drawing."]
    assert own_words(entry(text="ring us!"), False) == "Ring us!"


def test_nothing_asked_for_is_said_and_nothing_known_is_empty() -> None:
    nothing = entry(english=SubjectRule.NOT_NEEDED, maths=SubjectRule.NOT_NEEDED)
    assert told_lines(nothing)[-1] == "No grades are asked for."
    assert told_lines(entry()) == []
    assert told_lines(None) == []
