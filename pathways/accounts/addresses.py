"""Ways back and names, as people and browsers give them."""

from urllib.parse import urlsplit

LONGEST_WAY_BACK = 500
HOME = "/staff"


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
