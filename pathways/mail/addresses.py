"""E-mail addresses: what is typed, checked by its shape alone and brought to the one form that is kept."""

from email_validator import EmailNotValidError, validate_email

LONGEST_EMAIL = 254
"""Characters of an e-mail address that a mail server takes (RFC 5321, 4.5.3.1.3)."""


def read_email(typed: str) -> str | None:
    """The address in what was typed, in small letters; None when it is none.

    Nobody is asked whether it exists: a letter will tell. Letters outside ASCII before the @ are not taken, for many
    mail servers refuse them; a domain of such letters takes the form that mail servers know. Mail servers may tell
    `Kim@` from `kim@` and none does, while people type both: as one, they are one account and one reader of letters.
    """
    asked = typed.strip()[: 2 * LONGEST_EMAIL]
    try:
        found = validate_email(asked, strict=True, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    email = (found.ascii_email or "").lower()
    return email if 0 < len(email) <= LONGEST_EMAIL else None
