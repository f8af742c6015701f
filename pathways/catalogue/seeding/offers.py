"""The ``offered`` column: where, how, when and for what pay a programme is on offer, in a few words each."""

import re
from dataclasses import dataclass, field, replace

from pathways.catalogue.seeding.dates import Closing, Start, read_closing, read_start
from pathways.catalogue.vocabulary import Delivery, Mode, PayBasis

MODE_CODES = {
    "ft": Mode.FULL_TIME,
    "pt": Mode.PART_TIME,
    "ew": Mode.EVENING_WEEKEND,
    "dr": Mode.DAY_RELEASE,
}
PENCE = 100
_MONEY = re.compile(r"(\d+(?:\.\d{1,2})?)(?:-(\d+(?:\.\d{1,2})?))?")
_DISTRICT = re.compile(r"[EWSN]0\d{7}")


@dataclass(frozen=True, slots=True)
class Pay:
    """What a vacancy says of pay, in whole pence. ``basis`` is None where no figure is given."""

    basis: PayBasis | None = None
    hourly: tuple[int, int] | None = None
    weekly: tuple[int, int] | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One opportunity as the file tells it."""

    where: str
    delivery: Delivery
    modes: tuple[Mode, ...]
    starts: tuple[Start, ...]
    districts: tuple[str, ...] = ()
    closing: Closing | None = None
    pay: Pay = field(default_factory=Pay)
    hours: float | None = None
    places: int | None = None
    employer: str = ""
    employer_about: str = ""


def read_offers(text: str) -> tuple[Offer, ...]:
    """Every offer of the column. Raises ValueError that quotes the part which cannot be read."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if not parts:
        raise ValueError("must name at least one place where it is offered")
    return tuple(_read_offer(part) for part in parts)


def _read_offer(text: str) -> Offer:
    told, _, employer = text.partition("@")
    words = told.split()
    if len(words) < 3:
        raise ValueError(f"{text!r} needs a place, a mode and a start")
    where, modes, *rest = words
    delivery, districts = _read_place(where)
    name, _, about = employer.partition(":")
    offer = Offer(
        where,
        delivery,
        _read_modes(modes),
        (),
        districts,
        employer=name.strip(),
        employer_about=about.strip(),
    )
    for word in rest:
        offer = _with_word(offer, word)
    if not offer.starts:
        raise ValueError(f"{text!r} has no start")
    return offer


def _read_place(where: str) -> tuple[Delivery, tuple[str, ...]]:
    if where in (Delivery.ONLINE, Delivery.NATIONAL):
        return Delivery(where), ()
    if not where.startswith("area:"):
        return Delivery.VENUE, ()
    districts = tuple(where.removeprefix("area:").split(","))
    wrong = [code for code in districts if not _DISTRICT.fullmatch(code)]
    if wrong:
        raise ValueError(f"{wrong[0]!r} is not the code of a local authority district")
    return Delivery.AREA, districts


def _read_modes(text: str) -> tuple[Mode, ...]:
    unknown = [code for code in text.split(",") if code not in MODE_CODES]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is not a mode ({', '.join(MODE_CODES)})")
    return tuple(MODE_CODES[code] for code in text.split(","))


def _with_word(offer: Offer, word: str) -> Offer:
    if start := read_start(word):
        return replace(offer, starts=(*offer.starts, start))
    if closing := read_closing(word):
        return replace(offer, closing=closing)
    if word.startswith("pay:"):
        return replace(
            offer, pay=Pay(PayBasis.TEXT_ONLY, words=word.removeprefix("pay:").replace("-", " ").capitalize())
        )
    return _with_figure(offer, *word.split("=", 1))


def _with_figure(offer: Offer, name: str, value: str = "") -> Offer:
    match name:
        case "pay":
            return replace(offer, pay=_read_hourly(value))
        case "weekly":
            low, high = _read_money(value)
            return replace(offer, pay=Pay(_basis(low, high), weekly=(low, high)))
        case "hours" if value.replace(".", "", 1).isdecimal():
            return replace(offer, hours=float(value))
        case "places" if value.isdecimal():
            return replace(offer, places=int(value))
    raise ValueError(f"{f'{name}={value}' if value else name!r} is not understood")


def _read_hourly(value: str) -> Pay:
    if value == "none":
        return Pay()
    if value == "min":
        return Pay(PayBasis.LEGAL_MINIMUM)
    low, high = _read_money(value)
    return Pay(_basis(low, high), hourly=(low, high))


def _read_money(value: str) -> tuple[int, int]:
    match = _MONEY.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is not an amount in pounds")
    low = round(float(match[1]) * PENCE)
    return low, round(float(match[2]) * PENCE) if match[2] else low


def _basis(low: int, high: int) -> PayBasis:
    return PayBasis.STATED if low == high else PayBasis.RANGE
