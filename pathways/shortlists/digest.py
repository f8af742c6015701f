"""The weekly letter to advisers who want it: how many lists need a look, and not which."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways import clock
from pathways.accounts.models import Membership, Organisation, StaffUser
from pathways.accounts.roles import ADVISERS
from pathways.catalogue.snapshots import CatalogueSnapshot
from pathways.mail import Letter
from pathways.shortlists.models import AdviserDesk
from pathways.shortlists.queries.watch import Watch, watch
from pathways.shortlists.rules.whose import Whose
from pathways.web.formats import uk_date
from pathways.web.language import gettext, ngettext

EVERY = timedelta(days=7)
_EARLIER = timedelta(hours=12)
"""A timer that runs a little early one week must not skip it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A desk that is due a letter, and who sits at it."""

    desk: AdviserDesk
    email: str
    organisation: str


def letters_due(session: Session, now: datetime) -> list[Wanted]:
    """The desks whose adviser wants letters, still works there, and had none for a week."""
    rows = session.execute(
        select(AdviserDesk, col(StaffUser.email), col(Organisation.name))
        .join(StaffUser, col(StaffUser.id) == col(AdviserDesk.user_id))
        .join(Organisation, col(Organisation.id) == col(AdviserDesk.organisation_id))
        .join(
            Membership,
            (col(Membership.user_id) == col(AdviserDesk.user_id))
            & (col(Membership.organisation_id) == col(AdviserDesk.organisation_id)),
        )
        .where(
            col(AdviserDesk.wants_digest).is_(True),
            col(StaffUser.active).is_(True),
            col(Organisation.suspended_at).is_(None),
            col(Membership.removed_at).is_(None),
            col(Membership.role).in_(ADVISERS),
            or_(
                col(AdviserDesk.digest_sent_at).is_(None),
                col(AdviserDesk.digest_sent_at) <= now - EVERY + _EARLIER,
            ),
        )
        .order_by(col(AdviserDesk.user_id))
    )
    return [Wanted(desk, email, name) for desk, email, name in rows]


def letter_for(wanted: Wanted, found: Watch, address: str) -> Letter | None:
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
    text = "\n".join(
        (
            gettext("This week at %(organisation)s:", organisation=wanted.organisation),
            "",
            *lines,
            "",
            gettext("Sign in to see which: %(address)s", address=address),
            gettext("You can stop these letters on the same page."),
        )
    )
    return Letter(to=wanted.email, subject=gettext("Your lists this week"), text=text)


def send_letters(
    session: Session, snapshot: CatalogueSnapshot | None, send: Callable[[Letter], None], address: str
) -> int:
    """Send every letter that is due and say how many. Raises MailNotSent; what was sent until then is noted."""
    sent, now = 0, clock.now()
    for wanted in letters_due(session, now):
        whose = Whose(wanted.desk.organisation_id, wanted.desk.user_id)
        letter = letter_for(wanted, watch(session, whose, snapshot, clock.today()), address)
        if letter is not None:
            send(letter)
            sent += 1
        wanted.desk.digest_sent_at = now
        session.commit()
    return sent


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
