"""Handing in the letters that tell of a decision, once it is kept."""

import logging
from collections.abc import Iterable

from sqlalchemy.orm import Session

from pathways.mail import Letter, MailNotSent, RecipientRefused, post_office
from pathways.web.site import site_settings

logger = logging.getLogger(__name__)


def commit_and_send(session: Session, letters: Iterable[Letter]) -> None:
    """Keep a decision, then tell of it: nothing waits for a mail server, and no letter tells of what was not kept.

    A letter that nobody takes undoes nothing: the pages of the provider tell the same.
    """
    session.commit()
    post = post_office(site_settings())
    for letter in letters:
        try:
            post.send(letter)
        except RecipientRefused as error:
            logger.warning("A letter about a decision was refused by its address: %s", error)
        except MailNotSent as error:
            # The server took this one not, and will take the next one no sooner.
            logger.warning("Letters about a decision were not sent: %s", error)
            return
