"""Letters that the service sends: by an SMTP server, or into a folder while developing."""

from pathways.mail.letters import Letter
from pathways.mail.post_office import MailNotSent, PostOffice, RecipientRefused, post_office

__all__ = ["Letter", "MailNotSent", "PostOffice", "RecipientRefused", "post_office"]
