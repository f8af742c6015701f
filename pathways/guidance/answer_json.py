"""Answers as JSON, as the API and the command take them, checked and brought to the one frozen value."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
)

from pathways import clock
from pathways.catalogue.learner_query import MOST_GCSES, MOST_POINTS, HighestAnswer, Stage, SubjectAnswer
from pathways.catalogue.query_values import shown
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.catalogue.understanding_place import Places
from pathways.guidance.answers import (
    MOST_AVOIDED,
    MOST_MATTERS,
    MOST_SUBJECTS,
    Answers,
    Learning,
    Liking,
    Pattern,
)
from pathways.guidance.choices import codes_of
from pathways.guidance.heard import answers_with
from pathways.guidance.idea_words import read_ideas
from pathways.places.place import Place
from pathways.places.postcodes import cut_postcodes_to_sector
from pathways.places.travel import TravelMode
from pathways.web.problems import FieldProblem

LONGEST_HOME, LONGEST_IDEAS = 100, 10_000
OWN_WORDS = (
    "Jobs and subjects in mind, in own words. They may answer other questions too, where these are left out: "
    "a place they name is home."
)


def _whole(value: object) -> object:
    """JSON writes 5 and 5.0 for one number; text and true are none. Raises ValueError for these."""
    if isinstance(value, bool | str):
        raise ValueError("a whole number, not text")  # noqa: TRY004 (validation reports ValueError only)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _minutes(value: object) -> object:
    return value if value == "move" else _whole(value)


def _known(field: str) -> Callable[[str], str]:
    def check(code: str) -> str:
        if code not in codes_of(field):
            raise ValueError(f"use one of {', '.join(codes_of(field))}")
        return code

    return check


def _listed(field: str) -> WithJsonSchema:
    """How the description of the API shows a field whose codes are the rows of a table."""
    return WithJsonSchema({"type": "string", "enum": list(codes_of(field))})


SubjectCode = Annotated[str, AfterValidator(_known("subject")), _listed("subject")]
AvoidCode = Annotated[str, AfterValidator(_known("avoid")), _listed("avoid")]
ActivityCode = Annotated[str, AfterValidator(_known("activity")), _listed("activity")]
MattersCode = Annotated[str, AfterValidator(_known("matters")), _listed("matters")]


class AnswerShape(BaseModel):
    """A part of the answers with exactly the named keys, each of which may be left out."""

    model_config = ConfigDict(extra="forbid")


class TravelAnswer(AnswerShape):
    """How somebody would get there, and how long is fine."""

    mode: TravelMode | None = None
    minutes: Annotated[Literal[15, 30, 45, 60, 90, "move"] | None, BeforeValidator(_minutes)] = None


class GradesAnswer(AnswerShape):
    """What somebody has got or expects."""

    english: SubjectAnswer | None = None
    maths: SubjectAnswer | None = None
    gcses: Annotated[int, Field(ge=0, le=MOST_GCSES), BeforeValidator(_whole)] | None = None
    highest: HighestAnswer | None = None
    points: Annotated[int, Field(ge=0, le=MOST_POINTS), BeforeValidator(_whole)] | None = None


class TimeAnswer(AnswerShape):
    """When somebody could start, and how much time there is."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    pattern: list[Pattern] = Field(default_factory=list)
    start: str | None = Field(
        None, alias="from", pattern="^20[2-9][0-9]-(0[1-9]|1[0-2])$", description='Such as "2027-09".'
    )


class AnswersBody(AnswerShape):
    """Answers to the questionnaire; every key may be left out. ``home`` may be a full postcode, which is not kept."""

    stage: Stage | None = None
    home: str | None = Field(None, max_length=LONGEST_HOME, description="A postcode, district or town.")
    travel: TravelAnswer | None = None
    activities: dict[ActivityCode, Liking] = Field(default_factory=dict)
    subjects: list[SubjectCode] = Field(default_factory=list, max_length=MOST_SUBJECTS)
    ideas: str = Field("", max_length=LONGEST_IDEAS, description=OWN_WORDS)
    avoid: list[AvoidCode] = Field(default_factory=list, max_length=MOST_AVOIDED)
    learning: Learning | None = None
    grades: GradesAnswer | None = None
    time: TimeAnswer | None = None
    matters: list[MattersCode] = Field(default_factory=list, max_length=MOST_MATTERS)


class UnusableAnswersError(Exception):
    """Answers that cannot be used; ``problems`` names each field and says what would be."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        super().__init__("; ".join(f"{found.field}: {found.detail}" for found in problems))
        self.problems = problems


def read_answers_body(body: object) -> AnswersBody:
    """The answers in a JSON value. Raises UnusableAnswersError naming every field that cannot be used."""
    try:
        return AnswersBody.model_validate(body)
    except ValidationError as error:
        raise UnusableAnswersError(list(_problems_of(error))) from error


def answers_of(
    body: AnswersBody,
    home: Place | None,
    snapshot: CatalogueSnapshot | None = None,
    places: Places | None = None,
    today: date | None = None,
) -> Answers:
    """The answers as scoring takes them: own words read into ideas, repeated codes once and in order.

    Own words may answer other questions as well ("hates exams", "near Durham" where ``places`` can read one); what was
    answered there counts first. With a ``snapshot`` their spelling is mended, as on the page.
    """
    travel, grades = body.travel or TravelAnswer(), body.grades or GradesAnswer()
    minutes = travel.minutes
    answers = Answers(
        stage=body.stage,
        home=home,
        travel_mode=travel.mode,
        travel_minutes=None if minutes == "move" else minutes,
        could_move=minutes == "move",
        activities=tuple(sorted(body.activities.items())),
        subjects=tuple(sorted(set(body.subjects))),
        avoid=tuple(sorted(set(body.avoid))),
        learning=body.learning,
        english=grades.english,
        maths=grades.maths,
        gcses=grades.gcses,
        highest=grades.highest,
        points=grades.points,
        patterns=() if body.time is None else tuple(sorted(set(body.time.pattern))),
        start_from=None if body.time is None else body.time.start,
        matters=tuple(sorted(set(body.matters))),
    )
    if not body.ideas:
        return answers
    read = read_ideas(cut_postcodes_to_sector(body.ideas), snapshot, places)
    return answers_with(answers, read, today or clock.today())


def _problems_of(error: ValidationError) -> Iterator[FieldProblem]:
    for found in error.errors(include_url=False, include_context=False, include_input=False):
        named = [str(part) for part in found["loc"] if isinstance(part, str) and part != "[key]"]
        # A name of the sender's own making is shown as any text is: short, and without anybody's street.
        field = shown(".".join(named[:2])) or "body"
        detail = "Send a JSON object" if found["type"] == "model_type" else found["msg"]
        yield FieldProblem(field, f"{detail}.")
