"""Published web addresses as links: secure ones only."""

LONGEST = 500


def secure_link(address: str) -> str:
    """An https address; empty for any other, and for one with a space or a sign-in in it."""
    plain = address.strip()
    host = plain.removeprefix("https://").split("/")[0]
    fits = plain.startswith("https://") and len(plain) <= LONGEST and not any(map(str.isspace, plain))
    return plain if fits and "." in host and "@" not in host else ""
