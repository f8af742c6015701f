"""Secrets that open something for whoever holds them: how they are made, and the only form in which they are kept."""

import hmac
import secrets
from hashlib import sha256
from string import ascii_letters, digits

TOKEN_LENGTH = 43
"""Of 62 letters and digits each: 256 bits, so nobody guesses one (OWASP ASVS 5.0 asks for 128 or more)."""
HASH_LENGTH = 64
"""Characters of a keyed hash."""


def new_token() -> str:
    """A new secret of 256 bits, as 43 letters and digits.

    No hyphen and no underscore: between two of those, one token in 370 holds what reads as a full postcode, which is
    cut out of every address.
    """
    return "".join(secrets.choice(ascii_letters + digits) for _ in range(TOKEN_LENGTH))


def keyed_hash(secret: str, *, purpose: str, key: str) -> str:
    """What is kept of ``secret``: HMAC-SHA256 under ``key``, 64 hexadecimal characters.

    ``purpose`` keeps a hash that was made for one thing from being worth anything for another. Raises ValueError
    without a key, for such hashes could be made by anybody who reads the table.
    """
    if not key:
        raise ValueError("A secret is hashed under the service's key, and there is none.")
    said = f"{len(purpose)}:{purpose}{secret}".encode("utf-8", "surrogatepass")
    return hmac.new(key.encode(), said, sha256).hexdigest()
