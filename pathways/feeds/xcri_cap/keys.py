"""What a provider, course and presentation are known by from one feed to the next."""

import re
from hashlib import blake2b

from pathways.feeds.xcri_cap.refined import refinement
from pathways.feeds.xml_nodes import XmlNode
from pathways.places.names import slug

LONGEST_KEY = 140
_UKPRN = re.compile(r"^1\d{7}$")


def identifier_of(node: XmlNode) -> str:
    """The chief identifier: the one without a type, which is to be an address; else the first; empty for none."""
    found = [one for one in node.named("identifier") if one.text]
    plain = [one.text for one in found if not refinement(one)]
    return next(
        (text for text in plain if "://" in text), next(iter([*plain, *(one.text for one in found)]), "")
    )


def own_code(course: XmlNode) -> str:
    """The course code that people know: an internal identifier or a short one; empty for none."""
    identifiers = [one for one in course.named("identifier") if one.text]
    internal = [one.text for one in identifiers if refinement(one) in ("internalid", "coursecode", "ucas")]
    short = [one.text for one in identifiers if "://" not in one.text and ":" not in one.text]
    return next((text for text in (*internal, *short) if len(text) <= 80), "")


def ukprn_of(provider: XmlNode) -> int | None:
    """The provider's UKPRN, where an identifier says that it is one."""
    return next(
        (
            int(node.text)
            for node in provider.named("identifier")
            if _UKPRN.match(node.text) and "ukprn" in refinement(node)
        ),
        None,
    )


def short_key(*parts: str) -> str:
    """A key of bounded length made of parts; a long one ends in a fingerprint of the whole."""
    key = "|".join(" ".join(part.split()) for part in parts)
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 21]}~{blake2b(key.encode('utf-8', 'replace'), digest_size=10).hexdigest()}"


def slug_of(title: str, otherwise: str) -> str:
    """The name in the address of a page."""
    return slug(title)[:120] or otherwise
