"""What it costs or pays: no apprentice is charged, and nobody is paid less than the law asks."""

from collections.abc import Iterator
from datetime import date

from pathways.catalogue.vocabulary import Money
from pathways.feeds.programmes_csv.law import ListingLaw
from pathways.listings.checks.problems import Problem, error, hint
from pathways.listings.content import ListingContent, OfferContent

_FREE_OR_PAID = (Money.PAID, Money.FREE)


def lawful_money(content: ListingContent, law: ListingLaw, day: date) -> Iterator[Problem]:
    """Each offer says what it costs or pays, as its route may."""
    for offer in content.offers:
        at = f"offers.{offer.key}"
        if offer.money is None:
            yield error(f"{at}.money", "money.missing")
        wages = list(law.about("pays-the-learner", content.route, content.level, day))
        if wages:
            yield from _as_a_job(at, offer, wages[0].why)
            yield from _pay(at, offer, law, day)
        elif offer.fee and offer.money in _FREE_OR_PAID:
            yield error(f"{at}.fee", "fee.not-with")
        if offer.money is Money.FEE and offer.fee is None and not offer.cost_text and not wages:
            yield error(f"{at}.fee", "fee.missing")
        yield from _in_order(at, offer)


def _as_a_job(at: str, offer: OfferContent, why: str) -> Iterator[Problem]:
    if offer.fee:
        yield error(f"{at}.fee", "fee.apprentice", why=why)
    if offer.money not in (None, Money.PAID):
        yield error(f"{at}.money", "money.apprentice", why=why)
    if (
        offer.pay_hourly_low is None
        and offer.pay_weekly_low is None
        and not offer.pay_text
        and not offer.pay_basis
    ):
        yield hint(f"{at}.pay_hourly_low", "pay.missing")


def _pay(at: str, offer: OfferContent, law: ListingLaw, today: date) -> Iterator[Problem]:
    days = [start.starts_on for start in offer.starts if start.starts_on and start.starts_on >= today]
    day = min(days, default=today)
    least = law.least_pay(day)
    if least is None:
        return
    if offer.pay_hourly_low is not None and offer.pay_hourly_low < least:
        yield _below(f"{at}.pay_hourly_low", least, day)
    if (
        offer.pay_weekly_low is not None
        and offer.hours_a_week
        and offer.pay_weekly_low / offer.hours_a_week < least - 1
    ):
        yield _below(f"{at}.pay_weekly_low", least, day)


def _below(field: str, least: int, day: date) -> Problem:
    return error(field, "pay.not-lawful", least=f"{least // 100}.{least % 100:02d}", day=f"{day:%d/%m/%Y}")


def _in_order(at: str, offer: OfferContent) -> Iterator[Problem]:
    for span in ("hourly", "weekly"):
        low, high = getattr(offer, f"pay_{span}_low"), getattr(offer, f"pay_{span}_high")
        if high is not None and low is None:
            yield error(f"{at}.pay_{span}_low", "pay.no-low")
        elif low is not None and high is not None and high < low:
            yield error(f"{at}.pay_{span}_high", "pay.order")
