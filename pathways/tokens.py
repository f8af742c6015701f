"""Secrets that open something for whoever holds them: how they are made, and the only form in which they are kept."""

import hmac
import re
import secrets
import string
from hashlib import sha256

TOKEN_LENGTH = 43
"""Characters of 62 kinds make 256 bits: nobody guesses one (OWASP ASVS 5.0 asks for 128 or more)."""
LETTERS = string.ascii_letters + string.digits
"""No dash and no line: between two of them, chance now and then writes a postcode, which our addresses may not hold."""
TOKEN_SHAPE = rf"[A-Za-z0-9]{{{TOKEN_LENGTH}}}"
"""What a token looks like, as a part of a regular expression."""
HASH_LENGTH = 64
"""Characters of a keyed hash."""


def new_token() -> str:
    """A new secret of 256 bits, as 43 letters and digits that may stand in an address."""
    return "".join(secrets.choice(LETTERS) for _ in range(TOKEN_LENGTH))


def may_be_token(text: str) -> bool:
    """Whether a text looks like a token: nothing is looked up for what does not."""
    return re.fullmatch(TOKEN_SHAPE, text) is not None


def keyed_hash(secret: str, *, purpose: str, key: str) -> str:
    """What is kept of ``secret``: HMAC-SHA256 under ``key``, 64 hexadecimal characters.

    ``purpose`` keeps a hash that was made for one thing from being worth anything for another. Raises ValueError
    without a key, for such hashes could be made by anybody who reads the table.
    """
    if not key:
        raise ValueError("A secret is hashed under the service's key, and there is none.")
    said = f"{len(purpose)}:{purpose}{secret}".encode("utf-8", "surrogatepass")
    return hmac.new(key.encode(), said, sha256).hexdigest()
