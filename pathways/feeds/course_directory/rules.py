"""What is right in a row of courses: small rules over one row, each giving what is wrong and how to mend it.

A rule knows nothing of files or databases, so that an import and a provider's upload page judge alike. The rules are
those of the national course directory's upload pages, in our own words.
"""

import re
from collections.abc import Callable

from pathways.feeds.broken import Broken
from pathways.feeds.course_directory import limits, values
from pathways.feeds.course_directory.columns import DirectoryRow

MARKUP = re.compile("[<>`]")


Rule = Callable[[DirectoryRow], tuple[Broken, ...]]
FINE: tuple[Broken, ...] = ()


def broken_rules(row: DirectoryRow, rules: tuple[Rule, ...]) -> list[Broken]:
    """Everything that is wrong with a row, in the order of the rules."""
    return [broken for rule in rules for broken in rule(row)]


def name(row: DirectoryRow) -> tuple[Broken, ...]:
    """A course has a name, without markup."""
    if not row.name:
        return _one("name", "", "A course has a name", "Write what the course is called.")
    if MARKUP.search(row.name):
        return _one(
            "name",
            row.name,
            "A name has no < > or ` in it",
            "Write the name in letters, numbers, hyphens, brackets and spaces.",
        )
    return FINE


def who_for(row: DirectoryRow) -> tuple[Broken, ...]:
    """It says whom the course is for."""
    if row.who_for:
        return FINE
    return _one("who_for", "", "It is said whom the course is for", "Write whom the course is for.")


def texts(row: DirectoryRow) -> tuple[Broken, ...]:
    """Texts are not longer than the directory takes, and hold no markup."""
    found = []
    for field, most in limits.COURSE.items():
        text: str = getattr(row, field)
        if len(text) > most:
            found.append(_too_long(field, text, most))
        elif field in limits.WITHOUT_MARKUP and MARKUP.search(text):
            found.append(Broken(field, text, "A text has no < > or ` in it", "Take out the marks < > and `."))
    return tuple(found)


def lars(row: DirectoryRow) -> tuple[Broken, ...]:
    """A learning aim, where there is one, has eight characters; leading zeros may have been lost."""
    if not row.lars or values.lars_code(row.lars):
        return FINE
    return _one(
        "lars",
        row.lars,
        "A LARS code has eight letters and digits",
        "Look the code up in the Learning Aim Reference Service.",
    )


def lars_given(row: DirectoryRow) -> tuple[Broken, ...]:
    """The template of courses with a LARS code names one in every row."""
    if row.lars:
        return FINE
    return _one("lars", "", "A course has a LARS code", "Look the code up and write all eight characters.")


def non_lars(row: DirectoryRow) -> tuple[Broken, ...]:
    """A course without a LARS code has a type, a sector, a known level and who awards it."""
    found = []
    if row.course_type.lower() not in limits.NON_LARS_TYPES:
        found.append(
            Broken(
                "course_type", row.course_type, "The course type is Skills Bootcamp", "Write Skills Bootcamp."
            )
        )
    if not row.sector:
        found.append(Broken("sector", "", "A sector is given", "Write the code of the sector."))
    if values.level(row.level) is None:
        found.append(
            Broken("level", row.level, "The level is Entry Level or 1 to 7", "Write Entry Level or a number.")
        )
    if not row.awarding_body:
        found.append(Broken("awarding_body", "", "It is said who awards it", "Write the awarding body."))
    return tuple(found)


def delivery_mode(row: DirectoryRow) -> tuple[Broken, ...]:
    """The delivery mode is one of the four."""
    if values.delivery_mode(row.delivery_mode):
        return FINE
    return _one(
        "delivery_mode",
        row.delivery_mode,
        "The delivery mode is Classroom, Online, Work based or Blended learning",
        "Write one of the four.",
    )


def start(row: DirectoryRow) -> tuple[Broken, ...]:
    """A course starts on a day written dd/mm/yyyy, or whenever the learner is ready: one of the two."""
    flexible = values.answer(row.flexible)
    if flexible is None:
        return _one("flexible", row.flexible, "A flexible start is yes, no or empty", "Write Yes or No.")
    if not row.start_date:
        if flexible:
            return FINE
        return _one(
            "start_date",
            "",
            "A course has a start date or a flexible start",
            "Write the day as dd/mm/yyyy, or Yes for a flexible start.",
        )
    if flexible:
        return _one(
            "start_date",
            row.start_date,
            "A course with a flexible start has no start date",
            "Take out the date, or write No for a flexible start.",
        )
    if values.day(row.start_date) is None:
        return _one(
            "start_date",
            row.start_date,
            "A start date is a day written dd/mm/yyyy",
            "Write the day as 04/09/2027.",
        )
    return FINE


