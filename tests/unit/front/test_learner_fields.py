"""The few questions about grades as a form shows them: what was said stays picked, and silence is an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue.criteria import Learner
from pathways.catalogue.learner_query import HIGHEST_ANSWERS, STAGES, SUBJECT_ANSWERS, said_pairs
from pathways.front.learner_fields import ChoiceField, LearnerFields, learner_fields, stage_name
from pathways.guidance.choices import STAGE_NAMES

pytestmark = pytest.mark.usefixtures("in_english")

learners = st.builds(
    Learner,
    stage=st.sampled_from(STAGES),
    english=st.sampled_from([None, *SUBJECT_ANSWERS]),
    maths=st.sampled_from([None, *SUBJECT_ANSWERS]),
    gcses=st.none() | st.integers(0, 15),
    highest=st.sampled_from([None, *HIGHEST_ANSWERS]),
    points=st.none() | st.integers(0, 400),
)


def every_choice(fields: LearnerFields) -> tuple[ChoiceField, ...]:
    return (fields.stage, *fields.picked)


def sent(fields: LearnerFields) -> list[tuple[str, str]]:
    """What the form would send if it were sent at once; empty values left out."""
    picked = [
        (field.name, code) for field in every_choice(fields) for code, _words, on in field.options if on
    ]
    return [(name, value) for name, value in (*picked, *((n.name, n.value) for n in fields.numbers)) if value]


@given(learners)
def test_form_sent_again_says_the_same_of_the_same_person(said: Learner) -> None:
    assert sorted(sent(learner_fields(said))) == sorted(said_pairs(said))


@given(st.none() | learners)
def test_each_question_has_exactly_one_choice_picked(said: Learner | None) -> None:
    for field in every_choice(learner_fields(said)):
        assert sum(chosen for _code, _words, chosen in field.options) == 1, field.name
        assert len({code for code, _words, _chosen in field.options}) == len(field.options)


def test_who_said_nothing_is_asked_everything() -> None:
    fields = learner_fields(None)
    assert not fields.is_answered
    assert sent(fields) == []
    assert [field.name for field in every_choice(fields)] == ["stage", "english", "maths", "highest"]
    assert [(field.name, field.value, field.most) for field in fields.numbers] == [
        ("gcses", "", 15),
        ("points", "", 400),
    ]


def test_no_answer_is_the_first_choice_and_can_be_called_otherwise() -> None:
    plain, panel = learner_fields(None), learner_fields(None, nothing="Show me everything")
    assert plain.stage.options[0] == ("", "Not said", True)
    assert panel.stage.options[0] == ("", "Show me everything", True)
    assert all(field.options[0] == ("", "Not said", True) for field in panel.picked)


def test_nought_gcses_is_an_answer_and_not_an_empty_box() -> None:
    gcses, points = learner_fields(Learner("19-24", gcses=0, points=0)).numbers
    assert (gcses.value, points.value) == ("0", "0")


@pytest.mark.parametrize(("stage", "name"), [(code, str(name)) for code, name in STAGE_NAMES.items()])
def test_stage_is_called_the_same_in_the_form_and_beside_the_list(stage: str, name: str) -> None:
    options = {code: words for code, words, _chosen in learner_fields(Learner(stage)).stage.options}
    assert stage_name(Learner(stage)) == options[stage] == name


def test_stages_stand_in_the_order_in_which_people_grow_up() -> None:
    codes = [code for code, _words, _chosen in learner_fields(None).stage.options]
    assert codes == ["", *STAGES]


def test_questions_have_names_that_no_other_has() -> None:
    fields = learner_fields(None)
    labels = [field.label for field in every_choice(fields)] + [field.label for field in fields.numbers]
    assert len(set(labels)) == 6
    assert all(labels)
