"""The questionnaire as data: every question with every code and label."""

from flask import Response

from pathways.api.blueprint import answer, api
from pathways.api.question_shapes import ChoiceShape, FieldShape, QuestionsAnswer, QuestionShape
from pathways.front.questionnaire_words import WORDS
from pathways.guidance.answers import MOST_AVOIDED, MOST_MATTERS, MOST_SUBJECTS, PATTERNS
from pathways.guidance.choices import Choice, choices
from pathways.guidance.questions import ACTIVITY_PAGES, PAGES

FIELDS: dict[str, tuple[tuple[str, str | None, int], ...]] = {
    "stage": (("stage", "stage", 1),),
    "home": (("home", None, 1),),
    "travel": (("travel.mode", "travel", 1), ("travel.minutes", "minutes", 1)),
    "subjects": (("subjects", "subject", MOST_SUBJECTS),),
    "ideas": (("ideas", None, 1),),
    "avoid": (("avoid", "avoid", MOST_AVOIDED),),
    "learning": (("learning", "learning", 1),),
    "grades": (
        ("grades.english", "english", 1),
        ("grades.maths", "maths", 1),
        ("grades.gcses", None, 1),
        ("grades.highest", "highest", 1),
        ("grades.points", None, 1),
    ),
    "time": (("time.pattern", "pattern", len(PATTERNS)), ("time.from", None, 1)),
    "matters": (("matters", "matters", MOST_MATTERS),),
}
"""What each page fills in: the name in the JSON of answers, the field that lists its choices, and how many fit."""


@api.get("/questions")
def questions() -> Response:
    """Every question in its order."""
    return answer(QuestionsAnswer(questions=[_question(page) for page in PAGES]))


def _question(page: str) -> QuestionShape:
    words = WORDS[page]
    return QuestionShape(id=page, heading=str(words.heading), why=str(words.why), fields=_fields(page))


def _fields(page: str) -> list[FieldShape]:
    if page in ACTIVITY_PAGES:
        likings = _shapes(choices("liking"))
        return [
            FieldShape(name=f"activities.{code}", most=1, choices=likings) for code in ACTIVITY_PAGES[page]
        ]
    return [
        FieldShape(name=name, most=most, choices=[] if field is None else _shapes(choices(field)))
        for name, field, most in FIELDS[page]
    ]


def _shapes(given: tuple[Choice, ...]) -> list[ChoiceShape]:
    return [ChoiceShape(code=choice.code, label=choice.label) for choice in given]
