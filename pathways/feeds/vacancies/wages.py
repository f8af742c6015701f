"""What a vacancy says of pay as pence an hour and a week. The least by law comes from the dated table."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from pathways.catalogue.pay import WageRates
from pathways.catalogue.vocabulary import PayBasis

WageKind = Literal["set", "range", "apprentice-minimum", "minimum-by-age", "words", "unpaid"]
Unit = Literal["hour", "week", "month", "year", ""]
Span = tuple[Decimal, Decimal]
Pence = tuple[int, int]

KINDS: dict[str, WageKind] = {
    # Words of the advert's own service, and its numbers for the same in the search service.
    **dict.fromkeys(("custom", "customwage", "fixedwage", "legacyweekly", "1", "4"), "set"),
    **dict.fromkeys(("customrange", "customwagerange", "5"), "range"),
    **dict.fromkeys(
        ("apprenticeshipminimum", "nationalminimumwageforapprentices", "2"), "apprentice-minimum"
    ),
    **dict.fromkeys(("nationalminimum", "nationalminimumwage", "3"), "minimum-by-age"),
    **dict.fromkeys(("competitivesalary", "tobeagreeduponappointment", "text", "legacytext", "0"), "words"),
    **dict.fromkeys(("unspecified", "6", "7", ""), "words"),
    **dict.fromkeys(("unwaged", "8"), "unpaid"),
}
UNITS: dict[str, Unit] = {
    **dict.fromkeys(("hourly", "hour", "an hour", "per hour"), "hour"),
    **dict.fromkeys(("weekly", "week"), "week"),
    **dict.fromkeys(("monthly", "month"), "month"),
    **dict.fromkeys(("annually", "yearly", "year", "annum"), "year"),
}
WEEKS_A_YEAR, MONTHS_A_YEAR, PENCE = 52, 12, 100
"""52: by which the service itself turns an hour's minimum into a year's (5.28 x 37 x 52 = 10,158.72)."""
MOST_WEEKLY = 1_000_000
"""Pence. No apprentice is paid more: it is a slip in the unit."""
LEAST_YEARLY = 5_000
"""Pounds. A figure without a unit from here on is a year's: no apprentice is paid so much a month."""
ROUNDING = Decimal("0.99")
"""A year's pay in whole pounds may come to a little less an hour than it stands for."""

LONGEST_AMOUNT = 20
"""Characters of a figure within words. A longer one is no pay, and more than can be reckoned with exactly."""

