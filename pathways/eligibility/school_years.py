"""Ages and school years in England: when somebody in a school year was born, and when they may leave school."""

from datetime import date, timedelta

SCHOOL_YEAR_BEGINS = (9, 1)
"""Month and day on which a school year begins, and on which age decides who is in which year."""

AGE_AT_END_OF_YEAR_11 = 16
_JUNE, _FRIDAY = 6, 4


def school_year_of(day: date) -> int:
    """The calendar year in which the school year of ``day`` began."""
    return day.year if (day.month, day.day) >= SCHOOL_YEAR_BEGINS else day.year - 1


def births_of_school_years(first: int, last: int, today: date) -> tuple[date, date]:
    """The earliest and the latest day on which somebody now in school years ``first`` to ``last`` was born.

    Somebody in Year 11 turns 16 in the twelve months that begin on 1 September.
    """
    began = school_year_of(today)
    oldest = began - AGE_AT_END_OF_YEAR_11 - (last - 11)
    youngest = began - AGE_AT_END_OF_YEAR_11 - (first - 11)
    return date(oldest, *SCHOOL_YEAR_BEGINS), date(youngest + 1, *SCHOOL_YEAR_BEGINS) - timedelta(days=1)


def leaves_school_on(born: date) -> date:
    """The last Friday in June of the school year in which somebody turns 16 (Education Act 1996, section 8)."""
    turns_16_in = school_year_of(birthday(born, AGE_AT_END_OF_YEAR_11)) + 1
    last_of_june = date(turns_16_in, _JUNE, 30)
    return last_of_june - timedelta(days=(last_of_june.weekday() - _FRIDAY) % 7)


def birthday(born: date, age: int) -> date:
    """The day on which somebody turns ``age``; born on 29 February, that is 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_on(born: date, day: date) -> int:
    """Whole years from birth to ``day``."""
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1
