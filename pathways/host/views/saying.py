"""What differs between two versions, in words: names for codes, pounds for pence, and what changed inside a text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pathways.catalogue.labels import area_name, facet_value_name, level_name, mode_name, route_name
from pathways.host.rules.word_diff import Run, word_diff
from pathways.listings.rules.differences import Difference
from pathways.listings.views.versions import FIELD_LABELS
from pathways.web.formats import pounds, uk_date
from pathways.web.language import gettext

PENCE = frozenset({"fee", "pay_hourly_low", "pay_hourly_high", "pay_weekly_low", "pay_weekly_high"})
LEAST_TEXT = 40
"""Letters from which a text is compared word by word; shorter ones stand beside each other whole."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Said:
    """One field in words: as it is shown, and as it would be; long texts as runs of what stays, comes and goes."""

    label: str
    before: str
    after: str
    runs: tuple[Run, ...] = ()


def said_differences(changes: Sequence[Difference], venues: Mapping[int, str]) -> list[Said]:
    """Differences in words. ``venues``: the names of the provider's venues by their ids."""
    return [_said(change, venues) for change in changes]


def _said(change: Difference, venues: Mapping[int, str]) -> Said:
    label = _label(change.field)
    if change.offer:
        number = change.offer.removeprefix("row-")
        label = gettext("Place %(num)s: %(label)s", num=number, label=label)
    before, after = (_value(change.field, text, venues) for text in (change.before, change.after))
    is_long = before and after and len(before) + len(after) >= LEAST_TEXT
    return Said(label, before, after, tuple(word_diff(before, after)) if is_long else ())


def _label(field: str) -> str:
    known = FIELD_LABELS.get(field)
    if known is not None:
        return str(known)
    if field == "starts":
        return gettext("Starts")
    return gettext("On offer") if field == "offer" else field.removeprefix("entry.").replace("_", " ")


def _value(field: str, text: str, venues: Mapping[int, str]) -> str:
    if not text:
        return ""
    if field == "venue_id" and text.isdigit():
        return venues.get(int(text), text)
    if field in PENCE and text.isdigit():
        return pounds(int(text))
    if field == "starts":
        return _starts(text)
    named = _named(field.removeprefix("entry."), text)
    return named if named is not None else _DAY.sub(_day, text)


def _named(field: str, text: str) -> str | None:
    match field:
        case "route":
            return route_name(text)
        case "level" | "level_held":
            return level_name(text)
        case "areas":
            return ", ".join(area_name(code) for code in text.split("; "))
        case "modes":
            return ", ".join(mode_name(code) for code in text.split("; "))
        case "delivery" | "money":
            return facet_value_name(field, text, text)
    return None


def _starts(text: str) -> str:
    words = {
        "starts_on": gettext("starts"),
        "closes_on": gettext("last day to apply"),
        "opens_on": gettext("opens"),
        "start_text": "",
        "is_flexible yes": gettext("when people are ready"),
    }
    for name, word in words.items():
        text = text.replace(name, word)
    return _DAY.sub(_day, text).strip()


def _day(found: re.Match[str]) -> str:
    try:
        return uk_date(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]
