"""The codes of the directory's flat table, as the words that its templates use."""

from collections.abc import Callable

DELIVERY_MODES = {"1": "Classroom", "2": "Online", "3": "Work based", "4": "Blended learning"}
STUDY_MODES = {"0": "", "1": "Full time", "2": "Part time", "3": "Flexible"}
ATTENDANCE_PATTERNS = {"0": "", "1": "Daytime", "2": "Evening", "3": "Weekend", "4": "Day/Block release"}
DURATION_UNITS = {"1": "Days", "2": "Weeks", "3": "Months", "4": "Years", "5": "Hours", "6": "Minutes"}
"""6 is not written down anywhere that we know of; it follows from the order in which units were added."""
ANSWERS = {"true": "Yes", "false": "No", "1": "Yes", "0": "No"}
COURSE_TYPES = {
    "0": "",
    "1": "Essential Skills",
    "2": "T Levels",
    "3": "HTQs",
    "4": "Free Courses for Jobs",
    "5": "Multiply",
    "6": "Skills Bootcamp",
    "7": "AS Levels",
    "8": "A Levels",
    "9": "Regulated Qualification Framework",
    "10": "Vocational Regulated Qualifications",
    "11": "Degree",
    "12": "Non-Regulated Course type",
    "13": "National Vocational Qualifications",
}
LEVELS = {"0": "Entry Level"}


def _words_of(table: dict[str, str]) -> Callable[[str], str]:
    def word(code: str) -> str:
        return table.get(code.lower(), code)

    return word


FLAT_CODES: dict[str, Callable[[str], str]] = {
    "delivery_mode": _words_of(DELIVERY_MODES),
    "study_mode": _words_of(STUDY_MODES),
    "attendance": _words_of(ATTENDANCE_PATTERNS),
    "duration_unit": _words_of(DURATION_UNITS),
    "flexible": _words_of(ANSWERS),
    "national": _words_of(ANSWERS),
    "course_type": _words_of(COURSE_TYPES),
    "level": _words_of(LEVELS),
}
"""For each field that the flat table gives as a code, the word for it. What is no code is left for the rules."""