def venue(row: DirectoryRow) -> tuple[Broken, ...]:
    """Classroom and blended courses name their venue, by name or by reference; no others do."""
    mode = values.delivery_mode(row.delivery_mode)
    if mode is None:
        return FINE
    named = row.venue or row.venue_reference
    if mode.has_venue and not named:
        return _one("venue", "", f"A {mode.lower()} course names its venue", "Write the venue's name.")
    if not mode.has_venue and named:
        return _one(
            "venue" if row.venue else "venue_reference",
            named,
            f"A course that is {mode.lower()} has no venue",
            "Take the venue out, or change the delivery mode.",
        )
    if row.venue and row.venue_reference:
        return _one(
            "venue",
            row.venue,
            "A venue is named once: by its name or by its reference",
            "Take out one of the two.",
        )
    return FINE


def study_mode(row: DirectoryRow) -> tuple[Broken, ...]:
    """Classroom and blended courses say how much of the week they take; no others do."""
    return _goes_with_a_venue(
        row, "study_mode", values.study_mode(row.study_mode) is not None, "Full time, Part time or Flexible"
    )


def attendance(row: DirectoryRow) -> tuple[Broken, ...]:
    """Classroom and blended courses say when in the week they are; no others do."""
    return _goes_with_a_venue(
        row,
        "attendance",
        values.attendance(row.attendance) is not None,
        "Daytime, Evening, Weekend or Day/Block release",
    )


def _goes_with_a_venue(row: DirectoryRow, field: str, known: bool, words: str) -> tuple[Broken, ...]:
    mode, given = values.delivery_mode(row.delivery_mode), getattr(row, field)
    if mode is None:
        return FINE
    what = field.replace("_", " ")
    if mode.has_venue and not known:
        return _one(field, given, f"The {what} of a {mode.lower()} course is {words}", f"Write {words}.")
    if not mode.has_venue and given:
        return _one(
            field,
            given,
            f"A course that is {mode.lower()} has no {what}",
            f"Take the {what} out, or change the delivery mode.",
        )
    return FINE


def attendance_is_known(row: DirectoryRow) -> tuple[Broken, ...]:
    """An attendance pattern, where there is one, is one of the four."""
    if not row.attendance or values.attendance(row.attendance):
        return FINE
    return _one(
        "attendance",
        row.attendance,
        "The attendance is Daytime, Evening, Weekend or Day/Block release",
        "Write one of the four, or leave it empty.",
    )


def cost(row: DirectoryRow) -> tuple[Broken, ...]:
    """What a course costs is given in pounds, or in words, or both."""
    if not row.cost:
        if row.cost_description:
            return FINE
        return _one(
            "cost", "", "A course has a cost, or a description of it", "Write the pounds, or say it in words."
        )
    if values.pence(row.cost) is None:
        return _one(
            "cost",
            row.cost,
            "A cost is a number of pounds, under a million, with at most two decimal places",
            "Write it as 450 or 450.50, without signs.",
        )
    return FINE


def duration(row: DirectoryRow) -> tuple[Broken, ...]:
    """How long it takes is a whole number from 1 to 999, with its unit."""
    found = []
    if values.duration(row.duration) is None:
        found.append(
            Broken(
                "duration",
                row.duration,
                "A duration is a whole number from 1 to 999",
                "Write the number, or use a larger unit.",
            )
        )
    if values.duration_unit(row.duration_unit) is None:
        found.append(
            Broken(
                "duration_unit",
                row.duration_unit,
                "A duration is in Minutes, Hours, Days, Weeks, Months or Years",
                "Write one of these.",
            )
        )
    return tuple(found)


def web_page(row: DirectoryRow) -> tuple[Broken, ...]:
    """A course has a page of its own on the web."""
    # Judged by its length first (`texts` says so): the pattern takes its time over tens of thousands of dots.
    if len(row.web_page) > limits.COURSE["web_page"] or limits.WEB_ADDRESS.fullmatch(row.web_page):
        return FINE
    return _one(
        "web_page",
        row.web_page,
        "A course has a web page",
        "Write its address, such as https://college.ac.uk/plumbing.",
    )


def _one(field: str, value: str, rule: str, mend: str) -> tuple[Broken, ...]:
    return (Broken(field, value, rule, mend),)


def _too_long(field: str, text: str, most: int) -> Broken:
    return Broken(
        field,
        text,
        f"It is no longer than {most:,} characters",
        f"Shorten it: it has {len(text):,} characters.",
    )


UPLOAD_RULES: tuple[Rule, ...] = (
    name, who_for, texts, delivery_mode, start, venue, study_mode, attendance, cost, duration, web_page,
)  # fmt: skip
"""Of every template of courses; the rules that look something up (`where.py`) come on top."""

LARS_RULES: tuple[Rule, ...] = (lars_given, lars, *UPLOAD_RULES)
NON_LARS_RULES: tuple[Rule, ...] = (non_lars, *UPLOAD_RULES)

FLAT_RULES: tuple[Rule, ...] = (
    name, lars, delivery_mode, start, venue, study_mode, attendance_is_known, cost, duration,
)  # fmt: skip
"""Of the published table, which went through the directory's own checks: no text in it is refused for its length."""
