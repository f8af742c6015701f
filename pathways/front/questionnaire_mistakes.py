"""What is wrong with a page of the questionnaire that the person can put right, and the words for it."""

from pathways.catalogue.query_values import Notice
from pathways.guidance.answers import MOST_AVOIDED, MOST_MATTERS, MOST_SUBJECTS
from pathways.web.language import gettext

OWN_FIELDS: dict[str, tuple[str, ...]] = {
    "subjects": ("subject",),
    "avoid": ("avoid",),
    "matters": ("matters",),
    "grades": ("points",),
}
"""The fields of a page in which something can be wrong that the person can put right."""


def mistakes_on(page: str, notices: tuple[Notice, ...]) -> tuple[tuple[str, str], ...]:
    """Each mistake on ``page`` as the address of its field and words, from what was dropped while reading it."""
    own = OWN_FIELDS.get(page, ())
    found = {notice.parameter: _words(notice) for notice in notices if notice.parameter in own}
    return tuple((f"#{name}", words) for name, words in found.items() if words)


def _words(notice: Notice) -> str:
    most = {"subject": MOST_SUBJECTS, "avoid": MOST_AVOIDED, "matters": MOST_MATTERS}
    if notice.code == "too-many":
        return gettext(
            "You picked more than %(most)s. Untick some, so that %(most)s are left.",
            most=most.get(notice.parameter, 0),
        )
    if notice.parameter == "points":
        return gettext("Points are a whole number from 0 to 400. You can leave the box empty.")
    return ""
