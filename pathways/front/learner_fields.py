"""The few questions by which somebody can be told what they can apply for, as a form shows them."""

from dataclasses import dataclass

from pathways.catalogue.criteria import Learner
from pathways.catalogue.learner_query import MOST_GCSES, MOST_POINTS
from pathways.guidance.choices import choices, name_of
from pathways.web.language import gettext


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One question answered by picking. The first of ``options`` (code, words, chosen) stands for no answer."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class NumberField:
    """One question answered by a number up to ``most``; ``value`` is empty where nothing was said."""

    name: str
    label: str
    value: str
    most: int


@dataclass(frozen=True, slots=True)
class LearnerFields:
    """Where somebody is, which is all that is needed, and what they have got, which makes the answer better."""

    stage: ChoiceField
    picked: tuple[ChoiceField, ...]
    numbers: tuple[NumberField, ...]
    is_answered: bool


def learner_fields(said: Learner | None, *, nothing: str = "") -> LearnerFields:
    """The questions with what was ``said``. ``nothing``: what the choice of no stage is called."""
    return LearnerFields(
        stage=_picked("stage", gettext("Where are you now?"), said, nothing),
        picked=(
            _picked("english", gettext("GCSE English at grade 4"), said),
            _picked("maths", gettext("GCSE maths at grade 4"), said),
            _picked("highest", gettext("Highest level so far"), said),
        ),
        numbers=(
            _number("gcses", gettext("How many GCSEs at grade 4 or above?"), said, MOST_GCSES),
            _number("points", gettext("UCAS points, if you know"), said, MOST_POINTS),
        ),
        is_answered=said is not None,
    )


def stage_name(said: Learner) -> str:
    """The stage in the words of its choice."""
    return name_of("stage", said.stage)


def said_lines(said: Learner | None) -> tuple[tuple[str, str], ...]:
    """What was said, each with its question; nothing that was not said."""
    fields = learner_fields(said)
    picked = (
        (field.label, label)
        for field in (fields.stage, *fields.picked)
        for code, label, is_chosen in field.options
        if is_chosen and code
    )
    numbers = ((field.label, field.value) for field in fields.numbers if field.value)
    return (*picked, *numbers)


def _picked(name: str, label: str, said: Learner | None, nothing: str = "") -> ChoiceField:
    answer = getattr(said, name, None) or None
    options = ((choice.code, choice.label, choice.code == answer) for choice in choices(name))
    return ChoiceField(name, label, (("", nothing or gettext("Not said"), answer is None), *options))


def _number(name: str, label: str, said: Learner | None, most: int) -> NumberField:
    answer = getattr(said, name, None)
    return NumberField(name, label, "" if answer is None else str(answer), most)
