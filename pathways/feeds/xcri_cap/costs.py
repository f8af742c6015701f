"""What a presentation costs: in words always, as a figure where one amount is meant beyond doubt."""

import re
from dataclasses import dataclass

from pathways.catalogue.vocabulary import Money
from pathways.feeds.plain_structure import one_line, structure_of
from pathways.feeds.xcri_cap.refined import refined, unrefined
from pathways.feeds.xml_nodes import XmlNode

LONGEST_COST = 500
MOST_PENCE = 100_000_000
"""A million pounds. What costs as much or more is a slip: its words are kept, and no figure."""
_POUNDS = re.compile(r"(?:GBP|£)\s*(?=\d)")
_ONE_AMOUNT = re.compile(r"^(?:£\s*)?(\d{1,3}(?:,?\d{3}){0,2}|\d{1,6})(\.\d\d)?$")
_IN_THE_UK = re.compile(
    r"UK fee:?\s*£(\d{1,3}(?:,?\d{3})*|\d{1,6})(\.\d\d)?(?=\s*(?:;|,(?!\d)|$))", re.IGNORECASE
)
_FREE = re.compile(
    r"^(?:free|no (?:cost|fee|charge)|nil|none|fully funded|free of charge|£?0(?:\.00)?)\.?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cost:
    """``fee`` is in pence for the whole course; what is free or paid has none."""

    money: Money | None = None
    fee: int | None = None
    words: str = ""


def cost_of(presentation: XmlNode) -> Cost:
    """The cost of a presentation. Several amounts are left in words: which of them a learner pays is theirs to ask."""
    nodes = presentation.named("cost")
    said = [structure_of(node) for node in unrefined(nodes)]
    words = one_line(_POUNDS.sub("£", "; ".join(dict.fromkeys(text for text in said if text))), LONGEST_COST)
    told_money = next((node.text for node in refined(nodes, "money")), "")
    told_fee = next((node.text for node in refined(nodes, "fee")), "")
    money = next((one for one in Money if one.value == told_money), None)
    if told_money or told_fee:
        fee = _likely_pence(_ONE_AMOUNT.match(told_fee))
        return Cost(money, None if money in (Money.PAID, Money.FREE) else fee, words)
    if _FREE.match(words):
        return Cost(Money.FREE, None, words)
    fee = _likely_pence(_ONE_AMOUNT.match(words) or _IN_THE_UK.search(words))
    if fee is None:
        return Cost(None, None, words)
    return Cost(Money.FEE if fee else Money.FREE, fee or None, f"£{words}" if words[:1].isdigit() else words)


def _likely_pence(amount: re.Match[str] | None) -> int | None:
    if amount is None:
        return None
    pence = int(amount[1].replace(",", "")) * 100 + int((amount[2] or ".00")[1:])
    return pence if pence < MOST_PENCE else None
