"""The shapes of the questionnaire in the API's answers."""

from pathways.api.schemas import Shape


class ChoiceShape(Shape):
    """One choice: the code to send, and what a page calls it."""

    code: str
    label: str


class FieldShape(Shape):
    """One thing to answer. ``most``: how many may be sent; ``choices``: empty for own words and numbers."""

    name: str
    most: int
    choices: list[ChoiceShape]


class QuestionShape(Shape):
    """One question, with why it is asked."""

    id: str
    heading: str
    why: str
    fields: list[FieldShape]


class QuestionsAnswer(Shape):
    """Every question of the questionnaire, in its order."""

    questions: list[QuestionShape]
