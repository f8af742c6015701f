"""What one offer costs or pays, in words that every page shares."""

from pathways.catalogue.models import Opportunity
from pathways.catalogue.vocabulary import Money
from pathways.front.blueprint import front
from pathways.front.pay_shown import PayShown
from pathways.front.sentences import sentence
from pathways.web.formats import pounds
from pathways.web.language import gettext as _


@front.app_template_filter()
def pence(amount: int) -> str:
    """An amount with its pence always written: `£8.00`."""
    return f"£{amount / 100:,.2f}"


@front.app_template_filter()
def money_lead(said: Opportunity) -> str:
    """Which way the money goes, in a sentence."""
    if said.money is None:
        return _("The provider has not told us what it costs. You could ask before you apply.")
    return {
        Money.PAID: _("You are paid."),
        Money.FREE: _("Free if you fit the rules."),
        Money.LOAN: _("There is a fee, and a loan can cover it."),
        Money.FEE: _("There is a fee."),
    }[said.money]


@front.app_template_filter()
def advert_words(said: Opportunity, pay: PayShown) -> str:
    """What the advert of a job says it pays; empty for what is no job, and where words say it."""
    if not pay.is_paid:
        return ""
    if pay.hourly and pay.weekly:
        return _(
            "The advert says %(hourly)s an hour, which is %(weekly)s a week.",
            hourly=_span(pay.hourly),
            weekly=_span(pay.weekly),
        )
    if pay.hourly:
        return _("The advert says %(pay)s an hour.", pay=_span(pay.hourly))
    if pay.weekly:
        return _("The advert says %(pay)s a week.", pay=_span(pay.weekly))
    return "" if said.pay_text else _("The advert gives no figure.")


@front.app_template_filter()
def paid_hours_words(said: Opportunity) -> str:
    """The hours of a paid week; empty when they are not said."""
    if not said.hours_a_week:
        return ""
    return _("%(hours)s hours a week.", hours=f"{said.hours_a_week:.1f}".removesuffix(".0"))


@front.app_template_filter()
def fee_words(said: Opportunity) -> str:
    """The fee of the whole course; empty when there is none."""
    return _("The whole course costs %(pounds)s.", pounds=pounds(said.fee)) if said.fee else ""


@front.app_template_filter()
def money_short(said: Opportunity, pay: PayShown) -> str:
    """What comes in or goes out, in a few words."""
    if pay.weekly:
        return _("%(amount)s a week", amount=_span(pay.weekly))
    if pay.hourly:
        return _("%(amount)s an hour", amount=_span(pay.hourly))
    if pay.is_paid and pay.legal_minimum and pay.legal_minimum.steps:
        return _("At least %(amount)s an hour", amount=pence(pay.legal_minimum.steps[0].hourly_pence))
    if pay.is_paid:
        return _("You are paid")
    if said.money is Money.FREE:
        return _("Free if you fit the rules")
    if said.fee:
        return pounds(said.fee)
    if said.money is Money.LOAN:
        return _("A fee, with a loan")
    return _("A fee") if said.money is Money.FEE else _("Ask")


def money_lines(said: Opportunity, pay: PayShown) -> tuple[str, ...]:
    """All that an offer says of money. The law's least stands in for a figure that a job does not give."""
    least = money_short(said, pay) if pay.legal_minimum and not pay.has_figure else ""
    lines = (
        money_lead(said),
        advert_words(said, pay),
        f"{least}." if least else "",
        sentence(said.pay_text) if pay.is_paid else "",
        paid_hours_words(said) if pay.is_paid else "",
        fee_words(said),
        sentence(said.cost_text),
    )
    return tuple(line for line in lines if line)


def _span(amounts: tuple[int, int]) -> str:
    low, high = amounts
    return pounds(low) if low == high else _("%(low)s to %(high)s", low=pounds(low), high=pounds(high))
