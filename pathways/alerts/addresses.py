"""E-mail addresses: what is typed, checked by its shape alone and brought to the one form that is kept."""

from email_validator import EmailNotValidError, validate_email

from pathways.alerts.models import LONGEST_EMAIL


def read_email(typed: str) -> str | None:
    """The address in what was typed, its domain in small letters; None when it is none.

    Nobody is asked whether it exists: a letter will tell. Letters outside ASCII before the @ are not taken, for many
    mail servers refuse them; a domain of such letters takes the form that mail servers know.
    """
    try:
        found = validate_email(typed.strip(), strict=True, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    email = found.ascii_email
    return email if email is not None and len(email) <= LONGEST_EMAIL else None
