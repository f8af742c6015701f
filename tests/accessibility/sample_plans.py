"""Plans for the states: one with something of every kind in it, an empty one, a full one, one that makes links."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from pathways import clock
from pathways.catalogue.models import Opportunity
from pathways.catalogue.results import Card
from pathways.catalogue.starts import StartDates
from pathways.front.gallery_samples import sample_cards
from pathways.plans.calendar_links import make_calendar
from pathways.plans.cookie import RememberedPlan, write_cookie
from pathways.plans.kept import keep
from pathways.plans.models import Plan, PlanStatus
from pathways.plans.operations import MOST_ITEMS, change_item, make_plan, save_item
from pathways.plans.sharing import MOST_SHARES, make_share
from pathways.settings import DEVELOPMENT_KEY

GONE = 999_999
"""The number of an opportunity that the catalogue does not hold."""


def plans_for(session: Session, opportunity: int) -> dict[str, str]:
    """Cookies and links for the states. The first plan holds ``opportunity``, with a note."""
    names: dict[str, str] = {}
    plans = {name: _plan(session, names, name) for name in ("plan", "empty", "full", "sharing")}
    mine, full = plans["plan"], plans["full"]
    vacancy, degree, course, online = sample_cards(clock.today())
    others = [
        number
        for number in session.scalars(select(Opportunity.id).order_by(Opportunity.id).limit(MOST_ITEMS + 1))
        if number is not None and number != opportunity
    ]
    put(session, mine, opportunity, course)
    put(session, mine, GONE, vacancy)
    put(session, mine, others[0], replace(degree, title="A name that it had before it was changed"))
    put(session, mine, others[1], online)
    note = "Ask about the bus. " * 20
    change_item(session, mine, opportunity_id=opportunity, version=1, status=PlanStatus.APPLIED, note=note)
    for number in others[:MOST_ITEMS]:
        put(session, full, number, course)
    for _ in range(MOST_SHARES):
        make_share(session, full, with_notes=False, days=30, key=DEVELOPMENT_KEY)
    make_share(session, mine, with_notes=False, days=90, key=DEVELOPMENT_KEY)
    make_calendar(session, full, key=DEVELOPMENT_KEY)
    share, token = make_share(session, mine, with_notes=True, days=90, key=DEVELOPMENT_KEY)
    return names | {"shared": f"p{share.id}", "shared_token": token}


def put(session: Session, plan: Plan, number: int, card: Card) -> None:
    """Put an opportunity into a plan as if it had been ``card`` when it was saved."""
    start = StartDates(clock.today() + timedelta(days=90), clock.today() + timedelta(days=40))
    save_item(
        session,
        plan,
        opportunity_id=number,
        programme_id=card.programme_id,
        as_saved=keep(replace(card, id=number), (start,)),
    )


def _plan(session: Session, names: dict[str, str], name: str) -> Plan:
    plan, code = make_plan(session, key=DEVELOPMENT_KEY)
    names[f"{name}_cookie"] = write_cookie(RememberedPlan(code), key=DEVELOPMENT_KEY)
    return plan
