"""Keys of records that a source does not give: made of what it says, the same at every import, never too long."""

from hashlib import blake2b

LONGEST_KEY = 200


def short_digest(text: str) -> str:
    """Twelve letters and digits that stand for a text in a key."""
    return blake2b(text.encode(), digest_size=6).hexdigest()


def bounded_key(key: str) -> str:
    """The key, or its beginning and a digest of the whole where it is too long."""
    return key if len(key) <= LONGEST_KEY else f"{key[:160]}~{short_digest(key)}"
