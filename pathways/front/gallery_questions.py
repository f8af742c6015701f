"""What the components of the questionnaire are shown with while building."""

from pathways.front.answer_words import AnswerLine
from pathways.guidance.choices import Choice

WAYS = (Choice("walk", "Walk", "walk"), Choice("bus", "Bus", "bus"), Choice("car", "Lift or car", "car"))
LONG_CHOICES = (
    Choice("a", "Short"),
    Choice("b", "A choice whose words are so many that they need a second line on a phone"),
    Choice("c", "Unbrokenlongwordthatmaynotpushthepagewide"),
)
ACTIVITY = Choice("r1", "Mending a bike or something else that has broken", "spanner")
LIKINGS = (Choice("yes", "Yes"), Choice("maybe", "Maybe"), Choice("no", "No"))
ANSWERS = (
    AnswerLine("stage", "Where you are now", ("Year 10 or 11",), "/questions/stage"),
    AnswerLine("subjects", "Subjects", ("Maths", "Design and technology"), "/questions/subjects"),
    AnswerLine("ideas", "In mind", (), "/questions/ideas"),
)
ICONS = (
    "spanner hammer leaf magnifier flask puzzle pencil clapperboard note speech two-people heart price-tag flag "
    "megaphone coins list tick walk bike bus train car work mix class unsure close-to-home earning-soon "
    "university-open finish-quickly well-paid support team"
).split()
