"""The months in which somebody could say that they want to start."""

from datetime import date

USUAL_STARTS = (1, 4, 9)
"""January, April and September: when most courses begin."""
MOST_OFFERED = 6


def start_months(today: date) -> tuple[date, ...]:
    """The months to choose from, each as its first day: this one, then the usual starts of the next two years."""
    this = today.replace(day=1)
    usual = (date(year, month, 1) for year in range(this.year, this.year + 3) for month in USUAL_STARTS)
    later = [month for month in usual if month > this]
    return (this, *later[: MOST_OFFERED - 1])


def code_of_month(month: date) -> str:
    """A month as answers have it: "2027-09"."""
    return f"{month:%Y-%m}"


def month_of_code(code: str) -> date:
    """The first day of the month of a code. Raises ValueError for a code of no month."""
    return date.fromisoformat(f"{code}-01")
