"""Whether somebody seems to speak for a provider: by the domain of their e-mail and the provider's number."""

from urllib.parse import urlsplit

OPEN_TO_ALL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com live.co.uk yahoo.com yahoo.co.uk"
    " icloud.com aol.com btinternet.com proton.me protonmail.com msn.com sky.com".split()
)
"""Anybody can have an address there, so it proves nothing."""


def domain_of_email(email: str) -> str:
    """The part after the @, in small letters; empty for what is no address."""
    _, at, domain = email.rpartition("@")
    return domain.strip().lower().rstrip(".") if at else ""


def domain_of_website(address: str) -> str:
    """The host of a web address without `www.`; empty for what is no address."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.lower().rstrip(".").removeprefix("www.")


def is_their_domain(domain: str, *, website: str, email: str) -> bool:
    """Whether a domain is that of a provider's website or e-mail, or one below or above it."""
    theirs = {domain_of_website(website), domain_of_email(email)} - {""}
    if not domain or domain in OPEN_TO_ALL:
        return False
    return any(_is_same(domain, one) for one in theirs if one not in OPEN_TO_ALL)


def _is_same(one: str, other: str) -> bool:
    if one.count(".") < 1 or other.count(".") < 1:
        return False
    return one == other or one.endswith(f".{other}") or (other.endswith(f".{one}") and one.count(".") >= 2)
