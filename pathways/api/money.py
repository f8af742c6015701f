"""What an opportunity pays and costs, as the API writes it: in pounds."""

from pathways.api.schemas import Cost, Pay
from pathways.catalogue.results import Card
from pathways.catalogue.vocabulary import Money, PayBasis

PENCE = 100


def pay_of(card: Card) -> Pay | None:
    """What a learner is paid; None where nobody says that there is pay."""
    if card.money != Money.PAID:
        return None
    return Pay(
        text=card.pay_text,
        hourly=pounds(card.pay_hourly_pence),
        weekly=pounds(card.pay_weekly_pence),
        is_legal_minimum=card.pay_basis == PayBasis.LEGAL_MINIMUM,
    )


def cost_of(card: Card) -> Cost | None:
    """What it costs a learner; None where nobody says anything of it."""
    if card.money is None and not card.cost_text:
        return None
    free = card.money in (Money.PAID, Money.FREE)
    return Cost(
        text=card.cost_text,
        to_learner=0.0 if free else pounds(card.fee_pence),
        loan=card.money == Money.LOAN,
    )


def pounds(pence: int | None) -> float | None:
    """Whole pence as pounds."""
    return None if pence is None else pence / PENCE
