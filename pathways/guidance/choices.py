"""The choices of every question: codes, what a page calls them, and the picture beside them.

Subjects, activities and things to avoid are rows of `seed_data`; the other choices are few and stand here.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from pathways.paths import resource_dir
from pathways.web.language import gettext


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its code in addresses and answers, its name on a page, and its picture's name ("" for none)."""

    code: str
    label: str
    icon: str = ""


STAGE_NAMES: dict[str, LazyString] = {
    "year-8-9": _("Year 8 or 9"),
    "year-10-11": _("Year 10 or 11"),
    "year-12-13": _("Year 12 or 13"),
    "left-under-19": _("Left school, under 19"),
    "19-24": _("19 to 24"),
    "25-plus": _("25 or over"),
    "helping": _("Helping someone else"),
}
TRAVEL_NAMES: dict[str, LazyString] = {
    "walk": _("Walk"),
    "bike": _("Bike"),
    "bus": _("Bus"),
    "train": _("Train"),
    "car": _("Lift or car"),
}
MINUTE_NAMES: dict[str, LazyString] = {
    "15": _("Up to 15 minutes"),
    "30": _("Up to 30 minutes"),
    "45": _("Up to 45 minutes"),
    "60": _("Up to an hour"),
    "90": _("Up to an hour and a half"),
    "move": _("I could move"),
}
LIKING_NAMES: dict[str, LazyString] = {"yes": _("Yes"), "maybe": _("Maybe"), "no": _("No")}
LEARNING_NAMES: dict[str, LazyString] = {
    "work": _("Mostly at work, and paid"),
    "mix": _("A mix of both"),
    "class": _("Mostly in class"),
    "unsure": _("Not sure"),
}
SUBJECT_ANSWER_NAMES: dict[str, LazyString] = {
    "have": _("I have it"),
    "expect": _("I expect it"),
    "not-yet": _("Not yet"),
    "unsure": _("Not sure"),
}
HIGHEST_NAMES: dict[str, LazyString] = {
    "none": _("None yet"),
    "entry": _("Entry level"),
    "1": _("Level 1, like GCSE grades 1 to 3"),
    "2": _("Level 2, like GCSE grades 4 to 9"),
    "3": _("Level 3, like A levels"),
    "4": _("Level 4, like an HNC"),
    "5": _("Level 5, like an HND"),
    "6": _("Level 6, like a degree"),
}
PATTERN_NAMES: dict[str, LazyString] = {
    "full-time": _("Full-time"),
    "part-time": _("Part-time"),
    "evening-weekend": _("Evenings or weekends"),
}
MATTERS_NAMES: dict[str, LazyString] = {
    "close-to-home": _("Close to home"),
    "earning-soon": _("Earning soon"),
    "university-open": _("Keeping university open"),
    "finish-quickly": _("Finishing quickly"),
    "well-paid": _("Well paid later"),
    "support": _("Lots of support"),
    "team": _("Working in a team"),
}
WANT_NAMES: dict[str, LazyString] = {
    "online": _("Online"),
    "in-person": _("In person"),
    "free": _("Free"),
}

NAMES: dict[str, dict[str, LazyString]] = {
    "stage": STAGE_NAMES,
    "travel": TRAVEL_NAMES,
    "minutes": MINUTE_NAMES,
    "liking": LIKING_NAMES,
    "learning": LEARNING_NAMES,
    "english": SUBJECT_ANSWER_NAMES,
    "maths": SUBJECT_ANSWER_NAMES,
    "highest": HIGHEST_NAMES,
    "pattern": PATTERN_NAMES,
    "matters": MATTERS_NAMES,
    "want": WANT_NAMES,
}
"""The choices that stand here, by the name of their parameter in an address, in the order of the page."""

WITH_PICTURES = frozenset({"travel", "learning", "matters"})
"""Fields whose choices are drawn with a picture of the same name as the code."""

TABLES = {
    "activity": ("activities.csv", "text"),
    "subject": ("subjects.csv", "label"),
    "avoid": ("avoid.csv", "label"),
}
"""Fields whose choices are rows of a table: the file and the column of the words."""


def choices(field: str) -> tuple[Choice, ...]:
    """Every choice of a field ("stage", "subject", "activity"...), in the order of the page, in the reader's language.

    Raises KeyError for a field that is not answered by choosing.
    """
    if field in TABLES:
        return tuple(Choice(code, gettext(words), icon) for code, words, icon in _rows(field))
    return tuple(
        Choice(code, str(name), code if field in WITH_PICTURES else "") for code, name in NAMES[field].items()
    )


def codes_of(field: str) -> tuple[str, ...]:
    """The codes of a field, in the order of the page. Raises KeyError as `choices` does."""
    return tuple(row[0] for row in _rows(field)) if field in TABLES else tuple(NAMES[field])


def name_of(field: str, code: str) -> str:
    """What a page calls one choice; the code itself for one that is not known."""
    return next((choice.label for choice in choices(field) if choice.code == code), code)


def _rows(field: str) -> tuple[tuple[str, str, str], ...]:
    return _table(resource_dir("seed_data") / TABLES[field][0], TABLES[field][1])


@cache
def _table(path: Path, words: str) -> tuple[tuple[str, str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["code"], row[words], row.get("icon") or "") for row in csv.DictReader(file))
