"""How and where a presentation is studied: study mode, attendance mode and pattern, by code or in words."""

import re
from dataclasses import dataclass

from pathways.catalogue.vocabulary import Delivery
from pathways.feeds.xcri_cap.refined import refinement
from pathways.feeds.xml_nodes import XmlNode

_STUDY = {"FT": "full", "PF": "full", "PT": "part", "FL": "full part", "NK": ""}
_PATTERN = {"EV": "evening", "TW": "evening", "WE": "evening", "DR": "release", "DT": "", "CS": ""}
_WORDS = (
    ("full", re.compile(r"full[ -]?time|\bsandwich\b", re.IGNORECASE)),
    ("part", re.compile(r"part[ -]?time", re.IGNORECASE)),
    ("full part", re.compile(r"^flexible$", re.IGNORECASE)),
    (
        "evening",
        re.compile(r"\bevenings?\b|\btwilight\b|\bweekends?\b|\bsaturdays?\b|\bsundays?\b", re.IGNORECASE),
    ),
    ("release", re.compile(r"(day|block)\s*(/\s*block)?[ -]*release", re.IGNORECASE)),
)
_FROM_AFAR = re.compile(
    r"distance|online|on-line|self[ -]?study|home study|e-?learning|open learning", re.IGNORECASE
)
_WITH_ATTENDANCE = re.compile(r"distance with attendance|mixed|blended", re.IGNORECASE)
_ELEMENTS = ("studyMode", "attendanceMode", "attendancePattern", "engagement")


@dataclass(frozen=True, slots=True)
class Engagement:
    """How the week is arranged, and whether people learn from afar. ``delivery`` is said by our own refinement."""

    full_time: bool
    part_time: bool
    evening_weekend: bool
    day_release: bool
    from_afar: bool
    delivery: Delivery | None = None

    @property
    def mode_not_stated(self) -> bool:
        """Nothing of it is said. The specification lets readers assume full-time then; nothing is assumed here."""
        return not (self.full_time or self.part_time or self.evening_weekend or self.day_release)

    @property
    def mark(self) -> str:
        """The modes as a short word for a key, such as ``fp``: the same modes give the same word."""
        flags = ((self.full_time, "f"), (self.part_time, "p"), (self.evening_weekend, "e"),
                 (self.day_release, "d"))  # fmt: skip
        return "".join(letter for on, letter in flags if on) or "n"


def engagement_of(presentation: XmlNode) -> Engagement:
    """What a presentation says of it. Codes go before words; unknown ones say nothing."""
    found: set[str] = set()
    from_afar = False
    delivery = None
    for node in presentation.named(*_ELEMENTS):
        if refinement(node) == "delivery":
            delivery = next((one for one in Delivery if one.value == node.text), None)
            continue
        if refinement(node) == "district":
            continue
        code = node.attribute("identifier").upper()
        if node.key == "attendancemode":
            from_afar = from_afar or _is_from_afar(code, node.text)
        known = {"studymode": _STUDY, "attendancepattern": _PATTERN}.get(node.key, {})
        if code in known:
            found.update(known[code].split())
        elif node.text.upper() in known:
            found.update(known[node.text.upper()].split())
        else:
            for meant, words in _WORDS:
                if words.search(node.text):
                    found.update(meant.split())
            if node.key == "attendancepattern":
                from_afar = from_afar or _is_from_afar("", node.text)
    return Engagement(
        "full" in found, "part" in found, "evening" in found, "release" in found, from_afar, delivery
    )


def _is_from_afar(code: str, words: str) -> bool:
    if code in ("DS", "ON"):
        return True
    if code in ("CM", "DA", "NC", "MM", "WB") or _WITH_ATTENDANCE.search(words):
        return False
    return _FROM_AFAR.search(words) is not None or words.upper() in ("DS", "ON")
