"""What the codes of listings are called on a page."""

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


def said(problem: Problem) -> tuple[str, str]:
    """What is wrong and what to do, in the reader's language."""
    words, mend = WORDS[problem.code]
    return gettext(words) % problem.values, gettext(mend) % problem.values
