"""Moving the dates of starts: to another year, or from one day to another. What is not dated stays."""

from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

from pathways.listings.content import ListingContent, Start

WEEK = 7
MOST_YEARS = 3


def days_to_move(day: date, years: int) -> timedelta:
    """How far a day goes so that it falls ``years`` later on the same day of the week: whole weeks."""
    there = _years_later(day, years)
    return timedelta(days=WEEK * round((there - day).days / WEEK))


def rolled_start(start: Start, years: int) -> Start:
    """A start some years later. Its days move together, so that what closed three weeks before still does."""
    days = {
        name: day
        for name in ("starts_on", "closes_on", "opens_on")
        if (day := getattr(start, name)) is not None
    }
    if not days or max(days.values()).year + years >= MAXYEAR:
        # A slip of the pen, such as the year 9999: there is no day to move it to.
        return start
    by = days_to_move(next(iter(days.values())), years)
    moved = {name: day + by for name, day in days.items()}
    return start.model_copy(update=moved)


def rolled_over(content: ListingContent, years: int) -> ListingContent:
    """The content with every dated start moved by whole years, each on the same day of the week as before."""
    return _with_starts(content, lambda start: rolled_start(start, years))


def changed_dates(
    content: ListingContent, *, old_start: date, new_start: date | None, closes_on: date | None
) -> ListingContent:
    """The content with every start on ``old_start`` brought to new days; None leaves a day as it is."""

    def change(start: Start) -> Start:
        if start.starts_on != old_start:
            return start
        told = {"starts_on": new_start, "closes_on": closes_on}
        return start.model_copy(update={name: day for name, day in told.items() if day is not None})

    return _with_starts(content, change)


def _with_starts(content: ListingContent, change: Callable[[Start], Start]) -> ListingContent:
    offers = [
        offer.model_dump() | {"starts": [change(start).model_dump() for start in offer.starts]}
        for offer in content.offers
    ]
    return ListingContent.model_validate(content.model_dump() | {"offers": offers})


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # The 29th of February has no fellow in most years.
        return day.replace(year=day.year + years, day=28)