_AMOUNT = re.compile(r"£\s?(\d[\d,]*(?:\.\d{1,2})?)\s*(k\b)?", re.IGNORECASE)
_PER = re.compile(r"\b(hour|hourly|week|weekly|month|monthly|year|yearly|annum|annually)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WageSaid:
    """What the advert says: the kind of wage, its amounts in pounds where given, their unit, and its words."""

    kind: WageKind
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay as the catalogue keeps it. ``flaw``: why a figure was left out; empty when none was."""

    basis: PayBasis | None
    hourly: Pence | None = None
    weekly: Pence | None = None
    text: str = ""
    flaw: str = ""


def wage_kind(word: str) -> WageKind:
    """The kind of wage that a word or number of the service stands for; one unknown is read by its words."""
    return KINDS.get(word.replace(" ", "").casefold(), "words")


def wage_unit(word: str) -> Unit:
    """The unit that a word stands for; empty for none."""
    return UNITS.get(word.strip().casefold(), "")


def pay_of(said: WageSaid, *, hours: float | None, rates: WageRates | None) -> Pay:
    """The pay of a vacancy of ``hours`` a week; ``rates`` are those in force when it starts, if any are known."""
    if said.kind == "apprentice-minimum":
        least = _at(rates, "apprentice")
        hourly = (least, least) if least is not None else None
        text = "It pays the apprentice minimum wage: the least that the law allows for an apprentice."
        return Pay(PayBasis.LEGAL_MINIMUM, hourly, _weekly_of(hourly, hours), _with_words(text, said, hourly))
    if said.kind == "minimum-by-age":
        low, high = _at(rates, "under-18"), _at(rates, "21+")
        hourly = (low, high) if low is not None and high is not None else None
        text = _with_words("It pays the National Minimum Wage for your age.", said, hourly)
        return Pay(PayBasis.RANGE if hourly else PayBasis.TEXT_ONLY, hourly, _weekly_of(hourly, hours), text)
    amounts, unit = _amounts(said)
    if amounts is None or not unit or said.kind not in ("set", "range"):
        return _in_words(said)
    hourly, weekly = _spread(amounts, unit, hours)
    least = _at(rates, "apprentice")
    if hourly is not None and least is not None and hourly[0] < least * ROUNDING:
        text = f"The advert says {said.words}, which is under the least by law: ask the employer."
        flaw = "Pay is no less than the law allows an apprentice"
        return Pay(PayBasis.TEXT_ONLY, text=text if said.words else "", flaw=flaw)
    if (weekly is not None and weekly[1] > MOST_WEEKLY) or (hourly is not None and hourly[1] > MOST_WEEKLY):
        flaw = f"Pay is at most {MOST_WEEKLY // PENCE:,} pounds a week"
        return Pay(PayBasis.TEXT_ONLY, text=said.words, flaw=flaw)
    basis = PayBasis.STATED if amounts[0] == amounts[1] else PayBasis.RANGE
    return Pay(basis, hourly, weekly, "" if _only_figures(said.words) else said.words)


def _at(rates: WageRates | None, band: str) -> int | None:
    return rates.hourly_pence.get(band) if rates is not None else None


def _with_words(text: str, said: WageSaid, hourly: Pence | None) -> str:
    """The text, and what the advert makes of it where no rates are known for its day."""
    return text if hourly or not said.words else f"{text} The advert makes it {said.words}."


def _in_words(said: WageSaid) -> Pay:
    return Pay(PayBasis.TEXT_ONLY if said.words else None, text=said.words)


def _amounts(said: WageSaid) -> tuple[Span | None, Unit]:
    """The least and the most, and their unit: from the figures, or else from the words."""
    known = sorted(amount for amount in (said.low, said.high) if amount)
    unit = said.unit
    if not known:
        found = [
            Decimal(amount.replace(",", "")) * (1000 if thousands else 1)
            for amount, thousands in _AMOUNT.findall(said.words)
            if len(amount) <= LONGEST_AMOUNT
        ]
        known = sorted(found) if len(found) <= len(("least", "most")) else []
        per = {wage_unit_of(word) for word in _PER.findall(said.words)}
        unit = per.pop() if len(per) == 1 else "" if per else unit
    if not known or known[0] <= 0:
        return None, ""
    return (known[0], known[-1]), unit or ("year" if known[0] >= LEAST_YEARLY else "")


def wage_unit_of(word: str) -> Unit:
    """The unit of a word such as "annum" within a sentence."""
    return UNITS[word.casefold()]


def _only_figures(words: str) -> bool:
    """Whether words say no more than the figures do."""
    return not re.search(r"[a-z]{3}", _PER.sub("", _AMOUNT.sub("", words.casefold())).replace("per", ""))


def _spread(amounts: Span, unit: Unit, hours: float | None) -> tuple[Pence | None, Pence | None]:
    """Pence an hour and a week, whichever can be known."""
    week_hours = Decimal(str(hours)) if hours else None
    weeks = {
        "week": Decimal(1),
        "month": Decimal(MONTHS_A_YEAR) / WEEKS_A_YEAR,
        "year": 1 / Decimal(WEEKS_A_YEAR),
    }
    if unit == "hour":
        return _pence(amounts), _pence(amounts, week_hours) if week_hours else None
    weekly = weeks[unit]
    return (_pence(amounts, weekly / week_hours) if week_hours else None), _pence(amounts, weekly)


def _pence(amounts: Span, times: Decimal = Decimal(1)) -> Pence:
    low, high = (int((each * times * PENCE).quantize(Decimal(1), ROUND_HALF_UP)) for each in amounts)
    return low, high


def _weekly_of(hourly: Pence | None, hours: float | None) -> Pence | None:
    if hourly is None or not hours:
        return None
    low, high = (round(each * hours) for each in hourly)
    return low, high
