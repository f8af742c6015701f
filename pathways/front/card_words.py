"""What a card of a list says, in words: plain texts, worked out once, for a macro or a piece to be filled with."""

from dataclasses import dataclass
from datetime import date

from pathways.catalogue import labels
from pathways.catalogue.published_sources import is_stale
from pathways.catalogue.results import Card
from pathways.catalogue.tags import Tag, tags_of
from pathways.front.blueprint import front
from pathways.front.eligibility_words import verdict_tag
from pathways.web.formats import miles, pounds, short_date
from pathways.web.language import gettext


@dataclass(slots=True)
class CardWords:
    """One opportunity as its card says it. A text is empty where there is nothing to say.

    ``provider`` is empty where the employer trains its own. ``is_on_map``: the list's map has a stop for it.
    ``apart`` tells it from its twins in a list, which only the list knows (catalogue/twins.py).
    ``age`` is said of a listing that nobody has checked for long.
    """

    route: str
    is_demonstration: bool
    is_on_map: bool
    title: str
    employer: str
    provider: str
    town: str
    where: str
    level: str
    start: str
    money: str
    age: str
    tags: tuple[str, ...]
    apart: str = ""


@front.app_template_filter()
def card_words(card: Card, today: date, apart: str = "") -> CardWords:
    """The words of ``card``; ``today`` decides what is closing soon, and ``apart`` tells it from its twins."""
    employer = card.employer_name or ""
    return CardWords(
        route=card.route,
        is_demonstration=card.is_demonstration,
        is_on_map=card.lat is not None,
        title=card.title,
        employer=employer,
        provider="" if employer == card.provider_name else card.provider_name,
        town=card.town or "",
        where=_where(card),
        level=_level(card),
        start=_start(card),
        money=_money(card),
        age=_age(card, today),
        tags=_tags(card, today),
        apart=apart,
    )


def _where(card: Card) -> str:
    """How far away it is, or else where it happens."""
    if card.distance_miles is not None:
        return miles(card.distance_miles)
    if card.delivery == "online":
        return gettext("Online")
    if card.delivery == "area":
        return gettext("In your area")
    if card.delivery == "national":
        return gettext("Anywhere")
    return card.town or gettext("Place not given")


def _level(card: Card) -> str:
    if not card.level and card.route == "supported-internship":
        return gettext("No level")
    return labels.level_name(card.level)


def _start(card: Card) -> str:
    if card.next_start is not None:
        return short_date(card.next_start)
    if card.is_flexible:
        return gettext("Any time")
    return card.start_text or gettext("Ask for dates")


def _money(card: Card) -> str:
    """What comes in or goes out, in a few words, as a card has room for."""
    if card.pay_weekly_pence and card.hours_a_week:
        hours = f"{card.hours_a_week:.1f}".removesuffix(".0")
        amount = pounds(card.pay_weekly_pence)
        return gettext("%(amount)s for %(hours)s hours a week", amount=amount, hours=hours)
    if card.pay_weekly_pence:
        return gettext("%(amount)s a week", amount=pounds(card.pay_weekly_pence))
    if card.pay_hourly_pence:
        return gettext("%(amount)s an hour", amount=pounds(card.pay_hourly_pence))
    if card.money == "paid":
        return gettext("You are paid")
    if card.money == "free":
        return gettext("Free")
    if card.fee_pence and card.money == "loan":
        return gettext("%(amount)s, loan possible", amount=pounds(card.fee_pence))
    if card.fee_pence:
        return pounds(card.fee_pence)
    if card.money == "loan":
        return gettext("Loan possible")
    return gettext("There is a fee") if card.money == "fee" else gettext("Ask about cost")


def _age(card: Card, today: date) -> str:
    """That a listing is old, and since when; nothing of one that was checked within a year."""
    if card.checked_on is None or not is_stale(card.checked_on, today):
        return ""
    return gettext("Not checked since %(day)s", day=short_date(card.checked_on))


def _tags(card: Card, today: date) -> tuple[str, ...]:
    """The card's tags, the verdict first; that it starts at any time stands among its facts when no day does."""
    verdict = (verdict_tag(card.eligibility.verdict),) if card.eligibility else ()
    return verdict + tuple(
        _tag(tag)
        for tag in tags_of(card, today)
        if tag.code != "start-when-you-like" or card.next_start is not None
    )


def _tag(tag: Tag) -> str:
    if tag.code == "closing":
        return gettext("Closing %(day)s", day=short_date(tag.on))
    if tag.code == "degree-at-a-college":
        return gettext("Degree at a college")
    if tag.code == "taught-at-a-college":
        return gettext("Taught at a college")
    return gettext("Start when you like")
