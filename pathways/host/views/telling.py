"""Handing in the letters that tell of a decision, once it is kept; what reached nobody is noted, to be sent again."""

import logging
from collections.abc import Sequence

from sqlalchemy.orm import Session

from pathways.accounts.audit import record
from pathways.accounts.member import Member
from pathways.host.queries.untold import NOT_SENT, SENT
from pathways.listings.models import Listing, ProviderClaim
from pathways.mail import Letter, MailNotSent, RecipientRefused, post_office
from pathways.web.site import site_settings

logger = logging.getLogger(__name__)


def commit_and_tell(
    session: Session, letters: Sequence[Letter], *, about: Listing | ProviderClaim, member: Member
) -> bool:
    """Keep a decision, then tell of it; whether a letter reached anybody.

    Nothing waits for a mail server, and no letter tells of what was not kept. A letter that nobody takes undoes
    nothing: the pages of the provider tell the same.
    """
    session.commit()
    is_told = _send(letters)
    if not is_told:
        _note(session, NOT_SENT, about, member)
    return is_told


def tell_again(
    session: Session, letters: Sequence[Letter], *, about: Listing | ProviderClaim, member: Member
) -> bool:
    """Send what reached nobody before; whether it reached anybody now."""
    session.commit()
    is_told = _send(letters)
    if is_told:
        _note(session, SENT, about, member)
    return is_told


def outcome(word: str, *, is_told: bool) -> str:
    """How a decision ended, for the address of the next page."""
    return word if is_told else f"{word}-untold"


def _note(session: Session, act: str, about: Listing | ProviderClaim, member: Member) -> None:
    record(session, member, act, "listing" if isinstance(about, Listing) else "provider_claim", about.id)
    session.commit()


def _send(letters: Sequence[Letter]) -> bool:
    """Hand in letters; whether one of them was taken."""
    post, taken = post_office(site_settings()), 0
    for letter in letters:
        try:
            post.send(letter)
            taken += 1
        except RecipientRefused as error:
            logger.warning("A letter about a decision was refused by its address: %s", error)
        except MailNotSent as error:
            # The server took this one not, and will take the next one no sooner.
            logger.warning("Letters about a decision were not sent: %s", error)
            break
    return taken > 0
