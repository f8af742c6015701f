"""What somebody has got or expects, in words: a line for each thing that they said."""

from pathways.guidance.answers import Answers
from pathways.guidance.choices import name_of
from pathways.web.language import gettext, ngettext


def grade_lines(answers: Answers) -> tuple[str, ...]:
    """English, maths, GCSEs, the highest level so far and UCAS points, in this order; what was not said is left out."""
    lines = []
    if answers.english:
        lines.append(gettext("English at grade 4: %(answer)s", answer=name_of("english", answers.english)))
    if answers.maths:
        lines.append(gettext("Maths at grade 4: %(answer)s", answer=name_of("maths", answers.maths)))
    if answers.gcses is not None:
        lines.append(
            ngettext("%(num)s GCSE at grade 4 or more", "%(num)s GCSEs at grade 4 or more", answers.gcses)
        )
    if answers.highest:
        lines.append(gettext("Highest so far: %(level)s", level=name_of("highest", answers.highest)))
    if answers.points is not None:
        lines.append(gettext("%(points)s UCAS points", points=answers.points))
    return tuple(lines)
