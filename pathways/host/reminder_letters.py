"""The letter that reminds an organisation of its listings."""

from flask import url_for

from pathways.host.queries.reminders import Reminder
from pathways.listings.rules.standing import ListingStanding
from pathways.mail import Letter
from pathways.mail.text import letter_text
from pathways.web.language import gettext, ngettext
from pathways.web.site import absolute, site_settings


def reminder_letter(reminder: Reminder, address: str) -> Letter:
    """What to look at, each with the way to it."""
    name = site_settings().site_name
    parts = [
        gettext("Hello,"),
        gettext("Some programmes of %(name)s need a look.", name=reminder.organisation),
        *(_part(standing, count) for standing, count in reminder.counts.items()),
        gettext("Is one still right? Press “Still right” on its page, and students see the day."),
        gettext("We write once a week at most, and only when there is something to look at."),
        f"{name}\n{absolute('/')}",
    ]
    total = sum(reminder.counts.values())
    return Letter(
        to=address,
        subject=ngettext("One programme needs a look", "%(num)s programmes need a look", total),
        text=letter_text(*parts),
    )


def _part(standing: ListingStanding, count: int) -> str:
    match standing:
        case ListingStanding.EXPIRED:
            said = ngettext("One is over.", "%(num)s are over.", count)
        case ListingStanding.CLOSING:
            said = ngettext("One closes soon.", "%(num)s close soon.", count)
        case _:
            said = ngettext(
                "One was not checked for six months.", "%(num)s were not checked for six months.", count
            )
    return said + "\n" + absolute(url_for("listings.index", state=standing.value))
