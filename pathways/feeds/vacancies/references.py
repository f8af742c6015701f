"""The number of a vacancy, written in several ways, as one key."""

import re

PREFIX = "VAC"
LONGEST = 60


def reference_key(written: str) -> str:
    """One key for every way to write a vacancy's number: "VAC1000012741", "vac 1000012741" and 1000012741.

    Empty for what cannot be a number: nothing but signs, or too long.
    """
    plain = re.sub(r"[^A-Z0-9/-]", "", written.upper()).strip("-/")
    # What stands behind the prefix may begin with a letter: "VACC9262-24-1846" is C9262-24-1846.
    if plain.startswith(PREFIX):
        plain = plain[len(PREFIX) :].lstrip("-/")
    if plain.isdigit():
        plain = plain.lstrip("0")
    return plain if len(plain) <= LONGEST else ""


def shown_reference(key: str) -> str:
    """The number as its service shows it: with its prefix when it is all digits."""
    return f"{PREFIX}{key}" if key.isdigit() else key
