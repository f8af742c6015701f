"""E-mail addresses and ways back, as people and browsers give them."""

from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from pathways.accounts.models.organisations import LONGEST_EMAIL

LONGEST_WAY_BACK = 500
HOME = "/staff"


def read_email(typed: str) -> str | None:
    """An address as it is kept, in small letters; None when it is none."""
    try:
        said = validate_email(typed.strip()[: 2 * LONGEST_EMAIL], check_deliverability=False)
    except EmailNotValidError:
        return None
    address = said.ascii_email or ""
    return address.lower() if 0 < len(address) <= LONGEST_EMAIL else None


def way_back(typed: str) -> str:
    """Where to go after signing in: a path of this site, never another site or the sign-in pages; else `/staff`."""
    if not typed.startswith("/") or typed[1:2] in ("/", "\\") or len(typed) > LONGEST_WAY_BACK:
        return HOME
    if not typed.isprintable() or "\\" in typed:
        return HOME
    try:
        parts = urlsplit(typed)
    except ValueError:
        return HOME
    if parts.scheme or parts.netloc or parts.path.startswith(("/staff/sign-in", "/staff/sign-out")):
        return HOME
    return typed


def tidy_name(typed: str, longest: int) -> str:
    """A name in one line, without control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())[:longest]
