"""What the cells of the course directory say: modes, days, durations, costs and codes. None for what says nothing."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache

from pathways.catalogue.vocabulary import Level


class DeliveryMode(StrEnum):
    """How a course is taught, as the directory names it."""

    CLASSROOM = "Classroom"
    BLENDED = "Blended learning"
    ONLINE = "Online"
    WORK_BASED = "Work based"

    @property
    def has_venue(self) -> bool:
        """Whether it is taught at a venue, so that a study mode and an attendance pattern go with it."""
        return self in (DeliveryMode.CLASSROOM, DeliveryMode.BLENDED)


class StudyMode(StrEnum):
    """How much of the week it takes."""

    FULL_TIME = "Full time"
    PART_TIME = "Part time"
    FLEXIBLE = "Flexible"


class Attendance(StrEnum):
    """When in the week it is."""

    DAYTIME = "Daytime"
    EVENING = "Evening"
    WEEKEND = "Weekend"
    RELEASE = "Day/Block release"


class DurationUnit(StrEnum):
    """What a duration is counted in."""

    MINUTES = "Minutes"
    HOURS = "Hours"
    DAYS = "Days"
    WEEKS = "Weeks"
    MONTHS = "Months"
    YEARS = "Years"


_DELIVERY_MODES = {
    "classroom": DeliveryMode.CLASSROOM,
    "classroombased": DeliveryMode.CLASSROOM,
    "classroom based": DeliveryMode.CLASSROOM,
    "blended": DeliveryMode.BLENDED,
    "blendedlearning": DeliveryMode.BLENDED,
    "blended learning": DeliveryMode.BLENDED,
    "online": DeliveryMode.ONLINE,
    "work": DeliveryMode.WORK_BASED,
    "workbased": DeliveryMode.WORK_BASED,
    "work based": DeliveryMode.WORK_BASED,
}
_STUDY_MODES = {
    "full time": StudyMode.FULL_TIME,
    "full-time": StudyMode.FULL_TIME,
    "part time": StudyMode.PART_TIME,
    "part-time": StudyMode.PART_TIME,
    "flexible": StudyMode.FLEXIBLE,
}
_ATTENDANCE = {pattern.lower(): pattern for pattern in Attendance}
_UNITS = {unit.lower(): unit for unit in DurationUnit}
_ANSWERS = {"yes": True, "no": False, "": False}
_LEVELS = {"entry level": Level.ENTRY, "entry": Level.ENTRY} | {
    level.value: level for level in Level if level is not Level.ENTRY
}
_LARS = re.compile(r"[0-9A-Z]{4,8}", re.ASCII)
LARS_LENGTH = 8
MOST_DURATION = 999
MOST_POUNDS = Decimal(1_000_000)
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})", re.ASCII)
_DAY_OF_2020 = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) 12:00:00 AM", re.ASCII)
_COST = re.compile(r"\d+(\.\d{1,2})?|\.\d{1,2}", re.ASCII)
_PENCE = 100


def delivery_mode(text: str) -> DeliveryMode | None:
    """The delivery mode that a cell names."""
    return _DELIVERY_MODES.get(text.lower())


def study_mode(text: str) -> StudyMode | None:
    """The study mode that a cell names."""
    return _STUDY_MODES.get(text.lower())


def attendance(text: str) -> Attendance | None:
    """The attendance pattern that a cell names."""
    return _ATTENDANCE.get(text.lower())


def duration_unit(text: str) -> DurationUnit | None:
    """The unit that a cell names."""
    return _UNITS.get(text.lower())


def answer(text: str) -> bool | None:
    """Yes or no; an empty cell is a no."""
    return _ANSWERS.get(text.lower())


def level(text: str) -> Level | None:
    """The level that a cell names: Entry Level or 1 to 7."""
    return _LEVELS.get(text.lower())


@lru_cache(maxsize=8192)
def day(text: str) -> date | None:
    """A day written dd/mm/yyyy, exactly so."""
    found = _DAY.fullmatch(text)
    return None if found is None else _date(int(found[3]), int(found[2]), int(found[1]))


def day_of_2020(text: str) -> str:
    """A day of the uploads of 2020 (``4/27/2020 12:00:00 AM``) written dd/mm/yyyy; another text as it is."""
    found = _DAY_OF_2020.fullmatch(text)
    moment = found and _date(int(found[3]), int(found[1]), int(found[2]))
    return moment.strftime("%d/%m/%Y") if moment else text


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def pence(text: str) -> int | None:
    """A cost in whole pence: pounds with at most two decimal places, under a million."""
    if not _COST.fullmatch(text):
        return None
    try:
        pounds = Decimal(text)
    except InvalidOperation:
        return None
    return int(pounds * _PENCE) if pounds < MOST_POUNDS else None


@lru_cache(maxsize=2048)
def duration(text: str) -> int | None:
    """A whole number from 1 to 999."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(MOST_DURATION)):
        return None
    return int(text) or None


def lars_code(text: str) -> str | None:
    """A learning aim of eight characters, with the leading zeros that a spreadsheet took away put back."""
    code = text.upper()
    return code.zfill(LARS_LENGTH) if _LARS.fullmatch(code) and any(map(str.isdigit, code)) else None
