"""How many credits a course is worth, counted as UK universities count: 120 for a year of full-time study."""

import re

from pathways.feeds.xml_nodes import XmlNode

MOST_CREDITS = 600
UK_CREDITS_IN_ECTS = 2
_WHOLE = re.compile(r"^\d{1,4}(?:\.0+)?$")


def credits_of(course: XmlNode) -> int | None:
    """The credits of the first scheme that gives a sensible number, those of Europe (ECTS) last, at two for one."""
    told: list[int] = []
    european: list[int] = []
    for credit in course.named("credit"):
        if not _WHOLE.match(credit.text_of("value")):
            continue
        value = round(float(credit.text_of("value")))
        if "ECTS" in credit.text_of("scheme").upper():
            european.append(value * UK_CREDITS_IN_ECTS)
        else:
            told.append(value)
    return next((value for value in (*told, *european) if 0 < value <= MOST_CREDITS), None)
