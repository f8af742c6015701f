"""What the codes of listings are called on a page."""

import re

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.listings.checks import Problem
from pathways.listings.checks.words import WORDS
from pathways.listings.rules.standing import ListingStanding
from pathways.web.language import gettext

STANDING_NAMES: dict[str, LazyString] = {
    ListingStanding.DRAFT: _("Draft"),
    ListingStanding.SUBMITTED: _("Waiting to be looked at"),
    ListingStanding.PUBLISHED: _("Published"),
    ListingStanding.CHANGES_WAITING: _("Published, changes waiting"),
    ListingStanding.RETURNED: _("Sent back to you"),
    ListingStanding.WITHDRAWN: _("Withdrawn"),
    ListingStanding.EXPIRED: _("Over: no start is open"),
    ListingStanding.CLOSING: _("Closing soon"),
    ListingStanding.STALE: _("Not checked for long"),
}
VERSION_NAMES: dict[str, LazyString] = {
    "draft": _("Draft"),
    "submitted": _("Waiting"),
    "approved": _("Published"),
    "returned": _("Sent back"),
}

_NOTES: tuple[tuple[str, LazyString], ...] = (
    ("taken over", _("Taken over from another list")),
    ("theirs", _("Says what another list says")),
    ("api", _("Sent by your own system")),
    ("dates changed", _("Dates changed, with those of others")),
    (r"restored (?P<what>\d+)", _("Says what version %(what)s said")),
    (r"rolled over (?P<what>\d+)", _("Moved to a later year: %(what)s on")),
    (r"upload (?P<what>\d+)", _("From file %(what)s")),
    (r"before upload (?P<what>\d+)", _("As it was before file %(what)s")),
    (r"copied (?P<what>.+)", _("A copy of %(what)s")),
    (r"texts of (?P<what>.+)", _("With texts of %(what)s")),
)
"""How a version came about: as its note has it, and in words for people."""


def how_made(note: str) -> str:
    """How a version came about; nothing for one that was written in the form."""
    for pattern, words in _NOTES:
        found = re.fullmatch(pattern, note)
        if found is not None:
            return str(words) % found.groupdict()
    return note


def said(problem: Problem) -> tuple[str, str]:
    """What is wrong and what to do, in the reader's language."""
    words, mend = WORDS[problem.code]
    return gettext(words) % problem.values, gettext(mend) % problem.values
