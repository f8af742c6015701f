"""The weekly letter to advisers who want it, in words: how many lists need a look, and not which."""

from flask import url_for

from pathways.mail import Letter
from pathways.mail.text import letter_text
from pathways.shortlists.digest_links import letter_id, token_for
from pathways.shortlists.models import AdviserDesk
from pathways.shortlists.queries.watch import Watch
from pathways.web.formats import uk_date
from pathways.web.language import gettext, ngettext
from pathways.web.site import absolute, site_settings


def digest_letter(desk: AdviserDesk, email: str, organisation: str, found: Watch) -> Letter | None:
    """The letter, which names no list and no pupil; None in a week with nothing to say."""
    said = [
        (found.removal_count, _removals),
        (found.talk_count, _talks),
        (found.deadline_count, _deadlines),
        (found.closed_count + found.changed_count, _changes),
        (found.no_response_count, _quiet),
    ]
    lines = [f"- {words(count)}" for count, words in said if count]
    if found.goes_on is not None:
        lines.append("- " + gettext("Lists go on %(day)s.", day=uk_date(found.goes_on)))
    if not lines:
        return None
    settings = site_settings()
    key = settings.secret_key.get_secret_value()
    stop = absolute(url_for("advisers.stop_letters", t=token_for(desk, key)))
    parts = (
        gettext("Hello,"),
        gettext("This week at %(organisation)s:", organisation=organisation),
        "\n".join(lines),
        gettext("Sign in to see which:") + "\n" + absolute(url_for("advisers.home")),
        gettext("To stop these letters, open this page. There is a button on your desk too.") + "\n" + stop,
        f"{settings.site_name}\n{absolute('/')}",
    )
    return Letter(
        to=email,
        subject=gettext("Your lists this week"),
        text=letter_text(*parts),
        headers=(
            ("Message-ID", letter_id(desk, key, settings.sender_address.rpartition("@")[2])),
            # What a mail program needs to offer a button that stops the letters at once (RFC 8058).
            ("List-Unsubscribe", f"<{stop}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ),
    )


def _removals(count: int) -> str:
    return ngettext(
        "%(num)s pupil asks for their list to be deleted",
        "%(num)s pupils ask for their list to be deleted",
        count,
    )


def _talks(count: int) -> str:
    return ngettext(
        "%(num)s list with “talk to me about this”", "%(num)s lists with “talk to me about this”", count
    )


def _deadlines(count: int) -> str:
    return ngettext(
        "%(num)s idea closes in the next 30 days", "%(num)s ideas close in the next 30 days", count
    )


def _changes(count: int) -> str:
    return ngettext("%(num)s idea has closed or changed", "%(num)s ideas have closed or changed", count)


def _quiet(count: int) -> str:
    return ngettext("%(num)s shared list has no answer yet", "%(num)s shared lists have no answer yet", count)
