"""What a programme says on its page. It also stands inside other pages, for its provider to see as a student will."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from pathways import clock
from pathways.catalogue.money_help import help_with_costs
from pathways.catalogue.pay import WageRates
from pathways.catalogue.programmes import ProgrammeDetail
from pathways.front.entry_words import asks_for_nothing, entry_lines
from pathways.front.offers import ShownOffer, show_offers
from pathways.front.outcome_words import shown_outcomes
from pathways.front.pay_shown import PayShown, pay_shown
from pathways.paths import resource_dir
from pathways.places.place import Place


def programme_part(detail: ProgrammeDetail, rates: WageRates | None) -> Markup:
    """What the page of a programme says, to be read inside a page about something else: no form, no way on."""
    said = what_it_says(detail, rates, None, None)
    return Markup(render_template("front/_programme.html", **said, top=3, ids="seen-", only_read=True))  # noqa: S704


def what_it_says(
    detail: ProgrammeDetail, rates: WageRates | None, place: Place | None, chosen_id: int | None
) -> dict[str, Any]:
    """What of a programme itself stands on its page, whoever reads it."""
    today, programme = clock.today(), detail.programme
    offers = show_offers(detail.offers, place=place, chosen_id=chosen_id, today=today)
    pays = [
        pay_shown(programme, one.opportunity, rates=rates, starts_on=one.next_start or today)
        for one in offers
    ]
    return {
        "detail": detail,
        "offers": offers,
        "pays": pays,
        "same_money": len({_money(one, pay) for one, pay in zip(offers, pays, strict=True)}) == 1,
        "entry": entry_lines(detail.entry),
        "asks_for_nothing": asks_for_nothing(detail.entry),
        "outcomes": shown_outcomes(detail.outcomes),
        "help_with_costs": help_with_costs(
            resource_dir("seed_data"), programme.route, programme.nation, today
        ),
        "place": place,
        "is_closed": all(offer.is_over for offer in offers),
    }


def _money(one: ShownOffer, pay: PayShown) -> tuple[object, ...]:
    """What an offer says of money, so that it is said once when all say the same."""
    said = one.opportunity
    return (said.money, said.fee, said.cost_text, said.pay_text, said.hours_a_week, pay)
