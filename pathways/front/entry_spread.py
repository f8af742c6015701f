"""What students came with: the spread of their UCAS points, and what they had done before."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from pathways.catalogue.models import Outcome
from pathways.web.language import gettext as _

# The bands of the Discover Uni TARIFF table: under 48, then sixteen points each, then 240 and more.
LOWEST_FULL_BAND, BAND_WIDTH, HIGHEST_BAND = 48, 16, 240
SHARES_SAID = 3
BEFORE = {
    "access": _l("an Access course"),
    "alevel": _l("A levels or the like"),
    "bacc": _l("a baccalaureate"),
    "degree": _l("a degree"),
    "foundtn": _l("a foundation course"),
    "noquals": _l("no qualifications"),
    "other": _l("something else"),
    "otherhe": _l("another higher course"),
}


def spread_words(row: Outcome, detail: Mapping[str, Any]) -> str:
    """One sentence with the largest shares first; empty when the record holds no spread and no figure."""
    shares = detail.get("bands") or detail.get("percent")
    if isinstance(shares, dict):
        known = [
            (float(share), code) for code, share in shares.items() if isinstance(share, int | float) and share
        ]
        largest = sorted(known, reverse=True)[:SHARES_SAID]
        if largest:
            said = (
                _("%(share)s in 100 had %(what)s", share=round(share), what=_words(code))
                for share, code in largest
            )
            return "; ".join(said) + "."
    if row.value is None:
        return ""
    return _("The middle student had %(count)s UCAS points.", count=round(row.value))


def _words(code: str) -> str:
    """What a share is of: a band of points (`T096` is 96 to 111), or something done before."""
    if code[:1] not in ("T", "t") or not code[1:].isdigit():
        return str(BEFORE.get(code.lower(), code))
    low = int(code[1:])
    if low < LOWEST_FULL_BAND:
        return _("fewer than %(points)s points", points=LOWEST_FULL_BAND)
    if low >= HIGHEST_BAND:
        return _("%(low)s points or more", low=low)
    return _("%(low)s to %(high)s points", low=low, high=low + BAND_WIDTH - 1)
