"""The least lawful pay: which minimum wage rate holds for an age, a year of training and a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from pathways.catalogue.dated import read_rows
from pathways.catalogue.models import MinimumWage

Band = Literal["21+", "18-20", "under-18", "apprentice"]

# Rates have begun on the first of April each year since 2017 (National Minimum Wage Regulations).
NEW_RATES_MONTH, NEW_RATES_DAY = 4, 1


@dataclass(frozen=True, slots=True)
class WageRates:
    """The rates in force from a day on, in pence an hour, and where they were read."""

    effective_from: date
    hourly_pence: dict[str, int]
    source: str
    confidence: str

    def legal_minimum(self, age: int, *, apprenticeship_year: int | None = None) -> int | None:
        """Pence an hour that the law asks at ``age`` (whole years); None where no rate is known.

        ``apprenticeship_year`` counts from 1; None for a job that is not an apprenticeship.
        """
        return self.hourly_pence.get(band(age, apprenticeship_year=apprenticeship_year))

    def next_change(self) -> date:
        """The day on which newer rates than these are expected."""
        year = self.effective_from.year
        spring = date(year, NEW_RATES_MONTH, NEW_RATES_DAY)
        return spring if self.effective_from < spring else date(year + 1, NEW_RATES_MONTH, NEW_RATES_DAY)


@dataclass(frozen=True, slots=True)
class PayStep:
    """The least that can be paid at some ages in a year of training, in pence an hour and a week."""

    ages: Literal["16-18", "19+", "19-20", "21+"]
    year: Literal["any", "first", "later"]
    hourly_pence: int
    weekly_pence: int | None


def band(age: int, *, apprenticeship_year: int | None = None) -> Band:
    """The band of the minimum wage for an age, and for an apprentice the year of the apprenticeship (from 1).

    The apprentice rate holds under 19, and at any age in the first year; otherwise the rate of the age.
    Raises ValueError for a year below 1.
    """
    if apprenticeship_year is not None:
        if apprenticeship_year < 1:
            raise ValueError("The first year of an apprenticeship is year 1.")
        if age < 19 or apprenticeship_year == 1:
            return "apprentice"
    if age >= 21:
        return "21+"
    return "18-20" if age >= 18 else "under-18"


def rates_on(rows: Iterable[MinimumWage], day: date) -> WageRates | None:
    """The newest rates already in force on ``day``; None when the rows begin later."""
    current = [row for row in rows if row.effective_from <= day]
    if not current:
        return None
    newest = max(row.effective_from for row in current)
    chosen = [row for row in current if row.effective_from == newest]
    return WageRates(
        effective_from=newest,
        hourly_pence={row.band: row.hourly_pence for row in chosen},
        source=chosen[0].source,
        confidence=chosen[0].confidence,
    )


def apprentice_steps(
    rates: WageRates, *, hours_a_week: float | None, months: int | None = None
) -> tuple[PayStep, ...]:
    """The least an apprentice can be paid, by age and year. Later years are left out when there is only one.

    ``hours_a_week`` turns pence an hour into whole pence a week; ``months`` is the length of training.
    """
    wanted: list[
        tuple[Literal["16-18", "19+", "19-20", "21+"], Literal["any", "first", "later"], int, int]
    ] = [
        ("16-18", "any", 16, 1),
        ("19+", "first", 19, 1),
    ]
    if months is None or months > 12:
        wanted += [("19-20", "later", 19, 2), ("21+", "later", 21, 2)]
    steps = []
    for ages, year, age, training_year in wanted:
        hourly = rates.legal_minimum(age, apprenticeship_year=training_year)
        if hourly is not None:
            steps.append(PayStep(ages, year, hourly, weekly(hourly, hours_a_week)))
    return tuple(steps)


def weekly(hourly_pence: int, hours_a_week: float | None) -> int | None:
    """Whole pence a week, rounded to the nearest, or None when the hours are not known."""
    return None if hours_a_week is None else round(hourly_pence * hours_a_week)


def wage_rates(session: Session, day: date) -> WageRates | None:
    """The rates in force on ``day``, from the dated rows (one query)."""
    return rates_on(session.scalars(select(MinimumWage).where(col(MinimumWage.effective_from) <= day)), day)


def published_rates(seed_dir: Path, day: date) -> WageRates | None:
    """The rates in force on ``day``, from the project's own table of them: for pages that need no database."""
    return rates_on(_published(seed_dir), day)


@cache
def _published(seed_dir: Path) -> tuple[MinimumWage, ...]:
    return tuple(
        MinimumWage(
            effective_from=date.fromisoformat(row["effective_from"]),
            band=row["band"],
            hourly_pence=int(row["hourly_pence"]),
            source=row["source"],
            confidence=row["confidence"],
        )
        for row in read_rows(seed_dir / "minimum_wage.csv")
    )
